"""Find the date of publication that a web page declares. Pure; nothing is guessed.

It is read from metadata, from JSON-LD, from microdata, or from a `time` element that is marked as
the date of the article or is in its byline; never from the text, an address or a change.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from factcheck.core.errors import gettext_noop as _
from sources.extraction.encodings import Warnings
from sources.extraction.page_elements import (
    ParsedPage,
    get_attribute,
    list_ancestors,
    list_item_values,
)
from sources.extraction.partial_dates import PartialDate, parse_date
from sources.extraction.structured_data import find_pages, get_text

# Names of `meta` elements that mean publication, of Open Graph, Dublin Core, Parse.ly, Sailthru,
# Highwire Press, PRISM, rNews and common content management systems.
_PUBLISHED_NAMES = (
    *(
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "og:published_time",
    ),
    *("datepublished", "date_published", "date-published", "published_at", "published_time"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.available"),
    *("citation_publication_date", "citation_online_date", "prism.publicationdate"),
    *("rnews:datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime"),
    *("pubdate", "pub_date", "publishdate", "publish-date", "publish_date", "publication_date"),
    *(
        "publication-date",
        "publicationdate",
        "published-date",
        "published_date",
        "article.published",
    ),
    *(
        "article_date_original",
        "originalpublicationdate",
        "vr:published_time",
        "video:release_date",
    ),
)
_GENERAL_NAMES = (
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "date",
    "dcterms.date.created",
)
_MODIFIED_NAMES = (
    *("article:modified_time", "og:updated_time", "article:modified", "datemodified"),
    *("dcterms.modified", "dc.date.modified", "last-modified", "lastmod"),
)
_PUBLISHED_CLASSES = {
    *(
        "published",
        "dt-published",
        "entry-date",
        "entry-published",
        "pubdate",
        "publish-date",
        "publication-date",
    ),
    *("published-date", "date-published", "post-date"),
}
_CHANGED_MARK = re.compile(r"updat|modif|chang|correct", re.IGNORECASE)
# Words before the time of publication, and before the time of a change.
_PUBLISHED_WORDS = re.compile(
    r"publish|posted|veröffentlicht|erschienen|publié|publicad|pubblicat|opublikowan|gepubliceerd|"
    r"опубликован|опубліковано|yayın|نشر|प्रकाशित|发布|發布|发表|發表|公開|게시",
    re.IGNORECASE,
)
_CHANGED_WORDS = re.compile(
    r"updated|modified|revised|corrected|changed|aktualisiert|geändert|mis à jour|modifié|actualiz|"
    r"aggiornat|atualiz|aktualiz|zmienion|обновлен|изменен|оновлен|змінен|güncelle|تحديث|अपडेट|अद्यतन|"
    r"更新|修改",
    re.IGNORECASE,
)
MAX_BYLINE_CHARACTERS, MAX_PARAGRAPH_CHARACTERS = 120, 140
MAX_TIMES = 200
MAX_LINK_WORDS = 12  # characters of a link around a time, such as “Published: ”
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{2}[”»\"]?[.!?]|[。！？])\s*$")
_INLINE_ELEMENTS = {"span", "a", "b", "i", "em", "strong", "small", "abbr", "font", "time"}
_CONTAINERS = {"article", "main", "section", "body", "header", "div"}


def find_publication_date(page: ParsedPage) -> tuple[str, Warnings]:
    """The date of publication, as exact as the page gives it, or an empty text; and warnings."""
    unread: list[str] = []
    for values in _list_sources(page):
        dates = []
        for value in values:
            parsed = parse_date(value)
            if parsed:
                dates.append(parsed)
            elif value not in unread:
                unread.append(value)
        if dates:
            return _choose(dates, page)
    return "", _explain_missing_date(page, unread)


def _list_sources(page: ParsedPage) -> Iterator[list[str]]:
    """Where a date may be, the most certain place first; those of one list are compared."""
    explicit = page.get_meta(*_PUBLISHED_NAMES)
    if page.article:
        explicit.append(get_text(page.article, "datePublished"))
    explicit += list_item_values(page, "datePublished")
    yield list(filter(None, explicit))
    names = ("datePublished", "uploadDate")  # the second of a video
    pages = [get_text(node, name) for node in find_pages(page.nodes) for name in names]
    yield list(filter(None, pages))
    times = _list_times(page)
    yield _sort_dates(_get_time(time) for time in times if _is_marked(time))
    yield page.get_meta(*_GENERAL_NAMES)
    yield _sort_dates(map(_get_time, _list_byline_times(times, page)))


def _sort_dates(values: Iterable[str]) -> list[str]:
    """The earliest first: a page that gives two dates was published before it was changed."""
    return sorted(
        filter(parse_date, values), key=lambda value: getattr(parse_date(value), "iso", "")
    )


def _choose(dates: list[PartialDate], page: ParsedPage) -> tuple[str, Warnings]:
    """The first date, or a more exact one that agrees with it; a warning if others do not agree."""
    first = dates[0]
    chosen = max(
        (date for date in dates if date.agrees_with(first)), key=lambda date: len(date.iso)
    )
    if not chosen.iso.startswith(first.iso):
        chosen = first  # the same instant in another zone
    if all(date.agrees_with(first) for date in dates):
        return chosen.iso, _check_order(chosen, page)
    given = ", ".join(dict.fromkeys(date.iso for date in dates))
    message = _("The page gives several dates of publication: %(dates)s. Check which one is right.")
    return chosen.iso, ((message, {"dates": given}),)


def _check_order(published: PartialDate, page: ParsedPage) -> Warnings:
    modified = _get_modified_date(page)
    if not modified or published.agrees_with(modified) or published.iso < modified.iso:
        return ()
    message = _(
        "The page says that it was published on %(published)s and last changed on %(modified)s, "
        "which is earlier. Check the date."
    )
    return ((message, {"published": published.iso, "modified": modified.iso}),)


def _explain_missing_date(page: ParsedPage, unread: list[str]) -> Warnings:
    if unread:
        message = _(
            "The page gives “%(date)s” as its date of publication, which cannot be read with "
            "certainty. Enter the date."
        )
        return ((message, {"date": unread[0][:80]}),)
    modified = _get_modified_date(page)
    if modified is None:
        return ()
    message = _("The page says that it was changed on %(date)s, but not when it was published.")
    return ((message, {"date": modified.iso}),)


def _get_modified_date(page: ParsedPage) -> PartialDate | None:
    values = page.get_meta(*_MODIFIED_NAMES)
    if page.article:
        values.append(get_text(page.article, "dateModified"))
    return next(filter(None, map(parse_date, values)), None)


# ── time elements ───────────────────────────────────────────────────────────────────────────────
def _list_times(page: ParsedPage) -> list[LexborNode]:
    """The `time` elements of the article itself that are not those of a change."""
    times = page.scope.css("time")[:MAX_TIMES]
    return [
        time
        for time in times
        if page.is_own(time) and not _is_changed_time(time) and not _is_in_teaser(time)
    ]


def _get_time(time: LexborNode) -> str:
    return get_attribute(time, "datetime") or time.text(strip=True)


def _is_in_teaser(time: LexborNode) -> bool:
    """Whether a time is in a link with other words, which leads to another article."""
    link = next((node for node in list_ancestors(time) if node.tag == "a"), None)
    if link is None or "bookmark" in get_attribute(link, "rel").lower().split():
        return False
    return len(link.text(deep=True).strip()) > len(time.text(deep=True).strip()) + MAX_LINK_WORDS


def _is_changed_time(time: LexborNode) -> bool:
    """Whether a time is that of a change. WordPress marks one time for both as both."""
    if _is_marked(time):
        return False
    marks = " ".join(get_attribute(time, name) for name in ("class", "itemprop", "id"))
    return bool(_CHANGED_MARK.search(marks) or _CHANGED_WORDS.search(_get_text_before(time)))


def _get_text_before(time: LexborNode) -> str:
    """The few words before a time, without another date that is there."""
    node: LexborNode = time
    for _level in range(3):
        previous = node.prev
        while previous is not None and not previous.text(deep=True).strip():
            previous = previous.prev
        if previous is not None or node.parent is None:
            break
        node = node.parent
    else:
        return ""
    text = previous.text(deep=True).strip() if previous is not None else ""
    return _DIGITS.split(text)[-1] if len(text) <= MAX_BYLINE_CHARACTERS else ""


def _is_marked(time: LexborNode) -> bool:
    """Whether the markup, or a word before it, says that this is the date of publication."""
    if "pubdate" in time.attributes or "datePublished" in get_attribute(time, "itemprop").split():
        return True
    if _PUBLISHED_CLASSES & set(get_attribute(time, "class").lower().split()):
        return True
    if _CHANGED_MARK.search(get_attribute(time, "class")):
        return False
    ancestors = list_ancestors(time)
    if any("bookmark" in get_attribute(node, "rel").lower().split() for node in ancestors[:3]):
        return True
    words = _get_text_before(time)
    is_announced = _PUBLISHED_WORDS.search(words) and not _CHANGED_WORDS.search(words)
    return bool(is_announced) and not _is_in_sentence(time)


def _list_byline_times(times: list[LexborNode], page: ParsedPage) -> list[LexborNode]:
    """The times before the first paragraph of the article, after its headline if it has one."""
    before_text: set[int] = set()
    is_after_headline = page.scope.tag == "article" or page.headline is None
    for node in page.scope.css("h1, p, time")[:MAX_TIMES]:
        if node.tag == "h1":
            is_after_headline = True
        elif node.tag == "p" and len(node.text(deep=True)) > MAX_PARAGRAPH_CHARACTERS:
            break
        elif node.tag == "time" and is_after_headline:
            before_text.add(node.mem_id)
    return [time for time in times if time.mem_id in before_text and not _is_in_sentence(time)]


def _is_in_sentence(time: LexborNode) -> bool:
    """Whether the words around a time are a sentence, which is about something at that time."""
    block = next((node for node in list_ancestors(time) if node.tag not in _INLINE_ELEMENTS), None)
    if block is None or block.tag in _CONTAINERS:
        neighbours = [node for node in (time.prev, time.next) if node and node.tag == "-text"]
        text = " ".join(node.text() for node in neighbours)
    else:
        text = block.text(deep=True)
    return len(text) > MAX_BYLINE_CHARACTERS or bool(_SENTENCE_END.search(text))
