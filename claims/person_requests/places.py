"""Find words in every column of the database that can hold them.

A place is a column of a row, with the offsets of the words. What is linked to the person is found
by identifiers, everything else by its words, and is then decided one by one. The columns are read
from the database, so that a new one is searched as soon as it exists.
"""

import hmac
import json
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.text import slugify
from psycopg import sql

from claims.models import PersonRequest
from sources.models import Passage

DIGEST = re.compile("[0-9a-f]{64}")
CONTEXT = 60  # code points shown on each side of the words
# Tables in which nothing is removed: what proves the removal, and the accounts of the desk, whose
# names have actions of their own.
KEPT_TABLES = {
    "claims_ledgerentry",
    "claims_tombstone",
    "claims_sealedoriginal",
    "claims_personrequestconfirmation",
    "accounts_user",
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
}
COLUMNS = """
    SELECT c.relname, a.attname, key.attname, a.atttypid = 'bytea'::regtype
    FROM pg_class c
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    JOIN pg_attribute key ON key.attrelid = c.oid AND key.attnum = i.indkey[0]
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    AND a.atttypid = ANY (ARRAY['text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', 'text[]',
        'varchar[]']::regtype[]) AND a.attname <> key.attname
    ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Place:
    """Words in one column of one row; `spans` are [start, end) in code points, None for all of it.

    `value` is what the column says now; it is never stored with a decision.
    """

    table: str
    row: str
    column: str
    spans: tuple[tuple[int, int], ...] | None
    value: str
    is_linked: bool = False
    is_bytes: bool = False  # then `value` is in Base64

    @property
    def key(self) -> str:
        return f"{self.table}/{self.row}/{self.column}"

    @property
    def label(self) -> str:
        """The names of the table and the column, as the desk knows them."""
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table == self.table:
                return f"{model._meta.verbose_name}: {self.column}"
        return f"{self.table}: {self.column}"

    @property
    def contexts(self) -> list[tuple[str, str, str]]:
        """The words with those before and after them, for each span."""
        if self.is_bytes:
            return []
        spans = self.spans if self.spans is not None else ((0, len(self.value)),)
        value = self.value
        return [
            (value[max(0, start - CONTEXT) : start], value[start:end], value[end : end + CONTEXT])
            for start, end in spans
        ]

    def serialize(self) -> dict:
        """As a decision stores it. `seen` tells whether the column still says the same."""
        spans = None if self.spans is None else [list(span) for span in self.spans]
        return {
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "spans": spans,
            "seen": compute_seen(self.value),
        }


def compute_seen(value: str) -> str:
    """A keyed digest, from which the words cannot be found by guessing."""
    return hmac.new(settings.SECRET_KEY.encode(), value.encode(), "sha256").hexdigest()


def list_columns() -> Iterator[tuple[str, str, str, bool]]:
    """Table, column, key column, and whether the column holds bytes."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        rows = cursor.fetchall()
    return (row for row in rows if row[0] not in KEPT_TABLES)


def build_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Matches each of the words in every spelling in which a column may have it, ignoring case.

    Any white space may stand between two words, because a snapshot has its own line ends.
    """
    spellings = {spelling for word in words for spelling in _list_spellings(word.strip())} - {""}
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return re.compile(
        "|".join(r"\s+".join(map(re.escape, text.split())) for text in longest_first), re.IGNORECASE
    )


def _list_spellings(word: str) -> Iterator[str]:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, word)
        yield text
        yield json.dumps(text, ensure_ascii=False)[1:-1]
        yield json.dumps(text)[1:-1]
        yield quote(text)
        yield quote(text, safe="").replace("%20", "+")
        yield quote(text).replace("-", "%2D")
        yield slugify(text, allow_unicode=True)


def find_places(request: PersonRequest, words: Iterable[str]) -> list[Place]:
    """What is linked to the person, and every place with one of the words, the linked ones first.

    The bytes of a stored page go with its text, and so does each digest without a salt.
    """
    words = [word for word in words if word.strip()]
    linked = list(_find_linked_places(request))
    found = list(_find_words(build_pattern(words))) if words else []
    found += list(_find_stored_bytes(found))
    found += list(_find_digests(found))
    known = {place.key for place in linked}
    return linked + _merge(place for place in found if place.key not in known)


def _merge(places: Iterable[Place]) -> list[Place]:
    """One place for each column of a row."""
    merged: dict[str, Place] = {}
    for place in places:
        other = merged.get(place.key)
        if other and place.spans is not None and other.spans is not None:
            spans = tuple(sorted({*other.spans, *place.spans}))
            place = Place(place.table, place.row, place.column, spans, place.value)
        merged[place.key] = place
    return list(merged.values())


def _find_linked_places(request: PersonRequest) -> Iterator[Place]:
    """The request itself, and the descriptions of the claimant with their history."""
    yield from _read_whole("claims_personrequest", ("name", "email", "text"), "id", request.pk)
    if request.claimant_id:
        names = ("name", "description", "same_as")
        yield from _read_whole("claims_claimant", names, "id", request.claimant_id)
        yield from _read_whole("claims_claimantevent", names, "pgh_obj_id", request.claimant_id)


def _read_whole(table: str, names: tuple[str, ...], column: str, pk: int) -> Iterator[Place]:
    key = "pgh_id" if table.endswith("event") else "id"
    for name in names:
        statement = sql.SQL("SELECT {}::text, {}::text FROM {} WHERE {} = %s AND {} <> ''").format(
            *map(sql.Identifier, (key, name, table, column, name))
        )
        for row, value in _fetch(statement, [pk]):
            yield Place(table, row, name, None, value, is_linked=True)


def _find_words(pattern: re.Pattern[str]) -> Iterator[Place]:
    for table, column, key, is_bytes in list_columns():
        names = [sql.Identifier(name) for name in (key, column, table, column)]
        if is_bytes:
            yield from _find_in_bytes(table, column, names, pattern)
            continue
        statement = sql.SQL("SELECT {}::text, {}::text FROM {} WHERE {}::text ~* %s").format(*names)
        for row, value in _fetch(statement, [pattern.pattern]):
            if spans := tuple(match.span() for match in pattern.finditer(value)):
                yield Place(table, row, column, spans, value)


def _find_in_bytes(table, column, names, pattern: re.Pattern[str]) -> Iterator[Place]:
    statement = sql.SQL("SELECT {}::text, {} FROM {} WHERE length({}) > 0").format(*names)
    for row, value in _fetch(statement, []):
        text = bytes(value).decode("utf-8", "replace")
        if pattern.search(text):
            yield Place(table, row, column, None, b64encode(value).decode(), is_bytes=True)


def _find_stored_bytes(places: list[Place]) -> Iterator[Place]:
    """The bytes from which the text of a snapshot was read."""
    rows = [place.row for place in places if place.table == "sources_snapshot"]
    statement = sql.SQL(
        "SELECT d.id::text, encode(d.compressed, 'base64') FROM sources_rawdocument d"
        " WHERE d.id IN (SELECT raw_document_id FROM sources_snapshot WHERE id::text = ANY (%s)"
        " UNION SELECT raw_document_id FROM sources_retrieval WHERE snapshot_id::text = ANY (%s))"
    )
    for row, value in _fetch(statement, [rows, rows]):
        value = value.replace("\n", "")
        yield Place("sources_rawdocument", row, "compressed", None, value, is_bytes=True)


def _find_digests(places: list[Place]) -> Iterator[Place]:
    """The digests of the snapshots and bytes, wherever a record or an answer repeats them."""
    digests = []
    for table in ("sources_snapshot", "sources_rawdocument"):
        rows = [place.row for place in places if place.table == table and place.column != "parts"]
        statement = sql.SQL("SELECT sha256 FROM {} WHERE id::text = ANY (%s)")
        digests += [row[0] for row in _fetch(statement.format(sql.Identifier(table)), [rows])]
    digests = [digest for digest in digests if DIGEST.fullmatch(digest)]
    if digests:
        for place in _find_words(re.compile("|".join(digests), re.IGNORECASE)):
            if place.column != "sha256":
                yield place


def _fetch(statement: sql.Composable, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        # As text, because the history of edits reads each statement.
        cursor.execute(statement.as_string(), values)
        return cursor.fetchall()


def find_torn_quotation(places: Iterable[Place]) -> Passage | None:
    """A quotation that would no longer say what its snapshot says there, if only these went."""
    spans = {(place.table, place.row, place.column): place.spans for place in places}
    rows = [(table, row) for table, row, _column in spans if row.isdecimal()]
    passages = Passage.objects.filter(
        Q(pk__in=[row for table, row in rows if table == "sources_passage"])
        | Q(snapshot__in=[row for table, row in rows if table == "sources_snapshot"])
    )
    for passage in passages.select_related("snapshot"):
        key = ("sources_snapshot", str(passage.snapshot_id), "text")
        text = _mask(passage.snapshot.text, spans.get(key, ()))
        for column, start in (
            ("before", passage.start - len(passage.before)),
            ("exact", passage.start),
            ("after", passage.end),
        ):
            value = getattr(passage, column)
            masked = _mask(value, spans.get(("sources_passage", str(passage.pk), column), ()))
            was_equal = passage.snapshot.text[start : start + len(value)] == value
            if was_equal and text[start : start + len(value)] != masked:
                return passage
    return None


def _mask(value: str, spans: tuple[tuple[int, int], ...] | None) -> str:
    """As `mask_words` of the database does it."""
    for start, end in ((0, len(value)),) if spans is None else spans:
        value = value[:start] + "█" * (end - start) + value[end:]
    return value


def read_place(stored: dict) -> Place | None:
    """A place of a decision with what its column says now; None without the row."""
    columns = {(table, column): (key, is_bytes) for table, column, key, is_bytes in list_columns()}
    table, row, column, spans = (stored[name] for name in ("table", "row", "column", "spans"))
    key, is_bytes = columns[table, column]
    statement = sql.SQL("SELECT {} FROM {} WHERE {}::text = %s").format(
        sql.SQL("{}" if is_bytes else "{}::text").format(sql.Identifier(column)),
        *map(sql.Identifier, (table, key)),
    )
    spans = None if spans is None else tuple((start, end) for start, end in spans)
    for (value,) in _fetch(statement, [row]):
        text = b64encode(value).decode() if is_bytes else value
        return Place(table, row, column, spans, text, is_bytes=is_bytes)
    return None
