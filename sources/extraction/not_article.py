"""Recognise pages that were returned in place of an article. Pure: a page in, a reason out.

A robot check, a consent or login page, a paywall teaser, a page that needs scripts, an error page:
servers return all of them with the status 200. They are recognised by what their markup contains
and by what they say in their title, their headings or their little text. A long text counts as an
article whatever it says, because articles are written about all of these subjects too. The reason
is a doubt that an editor can overrule, and `sources.text.same_article` drops it if the page still
has the text that was captured before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.extraction import not_article_phrases as phrases
from sources.extraction.structured_data import read_json_ld

ROBOT_CHECK = "robot_check"
CONSENT = "consent"
PAYWALL = "paywall"
LOGIN = "login"
SCRIPT_NEEDED = "script_needed"
NOT_FOUND = "not_found"
EMPTY = "empty"
GEO_BLOCK = "geo_block"
ERROR_PAGE = "error_page"

# Lengths in code points of text, in which an ideograph counts as three.
FEW_WORDS = 700  # a notice and the page around it
TEASER_LENGTH = 2500  # the longest text of a page that shows a part of its article
LONG_TEXT = 4000  # of an article, whatever it says
MIN_PHRASE_LENGTH = 10  # of a phrase that counts in a text; “404” counts in a title only
MIN_TITLE_SHARE = 0.4  # of a title or heading that has to be the phrase

ROBOT_CHECK_MARKS = (
    *("/cdn-cgi/challenge-platform", "cf-browser-verification", "cf_chl_opt", "__cf_chl_"),
    *("cf-turnstile", "_incapsula_resource", "captcha-delivery.com", "px-captcha", "perimeterx"),
    *("ddos-guard", "distil_r_captcha", "sgcaptcha", "awswaf", "aws-waf", "kasada", "smartcaptcha"),
    *("g-recaptcha", "h-captcha", "hcaptcha.com", "recaptcha/api", "anubis_challenge", "geetest"),
    *("within.website/x/cmd/anubis", "_fs-ch-", "imunify360", "bot-protection", "arkoselabs"),
)
NOISE = ["script", "style", "template", "noscript", "svg", "iframe", "title"]
APP_ROOTS = "#root, #app, #__next, #__nuxt, #___gatsby, app-root, [data-reactroot], #svelte"
BODY = (
    "article, main, [role=main], [itemprop=articleBody], .article-body, .article__body,"
    " .entry-content, .post-content, .story-body"
)
PAYWALL_ELEMENTS = (
    "[class*=paywall i], [id*=paywall i], [class*=regwall i], [class*=subscribe-wall i]"
)
CONSENT_ELEMENTS = "form[action*=consent i], [class*=consent-page i], [id*=consent-page i]"
TITLE_SEPARATOR = re.compile(r"\s+[|–—·•«»›-]\s+|\s*\|\s*")
IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
APOSTROPHES = str.maketrans("’ʼ‘`", "''''")
MAX_HEADINGS = 12


@dataclass(frozen=True)
class _Page:
    """What is known of a page; all texts are case-folded, with single spaces.

    `tree` is the page without scripts, styles and what only browsers without scripts show.
    """

    tree: LexborHTMLParser
    markup: str
    titles: tuple[str, ...]
    visible: str
    article: str
    noscript: str
    is_declared_not_free: bool

    @property
    def has_few_words(self) -> bool:
        return measure_length(self.visible) < FEW_WORDS

    @property
    def has_short_article(self) -> bool:
        return measure_length(self.article) < TEASER_LENGTH


def measure_length(text: str) -> int:
    """The length of a text in code points, in which an ideograph counts as three."""
    return len(text) + 2 * len(IDEOGRAPH.findall(text))


def find_not_article_reason(html: str, article: str = "") -> str:
    """Return why this page is probably not an article, as the code of a reason; empty if it is.

    `article` is the text that was extracted as the article, if there is one.
    """
    page = _read_page(html, article)
    if measure_length(page.article) >= LONG_TEXT:
        return ""
    return next((reason for reason, applies in _RULES if applies(page)), "")


def _read_page(html: str, article: str) -> _Page:
    tree = LexborHTMLParser(html)
    headings = tree.css("h1, h2")[:MAX_HEADINGS]
    titles = [node.text() for node in (*tree.css("head title")[:1], *headings)]
    noscript = " ".join(node.text() for node in tree.css("noscript")[:5])
    is_declared_not_free = any(map(_says_not_free, read_json_ld(tree, "isAccessibleForFree")))
    tree.strip_tags(NOISE, recursive=True)
    return _Page(
        tree=tree,
        markup=html.lower(),
        titles=tuple(map(_fold, titles)),
        visible=_get_text(tree.body) if tree.body else "",
        article=_fold(article),
        noscript=_fold(noscript),
        is_declared_not_free=is_declared_not_free,
    )


def _says_not_free(item: dict) -> bool:
    """Whether it is declared not free by schema.org's `isAccessibleForFree`."""
    return str(item.get("isAccessibleForFree")).lower() == "false"


def _get_text(node: LexborNode) -> str:
    return _fold(node.text(separator=" "))


def _fold(text: str) -> str:
    return " ".join(text.translate(APOSTROPHES).split()).casefold()


def _contains(text: str, wanted: Iterable[str]) -> bool:
    return any(phrase in text for phrase in wanted)


def _is_titled(page: _Page, wanted: Iterable[str]) -> bool:
    """Whether a title or heading consists of one of the phrases, more or less."""
    parts = [part for title in page.titles for part in TITLE_SEPARATOR.split(title)]
    return any(
        phrase in part and len(phrase) >= MIN_TITLE_SHARE * len(part)
        for part in parts
        for phrase in wanted
    )


def _says(page: _Page, wanted: Iterable[str]) -> bool:
    """Whether the page is titled so, with little text, or says so in a few words."""
    if page.has_short_article and _is_titled(page, wanted):
        return True
    long_enough = (phrase for phrase in wanted if measure_length(phrase) >= MIN_PHRASE_LENGTH)
    return page.has_few_words and _contains(page.visible, long_enough)


# ── the rules ───────────────────────────────────────────────────────────────────────────────────
def _is_robot_check(page: _Page) -> bool:
    if page.has_few_words and _contains(page.markup, ROBOT_CHECK_MARKS):
        return True
    return _says(page, phrases.ROBOT_CHECK_PHRASES)


def _is_consent_page(page: _Page) -> bool:
    text = page.article or page.visible
    count = sum(text.count(word) for word in phrases.CONSENT_WORDS)
    is_about_consent = count >= 3 and count * 120 >= len(text)
    has_mark = bool(page.tree.css_first(CONSENT_ELEMENTS)) or _is_titled(
        page, phrases.CONSENT_PHRASES
    )
    says_so = _contains(text[:1000], phrases.CONSENT_PHRASES)
    return is_about_consent and (has_mark or says_so) or has_mark and page.has_few_words


def _needs_login(page: _Page) -> bool:
    if not page.has_few_words:
        return _is_titled(page, phrases.LOGIN_PHRASES) and _has_password_field(page)
    return _has_password_field(page) or _is_titled(page, phrases.LOGIN_PHRASES)


def _has_password_field(page: _Page) -> bool:
    return page.tree.css_first("input[type=password]") is not None


def _is_teaser(page: _Page) -> bool:
    if not page.has_short_article:
        return False
    if page.is_declared_not_free:
        return True
    has_element = page.tree.css_first(PAYWALL_ELEMENTS) is not None
    return (
        has_element
        and _contains(page.visible, phrases.PAYWALL_PHRASES)
        or (
            measure_length(page.visible) < TEASER_LENGTH
            and _contains(page.visible, phrases.PAYWALL_PHRASES)
        )
    )


def _needs_scripts(page: _Page) -> bool:
    if measure_length(page.article) >= FEW_WORDS or not page.has_few_words:
        return False
    if _contains(page.visible, phrases.SCRIPT_PHRASES):
        return True
    root = page.tree.css_first(APP_ROOTS)
    is_empty_root = root is not None and not _get_text(root)
    has_hint = _contains(page.noscript, phrases.SCRIPT_PHRASES)
    return (is_empty_root or has_hint) and measure_length(page.visible) < 200


def _is_empty_template(page: _Page) -> bool:
    """Whether the page has a place for its article, and nothing in any of them."""
    bodies = page.tree.css(BODY)
    if not bodies or measure_length(page.article) >= FEW_WORDS:
        return False
    paragraphs = (node.text() for node in page.tree.css("p, blockquote, li, td, pre"))
    has_prose = any(measure_length(_fold(text)) >= 60 for text in paragraphs)
    return not has_prose and all(_measure_body(body) < 60 for body in bodies)


def _measure_body(body: LexborNode) -> int:
    headings = sum(len(_get_text(heading)) for heading in body.css("h1, h2, h3, time, a"))
    return len(_get_text(body)) - headings


# The first that applies counts, so the more certain ones come first.
_RULES = (
    (ROBOT_CHECK, _is_robot_check),
    (GEO_BLOCK, lambda page: _says(page, phrases.GEO_BLOCK_PHRASES)),
    (CONSENT, _is_consent_page),
    (NOT_FOUND, lambda page: _says(page, phrases.NOT_FOUND_PHRASES)),
    (LOGIN, _needs_login),
    (PAYWALL, _is_teaser),
    (SCRIPT_NEEDED, _needs_scripts),
    (ERROR_PAGE, lambda page: _says(page, phrases.ERROR_PHRASES)),
    (EMPTY, _is_empty_template),
)
