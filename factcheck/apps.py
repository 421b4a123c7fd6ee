from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    """The site itself: its commands, system checks and tasks. It has no models."""

    name = "factcheck"
    verbose_name = "Factcheck"

    def ready(self):
        from factcheck import checks  # noqa: F401 — importing it registers the checks
