"""What waits on the server is saved once, also by two requests at the same moment."""

import pytest
from django.db import connections

from sources.capture import CaptureError, waiting
from sources.capture.waiting import PendingCapture
from sources.extraction.text import extract_text
from sources.models import WaitingCapture
from tests import given
from tests.helpers.races import race

TEXT = "Milk became dearer. Farmers say so."

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def unblocked(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connections.close_all()


def test_a_key_that_is_used_twice_at_once_is_used_once():
    ana, at = given.person("ana"), given.moment()
    pending = PendingCapture(extract_text(TEXT), TEXT.encode(), at)
    row = waiting.store_pending(pending, form={}, by=ana)

    def take():
        return waiting.take_waiting(row.key, by=ana, at=at)

    first, second = race(take, take)
    assert first is None and not WaitingCapture.objects.exists()
    assert isinstance(second, CaptureError) and "was saved already" in str(second)
