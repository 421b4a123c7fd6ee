"""Word diff of two published records, field by field, for reviewers.

Records are those of `claims.publication.record`: all that readers see.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import (
    ConflictOfInterest,
    CriminalProceedings,
    MachineAssistance,
    MachinePurpose,
    PrimarySources,
)
from claims.publication.record import get_source_label, list_passages
from factcheck.core.text_diff import DiffSegment, diff_words
from sources.choices import SourceKind

TEXTS = {
    "conclusion": gettext_lazy("Conclusion"),
    "reasoning": gettext_lazy("Reasoning"),
    "search_notes": gettext_lazy("What we looked for but couldn’t find"),
    "what_would_change_it": gettext_lazy("What could change this rating"),
    "why_this_claim": gettext_lazy("Why this claim"),
    "valid_as_of": gettext_lazy("Facts checked as of"),
    "revisit_on": gettext_lazy("Revisit by"),
    "basis": gettext_lazy("Basis"),
}


class ChecklistAnswer(NamedTuple):
    """An answer of the checklist: its label, key, choices, and the keys of its explanations."""

    label: str
    key: str
    choices: type
    explanation_keys: tuple[str, ...] = ()


ANSWERS = (
    ChecklistAnswer(
        gettext_lazy("Primary sources"),
        "primary_sources",
        PrimarySources,
        ("no_primary_source_reason",),
    ),
    ChecklistAnswer(
        gettext_lazy("Conflict of interest"),
        "conflict_of_interest",
        ConflictOfInterest,
        ("conflict_handling",),
    ),
    ChecklistAnswer(
        gettext_lazy("Criminal proceedings"),
        "criminal_proceedings",
        CriminalProceedings,
        ("proceedings_country", "proceedings_on"),
    ),
    ChecklistAnswer(
        gettext_lazy("Machine assistance"),
        "machine_assistance",
        MachineAssistance,
        ("machine_purposes", "machine_tools", "editorial_responsibility"),
    ),
)


def compare_records(old: dict, new: dict) -> list[tuple[str, list[DiffSegment]]]:
    """List the fields in which two records differ, each with its diff."""
    old_texts, new_texts = _format_record(old), _format_record(new)
    return [
        (label, diff_words(old_texts[label], new_texts[label]))
        for label in new_texts
        if old_texts[label] != new_texts[label]
    ]


def _format_record(record: dict) -> dict[str, str]:
    """The contents of a record as texts that can be compared, by label."""
    rating = record["rating"]
    return {
        _("Claim"): record["claim"]["statement"],
        _("Claimant"): _format_claimant(record["claim"]["claimant"]),
        _("Where the claim appeared"): "\n".join(
            map(_format_appearance, record["claim"]["appearances"])
        ),
        _("Rating"): rating["label"] if rating else "",
        **{str(label): str(record[key] or "") for key, label in TEXTS.items()},
        _("Independent sources"): str(len(record["independent_sources"])),
        **_format_answers(record["checklist"]),
        _("Evidence"): "\n\n".join(map(_format_evidence, record["evidence"])),
        _("Sources"): "\n".join(_list_sources(record)),
        _("Requests for comment"): _format_comment_requests(record),
    }


def _format_claimant(claimant: dict | None) -> str:
    if claimant is None:
        return ""
    return _join([claimant["name"], claimant["description"], claimant.get("same_as")])


def _format_appearance(row: dict) -> str:
    texts = [f"“{row['text']}”", row["translation"], row["medium"], row["place"]]
    return _join([*texts, row["appeared_on"], row["url"], row["archived_url"]])


def _list_sources(record: dict) -> list[str]:
    """A line for each source of the record, in the order of its first quotation."""
    return list(dict.fromkeys(_format_source(row["source"]) for row in list_passages(record)))


def _format_source(source: dict) -> str:
    names = [get_source_label(source), source["author"], source["publisher"]]
    kind = str(SourceKind(source["kind"]).label)
    return _join([*names, kind, source["published_on"], source["url"], source["archived_url"]])


def _join(texts: Iterable[str | None]) -> str:
    return ", ".join(filter(None, texts))


def _format_comment_requests(record: dict) -> str:
    requests = [
        " ".join(
            [
                f"{request['recipient']['name']}, {request['outcome']}:",
                request["text"],
                request["waiver_reason"],
            ]
        ).strip()
        for request in record["comment_requests"]
    ]
    return "\n\n".join([*requests, record["no_request_reason"]]).strip()


def _format_answers(answers: dict) -> dict[str, str]:
    return {
        str(answer.label): " ".join(
            filter(
                None,
                [
                    _format_choice(answer.choices, answers.get(answer.key)),
                    *(_format_explanation(answers.get(key)) for key in answer.explanation_keys),
                ],
            )
        )
        for answer in ANSWERS
    }


def _format_explanation(explanation: str | list[str] | None) -> str:
    codes = explanation if isinstance(explanation, list) else []
    return ", ".join(str(MachinePurpose(code).label) for code in codes) or str(explanation or "")


def _format_choice(choices, code: str | None) -> str:
    return str(choices(code).label) if code else ""


def _format_evidence(evidence: dict) -> str:
    translation = evidence["passage"]["translation"]
    translated = ""
    if translation:
        translated = f" ({translation['translated_by']}: “{translation['text']}”)"
    quote = evidence["passage"]["exact"]
    return f"{evidence['stance']}: “{quote}”{translated} {evidence['note']}".rstrip()
