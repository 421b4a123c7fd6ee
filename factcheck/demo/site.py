"""The demo's own web site, whose pages change after they were captured.

It makes visible what the rechecks find: its page of contents shows each page as it was captured or
as it was changed, whichever the user chooses. It listens on the loopback address, at the port of
the setting `DEMO_SITE_PORT`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import yaml
from django.conf import settings
from django.core.management.base import CommandError
from django.template.loader import render_to_string

FOLDER = settings.BASE_DIR / "fixtures" / "demo_site"
PAGES_FOLDER = FOLDER / "pages"
GONE = "<!doctype html><title>Gone</title><h1>410 Gone</h1><p>This page was removed.</p>"
MAX_FORM_BYTES = 1000


@dataclass
class DemoPage:
    """A page of the site. `change` says what is different once it is changed."""

    name: str
    title: str
    change: str
    is_changed: bool = True

    def get_file(self) -> Path | None:
        """The file to serve, or None for a page that is gone."""
        ending = ".changed.html" if self.is_changed else ".html"
        file = PAGES_FOLDER / f"{self.name}{ending}"
        return file if file.exists() else None


class DemoSite(ThreadingHTTPServer):
    """The site. All its pages are changed at first. Raises `OSError` if the port is in use."""

    daemon_threads = True

    def __init__(self, port: int):
        entries = yaml.safe_load((FOLDER / "pages.yaml").read_text("utf-8"))
        self.pages = {entry["name"]: DemoPage(**entry) for entry in entries}
        super().__init__(("127.0.0.1", port), Handler)

    def set_changed(self, is_changed: bool, *names: str) -> None:
        """Show these pages, or all of them, as they were changed or as they were captured."""
        for name in names or self.pages:
            self.pages[name].is_changed = is_changed


class Handler(BaseHTTPRequestHandler):
    """Answers from files. The user switches a page with the form on the page of contents."""

    server: DemoSite

    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/")
        if name == "":
            pages = self.server.pages.values()
            self._respond(200, render_to_string("development/demo_site.html", {"pages": pages}))
        elif name == "robots.txt":
            self._respond(200, "User-agent: *\nDisallow:\n", "text/plain")
        elif name == "style.css":
            self._respond(200, (PAGES_FOLDER / name).read_text("utf-8"), "text/css")
        elif name not in self.server.pages:
            self._respond(404, "There is no such page.", "text/plain")
        elif file := self.server.pages[name].get_file():
            self._respond(200, file.read_text("utf-8"))
        else:
            self._respond(410, GONE)

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), MAX_FORM_BYTES)
        form = parse_qs(self.rfile.read(length).decode("ascii", "replace"))
        (name,), (version,) = form.get("page", [""]), form.get("version", [""])
        if name not in self.server.pages:
            self._respond(404, "There is no such page.", "text/plain")
            return
        self.server.set_changed(version == "changed", name)
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _respond(self, status: int, text: str, media_type: str = "text/html") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args) -> None:
        """Print nothing."""


def start_demo_site() -> DemoSite:
    """Serves the site until this process ends. Raises `CommandError` if its port is in use."""
    port = settings.DEMO_SITE_PORT
    try:
        site = DemoSite(port)
    except OSError as error:
        raise CommandError(
            f"The demo's own site cannot use port {port} ({error.strerror}). Choose another before "
            "the demo is loaded: FACTCHECK_DEMO_SITE_PORT=8011 make run"
        ) from None
    Thread(target=site.serve_forever, daemon=True, name="demo site").start()
    return site


@contextmanager
def serve_demo_site() -> Iterator[DemoSite]:
    """Serves the site as long as the block. Raises `CommandError` if its port is in use."""
    site = start_demo_site()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()


def get_page_url(name: str) -> str:
    """The address of a page of the site."""
    return f"{settings.DEMO_SITE_URL}/{name}"
