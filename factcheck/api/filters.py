"""Query parameters of the API: their validation and their description in the schema.

No parameter is ignored: an unknown, repeated, empty or undecodable parameter is an error with a
message, because a partner must not mistake an unfiltered list for a filtered one.
"""

import re
from urllib.parse import unquote_to_bytes

from django.forms import DateField, ModelChoiceField, ModelMultipleChoiceField, MultipleChoiceField
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

PAGING_PARAMETERS = ("cursor", "page_size")
MULTIPLE_FIELDS = (MultipleChoiceField, ModelMultipleChoiceField)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Descriptions for the schema; if a list needs its own, its key is "list.filter". A filter that is
# not listed is described by the help text of its model field.
DESCRIPTIONS = {
    "q": (
        "Words in the statement, the conclusion, the reasoning and the quotes. Quotation marks "
        "keep words together, OR finds either, a minus excludes a word. "
        "The order remains by date."
    ),
    "rating": "The code of a rating from ratings/. Repeat the parameter for several ratings.",
    "topic": "The slug of a topic from topics/.",
    "claimant": "The id of a claimant from claimants/.",
    "publisher": "The id of the publisher of a source that is cited as evidence.",
    "source": "The id of a source that is cited as evidence.",
    "basis": "The basis of the conclusion.",
    "state": "The state of the revision.",
    "language": "The language of the claim, as a BCP 47 tag such as en or de.",
    "since": "Published on or after this day, in the desk's time zone.",
    "until": "Published on or before this day, in the desk's time zone.",
    "sources.kind": "The kind of publication.",
    "sources.language": "The language of the source, as a BCP 47 tag.",
    "sources.publisher": "The id of the publisher.",
    "passages.source": "The id of the quoted source.",
    "passages.voice": "Who is speaking in the passage.",
    "ledger.event": "The kind of event.",
    "ledger.claim": "The id of a claim.",
    "changes.claim": "The id of a claim.",
    "changes.kind": "The kind of change.",
    "changes.cause": "The cause of the change.",
    "changes.since": "Announced on or after this day, in the desk's time zone.",
    "changes.until": "Announced on or before this day, in the desk's time zone.",
}


class ApiFilterBackend(BaseFilterBackend):
    """Applies the view's `filterset_class`, and describes its filters for the schema."""

    def filter_queryset(self, request, queryset, view):
        if view.filterset_class is None:
            return queryset
        filterset = view.filterset_class(request.query_params, queryset=queryset, request=request)
        if not filterset.is_valid():
            raise ValidationError(_list_messages(filterset.form))
        return filterset.qs

    def get_schema_operation_parameters(self, view) -> list[dict]:
        filters = view.filterset_class.base_filters if view.filterset_class else {}
        return [_describe(name, declared, view) for name, declared in filters.items()]


def validate_parameters(request, view) -> None:
    """Raise `ValidationError` with a message for each parameter that is invalid for `view`."""
    _validate_encoding(request)
    filters = view.filterset_class.base_filters if view.filterset_class else {}
    available = {**filters, **dict.fromkeys(PAGING_PARAMETERS if view.paginated else ())}
    errors = {}
    for name, values in request.query_params.lists():
        if message := _find_error(name, values, available):
            errors[name] = [message]
    if errors:
        raise ValidationError(errors)


def _validate_encoding(request) -> None:
    query = request.META.get("QUERY_STRING", "")
    try:
        text = unquote_to_bytes(query.encode("latin-1", "replace")).decode()
    except UnicodeDecodeError:
        message = _("The parameters are not valid UTF-8.")
        raise ValidationError({"query": [message]}) from None
    if "\x00" in text:
        raise ValidationError({"query": [_("The parameters contain a null character.")]})


def _find_error(name: str, values: list[str], available: dict) -> str:
    """Return what is wrong with a parameter, apart from the meaning of its value."""
    if name not in available:
        return _get_unknown_message(name, available)
    if len(values) > 1 and not _allows_multiple(available[name]):
        message = _("The parameter %(name)s must not be repeated; it was given %(count)d times.")
        return message % {"name": name, "count": len(values)}
    if not all(value.strip() for value in values):
        return _("The parameter %(name)s is empty. Omit it to get all rows.") % {"name": name}
    if _is_date(available[name]) and not DATE.fullmatch(values[0]):
        return _get_date_message()
    return ""


def _get_unknown_message(name: str, available: dict) -> str:
    if not available:
        message = _("There is no parameter “%(name)s”: this address has no parameters.")
        return message % {"name": name}
    message = _("There is no parameter “%(name)s”. Available parameters: %(available)s.")
    return message % {"name": name, "available": ", ".join(sorted(available))}


def _get_date_message() -> str:
    return _("This is not a valid date. Use the format YYYY-MM-DD.")


def _allows_multiple(declared) -> bool:
    return declared is not None and issubclass(declared.field_class, MULTIPLE_FIELDS)


def _is_date(declared) -> bool:
    return declared is not None and issubclass(declared.field_class, DateField)


def _list_messages(form) -> dict[str, list[str]]:
    return {
        name: [_get_message(name, form.fields[name], error) for error in errors]
        for name, errors in form.errors.as_data().items()
    }


def _get_message(name: str, field, error) -> str:
    if isinstance(field, ModelChoiceField):
        return _("No public %(name)s has this value.") % {"name": name}
    if error.code == "invalid_choice":
        codes = ", ".join(str(code) for code, _label in field.choices if code)
        message = _("The parameter %(name)s must be one of: %(codes)s.")
        return message % {"name": name, "codes": codes}
    if isinstance(field, DateField):
        return _get_date_message()
    return " ".join(error.messages)


def _describe(name: str, declared, view) -> dict:
    schema = _build_schema(declared)
    parameter = {
        "name": name,
        "in": "query",
        "description": _get_description(name, view),
        "schema": schema,
    }
    if _allows_multiple(declared):
        return parameter | {
            "schema": {"type": "array", "items": schema},
            "style": "form",
            "explode": True,
        }
    return parameter


def _get_description(name: str, view) -> str:
    if description := DESCRIPTIONS.get(f"{view.name}.{name}") or DESCRIPTIONS.get(name):
        return description
    return str(view.serializer_class().fields[name].help_text)


def _build_schema(declared) -> dict:
    schema = {"type": "string", "minLength": 1}
    if _is_date(declared):
        schema["format"] = "date"
    if length := declared.extra.get("max_length"):
        schema["maxLength"] = length
    if choices := declared.extra.get("choices"):
        schema["enum"] = [code for code, _label in getattr(choices, "choices", choices)]
    return schema
