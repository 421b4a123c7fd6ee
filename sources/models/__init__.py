"""What was published and what it said."""

from sources.models.check import Check
from sources.models.passage import Passage
from sources.models.publication import Publisher, Source
from sources.models.retrieval import Original, Retrieval
from sources.models.snapshot import Body, Snapshot

__all__ = ["Body", "Check", "Original", "Passage", "Publisher", "Retrieval", "Snapshot", "Source"]
