"""A name that fits many persons, or that is a country's, is questioned when it is entered."""

import pytest
from django.urls import reverse

from claims.intake.claimants import question_name
from claims.models import Claimant
from tests import given
from tests.helpers.client import Client
from tests.helpers.forms import RenderedForm, list_forms


@pytest.mark.parametrize(
    "name", ["e", "Anna", "Belarus", "Deutschland", "united states", "Беларусь"]
)
def test_a_letter_a_first_name_and_a_country_are_questioned(name):
    assert question_name(name)


@pytest.mark.parametrize("name", ["", "Anna Schmidt", "A. Schmidt", "Anna Belarus"])
def test_a_full_name_is_not_questioned(name):
    assert question_name(name) == ""


@pytest.mark.django_db
def test_a_questioned_name_is_saved_once_it_is_confirmed():
    client = Client()
    client.force_login(given.person("ana"))
    url = reverse("admin:claims_claimant_add")
    fields = {"name": "Belarus", "kind": "person", "description": "", "same_as": ""}
    page = client.post(url, fields).content.decode()
    assert "name of a country" in page and "confirm_name" in page
    assert not Claimant.objects.exists()
    client.post(url, fields | {"confirm_name": "on"})
    assert Claimant.objects.get().name == "Belarus"


@pytest.mark.django_db
def test_an_organisation_may_have_one_word():
    client = Client()
    client.force_login(given.person("ana"))
    fields = {"name": "Belarus", "kind": "organisation", "public_role": "on"}
    client.post(reverse("admin:claims_claimant_add"), fields)
    assert Claimant.objects.exists()


def get_form(response) -> RenderedForm:
    forms = list_forms(response.content.decode())
    return next(form for form in forms if "description" in form.names)


@pytest.mark.django_db
def test_an_existing_name_of_one_word_can_still_be_edited():
    client, claimant = Client(), given.claimant("Otto", description="Old")
    client.force_login(given.person("carla"))
    url = reverse("admin:claims_claimant_change", args=[claimant.pk])
    values = get_form(client.get(url)).fill(description="New")
    client.post(url, get_form(client.post(url, values)).fill(confirm_name="on"))
    claimant.refresh_from_db()
    assert claimant.description == "New"
