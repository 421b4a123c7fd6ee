"""Is somebody led to their second factor before a page of the desk is shown?

Whoever has one shows it; whoever has none sets one up. Either way they come back to the page they
were at. What was typed into a draft is kept in the browser's tab meanwhile (`keep.js`).
"""

from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect
from django.urls import reverse

from factcheck.accounts import mfa

BACK = "second_factor_back"
WITHOUT = ("logout", "jsi18n")  # whoever has none may leave


def with_second_factor(view):
    """The view, for whoever need not show a second factor first."""

    @wraps(view)
    def entered(request, *args, **kwargs):
        if request.resolver_match.url_name in WITHOUT:
            return view(request, *args, **kwargs)
        return led(request, request.get_full_path()) or view(request, *args, **kwargs)

    return entered


def led(request, back: str):
    """The answer that leads to the second factor, and then to `back`; None where none is asked."""
    if not is_missing(request):
        return None
    if mfa.has_one(request.user):
        return _to_show(request, back)
    request.session[BACK] = back
    return redirect("mfa_index")


def led_to_own(request):
    """The same before one's own account: whoever has one shows it, needed or not.

    Otherwise a session that knows nothing but the password could take the factor away.
    """
    return _to_show(request, request.get_full_path()) if is_owed(request) else None


def is_owed(request) -> bool:
    """Whether this person has one and has not shown it in this session; asks the database."""
    return not mfa.is_shown(request) and mfa.has_one(request.user)


def is_missing(request) -> bool:
    """Whether this person needs one and has not shown it in this session."""
    return mfa.is_needed(request.user) and not mfa.is_shown(request)


def back_from(request) -> str:
    """Where somebody was who had to set one up; the first page otherwise."""
    return request.session.get(BACK) or reverse("admin:index")


def _to_show(request, back: str):
    """The page on which this person shows a second factor: the app's code before a passkey."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    steps = [one["url"] for one in methods if one["id"].startswith("mfa_reauthenticate")]
    return redirect(f"{steps[0]}?{urlencode({'next': back})}")
