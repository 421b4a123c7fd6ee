"""The network address of the client, for everything that is counted or recorded by address."""

from ipaddress import IPv6Network, ip_address

from django.conf import settings

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 – nothing listens on it: the server was given no address
IPV6_NETWORK_BITS = 64  # of an IPv6 address; the client can choose the other bits


def get_client_address(request) -> str:
    """Return the client's IP address as `TRUSTED_PROXIES`, the number of own proxies, says.

    Each proxy appends the address that connected to it to `X-Forwarded-For`, so that the last
    `TRUSTED_PROXIES` entries are true and the client can have written all others. A header with
    fewer entries did not come through all proxies and is ignored, as is an entry that is no
    address. Then the address of the connection counts.
    """
    connected = _parse_address(request.META.get("REMOTE_ADDR", "")) or UNKNOWN_ADDRESS
    number = settings.TRUSTED_PROXIES
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < number <= len(entries):
        return connected
    return _parse_address(entries[-number]) or connected


def get_network(address: str) -> str:
    """Return the part of an IP address that the client cannot choose: /64 of IPv6.

    What is not an address is returned as it is.
    """
    parsed = _parse_address(address)
    if ":" not in parsed:
        return parsed or address
    return str(IPv6Network((int(ip_address(parsed)), IPV6_NETWORK_BITS), strict=False))


def _parse_address(entry: str) -> str:
    """Return the IP address of an entry, in its usual form; some proxies append the port.

    Empty if it contains none.
    """
    host = entry.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
