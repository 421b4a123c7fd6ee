"""docs/workflow.md agrees with the table of transitions."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from claims.workflow.transitions import TRANSITIONS
from factcheck.management.commands.workflow_docs import get_condition, render_workflow_page

FILE = Path(settings.BASE_DIR) / "docs" / "workflow.md"


def test_the_page_is_up_to_date():
    message = "run `manage.py workflow_docs > docs/workflow.md`"
    assert FILE.read_text() == render_workflow_page(), message


def test_the_command_prints_the_page(capsys):
    call_command("workflow_docs")
    assert capsys.readouterr().out == render_workflow_page()


def test_every_action_and_condition_is_listed():
    page = render_workflow_page()
    for rule in TRANSITIONS.values():
        assert f"| `{rule.action}` |" in page
        for policy in rule.policies:
            assert f"- {get_condition(policy)}" in page
