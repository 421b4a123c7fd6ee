"""Choices of claims and verdicts. The database stores the values, people read the labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attribution(models.TextChoices):
    """Who made a claim."""

    PERSON = "person", _("a person")
    ORGANISATION = "organisation", _("an organisation")
    CIRCULATING = "circulating", _("circulating, original author unknown")
    ANONYMOUS = "anonymous", _("anonymous, but known to the desk")
    QUESTION = "question", _("a question from a reader")


class ClaimantKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class Requester(models.TextChoices):
    CLAIMANT = "claimant", _("the claimant")
    NAMED = "named", _("a person whom the claim or our text names")
    READER = "reader", _("a reader who wrote to us")
    STAFF = "staff", _("a member of the desk")


class RequestOutcome(models.TextChoices):
    REFUSE = "refuse", _("nothing changes")
    UPDATE = "update", _("the fact-check gets an update")
    REPLY = "reply", _("a statutory reply is published")
    NOINDEX = "noindex", _("search engines are asked to leave the page out")
    ANONYMISE = "anonymise", _("words are removed; a sealed original stays for counsel")
    ERASE = "erase", _("words are erased; nothing stays")


REMOVING_OUTCOMES = (RequestOutcome.ANONYMISE, RequestOutcome.ERASE)


class DeclineReason(models.TextChoices):
    OPINION = "opinion", _("an opinion, not a statement of fact")
    FORECAST = "forecast", _("a forecast that cannot be checked yet")
    UNVERIFIABLE = "unverifiable", _("cannot be verified or refuted")
    PRIVATE = "private", _("about the private life of a private individual")
    DUPLICATE = "duplicate", _("duplicate of an existing claim")


class Polarity(models.TextChoices):
    TRUE = "true", _("true")
    MIXED = "mixed", _("mixed")
    FALSE = "false", _("false")
    NONE = "none", _("neither")


class Tone(models.TextChoices):
    """The fixed set of rating icons; each has enough contrast on light and dark backgrounds."""

    TRUE = "true", _("full disc")
    MOSTLY_TRUE = "mostly-true", _("three quarters")
    HALF_TRUE = "half-true", _("half")
    MOSTLY_FALSE = "mostly-false", _("one quarter")
    FALSE = "false", _("crossed empty ring")
    CONTEXT = "context", _("dashed ring")
    UNPROVEN = "unproven", _("ring with a question mark")


class Basis(models.TextChoices):
    """The kind of evidence behind a conclusion; shown with the rating."""

    INDEPENDENT = "independent", _("several independent sources")
    SINGLE = "single", _("one source")
    CLAIMANT_ONLY = "claimant_only", _("the claimant's word only")


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    REFUTES = "refutes", _("refutes")
    CONTEXT = "context", _("context")


# The stances of the evidence that supports a rating, by its polarity; both for any other polarity.
STANCES_BY_POLARITY = {Polarity.TRUE: (Stance.SUPPORTS,), Polarity.FALSE: (Stance.REFUTES,)}
SUPPORTING_AND_REFUTING = (Stance.SUPPORTS, Stance.REFUTES)


class PrimarySources(models.TextChoices):
    """Whether the evidence includes a primary source: a document, a witness, original data."""

    CITED = "cited", _("a primary source is cited")
    NONE = "none", _("no primary source is cited")


class ConflictOfInterest(models.TextChoices):
    """Whether a contributor has an interest in the conclusion."""

    NONE = "none", _("no contributor has a conflict of interest")
    DECLARED = "declared", _("a contributor has a conflict of interest")


class CriminalProceedings(models.TextChoices):
    """Whether the claim or the fact-check alleges a crime, and the step of the proceedings."""

    NOT_ALLEGED = "not_alleged", _("no crime is alleged")
    ALLEGED = "alleged", _("alleged, no proceedings known")
    INVESTIGATED = "investigated", _("under investigation")
    ACCUSED = "accused", _("accused, no charge known")
    CHARGED = "charged", _("charged, not convicted")
    APPEAL_OPEN = "appeal_open", _("convicted, appeal open")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    QUASHED = "quashed", _("conviction quashed")
    DROPPED = "dropped", _("proceedings dropped")


# Steps before any proceedings: they have no country and no date.
WITHOUT_PROCEEDINGS = (CriminalProceedings.NOT_ALLEGED, CriminalProceedings.ALLEGED)
# Steps after which the next one is due: they need a date to revisit the fact-check by.
OPEN_PROCEEDINGS = (
    CriminalProceedings.ACCUSED,
    CriminalProceedings.CHARGED,
    CriminalProceedings.APPEAL_OPEN,
)
# Steps at which no one was convicted with finality, so that the person is presumed innocent.
PRESUMED_INNOCENT = (
    CriminalProceedings.ALLEGED,
    CriminalProceedings.INVESTIGATED,
    *OPEN_PROCEEDINGS,
)


class MachineAssistance(models.TextChoices):
    """Whether generative or other machine tools helped with a revision (EU AI Act, Art. 50(4))."""

    NONE = "none", _("no machine assistance")
    USED = "used", _("machine tools helped")


class MachinePurpose(models.TextChoices):
    """What machine tools helped with."""

    TRANSLATION = "translation", _("translation")
    TRANSCRIPTION = "transcription", _("transcription")
    SEARCH = "search", _("search")
    DRAFTING = "drafting", _("drafting text")
    SUMMARY = "summary", _("summary")
    IMAGES = "images", _("image analysis")
    OTHER = "other", _("other")


class State(models.TextChoices):
    """The state of a revision; `claims.workflow.transitions` defines the transitions."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    SUSPENDED = "suspended", _("suspended")
    RETRACTED = "retracted", _("retracted")
    DISCARDED = "discarded", _("discarded")


OPEN_STATES = (State.DRAFT, State.IN_REVIEW, State.APPROVED)
CURRENT_STATES = (State.PUBLISHED, State.SUSPENDED)
PUBLIC_STATES = (State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.RETRACTED)


class ReviewDecision(models.TextChoices):
    APPROVE = "approve", _("approve")
    SEND_BACK = "send_back", _("send back")


class RecordSection(models.TextChoices):
    """The section that a review comment is about: keys of the record, and a few additions."""

    WHOLE = "whole", _("the fact-check as a whole")
    CLAIM = "claim", _("the wording of the claim")
    RATING = "rating", _("the rating")
    BASIS = "basis", _("the basis")
    VALID_AS_OF = "valid_as_of", _("facts checked as of")
    CONCLUSION = "conclusion", _("the conclusion")
    REASONING = "reasoning", _("the reasoning")
    SEARCH_NOTES = "search_notes", _("what we looked for but could not find")
    WHAT_WOULD_CHANGE_IT = "what_would_change_it", _("what could change this rating")
    WHY_THIS_CLAIM = "why_this_claim", _("why this claim")
    EVIDENCE = "evidence", _("evidence")
    NOTE = "note", _("the note on a piece of evidence")


class ChangeKind(models.TextChoices):
    CORRECTION = "correction", _("correction")
    UPDATE = "update", _("update")
    CLARIFICATION = "clarification", _("clarification")
    MINOR_EDIT = "minor_edit", _("minor edit")
    RETRACTION = "retraction", _("retraction")
    SUSPENSION = "suspension", _("suspension")
    REINSTATEMENT = "reinstatement", _("reinstatement")


# The kinds that create a new revision; the others change the state of the published one.
REVISING_KINDS = (
    ChangeKind.CORRECTION,
    ChangeKind.UPDATE,
    ChangeKind.CLARIFICATION,
    ChangeKind.MINOR_EDIT,
)


# The kinds that change no facts, only how they are worded.
WORDING_KINDS = (ChangeKind.CLARIFICATION, ChangeKind.MINOR_EDIT)


class ChangeCause(models.TextChoices):
    OUR_ERROR = "our-error", _("our error")
    NEW_FACTS = "new-facts", _("new facts")
    SOURCE_CHANGED = "source-changed", _("a source changed")
    REPLY = "reply", _("a response")
    SCALE_CHANGED = "scale-changed", _("the rating scale changed")
    PROCEEDINGS = "proceedings", _("a new step in criminal proceedings")


class LedgerEvent(models.TextChoices):
    """The public events of the ledger; those of a revision are named as its kind of change."""

    PUBLISHED = "published", _("published")
    CORRECTION = "correction", _("correction")
    UPDATE = "update", _("update")
    CLARIFICATION = "clarification", _("clarification")
    MINOR_EDIT = "minor_edit", _("minor edit")
    SUSPENDED = "suspended", _("suspended")
    REINSTATED = "reinstated", _("reinstated")
    RETRACTED = "retracted", _("retracted")
    MERGED = "merged", _("merged")
    REMOVED = "removed", _("changed for legal reasons")
    HIDDEN = "hidden", _("hidden for legal reasons")
    UNHIDDEN = "unhidden", _("shown again")
    DESCRIPTION_CHANGED = "description_changed", _("description changed")
    SOURCE_CHECK_CHANGED = "source_check_changed", _("source check with a new outcome")
    BYLINE_CHANGED = "byline_changed", _("byline changed")
    KEY_CONFIRMED = "key_confirmed", _("signing key confirmed")
    KEY_REVOKED = "key_revoked", _("signing key revoked")


class RelationKind(models.TextChoices):
    """How one claim is related to another; the label is read from the first to the second."""

    SAME = "same", _("says the same as")
    REPEATS = "repeats", _("repeats")
    VARIANT = "variant", _("is a variant of")
    NARROWER = "narrower", _("is narrower than")
    CONTRADICTS = "contradicts", _("contradicts")
    PART_OF = "part_of", _("is part of")
    UNRELATED = "unrelated", _("is not related to")


# The labels read from the second claim to the first; other kinds read the same in both directions.
INVERSE_RELATION_LABELS = {
    RelationKind.REPEATS: _("is repeated by"),
    RelationKind.NARROWER: _("is wider than"),
    RelationKind.PART_OF: _("has as a part"),
}


class PublicationBlockKind(models.TextChoices):
    """What prevents the publication of an approved fact-check."""

    EMBARGO = "embargo", _("embargo")
    LEGAL = "legal", _("publication block (legal)")


class ScheduleOutcome(models.TextChoices):
    """How a scheduled publication ended that did not publish anything."""

    CANCELLED = "cancelled", _("cancelled")
    REPLACED = "replaced", _("replaced by another schedule")
    REFUSED = "refused", _("refused at the scheduled time")


class SourceAlertKind(models.TextChoices):
    """What a source alert is about."""

    QUOTE = "quote", _("a quotation changed")
    SOURCE = "source", _("much of the source changed")
    NOTICE = "notice", _("the page has a new note of its publisher")


class SourceAlertDecision(models.TextChoices):
    """What an editor decides when a quotation of a published fact-check has changed."""

    NO_CHANGE = "no_change", _("no change needed")
    CORRECT = "correct", _("correct the fact-check")
    RETRACT = "retract", _("propose a retraction")


class TipDecision(models.TextChoices):
    """The desk's decision on a claim that a reader asks it to check."""

    ACCEPTED = "accepted", _("accepted")
    LINKED = "linked", _("linked to an existing claim")
    DECLINED = "declined", _("declined")


# The longest text that a reader may write in each field of a tip, in code points.
TIP_LENGTHS = {"text": 2000, "location": 1000, "sender_name": 200, "email": 254}


class ForgetOutcome(models.TextChoices):
    """What became of a reader's request to forget a message."""

    FORGOTTEN = "forgotten", _("forgotten")
    KEPT = "kept", _("kept")


class DraftOutcome(models.TextChoices):
    """What an editor decided about a draft whose time is over."""

    REMOVED = "removed", _("words removed")
    KEPT = "kept", _("kept")


class RequestChannel(models.TextChoices):
    """How a request for comment was sent."""

    EMAIL = "email", _("by e-mail")
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")
    MESSAGE = "message", _("by message on a platform")
    PERSON = "person", _("in person")


class ResponseOutcome(models.TextChoices):
    """The kind of response. A missing response has no row: the deadline shows it."""

    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("no comment")


class ResponseVisibility(models.TextChoices):
    """How much of a response readers see."""

    NOTHING = "nothing", _("nothing")
    PART = "part", _("an excerpt, word for word")
    ALL = "all", _("all of it")


class ComplaintPart(models.TextChoices):
    """The part of a fact-check that a reader complains about."""

    QUOTE = "quote", _("a quotation")
    RATING = "rating", _("the rating")
    FACT = "fact", _("a fact")
    CLAIM = "claim", _("what the claimant said")
    OTHER = "other", _("something else")


class ComplaintOutcome(models.TextChoices):
    UPHELD = "upheld", _("Complaint upheld")
    NOT_UPHELD = "not_upheld", _("Complaint not upheld")
    REFERRED = "referred", _("Referred to another body")
    ALREADY_ANSWERED = "already_answered", _("Already answered")


# The kinds of change that can answer a complaint; a suspension is a first measure and no answer.
COMPLAINT_CHANGE_KINDS = (*REVISING_KINDS, ChangeKind.RETRACTION)
# The longest text that a reader may write in each field of a complaint, in code points.
COMPLAINT_LENGTHS = {"text": 4000, "location": 1000, "sender_name": 200, "email": 254}


class AssignmentRole(models.TextChoices):
    """What a user is assigned to do for a claim. An assignment does not change permissions."""

    WRITE = "write", _("Author")
    REVIEW = "review", _("Reviewer")


REASONING_LENGTH = 30_000  # of a verdict, in code points of Markdown
COMMENT_LENGTH = 2000  # the longest comment on a claim, in code points
