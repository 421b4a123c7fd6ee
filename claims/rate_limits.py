"""Rate-limit messages from readers per network, without storing the network address.

Readers need no account. The desk keeps only a keyed digest of the network, which differs for each
day and each kind of message, so that no sender can be followed.
"""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from claims.models import Complaint, Tip
from factcheck.core.client_address import get_network
from factcheck.core.errors import FactcheckError, InvalidInput
from factcheck.core.validation import convert_validation_errors

RATE_LIMIT_WINDOW = timedelta(hours=1)
ADVISORY_LOCK = 0x7375_6767  # with a digest: the lock under which messages are counted


class RateLimitExceeded(FactcheckError):
    """One network sent as many messages of a kind within the hour as the desk accepts."""

    status_code = HTTPStatus.TOO_MANY_REQUESTS


def clean_text_fields(**fields: str) -> dict[str, str]:
    """The fields without surrounding white space. Raises `InvalidInput` for null characters."""
    if any("\x00" in text for text in fields.values()):
        raise InvalidInput(_("The text contains a null character, which cannot be saved."))
    return {name: text.strip() for name, text in fields.items()}


def save_rate_limited(
    message: Complaint | Tip, *, network_address: str, at: datetime, limit: int
) -> None:
    """Saves a message of a reader with the digest of its network.

    Raises `InvalidInput`, or `RateLimitExceeded` after `limit` messages of this model from one
    network within an hour.
    """
    model = type(message)
    kind = str(model._meta.model_name)
    digest = compute_network_digest(kind, network_address, at)
    with transaction.atomic():
        # Messages that arrive at the same moment wait for each other, so that each is counted.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [ADVISORY_LOCK, digest]
            )
        # In the hour after midnight, the window holds two digests of the network.
        earlier_digest = compute_network_digest(kind, network_address, at - RATE_LIMIT_WINDOW)
        recent = model.objects.filter(
            network_digest__in=[digest, earlier_digest], received_at__gt=at - RATE_LIMIT_WINDOW
        )
        if recent.count() >= limit:
            raise RateLimitExceeded(_("Too many messages from your network. Try again in an hour."))
        message.network_digest = digest
        with convert_validation_errors():
            message.full_clean()
        message.save()


def compute_network_digest(kind: str, network_address: str, at: datetime) -> str:
    """The keyed digest of a network on one day (UTC), for one kind of message."""
    day = at.astimezone(UTC).date().isoformat()
    network = get_network(network_address)
    return salted_hmac(f"{kind} {day}", network, algorithm="sha256").hexdigest()
