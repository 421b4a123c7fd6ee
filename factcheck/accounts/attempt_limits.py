"""Limits on guessing passwords and codes, in `ACCOUNT_RATE_LIMITS`; allauth counts.

On a device that is not known, attempts count for the account in this network, for the network and
for the account everywhere; on a known device only for this device, so that no one else can lock it
out. Passkeys have no limit, because they cannot be guessed. Names are counted as they are typed,
whether an account has them or not, and above a limit no password is checked.
"""

from datetime import datetime
from unicodedata import normalize

from allauth.core import ratelimit
from django.db import connection

from factcheck.accounts import known_devices
from factcheck.core.client_address import get_client_address, get_network

PASSWORD, CODE = "password", "code"  # noqa: S105 – what is guessed; the actions begin with it


def allow_attempt(request, kind: str, username: str) -> bool:
    """Count an attempt to guess, unless one of its limits is reached: then return False."""
    limits = _list_limits(request, kind, username)
    return all(
        ratelimit.consume(request, action=action, key=key, dry_run=dry_run)
        for dry_run in (True, False)  # an attempt that one limit refuses counts for none
        for action, key in limits
    )


def allow_password_reset(request, email: str) -> bool:
    """Count a requested link, unless too many were requested: then return False."""
    return ratelimit.consume(request, action="reset_password", key=_fold(email))


def forget_attempts(request, username: str) -> None:
    """Forget the user's attempts in this network or on this device: the last one succeeded."""
    for kind in (PASSWORD, CODE):
        action, key = _list_limits(request, kind, username)[0]
        ratelimit.clear(request, action=action, key=key)


def delete_expired_counters(at: datetime) -> int:
    """Delete the counts that no longer limit anything, and return their number."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_counter WHERE expires < %s", [at])
        return cursor.rowcount


def _list_limits(request, kind: str, username: str) -> list[tuple[str, str]]:
    """List the actions of `ACCOUNT_RATE_LIMITS` and their keys; the first one is personal."""
    if device := known_devices.get_device(request, username):
        return [(f"{kind}_on_known_device", device)]
    name, network = _fold(username), get_network(get_client_address(request))
    return [
        (f"{kind}_in_network", f"{network} {name}"),
        (f"{kind}_of_network", network),
        (f"{kind}_of_account", name),
    ]


def _fold(text: str) -> str:
    """Return what Django compares when it looks for an account."""
    return normalize("NFKC", text).casefold()
