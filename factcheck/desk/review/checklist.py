"""How does a revision stand on the desk's checklist, and where is each item of it answered?"""

from claims.workflow import checklist
from claims.workflow.policies import Case

# Where in the workspace of a draft an item is answered: the element that its link leads to.
ANSWERED_AT = {
    "evidence": "evidence",
    "verbatim": "evidence",
    "against": "id_searched",
    "claimant": "evidence",
    "translated": "evidence",
    "basis": "id_basis",
    "origins": "origins",
    "reply": "reply",
    "as_of": "id_holds_as_of",
    "primary": "id_primary_sources",
    "interest": "id_interest",
    "crime": "id_crime",
}


def checked(case: Case) -> dict:
    """What the workspace shows of the checklist: every item, and how many are open."""
    items = checklist.answered(case)
    return {
        "checklist": [(one, ANSWERED_AT[one.item.code]) for one in items],
        "open_items": sum(one.standing == "open" for one in items),
    }
