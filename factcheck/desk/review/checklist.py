"""The checklist in the workspace: the status of each item and where it is answered."""

from claims.workflow import checklist
from claims.workflow.checklist import ItemState
from claims.workflow.policies import PolicyContext

# The element of the workspace in which an item is answered.
ITEM_ANCHORS = {
    "evidence": "evidence",
    "verbatim": "evidence",
    "against": "id_search_notes",
    "claimant": "evidence",
    "translated": "evidence",
    "basis": "id_basis",
    "independent_sources": "independence",
    "independence": "independence",
    "reply": "requests",
    "as_of": "id_valid_as_of",
    "primary": "id_primary_sources",
    "conflict_of_interest": "id_conflict_of_interest",
    "criminal_proceedings": "id_criminal_proceedings",
    "machine_assistance": "id_machine_assistance",
    "archived": "evidence",
}


def build_checklist(context: PolicyContext) -> dict:
    """Every item with its anchor, and how many are open."""
    items = checklist.get_checklist_status(context)
    return {
        "checklist": [(item, ITEM_ANCHORS[item.item.code]) for item in items],
        "open_items": sum(item.state == ItemState.OPEN for item in items),
    }
