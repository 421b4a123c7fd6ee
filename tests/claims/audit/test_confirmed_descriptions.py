"""Descriptions that a reviewer confirmed after the approval give no alarm."""

import pytest
from django.db import connection

from claims.audit.run import run_audit
from tests import given
from tests.constraints.test_confirmed_descriptions import confirm
from tests.helpers.situations import rename_source

pytestmark = pytest.mark.django_db


def test_a_confirmed_description_gives_no_alarm():
    verdict = rename_source(given.approved())
    confirm(verdict)
    given.published(verdict=verdict)
    connection.check_constraints()
    assert list(run_audit()) == []
