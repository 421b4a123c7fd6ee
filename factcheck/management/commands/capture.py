"""`manage.py capture FILE_OR_URL...`: stores each file or page as a snapshot of a source.

A URL identifies its source; a file belongs to a new source unless `--source` names one. Fields that
are neither declared in the markup nor given as options stay empty; a language that is only guessed
is not stored. Each file or URL is captured completely or not at all. The same text is captured once
for each source: copies by two publishers, or two web pages with the same text, are two sources.
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
    fetch_for_capture,
    find_spans_between,
    get_declared_fields,
    list_warnings,
    parse_partial_date,
    save_capture,
)
from sources.capture.retrieval import RetrievalAttempt
from sources.capture.web_archive import set_can_be_archived
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import PageRange
from sources.extraction.sandbox import extract_in_sandbox
from sources.media_types import HTML, TEXT, ParseError, detect_media_type
from sources.models import Publisher, RawDocument, Snapshot, Source
from sources.models.snapshot import compute_sha256

SOURCE_OPTIONS = ("title", "author", "published", "publisher", "language")
URL_PATTERN = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
PAGES_PATTERN = re.compile(r"(?P<first>[1-9]\d{0,5})(?P<to>[-–](?:[1-9]\d{0,5})?)?")
SECOND_PUBLISHER_HINT = " If another publisher has the same text, name it with --publisher."
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
            "--encoding", default="", help="default: as declared in the file or page, or UTF-8"
        )
        parser.add_argument(
            "--pages", default="", metavar="FROM-TO", help="a part of a PDF, such as 10-25"
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
            "--confirm-article",
            action="store_true",
            help="capture a page that looks like a robot check, a paywall or another page",
        )
        parser.add_argument(
            "--do-not-archive",
            action="store_true",
            help="tell no web archive of these pages, now or later",
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
    source = _get_source(options["source"])
    attempt, _extracted = fetch_for_capture(
        url,
        by=by,
        at=at,
        source=source,
        is_article=options["confirm_article"],
        robots_waiver=options["robots_waiver"],
        encoding=options["encoding"],
        page_range=_parse_pages(options["pages"]),
    )
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
    _keep_inside(retrieval.source, options, by)
    description = _describe(retrieval.snapshot, is_new=retrieval.is_new_text)
    return description + _format_warnings(attempt.extracted, options)


@transaction.atomic
def _capture_file(name: str, options: dict, by, at) -> str:
    raw, extracted = _read_file(Path(name), options["encoding"], _parse_pages(options["pages"]))
    source = _get_source(options["source"])
    spans = _get_article_spans(extracted.text, options)
    if source is None:
        fields = get_declared_fields(extracted) | _get_source_fields(options)
        duplicate = _find_same_file(raw, extracted, fields)
        if duplicate:
            _keep_inside(duplicate.source, options, by)
            return _describe(duplicate, is_new=False) + SECOND_PUBLISHER_HINT
        source = create_source(by=by, at=at, **fields)
    snapshot, is_new = capture_text(source, extracted, by=by, at=at, article_spans=spans, raw=raw)
    _keep_inside(source, options, by)
    return _describe(snapshot, is_new) + _format_warnings(extracted, options)


def _keep_inside(source: Source, options: dict, by) -> None:
    if options["do_not_archive"]:
        set_can_be_archived(source, False, by=by)


def _find_same_file(raw: bytes, extracted: ExtractedText, fields: dict) -> Snapshot | None:
    """Return the oldest snapshot that was captured from this publication before.

    It has the same text, and what is known of its source does not differ from the options. Around
    the same text, two web pages are different publications.
    """
    snapshots = Snapshot.objects.filter(sha256=compute_sha256(extracted.text))
    if extracted.media_type == HTML:
        snapshots = snapshots.filter(raw_document__sha256=RawDocument.compute_sha256(raw))
    snapshots = snapshots.select_related("source__publisher").order_by("captured_at", "id")
    return next((row for row in snapshots if _is_described_by(row.source, fields)), None)


def _is_described_by(source: Source, fields: dict) -> bool:
    """Whether the options can describe this source. A given publisher must be its publisher."""
    if fields.get("publisher") and fields["publisher"] != source.publisher:
        return False
    known = {name: getattr(source, name) for name in ("title", "author", "published_on")}
    return all(
        not fields.get(name) or not known[name] or fields[name] == known[name] for name in known
    )


def _read_file(file: Path, encoding: str, page_range: PageRange) -> tuple[bytes, ExtractedText]:
    if file.stat().st_size > settings.CAPTURE_LIMIT:
        raise CaptureError(f"A file has at most {settings.CAPTURE_LIMIT} bytes.")
    raw = file.read_bytes()
    media_type = detect_media_type(file.name, raw)
    return raw, extract_in_sandbox(raw, media_type, encoding, page_range=page_range)


def _get_source(public_id: str) -> Source | None:
    if not public_id:
        return None
    source = Source.objects.filter(public_id=public_id).first()
    if source is None:
        raise CaptureError(f"There is no source {public_id}.")
    return source


def _get_article_spans(text: str, options: dict) -> list[list[int]] | None:
    """The span of the given words; None, without words, for what the extractor proposes."""
    words = options["article_from"], options["article_to"]
    return find_spans_between(text, *words) if any(words) else None


def _get_source_fields(options: dict) -> dict:
    """The fields that were given as options."""
    fields = {name: options[name] for name in ("title", "author", "language") if options[name]}
    if options["publisher"]:
        fields["publisher"] = _get_or_create_publisher(options["publisher"])
    if options["published"]:
        published_on, precision = _parse_date(options["published"])
        fields |= {"published_on": published_on, "published_precision": precision}
    return fields


def _get_or_create_publisher(name: str) -> Publisher:
    publisher = Publisher.objects.filter(name=name).first()
    if publisher is None:
        publisher = Publisher(name=name)
        publisher.full_clean()
        publisher.save()
    return publisher


def _parse_pages(text: str) -> PageRange:
    """The pages of a PDF that are read, from `10-25` or `10`; all of them if `text` is empty."""
    match = PAGES_PATTERN.fullmatch(text.strip() or "1-")
    if match is None:
        raise CaptureError(f"“{text}” are no pages: write the first and the last one, as in 10-25.")
    last = match["first"] if match["to"] is None else match["to"].strip("-–")
    return PageRange(int(match["first"]), int(last) if last else None, settings.PDF_MAX_PAGES)


def _parse_date(text: str) -> tuple[date | None, str]:
    """The date and its precision, from 2022, 2022-12 or 2022-12-22."""
    try:
        return parse_partial_date(text)
    except ValueError:
        raise CaptureError(f"“{text}” is not a date: write 2022, 2022-12 or 2022-12-22.") from None


def _describe(snapshot: Snapshot, is_new: bool) -> str:
    source = snapshot.source
    if not is_new:
        return f"already captured, as snapshot {snapshot.public_id} of source {source.public_id}."
    return f"snapshot {snapshot.public_id} of source {source.public_id}, {source.label}."


def _format_warnings(extracted: ExtractedText, options: dict) -> str:
    """What to check, each on a line of its own."""
    warnings = list_warnings(extracted)
    is_asked = extracted.media_type != TEXT and not options["language"] and not options["source"]
    if is_asked and extracted.is_language_guessed:
        warnings.append(
            f"No language is declared. It looks like “{extracted.language}”: "
            "if that is right, add it at the desk."
        )
    return "".join(f"\n  Check: {warning}" for warning in warnings)


def _get_message(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}."
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
