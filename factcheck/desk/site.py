"""The desk: Django's admin site at /desk/."""

from django.contrib.admin import AdminSite


class Desk(AdminSite):
    site_header = site_title = "Factcheck desk"
    index_title = "The desk"
