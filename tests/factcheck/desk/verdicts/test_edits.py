"""What was edited after an approval is shown word by word, and descriptions can be confirmed."""

import pytest

from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.forms import submit_form
from tests.helpers.situations import rename_source

pytestmark = pytest.mark.django_db
ACTION = "/confirm_descriptions/"


def test_a_reviewer_confirms_a_changed_title_in_one_click(desk_client):
    verdict, reviewer = rename_source(given.approved()), desk_client("bo")
    page = reviewer.get(workspace_url(verdict)).content.decode()
    assert "was edited after the approval" in page
    assert "<ins" in page and "a year on" in page
    response = submit_form(reviewer, workspace_url(verdict), ACTION, follow=True)
    assert "Confirmed. It can be published now." in response.content.decode()
    assert "was edited after the approval" not in response.content.decode()
    publisher = desk_client("carla")
    response = submit_form(publisher, workspace_url(verdict), "/publish/", follow=True)
    assert "Published. Readers see it now." in response.content.decode()


def test_publishing_is_refused_until_then_with_the_reason(desk_client):
    verdict = rename_source(given.approved())
    page = desk_client("carla").get(workspace_url(verdict)).content.decode()
    assert "a reviewer has to confirm it" in page
    assert f"{verdict.pk}/publish/" not in page


def test_an_edited_rating_has_to_be_submitted_again(desk_client):
    verdict = given.approved()
    verdict.rating.label = "Another label"
    verdict.rating.save()
    page = desk_client("bo").get(workspace_url(verdict)).content.decode()
    assert "submit it again" in page and "Another label" in page
    assert ACTION not in page


def test_there_is_no_button_where_nothing_was_edited(desk_client):
    page = desk_client("bo").get(workspace_url(given.approved())).content.decode()
    assert ACTION not in page and "Confirm changed descriptions" not in page
