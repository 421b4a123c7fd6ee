"""The checklist: what a revision has to meet before it is submitted and again when it is published.

It is checked twice because the settings can become stricter between the two; the second check reads
the submitted record. Some items are required everywhere. Others are optional: the setting
`CHECKLIST` lists the codes of those that the desk requires, or is `["all"]`. Reminders refuse
nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.workflow import policies
from claims.workflow.policies import PolicyContext
from factcheck.core.errors import Violation

Policy = Callable[[PolicyContext], Violation | None]
ALL = "all"


class ItemState(models.TextChoices):
    FULFILLED = "fulfilled", gettext_lazy("fulfilled")
    OPEN = "open", gettext_lazy("open")
    NOT_REQUIRED = "not-required", gettext_lazy("not required")
    REMINDER = "reminder", gettext_lazy("reminder")


@dataclass(frozen=True)
class ChecklistItem:
    """One requirement. Its policy says what is missing."""

    code: str
    name: str | Promise
    requirement: str | Promise
    policy: Policy
    is_optional: bool = False  # a desk may leave it out
    answer: str = ""  # the key of the checklist answer that it checks, if it checks one
    is_reminder: bool = False  # it is shown, but never refuses anything

    def is_required(self, context: PolicyContext) -> bool:
        """Whether the desk requires it. An answer that was begun has to be completed anyway."""
        if self.is_reminder:
            return False
        if not self.is_optional or self.code in get_required_codes():
            return True
        return bool(context.checklist_answers.get(self.answer))


CHECKLIST_ITEMS = (
    ChecklistItem(
        "evidence",
        gettext_lazy("evidence"),
        gettext_lazy("At least one passage is cited."),
        policies.check_has_evidence,
    ),
    ChecklistItem(
        "verbatim",
        gettext_lazy("word-for-word quotes"),
        gettext_lazy("Every quote is in its snapshot word for word."),
        policies.check_quotes_are_verbatim,
    ),
    ChecklistItem(
        "against",
        gettext_lazy("evidence against the claim"),
        gettext_lazy("Evidence against the claim is cited, or you searched and found none."),
        policies.check_counter_evidence,
    ),
    ChecklistItem(
        "claimant",
        gettext_lazy("the claimant as evidence"),
        gettext_lazy("No passage in which the claimant makes the claim supports it."),
        policies.check_claimant_is_no_evidence,
    ),
    ChecklistItem(
        "translated",
        gettext_lazy("translations"),
        gettext_lazy("Passages in another language than the claim are translated."),
        policies.check_translations,
    ),
    ChecklistItem(
        "basis",
        gettext_lazy("rating and basis"),
        gettext_lazy("The evidence is enough for the rating."),
        policies.check_rating_fits_basis,
    ),
    ChecklistItem(
        "independent_sources",
        gettext_lazy("independent sources"),
        gettext_lazy("A rating based on several sources needs at least two independent ones."),
        policies.check_independent_sources,
    ),
    ChecklistItem(
        "reply",
        gettext_lazy("request for comment"),
        gettext_lazy("The people concerned were asked for comment, or you recorded why not."),
        policies.check_comment_requested,
        is_optional=True,
    ),
    ChecklistItem(
        "as_of",
        gettext_lazy("date of the facts"),
        gettext_lazy("The date as of which the facts were checked is stated."),
        policies.check_has_fact_date,
    ),
    ChecklistItem(
        "primary",
        gettext_lazy("primary sources"),
        gettext_lazy("It is stated whether a primary source is cited, and if not, why."),
        policies.check_primary_sources,
        is_optional=True,
        answer="primary_sources",
    ),
    ChecklistItem(
        "conflict_of_interest",
        gettext_lazy("conflicts of interest"),
        gettext_lazy("It is stated whether a contributor has a conflict of interest."),
        policies.check_conflicts_of_interest,
        is_optional=True,
        answer="conflict_of_interest",
    ),
    ChecklistItem(
        "criminal_proceedings",
        gettext_lazy("alleged crime"),
        gettext_lazy("It is stated whether a crime is alleged."),
        policies.check_criminal_proceedings,
        is_optional=True,
        answer="criminal_proceedings",
    ),
    ChecklistItem(
        "machine_assistance",
        gettext_lazy("machine assistance"),
        gettext_lazy("It is stated which machine tools helped, and with what."),
        policies.check_machine_assistance,
        is_optional=True,
        answer="machine_assistance",
    ),
    ChecklistItem(
        "archived",
        gettext_lazy("archived copies"),
        gettext_lazy("Every web page that is cited has a copy in a web archive."),
        policies.check_sources_are_archived,
        is_reminder=True,
    ),
)


@dataclass(frozen=True)
class ChecklistStatus:
    """Whether one revision meets an item; the violation says what is missing."""

    item: ChecklistItem
    violation: Violation | None
    is_required: bool

    @property
    def state(self) -> ItemState:
        if self.violation is None:
            return ItemState.FULFILLED
        if self.item.is_reminder:
            return ItemState.REMINDER
        return ItemState.OPEN if self.is_required else ItemState.NOT_REQUIRED


def get_required_codes() -> frozenset[str]:
    """The codes in the setting `CHECKLIST`; raises `ImproperlyConfigured` if one is unknown."""
    codes = frozenset(settings.CHECKLIST)
    all_codes = {item.code for item in CHECKLIST_ITEMS if not item.is_reminder}
    if codes == {ALL}:
        return frozenset(all_codes)
    if unknown := sorted(codes - all_codes):
        raise ImproperlyConfigured(f"CHECKLIST has unknown codes: {', '.join(unknown)}.")
    return codes


def get_checklist_status(context: PolicyContext) -> list[ChecklistStatus]:
    """The status of every item, in the order of the checklist."""
    return [
        ChecklistStatus(item, item.policy(context), item.is_required(context))
        for item in CHECKLIST_ITEMS
    ]


def check_checklist_still_met(context: PolicyContext) -> Violation | None:
    """The submission meets the desk's checklist as it is now."""
    statuses = get_checklist_status(context)
    names = [str(status.item.name) for status in statuses if status.state == ItemState.OPEN]
    if not names:
        return None
    message = _(
        "The submission does not meet the checklist: %(items)s. Send it back, so that it can be "
        "submitted again."
    )
    return Violation(message % {"items": ", ".join(names)})


def _build_policy(item: ChecklistItem) -> Policy:
    """The policy of the item, for the items that the desk requires."""

    @wraps(item.policy)
    def check_item(context: PolicyContext) -> Violation | None:
        return item.policy(context) if item.is_required(context) else None

    if item.is_optional:
        check_item.__doc__ = f"{item.policy.__doc__} (If the desk's checklist requires it.)"
    return check_item


CHECKLIST_POLICIES = tuple(_build_policy(item) for item in CHECKLIST_ITEMS if not item.is_reminder)
