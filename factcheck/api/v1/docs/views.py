"""The description of the API as an OpenAPI document and as a page rendered from it.

The page works without scripts. It contains every address with its parameters and an example, every
object with its fields, and every type of problem.
"""

import json
from functools import cache

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe
from drf_spectacular.generators import SchemaGenerator

from factcheck.api.problems import PROBLEM_TYPES
from factcheck.api.v1.docs.examples import fill_path, get_example
from factcheck.api.v1.fields import build_absolute_url

LANGUAGE = "en"  # the documentation is not translated
FORMATS = {"uri": "URL", "date-time": "date and time", "date": "date"}


@cache
def get_document() -> dict:
    """Return the OpenAPI document, which does not change while the process runs."""
    with override(LANGUAGE):
        return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
@conditional_page
def schema(request):
    """The OpenAPI document as JSON."""
    return JsonResponse(get_document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@conditional_page
def docs(request):
    """The reference page."""
    return render(request, "api/reference.html", {"reference": render_reference()})


@cache
def render_reference() -> str:
    """Return the HTML of the reference, which changes only with the document."""
    document = get_document()
    context = {
        "info": document["info"],
        "groups": group_operations(document),
        "objects": list_objects(document),
        "problems": PROBLEM_TYPES.items(),
        "demonstration": settings.DEMO_MODE,
        "desk_name": settings.DESK_NAME,
    }
    with override(LANGUAGE):
        return render_to_string("api/parts/reference.html", context)


def group_operations(document: dict) -> dict[str, list[dict]]:
    """Return the operations by tag, in the order of the addresses."""
    groups: dict[str, list[dict]] = {}
    for path, operations in document["paths"].items():
        operation = operations["get"]
        groups.setdefault(operation["tags"][0], []).append(_describe_operation(path, operation))
    return groups


def list_objects(document: dict) -> list[dict]:
    """Return the objects in responses with their fields; pages of a list are not included."""
    schemas = document["components"]["schemas"]
    return [
        {
            "name": name,
            "description": content.get("description", ""),
            "fields": _list_fields(content),
        }
        for name, content in schemas.items()
        if not name.startswith("Paginated")
    ]


def _describe_operation(path: str, operation: dict) -> dict:
    content = operation["responses"]["200"]["content"]["application/json"]["schema"]
    name = content["$ref"].rsplit("/", 1)[-1]
    example = get_example(operation["operationId"])
    return {
        "id": operation["operationId"],
        "path": path,
        "summary": operation["summary"],
        "description": operation["description"].split("`"),  # every second part is code
        "parameters": [_describe_parameter(row) for row in operation.get("parameters", [])],
        "object": name.removeprefix("Paginated").removesuffix("List"),
        "is_paginated": name.startswith("Paginated"),
        "curl": f"curl {build_absolute_url(fill_path(path))}",
        "example": json.dumps(example, ensure_ascii=False, indent=2) if example else "",
    }


def _describe_parameter(parameter: dict) -> dict:
    content = parameter["schema"].get("items") or parameter["schema"]
    return {
        "name": parameter["name"],
        "description": parameter["description"],
        "type": _get_type(parameter["schema"]),
        "values": content.get("enum", []),
        "in_path": parameter["in"] == "path",
    }


def _list_fields(content: dict) -> list[dict]:
    return [
        {
            "name": name,
            "description": field.get("description", ""),
            "type": _get_type(field),
            "object": _get_object(field),
            "around_object": _get_type(field).split("object"),
            "values": [value for value in field.get("enum", []) if value is not None],
        }
        for name, field in content.get("properties", {}).items()
    ]


def _get_type(content: dict) -> str:
    """Return the type of a value in words."""
    if alternatives := content.get("oneOf"):
        return " or ".join(_get_type(alternative) for alternative in alternatives)
    if parts := content.get("allOf"):
        return _get_type(parts[0])
    if "$ref" in content:
        return "object"
    types = content.get("type", "object")
    if types == "array":
        return f"list of {_get_type(content['items'])}s"
    names = types if isinstance(types, list) else [types]
    text = FORMATS.get(content.get("format"), "string")
    return " or ".join(text if name == "string" else name for name in names)


def _get_object(content: dict) -> str:
    """Return the name of the object that a field contains; empty if it contains none."""
    parts = [
        content, content.get("items", {}), *content.get("allOf", []), *content.get("oneOf", [])
    ]  # fmt: skip
    names = [part["$ref"] for part in parts if "$ref" in part]
    return names[0].rsplit("/", 1)[-1] if names else ""
