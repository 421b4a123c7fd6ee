from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "factcheck.notifications"
    label = "notifications"
    verbose_name = "Notices"
