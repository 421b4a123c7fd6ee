from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AppConfig):
    name = "factcheck.desk"
    label = "desk"
    verbose_name = "The desk"


class DeskSiteConfig(AdminConfig):
    """Django's admin, with the desk in the place of its stock site."""

    default_site = "factcheck.desk.site.Desk"
