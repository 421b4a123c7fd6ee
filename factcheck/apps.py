from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    """The site itself: its commands and checks, and nothing in the database."""

    name = "factcheck"
    verbose_name = "Factcheck"

    def ready(self):
        from factcheck import checks  # noqa: F401 — registers itself
