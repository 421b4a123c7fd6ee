"""`manage.py verify_quotes FILE...`: checks the public passages against the original articles.

For people who have the articles as files: each passage must occur in exactly one of the files, at
exactly one place, word for word.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.publication import queries
from sources.extraction.text import extract_text
from sources.media_types import ParseError, detect_media_type
from sources.quotes.anchoring import find_occurrences

Place = tuple[str, int, int]  # the name of a file, and offsets of its text


class Command(BaseCommand):
    help = "Searches the given articles for every public passage, and prints where it is."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args, files, **options):
        texts = {file.name: _read_text(file) for file in files}
        failures = 0
        for passage in queries.list_passages().order_by("id"):
            places = find_passage(passage, texts)
            failures += len(places) != 1
            self.stdout.write(
                f"{passage.public_id}  {_format_places(places)}  {_shorten(passage.exact)}"
            )
        if failures:
            raise CommandError(f"{failures} passages do not occur in exactly one place.")
        self.stdout.write("Every passage occurs in exactly one place, word for word.")


def find_passage(passage, texts: dict[str, str]) -> list[Place]:
    """The places of the exact text; if there are several, those with the passage's context."""
    places = _find_places(passage.exact, texts)
    if len(places) < 2:
        return places
    return _find_places(passage.exact, texts, passage.prefix, passage.suffix)


def _find_places(exact: str, texts: dict[str, str], prefix="", suffix="") -> list[Place]:
    return [
        (name, occurrence.start, occurrence.end)
        for name, text in texts.items()
        for occurrence in find_occurrences(text, exact, [[0, len(text)]], prefix, suffix)
    ]


def _read_text(file: Path) -> str:
    try:
        raw = file.read_bytes()
        return extract_text(raw, detect_media_type(file.name, raw)).text
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from None
    except ParseError as error:
        raise CommandError(f"{file}: {error}") from None


def _format_places(places: list[Place]) -> str:
    if not places:
        return "not found"
    return "; ".join(f"{name} {start}–{end}" for name, start, end in places)


def _shorten(exact: str) -> str:
    line = " ".join(exact.split())
    return f"“{line}”" if len(line) <= 60 else f"“{line[:59]}…”"
