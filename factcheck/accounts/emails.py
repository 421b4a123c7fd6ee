"""E-mails about a user's own account."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from factcheck.accounts.choices import AccountChangeOutcome
from factcheck.accounts.models import AccountChange

log = logging.getLogger(__name__)


def send_account_email(user, event: str, at: datetime, *, to: str = "", **context) -> bool:
    """Send the e-mail about `event` (see its template) and return whether it was sent.

    `to` is for an address that is no longer the user's. What was done to the account stays done
    if the e-mail cannot be sent; the failure is logged.
    """
    to = to or user.email
    if not to:
        return False
    context |= {"event": event, "person": user, "at": at, "site": settings.SITE_URL}
    body = render_to_string("desk/account/mail.txt", context)
    try:
        send_mail(_("Your account at the desk was changed"), body, None, [to])
    except OSError:  # includes the error responses of a mail server
        log.exception("The e-mail about %s could not be sent to %s.", event, user.username)
        return False
    return True


def send_change_request(change: AccountChange, effective_at: datetime) -> bool:
    """Tell the owner of the account, at the old and the new address, that a change is coming."""
    return _send_to_owner(change, "requested", change.created_at, effective_at=effective_at)


def send_change_decision(change: AccountChange) -> bool:
    """Tell the owner of the account, at both addresses, whether the change took effect."""
    is_refused = change.decision.outcome == AccountChangeOutcome.REFUSED
    event = "refused" if is_refused else change.kind
    return _send_to_owner(change, event, change.decision.created_at)


def _send_to_owner(change: AccountChange, event: str, at: datetime, **context) -> bool:
    """Whether all were sent. The old address does not learn the new one."""
    results = [
        send_account_email(change.user, event, at, to=address, change=change, **context)
        for address in change.addresses
    ]
    return bool(results) and all(results)
