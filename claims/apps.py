from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims and fact-checks")

    def ready(self):
        """Stops the start if the setting `CHECKLIST` contains an unknown code."""
        from claims.workflow import checklist

        checklist.get_required_codes()
