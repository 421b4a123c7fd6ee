"""Redirects users to multi-factor authentication (MFA) before they see a page of the desk.

Users who have a second factor verify it; users who need one set it up. Both then return to the
page where they were. Text typed into a draft is kept in the browser tab (`keep.js`).
"""

from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect
from django.urls import reverse

from factcheck.accounts import mfa

RETURN_PATH_KEY = "mfa_return_path"
EXEMPT_URL_NAMES = ("logout",)  # users without a second factor can sign out


def require_mfa(view):
    """The view, after the user has verified or set up the second factor that they need."""

    @wraps(view)
    def view_after_mfa(request, *args, **kwargs):
        if request.resolver_match.url_name in EXEMPT_URL_NAMES:
            return view(request, *args, **kwargs)
        mfa_redirect = redirect_to_mfa(request, request.get_full_path())
        return mfa_redirect or view(request, *args, **kwargs)

    return view_after_mfa


def redirect_to_mfa(request, return_path: str):
    """A redirect to MFA and from there to `return_path`; None if no MFA is missing."""
    if not is_mfa_missing(request):
        return None
    if mfa.has_mfa(request.user):
        return _redirect_to_verification(request, return_path)
    request.session[RETURN_PATH_KEY] = return_path
    return redirect("mfa_index")


def redirect_to_mfa_of_account(request):
    """The same before the account pages: users who have MFA verify it, required or not.

    Otherwise someone who knows only the password could remove the second factor.
    """
    if not is_mfa_unverified(request):
        return None
    return _redirect_to_verification(request, request.get_full_path())


def is_mfa_unverified(request) -> bool:
    """Whether the user has MFA and did not verify it in this session; queries the database."""
    return not mfa.is_mfa_verified(request) and mfa.has_mfa(request.user)


def is_mfa_missing(request) -> bool:
    """Whether the user needs MFA and did not verify it in this session."""
    return mfa.is_mfa_required(request.user) and not mfa.is_mfa_verified(request)


def get_return_path(request) -> str:
    """Where the user was who had to set up MFA; otherwise the home page."""
    return request.session.get(RETURN_PATH_KEY) or reverse("admin:index")


def _redirect_to_verification(request, return_path: str):
    """The page on which this user verifies MFA: the code of the app before a passkey."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    urls = [method["url"] for method in methods if method["id"].startswith("mfa_reauthenticate")]
    return redirect(f"{urls[0]}?{urlencode({'next': return_path})}")
