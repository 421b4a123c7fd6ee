"""The page on which an editor or administrator confirms the passkeys with which others sign."""

from http import HTTPStatus

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import SigningKey
from claims.signing import keys
from factcheck.accounts.policies import check_permission
from factcheck.accounts.roles import CONFIRM_CHANGE
from factcheck.desk.base.action_forms import EmptyForm
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.forms import DeskForm, build_hidden_field
from factcheck.desk.base.permissions import (
    action_view,
    read_view,
    render_desk,
    render_forbidden,
)

CONFIRMED = gettext_lazy("Confirmed. The user can sign with this passkey now.")
REVOKED = gettext_lazy("Revoked. No one can sign with this passkey any more.")


class ConfirmForm(DeskForm):
    """Carries the digest of the public key whose fingerprint the user compared."""

    digest = build_hidden_field()


@read_view(CONFIRM_CHANGE)
def show_signing_keys(request, pk=None):
    """The passkeys that wait for a second person, and all keys that were ever confirmed."""
    return _render(request)


@action_view(CONFIRM_CHANGE)
def confirm_signing_key(request, pk):
    rows = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    passkey = get_object_or_404(rows, pk=pk)
    return perform_action(
        request,
        ConfirmForm(request.POST),
        lambda **data: keys.confirm_key(passkey, **data),
        render_error=lambda error: _render(request, str(error), error.status_code),
        success_message=CONFIRMED,
        get_success_url=lambda _key: reverse("admin:signing_key_changelist"),
    )


@action_view("")
def revoke_signing_key(request, pk):
    """For the owner of the key, too, who comes from the page of their own account."""
    key = get_object_or_404(SigningKey, pk=pk)
    can_list = check_permission(request.user, CONFIRM_CHANGE) is None

    def render_error(error):
        if can_list:
            return _render(request, str(error), error.status_code)
        return render_forbidden(request, str(error), error.status_code)

    return perform_action(
        request,
        EmptyForm(request.POST),
        lambda **data: keys.revoke_key(key, **data),
        render_error=render_error,
        success_message=REVOKED,
        get_success_url=lambda _row: reverse(
            "mfa_index" if key.user_id == request.user.pk else "admin:signing_key_changelist"
        ),
    )


def _render(request, problem: str = "", status: int = HTTPStatus.OK):
    passkeys = keys.list_passkeys_to_confirm(request.user)
    context = {
        "title": _("Signing keys"),
        "passkeys": [(row, ConfirmForm(initial={"digest": row.digest})) for row in passkeys],
        "keys": [(row, keys.check_key_revocation(row, request.user)) for row in keys.list_keys()],
        "is_signing": bool(settings.SIGNED_ACTIONS),
        "problem": problem,
    }
    return render_desk(request, "account/signing_keys.html", context, status)
