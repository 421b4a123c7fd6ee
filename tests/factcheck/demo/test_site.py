"""The demo's own site: its pages change, rechecks notice, and nothing else here can be fetched."""

import socket
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from claims.choices import SourceAlertKind
from claims.models import SourceAlert, Verdict
from claims.monitoring.recheck import recheck_source
from factcheck.accounts.system_user import get_system_user
from factcheck.demo import site
from factcheck.demo.fixtures import read_demo
from factcheck.demo.loader import load_demo
from factcheck.management.commands.load_demo import FOLDER
from sources.capture.demo_site import get_network_access
from sources.choices import QuoteCheckOutcome
from sources.models import QuoteCheck, Source


@pytest.fixture
def demo_site(settings):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        settings.DEMO_SITE_PORT = probe.getsockname()[1]
    settings.DEMO_SITE_URL = f"http://127.0.0.1:{settings.DEMO_SITE_PORT}"
    with site.serve_demo_site() as served:
        yield served


def read(path: str) -> str:
    with urlopen(site.get_page_url(path)) as response:
        return response.read().decode()


# ── the pages ───────────────────────────────────────────────────────────────────────────────────
def test_each_page_is_shown_as_captured_and_as_changed(demo_site):
    demo_site.set_changed(False)
    captured = {name: read(name) for name in demo_site.pages}
    assert "48 million" in captured["harbour-costs"]
    demo_site.set_changed(True)
    assert "84 million" in read("harbour-costs")
    assert "Correction:" in read("harbour-jobs") and "Correction" not in captured["harbour-jobs"]
    assert "not a robot" in read("harbour-survey")
    with pytest.raises(HTTPError, match="410"):
        read("council-minutes")


def test_the_user_switches_a_page_on_the_page_of_contents(demo_site):
    contents = read("")
    assert all(page.title in contents for page in demo_site.pages.values())
    for version, is_changed in (("captured", False), ("changed", True)):
        form = urlencode({"page": "harbour-costs", "version": version}).encode()
        with urlopen(site.get_page_url(""), data=form) as response:
            assert response.status == 200
        assert demo_site.pages["harbour-costs"].is_changed is is_changed
    assert all(page.is_changed for page in demo_site.pages.values())


def test_an_unknown_page_is_not_found(demo_site):
    for path in ("other", "../pages.yaml", "harbour-costs.changed.html"):
        with pytest.raises(HTTPError, match="404"):
            read(path)
    with pytest.raises(HTTPError, match="404"):
        urlopen(site.get_page_url(""), data=b"page=other&version=changed")


def test_a_port_in_use_is_named(demo_site):
    message = f"port {demo_site.server_port} .*DEMO_SITE_PORT"
    with pytest.raises(CommandError, match=message), site.serve_demo_site():
        pass


# ── what rechecks find, and what readers are told ───────────────────────────────────────────────
@pytest.fixture
def fact_check(db, demo_site) -> Verdict:
    """The demo's fact-check that quotes the pages, after they changed and were rechecked."""
    demo_site.set_changed(False)
    load_demo(read_demo(FOLDER, site.FOLDER))
    demo_site.set_changed(True)
    for source in Source.objects.exclude(url=""):
        recheck_source(source, by=get_system_user(), at=timezone.now())
    return Verdict.objects.get(claim__topics__slug="varnbeck")


def test_every_change_is_found(fact_check):
    checks = {
        check.retrieval.source.url.rpartition("/")[2]: check for check in QuoteCheck.objects.all()
    }
    assert {name: check.outcome for name, check in checks.items()} == {
        "harbour-costs": QuoteCheckOutcome.ALTERED,
        "harbour-jobs": QuoteCheckOutcome.EXACT,
        "harbour-survey": QuoteCheckOutcome.NOT_ARTICLE,
        "council-minutes": QuoteCheckOutcome.UNREACHABLE,
    }
    assert checks["harbour-costs"].material
    assert checks["council-minutes"].retrieval.gone
    alerts = SourceAlert.objects.filter(verdict=fact_check)
    kinds = {alert.retrieval.source.url.rpartition("/")[2]: alert.kind for alert in alerts}
    assert kinds == {
        "harbour-costs": SourceAlertKind.QUOTE,
        "harbour-jobs": SourceAlertKind.NOTICE,
        "council-minutes": SourceAlertKind.QUOTE,
    }


def test_readers_are_told_only_what_is_known_without_an_editor(fact_check):
    page = Client().get(f"/claims/{fact_check.claim.public_id}/", follow=True).content.decode()
    assert "48 million" in page
    for accusation in ("84 million", "90 new jobs", "Correction:", "altered", "not a robot"):
        assert accusation not in page
    assert page.count("could not be checked since") == 2


# ── what may be fetched ─────────────────────────────────────────────────────────────────────────
def test_only_the_demo_site_is_allowed_on_this_machine(settings):
    settings.DEMO_SITE_URL = "http://127.0.0.1:8010"
    access = get_network_access("http://127.0.0.1:8010/harbour-costs")
    assert (access.networks, access.ports) == (("127.0.0.1/32",), {8010})
    for url in (
        "http://127.0.0.1:8010.example/",
        "http://127.0.0.1:80101/",
        "http://127.0.0.1:8010@192.0.2.1/",
        "http://127.0.0.1:8000/",
        "http://127.0.0.1/",
        "http://localhost:8010/",
        "https://127.0.0.1:8010/",
        "http://192.0.2.1:8010/",
    ):
        assert get_network_access(url) is None, url


def test_nothing_on_this_machine_is_allowed_outside_demo_mode(settings):
    settings.DEMO_SITE_URL = ""
    assert get_network_access("http://127.0.0.1:8010/harbour-costs") is None
    assert get_network_access("/harbour-costs") is None
