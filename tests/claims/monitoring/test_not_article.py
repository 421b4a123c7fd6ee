"""A page in place of the article is a failed recheck, and says nothing about any quotation."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from claims.models import SourceAlert
from claims.monitoring import recheck, schedule
from claims.publication import queries
from claims.workflow import drafting
from sources.capture import CaptureError, capture_url
from sources.models import Retrieval
from tests import given
from tests.helpers.changing_site import create_loopback_access, get_later_moment
from tests.helpers.other_pages import PAGES, build_other_page

pytestmark = pytest.mark.django_db

ARTICLE = (
    "<p>The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year.</p>"
    "<p>The statistical office reported a rise of 4 percent for the same year, and said so in a "
    "letter to the chamber of commerce, which had asked for the figures of both years.</p>"
    "<p>Farmers doubt both figures, and the chamber has announced one of its own for spring.</p>"
)
DAYS = 3


def build_page(body: str = ARTICLE, title: str = "On trade") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><nav>Home</nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main><footer>Recipes</footer>"
        "</body></html>"
    )


class Site:
    """A page that changes; `network_access` lets captures reach it."""

    def __init__(self, port: int):
        self.url = f"http://127.0.0.1:{port}/on-trade"
        self.network_access = create_loopback_access(port)
        self.html, self.location = build_page(), ""

    def capture(self, **fields) -> Retrieval:
        return capture_url(
            self.url,
            by=given.person("ana"),
            at=given.moment(),
            network_access=self.network_access,
            **fields,
        )

    def recheck(self, verdict, days: float = DAYS) -> Retrieval:
        source = verdict.evidence.first().passage.snapshot.source
        at, access = get_later_moment(days), self.network_access
        return recheck.recheck_source(source, by=given.person("ana"), at=at, network_access=access)


@contextmanager
def serve():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 — the name that http.server calls
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            if site.location and self.path != site.location:
                self.send_response(302)
                self.send_header("Location", site.location)
                self.end_headers()
                return
            raw = site.html.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_):
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_port)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site():
    with serve() as served:
        yield served


def publish(site: Site, *quotes: str):
    """A published verdict that cites these words of the page."""
    snapshot, ana = site.capture().snapshot, given.person("ana")
    verdict = drafting.create_draft(
        given.claim(), by=ana, at=given.moment(), **given.verdict_content()
    )
    for quote in quotes or (given.OFFICE,):
        passage = given.passage(quote, of=snapshot)
        drafting.cite(verdict, passage, by=ana, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))


def get_statuses(verdict) -> list:
    return list(queries.get_claim(verdict.claim.public_id).quote_statuses.values())


def test_none_of_sixty_other_pages_leads_to_a_statement_about_the_quotation(site):
    verdict = publish(site)
    found = site.recheck(verdict)
    failures = 0
    for number, page in enumerate(PAGES):
        site.html = build_other_page(*page)
        retrieval = site.recheck(verdict, DAYS + number + 1)
        assert retrieval.snapshot is None, page
        assert retrieval.checks.get().outcome in ("not_article", "unreachable"), page
        failures += 1
        (status,) = get_statuses(verdict)
        assert (status.status, status.last_outcome) == ("unreachable", "exact"), page
        assert status.latest.last_found_at == found.retrieved_at, page
    assert len(PAGES) == failures == 60
    assert not SourceAlert.objects.exists()
    assert schedule.list_unreachable_sources().get().failures == 60
    site.html = build_page()
    site.recheck(verdict, 100)
    assert get_statuses(verdict)[0].status == "exact"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/", "front_page"),
        ("/login?back=1", "login"),
        ("/consent", "consent"),
        ("/404", "not_found"),
    ],
)
def test_the_address_that_a_redirect_leads_to_counts(site, location, reason):
    verdict = publish(site)
    site.location = location
    site.html = build_page(f"<p>{'Something else is here, with many other words. ' * 9}</p>", "X")
    retrieval = site.recheck(verdict)
    assert (retrieval.not_article, retrieval.snapshot) == (reason, None)
    assert retrieval.checks.get().outcome == "not_article"


def test_the_refusal_says_why_and_the_page_is_fetched_again_soon(site):
    verdict = publish(site)
    site.html = build_other_page("consent", "en")
    retrieval = site.recheck(verdict)
    assert retrieval.refusal == (
        "This may not be the article: it asks for consent to cookies or tracking."
    )
    source = schedule.list_monitored_sources().get()
    delay = schedule.compute_next_recheck_at(source) - retrieval.retrieved_at
    assert delay == schedule.FIRST_RETRY_DELAY


@pytest.mark.parametrize(
    "html",
    [
        build_page(ARTICLE.replace("4 percent", "17 percent")),
        build_page(ARTICLE + "<div class='g-recaptcha'></div><p>Log in to comment.</p>"),
        build_page(ARTICLE + "<p>We value your privacy.</p>"),
        build_page(ARTICLE, "404"),
        build_page(ARTICLE + "<div class='paywall'>Subscribe to continue reading</div>"),
    ],
)
def test_a_page_that_still_has_the_article_is_the_article(site, html):
    verdict = publish(site)
    site.html = html
    retrieval = site.recheck(verdict)
    assert (retrieval.not_article, retrieval.refusal) == ("", "")
    assert retrieval.checks.get().outcome in ("exact", "altered")


# ── first captures ──────────────────────────────────────────────────────────────────────────────
def test_a_doubtful_page_is_captured_only_after_confirming(site):
    site.html = build_other_page("paywall", "en")
    with pytest.raises(CaptureError, match="This may not be the article: it shows a part"):
        site.capture()
    assert not Retrieval.objects.exists()
    retrieval = site.capture(is_article=True)
    assert retrieval.snapshot is not None
    assert retrieval.not_article == "paywall"


def test_a_confirmation_is_valid_for_the_same_reason_only(site):
    verdict = publish(site)
    source = verdict.evidence.get().passage.snapshot.source
    site.html = build_other_page("paywall", "en")
    site.capture(source=source, is_article=True)
    site.html = site.html.replace("The council met on Tuesday", "Rain fell on Monday in the north")
    assert site.recheck(verdict).snapshot is not None
    site.html = build_other_page("robot_check", "en")
    assert site.recheck(verdict, DAYS + 1).not_article == "robot_check"


def test_a_doubtful_capture_of_a_known_source_is_recorded(site):
    site.capture()
    site.html = build_other_page("login", "de")
    with pytest.raises(CaptureError, match="it is a login page"):
        site.capture()
    assert Retrieval.objects.first().not_article == "login"
