"""The fixed words of this room. Codes are stored; labels are what people read."""

from django.db import models


class Origin(models.TextChoices):
    """Where a claim comes from."""

    PERSON = "person", "a person"
    ORGANISATION = "organisation", "an organisation"
    CIRCULATING = "circulating", "circulating, no single origin known"
    ANONYMOUS = "anonymous", "anonymous, but known to the desk"
    QUESTION = "question", "a reader's question"


class ClaimantKind(models.TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"


class DeclineReason(models.TextChoices):
    OPINION = "opinion", "an opinion, not a statement of fact"
    FORECAST = "forecast", "a forecast: nobody can check it yet"
    UNVERIFIABLE = "unverifiable", "nothing could verify or refute it"
    PRIVATE = "private", "about the private life of a private person"
    DUPLICATE = "duplicate", "asked and answered under another claim"


class Polarity(models.TextChoices):
    TRUE = "true", "true"
    MIXED = "mixed", "mixed"
    FALSE = "false", "false"
    NONE = "none", "neither"


class Tone(models.TextChoices):
    """The fixed palette of marks; each passes contrast in the light and in the dark."""

    TRUE = "true", "full disc"
    MOSTLY_TRUE = "mostly-true", "three quarters"
    HALF_TRUE = "half-true", "half"
    MOSTLY_FALSE = "mostly-false", "one quarter"
    FALSE = "false", "crossed empty ring"
    CONTEXT = "context", "dashed ring"
    UNPROVEN = "unproven", "ring with a question mark"


class Basis(models.TextChoices):
    """What a finding rests on; shown beside the rating."""

    INDEPENDENT = "independent", "several independent origins"
    SINGLE = "single", "one origin"
    WORD = "word", "the claimant's word only"


class Stance(models.TextChoices):
    SUPPORTS = "supports", "supports"
    REFUTES = "refutes", "refutes"
    CONTEXT = "context", "context"


# Which evidence a finding rests on, by the polarity of its rating; by any other, on both sides.
SIDES = {Polarity.TRUE: (Stance.SUPPORTS,), Polarity.FALSE: (Stance.REFUTES,)}
BOTH_SIDES = (Stance.SUPPORTS, Stance.REFUTES)


class PrimarySources(models.TextChoices):
    """Whether what is cited has a primary source: a document, a witness, a count of one's own."""

    CITED = "cited", "a primary source is cited"
    NONE = "none", "no primary source is cited"


class Interest(models.TextChoices):
    """Whether somebody who worked on a revision has an interest in what it finds."""

    NONE = "none", "nobody who worked on it has an interest in it"
    DECLARED = "declared", "somebody who worked on it has an interest in it"


class Crime(models.TextChoices):
    """Whether the claim or the verdict alleges a crime, and how far that has gone."""

    NOT_ALLEGED = "not_alleged", "no crime is alleged"
    ACCUSED = "accused", "somebody is accused; no charge is known"
    CHARGED = "charged", "somebody is charged, and not convicted"
    CONVICTED = "convicted", "somebody was convicted"
    ACQUITTED = "acquitted", "somebody was acquitted"
    DROPPED = "dropped", "the proceedings were dropped"


class State(models.TextChoices):
    """Where a revision of a verdict stands; `claims.workflow.actions.RULES` says how it moves."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    APPROVED = "approved", "approved"
    PUBLISHED = "published", "published"
    SUPERSEDED = "superseded", "superseded"
    SUSPENDED = "suspended", "suspended"
    RETRACTED = "retracted", "retracted"
    DISCARDED = "discarded", "discarded"


OPEN = (State.DRAFT, State.IN_REVIEW, State.APPROVED)
STANDING = (State.PUBLISHED, State.SUSPENDED)
PUBLIC = (State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.RETRACTED)


class Answer(models.TextChoices):
    """What a reviewer says of a submission."""

    APPROVE = "approve", "approve"
    SEND_BACK = "send_back", "send back"


class Part(models.TextChoices):
    """What of a submission a remark is about: names of its record, and three of our own."""

    WHOLE = "whole", "the revision as a whole"
    CLAIM = "claim", "the wording of the claim"
    RATING = "rating", "the rating"
    BASIS = "basis", "the basis"
    HOLDS_AS_OF = "holds_as_of", "as of when it holds"
    FINDING = "finding", "the finding"
    REASONING = "reasoning", "the reasoning"
    SEARCHED = "searched", "what was searched and not found"
    WOULD_CHANGE = "would_change", "what would change the finding"
    WHY_THIS_CLAIM = "why_this_claim", "why this claim"
    EVIDENCE = "evidence", "evidence"
    NOTE = "note", "the note on evidence"


class ChangeKind(models.TextChoices):
    CORRECTION = "correction", "correction"
    UPDATE = "update", "update"
    CLARIFICATION = "clarification", "clarification"
    MEND = "mend", "mend of wording"
    RETRACTION = "retraction", "retraction"
    SUSPENSION = "suspension", "suspension"
    REINSTATEMENT = "reinstatement", "reinstatement"


# The kinds that open a next revision; the others change the standing of the one that is published.
REVISING = (
    ChangeKind.CORRECTION,
    ChangeKind.UPDATE,
    ChangeKind.CLARIFICATION,
    ChangeKind.MEND,
)


class Cause(models.TextChoices):
    OUR_ERROR = "our-error", "our error"
    NEW_FACTS = "new-facts", "new facts"
    SOURCE_CHANGED = "source-changed", "a source changed"
    REPLY = "reply", "a reply"
    SCALE_CHANGED = "scale-changed", "the scale changed"


class Event(models.TextChoices):
    """The public events of the ledger."""

    PUBLISHED = "published", "published"
    REVISED = "revised", "revised"
    SUSPENDED = "suspended", "suspended"
    REINSTATED = "reinstated", "reinstated"
    RETRACTED = "retracted", "retracted"
    MERGED = "merged", "merged"


class RelationKind(models.TextChoices):
    """How one claim is related to another, read from the one to the other."""

    SAME = "same", "says the same as"
    REPEATS = "repeats", "repeats"
    VARIANT = "variant", "is a variant of"
    NARROWER = "narrower", "is narrower than"
    CONTRADICTS = "contradicts", "contradicts"
    PART_OF = "part_of", "is part of"
    UNRELATED = "unrelated", "has nothing to do with"


# The same, read from the other to the one; a kind that is not here reads alike from both.
READ_BACK = {
    RelationKind.REPEATS: "is repeated by",
    RelationKind.NARROWER: "is wider than",
    RelationKind.PART_OF: "has as a part",
}


class WithholdingKind(models.TextChoices):
    """What keeps a finding from readers although it is approved."""

    EMBARGO = "embargo", "embargo"
    HOLD = "hold", "legal hold"


class PlanEnd(models.TextChoices):
    """How a plan ended that was not carried out."""

    CALLED_OFF = "called_off", "called off"
    REPLACED = "replaced", "replaced by another"
    REFUSED = "refused", "refused at its hour"


class AlarmAnswer(models.TextChoices):
    """What an editor decides when a quotation changed under a published verdict."""

    NO_CHANGE = "no_change", "no change needed"
    CORRECT = "correct", "correct the verdict"
    RETRACT = "retract", "propose to retract it"


class SuggestionAnswer(models.TextChoices):
    """What the desk makes of what a reader asks it to check."""

    TAKEN = "taken", "recorded as a claim"
    LINKED = "linked", "a claim that was there already"
    DECLINED = "declined", "declined"


# What a reader may write of a claim to check, and in how many code points each.
SUGGESTED = {"said": 2000, "where": 1000, "who": 200, "email": 254}


class AskedHow(models.TextChoices):
    """How somebody was asked for a reply."""

    EMAIL = "email", "by e-mail"
    PHONE = "phone", "by telephone"
    LETTER = "letter", "by letter"
    MESSAGE = "message", "by a message on a platform"
    PERSON = "person", "in person"


class ReplyOutcome(models.TextChoices):
    """What came back. That nothing did is no row: the deadline says it."""

    ANSWERED = "answered", "an answer"
    DECLINED = "declined", "no comment"


class Published(models.TextChoices):
    """How much of an answer readers see."""

    NOTHING = "nothing", "nothing of it"
    PART = "part", "a part, word for word"
    ALL = "all", "all of it"


class ComplaintPart(models.TextChoices):
    """What of a finding a reader says is wrong."""

    QUOTE = "quote", "a quotation"
    RATING = "rating", "the rating"
    FACT = "fact", "a fact"
    CLAIM = "claim", "what the claimant said"
    OTHER = "other", "something else"


class ComplaintOutcome(models.TextChoices):
    """What the desk makes of a complaint about a finding."""

    ACCEPTED = "accepted", "accepted"
    REFUSED = "refused", "refused"
    PASSED_ON = "passed_on", "passed on"
    ALREADY = "already", "already answered"


# The kinds of change that a complaint may lead to; a suspension is first aid and no answer.
ANSWERING = (*REVISING, ChangeKind.RETRACTION)
# What a reader may write of a finding that is wrong, and in how many code points each.
COMPLAINED = {"wrong": 4000, "where": 1000, "who": 200, "email": 254}


class Duty(models.TextChoices):
    """What somebody is assigned to do for a claim; it gives no right and takes none."""

    WRITE = "write", "to write"
    REVIEW = "review", "to review"


NOTE_LENGTH = 2000  # code points of one note among the desk
