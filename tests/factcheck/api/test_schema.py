"""The schema says what the API does: it is valid, complete, and the answers conform to it."""

import copy
from io import StringIO

import hypothesis
import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import Phase
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from claims.intake import claims
from factcheck.api.v1 import urls
from factcheck.api.v1.docs import examples, views
from factcheck.wsgi import application
from tests import given

# What is valid in form can still name nothing public, which is a 400 with a sentence.
EXCLUDED = [positive_data_acceptance]
# An address without parameters can be asked in one way only.
ASKED = [
    (path, mode)
    for path, methods in views.document()["paths"].items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or "parameters" in methods["get"]
]


@pytest.fixture
def described(on_demo_database):
    """The API as a WSGI application; in no transaction, which the end of a request would close."""
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_whatever_is_asked_is_answered_as_the_schema_says(described, path, mode):
    asked = described[path]["GET"].as_strategy(generation_mode=mode)

    @hypothesis.given(asked)
    @hypothesis.settings(
        max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.generate]
    )
    def ask(case):
        case.call_and_validate(excluded_checks=EXCLUDED)

    ask()


def test_the_schema_is_valid_and_made_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def strict(name: str) -> Draft202012Validator:
    """A validator for one object, for which a field that is not described is an error."""
    components = copy.deepcopy(views.document()["components"])
    for schema in components["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    root = {"$ref": f"#/components/schemas/{name}", "components": components}
    return Draft202012Validator(root, format_checker=Draft202012Validator.FORMAT_CHECKER)


DETAILS = {
    "claims/": "ClaimDetail",
    "verdicts/": "VerdictDetail",
    "sources/": "SourceDetail",
    "passages/": "PassageDetail",
    "claimants/": "ClaimantDetail",
    "topics/": "TopicDetail",
}
LISTS = {
    "claims/": "Claim",
    "verdicts/": "Verdict",
    "sources/": "Source",
    "passages/": "Passage",
    "claimants/": "Claimant",
    "topics/": "Topic",
    "ratings/": "Rating",
    "changes/": "Change",
    "ledger/": "Entry",
}


@pytest.mark.parametrize(("address", "name"), LISTS.items())
def test_every_list_of_the_demonstration_conforms(demo, partner, address, name):
    strict(f"Paginated{name}List").validate(partner.read(f"{address}?page_size=100"))


@pytest.mark.parametrize(("address", "name"), DETAILS.items())
def test_every_object_of_the_demonstration_conforms(demo, partner, address, name):
    validator = strict(name)
    for one in partner.results(f"{address}?page_size=100"):
        validator.validate(partner.read(one["url"]))


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["published", "superseded", "suspended", "retracted"])
def test_a_verdict_conforms_in_every_state(partner, state):
    claim = given.STATES[state]().claim.public_id
    strict("ClaimDetail").validate(partner.read(f"claims/{claim}/"))
    strict("VerdictDetail").validate(partner.read(f"claims/{claim}/revisions/1/"))
    strict("PaginatedChangeList").validate(partner.read("changes/"))


@pytest.mark.django_db
def test_a_merged_claim_conforms(partner):
    gone, stays = given.published().claim, given.published().claim
    claims.merge(gone, by=given.person("carla"), at=given.moment(), into=stays)
    strict("Merged").validate(partner.ask(f"claims/{gone.public_id}/").json())
    strict("VerdictDetail").validate(partner.read(f"claims/{gone.public_id}/revisions/1/"))


@pytest.mark.django_db
def test_the_root_document_and_a_problem_conform(partner):
    strict("Root").validate(partner.read(""))
    strict("Problem").validate(partner.problem("claims/?x=1", 400))
    strict("Problem").validate(partner.problem("claims/0000000000/", 404))


def operations():
    for path, methods in views.document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_address_is_in_the_schema():
    described = {operation["operationId"] for _, _, operation in operations()}
    assert described == {one.name for one in urls.urlpatterns} - {"schema", "docs"}
    assert {method for _, method, _ in operations()} == {"get"}


def test_every_parameter_and_every_field_is_described_in_a_sentence():
    for _, _, operation in operations():
        assert operation["description"].endswith(".")
        for parameter in operation.get("parameters", []):
            assert parameter["description"].endswith(".")
    for name, schema in views.document()["components"]["schemas"].items():
        assert name.startswith("Paginated") or schema["description"].endswith(".")
        for field, one in schema["properties"].items():
            told = one.get("description", "")
            assert told.endswith(".") or field == "results", f"{name}.{field}: {told}"


def test_every_operation_has_an_example_that_conforms():
    for _, _, operation in operations():
        answer = operation["responses"]["200"]["content"]["application/json"]
        name = answer["schema"]["$ref"].rsplit("/", 1)[-1]
        (example,) = answer["examples"].values()
        strict(name).validate(example["value"])
        assert example["value"].get("demonstration") is not None
    assert set(examples.EXAMPLES) == {operation["operationId"] for _, _, operation in operations()}


def test_the_schema_names_licence_contact_and_server():
    document = views.document()
    assert document["info"]["license"]["name"]
    assert document["info"]["contact"]["email"] == "desk@example.org"
    assert document["servers"] == [{"url": "http://127.0.0.1:8000"}]
    assert document["openapi"].startswith("3.1")
