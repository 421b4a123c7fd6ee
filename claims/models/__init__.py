"""What was claimed and what we found."""

from claims.models.alarm import Alarm
from claims.models.change import Change
from claims.models.claim import Appearance, Claim, Claimant, Topic
from claims.models.ledger import LedgerEntry, LedgerSalt
from claims.models.published import (
    PublicChange,
    PublicClaimant,
    PublicEntry,
    PublicEvidence,
    PublicPassage,
    PublicPublisher,
    PublicRating,
    PublicSnapshot,
    PublicSource,
    PublicTopic,
    PublicVerdict,
)
from claims.models.published_checks import PublicCheck, PublicLook
from claims.models.review import Review, Submission, Transition
from claims.models.suggestion import Suggestion
from claims.models.together import Assignment, Mention, Note
from claims.models.verdict import Contributor, Evidence, Rating, Verdict

__all__ = [
    "Alarm",
    "Appearance",
    "Assignment",
    "Change",
    "Claim",
    "Claimant",
    "Contributor",
    "Evidence",
    "LedgerEntry",
    "LedgerSalt",
    "Mention",
    "Note",
    "PublicChange",
    "PublicCheck",
    "PublicClaimant",
    "PublicEntry",
    "PublicEvidence",
    "PublicLook",
    "PublicPassage",
    "PublicPublisher",
    "PublicRating",
    "PublicSnapshot",
    "PublicSource",
    "PublicTopic",
    "PublicVerdict",
    "Rating",
    "Review",
    "Submission",
    "Suggestion",
    "Topic",
    "Transition",
    "Verdict",
]
