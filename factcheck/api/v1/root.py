"""The root document of the API: the lists, their publisher and the licence."""

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers
from rest_framework.response import Response

from factcheck.api.v1.fields import (
    DemonstrationField,
    Text,
    build_absolute_url,
    build_api_url,
)
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
    "checkpoints",
)


class DeskSerializer(serializers.Serializer):
    """The organisation that publishes the fact-checks."""

    name = Text("The name of the desk.")
    url = serializers.URLField(help_text="The home page.")
    contact = Text("The e-mail address.")
    corrections = serializers.URLField(help_text="The corrections policy and how to complain.")


class LicenceSerializer(serializers.Serializer):
    """The licence of the desk's own texts. Quotes belong to the quoted authors."""

    name = Text("The name of the licence.")
    url = Text("The address of the licence; empty if it has none.", allow_blank=True)


class RootSerializer(serializers.Serializer):
    """The addresses of this API."""

    name = Text("The name of this API.")
    version = Text("The version of this API.")
    demonstration = DemonstrationField()
    publisher = DeskSerializer(help_text="The publisher.")
    licence = LicenceSerializer(help_text="The licence.")
    documentation = serializers.URLField(help_text="The reference page.")
    schema = serializers.URLField(help_text="The description of this API in OpenAPI 3.1.")
    lists = serializers.DictField(
        child=serializers.URLField(), help_text="The address of each list by its name."
    )


class ApiRoot(ReadOnlyView):
    """The starting point: the address of each list, the publisher and the licence."""

    name, summary, tag = "root", "Root document", "Root"
    serializer_class = RootSerializer

    def get(self, request):
        return Response(self.get_serializer(build_root_document()).data)


def build_root_document() -> dict:
    """Return the data for `RootSerializer`."""
    return {
        "name": f"{settings.DESK_NAME} API",
        "version": "1",
        "publisher": {
            "name": settings.DESK_NAME,
            "url": build_absolute_url("/"),
            "contact": settings.DESK_EMAIL,
            "corrections": build_absolute_url(reverse("methodology") + "#corrections"),
        },
        "licence": {"name": settings.LICENCE_NAME, "url": settings.LICENCE_URL},
        "documentation": build_api_url("docs"),
        "schema": build_api_url("schema"),
        "lists": {name: build_api_url(name) for name in LISTS},
    }
