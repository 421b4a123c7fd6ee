"""Texts that explain the ways to change a published fact-check and to answer a complaint."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from claims.choices import ChangeCause, ChangeKind, ComplaintOutcome


class KindGuidance(NamedTuple):
    """How one kind of change is explained to the person who chooses it."""

    label: str
    summary: str
    when: str  # when to choose it


KINDS = {
    ChangeKind.CORRECTION: KindGuidance(
        _("Correction"),
        _("We were wrong."),
        _("A figure, a name, a quotation or the rating was wrong when we published it."),
    ),
    ChangeKind.UPDATE: KindGuidance(
        _("Update"),
        _("There are new facts."),
        _("The fact-check was right at the time; something was published or happened since."),
    ),
    ChangeKind.CLARIFICATION: KindGuidance(
        _("Clarification"),
        _("It could be misread."),
        _("The conclusion stays; readers misunderstood it, or it did not state a limit."),
    ),
    ChangeKind.MINOR_EDIT: KindGuidance(
        _("Minor edit (typo)"),
        _("Only the wording."),
        _(
            "A typo or a link. It never changes the rating, a figure or a quotation, and is "
            "announced only in the list of changes."
        ),
    ),
}
CAUSES: dict[str, str] = {
    ChangeCause.OUR_ERROR: _("We misread, miscounted or missed something we could have known."),
    ChangeCause.NEW_FACTS: _("Something was published or happened after we published."),
    ChangeCause.SOURCE_CHANGED: _("A source no longer says what we quoted."),
    ChangeCause.REPLY: _("The claimant or someone concerned responded."),
    ChangeCause.SCALE_CHANGED: _("Our rating scale changed, and the rating with it."),
    ChangeCause.PROCEEDINGS: _("Someone was charged, convicted or acquitted since."),
}
# Good notes for readers: what the fact-check said, what it says now, and why.
EXAMPLES = (
    _(
        "We wrote that trade rose by 4 percent in 2025; the table gives that figure for 2024. "
        "For 2025 it is 3 percent. The rating does not change."
    ),
    _(
        "The office revised its figure from 4 to 5 percent on 3 May. We now quote the new table; "
        "the rating was “Mostly false” and is “Half true”."
    ),
)
NEXT_STEPS = (
    _("The next revision is created as a draft: a copy of the published one with its evidence."),
    _("You are its author. Contributors cannot approve their own revision."),
    _("A reviewer or editor who did not contribute approves it, and an editor publishes it."),
    _(
        "Until then readers see the current revision. Afterwards the change is announced above "
        "the conclusion (a minor edit only in the history), and the old revision keeps its URL."
    ),
)
# The answers to a complaint that change nothing: label and description of the button.
COMPLAINT_DECISIONS: dict[str, tuple[str, str]] = {
    ComplaintOutcome.NOT_UPHELD: (
        _("Complaint not upheld"),
        _("The fact-check stays as it is. Give the reasons; contributors cannot decide this."),
    ),
    ComplaintOutcome.REFERRED: (
        _("Refer"),
        _("It is not about our work. Say what it is about and to whom you referred it."),
    ),
    ComplaintOutcome.ALREADY_ANSWERED: (
        _("Already answered"),
        _("The same complaint was answered before. Give the URL and a one-sentence summary."),
    ),
}
COMPLAINT_DECIDED = {
    ComplaintOutcome.NOT_UPHELD: _("Complaint not upheld. The reasons are on record."),
    ComplaintOutcome.REFERRED: _("Complaint referred. The answer for readers is saved."),
    ComplaintOutcome.ALREADY_ANSWERED: _("Complaint closed with a link to the earlier answer."),
    ComplaintOutcome.UPHELD: _("Complaint upheld. The change is announced when it is published."),
}
