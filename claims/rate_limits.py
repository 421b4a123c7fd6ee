"""Who writes to the desk from outside, and is it too much of one network?

Nobody has to say who they are. What is kept of a sender is a digest of the network, another one
every day and for each kind of letter, so that nobody can be followed.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Network, ip_address

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.crypto import salted_hmac

from claims.workflow.actions import Refused

HOUR = timedelta(hours=1)
LOCK = 0x7375_6767  # with a sender: the advisory lock under which letters are counted
HOUSEHOLD = 64  # bits of an IPv6 address that one connection is given; the rest it chooses itself


class TooMany(Refused):
    """One network sent as many letters of a kind within the hour as the desk takes."""


def trimmed(**told: str) -> dict[str, str]:
    """What somebody typed, without the white space around it. Refuses what cannot be kept."""
    told = {name: value.strip() for name, value in told.items()}
    if any("\x00" in value for value in told.values()):
        raise Refused("This cannot be kept: there is a null character in it.")
    return told


def received(letter: models.Model, kind: str, sender: str, at: datetime, most: int) -> None:
    """The letter is saved with the digest of its sender, inside the caller's transaction.

    Raises `TooMany` after `most` of its kind from one network within the hour.
    """
    letter.sender = _counted(type(letter), kind, sender, at, most)
    try:
        letter.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    letter.save()


def _counted(model: type, kind: str, sender: str, at: datetime, most: int) -> str:
    """Counted under a lock, so that what is sent at the same moment is counted too."""
    today = digest_of(kind, sender, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, today])
    # Soon after midnight the hour has two digests.
    mine = model.objects.filter(sender__in=[today, digest_of(kind, sender, at - HOUR)])
    if mine.filter(arrived_at__gt=at - HOUR).count() >= most:
        raise TooMany(
            f"Many {kind}s came from your network within an hour. Send this one a little later."
        )
    return today


def digest_of(kind: str, sender: str, at: datetime) -> str:
    """The digest of a network on one day (UTC): nobody without our key can tell whose it is.

    The day is in it, so that nobody can be followed from one day to the next.
    """
    day = at.astimezone(UTC).date().isoformat()
    return salted_hmac(f"{kind} {day}", _network(sender), algorithm="sha256").hexdigest()


def _network(sender: str) -> str:
    """The address itself, or the part of it that its sender cannot choose."""
    try:
        address = ip_address(sender)
    except ValueError:
        return sender
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((int(address), HOUSEHOLD), strict=False))
