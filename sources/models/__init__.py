"""What was published and what it said."""

from sources.models.passage import Passage
from sources.models.publication import Publisher, Source
from sources.models.retrieval import ArchivedCopy, Original, Retrieval
from sources.models.snapshot import Body, Snapshot

__all__ = [
    "ArchivedCopy",
    "Body",
    "Original",
    "Passage",
    "Publisher",
    "Retrieval",
    "Snapshot",
    "Source",
]
