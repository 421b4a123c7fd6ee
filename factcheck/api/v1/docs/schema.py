"""The OpenAPI document, generated from the views: their names, docstrings and serializers.

`ViewSchema` describes one view. `add_shared_parts` is the last postprocessing hook and adds what
all operations share: problems, examples and the licence.
"""

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from factcheck.api.problems import MEDIA_TYPE, PROBLEM_TYPES
from factcheck.api.v1.docs.examples import get_example

PATH_SCHEMAS = {
    "slug": {"type": "string", "minLength": 1, "maxLength": 50},
    "number": {"type": "integer", "minimum": 1, "maximum": 99999},
}
IDENTIFIER = {"type": "string", "pattern": "^[0-9a-z]{10}$"}
PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "The type of problem: the address of its explanation.",
        },
        "title": {"type": "string", "description": "The type of problem in a few words."},
        "status": {"type": "integer", "description": "The HTTP status code."},
        "detail": {"type": "string", "description": "What is wrong with this request."},
        "instance": {"type": "string", "description": "The requested path."},
        "errors": {
            "type": "array",
            "description": "The invalid parameters, if there are any.",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {
                    "parameter": {"type": "string", "description": "The name of the parameter."},
                    "detail": {"type": "string", "description": "Why the parameter is invalid."},
                },
            },
        },
    },
}


class ViewSchema(AutoSchema):
    """One operation, described by the attributes and the docstring of its view."""

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
                PATH_SCHEMAS.get(name, IDENTIFIER),
                OpenApiParameter.PATH,
                required=True,
                description=description,
            )
            for name, description in getattr(self.view, "path_parameters", {}).items()
        ]


def add_shared_parts(result, generator, request, public):
    """Add problems, examples, the redirect of a merged claim and the licence."""
    result["info"]["license"] = _build_licence(settings.LICENCE_NAME, settings.LICENCE_URL)
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {
        _get_component(problem_type): _build_response(problem_type)
        for problem_type in PROBLEM_TYPES.values()
    }
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _add_responses(operation, has_parameters="{" in path)
    _add_redirect(result)
    return result


def _add_responses(operation: dict, has_parameters: bool) -> None:
    for status, problem_type in PROBLEM_TYPES.items():
        if status == 405 or (status in (404, 451) and not has_parameters):
            continue
        reference = f"#/components/responses/{_get_component(problem_type)}"
        operation["responses"][str(status)] = {"$ref": reference}
    response = operation["responses"]["200"]
    response["description"] = "The requested data."
    example = {"value": get_example(operation["operationId"])}
    response["content"]["application/json"]["examples"] = {"response": example}
    operation["responses"]["304"] = {
        "description": "The response has not changed since the ETag in If-None-Match."
    }


def _add_redirect(result: dict) -> None:
    url = {"type": "string", "format": "uri", "description": "The address of the other claim."}
    path = next(path for path in result["paths"] if path.endswith("/claims/{claim_id}/"))
    result["components"]["schemas"]["Merged"] = {
        "type": "object",
        "description": "The response for a claim that was merged into another claim.",
        "required": ["id", "merged_into", "url"],
        "properties": {
            "id": {"type": "string", "description": "The id of the requested claim."},
            "merged_into": {"type": "string", "description": "The id of the other claim."},
            "url": url,
        },
    }
    result["paths"][path]["get"]["responses"]["301"] = {
        "description": "The claim was merged into the claim at Location.",
        "headers": {"Location": {"schema": url, "description": "The address of that claim."}},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Merged"}}},
    }


def _build_response(problem_type) -> dict:
    response = {
        "description": f"{problem_type.title}. {problem_type.detail}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if problem_type in (PROBLEM_TYPES[429], PROBLEM_TYPES[503]):
        response["headers"] = {
            "Retry-After": {
                "description": "The number of seconds to wait.",
                "schema": {"type": "integer"},
            }
        }
    return response


def _get_component(problem_type) -> str:
    return "".join(part.capitalize() for part in problem_type.slug.split("-"))


def _build_licence(name: str, url: str) -> dict:
    return {"name": name, "url": url} if url else {"name": name}
