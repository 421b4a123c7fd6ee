"""How does the OpenAPI document come about? From the views: their names, docstrings and forms.

`Described` reads one view; `finish` is the last hook and adds what every operation shares: the
problems it may answer with, an example, and the licence.
"""

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from factcheck.api.problems import KINDS, MEDIA_TYPE
from factcheck.api.v1.docs import examples

PATTERNS = {
    "slug": {"type": "string", "minLength": 1, "maxLength": 50},
    "number": {"type": "integer", "minimum": 1, "maximum": 99999},
}
IDENTIFIER = {"type": "string", "pattern": "^[0-9a-z]{10}$"}
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "The kind of problem: the address of its explanation.",
        },
        "title": {"type": "string", "description": "The kind of problem in a few words."},
        "status": {"type": "integer", "description": "The status code of the answer."},
        "detail": {"type": "string", "description": "What is wrong here, in a sentence."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "errors": {
            "type": "array",
            "description": "Each parameter that cannot be used, where some are to blame.",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {
                    "parameter": {"type": "string", "description": "Its name."},
                    "detail": {"type": "string", "description": "Why, in a sentence."},
                },
            },
        },
    },
}


class Described(AutoSchema):
    """One operation, as its view names and describes itself."""

    def get_operation_id(self) -> str:
        return self.view.name

    def get_summary(self) -> str:
        return self.view.summary

    def get_description(self) -> str:
        return " ".join(self.view.__class__.__doc__.split())

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def _is_list_view(self, serializer=None) -> bool:
        return self.view.paginated

    def get_override_parameters(self) -> list[OpenApiParameter]:
        return [
            OpenApiParameter(
                name,
                PATTERNS.get(name, IDENTIFIER),
                OpenApiParameter.PATH,
                required=True,
                description=says,
            )
            for name, says in getattr(self.view, "path_parameters", {}).items()
        ]


def finish(result, generator, request, public):
    """The last hook: problems, examples, the redirect of a merged claim, the licence."""
    result["info"]["license"] = _named_address(settings.LICENCE_NAME, settings.LICENCE_URL)
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {_component(kind): _answer(kind) for kind in KINDS.values()}
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _share(operation, has_variables="{" in path)
    _merged(result)
    return result


def _share(operation: dict, has_variables: bool) -> None:
    for status, kind in KINDS.items():
        if status == 405 or (status == 404 and not has_variables):
            continue
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{_component(kind)}"}
    answer = operation["responses"]["200"]
    answer["description"] = "What was asked for."
    answer["content"]["application/json"]["examples"] = {
        "answer": {"value": examples.of(operation["operationId"])}
    }
    operation["responses"]["304"] = {
        "description": "Nothing changed since the answer whose ETag came in If-None-Match."
    }


def _merged(result: dict) -> None:
    address = {"type": "string", "format": "uri", "description": "The claim that goes on."}
    claim = next(p for p in result["paths"] if p.endswith("/claims/{claim_id}/"))
    result["components"]["schemas"]["Merged"] = {
        "type": "object",
        "description": "Says where a claim went that was merged into another.",
        "required": ["id", "merged_into", "url"],
        "properties": {
            "id": {"type": "string", "description": "The claim that was asked for."},
            "merged_into": {"type": "string", "description": "The id of the one that goes on."},
            "url": address,
        },
    }
    result["paths"][claim]["get"]["responses"]["301"] = {
        "description": "The claim was merged into the one in Location.",
        "headers": {"Location": {"schema": address, "description": "The claim that goes on."}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Merged"}}},
    }


def _answer(kind) -> dict:
    answer = {
        "description": f"{kind.title}. {kind.detail}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if kind is KINDS[429]:
        answer["headers"] = {
            "Retry-After": {
                "description": "After how many seconds to come again.",
                "schema": {"type": "integer"},
            }
        }
    return answer


def _component(kind) -> str:
    return "".join(part.capitalize() for part in kind.slug.split("-"))


def _named_address(name: str, url: str) -> dict:
    return {"name": name, "url": url} if url else {"name": name}
