"""A new e-mail address, a new role and a reset of MFA need a second person, or a day."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone

from factcheck.accounts import account_changes, actions, mfa
from factcheck.accounts.choices import AccountChangeOutcome
from factcheck.accounts.models import AccountChange, User
from factcheck.core.errors import FactcheckError
from factcheck.tasks import apply_account_changes
from tests import given
from tests.factcheck.desk.account.test_users import ADD, NEW, build_data, get_user_url
from tests.factcheck.desk.conftest import get_hidden_fields
from tests.helpers import mfa as mfa_helpers
from tests.helpers import passkeys
from tests.helpers.mfa import add_app, sign_in_with_password

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OTHER = "other@desk.example"


@pytest.fixture(autouse=True)
def frozen_codes(monkeypatch):
    mfa_helpers.freeze_at_step(monkeypatch)


def edit_user(client, user, **changes):
    """Send the form of this user as the page contains it, with these changes."""
    url = get_user_url(user)
    response = client.post(url, build_data(user, **changes, **get_hidden_fields(client, url)))
    assert response.status_code == 302, response.content.decode()
    return client.get(url).content.decode()


def get_role(name: str) -> int:
    return Group.objects.get(name=name).pk


def get_roles(name: str) -> list[str]:
    return [group.name for group in given.person(name).groups.all()]


def get_change_url(change: AccountChange, page: str = "change") -> str:
    return f"/desk/accounts/accountchange/{change.pk}/{page}/"


def add_passkey(name: str) -> User:
    user = given.person(name)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    return user


def request_reset(eva) -> tuple[AccountChange, object]:
    """Bo's change, and the client in which they are signed in with an app."""
    client = sign_in_with_password("bo")
    add_app(client)
    url = f"/desk/accounts/user/{given.person('bo').pk}/reset-mfa/"
    assert eva.post(url, {"reason": "Lost the phone."}).status_code == 302
    return AccountChange.objects.get(), client


# ── what has to wait ────────────────────────────────────────────────────────────────────────────
def test_a_new_email_address_waits_and_both_addresses_get_an_email(desk_client, mailoutbox):
    bo, eva = given.person("bo"), desk_client("eva")
    page = edit_user(eva, bo, email=OTHER, byline="Bo B.")
    assert "waits for another administrator or an editor with a passkey" in page
    bo.refresh_from_db()
    assert (bo.email, bo.byline) == ("bo@desk.example", "Bo B.")
    to_old, to_new = mailoutbox
    assert (to_old.to, to_new.to) == (["bo@desk.example"], [OTHER])
    assert "asked on" in to_old.body and "/desk/account/" in to_old.body
    assert OTHER not in to_old.body


@pytest.mark.parametrize("role", ["administrator", "editor", "reviewer", "reporter"])
def test_a_new_role_waits(desk_client, mailoutbox, role):
    ana = given.person("dov", "partner")
    edit_user(desk_client("eva"), ana, groups=[get_role(role)])
    assert get_roles("dov") == ["partner"]
    (email,) = mailoutbox
    assert email.to == ["dov@desk.example"] and role in email.body


def test_the_role_of_a_new_account_waits(desk_client):
    desk_client("eva").post(ADD, NEW | {"groups": [get_role("editor")]})
    change = AccountChange.objects.get()
    assert (change.user.username, change.former, change.value) == ("hana", "", "editor")
    assert not change.user.groups.exists()


def test_a_reset_of_mfa_waits_and_a_recovery_code_works_meanwhile(desk_client, mailoutbox):
    client = sign_in_with_password("bo")
    _, codes = add_app(client)
    mailoutbox.clear()
    bo = given.person("bo")
    desk_client("eva").post(f"/desk/accounts/user/{bo.pk}/reset-mfa/", {"reason": "Lost phone."})
    assert mfa.has_mfa(bo) and client.get("/desk/").status_code == 200
    (email,) = mailoutbox
    assert email.to == ["bo@desk.example"] and "Lost phone." not in email.body
    other = sign_in_with_password("bo")
    assert other.post("/desk/login/mfa/", {"code": codes[0]})["Location"] == "/desk/"


def test_the_administrator_learns_that_the_email_could_not_be_sent(desk_client, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("factcheck.accounts.emails.send_mail", refuse)
    page = edit_user(desk_client("eva"), given.person("bo"), email=OTHER)
    assert "inform them yourself" in page


# ── what takes effect at once ───────────────────────────────────────────────────────────────────
def test_removing_a_role_takes_effect_at_once_and_ends_what_waits(desk_client):
    eva, ana = desk_client("eva"), given.person("ana")
    edit_user(eva, ana, groups=[get_role("reporter"), get_role("reviewer")])
    edit_user(eva, ana, groups=[])
    assert get_roles("ana") == []
    assert AccountChange.objects.get().decision.outcome == AccountChangeOutcome.REFUSED


def test_the_role_of_a_partner_takes_effect_at_once():
    hana = User.objects.create_user("hana", "hana@desk.example", "x", byline="Hana")
    eva, at = given.person("eva"), given.moment()
    assert account_changes.change_roles(hana, {"partner"}, by=eva, at=at) is None
    assert get_roles_of(hana) == ["partner"]


def test_the_address_of_an_account_that_nobody_has_used_is_corrected_at_once(desk_client):
    hana = User.objects.create_user("hana", "hnaa@desk.example", "x", byline="Hana")
    edit_user(desk_client("eva"), hana, email="hana@desk.example", groups=[])
    hana.refresh_from_db()
    assert hana.email == "hana@desk.example" and not AccountChange.objects.exists()


def test_the_address_of_an_account_that_will_get_a_role_waits(desk_client):
    """Whoever confirms the role means the person who had the address then."""
    eva = desk_client("eva")
    eva.post(ADD, NEW | {"groups": [get_role("editor")]})
    hana = User.objects.get(username="hana")
    edit_user(eva, hana, email=OTHER)
    hana.refresh_from_db()
    assert hana.email == "hana@desk.example"
    assert AccountChange.objects.filter(user=hana, decision=None).count() == 2


def test_only_the_first_role_at_a_new_desk_takes_effect_at_once():
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    eva, ivo = (
        User.objects.create_user(name, f"{name}@desk.example", "x", byline=name)
        for name in ("eva", "ivo")
    )
    at = given.moment()
    assert account_changes.change_roles(eva, {"administrator"}, by=root, at=at) is None
    assert account_changes.change_roles(ivo, {"editor"}, by=root, at=at) is not None
    assert (get_roles_of(eva), get_roles_of(ivo)) == (["administrator"], [])


def get_roles_of(user) -> list[str]:
    return [group.name for group in user.groups.all()]


# ── the second person ───────────────────────────────────────────────────────────────────────────
def test_another_administrator_confirms_a_new_address(desk_client, mailoutbox):
    edit_user(desk_client("eva"), given.person("bo"), email=OTHER)
    change, ivo = AccountChange.objects.get(), desk_client("ivo", "administrator")
    assert "Account changes to confirm" in ivo.get("/desk/").content.decode()
    page = ivo.get(get_change_url(change)).content.decode()
    assert "bo@desk.example" in page and OTHER in page
    mailoutbox.clear()
    response = ivo.post(get_change_url(change, "confirm"))
    assert response["Location"] == get_change_url(change)
    assert given.person("bo").email == OTHER
    assert [email.to for email in mailoutbox] == [["bo@desk.example"], [OTHER]]
    assert "was changed on" in mailoutbox[0].body


def test_an_editor_with_a_passkey_confirms_a_role(desk_client):
    change, carla = given.account_change("dov", "reviewer"), desk_client("carla")
    response = carla.post(get_change_url(change, "confirm"))
    assert response.status_code == 409
    assert "Editors need a passkey" in response.content.decode()
    add_passkey("carla")
    assert carla.post(get_change_url(change, "confirm")).status_code == 302
    assert get_roles("dov") == ["reviewer"]
    change.refresh_from_db()
    assert change.decision.outcome == AccountChangeOutcome.CONFIRMED
    assert change.decision.created_by == given.person("carla")


def test_a_confirmed_reset_ends_the_sessions(desk_client, mailoutbox):
    change, client = request_reset(desk_client("eva"))
    mailoutbox.clear()
    desk_client("ivo", "administrator").post(get_change_url(change, "confirm"))
    assert not mfa.has_mfa(given.person("bo"))
    assert client.get("/desk/").status_code == 302
    assert "was reset on" in mailoutbox[0].body


def test_an_administrator_alone_does_not_become_a_second_signer(desk_client):
    """Their own confirmation is refused, whichever account they would sign with."""
    eva, carla = desk_client("eva"), given.person("carla")
    edit_user(eva, carla, email=OTHER)
    eva.post(ADD, NEW | {"groups": [get_role("editor")]})
    eva.post(ADD, NEW | {"username": "x", "email": "x@x.example", "groups": [get_role("reviewer")]})
    edit_user(eva, given.person("ana"), groups=[get_role("administrator")])
    changes = AccountChange.objects.all()
    assert len(changes) == 4
    for change in changes:
        response = eva.post(get_change_url(change, "confirm"))
        assert response.status_code == 409
        assert "Another administrator" in response.content.decode()
    assert not mfa.has_mfa(carla) and given.person("carla").email == "carla@desk.example"
    assert not User.objects.filter(username__in=["hana", "x"], groups__isnull=False).exists()
    assert get_roles("ana") == ["reporter"]


def test_editors_do_not_confirm_a_change_of_their_own_account(desk_client):
    change, carla = given.account_change("carla", "administrator"), desk_client("carla")
    add_passkey("carla")
    assert carla.post(get_change_url(change, "confirm")).status_code == 409
    assert get_roles("carla") == ["editor"]


@pytest.mark.parametrize("name", ["dov", "bo"])
@pytest.mark.parametrize("decision", ["confirm", "refuse"])
def test_others_neither_see_nor_decide_it(desk_client, name, decision):
    change, client = given.account_change(), desk_client(name)
    assert client.get(get_change_url(change)).status_code == 403
    assert client.post(get_change_url(change, decision)).status_code == 403
    action = {"confirm": account_changes.confirm_change, "refuse": account_changes.refuse_change}
    with pytest.raises(FactcheckError, match="Your role does not allow this"):
        action[decision](change, by=given.person(name), at=given.moment())


def test_the_owner_of_the_account_refuses_it(desk_client, mailoutbox):
    change, ana = given.account_change(), desk_client("ana")
    assert get_change_url(change) in ana.get("/desk/account/").content.decode()
    assert ana.post(get_change_url(change, "confirm")).status_code == 403
    assert ana.post(get_change_url(change, "refuse")).status_code == 302
    assert "Refused" in ana.get("/desk/account/").content.decode()
    assert mailoutbox[-1].to == ["ana@desk.example"] and "refused on" in mailoutbox[-1].body
    assert account_changes.apply_due_changes(change.created_at + 2 * DAY) == []
    assert get_roles("ana") == ["reporter"]


def test_a_change_is_decided_once(desk_client):
    change, ivo = given.account_change(), desk_client("ivo", "administrator")
    ivo.post(get_change_url(change, "confirm"))
    for decision in ("confirm", "refuse"):
        response = ivo.post(get_change_url(change, decision))
        assert response.status_code == 409
        assert "already decided" in response.content.decode()
    assert ivo.get(get_change_url(change)).status_code == 200


def test_an_address_that_another_account_has_by_now_is_not_given(desk_client):
    bo, eva, ivo = given.person("bo"), given.person("eva"), given.person("ivo", "administrator")
    change = account_changes.change_email(bo, OTHER, by=eva, at=given.moment())
    User.objects.create_user("hana", OTHER.title(), "x", byline="Hana")
    with pytest.raises(FactcheckError, match="Another account has this e-mail address"):
        account_changes.confirm_change(change, by=ivo, at=given.moment())
    (decided,) = account_changes.apply_due_changes(change.created_at + DAY)
    assert decided.decision.outcome == AccountChangeOutcome.REFUSED
    assert given.person("bo").email == "bo@desk.example"


# ── after a day ─────────────────────────────────────────────────────────────────────────────────
def test_a_change_takes_effect_after_a_day(desk_client, mailoutbox):
    change = given.account_change()
    assert account_changes.apply_due_changes(change.created_at + DAY - timedelta(seconds=1)) == []
    assert get_roles("ana") == ["reporter"]
    (decided,) = account_changes.apply_due_changes(change.created_at + DAY)
    assert decided.decision.outcome == AccountChangeOutcome.WAITED
    assert get_roles("ana") == ["editor"]
    assert account_changes.apply_due_changes(change.created_at + 2 * DAY) == []


def test_the_worker_applies_what_is_due_and_tells_both_addresses(mailoutbox):
    bo, eva = given.person("bo"), given.person("eva")
    account_changes.change_email(bo, OTHER, by=eva, at=timezone.now() - DAY)
    apply_account_changes(0)
    assert given.person("bo").email == OTHER
    assert [email.to for email in mailoutbox] == [["bo@desk.example"], [OTHER]]
    apply_account_changes(0)
    assert len(mailoutbox) == 2


def test_a_newer_request_replaces_the_older_one():
    bo, eva = given.person("bo"), given.person("eva")
    older = account_changes.change_email(bo, OTHER, by=eva, at=given.moment())
    newer = account_changes.change_email(bo, "third@desk.example", by=eva, at=given.moment())
    account_changes.apply_due_changes(newer.created_at + DAY)
    older.refresh_from_db()
    assert older.decision.outcome == AccountChangeOutcome.REFUSED
    assert given.person("bo").email == "third@desk.example"


@pytest.mark.parametrize("name", ["ana", "eva"])
def test_deactivating_the_owner_or_the_requester_refuses_it(name):
    change, ivo = given.account_change(), given.person("ivo", "administrator")
    at = given.moment()
    actions.deactivate_account(given.person(name), by=ivo, at=at, reason="Went elsewhere.")
    change.refresh_from_db()
    assert change.decision.outcome == AccountChangeOutcome.REFUSED


def test_what_a_former_administrator_asked_for_is_refused_after_a_day():
    change = given.account_change()
    given.person("eva").groups.clear()
    (decided,) = account_changes.apply_due_changes(change.created_at + DAY)
    assert decided.decision.outcome == AccountChangeOutcome.REFUSED
    assert get_roles("ana") == ["reporter"]


# ── what is shown ───────────────────────────────────────────────────────────────────────────────
def test_administrators_see_all_changes(desk_client):
    change, eva = given.account_change(), desk_client("eva")
    assert "reporter → editor" in eva.get(get_user_url(change.user)).content.decode()
    assert eva.get("/desk/accounts/accountchange/").status_code == 200
    assert desk_client("ana").get("/desk/accounts/accountchange/").status_code == 403


def test_the_requester_is_not_asked_to_confirm(desk_client):
    change, eva = given.account_change(), desk_client("eva")
    assert "Account changes to confirm" not in eva.get("/desk/").content.decode()
    page = eva.get(get_change_url(change)).content.decode()
    assert "Refuse the change" in page and "Confirm the change" not in page


# ── with a passkey ────────────────────────────────────────────────────────────────────────────────
def test_the_second_person_signs_the_change_if_the_desk_says_so(desk_client):
    change, carla = given.account_change("dov", "reviewer"), desk_client("carla")
    passkey = passkeys.enrol("carla")
    sign_url, confirm_url = get_change_url(change, "sign"), get_change_url(change, "confirm")
    with passkeys.require_signatures("confirm_account"):
        page = carla.get(get_change_url(change)).content.decode()
        assert f'data-passkey="sign" data-ask="{sign_url}"' in page
        response = carla.post(confirm_url)
        assert response.status_code == 422
        assert "Confirm this with your passkey." in response.content.decode()
        assert get_roles("dov") == ["reporter"]
        challenge = carla.post(sign_url).json()["publicKey"]["challenge"]
        credential = passkey.sign(challenge)
        assert carla.post(confirm_url, {"credential": credential}).status_code == 302
    assert get_roles("dov") == ["reviewer"]


def test_without_that_setting_nothing_is_signed(desk_client):
    change, ivo = given.account_change("dov", "reviewer"), desk_client("ivo", "administrator")
    assert "data-passkey" not in ivo.get(get_change_url(change)).content.decode()
    assert ivo.post(get_change_url(change, "sign")).json() == {}


def test_only_who_may_confirm_a_change_is_asked_to_sign_it(desk_client):
    change, eva = given.account_change("dov", "reviewer"), desk_client("eva")
    with passkeys.require_signatures("confirm_account"):
        answer = eva.post(get_change_url(change, "sign"))
    assert answer.status_code == 409 and "Another administrator" in answer.json()["problem"]
