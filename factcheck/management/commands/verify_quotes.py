"""`manage.py find_quotes FILE...`: does every public passage stand in the articles, word for word?

For whoever holds the articles themselves: each passage must be in exactly one of the files, in one
place, at offsets that reproduce it.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.publication import queries
from sources.extraction.text import extract
from sources.media_types import Unreadable, media_type_of
from sources.quotes import anchoring


class Command(BaseCommand):
    help = "Look for every public passage in the articles given, and say where it is."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args, files, **options):
        texts = {file.name: _text(file) for file in files}
        missing = 0
        for passage in queries.passages().order_by("id"):
            found = find(passage, texts)
            missing += len(found) != 1
            self.stdout.write(f"{passage.public_id}  {_where(found)}  {_words(passage.exact)}")
        if missing:
            raise CommandError(f"{missing} passages do not stand in exactly one place.")
        self.stdout.write("Every passage stands in exactly one place, word for word.")


def find(passage, texts: dict[str, str]) -> list[tuple[str, int, int]]:
    """Every place of the words; where there are several, those between their own neighbours."""
    found = _places(passage.exact, texts)
    if len(found) < 2:
        return found
    return _places(passage.exact, texts, passage.prefix, passage.suffix)


def _places(exact, texts, prefix="", suffix="") -> list[tuple[str, int, int]]:
    return [
        (name, place.start, place.end)
        for name, text in texts.items()
        for place in anchoring.places(text, exact, [[0, len(text)]], prefix, suffix)
        if text[place.start : place.end] == exact
    ]


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
        text = extract(raw, media_type_of(file.name, raw)).text
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from None
    except Unreadable as error:
        raise CommandError(f"{file}: {error}") from None
    return text


def _where(found: list) -> str:
    if not found:
        return "not found"
    return "; ".join(f"{name} {start}–{end}" for name, start, end in found)


def _words(exact: str) -> str:
    line = " ".join(exact.split())
    return f"“{line}”" if len(line) <= 60 else f"“{line[:59]}…”"
