"""How is somebody told by mail what became of their account?"""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

SUBJECT = "Your account at the desk was changed"
log = logging.getLogger(__name__)


def tell(person, what: str, at: datetime, *, to: str = "", **told) -> bool:
    """Send the letter about `what` (see its template), to `to` where it is not the person's
    address of now; whether it could be sent.

    What was done stays done where no mail goes out: that is written to the log.
    """
    to = to or person.email
    if not to:
        return False
    told |= {"what": what, "person": person, "at": at, "site": settings.SITE_URL}
    body = render_to_string("desk/account/mail.txt", told)
    try:
        send_mail(SUBJECT, body, None, [to])
    except OSError:  # what a mail server answers is one too
        log.exception("The letter about %s could not be sent to %s.", what, person.username)
        return False
    return True
