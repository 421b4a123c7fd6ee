"""When may readers see this revision? The hour that is planned, embargoes and legal holds.

`timing` is what the workspace of a revision shows of it; its deeds are those of
`factcheck.desk.verdicts.scheduling_views`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils import timezone

from claims.choices import OPEN, STANDING, PlanEnd, State, WithholdingKind
from claims.models import Plan, Verdict, Withholding
from claims.scheduling.publication_blocks import (
    refusal_to_embargo,
    refusal_to_hold,
    refusal_to_lift,
)
from claims.workflow.transitions import standing_plan
from factcheck.desk.base.action_forms import SignForm
from factcheck.desk.base.forms import DeskForm, choice, words
from factcheck.desk.base.messages import TIMING
from factcheck.desk.base.permissions import NOT_YOUR_ROLE

THE_CLAIM = "claim"


class HourInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


def hour_field(label: str) -> forms.DateTimeField:
    """An hour on the desk's clocks, which the field names."""
    return forms.DateTimeField(label=label, required=False, widget=HourInput())


class HourForm(DeskForm):
    """A form with an hour in it, `hour_name`, in the desk's time zone."""

    hour_name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields[self.hour_name]
        field.help_text = f"By the desk’s clocks: {timezone.get_current_timezone_name()}."
        field.widget.attrs["required"] = True


class PlanForm(HourForm, SignForm):
    hour_name = "publish_at"
    publish_at = hour_field("When readers are to see it")


class EmbargoForm(HourForm):
    """An embargo on the claim, or on one of the sources that the revision cites."""

    hour_name = "until"
    on = choice("What is under embargo", [])
    until = hour_field("Not before")
    why = words("Why; only the desk sees this", rows=2, needed=True)

    def __init__(self, *args, verdict: Verdict, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {
            str(one.passage.snapshot.source_id): one.passage.snapshot.source
            for one in verdict.evidence.all()
        }
        named = [(pk, f"The source “{source.label}”") for pk, source in self.sources.items()]
        self.fields["on"].choices = [(THE_CLAIM, "This claim"), *named]
        self.fields["on"].initial = THE_CLAIM


class HoldForm(DeskForm):
    why = words("Why; only the desk sees this", rows=2, needed=True)


class LiftForm(DeskForm):
    why = words("Why it is lifted", rows=2, needed=True)


@dataclass(frozen=True)
class Deed:
    """A deed as it is drawn: its form when it is allowed, the sentence why not otherwise."""

    label: str
    says: str
    address: str
    form: DeskForm
    refusal: str | None
    open: bool


@dataclass(frozen=True)
class Withheld:
    """An embargo or a hold in force, and the deed that lifts it."""

    row: Withholding
    lift: Deed


def timing(verdict: Verdict, person, answers: dict, bound: dict, at: datetime) -> dict:
    """The section “Timing” of a workspace; `answers` are those of `rules.refusals`."""
    plan = standing_plan(verdict)
    section = {
        "plan": plan,
        "refused": None if plan else refused_plan(verdict),
        "withheld": [_withheld(verdict, one, person, bound) for one in in_force(verdict, at)],
        "deeds": [deed for deed in _deeds(verdict, person, answers, bound, at) if deed],
    }
    return {"timing": section} if any(section.values()) else {}


def timing_trail(verdict: Verdict) -> dict:
    """All that was ever planned or withheld of a revision, for its trail."""
    return {
        "plans": verdict.plans.select_related("planned_by", "ended_by"),
        "withholdings": verdict.withholdings().select_related("lifted_by"),
    }


def in_force(verdict: Verdict, at: datetime) -> list[Withholding]:
    return [one for one in verdict.withheld if one.is_in_force(at)]


def refused_plan(verdict: Verdict) -> Plan | None:
    """The last plan for what is approved now, where it was refused at its hour."""
    if verdict.state != State.APPROVED:
        return None
    last = max(verdict.plans.all(), key=lambda one: one.pk, default=None)
    stands = last and last.end == PlanEnd.REFUSED and last.submission_id == verdict.submission_id
    return last if stands else None


def _deeds(verdict, person, answers, bound, at) -> Iterator[Deed]:
    """The deeds that fit the state; those of another role are left out, and not refused."""
    if verdict.state == State.APPROVED and answers["plan"] != NOT_YOUR_ROLE:
        seen = {"seen": verdict.submission.sha256}
        form = bound.get("plan") or PlanForm(initial=seen, auto_id="id_plan_%s")
        yield _deed("plan", verdict, form, answers["plan"], "plan" in bound)
    if verdict.state == State.APPROVED and answers["call_off"] is None:
        yield _deed("call_off", verdict, DeskForm(), None)
    if verdict.state in OPEN and refusal_to_embargo(person) is None:
        form = bound.get("embargo") or EmbargoForm(verdict=verdict, auto_id="id_embargo_%s")
        yield _deed("embargo", verdict, form, None, "embargo" in bound)
    if _has_a_page(verdict):
        held = any(one.kind == WithholdingKind.HOLD for one in in_force(verdict, at))
        published = verdict.state == State.PUBLISHED
        refusal = refusal_to_hold(person, published=published, held=held)
        if refusal != NOT_YOUR_ROLE and not held:
            form = bound.get("hold") or HoldForm(auto_id="id_hold_%s")
            yield _deed("hold", verdict, form, refusal, "hold" in bound)


def _has_a_page(verdict: Verdict) -> bool:
    """Whether readers know this revision's page, or will know it first by this revision."""
    if verdict.state in OPEN:
        return verdict.revision == 1
    return verdict.state in (*STANDING, State.RETRACTED)


def _withheld(verdict: Verdict, row: Withholding, person, bound: dict) -> Withheld:
    name = f"lift_{row.pk}"
    form = bound.get(name) or LiftForm(auto_id=f"id_{name}_%s")
    address = reverse("admin:lift", args=[verdict.pk, row.pk])
    label, says = TIMING["lift"]
    refusal = refusal_to_lift(row, person)
    return Withheld(row, Deed(label, says, address, form, refusal, name in bound))


def _deed(verb: str, verdict: Verdict, form, refusal: str | None, is_open=False) -> Deed:
    label, says = TIMING[verb]
    return Deed(label, says, reverse(f"admin:{verb}", args=[verdict.pk]), form, refusal, is_open)
