"""Permissions come only from roles, and are loaded together with the user."""

from unittest.mock import patch

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.auth_backend import RolesBackend
from factcheck.accounts.models import User
from factcheck.accounts.roles import ROLES
from tests import given
from tests.helpers.attacks import assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_a_user_and_their_permissions_are_loaded_with_one_query(role):
    user = given.person(f"a-{role}", role)
    with CaptureQueriesContext(connection) as queries:
        loaded = RolesBackend().get_user(user.pk)
        assert loaded.get_all_permissions() == ROLES[role]
        assert not loaded.has_perm("claims.bless_verdict")
    assert loaded == user
    assert len(queries) == 1


def test_a_user_who_was_loaded_in_another_way_has_the_same_permissions():
    assert given.person("carla").get_all_permissions() == ROLES["editor"]


def test_a_deactivated_user_has_no_permissions():
    ana = given.person("ana")
    loaded = RolesBackend().get_user(ana.pk)
    loaded.is_active = False
    assert loaded.get_all_permissions() == set()
    given.deactivated(ana)
    assert RolesBackend().get_user(ana.pk) is None
    assert RolesBackend().get_user(0) is None


def test_permissions_of_single_users_are_ignored():
    ana = given.person("ana")
    with assert_refused("permission denied"):  # only the owner of the database can give one
        ana.user_permissions.set(Permission.objects.filter(codename="publish_verdict"))
    with patch.object(
        ModelBackend, "get_user_permissions", return_value={"claims.publish_verdict"}
    ):
        for user in (RolesBackend().get_user(ana.pk), User.objects.get(pk=ana.pk)):
            assert not user.has_perm("claims.publish_verdict")


def test_two_roles_have_the_permissions_of_both():
    ana = given.person("ana")
    ana.groups.add(given.person("bo").groups.get())
    expected = ROLES["reporter"] | ROLES["reviewer"]
    assert RolesBackend().get_user(ana.pk).get_all_permissions() == expected


def test_a_superuser_has_all_permissions():
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    loaded = RolesBackend().get_user(root.pk)
    assert loaded.has_perm("claims.publish_verdict")
    assert "claims.publish_verdict" in loaded.get_all_permissions()
