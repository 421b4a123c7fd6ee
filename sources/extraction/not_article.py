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
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.extraction import not_article_phrases as phrases
from sources.extraction.page_lines import NOISE, PageLine, list_lines, parse_page
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
MIN_PROSE_LINE = 80  # a line of an article, and not of a menu
MAX_OTHER_PROSE = 250  # of such lines next to a message
MIN_PHRASE_LENGTH = 10  # of a phrase that counts in a text; “404” counts in a title only
MIN_TITLE_SHARE = 0.4  # of a title or heading that has to be the phrase
WHOLE_TITLE_SHARE = 0.8  # so much of it is nothing but the phrase
CONSENT_DENSITY = 150  # code points of a consent page for each of the words that it is about
MAX_MESSAGE_LINES = 3_000  # of a page that are searched for a message
MIN_SENTENCE_SHARE = 0.2  # of a sentence that is a message

# Of pages that are nothing but a robot check, and of those that perhaps have one in a form.
ROBOT_CHECK_MARKS = (
    *("cf-browser-verification", "cf_chl_opt", "__cf_chl_", "_incapsula_resource"),
    *("captcha-delivery.com", "px-captcha", "distil_r_captcha", "sgcaptcha", "anubis_challenge"),
    *("within.website/x/cmd/anubis", "_fs-ch-", "imunify360", "/_sec/cp_challenge", "sec-if-cpt"),
    *("bm-verify", "validate.perfdrive", "sucuri_cloudproxy", "x-vercel-challenge", "gokuprops"),
)
ROBOT_CHECK_WIDGETS = (
    *("/cdn-cgi/challenge-platform", "cf-turnstile", "perimeterx", "ddos-guard", "awswaf"),
    *("aws-waf", "kasada", "smartcaptcha", "g-recaptcha", "h-captcha", "hcaptcha.com"),
    *("recaptcha/api", "geetest", "bot-protection", "arkoselabs"),
)
APP_ROOTS = "#root, #app, #__next, #__nuxt, #___gatsby, app-root, [data-reactroot], #svelte"
BODY = (
    "article, main, [role=main], [itemprop=articleBody], .article-body, .article__body,"
    " .entry-content, .post-content, .story-body"
)
CONSENT_ELEMENTS = "form[action*=consent i], [class*=consent-page i], [id*=consent-page i]"
PARTNERS = re.compile(r"\d\s(?:[^\W\d]+\s){0,2}(?:partn|parten|партн)")
BUTTONS = "button, [role=button], input[type=submit], input[type=button]"
MAX_BUTTONS = 50
SENTENCE_END = re.compile(r"[.!?…:;。！？؟।]+")
BREAK_OFF = re.compile(r"(?:…|\.\.\.|\[…\])\W*$")
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
    lines: tuple[PageLine, ...]
    article: str
    article_lines: tuple[str, ...]
    noscript: str
    is_declared_not_free: bool

    @cached_property
    def visible(self) -> str:
        return " ".join(line.text for line in self.lines)

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """The lines that may be those of an article: long, and not links."""
        links = {line.text for line in self.lines if line.is_link}
        lines = self.article_lines or [line.text for line in self.lines]
        return tuple(
            line for line in lines if measure_length(line) >= MIN_PROSE_LINE and line not in links
        )

    @property
    def has_few_words(self) -> bool:
        return measure_length(self.visible) < FEW_WORDS

    @property
    def has_short_article(self) -> bool:
        return _measure(self.prose) < TEASER_LENGTH


def measure_length(text: str) -> int:
    """The length of a text in code points, in which an ideograph counts as three."""
    return len(text) + 2 * len(IDEOGRAPH.findall(text))


def _measure(lines: Iterable[str]) -> int:
    return sum(map(measure_length, lines))


def find_not_article_reason(html: str, article: str = "") -> str:
    """Return why this page is probably not an article, as the code of a reason; empty if it is.

    `article` is the text that was extracted as the article, if there is one.
    """
    page = _read_page(html, article)
    if _measure(page.prose) >= LONG_TEXT:
        return ""
    return next((reason for reason, applies in _RULES if applies(page)), "")


def _read_page(html: str, article: str) -> _Page:
    tree = parse_page(html)
    headings = tree.css("h1, h2")[:MAX_HEADINGS]
    titles = [node.text() for node in (*tree.css("head title")[:1], *headings)]
    noscript = " ".join(node.text() for node in tree.css("noscript")[:5])
    is_declared_not_free = _is_declared_not_free(tree)
    tree.strip_tags([*NOISE], recursive=True)
    lines = list_lines(tree.body) if tree.body else []
    return _Page(
        tree=tree,
        markup=html.lower(),
        titles=tuple(map(_fold, titles)),
        lines=tuple(PageLine(_fold(line.text), line.is_link) for line in lines),
        article=_fold(article),
        article_lines=tuple(filter(None, map(_fold, article.split("\n")))),
        noscript=_fold(noscript),
        is_declared_not_free=is_declared_not_free,
    )


def _is_declared_not_free(tree: LexborHTMLParser) -> bool:
    """Whether the page declares by schema.org or Open Graph that it shows a part only."""
    tier = tree.css_first("meta[property='article:content_tier']")
    if tier is not None and (tier.attributes.get("content") or "").lower() == "locked":
        return True
    return any(map(_says_not_free, read_json_ld(tree, "isAccessibleForFree")))


def _says_not_free(item: dict) -> bool:
    """Whether it, or a part of it, is declared not free by schema.org's `isAccessibleForFree`."""
    parts = item.get("hasPart")
    values = [item, *(parts if isinstance(parts, list) else [parts])]
    return any(
        str(value.get("isAccessibleForFree")).lower() == "false"
        for value in values
        if isinstance(value, dict)
    )


def _get_text(node: LexborNode) -> str:
    return _fold(node.text(separator=" "))


def _fold(text: str) -> str:
    return " ".join(text.translate(APOSTROPHES).split()).casefold()


def _contains(text: str, wanted: Iterable[str]) -> bool:
    return any(phrase in text for phrase in wanted)


def _get_title_share(page: _Page, wanted: Iterable[str]) -> float:
    """The largest share of a part of a title or heading that one of the phrases is."""
    parts = [part for title in page.titles for part in TITLE_SEPARATOR.split(title)]
    shares = [len(phrase) / len(part) for part in parts for phrase in wanted if phrase in part]
    return max(shares, default=0)


def _is_titled(page: _Page, wanted: Iterable[str]) -> bool:
    """Whether a title or heading consists of one of the phrases, more or less."""
    return _get_title_share(page, wanted) >= MIN_TITLE_SHARE


def _is_message(line: str, wanted: Iterable[str]) -> bool:
    """Whether a sentence of the line says little more than one of the phrases."""
    found = [phrase for phrase in wanted if phrase in line]
    return bool(found) and any(
        phrase in sentence and len(phrase) >= MIN_SENTENCE_SHARE * len(sentence)
        for sentence in (line, *SENTENCE_END.split(line))
        for phrase in found
        if measure_length(phrase) >= MIN_PHRASE_LENGTH
    )


def _says(page: _Page, wanted: Iterable[str]) -> bool:
    """Whether the page says so in its title or in a line of its own, and little else.

    A page that has next to such a message the paragraphs of an article is the article.
    """
    share = _get_title_share(page, wanted)
    wanted = [phrase for phrase in wanted if phrase in page.visible]
    lines = page.lines[:MAX_MESSAGE_LINES]
    if share < MIN_TITLE_SHARE and not any(_is_message(line.text, wanted) for line in lines):
        return False
    other = _measure(line for line in page.prose if not _is_message(line, wanted))
    return other < (FEW_WORDS if share >= WHOLE_TITLE_SHARE else MAX_OTHER_PROSE)


# ── the rules ───────────────────────────────────────────────────────────────────────────────────
def _is_robot_check(page: _Page) -> bool:
    has_mark = _contains(page.markup, ROBOT_CHECK_MARKS)
    if has_mark and (page.has_few_words or _is_titled(page, phrases.ROBOT_CHECK_PHRASES)):
        return True
    has_widget = not page.prose and _contains(page.markup, ROBOT_CHECK_WIDGETS)
    return has_widget and page.has_few_words or _says(page, phrases.ROBOT_CHECK_PHRASES)


def _is_consent_page(page: _Page) -> bool:
    text = page.visible if page.has_few_words else page.article or page.visible
    count = sum(text.count(word) for word in phrases.CONSENT_WORDS)
    other = [line for line in page.prose if not _contains(line, phrases.CONSENT_WORDS)]
    if not count or _measure(other) >= MAX_OTHER_PROSE:
        return False
    if page.has_few_words and page.tree.css_first(CONSENT_ELEMENTS):
        return True
    if count < 3 or count * CONSENT_DENSITY < len(text):
        return False
    if _is_titled(page, phrases.CONSENT_PHRASES):
        return True
    return PARTNERS.search(text) is not None or _has_consent_button(page)


def _has_consent_button(page: _Page) -> bool:
    buttons = page.tree.css(BUTTONS)[:MAX_BUTTONS]
    labels = (_fold(f"{node.text()} {node.attributes.get('value') or ''}") for node in buttons)
    return any(_contains(label, phrases.CONSENT_BUTTONS) for label in labels)


def _needs_login(page: _Page) -> bool:
    is_titled = _is_titled(page, phrases.LOGIN_PHRASES)
    has_field = page.tree.css_first("input[type=password]") is not None
    if page.has_few_words and not page.prose:
        return has_field or is_titled
    return is_titled and has_field


def _is_teaser(page: _Page) -> bool:
    if not page.has_short_article:
        return False
    if page.is_declared_not_free:
        return True
    lines = [line.text for line in page.lines]
    last = max((number for number, line in enumerate(lines) if line in page.prose), default=-1)
    is_broken_off = last >= 0 and BREAK_OFF.search(lines[last]) is not None
    # A line of the article itself may be the last one, and ask for a subscription.
    end = page.lines[max(last, 0) :][:MAX_MESSAGE_LINES]
    return any(_is_offer(line, is_broken_off) for line in end)


def _is_offer(line: PageLine, is_broken_off: bool) -> bool:
    """Whether a line after the text of an article asks for a subscription to read the rest."""
    found = {phrase for phrase in phrases.PAYWALL_PHRASES if phrase in line.text}
    if line.is_link or _contains(line.text, phrases.NEWSLETTER_WORDS):
        return False
    return bool(found if is_broken_off else found - phrases.WEAK_PAYWALL_PHRASES)


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
