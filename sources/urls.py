"""Decide when two URLs identify the same source. Pure: URLs in, URLs out.

A URL identifies a publication, but it also carries noise such as the newsletter that the reader
came from. A canonical URL keeps the part that identifies the publication. Parameters that are not
known to be noise are kept: treating two articles as one would mix their snapshots, which is worse
than storing one article twice.

The spelling of path and host is courlan's (https://github.com/adbar/courlan). Its list of query
parameters is not used: it also drops `cid`, `source` and `keyword`, which identify articles on
other sites.
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

MAX_URL_LENGTH = 2000  # characters: the column's width, and more than browsers are sure to send

# Added by mailers, advertisers and social networks; none of them identifies a page.
TRACKING_PARAMETERS = {
    *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid"),
    *("twclid", "ttclid", "igshid", "igsh", "li_fat_id", "srsltid", "gad_source", "_ga", "_gl"),
    *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp"),
    *("vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid", "_openstat"),
    *("at_medium", "at_campaign", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname"),
}
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "itm_")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x20\x7f]")
DEFAULT_PORTS = {"http": 80, "https": 443}
INVALID_HOST = _("This is not an address: its host or port cannot be read.")


class InvalidURL(FactcheckError):
    """This is not the URL of a publication on the web."""


def canonicalize_url(url: str, declared_url: str = "") -> str:
    """Return the canonical spelling of a URL. Idempotent. Raises `InvalidURL`.

    `declared_url` is the page's own `rel=canonical`, absolute or relative. It is preferred if it
    is on the same site (RFC 6596 allows any other site, which a malicious page would use).
    """
    canonical_url = _normalize_url(url)
    if not declared_url.strip():
        return canonical_url
    try:
        declared_url = _normalize_url(urljoin(canonical_url, declared_url.strip()))
    except (ValueError, InvalidURL):
        return canonical_url
    if is_front_page(declared_url) or not is_same_site(canonical_url, declared_url):
        return canonical_url
    return declared_url


def is_same_source(first_url: str, second_url: str) -> bool:
    """Whether two URLs identify one source. https and http are the same publication."""
    try:
        return get_source_key(first_url) == get_source_key(second_url)
    except InvalidURL:
        return False


def get_source_key(url: str) -> str:
    """The part that all URLs of one source have in common. Raises `InvalidURL`."""
    return canonicalize_url(url).partition("://")[2]


def is_same_site(first_url: str, second_url: str) -> bool:
    """Whether two URLs have the same host, apart from a leading `www.`, `m.` or `amp.`."""
    return _get_site(get_host(first_url)) == _get_site(get_host(second_url))


def is_front_page(url: str) -> bool:
    """Whether a URL names a site and no page of it.

    Many pages declare their site's front page as canonical, and many sites redirect a deleted
    article to the front page; neither is the article.
    """
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


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


def _normalize_url(url: str) -> str:
    parts = _split_url(url)
    host, port = _encode_host(parts), parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        netloc = f"{netloc}:{port}"
    courlan_url = normalize_url(SplitResult(parts.scheme, netloc, parts.path, "", ""))
    path, query = _normalize_path(urlsplit(courlan_url).path), _normalize_query(parts.query)
    fragment = _normalize_fragment(parts.fragment)
    return _validate_length(SplitResult(parts.scheme, netloc, path, query, fragment).geturl())


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
    segments = [_normalize_escapes(segment, "!$&'()*+,;=:@~") for segment in path.split("/")[1:]]
    normalized: list[str] = []
    for segment in segments:
        if segment == "..":
            del normalized[-1:]
        elif segment != ".":
            normalized.append(segment)
    if segments and segments[-1] in (".", ".."):
        normalized.append("")
    return "/" + "/".join(normalized)


def _normalize_escapes(part: str, safe: str) -> str:
    """One spelling for each character; an escaped slash and percent sign stay escaped."""
    return quote(unquote_to_bytes(part), safe=safe)


def _normalize_query(query: str) -> str:
    """Without tracking parameters, and sorted by name: servers ignore the order of names."""
    parameters = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _is_tracking_parameter(name.lower())
    ]
    return urlencode(sorted(parameters, key=lambda parameter: parameter[0]))


def _is_tracking_parameter(name: str) -> bool:
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def _normalize_fragment(fragment: str) -> str:
    """Dropped, unless it is the route of a single-page application (`#!` or `#/`)."""
    return _normalize_escapes(fragment, "!/:@,=&?") if fragment.startswith(("!", "/")) else ""
