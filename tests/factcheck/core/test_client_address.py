"""One idea of the client's address, with forged `X-Forwarded-For` headers."""

from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import RequestFactory

from factcheck.core.client_address import UNKNOWN_ADDRESS, get_client_address, get_network

CLIENT, FORGED = "198.51.100.7", "203.0.113.9"
OUTER, INNER = "192.0.2.1", "192.0.2.2"  # the desk's own proxies


def get_address(forwarded: str | None, connected: str) -> str:
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return get_client_address(RequestFactory().get("/", REMOTE_ADDR=connected, **extra))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "connected"),
    [
        (0, None, CLIENT),
        (0, FORGED, CLIENT),
        (0, f"{FORGED}, {FORGED}", CLIENT),
        (1, CLIENT, INNER),
        (1, f"{FORGED}, {CLIENT}", INNER),
        (1, f"{FORGED},{FORGED}, {CLIENT} ", INNER),
        (1, f", {CLIENT}:50123", INNER),
        (2, f"{CLIENT}, {OUTER}", INNER),
        (2, f"{FORGED}, {CLIENT}, {OUTER}", INNER),
        (2, f"{FORGED}, {FORGED}, {CLIENT}, {OUTER}", INNER),
    ],
)
def test_a_client_cannot_choose_the_address_that_counts(settings, proxies, forwarded, connected):
    settings.TRUSTED_PROXIES = proxies
    assert get_address(forwarded, connected) == CLIENT


@pytest.mark.parametrize(
    ("proxies", "forwarded"),
    [
        (1, None),
        (1, ""),
        (1, "unknown"),
        (1, f"{FORGED}, not-an-address"),
        (2, FORGED),  # did not come through both proxies
        (2, f"{FORGED}, _hidden, {OUTER}"),
    ],
)
def test_a_header_without_a_true_address_is_ignored(settings, proxies, forwarded):
    settings.TRUSTED_PROXIES = proxies
    assert get_address(forwarded, INNER) == INNER


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:DB8:0::1]:443", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("::ffff:198.51.100.7", CLIENT),
        ("198.51.100.7:443", CLIENT),
    ],
)
def test_an_address_has_one_form(settings, entry, address):
    settings.TRUSTED_PROXIES = 1
    assert get_address(entry, INNER) == address


def test_a_server_without_network_addresses_counts_all_clients_together():
    assert get_address(None, "") == UNKNOWN_ADDRESS  # a Unix socket without TRUSTED_PROXIES


def test_a_network_is_what_the_client_cannot_choose():
    assert get_network(CLIENT) == CLIENT
    assert get_network("2001:db8::1") == get_network("2001:db8::ffff:1:2:3")
    assert get_network("2001:db8::1") != get_network("2001:db8:0:1::1")


def test_no_other_module_reads_the_address():
    words = ("REMOTE_ADDR", "FORWARDED_FOR", "X-Forwarded-For", "get_ident")
    # The page with the passwords of the demo refuses every request that came through a proxy.
    expected = {"factcheck/core/client_address.py", "factcheck/development.py"}
    found = {
        str(path.relative_to(site_settings.BASE_DIR))
        for root in ("factcheck", "claims", "sources")
        for path in Path(site_settings.BASE_DIR, root).rglob("*.py")
        if any(word in path.read_text() for word in words)
    }
    assert found == expected
