"""A form that is sent twice, at once or later, has one effect.

Each rendered form has a random key (`{% form_key %}`). The first request inserts the digest of key
and content in the transaction of everything that it changes. An equal request waits for that
transaction and is answered with the same page. A form that was refused is forgotten, so that it can
be sent again; so is one that failed or was killed, because its transaction was rolled back. After
“Back” another text sent with the same key is another form: nothing that was typed is lost.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from factcheck.idempotency.models import SentForm

FORM_KEY = "form_key"  # the name of the field
CSRF_FIELD = "csrfmiddlewaretoken"  # another value in each form of a page
LOCATION_LENGTH = SentForm._meta.get_field("location").max_length


def answer_once(request, respond: Callable[[], HttpResponse]) -> HttpResponse:
    """The response of `respond`; for a form that was accepted already, a redirect to its page.

    A form is accepted if `respond` redirects, or closes the admin's window for a related row.
    Requests without a key are not compared.
    """
    if request.method != "POST" or not request.POST.get(FORM_KEY):
        return respond()
    with transaction.atomic():
        sent, is_first = SentForm.objects.get_or_create(
            sha256=_compute_digest(request), defaults={"sent_at": timezone.now()}
        )
        if not is_first:
            return _repeat_response(request, sent)
        response = respond()
        sent.location, sent.popup = _get_location(response), _get_popup(response)
        if sent.location or sent.popup:
            sent.save()
        else:
            sent.delete()
    return response


def delete_old_sent_forms(before: datetime) -> int:
    """Deletes what was sent before this time, and returns the number of rows."""
    return SentForm.objects.filter(sent_at__lt=before).delete()[0]


def _get_location(response: HttpResponse) -> str:
    url = response.url if isinstance(response, HttpResponseRedirectBase) else ""
    return url if len(url) <= LOCATION_LENGTH else ""


def _get_popup(response: HttpResponse) -> str:
    """What the admin's window for a related row hands to the page that opened it; else empty."""
    return (getattr(response, "context_data", None) or {}).get("popup_response_data", "")


def _repeat_response(request, sent: SentForm) -> HttpResponse:
    if sent.location:
        return redirect(sent.location)
    context = {"popup_response_data": sent.popup}
    return TemplateResponse(request, "admin/popup_response.html", context)


def _compute_digest(request) -> str:
    """Hexadecimal SHA-256 of the sender, the address and all fields except the CSRF token."""
    digest = hashlib.sha256(repr((request.user.pk, request.get_full_path())).encode())
    fields = [(name, values) for name, values in request.POST.lists() if name != CSRF_FIELD]
    digest.update(repr(sorted(fields)).encode(errors="surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode(errors="surrogatepass"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
