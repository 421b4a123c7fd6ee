"""Read the words of a PDF page with their places. Pure.

PDFium gives the characters of a page one by one, in the order of its content stream (right-to-left
text in reading order), with generated characters between words and lines. Here they become words
with places, in points (1/72 inch) from the lower left corner of the page as a reader holds it: a
page whose text is turned by a quarter is turned back.
"""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

REPLACEMENT_CHARACTER = "\ufffd"
LINE_END_HYPHEN = "\x02"  # what PDFium writes in place of a hyphen at the end of a line
_HYPHEN, _SOFT_HYPHEN = "-", "\u00ad"
_SPACES = frozenset(" \t\r\n\f\v\xa0\u2028\u2029\u3000\u0085") | frozenset(
    map(chr, range(0x2000, 0x200C))
)
_DEFAULT_BOX = (0.0, 0.0, 612.0, 792.0)  # US Letter, as PDFium assumes
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# What keeps its order in right-to-left text: numbers, Latin words, and a letter with its marks.
_CLUSTERS = re.compile(
    r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/\u066b\u066c-][0-9\u0660-\u0669\u06f0-\u06f9]+)*%?"
    r"|[A-Za-z\u00c0-\u024f]+|.[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670]*",
    re.DOTALL,
)
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
# Private use: shown, or counted as unknown. Joiners change the form of letters.
_KEPT_INVISIBLE = frozenset("\u00ad\u200c\u200d\u200e\u200f") | frozenset(
    map(chr, range(0xE000, 0xF900))
)
# Characters that are read one by one, since they may be raised or lowered inside a word.
_MAY_BE_RAISED = frozenset("0123456789*†‡§+-−()=[],")
# A change of the size or of the baseline by more than this share of the size starts another word.
_SIZE_TOLERANCE, _BASELINE_TOLERANCE = 0.15, 0.1
# Letters in other forms, which fonts use for their shapes: ligatures, the positional forms of
# Arabic letters, and radicals in the place of ideographs.
_COMPATIBILITY_FORMS = (
    *(range(0xFB00, 0xFB50), range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF)),
    *(range(0x2E80, 0x2FE0), range(0xF900, 0xFB00)),
)
_REPLACEMENTS = {
    code: unicodedata.normalize("NFKC", chr(code)).strip()
    for block in _COMPATIBILITY_FORMS
    for code in block
    # The marks of Arabic without a letter, and brackets of the Quran, stay as they are.
    if unicodedata.normalize("NFKC", chr(code))[:1] not in (" ", chr(code))
}
_REPLACEMENTS |= {
    0xF0B7: "•",  # the bullet of the font Symbol
    0xF0A7: "▪",  # the bullet of the font Wingdings
    0xAD: "",  # a soft hyphen that is not at the end of a line is not shown
    0xFEFF: "",
    0: REPLACEMENT_CHARACTER,
    0xFFFE: _HYPHEN,
    2: _HYPHEN,
}


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them, of one size and on one baseline.

    `is_glued` says that no space separates it from the word before it; `turn` is the number of
    quarter turns of its text, or -1 if the text is aslant.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    turn: int = 0
    is_glued: bool = False


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, and those of its text that runs in other directions.

    `unmapped_count` counts the characters for which the font does not say which letters they are.
    """

    words: tuple[Word, ...]
    turned_words: tuple[Word, ...]
    width: float
    height: float
    unmapped_count: int = 0


def read_page_words(page: pdfium.PdfPage) -> PageWords:
    """Return the words of a page. Raises `PdfiumError` for a page that cannot be read."""
    text_page = page.get_textpage()
    try:
        reader = _CharacterReader(text_page)
        words = [word for run in reader.split_runs() for word in reader.read_run(run)]
    finally:
        text_page.close()
    left, bottom, right, top = _get_visible_box(page)
    turn = _get_main_turn(words)
    upright = tuple(_turn_back(word, left, bottom) for word in words if word.turn == turn)
    turned = tuple(word for word in words if word.turn != turn)
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    offset_x, offset_y = (width if turn in (2, 3) else 0), (height if turn in (1, 2) else 0)
    placed = (_shift(word, offset_x, offset_y) for word in upright)
    shown = tuple(word for word in placed if _is_inside(word, width, height))
    return PageWords(shown, turned, width, height, reader.unmapped_count)


def _get_visible_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """Return what is shown of a page; a box without an area is ignored."""
    for box in (page.get_cropbox(fallback_ok=False), page.get_mediabox(fallback_ok=False)):
        if box and abs(box[2] - box[0]) >= 1 and abs(box[3] - box[1]) >= 1:
            (left, right), (bottom, top) = sorted(box[::2]), sorted(box[1::2])
            return left, bottom, right, top
    return _DEFAULT_BOX


def _is_inside(word: Word, width: float, height: float) -> bool:
    """Return whether the middle of a word is on the page: the marks of printers are beside it."""
    return 0 <= (word.left + word.right) / 2 <= width and 0 <= word.baseline <= height


def _get_main_turn(words: Iterable[Word]) -> int:
    """Return the direction of most of the characters; upright if there are none."""
    counts: Counter[int] = Counter()
    for word in words:
        counts[word.turn] += len(word.text)
    counts.pop(-1, None)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def _turn_back(word: Word, left: float, bottom: float) -> Word:
    """Return the word with its places relative to the corner of the page.

    The places along and across the line were computed for each direction by `_project`.
    """
    along, across = _project(left, bottom, word.turn)
    return replace(
        word,
        left=word.left - along,
        right=word.right - along,
        baseline=word.baseline - across,
        turn=0,
    )


def _shift(word: Word, x: float, y: float) -> Word:
    if not x and not y:
        return word
    return replace(word, left=word.left + x, right=word.right + x, baseline=word.baseline + y)


def _project(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return the place along and across lines whose text has so many quarter turns."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _reverse(text: str) -> str:
    """Return right-to-left text in reading order; numbers and Latin words in it keep theirs."""
    clusters = _CLUSTERS.findall(text)[::-1]
    return "".join(
        cluster.translate(_MIRRORED) if len(cluster) == 1 else cluster for cluster in clusters
    )


class _CharacterReader:
    """Reads the characters of one page, and asks for as few of their places as possible."""

    def __init__(self, text_page: pdfium.PdfTextPage):
        self.raw = text_page.raw
        self.count = text_page.count_chars()
        self.unmapped_count = 0
        self._rect = pdfium_c.FS_RECTF()
        self._matrix = pdfium_c.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def split_runs(self) -> Iterator[list[tuple[int, str]]]:
        """Yield the characters between white space, each with its index on the page."""
        run: list[tuple[int, str]] = []
        get_unicode, raw = pdfium_c.FPDFText_GetUnicode, self.raw
        high = 0  # the first half of a surrogate pair
        for index in range(self.count):
            code = get_unicode(raw, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
                high = 0
            character = chr(code) if code < 0x110000 else REPLACEMENT_CHARACTER
            if character in _SPACES:
                if run:
                    yield run
                    run = []
                continue
            run.append((index, character))
            if character == LINE_END_HYPHEN:  # the next character is on the next line
                yield run
                run = []
        if run:
            yield run

    def read_run(self, run: list[tuple[int, str]]) -> Iterator[Word]:
        """Yield the words of a run: several if its characters have different places or sizes."""
        start, is_glued = 0, False
        starts = [index for index in range(1, len(run)) if self._may_start_word(run, index)]
        for end in (*starts, len(run)):
            word = self._read_word(run[start:end], is_glued)
            if word is not None:
                yield word
            start, is_glued = end, True

    def _may_start_word(self, run: list[tuple[int, str]], index: int) -> bool:
        before, character = run[index - 1][1], run[index][1]
        is_suspicious = (
            before in _MAY_BE_RAISED
            or character in _MAY_BE_RAISED
            or (before.islower() and character.isupper())  # words of two lines without a space
        )
        return is_suspicious and self._differs(run[index - 1][0], run[index][0])

    def _differs(self, index: int, next_index: int) -> bool:
        x, y, size, turn = self._get_place(index)
        next_x, next_y, next_size, next_turn = self._get_place(next_index)
        largest = max(size, next_size)
        return (
            turn != next_turn
            or abs(size - next_size) > _SIZE_TOLERANCE * largest
            or turn >= 0
            and abs(_project(x, y, turn)[1] - _project(next_x, next_y, turn)[1])
            > _BASELINE_TOLERANCE * largest
        )

    def _read_word(self, run: list[tuple[int, str]], is_glued: bool) -> Word | None:
        text = "".join(character for _, character in run)
        if RIGHT_TO_LEFT.search(text) and self._is_in_visual_order(run):
            text = _reverse(text)
        ending = _SOFT_HYPHEN if text.endswith(_SOFT_HYPHEN) else ""  # perhaps of a line
        text = text.translate(_REPLACEMENTS) + ending
        if not text.isascii() or not text.isprintable():
            text = self._clean(text)
        x, y, size, turn = self._get_place(run[0][0])
        if not text or not all(map(math.isfinite, (x, y, size))):
            return None
        first = run[0][0] - (run[0][1] > "\uffff")  # of two halves of a character
        boxes = [self._get_box(first), self._get_box(run[-1][0])]
        corners = [_project(*corner, max(turn, 0)) for box in boxes for corner in box]
        along = [corner[0] for corner in corners]
        across = _project(x, y, max(turn, 0))[1]
        return Word(text, min(along), max(along), across, size, turn, is_glued)

    def _is_in_visual_order(self, run: list[tuple[int, str]]) -> bool:
        """Return whether right-to-left letters come from left to right."""
        letters = [index for index, character in run if RIGHT_TO_LEFT.match(character)]
        places = [self._get_place(index) for index in (letters[0], letters[-1])]
        first, last = (_project(x, y, max(turn, 0))[0] for x, y, _, turn in places)
        return first < last

    def _clean(self, text: str) -> str:
        """Return the text without control characters; counts what is no letter."""
        self.unmapped_count += sum(
            c == REPLACEMENT_CHARACTER or "\ue000" <= c <= "\uf8ff" for c in text
        )
        return "".join(c for c in text if c.isprintable() or c in _KEPT_INVISIBLE)

    def _get_place(self, index: int) -> tuple[float, float, float, int]:
        """Return the origin of a character, its size in points, and its quarter turns."""
        pdfium_c.FPDFText_GetCharOrigin(self.raw, index, self._x, self._y)
        pdfium_c.FPDFText_GetMatrix(self.raw, index, self._matrix)
        matrix = self._matrix
        size = pdfium_c.FPDFText_GetFontSize(self.raw, index) * math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        turn = round(angle)
        return (
            self._x.value,
            self._y.value,
            size or 1.0,
            turn % 4 if abs(angle - turn) < 0.1 else -1,
        )

    def _get_box(self, index: int) -> tuple[tuple[float, float], tuple[float, float]]:
        pdfium_c.FPDFText_GetLooseCharBox(self.raw, index, self._rect)
        rect = self._rect
        return (rect.left, rect.bottom), (rect.right, rect.top)
