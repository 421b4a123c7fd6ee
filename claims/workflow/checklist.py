"""What must a revision fulfil before others read it, and what of it does a desk choose?

Asked when a draft is submitted, and asked again of the record that was signed when it is published:
the desk's setting may have been tightened between. Items that are laws of the software are required
of everybody; the others are where the setting `CHECKLIST` names them (`all`, or their codes).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from claims.workflow import policies
from claims.workflow.policies import Case

Policy = Callable[[Case], str | None]
ALL = "all"


@dataclass(frozen=True)
class Item:
    """One thing that is asked. Its policy says why it is open, and its docstring what is asked."""

    code: str
    name: str
    policy: Policy
    optional: bool = False  # whether a desk may leave it out
    answer: str = ""  # the answer that it is about, where it is one

    @property
    def sentence(self) -> str:
        return self.policy.__doc__

    def is_required(self, case: Case) -> bool:
        """Whether the desk asks it; what was begun is finished, also where nobody asked."""
        if not self.optional or self.code in chosen():
            return True
        return bool(case.answers.get(self.answer))


ITEMS = (
    Item("evidence", "evidence", policies.has_evidence),
    Item("verbatim", "word for word", policies.is_verbatim),
    Item("against", "what speaks against it", policies.says_what_speaks_against),
    Item("claimant", "the claimant as a witness", policies.no_claimant_supports_himself),
    Item("translated", "translations", policies.is_translated),
    Item("basis", "rating and basis", policies.basis_bears_the_rating),
    Item("origins", "independent origins", policies.has_independent_origins),
    Item("reply", "a reply", policies.claimant_was_asked, True),
    Item("as_of", "as of when", policies.says_as_of_when),
    Item("primary", "primary sources", policies.says_whether_primary, True, "primary_sources"),
    Item("interest", "conflicts of interest", policies.says_whose_interest, True, "interest"),
    Item("crime", "whether a crime is alleged", policies.says_whether_a_crime, True, "crime"),
)


@dataclass(frozen=True)
class Answered:
    """An item as it stands in one revision; `why` is the sentence that says what is missing."""

    item: Item
    why: str | None
    is_required: bool

    @property
    def standing(self) -> str:
        if self.why is None:
            return "fulfilled"
        return "open" if self.is_required else "not required"


def chosen() -> frozenset[str]:
    """The codes that the desk requires beside the laws.

    Raises `ImproperlyConfigured` for a code that no item has.
    """
    codes = frozenset(settings.CHECKLIST)
    known = {item.code for item in ITEMS}
    if codes == {ALL}:
        return frozenset(known)
    if strange := sorted(codes - known):
        raise ImproperlyConfigured(
            f"CHECKLIST names what is not on the checklist: {', '.join(strange)}."
        )
    return codes


def answered(case: Case) -> list[Answered]:
    """Every item, in the order in which it is asked."""
    return [Answered(item, item.policy(case), item.is_required(case)) for item in ITEMS]


def is_still_fulfilled(case: Case) -> str | None:
    """What was signed fulfils the checklist of the desk, as it is now."""
    left = [one.item.name for one in answered(case) if one.standing == "open"]
    if not left:
        return None
    return f"What was signed leaves open: {', '.join(left)}. Send it back, to be submitted anew."


def _asked(item: Item) -> Policy:
    @wraps(item.policy)
    def policy(case: Case) -> str | None:
        return item.policy(case) if item.is_required(case) else None

    if item.optional:
        policy.__doc__ = f"{item.sentence} (As the desk's checklist asks.)"
    return policy


POLICIES = tuple(_asked(item) for item in ITEMS)
