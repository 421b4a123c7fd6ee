"""What an administrator does to somebody's account, each deed on a page of its own.

The page says what will be true afterwards and asks why. A refusal draws it again with what was
typed; the person is told by mail of what they have to know.
"""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from factcheck.accounts import actions, emails
from factcheck.accounts.admin import invite
from factcheck.accounts.choices import Deed
from factcheck.accounts.models import User
from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.messages import ON_ACCOUNTS
from factcheck.desk.base.permissions import form_page, shown

CONFLICT, UNFIT = 409, 422
PEOPLE = "accounts.change_user"


class WhyForm(DeskForm):
    why = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Kept with the account; administrators read it.",
    )


@form_page(PEOPLE)
def leave(request, pk):
    return _done(request, pk, Deed.LEFT)


@form_page(PEOPLE)
def come_back(request, pk):
    return _done(request, pk, Deed.RETURNED, lambda row: invite(request, row.person))


@form_page(PEOPLE)
def take_factor_away(request, pk):
    return _done(request, pk, Deed.FACTOR_TAKEN, lambda row: _tell(request, row))


def _done(request, pk: int, deed: Deed, then=lambda row: None):
    """The page of one deed, or the deed and what follows it once it is committed."""
    person = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        problem = actions.refusal(deed, person, request.user)
        return _drawn(request, person, deed, WhyForm(), problem)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _drawn(request, person, deed, form, status=UNFIT)
    try:
        told = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
        row = actions.VERBS[deed](person, **told)
    except actions.NotDone as refused:
        return _drawn(request, person, deed, form, str(refused), CONFLICT)
    messages.success(request, ON_ACCOUNTS[deed].done)
    then(row)
    return redirect("admin:accounts_user_change", pk)


def _drawn(request, person, deed, form, problem=None, status=200):
    words = ON_ACCOUNTS[deed]
    context = {"title": words.title, "person": person, "words": words}
    return shown(request, "person.html", context | {"form": form, "problem": problem}, status)


def _tell(request, row) -> None:
    """The person whose second factor was taken away may be the one who did not ask for it."""
    if emails.tell(row.person, "taken", row.done_at):
        messages.info(request, f"{row.person.email} was told by mail.")
    else:
        messages.warning(request, "No mail could be sent: tell them yourself.")
