"""A desk that has worked for years: 10,000 claims, 50,000 passages, 30 people.

A small world is created by the product's own actions, then every row of it is copied some
hundred times by the database's superuser, with new numbers: links lead to the copies, so that a
copy is as coherent as what it was copied from. Laws are off while it is written. Last comes one
draft that has more of everything than others, by actions again.
"""

from collections.abc import Iterator
from random import Random

import psycopg
from django.apps import apps
from django.db import models
from django.utils import timezone

from claims.intake import claims as intake_claims
from claims.models import Claim, LedgerEntry, Rating, Topic, Verdict
from claims.workflow import actions, drafting
from factcheck.accounts.models import User
from sources.models import Passage, Publisher, RawDocument
from tests import given

CLAIMS, PASSAGES, PEOPLE = 10_000, 50_000, 30
APART = 1_000_000  # between the number of a row and that of its next copy
ONCE = {Rating, Topic, Publisher, RawDocument, LedgerEntry}  # what is not copied
ROLES = ("reporter", "reviewer", "editor")
QUOTED = 12  # passages of one long text: more would show too much of it
EVIDENCE_OF_ONE, SOURCES_OF_ONE, WRITERS_OF_ONE, REVIEWS_OF_ONE = 30, 20, 15, 10


def fill(world, superuser: psycopg.Connection, claims=CLAIMS, passages=PASSAGES) -> None:
    """`world` makes a row of everything; `superuser` is on the same database, and commits."""
    world()
    for made in given.STATES.values():
        made()
    given.correction(), given.sent_back(), given.on_two_sources(), given.claim()
    copies = -(-claims // Claim.objects.count())
    _quote(-(-passages // copies) - Passage.objects.count())
    _people()
    multiply(superuser, copies)
    one_with_much_of_everything()


def _people() -> None:
    for number in range(PEOPLE - User.objects.count()):
        given.person(f"colleague{number}", ROLES[number % len(ROLES)])


def _quote(number: int) -> None:
    """So many passages more, of long texts."""
    for first in range(0, number, QUOTED):
        sentences = [f"In the year {1000 + first + n} it was dry. {_words(n)}" for n in range(100)]
        snapshot = given.snapshot(" ".join(sentences), title=f"The years from {1000 + first}")
        for n in range(min(QUOTED, number - first)):
            given.passage(f"year {1000 + first + n}", of=snapshot)


def _words(seed: int, number: int = 12) -> str:
    """Words that are the same each time, and others for another seed."""
    chosen = Random(seed).choices(range(10_000), k=number)
    return " ".join(f"word{one}" for one in chosen) + "."


# ── copies ──────────────────────────────────────────────────────────────────────────────────────
def multiply(superuser: psycopg.Connection, copies: int) -> None:
    """Every row of claims and sources is there `copies` times, each time an hour earlier."""
    superuser.execute("SET session_replication_role = replica")  # no trigger, no foreign key
    shift = f"interval '{(timezone.now() - given.NOON).total_seconds()} seconds'"
    for table, columns, values in _copied(shift):
        superuser.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} AS row "
            f"CROSS JOIN generate_series(1, {copies - 1}) AS n"
        )
    for model in _models():
        _go_on_after(superuser, model)
    superuser.execute("VACUUM (ANALYZE)")  # as the server does later


def _models() -> list[type[models.Model]]:
    return [
        model
        for label in ("sources", "claims")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model not in ONCE
    ]


def _copied(shift: str) -> Iterator[tuple[str, str, str]]:
    for model in _models():
        fields = [one for one in model._meta.local_concrete_fields if not one.generated]
        columns = ", ".join(f'"{one.column}"' for one in fields)
        values = ", ".join(_value(one, shift) for one in fields)
        yield f'"{model._meta.db_table}"', columns, values


def _value(field: models.Field, shift: str) -> str:
    """A column of a copy: another number, another moment, or what it was."""
    column = f'row."{field.column}"'
    if field.model is Claim and field.name == "statement":
        words = f"{column} || substr(md5(row.id::text || n), {{}}, 5)"
        return " || ' ' || ".join([words.format(1), *("substr(md5(n::text), 6, 5)",)])
    if isinstance(field, models.ForeignKey):
        return f"{column} + n * {APART}" if field.related_model in _models() else column
    if field.primary_key or field.unique and isinstance(field, models.IntegerField):
        return f"{column} + n * {APART}"
    if field.unique and isinstance(field, models.CharField):
        return f"substr(md5({column} || n), 1, {field.max_length})"
    if isinstance(field, models.DateTimeField):
        return f"{column} + {shift} - n * interval '1 hour'"
    return column


def _go_on_after(superuser: psycopg.Connection, model) -> None:
    """The next row gets a number that no copy has."""
    table, column = model._meta.db_table, model._meta.pk.column
    superuser.execute(
        f'SELECT setval(name, (SELECT max("{column}") FROM "{table}")) '
        f"FROM pg_get_serial_sequence('\"{table}\"', '{column}') AS name WHERE name IS NOT NULL"
    )


# ── one with much of everything ─────────────────────────────────────────────────────────────────
def one_with_much_of_everything() -> Verdict:
    """The newest draft: on many sources, by many people, sent back again and again.

    Two of its sources are copies of one another, and one is in another language.
    """
    writers = [given.person(f"writer{n}", "reporter") for n in range(WRITERS_OF_ONE)]
    claim = given.claim("Bread costs twice as much as in the year before", topics=[given.topic()])
    verdict = given.draft(of=claim, by=writers[0], basis="independent")
    _cite_many(verdict, writers)
    for _ in range(REVIEWS_OF_ONE):
        given.in_review(verdict=verdict)
        bo, at = given.person("bo"), given.moment()
        actions.send_back(verdict, comment="Name the table.", by=bo, at=at)
        verdict.refresh_from_db()
    for title in ("Once", "And once more"):
        _cite(verdict, given.snapshot(f"{_words(900, 90)} Copied.", title=title), writers[0])
    ana = {"by": given.person("ana"), "at": given.moment()}
    intake_claims.add_appearance(claim, text="Bread costs twice as much.", language="en", **ana)
    return verdict


def _cite_many(verdict: Verdict, writers: list[User]) -> None:
    more = EVIDENCE_OF_ONE - SOURCES_OF_ONE
    for number in range(SOURCES_OF_ONE):
        text = f"{_words(1 + number, 90)} {_words(100 + number, 90)} Quoted. And quoted again."
        foreign = number == SOURCES_OF_ONE - 1
        snapshot = given.snapshot(text, title=f"Paper {number}", language="de" if foreign else "en")
        writer = writers[number % len(writers)]
        cited = _cite(verdict, snapshot, writer, "Quoted")
        if foreign:
            drafting.translate_evidence(
                cited, "It is quoted.", by=writer, at=given.moment(), translated_by="ours"
            )
        if number < more:
            _cite(verdict, snapshot, writer, "quoted again")


def _cite(verdict: Verdict, snapshot, by, text="Copied"):
    passage = given.passage(text, of=snapshot, by=by)
    return drafting.cite(verdict, passage, by=by, at=given.moment(), stance="refutes")
