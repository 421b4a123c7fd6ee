"""Which parameters does an address take, and can those that came be used?

Nothing is ignored in silence: a parameter that is unknown, given twice, empty or not text is an
error with a sentence, because an answer to another question than the one asked is worse than none.
"""

import re
from urllib.parse import unquote_to_bytes

from django.forms import DateField, ModelChoiceField, ModelMultipleChoiceField, MultipleChoiceField
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

PAGING = ("cursor", "page_size")
SEVERAL = (MultipleChoiceField, ModelMultipleChoiceField)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# What the reference says of each filter; where the lists differ, "list.filter" comes first.
DESCRIPTIONS = {
    "q": (
        "Words to look for in the statement, the finding, the reasoning and the quotations. "
        "Quotation marks keep words together, OR means either, a minus leaves out. "
        "The order stays by date."
    ),
    "rating": "The code of a rating, as ratings/ gives it. Give it several times for several.",
    "topic": "The slug of a topic, as topics/ gives it.",
    "claimant": "The id of a claimant, as claimants/ gives it.",
    "publisher": "The id of the publisher of a source that is cited as evidence.",
    "source": "The id of a source that is cited as evidence.",
    "basis": "What the finding rests on.",
    "state": "Where the revision stands.",
    "language": "The language of the claim, as a BCP 47 tag such as en or de.",
    "since": "Published on this day or later, in the desk's time zone.",
    "until": "Published on this day or before, in the desk's time zone.",
    "sources.kind": "The kind of publication.",
    "sources.language": "The language of the source, as a BCP 47 tag.",
    "sources.publisher": "The id of its publisher.",
    "passages.source": "The id of the source that is quoted.",
    "passages.voice": "In whose voice the passage speaks.",
    "changes.claim": "The id of a claim.",
    "changes.kind": "The kind of change.",
    "changes.cause": "What caused the change.",
    "changes.since": "Announced on this day or later, in the desk's time zone.",
    "changes.until": "Announced on this day or before, in the desk's time zone.",
}
NOT_A_DAY = "This is not a day of the calendar. Write it as YYYY-MM-DD."


class Filters(BaseFilterBackend):
    """Runs the view's `filterset_class` over its rows, and describes it for the schema."""

    def filter_queryset(self, request, queryset, view):
        filters = view.filterset_class
        if filters is None:
            return queryset
        chosen = filters(request.query_params, queryset=queryset, request=request)
        if not chosen.is_valid():
            raise ValidationError(_sentences(chosen))
        return chosen.qs

    def get_schema_operation_parameters(self, view) -> list[dict]:
        named = view.filterset_class.base_filters if view.filterset_class else {}
        return [_described(name, one, view.name) for name, one in named.items()]


def check(request, view) -> None:
    """Raises `ValidationError` with a sentence for each parameter that cannot be used at `view`."""
    _refuse_what_is_not_text(request)
    named = view.filterset_class.base_filters if view.filterset_class else {}
    known = {**named, **dict.fromkeys(PAGING if view.paginated else ())}
    given = request.query_params.lists()
    told = {name: sentence for name, values in given if (sentence := _fault(name, values, known))}
    if told:
        raise ValidationError({name: [sentence] for name, sentence in told.items()})


def _fault(name: str, values: list[str], known: dict) -> str:
    """What is wrong with a parameter before anybody looks at what its value means."""
    if name not in known:
        return _unknown(name, known)
    if len(values) > 1 and not _takes_several(known[name]):
        return f"The parameter {name} can be given once; it was given {len(values)} times."
    if not all(value.strip() for value in values):
        return f"The parameter {name} is empty. Leave it out to ask for everything."
    if _is_a_day(known[name]) and not DAY.fullmatch(values[0]):
        return NOT_A_DAY
    return ""


def _refuse_what_is_not_text(request) -> None:
    query = request.META.get("QUERY_STRING", "")
    try:
        text = unquote_to_bytes(query.encode("latin-1", "replace")).decode()
    except UnicodeDecodeError:
        raise ValidationError({"query": ["The parameters are not valid UTF-8."]}) from None
    if "\x00" in text:
        raise ValidationError({"query": ["The parameters contain a null character."]})


def _unknown(name: str, known) -> str:
    if not known:
        return f"There is no parameter “{name}” here: this address takes none."
    return f"There is no parameter “{name}” here. Known are: {', '.join(sorted(known))}."


def _takes_several(one) -> bool:
    return one is not None and issubclass(one.field_class, SEVERAL)


def _is_a_day(one) -> bool:
    return one is not None and issubclass(one.field_class, DateField)


def _sentences(chosen) -> dict[str, list[str]]:
    """What is wrong with each filter, in words that say what would be right."""
    errors = chosen.form.errors.as_data()
    return {
        name: [_sentence(name, chosen.form.fields[name], error) for error in told]
        for name, told in errors.items()
    }


def _sentence(name: str, field, error) -> str:
    if isinstance(field, ModelChoiceField):
        return f"Nothing public is known under this {name}."
    if error.code == "invalid_choice":
        possible = [str(code) for code, _ in field.choices if code]
        return f"The parameter {name} can be one of: {', '.join(possible)}."
    if isinstance(field, DateField):
        return NOT_A_DAY
    return " ".join(error.messages)


def _described(name: str, one, view_name: str) -> dict:
    several = _takes_several(one)
    schema = _schema(one)
    shape = {"style": "form", "explode": True} if several else {}
    return {
        "name": name,
        "in": "query",
        "description": DESCRIPTIONS.get(f"{view_name}.{name}") or DESCRIPTIONS[name],
        "schema": {"type": "array", "items": schema} if several else schema,
        **shape,
    }


def _schema(one) -> dict:
    form = {"format": "date"} if _is_a_day(one) else {}
    if length := one.extra.get("max_length"):
        form["maxLength"] = length
    if choices := one.extra.get("choices"):
        pairs = getattr(choices, "choices", choices)
        form["enum"] = [code for code, _ in pairs]
    return {"type": "string", "minLength": 1, **form}
