"""Every page of the desk, asked of the resolver: it fits a phone and a page at twice its size, and
neither axe nor the browser finds a fault with it."""

import pytest

from tests import given
from tests.helpers import permission_matrix
from tests.stories.conftest import faults

pytestmark = pytest.mark.browser

# 320 px is also a window of 1280 at 400 %; 640 is one at 200 %.
WIDTHS = (320, 640)
# What is no page: a file, a piece for a script, or what leads on at once.
NO_PAGES = ("file/", "jsi18n/", "autocomplete/")


def pages(who: str) -> list[str]:
    """The addresses that answer this role with a page."""
    table = permission_matrix.written()
    return [
        address
        for (address, method), answers in table.items()
        if method == "GET" and answers[who] == "200" and not address.endswith(NO_PAGES)
    ]


@pytest.mark.parametrize("who", ["editor", "administrator"])
def test_no_page_has_a_fault_or_is_wider_than_a_phone(own_database, page, sign_in, who):
    permission_matrix.world()
    name = {"editor": "carla", "administrator": "eva"}[who]
    given.person(name)
    sign_in(name)
    found = []
    for address in pages(who):
        page.goto(permission_matrix.path(address))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{address} is wider than {width} px")
        found += faults(page)
        page.set_viewport_size({"width": 320, "height": 800})
        found += faults(page)
    assert not found, "\n".join(found)
