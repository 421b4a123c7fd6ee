"""A browser's search for a text fragment, written after the specification and nothing else.

https://wicg.github.io/scroll-to-text-fragment/#find-a-range-from-a-text-directive, on plain text in
which a line end or a tab is the end of a block. It is slow on purpose: it tries every offset.
"""

import unicodedata

import regex

from sources.quotes.text_fragments import TextDirective

WORD_BOUNDARY = regex.compile(r"(?w)\b")  # UAX 29
IGNORED_CATEGORIES = ("Mn", "Me", "Cf")
WHITE_SPACE = regex.compile(r"\s+")


def find_directive_target(directive: TextDirective, text: str) -> tuple[int, int] | None:
    """Return the span that a browser would show for this directive, in code points."""
    page = _Page(text)
    start, end = directive.start, directive.end
    prefix, suffix = directive.prefix, directive.suffix
    search_start = 0
    while search_start < len(text):
        ends_word = bool(end) or not suffix
        if prefix:
            prefix_span = page.find(prefix, search_start, begins_word=True, ends_word=False)
            if prefix_span is None:
                return None
            search_start = prefix_span[0] + 1
            next_word = page.find_next_word(prefix_span[1])
            match = page.find(start, next_word, begins_word=False, ends_word=ends_word)
            if match is None:
                return None
            if match[0] != next_word:
                continue
        else:
            match = page.find(start, search_start, begins_word=True, ends_word=ends_word)
            if match is None:
                return None
            search_start = match[0] + 1
        end_search_start = match[1]
        while end_search_start < len(text) or not (end or suffix):
            last = match
            if end:
                last = page.find(end, end_search_start, begins_word=True, ends_word=not suffix)
                if last is None:
                    return None
            if not suffix:
                return match[0], last[1]
            next_word = page.find_next_word(last[1])
            suffix_span = page.find(suffix, next_word, begins_word=False, ends_word=True)
            if suffix_span is None:
                return None
            if suffix_span[0] == next_word:
                return match[0], last[1]
            if not end:
                break
            end_search_start = last[1]
        else:
            return None
    return None


class _Page:
    def __init__(self, text: str):
        self.text = text
        boundaries = WORD_BOUNDARY.finditer(text)
        self.boundaries = {0, len(text)} | {match.start() for match in boundaries}

    def find(self, term: str, search_start: int, *, begins_word: bool, ends_word: bool):
        """Return the first span of `term` inside one block, with the required word boundaries."""
        folded_term = fold_text(term)
        for start in range(search_start, len(self.text)):
            if begins_word and start not in self.boundaries or not fold_text(self.text[start]):
                continue
            end = self._find_match_end(start, folded_term, ends_word)
            if end is not None:
                return start, end
        return None

    def _find_match_end(self, start: int, folded_term: str, ends_word: bool) -> int | None:
        """Return the last end of a match at `start`: marks belong to the letter before them."""
        match_end = None
        for end in range(start + 1, len(self.text) + 1):
            words = self.text[start:end]
            if "\n" in words or "\t" in words:
                break
            folded = fold_text(words)
            if folded == folded_term and not words[-1].isspace():
                match_end = end if not ends_word or end in self.boundaries else match_end
            elif len(folded) > len(folded_term):
                break
        return match_end

    def find_next_word(self, offset: int) -> int:
        """Return the next offset that is not white space."""
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return offset


def fold_text(text: str) -> str:
    """Return what is compared: no case, no accents, and single spaces."""
    folded = "".join(map(_strip_accents, text)).casefold()
    parts = map(_strip_accents, folded)
    visible = (part for part in parts if unicodedata.category(part[0]) not in IGNORED_CATEGORIES)
    return WHITE_SPACE.sub(" ", "".join(visible))


def _strip_accents(character: str) -> str:
    """Return a letter without its accents; a separate accent stays as it is."""
    decomposed = unicodedata.normalize("NFKD", character)
    base = "".join(c for c in decomposed if unicodedata.category(c) not in IGNORED_CATEGORIES)
    return character if not base.strip() and not character.isspace() else base
