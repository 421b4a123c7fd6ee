"""Where does a partner begin? At a list of the addresses, who publishes them, on what terms."""

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers
from rest_framework.response import Response

from factcheck.api.v1.fields import Demonstration, absolute, address, text
from factcheck.api.v1.views import ReadOnlyView

LISTS = (
    "claims",
    "verdicts",
    "sources",
    "passages",
    "claimants",
    "topics",
    "ratings",
    "changes",
    "ledger",
)


class PublisherOfThisSerializer(serializers.Serializer):
    """Who answers for what is published here."""

    name = text("The desk's name.")
    url = serializers.URLField(help_text="Its site.")
    contact = text("Where to write to.")
    corrections = serializers.URLField(help_text="How it corrects, and where to object.")


class LicenceSerializer(serializers.Serializer):
    """On what terms the desk's own words may be used; quotations belong to those quoted."""

    name = text("What the terms are called.")
    url = text("The terms; empty where they are not on a page.", allow_blank=True)


class RootSerializer(serializers.Serializer):
    """The addresses of this API."""

    name = text("What this is.")
    version = text("The version of these addresses.")
    demonstration = Demonstration()
    publisher = PublisherOfThisSerializer(help_text="Who publishes it.")
    licence = LicenceSerializer(help_text="On what terms.")
    documentation = serializers.URLField(help_text="The reference page.")
    schema = serializers.URLField(help_text="This API in OpenAPI 3.1.")
    lists = serializers.DictField(
        child=serializers.URLField(), help_text="The lists by name, each with its address."
    )


class Root(ReadOnlyView):
    """Where to begin: the lists by name, who publishes them, and on what terms."""

    name, summary, tag = "root", "All addresses", "Root"
    serializer_class = RootSerializer

    def get(self, request):
        return Response(self.get_serializer(contents()).data)


def contents() -> dict:
    """What the root document says."""
    return {
        "name": f"{settings.DESK_NAME} API",
        "version": "1",
        "publisher": {
            "name": settings.DESK_NAME,
            "url": absolute("/"),
            "contact": settings.DESK_CONTACT,
            "corrections": absolute(reverse("how-we-work") + "#corrections"),
        },
        "licence": {"name": settings.LICENCE_NAME, "url": settings.LICENCE_URL},
        "documentation": address("docs"),
        "schema": address("schema"),
        "lists": {name: address(name) for name in LISTS},
    }
