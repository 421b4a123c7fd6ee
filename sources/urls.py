"""When are two addresses the address of one source? Pure: addresses in, addresses out.

An address names a publication and carries much else: where the reader came from, which button was
pressed, which newsletter it stood in. A canonical address keeps what names the publication and
nothing else. What is not known to be noise stays, because two articles taken for one would mix
their snapshots, which is worse than one article kept twice.

The spelling of path and host is courlan's (https://github.com/adbar/courlan). Its list of query
parameters is not used: it also drops `cid`, `source` or `keyword`, which name articles elsewhere.
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

LONGEST = 2000  # characters: the column's width, and more than browsers are sure to send

# Written by mailers, advertisers and social networks; none of them names a page.
TRACKING = {
    *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid"),
    *("twclid", "ttclid", "igshid", "igsh", "li_fat_id", "srsltid", "gad_source", "_ga", "_gl"),
    *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp"),
    *("vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid", "_openstat"),
    *("at_medium", "at_campaign", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname"),
}
TRACKING_FAMILIES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "itm_")
CONTROL = re.compile(r"[\x00-\x20\x7f]")
DEFAULT_PORTS = {"http": 80, "https": 443}


class NotAnAddress(ValueError):
    """This is no address of a publication on the web; the message says why in one sentence."""


def canonical(address: str, declared: str = "") -> str:
    """The one spelling of an address; `canonical(canonical(a)) == canonical(a)`.

    `declared` is what the page names as its `rel=canonical`, absolute or not: it is taken instead
    if it belongs to the same site (RFC 6596 lets a page name any other, and a hostile one would).
    Raises `NotAnAddress`.
    """
    spelled = _spelled(address)
    if not declared.strip():
        return spelled
    try:
        other = _spelled(urljoin(spelled, declared.strip()))
    except ValueError:
        return spelled
    return other if same_site(spelled, other) and not is_front_page(other) else spelled


def same_source(one: str, other: str) -> bool:
    """Whether two addresses are those of one source; https and http are the same publication."""
    try:
        return source_key(one) == source_key(other)
    except NotAnAddress:
        return False


def source_key(address: str) -> str:
    """What all addresses of one source have in common. Raises `NotAnAddress`."""
    return canonical(address).partition("://")[2]


def same_site(one: str, other: str) -> bool:
    """Whether two addresses have one host, but for a leading `www.`, `m.` or `amp.`."""
    return _site(host_of(one)) == _site(host_of(other))


def is_front_page(address: str) -> bool:
    """Whether an address names a site and nothing on it.

    Many a page names its site's front page as its canonical address, and many a site leads there
    from an article that is gone; the front page is neither.
    """
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def host_of(address: str) -> str:
    """The host as DNS knows it: lower case, A-labels. Raises `NotAnAddress`."""
    return _host(_parted(address))


def readable_host(host: str) -> str:
    """A host as people write it, where its A-labels stand for another alphabet."""
    try:
        return idna.decode(host)
    except UnicodeError:
        return host


def _site(host: str) -> str:
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", host)


def _spelled(address: str) -> str:
    parts = _parted(address)
    host, port = _host(parts), parts.port
    shown = f"[{host}]" if ":" in host else host
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        shown = f"{shown}:{port}"
    plain = urlsplit(normalize_url(SplitResult(parts.scheme, shown, parts.path, "", "")))
    path, query = _path(plain.path), _query(parts.query)
    spelled = SplitResult(parts.scheme, shown, path, query, _route(parts.fragment))
    return _fitting(spelled.geturl())


def _parted(address: str) -> SplitResult:
    address = address.strip()
    if CONTROL.search(address) or "\\" in address:
        raise NotAnAddress("An address holds no spaces, control characters or backslashes.")
    try:
        parts = urlsplit(_fitting(address))
        port = parts.port
    except ValueError as error:
        if isinstance(error, NotAnAddress):
            raise
        raise NotAnAddress("This is not an address: its host or port cannot be read.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise NotAnAddress("An address begins with http:// or https://.")
    if parts.username is not None or parts.password is not None:
        raise NotAnAddress("An address with a user name or a password in it is not read.")
    if not parts.hostname or port == 0:
        raise NotAnAddress("This is not an address: its host or port cannot be read.")
    return parts


def _fitting(address: str) -> str:
    if len(address) > LONGEST:
        raise NotAnAddress(f"An address has at most {LONGEST} characters.")
    return address


def _host(parts: SplitResult) -> str:
    host = parts.hostname.rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except UnicodeError:
        return _plain_host(host)


def _plain_host(host: str) -> str:
    """Hosts that DNS carries and IDNA does not allow, such as one with an underscore."""
    if not re.fullmatch(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", host):
        raise NotAnAddress("This is not an address: its host or port cannot be read.")
    return host


def _path(path: str) -> str:
    """Without `.` and `..` (RFC 3986, 5.2.4), and with each character escaped in one way."""
    kept: list[str] = []
    segments = [_escaped(segment, "!$&'()*+,;=:@~") for segment in path.split("/")[1:]]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _escaped(part: str, safe: str) -> str:
    """Percent-encoding that two spellings of one character share; %2F and % itself stay escaped."""
    return quote(unquote_to_bytes(part), safe=safe)


def _query(query: str) -> str:
    """Without tracking; the rest in the order of its names, because servers do not mind it."""
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _tracks(name.lower())
    ]
    return urlencode(sorted(kept, key=lambda pair: pair[0]))


def _tracks(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_FAMILIES)


def _route(fragment: str) -> str:
    """A place in the page is dropped; a route of a page drawn by script (`#!`, `#/`) names it."""
    return _escaped(fragment, "!/:@,=&?") if fragment.startswith(("!", "/")) else ""
