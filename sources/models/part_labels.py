"""Name the labelled parts of a text for people: captions, boxes, cells, speakers, entries.

`parts` are those of `Snapshot.parts`: dictionaries of `kind`, `start`, `end` and `label`, in order.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from sources.choices import UNMARKED_PART_KINDS, PartKind

MAX_MARKS = 2000  # labels in one text; the rest of a very long one is shown without
# Their labels are page numbers, which are shown as such.
NUMBERED_KINDS = frozenset((PartKind.NOTE,))


def format_part(part: dict) -> str:
    """The name of a part, such as “caption”, “cell B3” or “spoken by Mara Lind”."""
    name = str(PartKind(part["kind"]).label)
    if part["kind"] == PartKind.CUE and part["label"]:
        return str(part["label"])  # a speaker and a time say what it is
    if not part["label"] or part["kind"] in NUMBERED_KINDS:
        return name
    return _("%(part)s %(label)s") % {"part": name, "label": part["label"]}


def find_part(parts: Iterable[dict], start: int, end: int) -> dict | None:
    """Return the smallest named part that contains the span, or None."""
    around = [part for part in _list_named(parts) if part["start"] <= start and end <= part["end"]]
    return min(around, key=lambda part: part["end"] - part["start"], default=None)


def list_marks(parts: Iterable[dict]) -> dict[int, str]:
    """Return the names to show in a text, by the offset at which each part begins."""
    marks: dict[int, str] = {}
    for part in _list_named(parts):
        if part["kind"] not in UNMARKED_PART_KINDS:
            name = format_part(part)
            before = marks.get(part["start"])
            marks[part["start"]] = f"{before}, {name}" if before else name
        if len(marks) == MAX_MARKS:
            break
    return marks


def _list_named(parts: Iterable[dict]) -> Iterator[dict]:
    return (part for part in parts if part["kind"] in PartKind.values)
