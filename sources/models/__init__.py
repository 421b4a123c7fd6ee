"""What was published and what it said."""

from sources.models.passage import Passage
from sources.models.quote_check import Check
from sources.models.retrieval import ArchivedCopy, Original, Retrieval
from sources.models.snapshot import Body, Snapshot
from sources.models.source import Publisher, Source
from sources.models.source_relation import Kinship, Sketch
from sources.models.translation import Translation

__all__ = [
    "ArchivedCopy",
    "Body",
    "Check",
    "Kinship",
    "Original",
    "Passage",
    "Publisher",
    "Retrieval",
    "Sketch",
    "Snapshot",
    "Source",
    "Translation",
]
