"""What are editors told about the ways to change a finding, and to answer a complaint?"""

from claims.choices import Cause, ChangeKind, ComplaintOutcome

# Each kind in one plain sentence, and when to choose it.
KINDS: dict[str, tuple[str, str, str]] = {
    ChangeKind.CORRECTION: (
        "Correction",
        "We were wrong.",
        "A figure, a name, a quotation or the rating was not right when we published it.",
    ),
    ChangeKind.UPDATE: (
        "Update",
        "The facts are new.",
        "What we published was right then; something was published or happened since.",
    ),
    ChangeKind.CLARIFICATION: (
        "Clarification",
        "It could be misread.",
        "What we found stays; readers took it for something else, or a limit was not said.",
    ),
    ChangeKind.MEND: (
        "Mend of wording",
        "Only the wording.",
        "A slip of the pen or a link. It stands in the list of changes and is announced nowhere "
        "else, so it never touches the rating, a figure or a quotation.",
    ),
}
CAUSES: dict[str, str] = {
    Cause.OUR_ERROR: "We misread, miscounted or left out what we could have known.",
    Cause.NEW_FACTS: "Something was published or happened after us.",
    Cause.SOURCE_CHANGED: "A source says something else now than what we quoted.",
    Cause.REPLY: "The claimant or somebody concerned answered.",
    Cause.SCALE_CHANGED: "The words of our scale changed, and the finding with them.",
}
# What readers are told, in good form: what stood there, what stands there now, and why.
EXAMPLES = (
    "The finding said that trade rose by 4 percent in 2025; the table gives that figure for 2024. "
    "For 2025 it is 3 percent. The rating stays.",
    "The office revised its figure from 4 to 5 percent on 3 May. The finding quotes the new table; "
    "the rating was “Mostly false” and is “Half true”.",
)
FOLLOWS = (
    "The next revision is a draft, copied from what readers see now with its evidence.",
    "You are its author. Whoever works on it cannot approve it.",
    "A reviewer or an editor who did not work on it signs, and an editor publishes.",
    "Until then readers see what they see now. Then the change is told above the finding (a mend "
    "only in its history), and the old revision keeps its address.",
)
# What the desk may answer to a complaint where nothing changes: the button, and what it does.
COMPLAINT_ANSWERS: dict[str, tuple[str, str]] = {
    ComplaintOutcome.REFUSED: (
        "Refuse",
        "The finding stands. Give the reasons; whoever worked on it cannot do this.",
    ),
    ComplaintOutcome.PASSED_ON: (
        "Pass on",
        "It is about something that is not ours. Say what it is about and whom we told.",
    ),
    ComplaintOutcome.ALREADY: (
        "Answered already",
        "The same was asked and answered before. Say where, and in a sentence what.",
    ),
}
COMPLAINT_ANSWERED = {
    ComplaintOutcome.REFUSED: "Refused. The reasons are kept for ever.",
    ComplaintOutcome.PASSED_ON: "Passed on. What readers are told is kept.",
    ComplaintOutcome.ALREADY: "Answered by what was answered before.",
    ComplaintOutcome.ACCEPTED: "Accepted. Readers are told when the change is published.",
}
