"""The system checks of an installation."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from factcheck import checks
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


def list_codes(check) -> list[str]:
    return [error.id for error in check(None, databases=["default"])]


@pytest.mark.database
@pytest.mark.django_db
def test_production_refuses_to_start_with_a_lenient_database(settings):
    assert list_codes(checks.check_database_mode) == []  # a test is lenient, and no production
    settings.PRODUCTION = True
    assert list_codes(checks.check_database_mode) == ["factcheck.E007"]
    with pytest.raises(ImproperlyConfigured, match="The database is lenient"):
        checks.refuse_lenient_database()


@pytest.mark.database
def test_production_starts_with_a_strict_database(settings, strict):
    settings.PRODUCTION = True
    checks.refuse_lenient_database()


@pytest.mark.database
@pytest.mark.django_db
def test_a_clock_that_differs_from_that_of_the_database_is_reported(monkeypatch):
    assert list_codes(checks.check_clock) == []
    late = timezone.now() + timedelta(seconds=6)
    monkeypatch.setattr(checks.timezone, "now", lambda: late)
    assert list_codes(checks.check_clock) == ["factcheck.E008"]
