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


class State(models.TextChoices):
    """Where a revision of a verdict stands; `claims.workflow.RULES` says how it moves."""

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


class Part(models.TextChoices):
    """What somebody is assigned to do for a claim; it gives no right and takes none."""

    WRITE = "write", "to write"
    REVIEW = "review", "to review"


NOTE_LENGTH = 2000  # code points of one note among the desk
