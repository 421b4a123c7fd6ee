"""The answers to the desk's checklist: columns of a verdict, and part of its content."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import (
    OPEN_PROCEEDINGS,
    WITHOUT_PROCEEDINGS,
    ConflictOfInterest,
    CriminalProceedings,
    MachineAssistance,
    MachinePurpose,
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
    "machine_assistance",
    "machine_purposes",
    "machine_tools",
    "editorial_responsibility",
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
    machine_assistance = models.CharField(
        _("machine assistance"),
        max_length=4,
        choices=MachineAssistance,
        blank=True,
        help_text=_("With this revision, by generative AI or any other automatic tool."),
    )
    machine_purposes = ArrayField(
        models.CharField(max_length=13, choices=MachinePurpose),
        verbose_name=_("what machine tools helped with"),
        default=list,
        blank=True,
    )
    machine_tools = models.CharField(
        _("which tools"),
        max_length=300,
        blank=True,
        help_text=_("Name and version, and what each was used for."),
    )
    editorial_responsibility = models.CharField(
        _("editorial responsibility"),
        max_length=200,
        blank=True,
        help_text=_("The person or organisation that is responsible for what is published."),
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
    _require_known_answer("machine_assistance", MachineAssistance),
    models.CheckConstraint(
        condition=Q(machine_purposes__contained_by=MachinePurpose.values),
        name="machine_purposes_are_known",
    ),
    # The proof that a person holds the responsibility exempts from labelling (Art. 50(4)).
    models.CheckConstraint(
        condition=~Q(machine_assistance=MachineAssistance.USED)
        | Q(machine_tools__regex=r"\S", editorial_responsibility__regex=r"\S")
        & ~Q(machine_purposes=[])
        | _MAY_BE_INCOMPLETE,
        name="machine_assistance_is_explained",
    ),
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
