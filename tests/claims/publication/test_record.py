"""The published record has one schema version, and cannot be loaded with another one."""

import json

import pytest

from claims.models import Claim
from claims.publication import record
from tests import given

pytestmark = pytest.mark.django_db


def test_a_published_record_is_loaded_as_it_was_written():
    content = given.published().submission.content
    assert record.canonical_json(record.load_record(content)) == content
    assert record.load_record(content)["schema_version"] == record.SCHEMA_VERSION


@pytest.mark.parametrize("content", [{}, {"schema_version": 9}, {"schema_version": None}])
def test_loading_an_unknown_schema_version_is_an_error(content):
    with pytest.raises(ValueError, match="Unknown schema version"):
        record.load_record(json.dumps(content))


def test_the_record_contains_every_public_field_of_the_claim():
    claim = given.claim("Milk costs twice as much", language="de")
    content = record.build_record(given.draft(of=claim))["claim"]
    fields = {name: getattr(claim, name) for name in Claim.PUBLIC_FIELDS}
    assert {name: content[name] for name in fields} == fields


def test_the_record_does_not_depend_on_the_language_of_the_interface(settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    verdict = given.draft()
    content = record.canonical_json(record.build_record(verdict))
    with record.override("de"):
        assert record.canonical_json(record.build_record(verdict)) == content
