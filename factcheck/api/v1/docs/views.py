"""How do partners read the API's description? As OpenAPI, or as a page drawn from it.

The page is made here, without script: every address with its parameters and an example, every
object with its fields, every problem.
"""

import json
from functools import cache

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import conditional_page, require_safe
from drf_spectacular.generators import SchemaGenerator

from factcheck.api.problems import KINDS
from factcheck.api.v1.docs import examples
from factcheck.api.v1.fields import absolute


@cache
def document() -> dict:
    """The OpenAPI document; it is the same for everybody and while the process lives."""
    return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
@conditional_page
def schema(request):
    """The document, as JSON."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@conditional_page
def docs(request):
    """The page."""
    return render(request, "api/reference.html", {"body": body()})


@cache
def body() -> str:
    """What the page says; it stands as long as the document it is drawn from."""
    described = document()
    context = {
        "info": described["info"],
        "groups": groups(described),
        "objects": objects(described),
        "problems": KINDS.items(),
        "demonstration": settings.DEMONSTRATION,
        "desk_name": settings.DESK_NAME,
    }
    return render_to_string("api/parts/body.html", context)


def groups(described: dict) -> dict[str, list[dict]]:
    """The operations under their tags, in the order of the addresses."""
    found: dict[str, list[dict]] = {}
    for path, operations in described["paths"].items():
        one = operations["get"]
        found.setdefault(one["tags"][0], []).append(_operation(path, one))
    return found


def objects(described: dict) -> list[dict]:
    """The objects that are answered, each with its fields; pages of a list are explained once."""
    schemas = described["components"]["schemas"]
    return [
        {"name": name, "says": one.get("description", ""), "fields": _fields(one)}
        for name, one in schemas.items()
        if not name.startswith("Paginated")
    ]


def _operation(path: str, one: dict) -> dict:
    answer = one["responses"]["200"]["content"]["application/json"]["schema"]
    name = answer["$ref"].rsplit("/", 1)[-1]
    sample = examples.of(one["operationId"])
    return {
        "id": one["operationId"],
        "path": path,
        "summary": one["summary"],
        "says": one["description"].split("`"),  # every second part is code
        "parameters": [_parameter(p) for p in one.get("parameters", [])],
        "answers": name.removeprefix("Paginated").removesuffix("List"),
        "in_pages": name.startswith("Paginated"),
        "curl": f"curl {absolute(examples.filled(path))}",
        "example": json.dumps(sample, ensure_ascii=False, indent=2) if sample else "",
    }


def _parameter(one: dict) -> dict:
    form = one["schema"].get("items") or one["schema"]
    return {
        "name": one["name"],
        "says": one["description"],
        "kind": _kind(one["schema"]),
        "values": form.get("enum", []),
        "in_path": one["in"] == "path",
    }


def _fields(schema: dict) -> list[dict]:
    return [
        {
            "name": name,
            "says": one.get("description", ""),
            "kind": _kind(one),
            "object": _object(one),
            "around": _kind(one).split("object"),
            "values": [value for value in one.get("enum", []) if value is not None],
        }
        for name, one in schema.get("properties", {}).items()
    ]


def _kind(schema: dict) -> str:
    """The kind of a value, in words."""
    if one_of := schema.get("oneOf"):
        return " or ".join(_kind(one) for one in one_of)
    if all_of := schema.get("allOf"):
        return _kind(all_of[0])
    if "$ref" in schema:
        return "object"
    kinds = schema.get("type", "object")
    if kinds == "array":
        return f"list of {_kind(schema['items'])}s"
    words = kinds if isinstance(kinds, list) else [kinds]
    form = {"uri": "address", "date-time": "moment", "date": "day"}.get(schema.get("format"))
    return " or ".join(form if form and word == "string" else word for word in words)


def _object(schema: dict) -> str:
    """The name of the object that a field holds, if it holds one."""
    parts = [schema, schema.get("items", {}), *schema.get("allOf", []), *schema.get("oneOf", [])]
    named = [part["$ref"] for part in parts if "$ref" in part]
    return named[0].rsplit("/", 1)[-1] if named else ""
