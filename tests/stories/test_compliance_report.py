"""An editor reads the annual compliance report at the desk and from the download."""

import zipfile

import pytest

from tests import given
from tests.stories.conftest import find_accessibility_faults

pytestmark = pytest.mark.browser


def create_year() -> int:
    """Create a corrected, a retracted and a published fact-check; return their year."""
    given.superseded()
    given.retracted(of=given.claim("Another claim"))
    claim = given.claim(
        "The minister’s figure",
        attribution="person",
        claimant=given.claimant(),
        topics=[given.topic()],
    )
    given.published(of=claim)
    return given.NOON.year


def test_an_editor_reads_the_compliance_file_online_and_offline(
    own_database, browser, page, sign_in, tmp_path
):
    year = create_year()
    given.person("carla")
    sign_in("carla")
    page.get_by_role("link", name="Annual compliance report").click()
    page.goto(f"/desk/compliance-report/{year}/")
    page.get_by_role("img", name="Claims by claimant").wait_for()
    assert find_accessibility_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_download() as download:
        page.get_by_role("link", name="Download (ZIP)").click()
    download.value.save_as(tmp_path / "report.zip")
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        html = archive.read("index.html").decode()
    with browser.new_context(viewport={"width": 320, "height": 640}, offline=True) as context:
        offline_page = context.new_page()
        offline_page.set_content(html)
        assert find_accessibility_faults(offline_page) == []
        assert offline_page.evaluate("document.documentElement.scrollWidth") <= 320
