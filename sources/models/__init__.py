"""Models of sources: publishers, publications, snapshots, passages and their checks."""

from sources.models.archived_copy import ArchivedCopy, ArchiveRequest
from sources.models.passage import Passage
from sources.models.quote_check import QuoteCheck
from sources.models.retrieval import RawDocument, Retrieval
from sources.models.snapshot import ArticleText, Snapshot
from sources.models.source import Publisher, Source
from sources.models.source_relation import SourceRelation, TextFingerprint
from sources.models.timestamp import SnapshotTimestamp
from sources.models.translation import Translation
from sources.models.waiting_capture import WaitingCapture

__all__ = [
    "ArchiveRequest",
    "ArchivedCopy",
    "ArticleText",
    "QuoteCheck",
    "SourceRelation",
    "RawDocument",
    "Passage",
    "Publisher",
    "Retrieval",
    "TextFingerprint",
    "Snapshot",
    "SnapshotTimestamp",
    "Source",
    "Translation",
    "WaitingCapture",
]
