"""The objects of the API, serialized from the rows that `claims.publication.queries` returns.

Serializers name every field, so that a new column of a view is not published by accident. The
schema and the reference page are generated from the same classes.
"""

from factcheck.api.v1.serializers.base import get_serializer
from factcheck.api.v1.serializers.reference_data import (
    ChangeSerializer,
    CheckpointSerializer,
    ClaimantDetailSerializer,
    ClaimantSerializer,
    ConsistencySerializer,
    LedgerEntrySerializer,
    LedgerProofSerializer,
    RatingSerializer,
    TopicDetailSerializer,
    TopicSerializer,
)
from factcheck.api.v1.serializers.sources import (
    PassageDetailSerializer,
    PassageSerializer,
    SourceDetailSerializer,
    SourceSerializer,
)
from factcheck.api.v1.serializers.verdicts import (
    ClaimDetailSerializer,
    ClaimSerializer,
    VerdictDetailSerializer,
    VerdictSerializer,
)

__all__ = [
    "ChangeSerializer",
    "ClaimDetailSerializer",
    "ClaimSerializer",
    "ClaimantDetailSerializer",
    "ClaimantSerializer",
    "CheckpointSerializer",
    "ConsistencySerializer",
    "LedgerEntrySerializer",
    "LedgerProofSerializer",
    "PassageDetailSerializer",
    "PassageSerializer",
    "RatingSerializer",
    "SourceDetailSerializer",
    "SourceSerializer",
    "TopicDetailSerializer",
    "TopicSerializer",
    "VerdictDetailSerializer",
    "VerdictSerializer",
    "get_serializer",
]
