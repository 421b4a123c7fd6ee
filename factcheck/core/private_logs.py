"""Log lines without what readers type: no query string, network address or text of an error.

A log is read by more people, and kept longer, than a message to the desk. The message of an
exception may repeat what someone entered (PostgreSQL: “Failing row contains …”), so only its type
is written, with the place in the code.
"""

import copy
import logging
import re
import traceback
from collections.abc import Iterator
from ipaddress import ip_address

HIDDEN_ADDRESS = "[address]"
QUERY = re.compile(r"\?[^\s\"']*")
IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
POSSIBLE_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}")


class PrivateFormatter(logging.Formatter):
    """Formats records without query strings, network addresses and messages of exceptions."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)
        record.msg, record.args = hide_private_parts(record.getMessage()), ()
        record.exc_text = None  # what another formatter made of the exception
        return super().format(record)

    def formatException(self, ei) -> str:  # noqa: N802 — the name in logging
        return "".join(_format_error(ei[1])).rstrip("\n")


def hide_private_parts(message: str) -> str:
    """The message without query strings and network addresses."""
    message = POSSIBLE_IPV6.sub(_hide_ipv6, QUERY.sub("?…", message))
    return IPV4.sub(HIDDEN_ADDRESS, message)


def _hide_ipv6(match: re.Match) -> str:
    """The replacement of an address; a time of day, which looks like one, stays."""
    address = match[0].rstrip(".")
    address = address if address.endswith("::") else address.rstrip(":")
    try:
        ip_address(address)
    except ValueError:
        return match[0]
    return HIDDEN_ADDRESS + match[0][len(address) :]


def _format_error(error: BaseException) -> Iterator[str]:
    """Places in the code and types, of its causes first."""
    if cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        yield from _format_error(cause)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _format_error(part)
