"""What a new installation contains, and how its first account is created."""

import pytest
from django.core.management import call_command

from claims.models import Rating
from factcheck.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_new_installation_has_a_rating_scale():
    assert list(Rating.objects.values_list("label", "number")) == [
        ("True", 5),
        ("Mostly true", 4),
        ("Half true", 3),
        ("Mostly false", 2),
        ("False", 1),
        ("Lacks context", None),
        ("Unproven", None),
    ]


def test_the_first_account_is_created_with_a_byline():
    call_command(
        "createsuperuser",
        "--no-input",
        username="root",
        email="root@desk.example",
        byline="The desk",
        verbosity=0,
    )
    assert User.objects.get().byline == "The desk"
