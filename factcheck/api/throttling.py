"""Rate limit by network address: `API_RATE`, such as 120/minute; empty means no limit."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import SimpleRateThrottle


class AddressThrottle(SimpleRateThrottle):
    """Counts the requests of one address; `NUM_PROXIES` is the number of trusted proxies."""

    scope = "api"
    cache = caches["process"]  # exact enough, and needs no database query

    def get_rate(self) -> str | None:
        return settings.API_RATE or None

    def get_cache_key(self, request, view) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
