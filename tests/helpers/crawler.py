"""A crawler that follows every link of the site, in pages and in JSON."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.test import Client

START_PATHS = (
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
HTML_LINK = re.compile(r"""(?:href|src|action|content|cite)=["']([^"']+)["']|<loc>([^<]+)</loc>""")
JSON_LINK = re.compile(r'"((?:https?://[^"]+)?/[^"\s\\{}]*)"')
TEXT_LINK = re.compile(r"^(?:Sitemap|Contact): (\S+)", re.MULTILINE)
OWN_HOSTS = {"", "testserver", "127.0.0.1:8000"}
SKIPPED = ("/static/", "/desk/logout")
MAX_PAGES = 1500  # more of them would be a trap for crawlers


@dataclass(frozen=True)
class Answer:
    status: int
    headers: str
    body: str

    @property
    def all(self) -> str:
        return f"{self.status}\n{self.headers}\n{self.body}"


def fetch(client: Client, path: str) -> Answer:
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = sorted(f"{name}: {value}" for name, value in response.headers.items())
    return Answer(response.status_code, "\n".join(headers), content.decode(errors="replace"))


def crawl(*paths: str) -> dict[str, Answer]:
    """The answer of every path that can be reached, from the start paths and from `paths`."""
    client, answers = Client(raise_request_exception=False), {}
    queue = [*START_PATHS, *paths]
    while queue:
        path = queue.pop()
        if path in answers or path.startswith(SKIPPED):
            continue
        answers[path] = fetch(client, path)
        assert len(answers) <= MAX_PAGES, "The site has no end."
        queue += sorted(list_links(path, answers[path]))
    return answers


def list_links(path: str, answer: Answer) -> set[str]:
    """The links of an answer that lead to this site, without fragments."""
    links = [first or second for first, second in HTML_LINK.findall(answer.body)]
    links += [*JSON_LINK.findall(answer.body), *TEXT_LINK.findall(answer.body)]
    links += re.findall(r"^Location: (.+)$", answer.headers, re.MULTILINE)
    return {target for link in links if (target := _get_own_path(path, unescape(link)))}


def _get_own_path(path: str, link: str) -> str:
    """The path and query of a link to this site; empty for any other link."""
    parts = urlsplit(link)
    if parts.netloc not in OWN_HOSTS or parts.scheme not in ("", "http", "https"):
        return ""
    if parts.path.startswith("/"):
        target = parts.path
    elif parts.query and not parts.path:
        target = path.partition("?")[0]
    else:
        return ""
    return f"{target}?{parts.query}" if parts.query else target
