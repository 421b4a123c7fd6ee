"""docs/api.md says what the API does: each address, filter and setting has its line."""

import json
import re
import shlex

import pytest
from django.conf import settings

from factcheck.api.problems import KINDS
from factcheck.api.v1 import views
from factcheck.api.v1.docs import views as docs_views
from tests import given

TEXT = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
FILTERED = {
    "Claims and verdicts": views.Claims,
    "Sources": views.Sources,
    "Passages": views.Passages,
    "Changes": views.Changes,
}


def rows(heading: str) -> list[str]:
    """What stands in the first column of the table under a heading."""
    section = TEXT.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_every_address_has_its_line():
    assert sorted(rows("Addresses")) == sorted(docs_views.document()["paths"])


@pytest.mark.parametrize(("heading", "view"), FILTERED.items(), ids=FILTERED)
def test_every_filter_has_its_line(heading, view):
    assert rows(heading) == list(view.filterset_class.base_filters)


@pytest.mark.parametrize(("heading", "view"), FILTERED.items(), ids=FILTERED)
def test_every_code_of_a_filter_is_named(heading, view):
    section = TEXT.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    for one in view.filterset_class.base_filters.values():
        choices = one.extra.get("choices") or ()
        for code, _ in getattr(choices, "choices", choices):
            assert f"`{code}`" in section


def test_lists_without_a_line_have_no_filters():
    lists = [view for view in vars(views).values() if getattr(view, "paginated", False)]
    named = {view.filterset_class for view in FILTERED.values()}
    assert {view.filterset_class for view in lists} - named == {None}


def test_every_problem_has_its_line():
    assert rows("Errors") == [str(status) for status in KINDS]


def test_every_setting_of_the_api_has_its_line():
    assert rows("For whoever runs it") == [
        "API_RATE",
        "TRUSTED_PROXIES",
        "LICENCE_NAME",
        "LICENCE_URL",
    ]


def test_the_size_of_pages_is_told():
    assert "1 to 100; 20 if it is left out" in TEXT
    pagination = views.ListView.pagination_class
    assert (pagination.page_size, pagination.max_page_size) == (20, 100)


@pytest.mark.parametrize("command", re.findall(r"^curl .+$", TEXT, re.MULTILINE))
def test_every_example_can_be_asked(demo, partner, command):
    address = shlex.split(command)[-1]
    assert address.startswith("https://facts.example")
    assert partner.ask(address.removeprefix("https://facts.example")).status_code == 200


@pytest.mark.django_db
def test_the_problem_shown_is_the_one_that_is_answered(partner):
    shown = json.loads(TEXT.split("```json\n")[1].split("```")[0])
    answered = partner.problem("claims/?basis=zz", 400)
    assert {**answered, "type": ""} == {**shown, "type": ""}


@pytest.mark.django_db
def test_the_check_of_a_record_works_as_it_is_written(partner):
    claim = partner.read(f"claims/{given.published().claim.public_id}/")
    program = TEXT.split("```python\n")[1].split("```")[0]
    exec(program, {"claim": claim})  # noqa: S102
    with pytest.raises(AssertionError):
        exec(program, {"claim": {**claim, "record": {**claim["record"], "finding": "?"}}})  # noqa: S102
