"""What a role allows is asked for together with the person, and no right comes from elsewhere."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.auth_backend import RolesBackend
from factcheck.accounts.models import User
from factcheck.accounts.roles import ROLES
from tests import given

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_a_person_and_what_their_role_allows_are_one_query(role):
    person = given.person(f"a-{role}", role)
    with CaptureQueriesContext(connection) as queries:
        found = RolesBackend().get_user(person.pk)
        assert found.get_all_permissions() == ROLES[role]
        assert not found.has_perm("claims.bless_verdict")
    assert found == person
    assert len(queries) == 1


def test_a_person_who_was_found_otherwise_has_the_same_rights():
    assert given.person("carla").get_all_permissions() == ROLES["editor"]


def test_who_has_left_is_nobody_and_may_do_nothing():
    ana = given.person("ana")
    known = RolesBackend().get_user(ana.pk)
    known.is_active = False
    assert known.get_all_permissions() == set()
    given.left(ana)
    assert RolesBackend().get_user(ana.pk) is None
    assert RolesBackend().get_user(0) is None


def test_no_right_is_given_but_by_a_role():
    ana = given.person("ana")
    ana.user_permissions.set(Permission.objects.filter(codename="publish_verdict"))
    for person in (RolesBackend().get_user(ana.pk), User.objects.get(pk=ana.pk)):
        assert not person.has_perm("claims.publish_verdict")


def test_two_roles_allow_what_either_does():
    ana = given.person("ana")
    ana.groups.add(given.person("bo").groups.get())
    both = ROLES["reporter"] | ROLES["reviewer"]
    assert RolesBackend().get_user(ana.pk).get_all_permissions() == both


def test_a_superuser_may_do_everything():
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    found = RolesBackend().get_user(root.pk)
    assert found.has_perm("claims.publish_verdict")
    assert "claims.publish_verdict" in found.get_all_permissions()
