"""What was published and what it said."""

from sources.models.kinship import Kinship, Sketch
from sources.models.passage import Passage
from sources.models.publication import Publisher, Source
from sources.models.snapshot import Body, Snapshot
from sources.models.translation import Translation

__all__ = [
    "Body",
    "Kinship",
    "Passage",
    "Publisher",
    "Sketch",
    "Snapshot",
    "Source",
    "Translation",
]
