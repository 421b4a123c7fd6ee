"""Tell running heads and page numbers of a PDF from its text. Pure.

A line at the top or foot of a page is no text if it is repeated on other pages, or has the number
of the page in it. Places are in points.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.extraction.pdf.lines import Piece, group_rows
from sources.extraction.pdf.paragraphs import HEADING_SIZE

PAGE_HEADER, PAGE_NUMBER = "page_header", "page_number"

# Only so many lines at the top and at the foot are examined, in this share of the page's height.
_MAX_LINES = 3
_MAX_MARGIN = 0.16
_PLACE_TOLERANCE = 4.0
# A single page has no others to compare with: its number is so many sizes apart from the text.
_MIN_NUMBER_GAP = 2.0
_MAX_HEAD_LENGTH = 120  # code points
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]{1,7}\b")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER_LINE = re.compile(
    r"[-–—•|\[(\s]*"
    r"(?:(?:page|p|pg|seite|s|стр|страница|сторінка|с|str|strona|página|pág|pagina|pag|sayfa|صفحة"
    r"|पृष्ठ|第)\.?\s*)?"
    r"(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|di|sur|из|з|z|\|)\s*\d{1,4})?"
    r"\s*页?頁?[-–—•|\])\s.]*",
    re.IGNORECASE,
)


_NumberPlace = tuple[int, int]  # a height, and a number less the place of its page in the file


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A line that is a running head or a page number, by its `kind`."""

    kind: str
    pieces: tuple[Piece, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line near the top or foot of a page; `level` counts from the edge, 0 is the outermost."""

    page: int
    is_top: bool
    level: int
    pieces: tuple[Piece, ...]
    text: str
    place: float
    gap: float

    @property
    def key(self) -> tuple[bool, str]:
        """What the same head has on other pages: its words, whatever the numbers in them."""
        return self.is_top, _DIGITS.sub("#", self.text.casefold())


def find_margin_lines(
    pages: Sequence[Sequence[Piece]], heights: Sequence[float], body_size: float
) -> list[list[MarginLine]]:
    """Return for each page its running heads and page numbers.

    `body_size` is the size of most of the text: a larger line is a heading, unless it is repeated.
    """
    candidates = [
        list(_find_candidates(index, pieces, height))
        for index, (pieces, height) in enumerate(zip(pages, heights, strict=True))
    ]
    everything = [candidate for page in candidates for candidate in page]
    document = _Document(
        len(pages), body_size, defaultdict(list), _count_number_offsets(everything)
    )
    for candidate in everything:
        document.places[candidate.key].append(candidate)
    return [list(_select(page, document)) for page in candidates]


@dataclass(frozen=True, slots=True)
class _Document:
    """What all pages together say: `places` are the lines with the same key."""

    page_count: int
    body_size: float
    places: dict[tuple[bool, str], list[_Candidate]]
    offsets: Counter[_NumberPlace]


def _find_candidates(page: int, pieces: Sequence[Piece], height: float) -> Iterator[_Candidate]:
    rows = group_rows(pieces)
    for is_top, ordered in ((True, rows), (False, rows[::-1])):
        for level, row in enumerate(ordered[: min(_MAX_LINES, len(rows))]):
            place = row[0].baseline
            depth = height - place if is_top else place
            if depth > _MAX_MARGIN * height:
                break
            following = ordered[level + 1][0].baseline if level + 1 < len(ordered) else None
            gap = abs(place - following) if following is not None else height
            text = " ".join(piece.text for piece in row)
            yield _Candidate(page, is_top, level, tuple(row), text, place, gap)


def _count_number_offsets(candidates: Sequence[_Candidate]) -> Counter[_NumberPlace]:
    """Count on how many pages a number at a height is so far from the page's place in the file."""
    numbered_pages = {
        ((round(candidate.place / _PLACE_TOLERANCE), number - candidate.page), candidate.page)
        for candidate in candidates
        for number in _get_page_numbers(candidate.text)
    }
    return Counter(place for place, _ in numbered_pages)


def _is_counted(candidate: _Candidate, offsets: Counter[_NumberPlace]) -> bool:
    """Return whether a number in the line goes up with the pages, at the same height."""
    height = round(candidate.place / _PLACE_TOLERANCE)
    return any(
        sum(offsets[near, number - candidate.page] for near in (height - 1, height, height + 1)) > 1
        for number in _get_page_numbers(candidate.text)
    )


def _get_page_numbers(text: str) -> list[int]:
    """Return the numbers at the beginning and at the end of a line, Roman ones too."""
    if _NUMBER_LINE.fullmatch(text):
        text = (_DIGITS.search(text) or _ROMAN.search(text.casefold()) or [text])[0]
    words = text.strip(" -–—•|[]().").split()
    numbers = []
    for word in {*words[:1], *words[-1:]}:
        plain = word.strip("-–—•|[]().,").casefold()
        if plain.isdecimal() and len(plain) <= 4:
            numbers.append(int(plain))
        elif _ROMAN.fullmatch(plain):
            numbers.append(_read_roman(plain))
    if len(words) >= 3 and words[-3].isdecimal() and len(words[-3]) <= 4:  # 3 of 12
        numbers.append(int(words[-3]))
    return numbers


def _read_roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _select(candidates: Sequence[_Candidate], document: _Document) -> Iterator[MarginLine]:
    """Yield the lines of one page that are not text: from the edge, until one is text."""
    for is_top in (True, False):
        for candidate in candidates:
            if candidate.is_top != is_top:
                continue
            kind = _get_kind(candidate, document)
            if not kind:
                break
            yield MarginLine(kind, candidate.pieces, candidate.text)


def _get_kind(candidate: _Candidate, document: _Document) -> str:
    is_counted = _is_counted(candidate, document.offsets)
    size = candidate.pieces[0].size
    is_apart = candidate.gap >= _MIN_NUMBER_GAP * size
    if _NUMBER_LINE.fullmatch(candidate.text):
        is_own = document.page_count == 1 or candidate.page + 1 in _get_page_numbers(candidate.text)
        return PAGE_NUMBER if is_counted or (is_own and is_apart) else ""
    is_repeated = any(
        other.page != candidate.page
        and abs(other.place - candidate.place) <= _PLACE_TOLERANCE
        and (is_counted or other.text == candidate.text)
        for other in document.places[candidate.key]
    )
    if is_repeated and any(character.isalpha() for character in candidate.text):
        return PAGE_HEADER
    # At the foot, a number before other words is the mark of a footnote.
    is_place = candidate.is_top or not candidate.text[:1].isdigit()
    is_heading = size >= HEADING_SIZE * document.body_size
    is_head = is_counted and is_apart and is_place and not is_heading
    return PAGE_HEADER if is_head and len(candidate.text) <= _MAX_HEAD_LENGTH else ""
