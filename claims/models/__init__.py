"""The models of the claims app."""

from claims.models.audit_report import AuditReport
from claims.models.change import Change
from claims.models.claim import Appearance, Claim, Claimant, Topic
from claims.models.claim_import import ClaimImport
from claims.models.claim_relation import ClaimRelation, CurrentClaimRelation
from claims.models.collaboration import Assignment, Comment, Mention
from claims.models.comment_request import (
    CommentRequest,
    CommentRequestStatus,
    CommentResponse,
    CommentWaiver,
)
from claims.models.complaint import Complaint, ComplaintAnswer
from claims.models.ledger import Checkpoint, CheckpointTimestamp, LedgerEntry
from claims.models.person_request import (
    PersonRequest,
    PersonRequestConfirmation,
    PersonRequestDecision,
    SealedOriginal,
    Tombstone,
)
from claims.models.preservation_hold import PreservationHold
from claims.models.public import (
    PublicArchivedCopy,
    PublicChange,
    PublicCheckpoint,
    PublicClaimant,
    PublicClaimRelation,
    PublicComplaint,
    PublicEvidence,
    PublicHiddenClaim,
    PublicLedgerEntry,
    PublicPassage,
    PublicPublisher,
    PublicQuoteCheck,
    PublicRating,
    PublicRecheck,
    PublicSnapshot,
    PublicSource,
    PublicSourceNotice,
    PublicTopic,
    PublicVerdict,
)
from claims.models.publication_block import PublicationBlock
from claims.models.retention import DraftDecision, ForgetRequest, RetentionReport
from claims.models.review import (
    BlindRating,
    Review,
    ReviewComment,
    ReviewCommentResolution,
    Submission,
    Transition,
)
from claims.models.scheduled_publication import ScheduledPublication
from claims.models.signature import (
    KeyRevocation,
    Signature,
    SignedAction,
    SigningChallenge,
    SigningKey,
)
from claims.models.source_alert import SourceAlert
from claims.models.tip import Tip
from claims.models.verdict import Contributor, Evidence, Rating, Verdict
from claims.models.visibility_change import VisibilityChange

__all__ = [
    "Appearance",
    "Assignment",
    "AuditReport",
    "BlindRating",
    "Change",
    "Checkpoint",
    "CheckpointTimestamp",
    "Claim",
    "ClaimImport",
    "ClaimRelation",
    "Claimant",
    "Comment",
    "CommentRequest",
    "CommentRequestStatus",
    "CommentResponse",
    "CommentWaiver",
    "Complaint",
    "ComplaintAnswer",
    "Contributor",
    "CurrentClaimRelation",
    "DraftDecision",
    "Evidence",
    "ForgetRequest",
    "KeyRevocation",
    "LedgerEntry",
    "Mention",
    "PersonRequest",
    "PersonRequestConfirmation",
    "PersonRequestDecision",
    "PreservationHold",
    "PublicArchivedCopy",
    "PublicChange",
    "PublicCheckpoint",
    "PublicClaimRelation",
    "PublicClaimant",
    "PublicComplaint",
    "PublicEvidence",
    "PublicHiddenClaim",
    "PublicLedgerEntry",
    "PublicPassage",
    "PublicPublisher",
    "PublicQuoteCheck",
    "PublicRating",
    "PublicRecheck",
    "PublicSnapshot",
    "PublicSource",
    "PublicSourceNotice",
    "PublicTopic",
    "PublicVerdict",
    "PublicationBlock",
    "Rating",
    "RetentionReport",
    "Review",
    "ReviewComment",
    "ReviewCommentResolution",
    "ScheduledPublication",
    "Signature",
    "SignedAction",
    "SigningChallenge",
    "SigningKey",
    "SourceAlert",
    "SealedOriginal",
    "Submission",
    "Tip",
    "Tombstone",
    "Topic",
    "Transition",
    "Verdict",
    "VisibilityChange",
]
