"""What a contributor answers to the desk's checklist; columns of the verdict, and its content."""

from django.db import models
from django.db.models import Q

from claims.choices import Crime, Interest, PrimarySources, State

ANSWERS = ("primary_sources", "why_no_primary", "interest", "interest_handled", "crime")

# A draft may be saved half answered, and given up as it stands.
_MAY_BE_UNFINISHED = Q(state__in=(State.DRAFT, State.DISCARDED))


class ChecklistAnswers(models.Model):
    """Answers that only a person can give. Blank is no answer, and no answer is never a “no”."""

    primary_sources = models.CharField(
        max_length=10,
        choices=PrimarySources,
        blank=True,
        help_text="A document, a witness, data: whoever knew it first.",
    )
    why_no_primary = models.TextField(
        "why no primary source",
        blank=True,
        help_text="Only where none is cited. Readers see it.",
    )
    interest = models.CharField(
        "conflict of interest",
        max_length=10,
        choices=Interest,
        blank=True,
        help_text="Ask everybody who worked on this revision.",
    )
    interest_handled = models.TextField(
        "how the interest is dealt with",
        blank=True,
        help_text="Only where somebody has one. Readers see it; it names no private person.",
    )
    crime = models.CharField(
        "is a crime alleged",
        max_length=12,
        choices=Crime,
        blank=True,
        help_text="By the claim or by this verdict; as it stood on the day it holds as of.",
    )

    class Meta:
        abstract = True


def _one_of(name: str, choices) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}__in": ["", *choices.values]}), name=f"{name}_is_a_known_answer"
    )


def _explained(name: str, answer: str, words: str) -> models.CheckConstraint:
    """Where the answer is this one, the words that explain it are there."""
    return models.CheckConstraint(
        condition=~Q(**{name: answer}) | Q(**{f"{words}__regex": r"\S"}) | _MAY_BE_UNFINISHED,
        name=f"{name}_is_explained",
    )


ANSWERED = (
    _one_of("primary_sources", PrimarySources),
    _one_of("interest", Interest),
    _one_of("crime", Crime),
    _explained("primary_sources", PrimarySources.NONE, "why_no_primary"),
    _explained("interest", Interest.DECLARED, "interest_handled"),
)
