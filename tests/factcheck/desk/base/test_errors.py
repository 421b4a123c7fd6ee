"""The type of an error decides the HTTP status of the desk's answer."""

import pytest

from factcheck.core.errors import EditConflict, InvalidInput, InvalidState, NotPermitted
from tests import given
from tests.factcheck.desk.conftest import verdict_url

pytestmark = pytest.mark.django_db


def approve_as(username, sha256=None):
    """Posts an approval of a submission by Ana."""

    def post(desk_client):
        verdict = given.in_review()
        values = {"sha256": sha256 or verdict.submission.sha256, "is_worded_fairly": "on"}
        return desk_client(username).post(verdict_url(verdict, "approve"), values)

    return post


def send_back_without_a_reason(desk_client):
    return desk_client("bo").post(verdict_url(given.in_review(), "send_back"), {"comment": " "})


def submit_what_is_submitted(desk_client):
    return desk_client("ana").post(verdict_url(given.in_review(), "submit"))


# Dov is a reporter; Bo is a reviewer who opened an earlier submission.
ANSWERS = {
    NotPermitted: (approve_as("dov"), 403, "Your role does not allow this."),
    InvalidState: (submit_what_is_submitted, 409, "This fact-check is in review."),
    EditConflict: (approve_as("bo", sha256="0" * 64), 409, "submitted again after you opened it"),
    InvalidInput: (send_back_without_a_reason, 422, "Describe what has to change."),
}


@pytest.mark.parametrize("error_class", ANSWERS)
def test_the_desk_answers_with_the_status_of_the_error(desk_client, error_class):
    post, status_code, message = ANSWERS[error_class]
    answer = post(desk_client)
    assert error_class.status_code == status_code
    assert answer.status_code == status_code
    assert message in answer.content.decode()
