"""How much may one network address ask? `API_RATE`, such as 120/minute; empty is without limit."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import SimpleRateThrottle


class ByAddress(SimpleRateThrottle):
    """Counts the requests of one address; `NUM_PROXIES` says how many proxies to look behind."""

    scope = "api"
    cache = caches["process"]  # exact enough, and asks the database nothing

    def get_rate(self) -> str | None:
        return settings.API_RATE or None

    def get_cache_key(self, request, view) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
