"""Allow the site that the demo serves itself: one address and port of this machine.

Everything else on this machine and in its networks is never fetched, in demo mode either.
"""

from urllib.parse import urlsplit

from django.conf import settings

from sources.fetching.http import NetworkAccess


def get_network_access(url: str) -> NetworkAccess | None:
    """The access that fetching `url` needs: None, the public internet, for all but the demo's site.

    `DEMO_SITE_URL` is empty outside demo mode, and production refuses to start in it.
    """
    if not settings.DEMO_SITE_URL or not url.strip().startswith(f"{settings.DEMO_SITE_URL}/"):
        return None
    address = urlsplit(settings.DEMO_SITE_URL)
    return NetworkAccess(
        networks=(f"{address.hostname}/32",), ports=frozenset({address.port or 80})
    )
