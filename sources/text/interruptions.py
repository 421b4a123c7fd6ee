"""Find lines that a page puts between the lines of an article: advertisements and links.

A line is recognised by its first words (“Advertisement”, “Read more: …”), in several languages. It
must be a line of its own between other lines, so that no word of the article is taken for one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from sources.text.shortened import ShortenedText, Span, remove_spans

# What marks an advertisement, alone on its line.
_LABELS = """
advertisement|advertising|sponsored|promoted|ad|story continues below|story continues after this ad
story continues below advertisement|article continues below|article continues after this ad
article continues below advertisement|continue reading|continue reading below|scroll to continue
anzeige|werbung|weiter nach der anzeige|der artikel wird nach der anzeige fortgesetzt
publicité|annonce|la suite après la publicité|la suite après cette publicité|publicidad|anuncio
sigue leyendo|publicidade|continua após a publicidade|pubblicità|annuncio|continua a leggere
reklama|artykuł sponsorowany|artykuł kontynuujemy pod materiałem wideo
dalsza część artykułu pod materiałem wideo|реклама|реклама на сайте|продовження після реклами
продолжение после рекламы|reklam|ilan|إعلان|اعلان|إعلانات|विज्ञापन|广告|廣告|advertentie|annons
mainos|reclame|hirdetés|広告|광고
newsletter|sign up for our newsletter|subscribe to our newsletter|sign up for our newsletters
sign up to our newsletter|get our newsletter|newsletter abonnieren|zum newsletter anmelden
abonnieren sie unseren newsletter|inscrivez-vous à notre newsletter|abonnez-vous à notre newsletter
recevez notre newsletter|suscríbete a nuestra newsletter|suscríbase a nuestro boletín
assine nossa newsletter|subscreva a nossa newsletter|iscriviti alla newsletter
iscriviti alla nostra newsletter|zapisz się do newslettera|zapisz się na newsletter
підпишіться на нашу розсилку|подпишитесь на нашу рассылку|bültenimize abone olun
اشترك في نشرتنا الإخبارية|हमारे न्यूज़लेटर के लिए साइन अप करें|订阅我们的通讯|訂閱我們的電子報
schrijf je in voor onze nieuwsbrief
"""
# What a line that links to another article begins with.
_LINKS = """
read more|read also|also read|read next|see also|related|related article|more on this|more on this
lesen sie auch|lesen sie mehr|mehr zum thema|siehe auch|mehr dazu|auch interessant|lesen sie dazu
lire aussi|à lire aussi|a lire aussi|lire également|à lire également|voir aussi|sur le même sujet
lea también|lee también|leer más|lea además|te puede interesar|también puedes leer|ver también
leia também|leia mais|veja também|saiba mais|leggi anche|vedi anche|per approfondire|leggi di più
czytaj także|czytaj też|czytaj również|czytaj więcej|zobacz także|zobacz też|zobacz również
читайте также|читать также|смотрите также|по теме|читайте також|дивіться також|читайте ще|за темою
ayrıca okuyun|bunu da okuyun|ilgili haber|devamını oku|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد
यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|इसे भी पढ़ें|延伸阅读|延伸閱讀|相关阅读|相關閱讀|相关报道|相關報導|更多阅读
lees ook|läs också|læs også|les også|čtěte také|čítajte aj|olvassa el|citește și|関連記事
"""
_MAX_LINE_LENGTH = 250  # code points; a headline is shorter, and a paragraph longer
_MIN_HEADLINE_WORDS = 3
_DECORATION = " \t\u00a0-–—•▶►→»«|*[](){}<>#_="


def _split_phrases(lines: str) -> list[str]:
    phrases = [phrase.strip() for line in lines.split("\n") for phrase in line.split("|")]
    return sorted(filter(None, phrases), key=len, reverse=True)


_LABEL_SET = frozenset(_split_phrases(_LABELS))
_LINK = re.compile(
    rf"(?:{'|'.join(map(re.escape, _split_phrases(_LINKS)))})(?P<colon>\s*[:：|>»→–—-])?\s*"
    rf"(?P<headline>.*)",
    re.IGNORECASE,
)
_BEGINNINGS = frozenset(phrase[:2] for phrase in _split_phrases(f"{_LABELS}\n{_LINKS}"))


def find_interruptions(text: str) -> list[Span]:
    """Return the spans of the interrupting lines, in order, each without its line ends.

    The first and the last line of the text are never among them.
    """
    spans: list[Span] = []
    expects_headline = False
    for start, line in _iterate_inner_lines(text):
        is_headline = expects_headline and _is_headline(line)
        expects_headline = False
        kind = "headline" if is_headline else _classify_line(line)
        if kind is not None:
            expects_headline = kind == "link"
            spans.append((start, start + len(line)))
    return spans


def _iterate_inner_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each line and the line, but for empty ones, the first and the last."""
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    filled = [(start, line) for start, line in zip(starts, lines, strict=True) if line.strip()]
    yield from filled[1:-1]


def _classify_line(line: str) -> str | None:
    """Return whether a line is a label, a link with its headline, or a link without; else None."""
    if len(line) > _MAX_LINE_LENGTH:
        return None
    words = line.strip(_DECORATION)
    if words[:2].lower() not in _BEGINNINGS:
        return None
    if _is_label(words):
        return "label"
    link = _LINK.match(words)
    if link is None:
        return None
    if not link["headline"]:
        return "link"
    return "linked headline" if link["colon"] or link["headline"][0].isupper() else None


def _is_label(words: str) -> bool:
    return words.rstrip(_DECORATION + ".:…").lower() in _LABEL_SET


def _is_headline(line: str) -> bool:
    """Return whether a line after “Read more” is its headline, and not half of a sentence."""
    line = line.strip()
    if len(line) > _MAX_LINE_LENGTH:
        return False
    has_words = len(line.split()) >= _MIN_HEADLINE_WORDS
    return line[0].isupper() and has_words and line[-1] not in ".,;"


@lru_cache(4)  # the quotes of a source are searched for in the same text, one after the other
def skip_interruptions(text: str) -> ShortenedText | None:
    """Return the text without the interrupting lines, or None if it has none."""
    spans = find_interruptions(text)
    return remove_spans(text, spans) if spans else None


def remove_interruptions(text: str) -> str:
    """Return the text without the interrupting lines."""
    uninterrupted = skip_interruptions(text) if "\n" in text else None
    return uninterrupted.text if uninterrupted else text
