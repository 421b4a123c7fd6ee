"""The answers to the desk's checklist: columns of a verdict, and part of its content."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import (
    OPEN_PROCEEDINGS,
    WITHOUT_PROCEEDINGS,
    ConflictOfInterest,
    CriminalProceedings,
    PrimarySources,
    State,
)
from factcheck.core.model_fields import MultilineTextField

ANSWER_FIELDS = (
    "primary_sources",
    "no_primary_source_reason",
    "conflict_of_interest",
    "conflict_handling",
    "criminal_proceedings",
    "proceedings_country",
    "proceedings_on",
)

# A draft can be saved and discarded with incomplete answers.
_MAY_BE_INCOMPLETE = Q(state__in=(State.DRAFT, State.DISCARDED))


class ChecklistAnswers(models.Model):
    """Answers that only a person can give. A blank is no answer, and never means “no”."""

    primary_sources = models.CharField(
        _("primary sources"),
        max_length=10,
        choices=PrimarySources,
        blank=True,
        help_text=_("A document, a witness or original data."),
    )
    no_primary_source_reason = MultilineTextField(
        _("why no primary source"),
        max_length=2000,
        blank=True,
        help_text=_("Only if none is cited. Readers see it."),
    )
    conflict_of_interest = models.CharField(
        _("conflict of interest"),
        max_length=10,
        choices=ConflictOfInterest,
        blank=True,
        help_text=_("Ask everyone who worked on this revision."),
    )
    conflict_handling = MultilineTextField(
        _("how the conflict of interest is handled"),
        max_length=2000,
        blank=True,
        help_text=_("Only if there is one. Readers see it, so do not name private individuals."),
    )
    criminal_proceedings = models.CharField(
        _("is a crime alleged"),
        max_length=12,
        choices=CriminalProceedings,
        blank=True,
        help_text=_("By the claim or by this fact-check, on the date the facts were checked."),
    )
    proceedings_country = models.CharField(
        _("country of the proceedings"),
        max_length=80,
        blank=True,
        help_text=_("From an investigation on. Or the international court."),
    )
    proceedings_on = models.DateField(
        _("date of this step"),
        null=True,
        blank=True,
        help_text=_("The day of the accusation, the charge or the judgment."),
    )

    class Meta:
        abstract = True


def _require_known_answer(name: str, choices) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}__in": ["", *choices.values]}), name=f"{name}_is_known"
    )


def _require_explanation(name: str, answer: str, text_field: str) -> models.CheckConstraint:
    """This answer requires an explanation in another field."""
    return models.CheckConstraint(
        condition=~Q(**{name: answer}) | Q(**{f"{text_field}__regex": r"\S"}) | _MAY_BE_INCOMPLETE,
        name=f"{name}_is_explained",
    )


ANSWER_CONSTRAINTS = (
    _require_known_answer("primary_sources", PrimarySources),
    _require_known_answer("conflict_of_interest", ConflictOfInterest),
    _require_known_answer("criminal_proceedings", CriminalProceedings),
    _require_explanation("primary_sources", PrimarySources.NONE, "no_primary_source_reason"),
    _require_explanation("conflict_of_interest", ConflictOfInterest.DECLARED, "conflict_handling"),
    models.CheckConstraint(
        condition=Q(criminal_proceedings__in=("", *WITHOUT_PROCEEDINGS))
        | Q(proceedings_country__regex=r"\S", proceedings_on__lte=F("valid_as_of"))
        & Q(proceedings_on__isnull=False, valid_as_of__isnull=False)
        | _MAY_BE_INCOMPLETE,
        name="proceedings_have_country_and_date",
    ),
    # A trial may end in an acquittal: the desk has to look again.
    models.CheckConstraint(
        condition=~Q(criminal_proceedings__in=OPEN_PROCEEDINGS)
        | Q(revisit_on__gt=F("valid_as_of"))
        & Q(revisit_on__isnull=False, valid_as_of__isnull=False)
        | _MAY_BE_INCOMPLETE,
        name="open_proceedings_have_revisit_date",
    ),
)
