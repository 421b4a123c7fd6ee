"""What did the words of a record become? Field by field and word by word, for whoever reviews.

Records are those of `claims.publication.record`. What is compared is what readers see.
"""

from claims.choices import Crime, Interest, PrimarySources
from factcheck.core import text_diff
from sources.comparison import Piece

TEXTS = {
    "finding": "Finding",
    "reasoning": "Reasoning",
    "searched": "Searched and not found",
    "would_change": "What would change it",
    "why_this_claim": "Why this claim",
    "holds_as_of": "Holds as of",
    "review_by": "Look again by",
    "basis": "Basis",
}

# Label, name, what the codes mean, and the words beside it.
ANSWERS = (
    ("Primary sources", "primary_sources", PrimarySources, "why_no_primary"),
    ("Conflict of interest", "interest", Interest, "interest_handled"),
    ("Is a crime alleged", "crime", Crime, ""),
)


def compared(old: dict, new: dict) -> list[tuple[str, list[Piece]]]:
    """The fields in which two records differ, each with its pieces."""
    before, after = _spoken(old), _spoken(new)
    return [
        (label, text_diff(before[label], after[label]))
        for label in after
        if before[label] != after[label]
    ]


def _spoken(record: dict) -> dict[str, str]:
    """What a record says, as texts that can be compared."""
    rating = record["rating"]
    return {
        "Claim": record["claim"]["statement"],
        "Rating": rating["label"] if rating else "",
        **{label: str(record[name] or "") for name, label in TEXTS.items()},
        "Independent origins": str(len(record["origins"])) if "origins" in record else "",
        **_answered(record.get("checklist", {})),
        "Evidence": "\n\n".join(map(_cited, record["evidence"])),
        "What those concerned say": _heard(record),
    }


def _heard(record: dict) -> str:
    """Whom the desk asked and what came back; records before form 3 say nothing of it."""
    asked = [
        f"{one['who']['name']}, {one['outcome']}: {one['words']} {one['waived_because']}".strip()
        for one in record.get("asked", ())
    ]
    return "\n\n".join([*asked, record.get("not_asked", "")]).strip()


def _answered(told: dict) -> dict[str, str]:
    """The answers to the checklist, in words; empty where a record of an older form has none."""
    return {
        label: " ".join(filter(None, [_label(choices, told.get(name)), told.get(words, "")]))
        for label, name, choices, words in ANSWERS
    }


def _label(choices, code: str | None) -> str:
    return choices(code).label if code else ""


def _cited(one: dict) -> str:
    translation = one["passage"].get("translation")  # there is none in form 1
    beside = f" ({translation['by']}: “{translation['words']}”)" if translation else ""
    return f"{one['stance']}: “{one['passage']['exact']}”{beside} {one['note']}".rstrip()
