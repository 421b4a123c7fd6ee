"""How is the evidence pack of a year put into one file? A ZIP of a page, tables and records.

The same data makes the same bytes: there is no date of today in it and no order of chance.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.template.loader import render_to_string

from claims.choices import AlarmAnswer
from claims.publication.evidence_pack import Pack, Share
from claims.workflow.transitions import RULES
from factcheck.desk.reports import balance_chart
from factcheck.desk.reports.tables import counts, record_name, tables
from factcheck.public.formatting.workflow_diagram import drawing

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can name
UNIX, READABLE = 3, 0o644 << 16
STYLE = Path(__file__).parents[1] / "static" / "desk" / "css" / "pack.css"
UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


class Chunks:
    """A file that cannot be gone back in: what is written to it is taken out again in pieces."""

    def __init__(self):
        self._written = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        data, self._written = b"".join(self._written), []
        return data


def packed(pack: Pack) -> Iterator[bytes]:
    """The ZIP of a pack in pieces, one for each file in it."""
    out = Chunks()
    with ZipFile(out, "w") as archive:
        for name, text in _files(pack):
            archive.writestr(_entry(name), text.encode())
            yield out.taken()
    yield out.taken()


def file_name(pack: Pack) -> str:
    return f"evidence-pack-{pack.year}.zip"


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, READABLE
    return entry


def _files(pack: Pack) -> Iterator[tuple[str, str]]:
    context = described(pack) | {"style": STYLE.read_text(encoding="utf-8")}
    yield "README.txt", render_to_string("desk/pack/README.txt", context)
    yield "index.html", render_to_string("desk/pack/index.html", context)
    yield from tables(pack)
    for shown in pack.verdicts:
        if shown.record:
            yield record_name(shown.row), shown.row.record


def described(pack: Pack) -> dict:
    """What the templates of a pack say, on a page of the desk and in the file."""
    return {
        "pack": pack,
        "desk_name": settings.DESK_NAME,
        "desk_contact": settings.DESK_CONTACT,
        "demonstration": settings.DEMONSTRATION,
        "site_url": settings.SITE_URL.rstrip("/"),
        "zone": settings.TIME_ZONE,
        "rules": RULES.values(),
        "drawing": drawing(RULES.values()),
        "directions": balance_chart.LABELS.items(),
        "balances": [
            _balance(pack, "claimant", pack.claimants),
            _balance(pack, "topic", pack.topics),
        ],
        "answers": [
            (AlarmAnswer(code).label, number) for code, number in pack.watch.answers.items()
        ],
        "all_counts": counts(pack.ratings, pack),
        "median": in_words(pack.reviews.median),
        "longest": in_words(pack.reviews.longest),
    }


def _balance(pack: Pack, of: str, shares: list[Share]) -> dict:
    return {
        "of": of,
        "chart": balance_chart.chart(shares, pack.polarities),
        "rows": [(share, counts(share, pack)) for share in shares],
    }


def in_words(span: timedelta | None) -> str:
    """A span in its largest unit of which there are two, rounded: `3 days`, `26 hours`."""
    if span is None:
        return ""
    unit, name = next((one for one in UNITS if span >= 2 * one[0]), UNITS[-1])
    number = round(span / unit)
    return f"{number} {name}" + ("" if number == 1 else "s")
