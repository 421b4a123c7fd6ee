"""Labels of the buttons, and the messages shown after an action succeeded."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from factcheck.accounts.choices import AccountActionKind, AccountChangeKind

ACTION_LABELS = {
    "submit": _("Submit for review"),
    "withdraw": _("Withdraw"),
    "discard": _("Discard"),
    "approve": _("Approve"),
    "confirm_descriptions": _("Confirm changed descriptions"),
    "send_back": _("Send back"),
    "publish": _("Publish"),
    "correct": _("Correct or update"),
    "suspend": _("Suspend"),
    "confirm_suspension": _("Confirm suspension"),
    "reinstate": _("Reinstate"),
    "propose_retraction": _("Propose retraction"),
    "retract": _("Retract"),
}
SUCCESS_MESSAGES = {
    "edit": _("Draft saved."),
    "update_change_note": _("Saved. Readers will see this note when the change is published."),
    "cite": _("Evidence added."),
    "relate": _("Saved. This does not change either fact-check."),
    "decide": _("Saved. The number of independent sources has been updated."),
    "remove_evidence": _("Evidence removed. The passage is kept."),
    "translate": _("Translation saved. Readers will see it with the quotation."),
    "submit": _("Submitted for review. Another person reviews it now."),
    "withdraw": _("Withdrawn. It is a draft again."),
    "discard": _("Draft discarded."),
    "review_comment": _("Review comment saved. Everyone at the desk can read it."),
    "resolve_comment": _("Review comment resolved."),
    "rate": _("Rating saved. Both ratings are shown once there are two."),
    "approve": _("Approved. It can be published now."),
    "confirm_descriptions": _(
        "Confirmed. It can be published now. If it was scheduled, schedule it again."
    ),
    "send_back": _("Sent back to its authors."),
    "publish": _("Published. Readers see it now."),
    "correct": _("Draft created. The change is announced when it is published."),
    "suspend": _(
        "Suspended. Readers now see a notice. A second person has to confirm the suspension."
    ),
    "confirm_suspension": _("Suspension confirmed. Readers still see the notice."),
    "reinstate": _("Reinstated. Readers see the fact-check again."),
    "propose_retraction": _("Retraction proposed. A second person has to retract it."),
    "retract": _("Retracted. The page stays online with a notice."),
}
# For the list of recent activity: what the user did.
PAST_TENSE = {
    "draft": _("started"),
    "submit": _("submitted"),
    "withdraw": _("withdrew"),
    "discard": _("discarded"),
    "approve": _("approved"),
    "confirm_descriptions": _("confirmed changed descriptions"),
    "send_back": _("sent back"),
    "publish": _("published"),
    "correct": _("started a revision"),
    "suspend": _("suspended"),
    "reinstate": _("reinstated"),
    "retract": _("retracted"),
}
# By decision: label and description of the button.
SOURCE_ALERT_DECISIONS = {
    "no_change": (
        _("No change needed"),
        _("The fact-check stays as it is. Give the reason."),
    ),
    "correct": (
        _("Correct or update"),
        _("Creates a draft of the next revision, with the cause “a source changed”."),
    ),
    "retract": (_("Propose retraction"), _("A second person has to retract it.")),
}
SOURCE_ALERT_DECIDED = {
    "no_change": _("Saved. There will be no other alert about the same words."),
    "correct": SUCCESS_MESSAGES["correct"],
    "retract": SUCCESS_MESSAGES["propose_retraction"],
}
# Why a sentence of a source may be worth checking.
CHECKWORTHY_REASONS = {
    "number": _("gives a number:"),
    "comparison": _("compares:"),
    "cause": _("names a cause:"),
    "quotation": _("quotes someone:"),
    "future": _("is about the future and cannot be checked yet:"),
}
TIP_DECISIONS = {
    "accepted": (_("Record as a new claim"), _("Reword it in the desk's own words.")),
    "linked": (_("Link to an existing claim"), _("The tip is about a claim we already have.")),
    "declined": (
        _("Decline"),
        _("The desk will not check it. The reader does not see the reason."),
    ),
}
TIP_DECIDED = {
    "accepted": _("Claim recorded. It has no fact-check yet."),
    "linked": _("Tip linked to the claim."),
    "declined": _("Tip declined."),
}
SCHEDULING_ACTIONS = {
    "schedule": (
        _("Schedule"),
        _("It is published at this time unless the claim, a source or the evidence changes first."),
    ),
    "cancel_schedule": (_("Cancel schedule"), _("It stays approved.")),
    "embargo": (_("Set embargo"), _("It cannot be published before this time.")),
    "legal_block": (
        _("Block publication (legal)"),
        _("Nothing can be published until a second person releases the block."),
    ),
    "release": (_("Release"), _("It can be published again.")),
}
SCHEDULING_DONE = {
    "schedule": _("Scheduled. Readers see nothing before that time."),
    "cancel_schedule": _("Schedule cancelled. It is still approved."),
    "embargo": _("Embargo set. It cannot be published before that time."),
    "legal_block": _("Publication blocked. A second person has to release the block."),
    "release": _("Released. It can be published."),
}


class AccountActionTexts(NamedTuple):
    """The texts of an action on an account: of its page, its button, and after it succeeded."""

    title: str
    description: str
    button: str
    done: str


ACCOUNT_ACTION_TEXTS = {
    AccountActionKind.DEACTIVATED: AccountActionTexts(
        _("Deactivate account"),
        _(
            "Ends all sessions and removes the roles, the password and the second factor. "
            "Reviews and bylines are kept, and drafts stay where they are."
        ),
        _("Deactivate account"),
        _("Account deactivated."),
    ),
    AccountActionKind.REACTIVATED: AccountActionTexts(
        _("Reactivate account"),
        _(
            "The person can sign in again, without a role: assign one afterwards. They receive a "
            "link to set a password."
        ),
        _("Reactivate account"),
        _("Account reactivated. Assign a role now."),
    ),
    AccountChangeKind.MFA_RESET: AccountActionTexts(
        _("Reset two-factor authentication"),
        _(
            "For a person who lost access to their authenticator app or passkey. First confirm in "
            "person or by phone that the request is theirs. The reset waits for another "
            "administrator or an editor with a passkey, or takes effect after a day. Then all "
            "their sessions end, and they set it up again when they next sign in. They receive an "
            "e-mail now. Their recovery codes work at once."
        ),
        _("Request the reset"),
        _("Reset of two-factor authentication requested."),
    ),
}
