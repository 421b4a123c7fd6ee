"""Rate limit by network: `API_RATE`, such as 120/minute; empty means no limit."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import SimpleRateThrottle

from factcheck.core.client_address import get_client_address, get_network


class AddressThrottle(SimpleRateThrottle):
    """Counts the requests of one network."""

    scope = "api"
    cache = caches["process"]  # exact enough, and needs no database query

    def get_rate(self) -> str | None:
        return settings.API_RATE or None

    def get_cache_key(self, request, view) -> str:
        network = get_network(get_client_address(request))
        return self.cache_format % {"scope": self.scope, "ident": network}
