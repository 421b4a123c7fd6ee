"""Signatures by passkey on the pages of the desk.

A form with a `sign_url` asks there for what is to be signed, by script, and sends the passkey's
answer in the field `credential`.
"""

from collections.abc import Callable

from django.urls import reverse

from claims.models import Verdict
from claims.signing import signatures
from claims.workflow import signed_actions
from factcheck.desk.base.action_forms import ApproveAndPublishForm

CREDENTIAL = "credential"  # the name of the field


def get_sign_url(action: str, verdict: Verdict, form) -> str:
    """Where the form of a workflow action asks for a signature; empty if it needs none."""
    if action not in signed_actions.ACTIONS:
        return ""
    can_publish_too = isinstance(form, ApproveAndPublishForm)
    if not signatures.is_signed(signed_actions.name_action(action, publish_too=can_publish_too)):
        return ""
    return reverse("admin:signature_request", args=[verdict.pk, action])


def add_proof(request, action: Callable) -> Callable:
    """The action, called with the signature that the request contains."""

    def perform(**data):
        session_key = request.session.session_key or ""
        proof = signatures.parse_proof(request.POST.get(CREDENTIAL, ""), session_key)
        return action(proof=proof, **data)

    return perform
