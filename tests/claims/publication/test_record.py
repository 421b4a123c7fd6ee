"""The published record has one schema version and one language, whatever the interface's is."""

import hashlib
import json
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import override

from claims.models import Claim, Verdict
from claims.publication import queries, record
from claims.workflow import drafting
from sources.capture import capture_text, create_source
from sources.choices import PartKind
from sources.extraction.extracted_text import ExtractedText, TextPart
from sources.models.part_labels import find_part
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


def cite_many(verdict, count: int) -> None:
    for number in range(count):
        text = f"Paper {number} says that the rise was {number} percent, and nothing else."
        passage = given.passage(f"the rise was {number} percent", of=given.snapshot(text))
        act = {"by": verdict.author, "at": given.moment()}
        drafting.cite(verdict, passage, stance="refutes", **act)


def test_composing_a_record_costs_one_query_whatever_it_cites(django_assert_num_queries):
    verdict = given.draft()
    cite_many(verdict, 20)
    with django_assert_num_queries(1):
        assert len(record.build_record(verdict)["evidence"]) == 21


def test_the_links_to_all_quotations_cost_one_query(django_assert_num_queries):
    verdict = given.published()
    published = queries.get_claim(verdict.claim.public_id)
    passage = verdict.evidence.get().passage
    with django_assert_num_queries(1):
        assert published.directives == {passage.public_id: "text=a%20rise%20of%204%20percent"}
    assert passage.directive not in verdict.submission.content


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"title": "The rise"}, "The rise"),
        ({}, "Untitled article, Olga, 2024-03"),
        ({"author": ""}, "Untitled article, 2024-03"),
        ({"published_on": None, "published_precision": "unknown"}, "Untitled article, Olga"),
    ],
)
def test_a_source_without_a_title_is_described(fields, label):
    source = {"title": "", "author": "Olga", "kind": "article", "published_on": "2024-03-01"}
    source |= {"published_precision": "month"} | fields
    assert record.get_source_label(source) == label


def test_the_label_of_a_source_is_in_the_language_of_the_reader(settings, tmp_path):
    write_catalogue(settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po", tmp_path, "unbenannt")
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    settings.LOCALE_PATHS = [tmp_path]
    content = record.build_record(given.draft(of=given.claim()))
    source = content["evidence"][0]["passage"]["source"] | {"title": ""}
    with override("de"):
        assert record.get_source_label(source).startswith("unbenannt")


# ── the salt of the digest ──────────────────────────────────────────────────────────────────────
def test_the_salt_is_public_as_long_as_the_record_is_shown_as_it_was_hashed():
    verdict = given.published()
    published = queries.get_claim(verdict.claim.public_id)
    assert published.record_salt == verdict.submission.salt
    digest = record.compute_digest(published.record_salt, published.row.record)
    assert digest == published.row.record_sha256 == verdict.submission.sha256


def test_the_salt_of_a_suspended_revision_is_not_public():
    verdict = given.suspended()
    assert verdict.submission.salt
    assert queries.get_claim(verdict.claim.public_id).record_salt is None


# ── the part of a text that a quotation is in ─────────────────────────────────────────────────────
TABLE = "Year Change Note 2025 4 percent final"


@pytest.mark.parametrize("kind", [*PartKind.values, "heading", "page_header"])
def test_the_record_names_the_smallest_part_around_a_quotation(kind):
    """The same as the desk, which composes the names in Python."""
    start = TABLE.index("4 percent")
    parts = (
        TextPart("box", 0, len(TABLE)),
        TextPart(kind, start, start + 9, "B2"),
        TextPart("cell", start + 2, start + 9),
    )
    extracted = ExtractedText(TABLE, "text/plain", "text", parts=parts)
    ana, at = given.person("ana"), given.moment()
    source = create_source(by=ana, at=at, title="A table")
    snapshot, _is_new = capture_text(source, extracted, by=ana, at=at)
    verdict = given.draft()
    passage = given.passage("4 percent", of=snapshot)
    drafting.cite(verdict, passage, by=ana, at=at, stance="context")
    recorded = record.build_record(verdict)["evidence"][1]["passage"]["part"]
    part = find_part(snapshot.parts, passage.start, passage.end)
    assert part is not None
    assert recorded == part["kind"]
    assert recorded == (kind if kind in PartKind.values else "box")


def test_running_text_is_in_no_part():
    assert record.build_record(given.draft())["evidence"][0]["passage"]["part"] is None
