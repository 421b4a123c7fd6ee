"""Every page of the desk fits a phone and a zoom of 200 %, without errors or axe violations."""

import pytest

from tests import given
from tests.helpers import permission_matrix
from tests.stories.conftest import find_accessibility_faults

pytestmark = pytest.mark.browser

# 320 px is also a window of 1280 at 400 %; 640 is one at 200 %.
WIDTHS = (320, 640)
# Not pages: files, data for scripts, redirects.
NOT_PAGES = ("file/", "jsi18n/", "autocomplete/")


def list_pages(user_name: str) -> list[str]:
    """The paths that return a page to this user."""
    table = permission_matrix.read_table()
    return [
        address
        for (address, method), answers in table.items()
        if method == "GET" and answers[user_name] == "200" and not address.endswith(NOT_PAGES)
    ]


@pytest.mark.parametrize("who", ["editor", "administrator"])
def test_no_page_has_a_violation_or_is_wider_than_a_phone(own_database, page, sign_in, who):
    permission_matrix.create_world()
    name = {"editor": "carla", "administrator": "eva"}[who]
    given.person(name)
    sign_in(name)
    problems = []
    for address in list_pages(who):
        page.goto(permission_matrix.build_path(address))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                problems.append(f"{address} is wider than {width} px")
        problems += find_accessibility_faults(page)
        page.set_viewport_size({"width": 320, "height": 800})
        problems += find_accessibility_faults(page)
    assert not problems, "\n".join(problems)
