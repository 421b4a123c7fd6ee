"""What docs/security.md says: headers, scripts, passwords, redirects, and that its tests exist."""

import re

import pytest
from django.conf import settings

from tests import given
from tests.helpers.client import Client

pytestmark = pytest.mark.django_db

DOCUMENT = settings.BASE_DIR / "docs/security.md"
ADDRESSES = ("/", "/claims/", "/desk/login/", "/desk/", "/api/v1/", "/nothing/", "/tips/")
SCRIPTS = sorted(settings.BASE_DIR.glob("factcheck/*/static/**/*.js"))
MARKUP_FROM_TEXT = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function)"
)


# ── headers ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_has_the_security_headers(client, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_body_has_a_type_with_its_encoding(client, address):
    response = client.get(address)
    if response.content:
        media_type = response["Content-Type"]
        assert media_type == "text/html; charset=utf-8" or "json" in media_type


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_answers_trace(client, address):
    assert client.generic("TRACE", address).status_code in (302, 404, 405)


# ── scripts, passwords and redirects ──────────────────────────────────────────────────────────────
def test_no_script_makes_markup_or_code_of_text():
    assert len(SCRIPTS) > 5
    assert [path.name for path in SCRIPTS if MARKUP_FROM_TEXT.search(path.read_text())] == []


def list_password_fields(page: str) -> list[str]:
    return re.findall(r'<input[^>]*name="[^"]*password[^"]*"[^>]*>', page)


def test_password_fields_hide_what_is_typed_and_let_password_managers_fill_it(client):
    ana = Client()
    ana.force_login(given.person("ana"))
    pages = [client.get("/desk/login/"), ana.get("/desk/password_change/")]
    fields = [field for page in pages for field in list_password_fields(page.content.decode())]
    assert len(fields) == 4
    for field in fields:
        assert 'type="password"' in field
        assert re.search('autocomplete="(current|new)-password"', field)
        assert "onpaste" not in field


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_a_sign_in_leads_to_no_other_site(client, target):
    ana = given.person("ana")
    ana.set_password("four wooden chairs")
    ana.save()
    data = {"username": "ana", "password": "four wooden chairs", "next": target}
    response = client.post(f"/desk/login/?next={target}", data)
    assert response.status_code == 302
    assert response["Location"].startswith("/desk/")


# ── the document ──────────────────────────────────────────────────────────────────────────────────
def test_every_test_that_the_document_names_exists():
    named = re.findall(r"`tests/([\w/]+\.py)(?:::(\w+))?`", DOCUMENT.read_text())
    assert len(named) > 150
    for path, name in set(named):
        source = (settings.BASE_DIR / "tests" / path).read_text()
        assert not name or re.search(rf"^def {name}\b", source, re.MULTILINE), (path, name)


def test_every_link_of_the_document_leads_somewhere():
    for link in re.findall(r"\]\(([^)#]+)\)", DOCUMENT.read_text()):
        assert link.startswith("https://") or (DOCUMENT.parent / link).exists(), link


def test_the_document_answers_each_requirement_of_the_standard_once():
    """The chapters have these numbers of requirements at levels 1 and 2 of ASVS 5.0.0."""
    counts = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7}
    counts |= {11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16}
    text = DOCUMENT.read_text().partition("## OWASP ASVS")[2]
    numbers = re.findall(r"^\| (\d+\.\d+\.\d+) \|", text, re.MULTILINE)
    excepted = text.partition("These do not apply:")[2]
    for first, last in re.findall(r"(\d+\.\d+\.\d+)(?: to (\d+\.\d+\.\d+))?", excepted):
        prefix, _, start = first.rpartition(".")
        end = last.rpartition(".")[2] or start
        if not (last == "" and first in numbers):
            numbers += [f"{prefix}.{number}" for number in range(int(start), int(end) + 1)]
    assert len(numbers) == len(set(numbers))
    chapters = [int(number.partition(".")[0]) for number in numbers]
    assert {chapter: chapters.count(chapter) for chapter in counts} == counts
