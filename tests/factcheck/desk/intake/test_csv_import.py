"""Importing claims from a CSV file: the preview, then the import by the worker."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.models import Claim, ClaimImport
from factcheck import tasks
from tests import given
from tests.helpers.forms import list_forms, submit_form

pytestmark = pytest.mark.django_db

URL = "/desk/claims/claim/import/"
TEXT = "statement,topics\nMilk is dear,trade\nOil is dear,\n"


def text_of(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def preview(browser, **values):
    """Sends the form of the page."""
    return submit_form(browser, URL, **values)


def test_a_file_is_previewed_before_anything_is_saved(desk_client):
    given.topic()
    file = SimpleUploadedFile("claims.csv", TEXT.encode("utf-8-sig"))
    page = text_of(preview(desk_client("ana"), file=file))
    assert "New claims 2" in page
    assert "Milk is dear" in page
    assert not ClaimImport.objects.exists()


def test_an_error_is_shown_with_its_row_and_prevents_the_import(desk_client):
    page = preview(desk_client("ana"), text=TEXT)
    assert "topics “trade”: There is no topic named “trade”." in text_of(page)
    assert 'name="sure"' not in page.content.decode()
    response = desk_client("ana").post(URL, {"text": TEXT, "sure": "yes"})
    assert response.status_code == 422
    assert "Milk is dear" in response.content.decode()
    assert not ClaimImport.objects.exists()


def test_the_preview_shows_which_claims_exist(desk_client):
    given.claim("Oil is dear"), given.topic()
    page = text_of(preview(desk_client("ana"), text=TEXT))
    assert "Existing claims, skipped 1 Oil is dear Line 3" in page


def test_an_import_is_saved_queued_and_run(desk_client):
    given.topic()
    ana = desk_client("ana")
    file = SimpleUploadedFile("a.csv", TEXT.encode())
    page = preview(ana, file=file).content.decode()
    form = next(form for form in list_forms(page) if "sure" in form.names)
    response = ana.post(URL, form.fill(sure="yes"))
    claim_import, job = ClaimImport.objects.get(), ProcrastinateJob.objects.get()
    assert claim_import.name == "a.csv"
    assert response["Location"] == f"/desk/claims/claimimport/{claim_import.pk}/change/"
    assert "Waiting to start" in text_of(ana.get(response["Location"]))
    assert job.task_name == "factcheck.tasks.run_claim_import"
    assert job.args == {"claim_import_id": claim_import.pk}
    tasks.run_claim_import(**job.args)
    page = text_of(ana.get(response["Location"]))
    assert "All 2 claims were imported" in page
    assert "Milk is dear" in page
    assert Claim.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Choose a file"),
        ({"file": SimpleUploadedFile("a.csv", "Straße".encode("latin-1"))}, "not in UTF-8"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 2_000_001)}, "larger than 2,000,000 bytes"),
        ({"text": "claim\nMilk"}, "“statement”"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(desk_client, values, message):
    response = preview(desk_client("ana"), **values)
    assert response.status_code == 422
    assert message in text_of(response)


def test_the_number_of_queries_does_not_grow_with_the_rows(desk_client):
    ana = desk_client("ana")
    counts = []
    for number in (1, 200):
        text = "statement\n" + "\n".join(f"Number {index} is odd" for index in range(number))
        with CaptureQueriesContext(connection) as queries:
            ana.post(URL, {"text": text})
        counts.append(len(queries))
    assert counts[0] == counts[1] < 15
