"""Nothing that is not public has a way onto any page, into any count, redirect or search."""

import re

import pytest

from claims.workflow import actions, drafting
from tests import given
from tests.factcheck.public.conftest import address_of

pytestmark = pytest.mark.django_db
CANARY = "Zyzzyva"
LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture
def secrets():
    """One published claim; and the canary in all that stands beside it unpublished."""
    ana = given.person("ana")
    hidden = given.claimant(f"{CANARY} Person")
    beetles = given.topic("beetles", f"{CANARY} beetles")
    about = given.claim(f"{CANARY} is it", claimant=hidden, origin="person", topics=[beetles])
    draft = given.draft(of=about, finding=f"{CANARY} is a weevil.")
    source = given.snapshot(f"{CANARY} lives in palms.", title=f"{CANARY} weekly")
    quoted = given.passage("lives in palms", of=source)
    drafting.cite(draft, quoted, by=ana, at=given.moment(), stance="context")
    sent = given.in_review(finding=f"{CANARY} again.")
    actions.send_back(sent, by=given.person("bo"), at=given.moment(), comment=f"{CANARY}?")
    published = given.published()
    drafting.edit(
        given.corrected(published), by=ana, at=given.moment(), finding=f"{CANARY} instead."
    )
    given.suspended(finding=f"{CANARY} was suspended.")
    return [
        address_of(draft),
        f"{address_of(draft)}zyzzyva-is-it/",
        f"{address_of(draft)}revisions/1/",
        f"{address_of(published)}revisions/2/",
        f"/claimants/{hidden.public_id}/",
        "/topics/beetles/",
        f"/sources/{source.source.public_id}/",
    ]


def everything(reader) -> dict[str, str]:
    """Every page that links lead to from the home page."""
    found, waiting = {}, ["/"]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/static/", "/api/", "/desk/")):
            continue
        answer = reader.client.get(address, follow=True)
        assert answer.status_code == 200, address
        found[address] = answer.content.decode()
        waiting += [one.replace("&amp;", "&") for one in LINK.findall(found[address])]
    return found


def test_no_page_that_can_be_reached_tells_a_secret(reader, secrets):
    pages = everything(reader)
    assert len(pages) > 12
    told = [address for address, page in pages.items() if CANARY.lower() in page.lower()]
    assert told == []


def test_what_is_secret_has_no_address(reader, secrets):
    for address in secrets:
        answer = reader.ask(address)
        assert answer.status_code == 404, address
        assert CANARY not in answer.content.decode()


def test_a_secret_cannot_be_searched_for(reader, secrets):
    assert "0 claims for" in reader.page("/claims/", q=CANARY)
    for asked in ({"topic": "beetles"}, {"claimant": secrets[4].split("/")[2]}):
        answer = reader.ask("/claims/", **asked)
        assert answer.status_code == 400
        assert CANARY not in answer.content.decode()
