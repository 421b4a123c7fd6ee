"""The forms that readers send to the desk: rate limited, with a honeypot, never cached.

They are the only public pages that accept input and set a cookie (the CSRF token).
"""

from functools import partial
from http import HTTPStatus

from django import forms
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from claims.rate_limits import RATE_LIMIT_WINDOW
from factcheck.core.client_address import get_client_address
from factcheck.core.errors import FactcheckError
from factcheck.idempotency.sent_forms import answer_once
from factcheck.public.base.pages import render_public_page

# A field that people do not see. Robots fill in every field, and what they send is not saved.
HONEYPOT = "website"


def build_email_field(max_length: int) -> forms.EmailField:
    """The optional address for an answer."""
    return forms.EmailField(
        label=_("Your email, if you want an answer"),
        max_length=max_length,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("It is never published. We use it only to answer you."),
        error_messages={"invalid": _("Enter a valid email address.")},
    )


class ReaderFormView(FormView):
    """A form whose content is saved for the desk; subclasses say how, and where to go next.

    When the form is refused, the page shows what was typed again.
    """

    http_method_names = ("get", "head", "post")

    def save(self, **fields):
        """Save the submission with an action that may raise `FactcheckError`, and return it."""
        raise NotImplementedError

    def get_thanks_url(self, submission) -> str:
        """The page to show next; `submission` is `None` if a robot sent the form."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        if request.POST.get(HONEYPOT):
            return redirect(self.get_thanks_url(None))
        return answer_once(request, partial(super().post, request, *args, **kwargs))

    def form_valid(self, form):
        address = get_client_address(self.request)
        try:
            submission = self.save(network_address=address, at=timezone.now(), **form.cleaned_data)
        except FactcheckError as error:
            return self._render(form, error.status_code, str(error))
        return redirect(self.get_thanks_url(submission))

    def form_invalid(self, form):
        return self._render(form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def get(self, request, *args, **kwargs):
        return self._render(self.get_form())

    def _render(self, form, status=HTTPStatus.OK, error: str = ""):
        context = self.get_context_data(form=form, honeypot=HONEYPOT, error=error)
        response = render_public_page(self.request, self.template_name, context, status=status)
        response["Cache-Control"] = "no-store"  # it contains the reader's CSRF token
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = str(int(RATE_LIMIT_WINDOW.total_seconds()))
        return response
