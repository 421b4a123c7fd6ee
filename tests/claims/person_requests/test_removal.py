"""What a request removes is gone from every column that can hold it, and the rest holds.

The columns are found by introspection: a new one is attacked as soon as it exists, and a new table
fails the test until a row of it is created here.
"""

import json
import re
import zlib
from base64 import b64decode

import psycopg
import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connections

from claims import preservation_holds
from claims.models import Claim, LedgerEntry, PreservationHold, Submission, Tombstone
from claims.person_requests import actions
from claims.person_requests.places import find_places, list_columns
from claims.publication import queries
from claims.publication.ledger import verify_entries
from claims.workflow import drafting
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState
from sources.models import RawDocument, Snapshot
from sources.models.snapshot import compute_sha256
from tests import given
from tests.helpers import databases
from tests.helpers.attacks import execute_sql
from tests.helpers.crawler import crawl
from tests.helpers.permission_matrix import create_world

NAME = "Zora Quill"
ADDRESS = "zora.quill@mail.example"
PASSAGE = "the baker of Lida"
WORDS = (NAME, ADDRESS, PASSAGE)


@pytest.fixture
def owner(own_database, settings):
    """A connection of the owner, who can write past all triggers."""
    settings.SEALING_KEY = Fernet.generate_key().decode()
    with databases.connect("postgres", own_database) as connection:
        yield connection


SAMPLES = {
    "inet": "192.0.2.1",
    "bool": "false",
    "json": "{}",
    "time": "2026-11-02",
    "date": "2026-11-02",
    "int": "1",
}


def fill_empty_table(owner, table: str) -> None:
    """Creates a row of a table that has none, past its triggers and foreign keys."""
    if owner.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
        return
    rows = owner.execute(
        "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
        " WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped"
        " AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''",
        [table],
    ).fetchall()
    names = ", ".join(f'"{name}"' for name, _kind in rows)
    values = [next((SAMPLES[part] for part in SAMPLES if part in kind), "x") for _n, kind in rows]
    places = ", ".join(["%s"] * len(values))
    for (name,) in owner.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table]
    ).fetchall():
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    while True:
        try:
            with owner.transaction():
                owner.execute("SET LOCAL session_replication_role = replica")
                owner.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
        except psycopg.errors.CheckViolation as error:
            owner.execute(f"ALTER TABLE {table} DROP CONSTRAINT {error.diag.constraint_name}")
        else:
            return


def plant(owner, table: str, column: str, key: str) -> bool:
    """Writes the words into the column of one row; False if the database refuses them."""
    kind = owner.execute(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname = %s",
        [table, column],
    ).fetchone()[0]
    text = f"Before {NAME}, {ADDRESS} and {PASSAGE} after"
    values = {
        "bytea": [text.encode()],
        "jsonb": [json.dumps({"a": [text]}), json.dumps([text])],
        "json": [json.dumps({"a": [text]})],
        "text[]": [[text]],
        "character varying[]": [[text]],
    }.get(kind, [text, f"https://mail.example/{NAME.replace(' ', '%20')}", NAME, ADDRESS])
    return any(try_to_plant(owner, table, column, key, value) for value in values)


def try_to_plant(owner, table: str, column: str, key: str, value) -> bool:
    try:
        with owner.transaction():
            owner.execute("SET LOCAL session_replication_role = replica")
            changed = owner.execute(
                f'UPDATE {table} SET "{column}" = %s WHERE "{key}" ='
                f' (SELECT "{key}" FROM {table} ORDER BY "{key}" DESC LIMIT 1)',
                [value],
            )
            assert changed.rowcount == 1
    except psycopg.Error:
        return False
    return True


def find_leftovers(owner) -> list[str]:
    """The columns that still hold one of the words, all tables included."""
    found = []
    rows = owner.execute(
        "SELECT c.relname, a.attname, a.atttypid = 'bytea'::regtype FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        " AND a.atttypid = ANY (ARRAY['text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea',"
        " 'tsvector', 'text[]', 'varchar[]']::regtype[])"
    ).fetchall()
    for table, column, is_bytes in rows:
        shown = f"encode(\"{column}\", 'escape')" if is_bytes else f'"{column}"::text'
        pattern = "(quill|zora|baker of lida|the baker)"
        if owner.execute(
            f"SELECT 1 FROM {table} WHERE {shown} ~* %s LIMIT 1", [pattern]
        ).fetchone():
            found.append(f"{table}.{column}")
    return found


def test_words_are_gone_from_every_column_that_can_hold_them(owner):
    create_world()
    for hold in PreservationHold.objects.filter(released_at=None):
        values = {"by": given.person("filip"), "at": given.moment(), "reason": "It is over."}
        preservation_holds.release_hold(hold, **values)
    request = given.person_request(name=NAME, email=ADDRESS, claimant=given.claimant(NAME))
    given.refused_request()
    planted = set()
    for table, column, key, _is_bytes in list_columns():
        fill_empty_table(owner, table)
        if plant(owner, table, column, key):
            planted.add(f"{table}.{column}")
    assert len(planted) > 100
    assert planted <= set(find_leftovers(owner)) | {"sources_rawdocument.compressed"}
    given.removed(request, WORDS)
    assert find_leftovers(owner) == []


# ── what was published ──────────────────────────────────────────────────────────────────────────
TEXT = given.TEXT.replace("Farmers doubt it.", f"{NAME} doubts it.")


def publish_name():
    """Two revisions that name the person in every text, and quote the words about them."""
    claimant = given.claimant(NAME, description=f"{NAME} of Lida")
    claim = given.claim(f"{NAME} sold less milk", attribution="person", claimant=claimant)
    snapshot = given.snapshot(TEXT, title=f"{NAME} speaks", author=NAME, raw=TEXT.encode())
    draft = given.draft(of=claim, reasoning=f"{NAME} said so.", conclusion=f"{NAME} was wrong.")
    passage = given.passage(f"{NAME} doubts it", of=snapshot)
    drafting.cite(
        draft, passage, by=draft.author, at=given.moment(), stance="refutes", note=f"Of {NAME}."
    )
    draft.refresh_from_db()
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    return verdict, given.person_request(name=NAME, claimant=claimant, claim=claim), passage


def list_paths_with_name() -> list[str]:
    pattern = re.compile("quill|zora", re.IGNORECASE)
    return [path for path, answer in crawl().items() if pattern.search(answer.all)]


@pytest.mark.django_db
def test_a_name_is_gone_from_every_page_and_the_ledger_verifies():
    verdict, request, passage = publish_name()
    digest, salt = verdict.submission.sha256, verdict.submission.salt
    assert len(list_paths_with_name()) > 5 and salt
    given.removed(request, [NAME])
    assert list_paths_with_name() == []
    row = queries.get_claim(verdict.claim.public_id).row
    assert (row.record_sha256, row.record_salt) == (digest, None)
    assert list(verify_entries(LedgerEntry.objects.order_by("number"))) == []
    entry = LedgerEntry.objects.latest("number")
    assert (entry.event, entry.claim_id, entry.revision) == ("removed", row.claim_id, row.revision)
    rows = [
        decision
        for event in LedgerEntry.objects.filter(event="published")
        for decision in event.decisions
        if decision["kind"] == "submission"
    ]
    assert [set(row) for row in rows] == [{"kind", "id", "sha256"}]
    assert any("Changed for legal reasons" in answer.all for answer in crawl().values())


@pytest.mark.django_db
def test_offsets_hold_and_stored_bytes_are_gone():
    verdict, request, passage = publish_name()
    before = Snapshot.objects.get(pk=passage.snapshot_id)
    given.removed(request, [NAME])
    snapshot = Snapshot.objects.get(pk=before.pk)
    passage.refresh_from_db()
    assert snapshot.text[passage.start : passage.end] == passage.exact
    assert "█" * len("Zora Quill") in snapshot.text and len(snapshot.text) == len(before.text)
    assert snapshot.sha256 == compute_sha256(snapshot.text) != before.sha256
    document = RawDocument.objects.get(pk=before.raw_document_id)
    assert bytes(document.compressed) == b""
    assert document.sha256 != compute_sha256(TEXT)
    assert before.sha256 not in Submission.objects.get(pk=verdict.submission_id).content


@pytest.mark.django_db
def test_every_removal_has_a_tombstone_without_words():
    _verdict, request, _passage = publish_name()
    decision = given.removed(request, [NAME])
    stones = {(row.table_name, row.row_id, row.column_name) for row in Tombstone.objects.all()}
    assert stones == {(row["table"], row["row"], row["column"]) for row in decision.places}
    assert "Zora" not in json.dumps(decision.places)


# ── the decision ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_the_triggers_are_on_again():
    given.removed(publish_name()[1], [NAME])
    rows = execute_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
    assert rows == []


@pytest.mark.django_db
def test_what_was_edited_since_is_decided_again():
    verdict, request, _passage = publish_name()
    decision = given.removal(request, [NAME])
    Claim.objects.filter(pk=verdict.claim_id).update(statement="Another claim")
    with pytest.raises(EditConflict):
        actions.confirm_removal(decision, by=given.person("filip"), at=given.moment())


# ── the sealed original, and the list outside the database ──────────────────────────────────────
def test_what_was_anonymised_is_kept_for_counsel_only(owner, capsys):
    _verdict, request, _passage = publish_name()
    given.removed(request, [NAME], outcome="anonymise")
    assert find_leftovers(owner) == []
    call_command("open_sealed", request.public_id)
    originals = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    values = {(row["table"], row["column"]): row["value"] for row in originals}
    assert values["sources_snapshot", "text"] == TEXT
    stored = b64decode(values["sources_rawdocument", "compressed"])
    assert zlib.decompress(stored).decode() == TEXT


def test_nothing_is_anonymised_without_a_key(owner, settings):
    settings.SEALING_KEY = ""
    decision = given.removal(given.person_request(), [NAME], outcome="anonymise")
    with pytest.raises(InvalidState):
        actions.confirm_removal(decision, by=given.person("filip"), at=given.moment())
    assert find_leftovers(owner) != []


def test_a_restored_database_loses_the_words_again(own_database, settings, tmp_path, worker):
    settings.ERASURE_LIST = str(tmp_path / "erasures")
    verdict, request, _passage = publish_name()
    connections.close_all()
    databases.copy_database(f"{worker}_backup", own_database)
    try:
        given.removed(request, [NAME])
        assert "Quill" not in (tmp_path / "erasures").read_text()
        with databases.use_database(f"{worker}_backup"):
            assert list_paths_with_name() != []
            call_command("apply_erasures")
            call_command("apply_erasures")  # has no further effect
            assert list_paths_with_name() == []
            connections.close_all()
    finally:
        databases.drop_database(f"{worker}_backup")


# ── quotations and their pages ──────────────────────────────────────────────────────────────────
def list_columns_of(places) -> set[str]:
    return {f"{place.table}.{place.column}" for place in places}


@pytest.mark.parametrize("left_out", ["sources_snapshot", "sources_passage"])
def test_a_quotation_is_not_removed_without_its_page(db, left_out):
    verdict = given.published()
    request = given.person_request(claim=verdict.claim)
    places = find_places(request, [given.OFFICE])
    assert {"sources_snapshot.text", "sources_passage.exact"} <= list_columns_of(places)
    chosen = [place for place in places if place.table != left_out]
    with pytest.raises(InvalidInput, match="choose these words in both, or in neither"):
        given.decide_removal(request, chosen)
    assert not request.decisions.exists()
    given.decide_removal(request, places)


def test_words_next_to_a_quotation_go_with_its_context(db):
    verdict = given.published()
    request = given.person_request(claim=verdict.claim)
    word = verdict.evidence.get().passage.before.split()[-1]
    places = find_places(request, [word])
    chosen = [place for place in places if place.column != "before"]
    with pytest.raises(InvalidInput, match="choose these words in both"):
        given.decide_removal(request, chosen)


def test_a_quotation_is_not_removed_without_its_record(db):
    verdict = given.published()
    request = given.person_request(claim=verdict.claim)
    places = find_places(request, [given.OFFICE])
    chosen = [place for place in places if place.table != "claims_submission"]
    decision = given.decide_removal(request, chosen)
    with pytest.raises(EditConflict, match="no longer say what is quoted"):
        actions.confirm_removal(decision, by=given.person("filip"), at=given.moment())
    assert given.OFFICE in Submission.objects.get().content
    assert given.OFFICE in Snapshot.objects.get().text
