"""Build URLs that point at words on another site's page: text fragments.

The rules are those of the WICG specification (https://wicg.github.io/scroll-to-text-fragment/): a
browser goes to the first place that matches, whatever its case and accents. Each term begins and
ends at a word boundary and is inside one block of the page. A prefix and a suffix directly adjoin
the words, and where they meet the words may cut a word. Offsets are code points; a line end in a
text is the end of a block, and so is a tab, which is the end of a table cell.

Browsers differ and may miss a match, so a fragment is a convenience in addition to the quotation.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote, urldefrag

from sources.quotes.page_characters import restore_page_characters
from sources.text.boundaries import is_word_boundary
from sources.text.normalization import fold_for_search

Span = tuple[int, int]
EMPTY_SPAN: Span = (0, 0)

# Longer quotations, in code points, are given by their first and last words.
MAX_EXACT_LENGTH = 300
# This many words are tried one by one; the next step is the whole line, unless it is long.
MAX_CONTEXT_WORDS = 20
# The numbers of words tried at each end of a long quotation.
RANGE_END_WORDS = (5, 10, MAX_CONTEXT_WORDS, MAX_CONTEXT_WORDS + 1)
# So few words may well occur a second time on the page, outside the text that we know.
MAX_GENERIC_WORDS = 3
# The length of context, in code points, if it is given as a precaution.
MIN_CONTEXT_LENGTH = 32


@dataclass(frozen=True)
class TextDirective:
    """The words `start`, or all from `start` to `end`, between `prefix` and `suffix`."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def fold_spaces(self) -> "TextDirective":
        """Return the directive with single spaces, as most text has on the screen."""
        terms = (self.start, self.end, self.prefix, self.suffix)
        return TextDirective(*(" ".join(term.split()) for term in terms))

    def __str__(self) -> str:
        """The directive as it is written in a URL, with each term percent-encoded."""
        terms = [f"{_encode_term(self.prefix)}-"] if self.prefix else []
        terms += [_encode_term(term) for term in (self.start, self.end) if term]
        terms += [f"-{_encode_term(self.suffix)}"] if self.suffix else []
        return f"text={','.join(terms)}"


def build_text_fragment_url(
    url: str,
    exact: str,
    before: str = "",
    after: str = "",
    *,
    added: Iterable[Sequence[int]] = (),
    left_out: Iterable[tuple[int, str]] = (),
) -> str:
    """Return `url` pointing at the words `exact`, if only `before` and `after` are known around.

    Both must be cut between words, as `anchoring.get_context` does. The page may hold the same
    words elsewhere, so context from their own paragraph is always given. Return `url` itself if no
    directive would lead to the words. `added` and `left_out` are as in `find_shortest_directive`,
    with offsets from the beginning of `before`.
    """
    page = restore_page_characters(before + exact + after, added, left_out)
    start, end = page.map_span(len(before), len(before + exact))
    within = page.limit_to_known(start, end, (0, len(page.text)))
    directive = _find_directive(page.text, start, end, within, MIN_CONTEXT_LENGTH)
    return add_text_directive(url, str(directive.fold_spaces()) if directive else "")


def add_text_directive(url: str, directive: str) -> str:
    """Return `url` with this directive in its fragment; unchanged if the directive is empty."""
    return f"{_prepare_fragment(url)}:~:{directive}" if directive else url


def find_shortest_directive(
    text: str,
    start: int,
    end: int,
    within: Span | None = None,
    *,
    added: Iterable[Sequence[int]] = (),
    left_out: Iterable[tuple[int, str]] = (),
    has_folded_spaces: bool = False,
) -> TextDirective | None:
    """Return the shortest directive that leads from the whole page text to `text[start:end]`.

    Context is added if the words alone would lead elsewhere, are few, or are cut from a longer
    word. It is taken from inside the span `within` only, which may be all that is public.

    Return None if a browser would find other words first, whatever the context, or if there is
    nothing it could find.

    `added` are the spans of characters that the page does not have, and `left_out` are places with
    words of the page that `text` does not have (see `page_characters`); the terms have the page's.
    `has_folded_spaces` says that several spaces in the text are several on the screen as well.
    """
    page = restore_page_characters(text, added, left_out)
    new_start, new_end = page.map_span(start, end)
    new_within = page.map_span(*(within or (0, len(text))))
    known = page.limit_to_known(new_start, new_end, new_within)
    directive = _find_directive(page.text, new_start, new_end, known)
    return directive if directive is None or has_folded_spaces else directive.fold_spaces()


def parse_text_directive(directive: str) -> TextDirective | None:
    """Parse `text=…`; return None if the specification requires a browser to ignore it."""
    name, _, value = directive.partition("=")
    terms = value.split(",")
    prefix = terms.pop(0)[:-1] if terms[0].endswith("-") else None
    suffix = terms.pop()[1:] if terms and terms[-1].startswith("-") else None
    all_terms = [*terms, *(term for term in (prefix, suffix) if term is not None)]
    is_valid = all(term and "-" not in term for term in all_terms)
    if name != "text" or len(terms) not in (1, 2) or not is_valid:
        return None
    start, end = map(unquote, [*terms, ""][:2])
    return TextDirective(start, end, unquote(prefix or ""), unquote(suffix or ""))


# ── choosing a directive ────────────────────────────────────────────────────────────────────────
def _find_directive(
    text: str, start: int, end: int, within: Span, min_context: int = 0
) -> TextDirective | None:
    """Return the first directive that works; context has at least `min_context` code points.

    There is less context if there is less text around the words.
    """
    if not fold_for_search(text[start:end]).strip():
        return None
    text = text.replace("\t", "\n")
    start, end = _strip_span(text, start, end)
    is_generic = len(text[start:end].split()) <= MAX_GENERIC_WORDS
    min_context = MIN_CONTEXT_LENGTH if is_generic else min_context
    page = _SearchedPage(text)
    context_starts = _list_context_edges(text, start, within[0], min_context, is_generic)
    context_ends = _list_context_edges(text, end, within[1], min_context, is_generic)
    contexts = list(_pair_contexts(context_starts, context_ends))
    for first, last in _list_terms(text, start, end):
        for context_start, context_end in contexts:
            prefix, suffix = (context_start, start), (end, context_end)
            if _is_found_first(page, prefix, first, last, suffix):
                return _create_directive(text, prefix, first, last, suffix)
    return None


def _strip_span(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _list_terms(text: str, start: int, end: int) -> Iterator[tuple[Span, Span | None]]:
    """Yield the spans of the terms: the whole quotation if possible, else its growing ends."""
    is_one_block = "\n" not in text[start:end]
    if is_one_block and end - start <= MAX_EXACT_LENGTH:
        yield (start, end), None
        return
    first_ends = _list_word_edges(text, start, end)
    last_starts = _list_word_edges(text, end, start)
    for word_count in RANGE_END_WORDS if first_ends and last_starts else ():
        first_end, last_start = first_ends[:word_count][-1], last_starts[:word_count][-1]
        if first_end < last_start:
            yield (start, first_end), (last_start, end)
    if is_one_block:
        yield (start, end), None


class _SearchedPage:
    """The text of a page as a browser searches it, with a map to the offsets of the folded text.

    It treats more characters as equal than browsers do, and ignores word boundaries: it finds
    everything that a browser could take for a match, and perhaps more.
    """

    def __init__(self, text: str):
        self.text, self.folded = text, fold_for_search(text)
        self._folded_offsets: dict[int, int] = {}

    def get_folded_offset(self, offset: int) -> int:
        if offset not in self._folded_offsets:
            self._folded_offsets[offset] = len(fold_for_search(self.text[:offset]))
        return self._folded_offsets[offset]

    def is_first_match(self, spans: list[Span], min_offset: int) -> bool:
        """Return whether the words of these adjoining spans have no earlier match."""
        spans = [span for span in spans if span[0] < span[1]]
        words = (fold_for_search(self.text[start:end]).split() for start, end in spans)
        terms = (" +".join(map(re.escape, term_words)) for term_words in words)
        pattern = re.compile(" *".join(terms))
        match = pattern.search(self.folded, self.get_folded_offset(min_offset))
        return match is not None and match.start() == self.get_folded_offset(spans[0][0])


def _is_found_first(
    page: _SearchedPage, prefix: Span, first: Span, last: Span | None, suffix: Span
) -> bool:
    """Return whether a browser, given these terms, finds these places first."""
    if last is None:
        return page.is_first_match([prefix, first, suffix], 0)
    return page.is_first_match([prefix, first], 0) and page.is_first_match([last], first[1])


def _create_directive(
    text: str, prefix: Span, first: Span, last: Span | None, suffix: Span
) -> TextDirective:
    spans = (first, last or EMPTY_SPAN, prefix, suffix)
    return TextDirective(*(text[start:end].strip() for start, end in spans))


# ── context ─────────────────────────────────────────────────────────────────────────────────────
def _list_context_edges(
    text: str, offset: int, limit: int, min_context: int, is_generic: bool
) -> list[int]:
    """Return how far the context on one side may reach, the nearest first.

    `offset` is the edge of the quotation; it is in the list if there may be no context. `limit` is
    the furthest offset, before or after it.
    """
    edges = [
        edge
        for edge in _list_word_edges(text, offset, limit)
        if fold_for_search(_get_between(text, edge, offset)).strip()
    ]
    if not edges:
        return [offset] if is_word_boundary(text, offset) else []
    is_same_block = "\n" not in _get_between(text, edges[0], offset)
    needs_context = is_generic or (min_context > 0 and is_same_block)
    if is_word_boundary(text, offset) and not needs_context:
        return [offset, *edges]
    return [edge for edge in edges if abs(edge - offset) >= min_context] or edges[-1:]


def _get_between(text: str, offset_a: int, offset_b: int) -> str:
    return text[min(offset_a, offset_b) : max(offset_a, offset_b)]


def _pair_contexts(starts: list[int], ends: list[int]) -> Iterator[Span]:
    """Yield pairs of context edges, growing on one side, then on the other, then on both.

    Yield nothing if one side has no edge.
    """
    steps = max(len(starts), len(ends)) if starts and ends else 0
    for step in range(steps):
        for before, after in ((step, 0), (0, step), (step, step)) if step else ((0, 0),):
            if before < len(starts) or after < len(ends):
                yield starts[min(before, len(starts) - 1)], ends[min(after, len(ends) - 1)]


def _list_word_edges(text: str, offset: int, limit: int) -> list[int]:
    """Return the far edge of each of the next words from `offset` towards `limit`.

    The words are those of the line of `offset`, or of the next line that has any. The last edge is
    that of the whole line.
    """
    line_start, line_end = _find_line(text, offset, limit)
    is_backward = limit < offset
    offsets = (
        range(line_end - 1, line_start, -1) if is_backward else range(line_start + 1, line_end)
    )
    edges = (
        edge
        for edge in offsets
        if text[edge - (not is_backward)].isalnum() and is_word_boundary(text, edge)
    )
    line_edge = line_start if is_backward else line_end
    has_line = 0 < line_end - line_start <= MAX_EXACT_LENGTH and is_word_boundary(text, line_edge)
    return [*islice(edges, MAX_CONTEXT_WORDS), *([line_edge] if has_line else [])]


def _find_line(text: str, offset: int, limit: int) -> Span:
    """Return the first line with words from `offset` towards `limit`, without white space."""
    if limit < offset:
        before = text[limit:offset].rstrip()
        line = before.rpartition("\n")[2].lstrip()
        return limit + len(before) - len(line), limit + len(before)
    after = text[offset:limit].lstrip()
    line = after.partition("\n")[0].rstrip()
    return limit - len(after), limit - len(after) + len(line)


# ── URLs ────────────────────────────────────────────────────────────────────────────────────────
def _prepare_fragment(url: str) -> str:
    """Return `url` up to where the directive begins; a fragment is kept only if it is a route."""
    address, fragment = urldefrag(url)
    fragment = fragment.partition(":~:")[0]
    return f"{address}#{fragment}" if fragment.startswith(("/", "!")) else f"{address}#"


def _encode_term(term: str) -> str:
    """Percent-encode a term, including `-`, which separates terms and which `quote` leaves."""
    return quote(term, safe="").replace("-", "%2D")
