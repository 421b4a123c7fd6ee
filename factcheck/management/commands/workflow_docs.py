"""`manage.py workflow`: docs/workflow.md, drawn from the table of verbs that the software obeys."""

from django.core.management.base import BaseCommand

from claims.choices import State
from claims.workflow.transitions import RULES
from factcheck.accounts.roles import ROLES

HEAD = """\
# How a verdict moves

Drawn by `manage.py workflow` from the table the software obeys (`claims/rules.py`); a test compares
the two. Whatever is not listed here is refused, by the verbs and by the database.

## The states
"""
VERBS = """\
## The verbs

A verb without a state it reaches leaves the revision where it stands. Roles are those that may do
it when the conditions hold; a deactivated account may do nothing.
"""


class Command(BaseCommand):
    help = "Print docs/workflow.md: `manage.py workflow > docs/workflow.md`."
    requires_system_checks = []

    def handle(self, *args, **options):
        self.stdout.write(page(), ending="")


def page() -> str:
    return "\n".join([HEAD, *_diagram(), "", VERBS, *_table(), "", *_conditions(), ""])


def _diagram() -> list[str]:
    moves = [
        f"    {state} --> {rule.reaches}: {rule.verb}"
        for rule in RULES.values()
        if rule.reaches
        for state in rule.leaves
    ]
    superseded = [
        f"    {state} --> {State.SUPERSEDED}: publish (of a later revision)"
        for state in (State.PUBLISHED, State.SUSPENDED)
    ]
    return [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {State.DRAFT}: draft, correct",
        *moves,
        *superseded,
        "```",
    ]


def _table() -> list[str]:
    return [
        "| Verb | What it does | Who may | From | To |",
        "|---|---|---|---|---|",
        *(
            f"| `{rule.verb}` | {rule.sentence} | {_roles(rule.permission)} "
            f"| {', '.join(state.label for state in rule.leaves)} "
            f"| {rule.reaches.label if rule.reaches else '—'} |"
            for rule in RULES.values()
        ),
    ]


def _roles(permission: str) -> str:
    return ", ".join(role for role, granted in ROLES.items() if permission in granted)


def _conditions() -> list[str]:
    lines = ["## The conditions", ""]
    for rule in RULES.values():
        if rule.policies:
            lines += [f"`{rule.verb}`:", ""]
            lines += [f"- {policy.__doc__}" for policy in rule.policies]
            lines += [""]
    return lines[:-1]
