"""Put the words of a PDF page together to pieces of lines. Pure. Places are in points.

A piece is what is on one baseline without a wide gap: a line of a column, or a cell of a table.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from sources.extraction.pdf.scripts import LOWERED, NORMAL, RAISED, write_script
from sources.extraction.pdf.words import RIGHT_TO_LEFT, Word

# A gap wider than this share of the size separates columns and cells.
MAX_WORD_GAP = 0.65
# Words overlap by a little where letters are kerned.
_MAX_OVERLAP = 0.5
_SAME_BASELINE = 0.2  # share of the size
_SIZE_TOLERANCE = 0.1
# The spaces of a justified line are as wide as this at most, and differ by no more than that.
_MAX_STRETCHED_GAP, _SPACE_TOLERANCE = 3.5, 0.25
MAX_PIECES = 5000  # a page with more is not laid out: its pieces stay in the order of the file
# Raised and lowered characters are smaller than the line by this factor, and displaced by a share
# of its size that is between these two.
_MAX_RAISED_SIZE = 0.85
_MIN_SHIFT, _MAX_SHIFT = 0.08, 0.7
# A number or sign that is as large as the line, but displaced, directly behind a word.
_MARK = re.compile(r"[\d*†‡]{1,3}")
_MIN_MARK_SHIFT, _MAX_MARK_SHIFT, _MAX_MARK_GAP = 0.22, 0.6, 0.2
# The bullet or number before an item of a list, and how far it may be from the item.
LIST_MARKER = re.compile(r"[•▪◦‣·●○■□–—*-]|\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)]", re.IGNORECASE)
_MAX_MARKER_GAP = 4
_LETTER = re.compile(r"[^\W\d_]")
# A heading whose letters are drawn apart: at least so many; a gap that is wider by this factor is
# between words.
_MIN_SPACED_LETTERS, _MAX_SPACED_LETTERS = 4, 200
_SPACED_WORD_GAP, _MAX_SPACED_GAP = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class PdfToken:
    """A word as it is written in the text, or the part of one.

    `added` is the number of characters at its start that the page does not have.
    """

    text: str
    left: float
    right: float
    is_glued: bool = False
    script: str = NORMAL
    added: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """What is on one baseline without a wide gap; `size` is that of most of its characters."""

    tokens: tuple[PdfToken, ...]
    left: float
    right: float
    baseline: float
    size: float
    is_right_to_left: bool = False

    @property
    def text(self) -> str:
        parts = [token.text if token.is_glued else " " + token.text for token in self.tokens]
        return "".join(parts).strip()


def build_pieces(words: Iterable[Word]) -> list[Piece]:
    """Return the pieces of lines, from top to bottom and from left to right."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _follows(runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    is_rtl_page = _is_right_to_left("".join(word.text for run in runs for word in run))
    pieces = [_create_piece(run, is_rtl_page) for run in _attach_raised_runs(runs)]
    return _join_neighbours(pieces)


def _follows(run: Sequence[Word], word: Word) -> bool:
    """Return whether the word continues the run, to the right or (right to left) to the left."""
    last, main = run[-1], _get_main_word(run)
    size = max(main.size, word.size)
    if not _is_on_line(main, word) and not (_is_on_line(last, word)):
        return False
    gap = max(
        word.left - max(w.right for w in run[-2:]), min(w.left for w in run[-2:]) - word.right
    )
    return -_MAX_OVERLAP * size <= gap <= MAX_WORD_GAP * size


def _get_main_word(run: Sequence[Word]) -> Word:
    return max(run[-4:], key=lambda word: word.size)


def _is_on_line(main: Word, word: Word) -> bool:
    shift, size = abs(word.baseline - main.baseline), max(main.size, word.size)
    if shift <= _SAME_BASELINE * size and min(main.size, word.size) > 0.5 * size:
        return True
    return _is_displaced(main, word) or _is_displaced(word, main)


def _is_displaced(main: Word, word: Word) -> bool:
    shift = abs(word.baseline - main.baseline)
    if word.size > _MAX_RAISED_SIZE * main.size:
        is_beside = abs(word.left - main.right) <= _MAX_MARK_GAP * main.size
        return is_beside and _is_raised_mark(word, shift)
    return len(word.text) <= 12 and shift <= _MAX_SHIFT * main.size


def _is_raised_mark(word: Word, shift: float) -> bool:
    """Return whether a word is a number or sign that is raised without being smaller."""
    is_mark = _MARK.fullmatch(word.text) is not None
    return is_mark and _MIN_MARK_SHIFT * word.size <= abs(shift) <= _MAX_MARK_SHIFT * word.size


def _attach_raised_runs(runs: list[list[Word]]) -> list[list[Word]]:
    """Insert short raised runs, drawn apart from their line, after the word that they touch."""
    kept: list[list[Word]] = []
    by_right: dict[int, list[list[Word]]] = {}
    small = [run for run in runs if len(run) == 1 and len(run[0].text) <= 4]
    if not small or len(small) > 500:
        return runs
    small_ids = set(map(id, small))
    kept = [run for run in runs if id(run) not in small_ids]
    for run in kept:
        for word in run:
            by_right.setdefault(round(word.right / 4), []).append(run)
    for run in small:
        if not _insert_raised(run[0], by_right):
            kept.append(run)
    return kept


def _insert_raised(word: Word, by_right: dict[int, list[list[Word]]]) -> bool:
    cell = round(word.left / 4)
    for key in (cell, cell - 1, cell + 1):
        for run in by_right.get(key, ())[:200]:
            for index, main in enumerate(run):
                is_touched = abs(word.left - main.right) <= 0.3 * main.size
                if is_touched and word.size < main.size and _is_displaced(main, word):
                    run.insert(index + 1, word)
                    return True
    return False


def _is_right_to_left(text: str) -> bool:
    """Return whether most of the letters belong to right-to-left scripts."""
    return len(RIGHT_TO_LEFT.findall(text)) * 2 > len(_LETTER.findall(text))


def _create_piece(run: list[Word], is_rtl_page: bool) -> Piece:
    sizes: Counter[float] = Counter()
    for word in run:
        sizes[round(word.size, 1)] += len(word.text)
    size = max(sizes, key=lambda size: (sizes[size], size))
    # A number with a raised exponent is a line of the number's size.
    largest = max(word.size for word in run)
    if any(_is_displaced(w, o) for w in run[:8] for o in run[:8] if w.size == largest):
        size = largest
    mains = [word for word in run if abs(word.size - size) <= _SIZE_TOLERANCE * size] or run
    baseline = sorted(word.baseline for word in mains)[len(mains) // 2]
    text = "".join(word.text for word in run)
    has_rtl_letters = RIGHT_TO_LEFT.search(text) is not None
    is_right_to_left = has_rtl_letters and (is_rtl_page or _is_right_to_left(text))
    ordered = _order_right_to_left(run) if is_right_to_left else run
    tokens = _create_tokens(ordered, baseline, size)
    left, right = min(w.left for w in run), max(w.right for w in run)
    return Piece(tokens, left, right, baseline, size, is_right_to_left)


def _order_right_to_left(run: list[Word]) -> list[Word]:
    """Return the words from right to left; Latin words that follow each other keep their order."""
    ordered: list[Word] = []
    latin: list[Word] = []
    for word in sorted(run, key=lambda word: -word.right):
        if _LETTER.search(word.text) and not RIGHT_TO_LEFT.search(word.text):
            latin.insert(0, word)
            continue
        ordered += [*latin, word]
        latin = []
    return ordered + latin


def _create_tokens(run: list[Word], baseline: float, size: float) -> tuple[PdfToken, ...]:
    tokens: list[PdfToken] = []
    for word in run:
        before = tokens[-1] if tokens else None
        script = _get_script(word, baseline, size)
        gap = word.left - before.right if before else 0
        is_glued = before is not None and (
            word.is_glued or (script != NORMAL and abs(gap) < 0.25 * size)
        )
        text, added = write_script(word.text, script, before.text if before else "", is_glued)
        tokens.append(PdfToken(text, word.left, word.right, is_glued, script, added))
    return tuple(tokens)


def _glue_spaced_letters(tokens: tuple[PdfToken, ...]) -> tuple[PdfToken, ...]:
    """Return the words of a line that is written with gaps between its letters: H A R B O U R."""
    if len(tokens) < _MIN_SPACED_LETTERS:
        return tokens
    gaps = [after.left - before.right for before, after in pairwise(tokens)]
    widest = _SPACED_WORD_GAP * sorted(gaps)[len(gaps) // 2]
    glued = (
        replace(token, is_glued=gap <= widest) for token, gap in zip(tokens[1:], gaps, strict=True)
    )
    return tokens[0], *glued


def _is_spaced(piece: Piece) -> bool:
    """Return whether a piece has only single letters, of a script with spaces between words."""
    texts = [token.text for token in piece.tokens[: _MAX_SPACED_LETTERS + 1]]
    if not 2 <= len(texts) <= _MAX_SPACED_LETTERS or any(len(text) > 1 for text in texts):
        return False
    return all(text == "-" or text.lower() != text.upper() for text in texts)


def _get_script(word: Word, baseline: float, size: float) -> str:
    shift = word.baseline - baseline
    is_small = word.size <= _MAX_RAISED_SIZE * size and abs(shift) > _MIN_SHIFT * size
    if not is_small and not _is_raised_mark(word, shift):
        return NORMAL
    return RAISED if shift > 0 else LOWERED


def _join_neighbours(pieces: list[Piece]) -> list[Piece]:
    """Join pieces that touch on one baseline, whatever the order in which they were drawn."""
    if len(pieces) > MAX_PIECES:
        return pieces
    joined: list[Piece] = []
    for row in group_rows(pieces):
        start = len(joined)
        for piece in row:
            if len(joined) > start and _touch(joined[-1], piece):
                joined[-1] = _merge(joined[-1], piece)
            else:
                joined.append(piece)
    return [
        replace(piece, tokens=_glue_spaced_letters(piece.tokens)) if _is_spaced(piece) else piece
        for piece in joined
    ]


def group_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces grouped by their baseline, from top to bottom and from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if rows and _is_same_row(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _is_same_row(piece: Piece, other: Piece) -> bool:
    return abs(piece.baseline - other.baseline) <= _SAME_BASELINE * max(piece.size, other.size)


def _touch(left: Piece, right: Piece) -> bool:
    if not _is_same_row(left, right):
        return False
    gap, size = right.left - left.right, max(left.size, right.size)
    is_list_item = bool(LIST_MARKER.fullmatch(left.text)) and not right.is_right_to_left
    if -_MAX_OVERLAP * size <= gap <= (_MAX_MARKER_GAP if is_list_item else MAX_WORD_GAP) * size:
        return True
    return 0 < gap <= _MAX_SPACED_GAP * size and _is_spaced(left) and _is_spaced(right)


def join_stretched(row: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a row of text, those joined that a justified line has pulled apart.

    The spaces of such a line are equally wide.
    """
    pieces = list(row)
    gaps = [gap for piece in pieces for gap in _get_gaps(piece)]
    gaps += [after.left - before.right for before, after in pairwise(pieces)]
    size = max(piece.size for piece in pieces)
    is_even = len(gaps) > 1 and max(gaps) - min(gaps) <= _SPACE_TOLERANCE * size
    has_letters = any(_LETTER.search(piece.text) for piece in pieces)
    if not is_even or not has_letters or max(gaps) > _MAX_STRETCHED_GAP * size:
        return pieces
    return [reduce(_merge, pieces)]


def _get_gaps(piece: Piece) -> list[float]:
    pairs = pairwise(piece.tokens)
    return [after.left - before.right for before, after in pairs if not after.is_glued]


def _merge(left: Piece, right: Piece) -> Piece:
    first, second = (right, left) if right.is_right_to_left else (left, right)
    larger = max(left, right, key=lambda piece: len(piece.text))
    return Piece(
        first.tokens + second.tokens,
        min(left.left, right.left),
        max(left.right, right.right),
        larger.baseline,
        larger.size,
        larger.is_right_to_left,
    )
