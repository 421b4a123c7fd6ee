"""E-mails about a user's own account."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

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
