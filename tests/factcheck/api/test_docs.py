"""docs/api.md describes every address, filter, error and setting of the API."""

import json
import re
import shlex

import pytest
from django.conf import settings

from factcheck.api.problems import PROBLEM_TYPES
from factcheck.api.v1 import views
from factcheck.api.v1.docs.views import get_document
from tests import given

TEXT = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
FILTERED_VIEWS = {
    "Claims and verdicts": views.Claims,
    "Sources": views.Sources,
    "Passages": views.Passages,
    "Changes": views.Changes,
    "Ledger": views.Ledger,
}
EXAMPLE_SITE = "https://facts.example"


def get_section(heading: str) -> str:
    return TEXT.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]


def list_first_column(heading: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", get_section(heading), re.MULTILINE)


def test_every_address_is_described():
    assert sorted(list_first_column("Addresses")) == sorted(get_document()["paths"])


@pytest.mark.parametrize(("heading", "view"), FILTERED_VIEWS.items(), ids=FILTERED_VIEWS)
def test_every_filter_is_described(heading, view):
    assert list_first_column(heading) == list(view.filterset_class.base_filters)


@pytest.mark.parametrize(("heading", "view"), FILTERED_VIEWS.items(), ids=FILTERED_VIEWS)
def test_every_code_of_a_filter_is_listed(heading, view):
    section = get_section(heading)
    for declared in view.filterset_class.base_filters.values():
        choices = declared.extra.get("choices") or ()
        for code, _label in getattr(choices, "choices", choices):
            assert f"`{code}`" in section


def test_lists_without_a_section_have_no_filters():
    lists = [view for view in vars(views).values() if getattr(view, "paginated", False)]
    described = {view.filterset_class for view in FILTERED_VIEWS.values()}
    assert {view.filterset_class for view in lists} - described == {None}


def test_every_error_is_described():
    assert list_first_column("Errors") == [str(status) for status in PROBLEM_TYPES]


def test_every_setting_of_the_api_is_described():
    assert list_first_column("Settings") == [
        "API_RATE",
        "TRUSTED_PROXIES",
        "LICENCE_NAME",
        "LICENCE_URL",
    ]


def test_the_page_size_is_described():
    assert "1 to 100; the default is 20" in TEXT
    pagination = views.ListView.pagination_class
    assert (pagination.page_size, pagination.max_page_size) == (20, 100)


@pytest.mark.parametrize("command", re.findall(r"^curl .+$", TEXT, re.MULTILINE))
def test_every_example_request_works(demo, partner, command):
    address = shlex.split(command)[-1]
    assert address.startswith(EXAMPLE_SITE)
    assert partner.request(address.removeprefix(EXAMPLE_SITE)).status_code == 200


@pytest.mark.django_db
def test_the_example_of_a_problem_is_what_the_api_returns(partner):
    example = json.loads(TEXT.split("```json\n")[1].split("```")[0])
    problem = partner.problem("claims/?basis=zz", 400)
    assert {**problem, "type": ""} == {**example, "type": ""}


@pytest.mark.django_db
def test_the_example_verifies_a_record(partner):
    claim = partner.read(f"claims/{given.published().claim.public_id}/")
    program = TEXT.split("```python\n")[1].split("```")[0]
    exec(program, {"claim": claim})  # noqa: S102
    changed = {**claim, "record": {**claim["record"], "conclusion": "?"}}
    with pytest.raises(AssertionError):
        exec(program, {"claim": changed})  # noqa: S102
