"""Say what the elements of a page are: captions, boxes, notes of the publisher, or page furniture.

Decided by the element, by ARIA roles and by words in `class` and `id`, as the published markup of
news sites uses them. `kind` values are those of `sources.extraction.extracted_text.TextPart`.
"""

import re
from collections import defaultdict

from sources.extraction.html.names import split_names
from sources.extraction.html.visibility import Attributes
from sources.extraction.html.walk import NOTE_ROLES, Element
from sources.extraction.notice_phrases import UPDATE, classify_line

TAG_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "table": "table",
    "aside": "box",
    "details": "details",
    "pre": "pre",
    "rt": "ruby",
}
CLASS_KINDS = (
    ("correction", r"corrections?|clarifications?|errat(?:um|a)|retractions?"
     r"|editor(?:ial)?s?[-_]?notes?|corrigend(?:um|a)|berichtigung|korrektur"),
    ("pull_quote", r"(?:[a-z]+[-_]+)*pull[-_]?quotes?|pulled[-_]quote|quote[-_]?pull|zitat(?:box)?"
     r"|citation[-_]exergue|exergue|sumario[-_]cita"),
    ("caption", r"(?:[a-z]+[-_]+)*(?:captions?|cut[-_]?lines?|bild(?:unterschrift|text|legende)"
     r"|legende|l[eé]gende|didascalia|pie[-_]?(?:de[-_]?)?foto|bijschrift)"),
    ("box", r"(?:fact|info)[-_]?box(?:es)?|fact[-_]?file|key[-_](?:points|facts|takeaways|figures)"
     r"|in[-_]numbers|side[-_]?box|explainer[-_]box|box[-_]?out|call[-_]?out"),
    ("entry", r"live[-_]?blog[-_]+(?:entry|post|item|update)s?|live[-_](?:entry|post|item|update)"
     r"|liveblog(?:entry|post|item|update)"),
)  # fmt: skip
# Names of the elements inside of a part, as in BEM.
_INNER = r"(?:[-_]+(?:root|text|body|content|container|wrapper|inner))?"
_CLASS_KINDS = [
    (kind, re.compile(pattern if kind == "entry" else f"(?:{pattern}){_INNER}"))
    for kind, pattern in CLASS_KINDS
]
# What build tools append to a name: `Caption_text__x8Ysa`, and the ends of words in `imageCaption`.
_HASH = re.compile(r"__(?=\w*[A-Z0-9])[\w+-]{4,8}(?=\s|$)")
_WORD_END = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMING_ATTRIBUTES = ("class", "id", "itemprop", "data-testid", "data-component")
_CLOCK_TIME = re.compile(
    r"\W{0,3}\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|h)?(?:\s\(?[a-z]{2,5}\)?)?\W{0,3}",
    re.IGNORECASE,
)
MAX_CLOCK_LENGTH = 20  # code points
# Kept wherever they are in or next to the article, though the article is elsewhere.
KINDS_NEXT_TO_ARTICLE = frozenset(("caption", "box", "pull_quote", "correction", "table"))
FURNITURE_TAGS = frozenset(("nav", "footer", "form", "button", "menu", "dialog", "address"))
FURNITURE_ROLES = split_names(
    "navigation banner contentinfo search form button menu menubar toolbar tablist dialog "
    "alertdialog"
)
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend\w*|newsletter|promo\w*|advert\w*|ads?"
    r"|adslot|sponsor\w*|cookie\w*|consent|comments?|disqus|subscri\w*|sign-?up|login|breadcrumbs?"
    r"|paywall|teasers?|trending|popular|most-?(?:read|viewed)|outbrain|taboola|toolbar|widget"
    r"|tags?|topics?|nav\w*|menu|footer|read-?(?:more|next|also)|more-?(?:on|from)|see-?also"
    r"|follow|print|tools|rating|donat\w*|byline|author-?bio|about-?author|skip|carousel"
    r"|gallery-nav|pagination|pager|banner|credits?)(?=$|[\s_-])"
)
# Not proposed as article, this is not added to it: what may be text, and mostly is not.
PERHAPS_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:video\w*|player\w*|playlist|slideshow|rail|recirculation|latest\w*|jetpack\w*"
    r"|tickets?|meta\w*|(?:pub|published|post|update)?-?(?:date|time)\w*|credits?|copyright"
    r"|copywrite|attribution|print-\w+|more|list|card)(?=$|[\s_-])"
)
CREDIT = re.compile(
    r"\W*(?:photo(?:graph)?s?|images?|pictures?|credits?|fotos?|bild|quelle|sources?|courtesy"
    r"|illustration|getty|reuters|afp|ap|epa|dpa)\b[^!?\n]{0,60}",
    re.IGNORECASE,
)
NO_ENTRY_TAGS = split_names("time p header table tbody thead tr td th dt dd h1 h2 h3 h4 h5 h6")
MIN_ENTRIES = 3  # elements with a time that make a live blog
MAX_NOTE_LENGTH = 1_000  # code points of one note
# How a line begins that leads to another article, if much of it is a link.
CROSS_REFERENCE = re.compile(
    r"\W*(?:read (?:more|next|also|the)|see (?:more|also)|related|also (?:on|see|read)"
    r"|more (?:on|from)"
    r"|watch|don['’]t miss|click here|you may (?:also )?like|recommended|sign up|subscribe|follow"
    r"|mehr zum thema|lesen sie|siehe auch|lire (?:aussi|la suite)|à lire|voir aussi"
    r"|lee también|lea también|ver también|te puede interesar|leia (?:também|mais)|veja também"
    r"|leggi (?:anche|di più)|czytaj (?:także|też|więcej)|zobacz (?:także|też)"
    r"|читайте (?:также|також)|смотрите также|дивіться також|ayrıca (?:okuyun|bak)"
    r"|اقرأ أيضا|ये भी पढ़ें|यह भी पढ़ें|延伸阅读|相关阅读)",
    re.IGNORECASE,
)
NOTE_MARK = re.compile(r"\^?[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[\])]?")
_SPEAKER_CLASS = re.compile(r"(?:^|[\s_-])(?:speaker|interviewer|interviewee)(?:[-_]name)?(?=$|\s)")
_NAME = re.compile(r"[^\W\d_][^:\n!?]{0,59}")
_SPEAKER_LINE = re.compile(r"([^:\n]{1,40}):\s")
_NO_NAME = re.compile(
    r"(?:note|update|correction|clarification|source|photo|image|by|read more|related|watch)\b",
    re.IGNORECASE,
)


def get_kind(element: Element) -> str:
    """Return the kind of part that an element is, or an empty string."""
    kind = TAG_KINDS.get(element.tag, "")
    attributes = element.attributes
    if not attributes or (kind and kind != "box"):
        return kind
    if "liveBlogUpdate" in (attributes.get("itemprop") or ""):
        return "entry"
    for name in _list_names(attributes):
        for class_kind, pattern in _CLASS_KINDS:
            if pattern.fullmatch(name):
                return class_kind
    return kind


def _list_names(attributes: Attributes) -> list[str]:
    """Return the words that name an element, in lower case and with hyphens."""
    names = " ".join(attributes.get(name) or "" for name in _NAMING_ATTRIBUTES)
    return _WORD_END.sub("-", _HASH.sub("", names)).lower().split()


def is_clock_time(text: str) -> bool:
    """Return whether a text is nothing but a time of the day."""
    return len(text) <= MAX_CLOCK_LENGTH and _CLOCK_TIME.fullmatch(text) is not None


def is_furniture(element: Element, parent: Element) -> bool:
    """Return whether an element is named as a part of the page around the article."""
    attributes = element.attributes
    if element.tag == "footer" and parent.tag in ("blockquote", "figure"):
        return False
    if element.tag in FURNITURE_TAGS or (attributes.get("role") or "") in FURNITURE_ROLES:
        return True
    if "class" not in attributes and "id" not in attributes:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return FURNITURE.search(names) is not None


def is_perhaps_furniture(element: Element) -> bool:
    """Return whether an element is named as something that is mostly not part of an article."""
    return PERHAPS_FURNITURE.search((element.attributes.get("class") or "").lower()) is not None


def is_note(line: str) -> bool:
    """Return whether a line is a note of the publisher on its text; “Updated …” is none."""
    return len(line) < MAX_NOTE_LENGTH and classify_line(line)[0] not in ("", UPDATE)


def is_note_reference(element: Element, text: str, parent: Element) -> bool:
    """Return whether an element with this text is the mark of a footnote, and not of its words."""
    if element.attributes.get("role") in NOTE_ROLES:
        return True
    if element.tag != "a" or not NOTE_MARK.fullmatch(text.strip()):
        return False
    is_local = (element.attributes.get("href") or "").startswith("#")
    return is_local or parent.tag == "sup"


def get_speaker(element: Element, text: str, following: str) -> str:
    """Return the name of who speaks the words after an element with this text, or nothing.

    `following` is what is directly after the element.
    """
    name = text.strip()
    is_marked = _SPEAKER_CLASS.search((element.attributes.get("class") or "").lower()) is not None
    has_colon = name.endswith(":") or following.lstrip().startswith(":")
    is_bold = element.tag in ("b", "strong", "dt")
    has_colon = has_colon or (element.tag == "dt" and name.isupper())
    name = name.removesuffix(":").strip()
    if not (is_marked or (is_bold and has_colon)) or not _NAME.fullmatch(name):
        return ""
    return "" if _NO_NAME.match(name) else name


def get_speaker_of_line(line: str) -> str:
    """Return the name in capitals at the beginning of a line of a transcript, or nothing."""
    match = _SPEAKER_LINE.match(line)
    if match is None or not match[1].isupper() or not _NAME.fullmatch(match[1]):
        return ""
    return "" if _NO_NAME.match(match[1]) else match[1]


def find_entries(elements: list[Element], text: str) -> set[int]:
    """Return the entries of a live blog: three or more elements alike, each with a time.

    `text` is that of the page.
    """
    has_time: set[int] = set()
    for index, element in enumerate(elements):
        if element.tag == "time" or (
            0 < element.end - element.start <= MAX_CLOCK_LENGTH
            and is_clock_time(text[element.start : element.end])
        ):
            while index not in has_time and index:
                has_time.add(index)
                index = elements[index].parent
    groups: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for index in has_time:
        element = elements[index]
        if element.is_block and element.tag not in NO_ENTRY_TAGS:
            name = (element.attributes.get("class") or "").partition(" ")[0]
            groups[element.parent, element.tag, name].append(index)
    return {index for group in groups.values() if len(group) >= MIN_ENTRIES for index in group}
