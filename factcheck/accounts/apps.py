from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "factcheck.accounts"
    label = "accounts"
    verbose_name = "People"
