"""Nothing in the admin goes around the workflow: no form, no deletion, no bulk action."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from claims.models import Claim, Transition, Verdict
from factcheck.accounts.models import User
from sources.models import Source
from tests import given
from tests.factcheck.desk.conftest import opened

DESCRIBED = {"publisher", "source", "claimant", "topic", "rating", "user"}
OURS = [model for model in admin.site._registry if model._meta.app_label in ("claims", "sources")]
OURS += [User]


def named(model):
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


@pytest.fixture
def superuser(client, db):
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    client.force_login(root)
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_nothing_is_deleted_not_even_by_a_superuser(superuser, model):
    given.published()
    given.claimant(), given.topic(), given.passage(given.DOUBT)
    row = model.objects.first()
    number = row.pk if row else 1
    answer = superuser.post(reverse(f"{named(model)}_delete", args=[number]), {"post": "yes"})
    assert answer.status_code in (302, 403)
    assert row is None or model.objects.filter(pk=number).exists()
    told = {"action": "delete_selected", "_selected_action": [number], "post": "yes"}
    superuser.post(reverse(f"{named(model)}_changelist"), told)
    assert row is None or model.objects.filter(pk=number).exists()


MOVED = [model for model in OURS if model._meta.model_name not in DESCRIBED]


@pytest.mark.parametrize("model", MOVED, ids=lambda model: model._meta.model_name)
def test_no_form_of_the_admin_writes_what_a_verb_writes(superuser, model):
    given.published()
    before = Verdict.objects.values().get(), Claim.objects.values().get()
    moves = Transition.objects.count()
    told = {"state": "draft", "statement": "Forged", "finding": "Forged", "exact": "Forged"}
    row = model.objects.first()
    answers = [superuser.post(reverse(f"{named(model)}_add"), told)]
    if row:
        answers.append(superuser.post(reverse(f"{named(model)}_change", args=[row.pk]), told))
    for answer in answers:
        assert answer.status_code in (403, 405, 422)
    assert (Verdict.objects.values().get(), Claim.objects.values().get()) == before
    assert Transition.objects.count() == moves


def test_there_is_no_bulk_action(superuser):
    given.published()
    for model in OURS:
        page = superuser.get(reverse(f"{named(model)}_changelist")).content.decode()
        assert 'name="action"' not in page, model


def test_what_a_reporter_may_not_describe_is_refused(at_the_desk):
    topic, ana = given.topic(), at_the_desk("ana")
    address = reverse("admin:claims_topic_change", args=[topic.pk])
    assert ana.get(address).status_code == 200
    assert ana.post(address, {"name": "Forged", "slug": "forged"}).status_code == 403


def test_a_source_is_described_anew_and_its_history_says_by_whom(at_the_desk):
    source, bo = given.snapshot().source, at_the_desk("bo")
    told = {"kind": "article", "title": "On grain", "published_precision": "unknown"}
    address = reverse("admin:sources_source_change", args=[source.pk])
    assert at_the_desk("ana").post(address, told).status_code == 403
    assert bo.post(address, told | opened(bo, address)).status_code == 302
    assert Source.objects.get().title == "On grain"
    page = bo.get(reverse("admin:sources_source_history", args=[source.pk])).content.decode()
    assert "On grain" in page and "Bo Byline" in page


def test_a_new_source_knows_who_described_it(at_the_desk):
    told = {"kind": "post", "title": "A post", "published_precision": "unknown"}
    at_the_desk("ana").post(reverse("admin:sources_source_add"), told)
    assert Source.objects.get().created_by == given.person("ana")


def test_every_list_and_every_page_of_the_admin_opens(superuser):
    given.published()
    given.claimant(), given.topic()
    for model in OURS:
        assert superuser.get(reverse(f"{named(model)}_changelist")).status_code == 200
        row = model.objects.first()
        for page in ("change", "history") if row else ():
            try:
                address = reverse(f"{named(model)}_{page}", args=[row.pk])
            except NoReverseMatch:
                continue
            assert superuser.get(address).status_code == 200, address
