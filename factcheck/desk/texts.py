"""What stands on the buttons of the desk, and what is said when a verb was carried out."""

from typing import NamedTuple

from factcheck.people.vocabulary import Deed

BUTTONS = {
    "submit": "Submit for review",
    "withdraw": "Withdraw",
    "discard": "Discard",
    "approve": "Approve",
    "send_back": "Send back",
    "publish": "Publish",
    "correct": "Correct",
    "suspend": "Suspend",
    "confirm_suspension": "Confirm the suspension",
    "reinstate": "Reinstate",
    "propose_retraction": "Propose to retract",
    "retract": "Retract",
}
DONE = {
    "edit": "Saved.",
    "reword": "Saved. Readers are told this when it is published.",
    "cite": "Cited.",
    "decide": "Kept. The origins are counted by it from now on.",
    "uncite": "Taken out. The passage itself stays.",
    "translate": "Kept. Readers will see it beside the words, and whose it is.",
    "submit": "Submitted. Somebody else reviews it now.",
    "withdraw": "Withdrawn: it is a draft again.",
    "discard": "Discarded.",
    "approve": "Approved. It can be published now.",
    "send_back": "Sent back to its authors.",
    "publish": "Published. Readers see it now.",
    "correct": "The next revision is a draft. The change is announced when it is published.",
    "suspend": "Suspended. Readers see a notice; a second person has to confirm.",
    "confirm_suspension": "Confirmed: it stays down.",
    "reinstate": "Reinstated. Readers see it again.",
    "propose_retraction": "Proposed. A second person has to retract.",
    "retract": "Retracted. The page stays, under its notice.",
}
# What somebody did, in the list of what happened lately; `draft` begins a first revision.
PAST = {
    "draft": "began",
    "submit": "submitted",
    "withdraw": "withdrew",
    "discard": "discarded",
    "approve": "approved",
    "send_back": "sent back",
    "publish": "published",
    "correct": "began to correct",
    "suspend": "suspended",
    "reinstate": "reinstated",
    "retract": "retracted",
}
# What an editor may answer when a quotation changed: the button, and what it does.
ANSWERS = {
    "no_change": ("No change needed", "The verdict stands as it is. Say why."),
    "correct": ("Correct", "Opens the next revision; its cause is that a source changed."),
    "retract": ("Propose to retract", "A second person has to agree."),
}
ANSWERED = {
    "no_change": "Kept. The same words will not be asked about again.",
    "correct": DONE["correct"],
    "retract": DONE["propose_retraction"],
}
# What the desk may answer to what a reader suggested.
SUGGESTION_ANSWERS = {
    "taken": ("Record it as a new claim", "In the desk's own words."),
    "linked": ("The same as another claim", "It asks what a claim says that is there already."),
    "declined": ("Decline", "The desk does not check it. Say why; readers are not told."),
}
SUGGESTION_ANSWERED = {
    "taken": "Recorded. Nobody has begun a verdict on it.",
    "linked": "Kept. The suggestion is answered by that claim.",
    "declined": "Declined.",
}


class OnAccount(NamedTuple):
    """The words of a deed on an account: of its page, of its button, and when it was done."""

    title: str
    says: str
    button: str
    done: str


ON_ACCOUNTS = {
    Deed.LEFT: OnAccount(
        "Somebody leaves",
        "They are signed out everywhere, and can no more sign in. Role, password and second factor "
        "go. What they signed stays with their byline, and their drafts stay where they are.",
        "They leave",
        "They have left. What they signed stays.",
    ),
    Deed.RETURNED: OnAccount(
        "Somebody comes back",
        "The account is in use again, without a role: give one afterwards. They are sent a link to "
        "set a password.",
        "They come back",
        "They are back. Give them a role.",
    ),
    Deed.FACTOR_TAKEN: OnAccount(
        "Take the second factor away",
        "For somebody who lost it. First make sure by other means than mail that it is they who "
        "ask. They are signed out everywhere, and told by mail with your reason.",
        "Take it away",
        "It is taken away. They set up another one at their next sign-in.",
    ),
}
