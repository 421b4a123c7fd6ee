"""One way to show the actions that a user can take on a page, and to carry one of them out.

A page lists its actions as `Button`s. Each posts its form to an address of its own, where the view
calls `perform_action`: it validates the form, calls the domain, and redirects; or it renders the
page again with the error and everything that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from factcheck.core.errors import FactcheckError, InvalidInput, Violation


@dataclass(frozen=True)
class Button:
    """An action on a page: its form if the user can take it now, otherwise the reason why not."""

    action: str
    label: str
    description: str
    url: str
    form: forms.Form | None = None
    violation: Violation | None = None
    is_open: bool = False  # the form was refused: show it again
    page_url: str = ""  # set if the form has a page of its own
    sign_url: str = ""  # set if the action has to be signed with a passkey


def build_buttons(
    texts: dict[str, tuple[str, str]],
    bound_forms: dict[str, forms.Form],
    *,
    get_url: Callable[[str], str],
    build_form: Callable[[str], forms.Form],
    check: Callable[[str], Violation | None],
) -> list[Button]:
    """A button for each decision in `texts`; `bound_forms` holds the form that was refused."""
    return [
        Button(
            action=decision,
            label=label,
            description=description,
            url=get_url(decision),
            form=bound_forms.get(decision) or build_form(decision),
            violation=check(decision),
            is_open=decision in bound_forms,
        )
        for decision, (label, description) in texts.items()
    ]


def perform_action(
    request,
    form: forms.Form,
    action: Callable,
    *,
    render_error: Callable[[FactcheckError], HttpResponse],
    success_message: str,
    get_success_url: Callable[..., str],
) -> HttpResponse:
    """Calls `action` with the cleaned form, as this user and now.

    `render_error` gets the error, whose type decides the status code; if a field of the form is
    invalid, an `InvalidInput` without a message, because the field shows its own error.
    `get_success_url` gets what `action` returned.
    """
    if not form.is_valid():
        return render_error(InvalidInput())
    try:
        result = action(by=request.user, at=timezone.now(), **form.cleaned_data)
    except FactcheckError as error:
        return render_error(error)
    messages.success(request, success_message)
    return redirect(get_success_url(result))
