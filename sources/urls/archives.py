"""Recognize the addresses of web archives as copies of other addresses. Pure: URLs in, URLs out.

Most archives write the original address into their own, such as
`https://web.archive.org/web/20260504100000/https://news.example/a`. Others, such as perma.cc, have
identifiers only; they name the original in the `Link` header of Memento (RFC 7089), which is
believed only of the archives that are listed here: any page could claim to be a copy of another.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from sources.urls import InvalidURL, get_host, is_front_page, is_same_source

MAX_NESTED_COPIES = 3  # a copy of a copy of a copy
MAX_LINK_HEADER = 10_000  # characters that are read

# 20260504, 20260504100000id_, 2026.05.04-100000, 2026*, 2 for the newest, or nothing.
TIMESTAMP = r"(?:\d[\d.\-]{0,30}\*?|\*)(?:[a-z]{2}_)?"
WAYBACK_PATH = re.compile(rf"/+(?:web|wayback)/+(?:{TIMESTAMP}/+)?(?P<original>.+)")
# After the name of a collection, which may be a number, too.
REPLAY_PATH = re.compile(
    r"/+(?:[\w.-]+/){0,3}?(?:(?:\d{8,14}|\d{4}(?=/[^\d]))(?:[a-z]{2}_)?|[*+])/+(?P<original>.+)"
)
PERMA_PATH = re.compile(r"/warc/[\w-]+/(?P<original>.+)")
MEGALODON_PATH = re.compile(r"/\d{4}-\d{4}-\d{4}-\d{2}/(?P<original>.+)")
ARCHIVE_TODAY_PATH = re.compile(
    rf"/(?:{TIMESTAMP}|newest|oldest|timegate|timemap|o/\w{{4,6}})/(?P<original>.+)"
)
ARCHIVE_TODAY_NEWEST = re.compile(r"/(?P<original>https?(?::|%3A).+)", re.IGNORECASE)
# Perhaps the number of the copy, the address, and perhaps the words of a search.
GOOGLE_CACHE = re.compile(r"cache:(?:[\w-]+:(?!/))?(?P<original>\S+)")
WAYBACK_ACTIONS = re.compile(r"/(?:web|wayback)/(?:available|timemap/\w+)(?:[/?]|$)")
VIDEO_PATH = re.compile(r"/varchive/(?:youtube/\d+/)?(?P<video>[\w-]{6,20})/?")
ARCHIVE_TODAY_HOSTS = {
    *(f"archive.{domain}" for domain in ("today", "ph", "is", "li", "vn", "md", "fo")),
    "archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion",
}
# Archives of libraries, states and universities: a collection, a time and the original address.
REPLAY_HOSTS = (
    *("arquivo.pt", "wayback.archive-it.org", "webarchive.org.uk", "webarchive.loc.gov"),
    *("webarchive.nationalarchives.gov.uk", "webarchive.parliament.uk", "webharvest.gov"),
    *("perma-archives.org", "ghostarchive.org", "vefsafn.is", "wayback.vefsafn.is"),
    *("webarchive.nla.gov.au", "ndhadeliver.natlib.govt.nz", "eresources.nlb.gov.sg"),
    *("webarchive.bac-lac.gc.ca", "digital.library.yorku.ca", "swap.stanford.edu"),
    *("padi.cat", "wayback.webarchiv.cz", "webarchiv.onb.ac.at", "veebiarhiiv.digar.ee"),
    *("nukrobi2.nuk.uni-lj.si", "langzeitarchivierung.bib-bvb.de", "web.archive.bibalex.org"),
    *("webarchive.unesco.org", "collections.internetmemory.org", "conifer.rhizome.org"),
    *("timetravel.mementoweb.org", "archive.wikiwix.com"),
)
# The forms of the path, by host.
PATHS_BY_HOST: dict[str, tuple[re.Pattern, ...]] = {
    **dict.fromkeys(("web.archive.org", "wayback.archive.org", "archive.org"), (WAYBACK_PATH,)),
    **dict.fromkeys(REPLAY_HOSTS, (REPLAY_PATH,)),
    "perma-archives.org": (REPLAY_PATH, PERMA_PATH),
    "megalodon.jp": (MEGALODON_PATH,),
    **dict.fromkeys(ARCHIVE_TODAY_HOSTS, (ARCHIVE_TODAY_PATH, ARCHIVE_TODAY_NEWEST)),
}
# Archives of which a query parameter contains the original address.
PARAMETERS_BY_HOST = {
    "webcitation.org": "url",
    "archive.wikiwix.com": "url",
    "timetravel.mementoweb.org": "url",
    "webcache.googleusercontent.com": "q",
}
PERMA_IDENTIFIER = r"/(?:[A-Z0-9]{2,4}(?:-[A-Z0-9]{2,4}){1,3}|0[A-Z0-9]{9,11})/?"
IDENTIFIER_PATHS_BY_HOST = {
    "perma.cc": re.compile(PERMA_IDENTIFIER, re.IGNORECASE),
    "ghostarchive.org": re.compile(r"/archive/[\w-]+/?"),
    "webcitation.org": re.compile(r"/\w{5,}/?"),
    **dict.fromkeys(
        ARCHIVE_TODAY_HOSTS,
        re.compile(r"/(?:wip/)?(?!search\b|submit\b)\w{4,6}(?:/(?:image|again|share)?)?"),
    ),
}
SCHEME = re.compile(r"(?P<scheme>https?):/{1,2}(?=[^/])", re.IGNORECASE)
BARE_ADDRESS = re.compile(r"[^\s/:?#]+\.[^\s/:?#.]{2,}(?::\d+)?(?:[/?#]|$)")
# A target and its parameters, of which the values may be quoted (RFC 8288, 3).
LINK_VALUE = r"\"[^\"]*\"|'[^']*'|[^\s;,\"']+"
LINK = re.compile(rf"<([^<>\s]{{1,2000}})>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:{LINK_VALUE}))?)*)")
LINK_PARAMETER = re.compile(rf";\s*([\w*-]+)\s*=\s*({LINK_VALUE})")


@dataclass(frozen=True)
class ArchiveAddress:
    """The address of a copy; `original_url` is empty where the address does not contain it."""

    archive: str  # the archive's host, without `www.`
    original_url: str


def parse_archive_url(url: str) -> ArchiveAddress | None:
    """Return what the address of an archived copy says about the original, or None for others.

    The original of a copy of a copy is the innermost address.
    """
    found = _parse_once(url)
    nested = found
    for _attempt in range(MAX_NESTED_COPIES):
        if found is None or nested is None or not nested.original_url:
            break
        nested = _parse_once(nested.original_url)
        if nested and nested.original_url:
            found = ArchiveAddress(found.archive, nested.original_url)
    return found


def is_archive_url(url: str) -> bool:
    """Whether this is the address of a copy in a known web archive."""
    return parse_archive_url(url) is not None


def is_copy_of(copy_url: str, url: str) -> bool:
    """Whether what an archive returned for `url` can be its copy.

    The front page of an archive is none, nor is a page of a known archive that is no copy, or that
    of another address. Of an archive that is not known nothing more can be said.
    """
    if is_front_page(copy_url) or is_same_source(copy_url, url):
        return False
    copy = parse_archive_url(copy_url)
    if copy is None:
        return not _is_known_archive(copy_url)
    return not copy.original_url or is_same_source(copy.original_url, url)


def _is_known_archive(url: str) -> bool:
    try:
        host = get_host(url).removeprefix("www.")
    except InvalidURL:
        return False
    return any(
        host in hosts for hosts in (PATHS_BY_HOST, PARAMETERS_BY_HOST, IDENTIFIER_PATHS_BY_HOST)
    )


def get_original_url(url: str, link_header: str = "") -> str:
    """Return the original of an archived copy, or "" if it is no copy or the original is unknown.

    `link_header` is the value of `Link` in the archive's response; only a known archive is
    believed.
    """
    address = parse_archive_url(url)
    if address is None:
        return ""
    return address.original_url or _read_link_header(link_header)


def _parse_once(url: str) -> ArchiveAddress | None:
    try:
        host = get_host(url).removeprefix("www.")
        parts = urlsplit(url.strip())
    except (InvalidURL, ValueError):
        return None
    rest = url.strip().partition("://")[2]
    path = rest[rest.index("/") :] if "/" in rest else ""
    original = _find_in_path(host, path) or _find_in_query(host, parts.query)
    if original:
        return ArchiveAddress(host, original)
    identifier = IDENTIFIER_PATHS_BY_HOST.get(host)
    return ArchiveAddress(host, "") if identifier and identifier.fullmatch(parts.path) else None


def _find_in_path(host: str, path: str) -> str:
    """The original address at the end of a path; the query of the path belongs to it."""
    video = VIDEO_PATH.fullmatch(path) if host == "ghostarchive.org" else None
    if video:
        return f"https://www.youtube.com/watch?v={video['video']}"
    if WAYBACK_ACTIONS.match(path):
        return ""
    matches = [pattern.match(path) for pattern in PATHS_BY_HOST.get(host, ())]
    originals = [_complete(match["original"]) for match in matches if match]
    return next(filter(None, originals), "")


def _find_in_query(host: str, query: str) -> str:
    name = PARAMETERS_BY_HOST.get(host)
    value = dict(parse_qsl(query)).get(name, "") if name else ""
    if name != "q":
        return _complete(value)
    cached = GOOGLE_CACHE.match(value)
    return _complete(cached["original"]) if cached else ""


def _complete(original: str) -> str:
    """The original address as a URL; archives leave out its scheme, one slash, or escape it."""
    if re.match(r"https?%3a", original, re.IGNORECASE):
        original = unquote(original)
    match = SCHEME.match(original)
    if match:
        original = f"{match['scheme']}://{original[match.end() :]}"
    elif BARE_ADDRESS.match(original):
        original = f"http://{original}"
    else:
        return ""
    try:
        get_host(original)
    except InvalidURL:
        return ""
    return original


def _read_link_header(header: str) -> str:
    """The target of `rel="original"` (RFC 7089, 2.2.1), or ""."""
    for target, parameters in LINK.findall(header[:MAX_LINK_HEADER]):
        for name, value in LINK_PARAMETER.findall(parameters):
            if name.lower() == "rel" and "original" in value.strip("\"'").lower().split():
                return _complete(target)
    return ""
