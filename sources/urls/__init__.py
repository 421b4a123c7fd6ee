"""Decide when two URLs identify the same source. Pure: URLs in, URLs out.

An address that was read is stored, shown and fetched again letter for letter: a server may tell
`/a//b` from `/a/b` and `?1423` from `?1423=`. Only the *key* of an address is spelled anew, to
compare it with others. It leaves out noise such as the newsletter that the reader came from.
Parameters that are not known to be noise are kept: treating two articles as one would mix their
snapshots, which is worse than storing one article twice.

The spelling of path and host in a key is courlan's (https://github.com/adbar/courlan). Its list of
query parameters is not used: it also drops `cid`, `source` and `keyword`, which identify articles
on other sites.
"""

import ipaddress
import re
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote_to_bytes,
    urlencode,
    urljoin,
    urlsplit,
)

import idna
from courlan import normalize_url

from factcheck.core.errors import FactcheckError
from factcheck.core.errors import gettext_noop as _
from sources.urls.tracking import is_tracking_parameter

MAX_URL_LENGTH = 2000  # characters: the column's width, and more than browsers are sure to send

VISIT_IN_PATH = re.compile(r";jsessionid=[^;]*", re.IGNORECASE)
# Endings of an address that show the same article in another layout.
LAYOUT_SEGMENTS = {"amp", "amp.html", "amphtml", "lite", "m", "mobile", "print"}
FOLDER_PAGE = re.compile(r"(?:index|default|home)\.[a-z]{3,5}", re.IGNORECASE)
# The path of the front page itself, or that of one language, without slashes around it.
FRONT_PAGE = re.compile(
    rf"(?:[a-z]{{2}}(?:[-_][a-z]{{2}})?)?(?:(?:^|/)(?:home|{FOLDER_PAGE.pattern}))?", re.IGNORECASE
)
ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
CONTROL_CHARACTERS = re.compile(r"[\x00-\x20\x7f]")
DEFAULT_PORTS = {"http": 80, "https": 443}
INVALID_HOST = _("This is not an address: its host or port cannot be read.")


class InvalidURL(FactcheckError):
    """This is not the URL of a publication on the web."""


def canonicalize_url(url: str) -> str:
    """Return the spelling of a URL that is compared with others. Idempotent. Raises `InvalidURL`.

    It may name another page of a careless server, so it is never fetched, stored or shown.
    """
    parts = _split_url(url)
    host, port = _encode_host(parts), parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        netloc = f"{netloc}:{port}"
    courlan_url = normalize_url(SplitResult(parts.scheme, netloc, parts.path, "", ""))
    path, query = _normalize_path(urlsplit(courlan_url).path), _normalize_query(parts.query)
    fragment = _normalize_fragment(parts.fragment)
    return _validate_length(SplitResult(parts.scheme, netloc, path, query, fragment).geturl())


def get_declared_url(url: str, declared_url: str) -> str:
    """Return the absolute `rel=canonical` of the page at `url` if it may identify the page.

    Otherwise return "": for another site, which RFC 6596 allows and a malicious page would use, and
    for the front page, a section or a folder of the page's own address, which identify many pages.
    """
    declared_url = declared_url.strip()
    if not declared_url:
        return ""
    try:
        declared_url = urljoin(url.strip(), declared_url)
        page, declared = canonicalize_url(url), canonicalize_url(declared_url)
    except (ValueError, InvalidURL):
        return ""
    if not is_same_site(page, declared) or _is_folder(declared, page):
        return ""
    return declared_url


def _is_folder(url: str, page_url: str) -> bool:
    """Whether one canonical URL is the front page, or contains the other for more than a layout."""
    if is_front_page(url):
        return True
    folder, page = _split_path(url), _split_path(page_url)
    if folder and FOLDER_PAGE.fullmatch(folder[-1]):
        folder = folder[:-1]
    if not folder:
        return False
    is_inside = len(folder) < len(page) and page[: len(folder)] == folder
    return is_inside and not set(page[len(folder) :]) <= LAYOUT_SEGMENTS


def _split_path(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.casefold().split("/") if segment]


def is_same_source(first_url: str, second_url: str) -> bool:
    """Whether two URLs identify one source.

    https and http are the same publication, and so are the hosts with and without `www.`.
    """
    try:
        return get_source_key(first_url) == get_source_key(second_url)
    except InvalidURL:
        return False


def get_source_key(url: str) -> str:
    """The part that all URLs of one source have in common. Raises `InvalidURL`."""
    return remove_www(canonicalize_url(url).partition("://")[2])


def remove_www(host: str) -> str:
    """A host, or what begins with one, without the `www.` before the name of a site."""
    return re.sub(r"^www\.(?=[^/:]+\.[^/:]+)", "", host)


def is_same_site(first_url: str, second_url: str) -> bool:
    """Whether two URLs have the same host, apart from a leading `www.`, `m.` or `amp.`."""
    return _get_site(get_host(first_url)) == _get_site(get_host(second_url))


def is_front_page(url: str) -> bool:
    """Whether a URL names a site and no page of it.

    Many pages declare their site's front page as canonical, and many sites redirect a deleted
    article to the front page; neither is the article.
    """
    parts = urlsplit(url)
    return not parts.query and FRONT_PAGE.fullmatch(parts.path.strip("/")) is not None


def get_host(url: str) -> str:
    """The host as DNS knows it: lower case, A-labels. Raises `InvalidURL`."""
    return _encode_host(_split_url(url))


def format_host(host: str) -> str:
    """A host as people write it: A-labels (`xn--…`) become letters of other alphabets."""
    try:
        return idna.decode(host)
    except UnicodeError:
        return host


def _get_site(host: str) -> str:
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", host)


def _split_url(url: str) -> SplitResult:
    url = url.strip()
    if CONTROL_CHARACTERS.search(url) or "\\" in url:
        raise InvalidURL(_("An address contains no spaces, control characters or backslashes."))
    try:
        parts = urlsplit(_validate_length(url))
        port = parts.port
    except ValueError:
        raise InvalidURL(INVALID_HOST) from None
    if parts.scheme not in DEFAULT_PORTS:
        raise InvalidURL(_("An address begins with http:// or https://."))
    if parts.username is not None or parts.password is not None:
        raise InvalidURL(_("An address must not contain a user name or a password."))
    if not parts.hostname or port == 0:
        raise InvalidURL(INVALID_HOST)
    return parts


def _validate_length(url: str) -> str:
    if len(url) > MAX_URL_LENGTH:
        raise InvalidURL(
            _("An address has at most %(limit)s characters."), params={"limit": MAX_URL_LENGTH}
        )
    return url


def _encode_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except UnicodeError:
        return _validate_dns_host(host)


def _validate_dns_host(host: str) -> str:
    """Accepts hosts that DNS allows and IDNA does not, such as one with an underscore."""
    if not re.fullmatch(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", host):
        raise InvalidURL(INVALID_HOST)
    return host


def _normalize_path(path: str) -> str:
    """Without `.` and `..` (RFC 3986, 5.2.4), and with one way to escape each character."""
    segments = [_normalize_segment(segment) for segment in path.split("/")[1:]]
    normalized: list[str] = []
    for segment in segments:
        if segment == "..":
            del normalized[-1:]
        elif segment != ".":
            normalized.append(segment)
    if segments and segments[-1] in (".", ".."):
        normalized.append("")
    return "/" + "/".join(normalized)


def _normalize_segment(segment: str) -> str:
    """A part of a path; one that has only the number of a visit becomes `.`, which is left out."""
    normalized = _normalize_escapes(segment, "!$&'()*+,;=:@~")
    return (VISIT_IN_PATH.sub("", normalized) or ".") if normalized else ""


def _normalize_escapes(part: str, safe: str) -> str:
    """One spelling for each character; an escaped slash and percent sign stay escaped."""
    return quote(unquote_to_bytes(part), safe=safe)


def _normalize_query(query: str) -> str:
    """Without tracking parameters, and sorted by name: servers ignore the order of names.

    Latin-1 keeps bytes apart that are no UTF-8: `?q=%E4` and `?q=%F6` are two pages.
    """
    ascii_query = quote(query, safe=ASCII_PUNCTUATION)
    parameters = [
        (name, value)
        for name, value in parse_qsl(ascii_query, keep_blank_values=True, encoding="latin-1")
        if not is_tracking_parameter(name)
    ]
    return urlencode(sorted(parameters, key=lambda pair: pair[0]), encoding="latin-1")


def _normalize_fragment(fragment: str) -> str:
    """Dropped, unless it is the route of a single-page application (`#!` or `#/`).

    A text directive is a place in the page (https://wicg.github.io/scroll-to-text-fragment/).
    """
    route = fragment.partition(":~:")[0]
    return _normalize_escapes(route, "!/:@,=&?") if route.startswith(("!", "/")) else ""
