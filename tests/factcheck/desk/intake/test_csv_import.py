"""A file of claims at the desk: shown row by row, kept when it is in order, then brought in."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.models import Batch, Claim
from factcheck import tasks
from tests import given

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/claims/claim/import/"
TEXT = "statement,topics\nMilk is dear,trade\nOil is dear,\n"


def words(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_a_file_is_shown_before_anything_is_kept(at_the_desk):
    given.topic()
    file = SimpleUploadedFile("claims.csv", TEXT.encode("utf-8-sig"))
    page = words(at_the_desk("ana").post(ADDRESS, {"file": file}))
    assert "To be recorded 2" in page
    assert "Milk is dear" in page
    assert not Batch.objects.exists()


def test_a_fault_stands_at_its_row_and_nothing_can_be_kept(at_the_desk):
    page = at_the_desk("ana").post(ADDRESS, {"text": TEXT})
    assert "topics “trade”: No topic is called “trade”." in words(page)
    assert 'name="sure"' not in page.content.decode()
    refused = at_the_desk("ana").post(ADDRESS, {"text": TEXT, "sure": "yes"})
    assert refused.status_code == 409
    assert "Milk is dear" in refused.content.decode()
    assert not Batch.objects.exists()


def test_what_is_there_already_is_said(at_the_desk):
    given.claim("Oil is dear"), given.topic()
    assert "There already, left out 1 Oil is dear Line 3" in words(
        at_the_desk("ana").post(ADDRESS, {"text": TEXT})
    )


def test_it_is_kept_queued_and_brought_in(at_the_desk):
    given.topic()
    ana = at_the_desk("ana")
    kept = ana.post(ADDRESS, {"text": TEXT, "name": "a.csv", "sure": "yes"})
    batch, job = Batch.objects.get(), ProcrastinateJob.objects.get()
    assert kept["Location"] == f"/desk/claims/batch/{batch.pk}/change/"
    assert "Waits for the worker" in words(ana.get(kept["Location"]))
    assert (job.task_name, job.args) == ("factcheck.tasks.bring_in", {"batch_id": batch.pk})
    tasks.bring_in(**job.args)
    page = words(ana.get(kept["Location"]))
    assert "All 2 are recorded" in page
    assert "Milk is dear" in page
    assert Claim.objects.count() == 2


@pytest.mark.parametrize(
    "told, sentence",
    [
        ({}, "Choose a file"),
        ({"file": SimpleUploadedFile("a.csv", "Straße".encode("latin-1"))}, "not in UTF-8"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 2_000_001)}, "more than 2,000,000 bytes"),
        ({"text": "claim\nMilk"}, "one of them is “statement”"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(at_the_desk, told, sentence):
    answer = at_the_desk("ana").post(ADDRESS, told)
    assert answer.status_code in (409, 422)
    assert sentence in words(answer)


def test_the_preview_asks_as_often_for_many_rows_as_for_one(at_the_desk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ana = at_the_desk("ana")
    counts = []
    for number in (1, 200):
        text = "statement\n" + "\n".join(f"Number {one} is odd" for one in range(number))
        with CaptureQueriesContext(connection) as queries:
            ana.post(ADDRESS, {"text": text})
        counts.append(len(queries))
    assert counts[0] == counts[1] < 15
