"""What does each object of the API look like?

Plain serializers over the rows that `claims.publication.queries` hands out; they name every field they show, so
that a new column of a view is not published by accident. The same classes describe the schema.
"""

from factcheck.api.v1.serializers.base import one
from factcheck.api.v1.serializers.reference_data import (
    ChangeSerializer,
    ClaimantDetailSerializer,
    ClaimantSerializer,
    EntrySerializer,
    RatingSerializer,
    TopicDetailSerializer,
    TopicSerializer,
)

from .sources import (
    PassageDetailSerializer,
    PassageSerializer,
    SourceDetailSerializer,
    SourceSerializer,
)
from .verdicts import (
    ClaimDetailSerializer,
    ClaimSerializer,
    VerdictDetailSerializer,
    VerdictSerializer,
    Whole,
)

__all__ = [
    "ChangeSerializer",
    "ClaimDetailSerializer",
    "ClaimSerializer",
    "ClaimantDetailSerializer",
    "ClaimantSerializer",
    "EntrySerializer",
    "PassageDetailSerializer",
    "PassageSerializer",
    "RatingSerializer",
    "SourceDetailSerializer",
    "SourceSerializer",
    "TopicDetailSerializer",
    "TopicSerializer",
    "VerdictDetailSerializer",
    "VerdictSerializer",
    "Whole",
    "one",
]
