"""The system checks of an installation."""

import pytest

from factcheck.checks import check_web_archives


@pytest.mark.parametrize(
    ("templates", "codes"),
    [
        ([], []),
        (["https://archive.example/save/{url}"], []),
        (["https://archive.example/save/{url}", "https://other.example/?url={url}&x=1"], []),
        (["http://archive.example/save/{url}"], ["factcheck.E004"]),
        (["https://archive.example/save/"], ["factcheck.E004"]),
        (["https://archive.example/{url}/{url}"], ["factcheck.E004"]),
        (["https://{url}/save/"], ["factcheck.E004"]),
        (["{url}"], ["factcheck.E004"]),
        ([""], ["factcheck.E004"]),
        (["https://a.example/{url}", "https://a.example/?url={url}"], ["factcheck.E005"]),
    ],
)
def test_the_templates_of_web_archives_are_checked(settings, templates, codes):
    settings.WEB_ARCHIVE_URL_TEMPLATES = templates
    assert [error.id for error in check_web_archives(None)] == codes
