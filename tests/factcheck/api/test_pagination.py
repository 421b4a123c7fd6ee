"""Pages have no duplicates and no gaps, in both directions and while rows are inserted."""

import base64
import json

import pytest
from django.core.signing import Signer

from factcheck.api.v1 import views
from tests import given

LISTS = [
    views.Claims,
    views.Verdicts,
    views.Sources,
    views.Passages,
    views.Claimants,
    views.Topics,
    views.Ratings,
    views.Changes,
    views.Ledger,
]
for_each_list = pytest.mark.parametrize("view", LISTS, ids=[view.name for view in LISTS])


def read_pages(partner, address: str, link: str = "next") -> list[list[dict]]:
    pages = []
    while address:
        page = partner.read(address)
        pages.append(page["results"])
        address = page[link]
    return pages


def find_last_page(partner, address: str) -> str:
    while following := partner.read(address)["next"]:
        address = following
    return address


@for_each_list
def test_pages_of_two_rows_are_the_whole_list(demo, partner, view):
    whole = partner.results(f"{view.name}/?page_size=100")
    pages = read_pages(partner, f"{view.name}/?page_size=2")
    assert sum(pages, []) == whole
    assert all(len(page) == 2 for page in pages[:-1])


@for_each_list
def test_pages_are_the_same_in_the_other_direction(demo, partner, view):
    address = f"{view.name}/?page_size=2"
    forwards = read_pages(partner, address)
    backwards = read_pages(partner, find_last_page(partner, address), "previous")
    assert sum(reversed(backwards), []) == sum(forwards, [])
    assert partner.read(address)["previous"] is None


@for_each_list
def test_the_order_is_unique_for_each_row(demo, view):
    columns = [name.removeprefix("-") for name in view.ordering]
    keys = [tuple(getattr(row, name) for name in columns) for row in view.query()]
    assert keys
    assert len(set(keys)) == len(keys)


@for_each_list
def test_a_cursor_contains_public_values_only(demo, partner, view):
    """A primary key would reveal how many rows are not public."""
    following = partner.read(f"{view.name}/?page_size=1")["next"]
    encoded = following.partition("cursor=")[2].partition(".")[0]
    backwards, *position = json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    row = partner.results(f"{view.name}/?page_size=1")[0]
    public = {**row.get("snapshot", {}), **row}
    public["public_id"], public["claim_id"] = row.get("id"), row.get("claim_id") or row.get("id")
    assert backwards is False
    for column, value in zip(view.ordering, position, strict=True):
        expected = value.replace("+00:00", "Z") if isinstance(value, str) else value
        assert expected == public[column.removeprefix("-")]


@pytest.mark.django_db
def test_a_publication_between_two_pages_moves_nothing(partner):
    before = [given.published().claim.public_id for _ in range(5)][::-1]
    first = partner.read("claims/?page_size=2")
    given.published()
    rest = sum(read_pages(partner, first["next"]), [])
    assert [claim["id"] for claim in first["results"] + rest] == before


@pytest.mark.django_db
def test_a_publication_between_two_pages_is_found_on_the_way_back(partner):
    for _ in range(4):
        given.published()
    second = partner.read(partner.read("claims/?page_size=2")["next"])
    newest = given.published().claim.public_id
    pages = read_pages(partner, second["previous"], "previous")
    assert [claim["id"] for claim in pages[-1]][0] == newest


@pytest.mark.django_db
def test_rows_with_the_same_first_column_are_not_lost(partner):
    for _ in range(5):
        given.published(of=given.claim(claimant=given.claimant("Namesake"), attribution="person"))
    pages = read_pages(partner, "claimants/?page_size=1")
    assert len({page[0]["id"] for page in pages}) == 5


@pytest.mark.django_db
def test_the_previous_link_remains_if_the_following_rows_no_longer_exist(partner, monkeypatch):
    for _ in range(3):
        given.published()
    following = partner.read("claims/?page_size=1")["next"]
    monkeypatch.setattr(views.Claims, "get_queryset", lambda self: self.query().none())
    page = partner.read(following)
    assert (page["results"], page["next"]) == ([], None)
    monkeypatch.undo()
    assert len(partner.results(page["previous"])) == 1


@pytest.mark.django_db
def test_the_next_link_is_the_first_page_if_the_earlier_rows_no_longer_exist(partner, monkeypatch):
    for _ in range(3):
        given.published()
    second = partner.read(partner.read("claims/?page_size=1")["next"])
    monkeypatch.setattr(views.Claims, "get_queryset", lambda self: self.query().none())
    page = partner.read(second["previous"])
    assert (page["results"], page["previous"]) == ([], None)
    assert "cursor" not in page["next"]


@pytest.mark.django_db
def test_a_cursor_is_refused_by_another_list(partner):
    for _ in range(2):
        given.published()
    cursor = partner.read("claims/?page_size=1")["next"].partition("?")[2]
    partner.problem(f"verdicts/?{cursor}", 400)


@pytest.mark.django_db
def test_a_cursor_signed_with_another_key_is_refused(partner):
    forged = Signer(key="another key", salt="cursor Claims", sep=".").sign_object([False, "x", "y"])
    partner.problem(f"claims/?cursor={forged}", 400)


@pytest.mark.django_db
def test_pages_keep_the_filters_and_the_size(partner):
    for _ in range(3):
        given.published()
    given.published(rating=given.rating("unproven"), basis="claimant_only")
    pages = read_pages(partner, "claims/?basis=single&page_size=1")
    assert [claim["basis"] for page in pages for claim in page] == ["single"] * 3


@pytest.mark.django_db
def test_an_empty_list_is_one_empty_page(partner):
    page = partner.read("claims/")
    assert page == {"next": None, "previous": None, "demonstration": True, "results": []}


@pytest.mark.django_db
def test_links_do_not_use_the_host_header(partner):
    for _ in range(2):
        given.published()
    page = partner.read("claims/?page_size=1", host="localhost")
    assert page["next"].startswith("http://127.0.0.1:8000/api/v1/claims/?")
