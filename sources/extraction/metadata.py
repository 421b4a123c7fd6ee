"""Read what a web page declares about its article: title, authors, date, publisher, language. Pure.

Everything is read from the markup and nothing is guessed from the text or the address. Where two
declarations differ, the first in the order below is taken and a warning tells the editor.
"""

import re
from dataclasses import dataclass, replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from factcheck.core.errors import gettext_noop as _
from sources.extraction.encodings import Warnings
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.language_tags import clean_language_tag
from sources.extraction.page_elements import (
    ParsedPage,
    get_attribute,
    get_line,
    list_ancestors,
    list_item_values,
    read_page,
)
from sources.extraction.publication_date import find_publication_date
from sources.extraction.structured_data import Node, get_names, get_text, get_types
from sources.languages import LEXICONS, get_primary_language, guess_language
from sources.urls import MAX_URL_LENGTH

MAX_AUTHORS_LENGTH = 300  # characters: the width of the column
MAX_NAME_LENGTH = 150
# Each is the only language of its script, as far as news is concerned.
_OWN_SCRIPT_LANGUAGES = frozenset(("ja", "ko", "el", "he", "th", "ka", "hy"))
_AUTHOR_NAMES = (
    *("author", "article:author", "og:article:author", "article.author", "parsely-author"),
    *("sailthru.author", "citation_author", "dc.creator", "dcterms.creator", "byl"),
    *("cxenseparse:author", "creator"),
)
_PUBLISHER_NAMES = ("dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_LANGUAGE_NAMES = ("http-equiv:content-language", "language", "dc.language", "dcterms.language")
_NO_NAME = re.compile(
    r"\w+://|www\.|[/@#{<]|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net)(?:/|$)|"
    r"(?:null|undefined|none|n/a|unknown|admin|administrator|webmaster)$|%|\[object",
    re.IGNORECASE,
)
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
# Before a full name, in capital letters; “Von Trier” is a name.
_BY_WORDS = {"de": "Von", "es": "Por", "pt": "Por", "fr": "Par", "nl": "Door", "sv": "Av",
             "nb": "Av", "no": "Av", "da": "Af"}  # fmt: skip
# Tags around a name, or a mail address after it.
_MARKUP = re.compile(
    r"</?(?:a|b|i|em|strong|span|p|br|div)\b[^<>]{0,300}>|<[^<>@\s]{1,100}@[^<>@\s]{1,100}>",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_SEPARATORS = "|–—-·:•»›"
_SITE_FIRST_SEPARATORS = "|»›•"  # a colon or a dash may belong to the headline


@dataclass(frozen=True)
class PageMetadata:
    """What a page declares; empty where it declares nothing.

    `published_on` is as exact as the page gives it: `2022`, `2022-12` or `2022-12-22`.
    """

    title: str = ""
    author: str = ""
    published_on: str = ""
    language: str = ""
    publisher: str = ""
    canonical_url: str = ""
    warnings: Warnings = ()


def read_metadata(tree: LexborHTMLParser, article: Node | None = None) -> PageMetadata:
    """Read the metadata of a parsed page; `article` is the JSON-LD of its article, if known."""
    page = read_page(tree, article)
    publisher, publisher_warnings = _find_publisher(page)
    language = _find_language(page)
    author, author_warnings = _find_author(page, publisher, language)
    published_on, date_warnings = find_publication_date(page)
    return PageMetadata(
        title=_find_title(page, publisher),
        author=author,
        published_on=published_on,
        language=language,
        publisher=publisher,
        canonical_url=page.canonical_url,
        warnings=(*date_warnings, *author_warnings, *publisher_warnings),
    )


def add_metadata(
    extracted: ExtractedText, tree: LexborHTMLParser, article: Node | None = None
) -> ExtractedText:
    """The extracted text of a page with the metadata of that page, and of its JSON-LD `article`."""
    metadata = read_metadata(tree, article)
    guessed = guess_language(extracted.text)
    return replace(
        extracted,
        title=metadata.title,
        author=metadata.author,
        published_on=metadata.published_on,
        language=metadata.language,
        publisher=metadata.publisher,
        canonical_url=metadata.canonical_url[:MAX_URL_LENGTH],
        warnings=(
            *extracted.warnings,
            *metadata.warnings,
            *_check_language(metadata.language, guessed),
        ),
    )


def add_guessed_language(extracted: ExtractedText) -> ExtractedText:
    """The text with a guessed language, marked as a guess, if it declares none."""
    language = "" if extracted.language else guess_language(extracted.text)
    return (
        replace(extracted, language=language, is_language_guessed=True) if language else extracted
    )


def _check_language(declared: str, guessed: str) -> Warnings:
    """A warning if the text looks like another language than the declared one.

    A language without a lexicon looks like any other, so that a guess says nothing against it.
    """
    primary = get_primary_language(declared)
    is_known = primary in LEXICONS or guessed in _OWN_SCRIPT_LANGUAGES
    if not declared or not guessed or primary == guessed or not is_known:
        return ()
    message = _(
        "The page declares the language “%(declared)s”, but its text looks like “%(guessed)s”. "
        "Check the language."
    )
    return ((message, {"declared": declared, "guessed": guessed}),)


# ── title and language ──────────────────────────────────────────────────────────────────────────
def _find_title(page: ParsedPage, publisher: str) -> str:
    """The headline as readers see it, then the title for other sites, then that of the window."""
    if page.headline_text and page.headline is not None and _is_of_article(page):
        return page.headline_text
    declared = [_remove_site_name(t, publisher) for t in page.get_meta(*_TITLE_NAMES[:2])]
    if page.article:
        declared += [get_text(page.article, name) for name in ("headline", "name")]
    declared += page.get_meta(*_TITLE_NAMES[2:])
    window = page.tree.css_first("title")
    declared.append(_remove_site_name(get_line(window), publisher) if window else "")
    declared.append(page.headline_text)
    return unescape(next(filter(None, declared), ""))


def _is_of_article(page: ParsedPage) -> bool:
    """Whether the `h1` is the headline and not the name of the site."""
    if page.has_article_root and page.root.css_first("h1"):
        return True
    window = page.tree.css_first("title")
    titles = [*page.get_meta(*_TITLE_NAMES), get_line(window) if window else ""]
    names = {name.casefold() for name in page.get_meta("og:site_name", *_PUBLISHER_NAMES)}
    headline = page.headline_text.casefold()
    return headline not in names and any(title.casefold().startswith(headline) for title in titles)


def _remove_site_name(title: str, publisher: str) -> str:
    """“Harbour works cost more | The House” without the name that the page declares as its site."""
    name, length = publisher.casefold(), len(publisher)
    if not name or len(name) != length or len(title) <= length:
        return title
    rest = title[:-length].rstrip()
    if title[-length:].casefold() == name and rest and rest[-1] in _TITLE_SEPARATORS:
        return rest[:-1].rstrip()
    rest = title[length:].lstrip()
    if title[:length].casefold() == name and rest and rest[0] in _SITE_FIRST_SEPARATORS:
        return rest[1:].lstrip()
    return title


def _find_language(page: ParsedPage) -> str:
    """The language of the nearest element with `lang`, then that of the metadata."""
    declared = []
    for node in [page.root, *list_ancestors(page.root)]:
        declared += [get_attribute(node, "lang"), get_attribute(node, "xml:lang")]
    declared += page.get_meta(*_LANGUAGE_NAMES)
    if page.article:
        declared.append(get_text(page.article, "inLanguage"))
    declared += [*list_item_values(page, "inLanguage"), *page.get_meta("og:locale")]
    return next(filter(None, map(clean_language_tag, declared)), "")


# ── people and publishers ───────────────────────────────────────────────────────────────────────
def _find_publisher(page: ParsedPage) -> tuple[str, Warnings]:
    """The name of the site or publisher; a warning if two names have nothing in common."""
    names = page.get_meta("og:site_name")
    if page.article:
        names += get_names(page.article, "publisher", page.nodes)
    titles = {page.headline_text, *page.get_meta(*_TITLE_NAMES)}  # as the alternative of a logo
    names += [name for name in list_item_values(page, "publisher") if name not in titles]
    sites = [node for node in page.nodes if "WebSite" in get_types(node)]
    names += [get_text(node, "name") for node in sites]
    names += page.get_meta(*_PUBLISHER_NAMES)
    names = [name for name in map(_clean_name, names) if name]
    if not names:
        return "", ()
    others = [name for name in names[:2] if not _is_similar(name, names[0])]
    if not others:
        return names[0], ()
    message = _("The page names several publishers: %(names)s. Check which one is right.")
    return names[0], ((message, {"names": f"{names[0]}, {others[0]}"}),)


def _is_similar(name: str, other: str) -> bool:
    first, second = (re.sub(r"\W+", "", text.casefold()) for text in (name, other))
    return first in second or second in first


def _find_author(page: ParsedPage, publisher: str, language: str) -> tuple[str, Warnings]:
    """The names of the authors as given, with commas; a warning if two places name others."""
    by_word = _BY_WORDS.get(get_primary_language(language), "By")
    groups = [_clean_names(group, by_word) for group in _list_author_groups(page)]
    groups = [group for group in groups if group]
    people = [group for group in groups if group != [publisher]]
    groups = people or groups
    if not groups:
        return "", ()
    named = ", ".join(groups[0])
    others = [", ".join(group) for group in groups[1:]]
    conflicts = [other for other in others if not _is_similar(other, named)]
    if not conflicts or {*map(str.casefold, groups[0])} >= {*map(str.casefold, conflicts)}:
        return _shorten(groups[0]), ()
    message = _("The page names several authors: %(names)s. Check who wrote it.")
    return _shorten(groups[0]), ((message, {"names": f"{named} / {conflicts[0]}"}),)


def _list_author_groups(page: ParsedPage) -> list[list[str]]:
    """The names of each place where a page says who wrote it, the most certain place first."""
    groups = [get_names(page.article, "author", page.nodes)] if page.article else []
    groups += [page.get_meta(name) for name in _AUTHOR_NAMES]
    groups.append(list_item_values(page, "author"))
    links = page.scope.css("a[rel~=author], .p-author, .h-entry .p-name.author")[:20]
    groups.append([get_line(link) for link in links if page.is_own(link)])
    return groups


def _clean_names(names: list[str], by_word: str) -> list[str]:
    """The names without the word before them, `by_word` in the language of the page."""
    by = re.compile(rf"(?:{by_word}|{by_word.upper()}):?\s+(?=[^\W\d_a-z]\S*\s+[^\W\d_a-z])")
    cleaned = [
        by.sub("", name, count=1) if by.match(name) else name
        for name in map(_clean_name, names)
        if name
    ]
    return list({name.casefold(): name for name in reversed(cleaned)}.values())[::-1]


def _clean_name(text: str) -> str:
    """A name on one line; empty for addresses, accounts and other things that are no names."""
    name = " ".join(_MARKUP.sub(" ", unescape(unescape(text))).split())
    name = _BY.sub("", name, count=1) if _BY.match(name) else name
    name = name.strip(" ,;|")
    is_name = name and len(name) <= MAX_NAME_LENGTH and _LETTER.search(name)
    return name if is_name and not _NO_NAME.match(name) else ""


def _shorten(names: list[str]) -> str:
    """As many of the names as the column holds."""
    while names and len(", ".join(names)) > MAX_AUTHORS_LENGTH:
        names = names[:-1]
    return ", ".join(names)
