"""What stands on the buttons of the desk, and what is said when a verb was carried out."""

from typing import NamedTuple

from factcheck.accounts.choices import Deed

BUTTONS = {
    "submit": "Submit for review",
    "withdraw": "Withdraw",
    "discard": "Discard",
    "approve": "Approve",
    "send_back": "Send back",
    "publish": "Publish",
    "correct": "Change it",
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
    "relate": "Kept. It says nothing about either finding.",
    "decide": "Kept. The origins are counted by it from now on.",
    "uncite": "Taken out. The passage itself stays.",
    "translate": "Kept. Readers will see it beside the words, and whose it is.",
    "submit": "Submitted. Somebody else reviews it now.",
    "withdraw": "Withdrawn: it is a draft again.",
    "discard": "Discarded.",
    "remark": "Kept. Everybody at the desk sees it.",
    "settle": "Settled. Reviewers will see how.",
    "rate": "Filed. Both ratings are shown once there are two.",
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
# Why a sentence of a source may be worth a check.
GROUNDS = {
    "number": "gives a number:",
    "comparison": "compares:",
    "cause": "names a cause:",
    "quotation": "reports words:",
    "future": "speaks of the future, which nobody can check yet:",
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
# When readers may see a revision: the button, and what it does.
TIMING = {
    "plan": ("Plan its hour", "At the hour it is published, if nothing has changed until then."),
    "call_off": ("Call the plan off", "It stays approved."),
    "embargo": ("Put it under embargo", "Nobody publishes it before the hour."),
    "hold": (
        "Put a legal hold on it",
        "It stays as it is to readers until a second person agrees.",
    ),
    "lift": ("Lift it", "It keeps nothing from readers any more."),
}
TIMED = {
    "plan": "Planned. Readers see nothing of it before its hour.",
    "call_off": "Called off: it is approved, and no hour is planned.",
    "embargo": "Under embargo. Nobody publishes it before the hour.",
    "hold": "Held. A second person has to lift it.",
    "lift": "Lifted.",
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
