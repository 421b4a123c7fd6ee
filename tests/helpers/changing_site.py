"""An article that changes: served on loopback, captured, quoted and retrieved again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from claims.workflow import drafting
from sources.capture import capture_text, create_source
from sources.choices import SnapshotExtent
from sources.extraction.extracted_text import ExtractedText
from sources.fetching.http import NetworkAccess
from sources.models import Retrieval
from tests import given

MUCH_LATER = given.NOON + timedelta(days=400)  # when every source is due for a recheck


def create_loopback_access(port: int) -> NetworkAccess:
    """Allow a recheck to reach this machine, at the usual ports and one more."""
    return NetworkAccess(networks=("127.0.0.0/8",), ports=frozenset({80, 443, port}))


LAST_SENTENCE = "The statistical office reported a rise of 4 percent for the same year."
# The last sentence comes first.
REORDERED_TEXT = f"{LAST_SENTENCE} {given.TEXT.removesuffix(LAST_SENTENCE).rstrip()}"


class ServedArticle:
    """The text and status served at one URL, and how often it was requested."""

    def __init__(self, port: int, text: str):
        self.url, self.port = f"http://127.0.0.1:{port}/on-trade", port
        self.text, self.status, self.request_count = text, 200, 0

    @property
    def network_access(self) -> NetworkAccess:
        return create_loopback_access(self.port)


@contextmanager
def serve_article(text: str = given.TEXT) -> Iterator[ServedArticle]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 — the name that http.server calls
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            article.request_count += 1
            raw = article.text.encode()
            self.send_response(article.status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_):
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    article = ServedArticle(server.server_port, text)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield article
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def create_retrieval(
    source, text: str | None, *, at=None, gone=False, by=None, **fields
) -> Retrieval:
    """Create a retrieval of the source without the network: of this text, or a refusal.

    `fields` are what the page says of itself, such as its title and its notices.
    """
    at, by = at or given.moment(), by or given.person("ana")
    snapshot = None
    if text is not None:
        snapshot, _ = capture_text(source, ExtractedText(text, "text/plain", "text"), by=by, at=at)
    return Retrieval.objects.create(
        source=source,
        snapshot=snapshot,
        requested=source.url or "https://paper.example/on-trade",
        refusal="" if snapshot else "The server answered 404." if gone else "It did not answer.",
        status=404 if gone else None,
        gone=gone,
        retrieved_at=at,
        retrieved_by=by,
        **fields,
    )


def create_published_verdict(
    url="https://paper.example/on-trade",
    text=given.TEXT,
    extent=SnapshotExtent.WHOLE,
    **source_fields,
):
    """Publish a verdict that refutes its claim with a passage of a source with a URL."""
    ana = given.person("ana")
    source = create_source(by=ana, at=given.moment(), title="On trade", url=url, **source_fields)
    extracted = ExtractedText(text, "text/plain", "text")
    snapshot, _ = capture_text(source, extracted, by=ana, at=given.moment(), extent=extent)
    verdict = drafting.create_draft(
        given.claim(), by=ana, at=given.moment(), **given.verdict_content()
    )
    passage = given.passage(of=snapshot)
    drafting.cite(verdict, passage, by=ana, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))


def get_source(verdict):
    return verdict.evidence.get().passage.snapshot.source


def get_later_moment(days: float):
    """Return a moment that many days after everything that has happened in the test."""
    return given.moment() + timedelta(days=days)
