from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "factcheck.public"
    label = "public"
    verbose_name = "Public pages"
