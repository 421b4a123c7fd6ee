"""Somebody who reads the whole site: follows every link of its own, in pages and in JSON."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.test import Client

STARTS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/api/",
    "/api/v1/",
    "/api/v1/schema/",
    "/desk/",
    "/feeds/",
    "/claims/?q=okapi",
)
LINK = re.compile(r"""(?:href|src|action|content|cite)=["']([^"']+)["']|<loc>([^<]+)</loc>""")
IN_JSON = re.compile(r'"((?:https?://[^"]+)?/[^"\s\\{}]*)"')
PLAIN = re.compile(r"^(?:Sitemap|Contact): (\S+)", re.MULTILINE)
OWN = {"", "testserver", "127.0.0.1:8000"}
SKIPPED = ("/static/", "/desk/logout")
MOST = 1500  # addresses; more of them would be a trap for crawlers


@dataclass(frozen=True)
class Answer:
    status: int
    headers: str
    body: str

    @property
    def all(self) -> str:
        return f"{self.status}\n{self.headers}\n{self.body}"


def ask(client: Client, address: str) -> Answer:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = sorted(f"{name}: {value}" for name, value in response.headers.items())
    return Answer(response.status_code, "\n".join(headers), content.decode(errors="replace"))


def crawl(*more: str) -> dict[str, Answer]:
    """Every address that can be reached, with its answer."""
    client, found, waiting = Client(raise_request_exception=False), {}, [*STARTS, *more]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(SKIPPED):
            continue
        found[address] = ask(client, address)
        assert len(found) <= MOST, "The site has no end."
        waiting += sorted(links(address, found[address]))
    return found


def links(address: str, answer: Answer) -> set[str]:
    """The site's own addresses in an answer, without their fragments."""
    named = [first or second for first, second in LINK.findall(answer.body)]
    named += [*IN_JSON.findall(answer.body), *PLAIN.findall(answer.body)]
    named += re.findall(r"^Location: (.+)$", answer.headers, re.MULTILINE)
    return {own for one in named if (own := _own(address, unescape(one)))}


def _own(address: str, link: str) -> str:
    """The path and query of a link to this site; empty for any other."""
    parts = urlsplit(link)
    if parts.netloc not in OWN or parts.scheme not in ("", "http", "https"):
        return ""
    if parts.path.startswith("/"):
        path = parts.path
    elif parts.query and not parts.path:
        path = address.partition("?")[0]
    else:
        return ""
    return f"{path}?{parts.query}" if parts.query else path
