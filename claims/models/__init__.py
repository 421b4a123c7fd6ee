"""What was claimed and what we found."""

from claims.models.blind_rating import BlindRating
from claims.models.change import Change
from claims.models.claim import Appearance, Claim, Claimant, Topic
from claims.models.claim_import import Batch
from claims.models.claim_relation import Relation, RelationInForce
from claims.models.collaboration import Assignment, Mention, Note
from claims.models.complaint import Complaint, ComplaintAnswer
from claims.models.ledger import LedgerEntry, LedgerSalt
from claims.models.public.complaints import PublicComplaint
from claims.models.public.quote_status import PublicCheck, PublicLook
from claims.models.public.related_claims import PublicRelation
from claims.models.public.views import (
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
from claims.models.publication_block import Withholding
from claims.models.reply_request import Asking, Hearing, Reply, ReplyWaiver
from claims.models.review import Review, Submission, Transition
from claims.models.review_comment import Remark, Settlement
from claims.models.scheduled_publication import Plan
from claims.models.source_alert import Alarm
from claims.models.tip import Suggestion
from claims.models.verdict import Contributor, Evidence, Rating, Verdict

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
