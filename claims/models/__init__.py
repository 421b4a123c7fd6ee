"""What was claimed and what we found."""

from claims.models.alarm import Alarm
from claims.models.batch import Batch
from claims.models.blind_rating import BlindRating
from claims.models.change import Change
from claims.models.claim import Appearance, Claim, Claimant, Topic
from claims.models.complaint import Complaint, ComplaintAnswer
from claims.models.ledger import LedgerEntry, LedgerSalt
from claims.models.plan import Plan
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
from claims.models.published_complaints import PublicComplaint
from claims.models.published_relations import PublicRelation
from claims.models.relation import Relation, RelationInForce
from claims.models.remark import Remark, Settlement
from claims.models.reply import Asking, Hearing, Reply, ReplyWaiver
from claims.models.review import Review, Submission, Transition
from claims.models.suggestion import Suggestion
from claims.models.together import Assignment, Mention, Note
from claims.models.verdict import Contributor, Evidence, Rating, Verdict
from claims.models.withholding import Withholding

__all__ = [
    "Alarm",
    "Appearance",
    "Batch",
    "Asking",
    "BlindRating",
    "Assignment",
    "Change",
    "Claim",
    "Claimant",
    "Complaint",
    "ComplaintAnswer",
    "Contributor",
    "Evidence",
    "Hearing",
    "LedgerEntry",
    "LedgerSalt",
    "Plan",
    "Mention",
    "Note",
    "PublicChange",
    "PublicCheck",
    "PublicClaimant",
    "PublicComplaint",
    "PublicEntry",
    "PublicEvidence",
    "PublicLook",
    "PublicPassage",
    "PublicPublisher",
    "PublicRating",
    "PublicRelation",
    "PublicSnapshot",
    "PublicSource",
    "PublicTopic",
    "PublicVerdict",
    "Rating",
    "Relation",
    "RelationInForce",
    "Reply",
    "ReplyWaiver",
    "Remark",
    "Review",
    "Settlement",
    "Submission",
    "Suggestion",
    "Topic",
    "Transition",
    "Verdict",
    "Withholding",
]
