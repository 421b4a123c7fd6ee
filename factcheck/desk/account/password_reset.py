"""How does somebody who works here set a password? Always by a link that was sent by mail."""

from django.contrib.auth import views
from django.urls import path, reverse_lazy

FORGOTTEN = views.PasswordResetView.as_view(
    template_name="desk/password/forgotten.html",
    email_template_name="desk/password/mail.txt",
    subject_template_name="desk/password/subject.txt",
    success_url=reverse_lazy("admin:password_reset_done"),
    extra_context={"title": "Set a new password"},
)
SENT = views.PasswordResetDoneView.as_view(
    template_name="desk/password/sent.html", extra_context={"title": "Look at your mail"}
)
CHOOSE = views.PasswordResetConfirmView.as_view(
    template_name="desk/password/choose.html",
    success_url=reverse_lazy("admin:password_reset_complete"),
)
CHOSEN = views.PasswordResetCompleteView.as_view(
    template_name="desk/password/chosen.html", extra_context={"title": "Your password is set"}
)

urlpatterns = [
    path("password/forgotten/", FORGOTTEN, name="password_reset"),
    path("password/sent/", SENT, name="password_reset_done"),
    path("password/<uidb64>/<token>/", CHOOSE, name="password_reset_confirm"),
    path("password/chosen/", CHOSEN, name="password_reset_complete"),
]
