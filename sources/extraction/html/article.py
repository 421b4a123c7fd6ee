"""Choose the lines of a page that are the article.

trafilatura proposes the article as a text of its own, without saying where it is in the page, so
each proposed line is looked up in the lines of the page. Our own rules then add what it drops:
headings, list items and short paragraphs between the lines found, and captions, boxes, tables and
notes of the publisher in or next to them.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from sources.extraction.html.line_search import (
    MIN_DISTINCTIVE_LENGTH,
    LineSearch,
    get_letters,
)
from sources.extraction.html.parts import (
    CREDIT,
    CROSS_REFERENCE,
    KINDS_NEXT_TO_ARTICLE,
    find_entries,
    get_kind,
    is_clock_time,
    is_furniture,
    is_note,
    is_perhaps_furniture,
)
from sources.extraction.html.walk import PageText

MAX_LINK_SHARE = 0.6  # of a line
MIN_LINK_SHARE = 0.95  # of a proposed line that is nothing but a link
MAX_LINK_SHARE_OF_BOX = 0.35
MAX_FURNITURE_SHARE = 0.25  # of the proposal
MAX_WORDLESS = 3  # lines without words between two lines
MAIN_SHARE = 0.5  # an element with more of the article than this is no box and no furniture
_LINK_LINE_TAGS = frozenset(("p", "div", "li", "h3", "h4"))
_ARTICLE_TAGS = frozenset(("article", "main"))


def choose_lines(page: PageText, proposed_text: str) -> list[int]:
    """Return the numbers of the lines of `page` that are the article.

    `proposed_text` is what was proposed as the article.
    """
    proposed = [letters for line in proposed_text.split("\n") if (letters := get_letters(line))]
    search = LineSearch(page)
    found = search.find_lines(proposed)
    return _Neighbours(page, found, search.letters).add_lines() if found else []


class _Neighbours:
    """The lines around those that were proposed: which of them belong to the article as well."""

    def __init__(self, page: PageText, found: set[int], letters: list[str]):
        self.page, self.found, self.letters = page, found, letters
        self.longest = self._find_longest()
        self.weights = self._measure_elements()
        self.link_lengths = self._measure_links()
        self.link_shares = self._measure_link_shares()
        self.kinds, self.furniture, self.doubtful = self._describe_elements()

    def add_lines(self) -> list[int]:
        groups = {self._get_group(number) for number in self.found}
        first, last = min(self.found), max(self.found)
        scope = self._find_scope()
        chosen = self._drop_furniture()
        for number, line in enumerate(self.page.lines):
            is_inside = first < number < last
            kind = self.kinds[line.owner]
            if number in chosen or self._is_copy(number):
                continue
            is_in_scope = scope.start <= line.start < scope.end
            if is_in_scope and self._is_note(number):
                chosen.add(number)
            if is_in_scope and self._is_time_of_entry(number):
                chosen.add(number)
            if self._is_furniture(number):
                continue
            is_sibling = is_inside and (kind or self._get_group(number) in groups)
            is_near = is_in_scope and (kind in KINDS_NEXT_TO_ARTICLE or kind == "entry")
            if is_sibling or is_near:
                chosen.add(number)
        return self._add_wordless_lines(sorted(chosen))

    def _drop_furniture(self) -> set[int]:
        """Return the proposed lines without page furniture, unless that is much of them."""
        furniture = {number for number in self.found if self._is_certain_furniture(number)}
        lines = self.page.lines
        length = sum(lines[number].end - lines[number].start for number in furniture)
        if length > MAX_FURNITURE_SHARE * self.weights[0]:
            return set(self.found)
        return self.found - furniture

    def _is_certain_furniture(self, number: int) -> bool:
        """Return whether a line is furniture by its markup, or is nothing but a link."""
        line = self.page.lines[number]
        is_link = self.link_lengths[number] >= MIN_LINK_SHARE * (line.end - line.start)
        is_link = is_link or self._is_cross_reference(number)
        is_title = " " in self.page.text[line.start : line.end]  # and not a bare URL
        tag = self.page.elements[line.owner].tag
        return self.furniture[line.owner] or (is_link and is_title and tag in _LINK_LINE_TAGS)

    def _add_wordless_lines(self, chosen: list[int]) -> list[int]:
        """Add lines without letters and digits, such as a rule of asterisks, between two others."""
        numbers = chosen[:1]
        for number in chosen[1:]:
            between = range(numbers[-1] + 1, number)
            if len(between) <= MAX_WORDLESS and not any(self.letters[i] for i in between):
                numbers.extend(between)
            numbers.append(number)
        return numbers

    def _is_copy(self, number: int) -> bool:
        """Return whether the line repeats another one, perhaps shortened, as captions often do."""
        letters = self.letters[number]
        start = letters[:MIN_DISTINCTIVE_LENGTH]
        if len(letters) < MIN_DISTINCTIVE_LENGTH:
            return not letters
        longest = self.longest[start]
        return longest != number

    def _measure_elements(self) -> list[int]:
        """Return how many characters of the proposal each element has."""
        lines, elements = self.page.lines, self.page.elements
        weights = [0] * len(elements)
        for number in self.found:
            weights[lines[number].owner] += lines[number].end - lines[number].start
        for index in range(len(elements) - 1, 0, -1):
            weights[elements[index].parent] += weights[index]
        return weights

    def _find_longest(self) -> dict[str, int]:
        """Return, of the lines that begin alike, one of the article or else the longest."""
        longest: dict[str, int] = {}
        for number, letters in enumerate(self.letters):
            start = letters[:MIN_DISTINCTIVE_LENGTH]
            known = longest.setdefault(start, number)
            is_better = (number in self.found, len(letters)) > (
                known in self.found,
                len(self.letters[known]),
            )
            if is_better:
                longest[start] = number
        return longest

    def _measure_links(self) -> list[int]:
        """Return how many characters of each line are links."""
        starts = [line.start for line in self.page.lines]
        lengths = [0] * len(starts)
        for element in self.page.elements:
            if element.tag != "a" or element.start >= element.end:
                continue
            number = bisect_right(starts, element.start) - 1
            while number < len(starts) and starts[number] < element.end:
                line = self.page.lines[number]
                lengths[number] += min(element.end, line.end) - max(element.start, line.start)
                number += 1
        return lengths

    def _measure_link_shares(self) -> list[float]:
        """Return which share of the text of each element is links."""
        ends = [0, *accumulate(self.link_lengths)]
        starts = [line.start for line in self.page.lines]
        shares = []
        for element in self.page.elements:
            first, last = bisect_left(starts, element.start), bisect_left(starts, element.end)
            shares.append((ends[last] - ends[first]) / (element.end - element.start or 1))
        return shares

    def _describe_elements(self) -> tuple[list[str], list[bool], list[bool]]:
        """Return for each element its kind of part, and whether it is, or may be, furniture.

        Elements have what the element around them has.
        """
        kinds, furniture, doubtful, is_in_entry = [""], [False], [False], [False]
        most, entries = (
            MAIN_SHARE * self.weights[0],
            find_entries(self.page.elements, self.page.text),
        )
        for index, element in enumerate(self.page.elements[1:], 1):
            parent, is_main = element.parent, self.weights[index] > most
            is_kept = kinds[parent] in KINDS_NEXT_TO_ARTICLE
            kind = kinds[parent] if is_kept else get_kind(element) or kinds[parent]
            if kind in ("", "heading") and index in entries and not self._is_mostly_links(index):
                kind = "entry"
            is_in_entry.append(is_in_entry[parent] or kind == "entry")
            if kind == "heading" and is_in_entry[index]:
                kind = "entry"
            is_list_of_links = kind == "box" and self._is_mostly_links(index)
            is_outside = (
                furniture[parent]
                or is_list_of_links
                or is_furniture(element, self.page.elements[parent])
            )
            is_doubtful = doubtful[parent] or (kind != "entry" and is_perhaps_furniture(element))
            kinds.append("" if is_main and kind != "entry" else kind)
            furniture.append(not is_main and is_outside)
            doubtful.append(not is_main and is_doubtful)
        self.is_in_entry = is_in_entry
        return kinds, furniture, doubtful

    def _is_mostly_links(self, index: int) -> bool:
        return self.link_shares[index] > MAX_LINK_SHARE_OF_BOX

    def _is_furniture(self, number: int) -> bool:
        line = self.page.lines[number]
        length = line.end - line.start
        share = self.link_lengths[number] / (length or 1)
        is_link = share > MAX_LINK_SHARE or self._is_cross_reference(number)
        is_outside = self.furniture[line.owner] or self.doubtful[line.owner]
        return is_outside or is_link or self._is_credit(number)

    def _is_cross_reference(self, number: int) -> bool:
        line = self.page.lines[number]
        is_linked = self.link_lengths[number] > MAX_LINK_SHARE_OF_BOX * (line.end - line.start)
        return is_linked and CROSS_REFERENCE.match(self.page.text, line.start, line.end) is not None

    def _is_note(self, number: int) -> bool:
        """Return whether the line is a note of the publisher, wherever in the article it is."""
        line = self.page.lines[number]
        return not self.link_lengths[number] and is_note(self.page.text[line.start : line.end])

    def _is_time_of_entry(self, number: int) -> bool:
        """Return whether the line is the time of an entry, which is often a link to it."""
        line = self.page.lines[number]
        is_in_entry = self.is_in_entry[line.owner]
        return is_in_entry and is_clock_time(self.page.text[line.start : line.end])

    def _is_credit(self, number: int) -> bool:
        line = self.page.lines[number]
        return CREDIT.fullmatch(self.page.text, line.start, line.end) is not None

    def _get_group(self, number: int) -> int:
        """Return the element whose children a line and its siblings are."""
        elements = self.page.elements
        owner = self.page.lines[number].owner
        index = elements[owner].parent
        while elements[index].tag in ("ul", "ol", "dl", "li", "tr", "tbody", "thead", "blockquote"):
            index = elements[index].parent
        return index

    def _find_scope(self):
        """Return the smallest `article` or `main` with nearly all of it, or what is around it."""
        elements = self.page.elements
        enough = 0.9 * self.weights[0]
        index = max(i for i, weight in enumerate(self.weights) if weight >= enough)
        around = index
        while elements[around].tag not in _ARTICLE_TAGS and around:
            around = elements[around].parent
        if around and elements[elements[around].parent].tag in _ARTICLE_TAGS:
            around = elements[around].parent  # a `main` with little else than the `article`
        return elements[around or elements[index].parent]
