"""An article on the web that changes: served on loopback, captured, quoted and looked at again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from claims.workflow import drafting
from sources.capture import capture, new_source
from sources.choices import Extent
from sources.extraction.text import Extract
from sources.fetching.http import Reach
from sources.models import Retrieval
from tests import given

MUCH_LATER = given.NOON + timedelta(days=400)  # when everything is due again


def loopback(port: int) -> Reach:
    """What a look may reach in a test: this machine, at one port more than usual."""
    return Reach(networks=("127.0.0.0/8",), ports=frozenset({80, 443, port}))


LAST = "The statistical office reported a rise of 4 percent for the same year."
MOVED = f"{LAST} {given.TEXT.removesuffix(LAST).rstrip()}"  # what stood last stands first


class Article:
    """One address and what it answers; how often it was asked is counted."""

    def __init__(self, port: int, text: str):
        self.address, self.port = f"http://127.0.0.1:{port}/on-trade", port
        self.text, self.status, self.asked = text, 200, 0

    @property
    def reach(self) -> Reach:
        return loopback(self.port)


@contextmanager
def served(text: str = given.TEXT) -> Iterator[Article]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 — http.server calls it so
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            article.asked += 1
            raw = article.text.encode()
            self.send_response(article.status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_):
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    article = Article(server.server_port, text)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield article
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def looked(source, text: str | None, *, at=None, gone=False, by=None) -> Retrieval:
    """A look at the source without the network: it brought this text, or nothing."""
    at, by = at or given.moment(), by or given.person("ana")
    snapshot = None
    if text is not None:
        snapshot, _ = capture(source, Extract(text, "text/plain", "text"), by=by, at=at)
    return Retrieval.objects.create(
        source=source,
        snapshot=snapshot,
        requested=source.url or "https://paper.example/on-trade",
        refusal="" if snapshot else "The server answered 404." if gone else "It did not answer.",
        status=404 if gone else None,
        gone=gone,
        retrieved_at=at,
        retrieved_by=by,
    )


def published(
    url="https://paper.example/on-trade", text=given.TEXT, extent=Extent.WHOLE, **described
):
    """A published verdict that refutes with a passage of a source with an address."""
    ana = given.person("ana")
    source = new_source(by=ana, at=given.moment(), title="On trade", url=url, **described)
    brought = Extract(text, "text/plain", "text")
    snapshot, _ = capture(source, brought, by=ana, at=given.moment(), extent=extent)
    verdict = drafting.draft(given.claim(), by=ana, at=given.moment(), **given.content())
    passage = given.passage(of=snapshot)
    drafting.cite(verdict, passage, by=ana, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))


def source_of(verdict):
    return verdict.evidence.get().passage.snapshot.source


def later(days: float):
    """A moment so many days after everything that was told so far."""
    return given.moment() + timedelta(days=days)
