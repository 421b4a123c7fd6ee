"""`manage.py capture FILE_OR_ADDRESS...`: each becomes a snapshot of a source, new or known.

Nothing is invented: what is neither in the markup nor said here stays empty. A file or an address
is captured whole or not at all, and the same text a second time makes nothing. Only an address
tells by itself which source it is.
"""

import re
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.accounts.system_user import the_desk
from sources.capture import (
    NotCaptured,
    attempt,
    between,
    capture,
    captured_before,
    keep,
    new_source,
    refused,
    source_at,
)
from sources.capture.retrieval import Attempt
from sources.choices import Precision
from sources.extraction.sandbox import read_apart
from sources.extraction.text import Extract
from sources.media_types import Unreadable, media_type_of
from sources.models import Publisher, Snapshot, Source

OF_A_SOURCE = ("title", "author", "published", "publisher", "language")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
REFUSALS = (OSError, Unreadable, NotCaptured, ValidationError)


class Command(BaseCommand):
    help = "Capture files and addresses: one source for each, or all of the source given."

    def add_arguments(self, parser):
        parser.add_argument("named", nargs="+", metavar="FILE_OR_ADDRESS")
        parser.add_argument("--source", default="", metavar="ID", help="a source that is there")
        parser.add_argument("--title", default="", help="else what the file's markup says")
        parser.add_argument("--author", default="")
        parser.add_argument("--published", default="", metavar="DATE", help="a year, month or day")
        parser.add_argument("--publisher", default="", help="the name of the house")
        parser.add_argument("--language", default="", help="BCP 47, such as en or pt-BR")
        parser.add_argument("--encoding", default="", help="else as marked in the file, or UTF-8")
        parser.add_argument("--body-from", default="", metavar="WORDS", help="first of the article")
        parser.add_argument("--body-to", default="", metavar="WORDS", help="last of the article")
        parser.add_argument(
            "--robots-waiver", default="", metavar="WHY", help="why robots.txt is not followed"
        )
        parser.add_argument("--by", default="", metavar="USERNAME", help="else “the desk”")

    def handle(self, *args, named, **told):
        _refuse_contradictions(named, told)
        now, failed = timezone.now(), 0
        by = _person(told["by"])
        for one in named:
            fetched = ADDRESS.match(one) is not None
            shown = one if fetched else Path(one).name
            try:
                captured = _from_address if fetched else _from_file
                self.stdout.write(f"{shown}: {captured(one, told, by, now)}")
            except REFUSALS as error:
                failed += 1
                self.stderr.write(f"{shown}: {_sentence(error)}")
        if failed:
            raise CommandError(f"{failed} of {len(named)} could not be captured.")


def _from_address(address: str, told: dict, by, at) -> str:
    if not address.lower().startswith(("http://", "https://")):
        raise NotCaptured("Only addresses that begin with http:// or https:// are captured.")
    found = attempt(address, robots_waiver=told["robots_waiver"])
    source = _known(told["source"])
    if found.refusal:
        raise refused(found, source or source_at(address), by=by, at=at)
    return _keep(found, source, told, by, at)


@transaction.atomic
def _keep(found: Attempt, source: Source | None, told: dict, by, at) -> str:
    body = between(found.extracted.text, told["body_from"], told["body_to"])
    described = {} if source else _described(told)
    kept = keep(found, by=by, at=at, source=source, body=body, **described)
    return _told(kept.snapshot, kept.source, kept.found_new_text)


@transaction.atomic
def _from_file(name: str, told: dict, by, at) -> str:
    raw, extracted = _read(Path(name), told["encoding"])
    source = _known(told["source"])
    before = None if source else captured_before(extracted.text)
    if before:
        return _told(before, before.source, False)
    body = between(extracted.text, told["body_from"], told["body_to"])
    source = source or _new(extracted, told, by, at)
    snapshot, is_new = capture(source, extracted, by=by, at=at, body=body, raw=raw)
    return _told(snapshot, source, is_new)


def _told(snapshot: Snapshot, source: Source, is_new: bool) -> str:
    if not is_new:
        return f"already captured, as snapshot {snapshot.public_id} of {source.public_id}."
    return f"snapshot {snapshot.public_id} of source {source.public_id}, {source.label}."


def _read(file: Path, encoding: str) -> tuple[bytes, Extract]:
    if file.stat().st_size > settings.CAPTURE_LIMIT:
        raise NotCaptured(f"A file has at most {settings.CAPTURE_LIMIT} bytes.")
    raw = file.read_bytes()
    return raw, read_apart(raw, media_type_of(file.name, raw), encoding)


def _known(source_id: str) -> Source | None:
    if not source_id:
        return None
    source = Source.objects.filter(public_id=source_id).first()
    if source is None:
        raise NotCaptured(f"There is no source {source_id}.")
    return source


def _new(extracted: Extract, told: dict, by, at) -> Source:
    title = told["title"] or extracted.title
    return new_source(by=by, at=at, **_described(told) | {"title": title})


def _described(told: dict) -> dict:
    """What was said of a new source; nothing of it is guessed."""
    published_on, precision = _day(told["published"])
    return {
        "title": told["title"],
        "author": told["author"],
        "publisher": _publisher(told["publisher"]),
        "published_on": published_on,
        "published_precision": precision,
        "language": told["language"],
    }


def _publisher(name: str) -> Publisher | None:
    known = Publisher.objects.filter(name=name).first()
    if known or not name:
        return known
    publisher = Publisher(name=name)
    publisher.full_clean()
    publisher.save()
    return publisher


def _day(written: str) -> tuple[date | None, str]:
    """The date and how exactly it is known: 2022, 2022-12 or 2022-12-22."""
    if not written:
        return None, Precision.UNKNOWN
    try:
        parts = [int(part) for part in written.split("-")]
        precision = [Precision.YEAR, Precision.MONTH, Precision.DAY][len(parts) - 1]
        return date(*parts, *[1] * (3 - len(parts))), precision
    except (ValueError, IndexError):
        raise NotCaptured(
            f"“{written}” is not a date: write 2022, 2022-12 or 2022-12-22."
        ) from None


def _person(username: str) -> User:
    if not username:
        return the_desk()
    person = User.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"There is no account {username}.")
    if not person.has_perm("sources.capture_snapshot"):
        raise CommandError(f"The role of {username} does not allow capturing.")
    return person


def _refuse_contradictions(named: list[str], told: dict) -> None:
    described = [f"--{name}" for name in OF_A_SOURCE if told[name]]
    if told["source"] and described:
        raise CommandError(
            f"{described[0]} describes a new source; --source names one that is there."
        )
    if told["title"] and len(named) > 1:
        raise CommandError("--title is the title of one source: give one file or address.")


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}."
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
