from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    """The site itself: its commands, and nothing in the database."""

    name = "factcheck"
    verbose_name = "Factcheck"
