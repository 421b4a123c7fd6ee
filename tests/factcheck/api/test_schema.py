"""The schema is valid and complete, and the responses of the API conform to it."""

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
from factcheck.api.v1.docs import examples
from factcheck.api.v1.docs.views import get_document
from factcheck.wsgi import application
from tests import given

# A well-formed value can still name nothing public, which is a 400 with an explanation.
EXCLUDED = [positive_data_acceptance]
# An address without parameters has no invalid requests.
REQUESTS = [
    (path, mode)
    for path, methods in get_document()["paths"].items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or "parameters" in methods["get"]
]


@pytest.fixture
def api(on_demo_database):
    """The API as a WSGI application; without a transaction, which requests would close."""
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.mark.parametrize(("path", "mode"), REQUESTS)
def test_generated_requests_get_the_responses_in_the_schema(api, path, mode):
    requests = api[path]["GET"].as_strategy(generation_mode=mode)

    @hypothesis.given(requests)
    @hypothesis.settings(
        max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.generate]
    )
    def send(case):
        case.call_and_validate(excluded_checks=EXCLUDED)

    send()


def test_the_schema_is_valid_and_generated_without_warnings():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def build_strict_validator(name: str) -> Draft202012Validator:
    """Return a validator for one object that refuses fields missing from the schema."""
    components = copy.deepcopy(get_document()["components"])
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
    "ledger/": "LedgerEntry",
}


@pytest.mark.parametrize(("address", "name"), LISTS.items())
def test_every_demo_list_conforms(demo, partner, address, name):
    build_strict_validator(f"Paginated{name}List").validate(
        partner.read(f"{address}?page_size=100")
    )


@pytest.mark.parametrize(("address", "name"), DETAILS.items())
def test_every_demo_object_conforms(demo, partner, address, name):
    validator = build_strict_validator(name)
    for row in partner.results(f"{address}?page_size=100"):
        validator.validate(partner.read(row["url"]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("ledger/1/", "LedgerProof"),
        ("checkpoints/", "PaginatedCheckpointList"),
        ("checkpoints/2/from/1/", "Consistency"),
    ],
)
def test_the_proofs_of_the_ledger_conform(partner, address, name):
    given.superseded()
    build_strict_validator(name).validate(partner.read(address))


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["published", "superseded", "suspended", "retracted"])
def test_a_verdict_conforms_in_every_state(partner, state):
    claim = given.STATES[state]().claim.public_id
    build_strict_validator("ClaimDetail").validate(partner.read(f"claims/{claim}/"))
    build_strict_validator("VerdictDetail").validate(partner.read(f"claims/{claim}/revisions/1/"))
    build_strict_validator("PaginatedChangeList").validate(partner.read("changes/"))


@pytest.mark.django_db
def test_a_merged_claim_conforms(partner):
    merged, target = given.published().claim, given.published().claim
    claims.merge(merged, by=given.person("carla"), at=given.moment(), into=target)
    build_strict_validator("Merged").validate(partner.request(f"claims/{merged.public_id}/").json())
    build_strict_validator("VerdictDetail").validate(
        partner.read(f"claims/{merged.public_id}/revisions/1/")
    )


@pytest.mark.django_db
def test_the_root_document_and_a_problem_conform(partner):
    build_strict_validator("Root").validate(partner.read(""))
    build_strict_validator("Problem").validate(partner.problem("claims/?x=1", 400))
    build_strict_validator("Problem").validate(partner.problem("claims/0000000000/", 404))


def list_operations():
    for path, methods in get_document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_address_is_in_the_schema():
    described = {operation["operationId"] for _, _, operation in list_operations()}
    assert described == {pattern.name for pattern in urls.urlpatterns} - {"schema", "docs"}
    assert {method for _, method, _ in list_operations()} == {"get"}


def test_every_parameter_and_every_field_is_described_in_a_sentence():
    for _, _, operation in list_operations():
        assert operation["description"].endswith(".")
        for parameter in operation.get("parameters", []):
            assert parameter["description"].endswith(".")
    for name, schema in get_document()["components"]["schemas"].items():
        assert name.startswith("Paginated") or schema["description"].endswith(".")
        for field, content in schema["properties"].items():
            description = content.get("description", "")
            assert description.endswith(".") or field == "results", f"{name}.{field}"


def test_every_operation_has_a_valid_example():
    for _, _, operation in list_operations():
        content = operation["responses"]["200"]["content"]["application/json"]
        name = content["schema"]["$ref"].rsplit("/", 1)[-1]
        (example,) = content["examples"].values()
        build_strict_validator(name).validate(example["value"])
        assert example["value"].get("demonstration") is not None
    assert set(examples.EXAMPLES) == {
        operation["operationId"] for _, _, operation in list_operations()
    }


def test_the_schema_names_licence_contact_and_server():
    document = get_document()
    assert document["info"]["license"]["name"]
    assert document["info"]["contact"]["email"] == "desk@example.org"
    assert document["servers"] == [{"url": "http://127.0.0.1:8000"}]
    assert document["openapi"].startswith("3.1")
