"""The evidence pack as an editor reads it, on the desk and from the file."""

import zipfile

import pytest

from tests import given
from tests.stories.conftest import faults

pytestmark = pytest.mark.browser


def year_of_the_desk() -> int:
    """A year of three claims: one corrected, one retracted, one with a claimant and a topic."""
    given.superseded()
    given.retracted(of=given.claim("Another claim"))
    about = given.claim(
        "The minister’s figure", origin="person", claimant=given.claimant(), topics=[given.topic()]
    )
    given.published(of=about)
    return given.NOON.year


def test_an_editor_reads_the_pack_and_takes_it_along(
    own_database, browser, page, sign_in, tmp_path
):
    year = year_of_the_desk()
    given.person("carla")
    sign_in("carla")
    page.get_by_role("link", name="Evidence pack of the year").click()
    page.goto(f"/desk/pack/{year}/")
    page.get_by_role("img", name="Claims by claimant").wait_for()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as one file").click()
    download.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        alone = archive.read("index.html").decode()
    with browser.new_context(viewport={"width": 320, "height": 640}, offline=True) as context:
        kept = context.new_page()
        kept.set_content(alone)
        assert faults(kept) == []
        assert kept.evaluate("document.documentElement.scrollWidth") <= 320
