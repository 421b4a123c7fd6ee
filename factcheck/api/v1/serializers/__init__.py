"""What does each object of the API look like?

Plain serializers over the rows that `claims.public` hands out; they name every field they show, so
that a new column of a view is not published by accident. The same classes describe the schema.
"""

from .light import one
from .sources import (
    PassageDetailSerializer,
    PassageSerializer,
    SourceDetailSerializer,
    SourceSerializer,
)
from .subjects import (
    ChangeSerializer,
    ClaimantDetailSerializer,
    ClaimantSerializer,
    EntrySerializer,
    RatingSerializer,
    TopicDetailSerializer,
    TopicSerializer,
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
