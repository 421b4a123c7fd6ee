"""The published record has one schema version and one language, whatever the interface's is."""

import hashlib
import json
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import override

from claims.models import Claim, Verdict
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


def write_catalogue(source: Path, folder: Path, translation: str) -> None:
    """Write a German catalogue that has the same translation for every text of the interface."""
    with source.open("rb") as content:
        catalogue = read_po(content, locale="de")
    for message in catalogue:
        if message.id and not message.pluralizable:
            message.string = translation
    file = folder / "de/LC_MESSAGES/django.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as content:
        write_mo(content, catalogue)


def test_the_record_does_not_depend_on_the_language_of_the_interface(settings, tmp_path):
    write_catalogue(settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po", tmp_path, "übersetzt")
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    settings.LOCALE_PATHS = [tmp_path]
    verdict = given.correction()
    given.comment_request(verdict.claim)

    def compute_hash() -> str:
        content = record.canonical_json(record.build_record(Verdict.objects.get(pk=verdict.pk)))
        return hashlib.sha256(content.encode()).hexdigest()

    expected = compute_hash()
    with override("de"):
        assert verdict.claim.get_attribution_display() == "übersetzt"
        assert compute_hash() == expected
