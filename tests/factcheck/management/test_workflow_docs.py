"""docs/workflow.md says what the table of verbs says."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from claims.workflow.transitions import RULES
from factcheck.management.commands.workflow_docs import page

FILE = Path(settings.BASE_DIR) / "docs" / "workflow.md"


def test_the_page_is_drawn_from_the_table():
    assert FILE.read_text() == page(), "run `manage.py workflow > docs/workflow.md`"


def test_the_command_prints_the_page(capsys):
    call_command("workflow")
    assert capsys.readouterr().out == page()


def test_every_verb_and_condition_has_its_line():
    for rule in RULES.values():
        assert f"| `{rule.verb}` |" in page()
        for policy in rule.policies:
            assert f"- {policy.__doc__}" in page()
