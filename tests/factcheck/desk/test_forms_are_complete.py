"""Every form of the desk has the fields that the server requires.

A test that posts hand-made data can pass although the page lacks a field. Here each form is posted
as the page renders it, and no error may name a field that the form does not contain.
"""

from contextlib import contextmanager

import pytest
from django import forms
from django.db import transaction

from tests import given
from tests.helpers import permission_matrix
from tests.helpers.client import Client
from tests.helpers.forms import RenderedForm, list_forms

USERNAME = "root"


@pytest.fixture
def editor(db, django_user_model) -> Client:
    """A superuser: every form of every page is shown."""
    permission_matrix.create_world()
    root = django_user_model.objects.create_superuser(
        USERNAME, "root@desk.example", "x", byline="Root"
    )
    client = Client(raise_request_exception=False)
    client.force_login(root)
    return client


@contextmanager
def recorded_form_errors(monkeypatch):
    """The names of the fields in which any form found an error."""
    names: set[str] = set()
    full_clean = forms.BaseForm.full_clean

    def recording_full_clean(form):
        full_clean(form)
        names.update(form.add_prefix(name) for name in form.errors if name != "__all__")

    with monkeypatch.context() as patch:
        patch.setattr(forms.BaseForm, "full_clean", recording_full_clean)
        yield names


def list_pages(client: Client) -> dict[str, list[RenderedForm]]:
    """The forms to post of every page of the desk that opens; sign-out is left out."""
    pages = {}
    for address in permission_matrix.list_addresses():
        url = permission_matrix.build_path(address)
        response = client.get(url)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        page_forms = list_forms(response.content.decode())
        pages[url] = [
            form
            for form in page_forms
            if form.method == "post" and not form.action.endswith("/logout/")
        ]
    return pages


def list_missing_fields(client, url, form: RenderedForm, monkeypatch) -> set[str]:
    """The fields with an error that the form does not contain; what is posted is rolled back."""
    with recorded_form_errors(monkeypatch) as error_names, transaction.atomic():
        response = client.post(form.action or url, form.fill())
        transaction.set_rollback(True)
    assert response.status_code < 500, (form.action or url, response.content[:200])
    return error_names - form.names


def test_no_error_names_a_field_that_the_page_lacks(editor, monkeypatch):
    pages = list_pages(editor)
    session = editor.cookies.output(header="")
    missing_fields = {}
    for url, page_forms in pages.items():
        for form in page_forms:
            editor.cookies.load(session)
            if names := list_missing_fields(editor, url, form, monkeypatch):
                missing_fields[form.action or url] = names
    assert missing_fields == {}
    assert sum(map(len, pages.values())) > 50


def test_the_form_of_a_draft_and_of_its_evidence_are_complete(editor, monkeypatch):
    """The newest revision of the world is in one state only: these are the forms of a draft."""
    verdict = given.draft()
    url = f"/desk/claims/verdict/{verdict.pk}/change/"
    page = Client()
    page.force_login(given.person("ana"))
    for form in list_forms(page.get(url).content.decode()):
        if form.method == "post" and not form.action.endswith("/logout/"):
            assert list_missing_fields(page, url, form, monkeypatch) == set(), form.action
