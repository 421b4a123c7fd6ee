"""How an address points at words on somebody else's page: the text fragment of a URL.

The rules are those of the WICG specification (https://wicg.github.io/scroll-to-text-fragment/): a
browser takes the first place that matches, whatever its case and accents; terms begin and end with
a word and lie within one block of the page, each; a prefix and a suffix stand right beside them,
and then a word may be cut where they meet. Offsets are Unicode code points, and a line end in a
text is the end of a block, as is a tab, which is the end of a cell.

Browsers differ and may miss a match, so a fragment is a convenience beside the quotation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote, urldefrag

from sources.text.word_boundaries import fold, is_edge

LONGEST = 300  # code points; a longer quotation is given by its first and last words
MOST = 20  # words that are tried one by one; after them comes the whole line, unless it is long
ENDS = (5, 10, MOST, MOST + 1)  # words at each end of such a quotation, as many as it takes
FEW = 3  # words that a page may well hold twice, outside the text that we know too
AFFIX = 32  # code points of context at least, where context is given without need


@dataclass(frozen=True)
class Directive:
    """The words `start`, or all from `start` to `end`, between `prefix` and `suffix`."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As it stands in an address, each term percent-encoded by itself."""
        terms = [f"{_encoded(self.prefix)}-"] if self.prefix else []
        terms += [_encoded(term) for term in (self.start, self.end) if term]
        terms += [f"-{_encoded(self.suffix)}"] if self.suffix else []
        return f"text={','.join(terms)}"


def text_fragment(url: str, exact: str, before: str = "", after: str = "") -> str:
    """`url` pointing at the words `exact`, of whose page only `before` and `after` are known.

    They must begin and end between words, as `anchoring.context` cuts them. The page may hold the
    same words elsewhere, so the context of their own paragraph is always given. Where no directive
    would lead to the words it is `url` itself.
    """
    known = before + exact + after
    found = _select(known, len(before), len(before + exact), (0, len(known)), least=AFFIX)
    return pointing(url, str(found) if found else "")


def pointing(url: str, directive: str) -> str:
    """`url` with this directive; an empty one points at the page."""
    return f"{_address(url)}:~:{directive}" if directive else url


def shortest(
    text: str, start: int, end: int, within: tuple[int, int] | None = None
) -> Directive | None:
    """The shortest form that leads from the whole `text` of a page to `text[start:end]`.

    Context is added where the words alone would lead elsewhere, are few, or are cut from a longer
    word; none is taken from outside the span `within`, which may be all that is public. `None`
    where a browser would find other words first, whatever context it is given, and where there is
    nothing that it could find.
    """
    return _select(text, start, end, within or (0, len(text)))


def parse(directive: str) -> Directive | None:
    """The directive in `text=…`; `None` where the specification has a browser ignore it."""
    name, _, value = directive.partition("=")
    terms = value.split(",")
    prefix = terms.pop(0)[:-1] if terms[0].endswith("-") else None
    suffix = terms.pop()[1:] if terms and terms[-1].startswith("-") else None
    given = [*terms, *(one for one in (prefix, suffix) if one is not None)]
    if name != "text" or len(terms) not in (1, 2) or any("-" in one or not one for one in given):
        return None
    start, end = map(unquote, [*terms, ""][:2])
    return Directive(start, end, unquote(prefix or ""), unquote(suffix or ""))


def _select(text: str, start: int, end: int, within, least: int = 0) -> Directive | None:
    """The first form that fits; context has at least `least` code points, where there are any."""
    if not fold(text[start:end]).strip():
        return None
    text = text.replace("\t", "\n")
    start, end = _trimmed(text, start, end)
    few = len(text[start:end].split()) <= FEW
    least = AFFIX if few else least
    page = _Page(text)
    befores = _choices(text, start, within[0], least, few)
    afters = _choices(text, end, within[1], least, few)
    pairs = list(_in_step(befores, afters))
    for left, right in _terms(text, start, end):
        for begin, stop in pairs:
            spans = ((begin, start), left, right, (end, stop))
            if _leads(page, *spans):
                return _written(text, *spans)
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())


def _terms(text: str, start: int, end: int) -> Iterator[tuple]:
    """The words themselves where that can be; else their two ends, growing. As pairs of spans."""
    one_block = "\n" not in text[start:end]
    if one_block and end - start <= LONGEST:
        yield (start, end), None
        return
    stops, begins = _reaches(text, start, end), _reaches(text, end, start)
    for words in ENDS if stops and begins else ():
        stop, begin = stops[:words][-1], begins[:words][-1]
        if stop < begin:
            yield (start, stop), (begin, end)
    if one_block:
        yield (start, end), None


class _Page:
    """A text as it is searched: folded, with the way from its offsets to the folded ones.

    More is alike there than browsers hold alike, and words are not bounded: whatever a browser
    could take for a match is found, and maybe more.
    """

    def __init__(self, text: str):
        self.text, self.folded, self.known = text, fold(text), {}

    def at(self, offset: int) -> int:
        if offset not in self.known:
            self.known[offset] = len(fold(self.text[:offset]))
        return self.known[offset]

    def is_first(self, spans: list, since: int) -> bool:
        """Whether these spans, side by side, are the first place that reads so after `since`."""
        said = [span for span in spans if span[0] < span[1]]
        terms = (" +".join(map(re.escape, fold(self.text[slice(*one)]).split())) for one in said)
        found = re.compile(" *".join(terms)).search(self.folded, self.at(since))
        return found is not None and found.start() == self.at(said[0][0])


def _leads(page: _Page, before, left, right, after) -> bool:
    """Whether a browser, given these terms, finds these places first."""
    beside = [before, left] if right else [before, left, after]
    return page.is_first(beside, 0) and (right is None or page.is_first([right], left[1]))


def _written(text: str, before, left, right, after) -> Directive:
    spans = (left, right or (0, 0), before, after)
    return Directive(*(" ".join(text[slice(*span)].split()) for span in spans))


def _choices(text: str, at: int, limit: int, least: int, few: bool) -> list[int]:
    """How far the context on one side may reach, the nearest first; `at` where it may be none."""
    reaches = [one for one in _reaches(text, at, limit) if fold(_between(text, one, at)).strip()]
    if not reaches:
        return [at] if is_edge(text, at) else []
    beside = "\n" not in _between(text, reaches[0], at)
    if is_edge(text, at) and not few and not (least and beside):
        return [at, *reaches]
    return [one for one in reaches if abs(one - at) >= least] or reaches[-1:]


def _between(text: str, one: int, other: int) -> str:
    return text[min(one, other) : max(one, other)]


def _in_step(befores: list[int], afters: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of reaches, growing on one side, on the other, on both; none where a side has none."""
    most = max(len(befores), len(afters)) if befores and afters else 0
    for step in range(most):
        for back, forth in ((step, 0), (0, step), (step, step)) if step else ((0, 0),):
            if back < len(befores) or forth < len(afters):
                yield befores[min(back, len(befores) - 1)], afters[min(forth, len(afters) - 1)]


def _reaches(text: str, at: int, limit: int) -> list[int]:
    """Where each of the next words on the way from `at` to `limit` is reached, and the whole line.

    In the line of `at`, or in the next one with words.
    """
    first, last = _line(text, at, limit)
    back = limit < at
    way = range(last - 1, first, -1) if back else range(first + 1, last)
    edges = (one for one in way if text[one - (not back)].isalnum() and is_edge(text, one))
    furthest = first if back else last
    whole = 0 < last - first <= LONGEST and is_edge(text, furthest)
    return [*islice(edges, MOST), *([furthest] if whole else [])]


def _line(text: str, at: int, limit: int) -> tuple[int, int]:
    """The first line with words on the way from `at` to `limit`, without its margins."""
    if limit < at:
        said = text[limit:at].rstrip()
        line = said.rpartition("\n")[2].lstrip()
        return limit + len(said) - len(line), limit + len(said)
    said = text[at:limit].lstrip()
    line = said.partition("\n")[0].rstrip()
    return limit - len(said), limit - len(said) + len(line)


def _address(url: str) -> str:
    """`url` up to where the directive begins; only a fragment that is a route is kept."""
    address, fragment = urldefrag(url)
    fragment = fragment.partition(":~:")[0]
    return f"{address}#{fragment}" if fragment.startswith(("/", "!")) else f"{address}#"


def _encoded(term: str) -> str:
    """`quote` leaves `-` bare, which separates terms as `,` and `&` do."""
    return quote(term, safe="").replace("-", "%2D")
