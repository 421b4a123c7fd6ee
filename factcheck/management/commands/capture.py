"""`manage.py capture FILE_OR_URL...`: stores each file or page as a snapshot of a source.

A URL identifies its source; a file belongs to a new source unless `--source` names one. Fields that
are neither in the markup nor given as options stay empty. Each file or URL is captured completely
or not at all, and the same text is not captured twice.
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
from factcheck.accounts.system_user import get_system_user
from sources.capture import (
    CaptureError,
    capture_text,
    create_source,
    fetch_and_extract,
    find_duplicate_text,
    find_source_by_url,
    find_spans_between,
    record_refusal,
    save_capture,
)
from sources.capture.retrieval import RetrievalAttempt
from sources.choices import DatePrecision
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.sandbox import extract_in_sandbox
from sources.media_types import ParseError, detect_media_type
from sources.models import Publisher, Snapshot, Source

SOURCE_OPTIONS = ("title", "author", "published", "publisher", "language")
URL_PATTERN = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
CAPTURE_ERRORS = (OSError, ParseError, CaptureError, ValidationError)


class Command(BaseCommand):
    help = "Captures files and URLs, each as a snapshot of a new or an existing source."

    def add_arguments(self, parser):
        parser.add_argument("locations", nargs="+", metavar="FILE_OR_URL")
        parser.add_argument("--source", default="", metavar="ID", help="an existing source")
        parser.add_argument("--title", default="", help="default: the title in the markup")
        parser.add_argument("--author", default="")
        parser.add_argument("--published", default="", metavar="DATE", help="year, month or day")
        parser.add_argument("--publisher", default="", help="name of the publisher")
        parser.add_argument("--language", default="", help="BCP 47, such as en or pt-BR")
        parser.add_argument(
            "--encoding", default="", help="default: declared in the file, or UTF-8"
        )
        parser.add_argument(
            "--article-from", default="", metavar="WORDS", help="first words of the article"
        )
        parser.add_argument(
            "--article-to", default="", metavar="WORDS", help="last words of the article"
        )
        parser.add_argument(
            "--robots-waiver", default="", metavar="REASON", help="reason to ignore robots.txt"
        )
        parser.add_argument(
            "--by", default="", metavar="USERNAME", help="default: the system user “the desk”"
        )

    def handle(self, *args, locations, **options):
        _validate_options(locations, options)
        user, now = _get_user(options["by"]), timezone.now()
        failures = 0
        for location in locations:
            is_url = URL_PATTERN.match(location) is not None
            capture = _capture_url if is_url else _capture_file
            label = location if is_url else Path(location).name
            try:
                self.stdout.write(f"{label}: {capture(location, options, user, now)}")
            except CAPTURE_ERRORS as error:
                failures += 1
                self.stderr.write(f"{label}: {_get_message(error)}")
        if failures:
            raise CommandError(f"{failures} of {len(locations)} could not be captured.")


def _validate_options(locations: list[str], options: dict) -> None:
    source_options = [f"--{name}" for name in SOURCE_OPTIONS if options[name]]
    if options["source"] and source_options:
        raise CommandError(
            f"{source_options[0]} describes a new source, but --source names an existing one."
        )
    if options["title"] and len(locations) > 1:
        raise CommandError("--title is the title of one source: give one file or URL.")


def _get_user(username: str) -> User:
    if not username:
        return get_system_user()
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account {username}.")
    if not user.has_perm("sources.capture_snapshot"):
        raise CommandError(f"The role of {username} does not allow capturing.")
    return user


def _capture_url(url: str, options: dict, by, at) -> str:
    if not url.lower().startswith(("http://", "https://")):
        raise CaptureError("Only addresses that begin with http:// or https:// are captured.")
    attempt = fetch_and_extract(url, robots_waiver=options["robots_waiver"])
    source = _get_source(options["source"])
    if attempt.refusal:
        raise record_refusal(attempt, source or find_source_by_url(url), by=by, at=at)
    return _save_attempt(attempt, source, options, by, at)


@transaction.atomic
def _save_attempt(attempt: RetrievalAttempt, source: Source | None, options: dict, by, at) -> str:
    retrieval = save_capture(
        attempt,
        by=by,
        at=at,
        source=source,
        article_spans=_get_article_spans(attempt.extracted.text, options),
        **{} if source else _get_source_fields(options),
    )
    return _describe(retrieval.snapshot, is_new=retrieval.is_new_text)


@transaction.atomic
def _capture_file(name: str, options: dict, by, at) -> str:
    raw, extracted = _read_file(Path(name), options["encoding"])
    source = _get_source(options["source"])
    duplicate = None if source else find_duplicate_text(extracted.text)
    if duplicate:
        return _describe(duplicate, is_new=False)
    spans = _get_article_spans(extracted.text, options)
    if source is None:
        fields = _get_source_fields(options)
        source = create_source(
            by=by, at=at, **fields | {"title": fields["title"] or extracted.title}
        )
    snapshot, is_new = capture_text(source, extracted, by=by, at=at, article_spans=spans, raw=raw)
    return _describe(snapshot, is_new)


def _read_file(file: Path, encoding: str) -> tuple[bytes, ExtractedText]:
    if file.stat().st_size > settings.CAPTURE_LIMIT:
        raise CaptureError(f"A file has at most {settings.CAPTURE_LIMIT} bytes.")
    raw = file.read_bytes()
    return raw, extract_in_sandbox(raw, detect_media_type(file.name, raw), encoding)


def _get_source(public_id: str) -> Source | None:
    if not public_id:
        return None
    source = Source.objects.filter(public_id=public_id).first()
    if source is None:
        raise CaptureError(f"There is no source {public_id}.")
    return source


def _get_article_spans(text: str, options: dict) -> list[list[int]]:
    return find_spans_between(text, options["article_from"], options["article_to"])


def _get_source_fields(options: dict) -> dict:
    published_on, precision = _parse_date(options["published"])
    return {
        "title": options["title"],
        "author": options["author"],
        "publisher": _get_or_create_publisher(options["publisher"]),
        "published_on": published_on,
        "published_precision": precision,
        "language": options["language"],
    }


def _get_or_create_publisher(name: str) -> Publisher | None:
    if not name:
        return None
    publisher = Publisher.objects.filter(name=name).first()
    if publisher is None:
        publisher = Publisher(name=name)
        publisher.full_clean()
        publisher.save()
    return publisher


def _parse_date(text: str) -> tuple[date | None, str]:
    """The date and its precision, from 2022, 2022-12 or 2022-12-22."""
    if not text:
        return None, DatePrecision.UNKNOWN
    try:
        parts = [int(part) for part in text.split("-")]
        precision = [DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY][len(parts) - 1]
        return date(*parts, *[1] * (3 - len(parts))), precision
    except (ValueError, IndexError):
        raise CaptureError(f"“{text}” is not a date: write 2022, 2022-12 or 2022-12-22.") from None


def _describe(snapshot: Snapshot, is_new: bool) -> str:
    source = snapshot.source
    if not is_new:
        return f"already captured, as snapshot {snapshot.public_id} of source {source.public_id}."
    return f"snapshot {snapshot.public_id} of source {source.public_id}, {source.label}."


def _get_message(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}."
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
