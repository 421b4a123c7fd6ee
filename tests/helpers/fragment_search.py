"""A browser's search for a text fragment, written out from the specification and nothing else.

https://wicg.github.io/scroll-to-text-fragment/#find-a-range-from-a-text-directive, over plain text
in which a line end, or a tab, is the end of a block. Slow on purpose: it tries every place.
"""

import unicodedata

import regex

from sources.quotes.text_fragments import Directive

BOUNDARY = regex.compile(r"(?w)\b")  # UAX 29
UNSEEN = ("Mn", "Me", "Cf")
SPACES = regex.compile(r"\s+")


def found(directive: Directive, text: str) -> tuple[int, int] | None:
    """The span that a browser would show for this directive, in code points."""
    page = _Page(text)
    start, end = directive.start, directive.end
    prefix, suffix = directive.prefix, directive.suffix
    since = 0
    while since < len(text):
        if prefix:
            before = page.find(prefix, since, begins_word=True, ends_word=False)
            if before is None:
                return None
            since = before[0] + 1
            beside = page.next_word(before[1])
            match = page.find(start, beside, begins_word=False, ends_word=bool(end) or not suffix)
            if match is None:
                return None
            if match[0] != beside:
                continue
        else:
            match = page.find(start, since, begins_word=True, ends_word=bool(end) or not suffix)
            if match is None:
                return None
            since = match[0] + 1
        reached = match[1]
        while reached < len(text) or not (end or suffix):
            last = match
            if end:
                last = page.find(end, reached, begins_word=True, ends_word=not suffix)
                if last is None:
                    return None
            if not suffix:
                return match[0], last[1]
            beside = page.next_word(last[1])
            after = page.find(suffix, beside, begins_word=False, ends_word=True)
            if after is None:
                return None
            if after[0] == beside:
                return match[0], last[1]
            if not end:
                break
            reached = last[1]
        else:
            return None
    return None


class _Page:
    def __init__(self, text: str):
        self.text = text
        self.edges = {0, len(text)} | {one.start() for one in BOUNDARY.finditer(text)}

    def find(self, term: str, since: int, *, begins_word: bool, ends_word: bool):
        """The first place of `term` that lies in one block and is bounded as it is asked."""
        wanted = alike(term)
        for at in range(since, len(self.text)):
            if begins_word and at not in self.edges or not alike(self.text[at]):
                continue
            stop = self._matches(at, wanted, ends_word)
            if stop is not None:
                return at, stop
        return None

    def _matches(self, at: int, wanted: str, ends_word: bool) -> int | None:
        """The furthest end of a match that begins here: marks belong to the letter before."""
        reached = None
        for stop in range(at + 1, len(self.text) + 1):
            said = self.text[at:stop]
            if "\n" in said or "\t" in said:
                break
            seen = alike(said)
            if seen == wanted and not said[-1].isspace():
                reached = stop if not ends_word or stop in self.edges else reached
            elif len(seen) > len(wanted):
                break
        return reached

    def next_word(self, at: int) -> int:
        """The next place that is not white space."""
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at


def alike(text: str) -> str:
    """What is compared: neither case nor accents, each run of white space one space."""
    apart = "".join(map(_apart, text)).casefold()
    kept = (one for one in map(_apart, apart) if unicodedata.category(one[0]) not in UNSEEN)
    return SPACES.sub(" ", "".join(kept))


def _apart(character: str) -> str:
    """A letter without its accents; an accent by itself stays what it is."""
    apart = unicodedata.normalize("NFKD", character)
    kept = "".join(one for one in apart if unicodedata.category(one) not in UNSEEN)
    return character if not kept.strip() and not character.isspace() else kept
