"""Views to set a password with a link that was sent by e-mail."""

from http import HTTPStatus

from django.contrib.auth import views
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from factcheck.accounts import attempt_limits, known_devices

TOO_MANY_LINKS = _("Too many links were requested. Use the latest one, or try again in an hour.")


class RequestLinkView(views.PasswordResetView):
    """Sends a link; the answer is the same whether an account has the address or not."""

    def form_valid(self, form):
        if attempt_limits.allow_password_reset(self.request, form.cleaned_data["email"]):
            return super().form_valid(form)
        form.add_error("email", TOO_MANY_LINKS)
        response = self.form_invalid(form)
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


class SetPasswordView(views.PasswordResetConfirmView):
    """Sets the password. The device is known from then on, because its user reads the e-mail."""

    def form_valid(self, form):
        response = super().form_valid(form)
        known_devices.remember_device(self.request, response, form.user.get_username())
        return response


reset_view = RequestLinkView.as_view(
    template_name="desk/password/reset.html",
    email_template_name="desk/password/mail.txt",
    subject_template_name="desk/password/subject.txt",
    success_url=reverse_lazy("admin:password_reset_done"),
    extra_context={"title": _("Set a new password")},
)
reset_done_view = views.PasswordResetDoneView.as_view(
    template_name="desk/password/reset_done.html", extra_context={"title": _("Check your e-mail")}
)
reset_confirm_view = SetPasswordView.as_view(
    template_name="desk/password/reset_confirm.html",
    success_url=reverse_lazy("admin:password_reset_complete"),
)
reset_complete_view = views.PasswordResetCompleteView.as_view(
    template_name="desk/password/reset_complete.html", extra_context={"title": _("Password set")}
)

urlpatterns = [
    path("password/forgotten/", never_cache(reset_view), name="password_reset"),
    path("password/sent/", never_cache(reset_done_view), name="password_reset_done"),
    path("password/<uidb64>/<token>/", reset_confirm_view, name="password_reset_confirm"),
    path("password/done/", never_cache(reset_complete_view), name="password_reset_complete"),
]
