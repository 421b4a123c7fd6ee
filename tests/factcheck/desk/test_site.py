"""Nothing in the admin goes around the workflow: no form, no deletion, no bulk action."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from claims.models import Claim, Transition, Verdict
from factcheck.accounts.models import User
from sources.models import Source
from tests import given
from tests.factcheck.desk.conftest import get_hidden_fields

EDITABLE = {"publisher", "source", "claimant", "topic", "rating", "user"}
OURS = [model for model in admin.site._registry if model._meta.app_label in ("claims", "sources")]
OURS += [User]


def url_name_of(model):
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
    response = superuser.post(
        reverse(f"{url_name_of(model)}_delete", args=[number]), {"post": "yes"}
    )
    assert response.status_code in (302, 403)
    assert row is None or model.objects.filter(pk=number).exists()
    data = {"action": "delete_selected", "_selected_action": [number], "post": "yes"}
    superuser.post(reverse(f"{url_name_of(model)}_changelist"), data)
    assert row is None or model.objects.filter(pk=number).exists()


READ_ONLY = [model for model in OURS if model._meta.model_name not in EDITABLE]


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.model_name)
def test_no_form_of_the_admin_writes_what_an_action_writes(superuser, model):
    given.published()
    before = Verdict.objects.values().get(), Claim.objects.values().get()
    moves = Transition.objects.count()
    data = {"state": "draft", "statement": "Forged", "conclusion": "Forged", "exact": "Forged"}
    row = model.objects.first()
    responses = [superuser.post(reverse(f"{url_name_of(model)}_add"), data)]
    if row:
        responses.append(
            superuser.post(reverse(f"{url_name_of(model)}_change", args=[row.pk]), data)
        )
    for response in responses:
        assert response.status_code in (403, 405, 422)
    assert (Verdict.objects.values().get(), Claim.objects.values().get()) == before
    assert Transition.objects.count() == moves


def test_there_is_no_bulk_action(superuser):
    given.published()
    for model in OURS:
        page = superuser.get(reverse(f"{url_name_of(model)}_changelist")).content.decode()
        assert 'name="action"' not in page, model


def test_editing_a_topic_is_refused_to_a_reporter(desk_client):
    topic, ana = given.topic(), desk_client("ana")
    address = reverse("admin:claims_topic_change", args=[topic.pk])
    assert ana.get(address).status_code == 200
    assert ana.post(address, {"name": "Forged", "slug": "forged"}).status_code == 403


def test_the_history_of_a_source_names_who_edited_it(desk_client):
    source, bo = given.snapshot().source, desk_client("bo")
    data = {"kind": "article", "title": "On grain", "published_precision": "unknown"}
    address = reverse("admin:sources_source_change", args=[source.pk])
    assert desk_client("ana").post(address, data).status_code == 403
    assert bo.post(address, data | get_hidden_fields(bo, address)).status_code == 302
    assert Source.objects.get().title == "On grain"
    page = bo.get(reverse("admin:sources_source_history", args=[source.pk])).content.decode()
    assert "On grain" in page and "Bo Byline" in page


def test_a_new_source_saves_who_created_it(desk_client):
    data = {"kind": "post", "title": "A post", "published_precision": "unknown"}
    desk_client("ana").post(reverse("admin:sources_source_add"), data)
    assert Source.objects.get().created_by == given.person("ana")


def test_every_list_and_every_page_of_the_admin_opens(superuser):
    given.published()
    given.claimant(), given.topic()
    for model in OURS:
        assert superuser.get(reverse(f"{url_name_of(model)}_changelist")).status_code == 200
        row = model.objects.first()
        for page in ("change", "history") if row else ():
            try:
                address = reverse(f"{url_name_of(model)}_{page}", args=[row.pk])
            except NoReverseMatch:
                continue
            assert superuser.get(address).status_code == 200, address


def test_the_login_page_loads_the_texts_of_its_scripts(client, db):
    address = reverse("admin:jsi18n")
    assert f'<script defer src="{address}"></script>' in client.get("/desk/login/").content.decode()
    response = client.get(address)
    assert response["Content-Type"].startswith("text/javascript")
    assert "ngettext" in response.content.decode()
