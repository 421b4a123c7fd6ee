"""Views to set a password with a link that was sent by e-mail."""

from django.contrib.auth import views
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

reset_view = views.PasswordResetView.as_view(
    template_name="desk/password/reset.html",
    email_template_name="desk/password/mail.txt",
    subject_template_name="desk/password/subject.txt",
    success_url=reverse_lazy("admin:password_reset_done"),
    extra_context={"title": _("Set a new password")},
)
reset_done_view = views.PasswordResetDoneView.as_view(
    template_name="desk/password/reset_done.html", extra_context={"title": _("Check your e-mail")}
)
reset_confirm_view = views.PasswordResetConfirmView.as_view(
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
