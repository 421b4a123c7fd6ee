"""The scheduling panel of the workspace: scheduled publication, embargoes, publication blocks.

Its actions are those of `factcheck.desk.verdicts.scheduling_views`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import CURRENT_STATES, OPEN_STATES, PublicationBlockKind, ScheduleOutcome, State
from claims.models import PublicationBlock, ScheduledPublication, Verdict
from claims.scheduling.publication_blocks import (
    check_can_create_legal_block,
    check_can_embargo,
    check_can_release_block,
)
from claims.workflow.policies import PolicyContext
from factcheck.core.errors import Violation, is_permission_denied
from factcheck.desk.base.action_forms import SubmissionHashForm
from factcheck.desk.base.forms import DeskForm, build_choice_field, build_text_field
from factcheck.desk.base.messages import SCHEDULING_ACTIONS
from factcheck.desk.base.signing import get_sign_url

CLAIM_CHOICE = "claim"
URL_NAMES = {
    "schedule": "schedule_create",
    "cancel_schedule": "schedule_cancel",
    "embargo": "embargo_create",
    "legal_block": "legal_block_create",
}


class LocalDateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


def create_datetime_field(label: str) -> forms.DateTimeField:
    """Date-time field in the newsroom's time zone."""
    return forms.DateTimeField(label=label, required=False, widget=LocalDateTimeInput())


class DateTimeForm(DeskForm):
    """A form with a date-time field, `time_field`, in the newsroom's time zone."""

    time_field = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields[self.time_field]
        field.help_text = _("Time zone: %(name)s.") % {"name": timezone.get_current_timezone_name()}
        field.widget.attrs["required"] = True


class ScheduleForm(DateTimeForm, SubmissionHashForm):
    time_field = "publish_at"
    publish_at = create_datetime_field(gettext_lazy("Publish at"))


class EmbargoForm(DateTimeForm):
    """An embargo on the claim, or on one of the sources that the revision cites."""

    time_field = "until"
    on = build_choice_field(gettext_lazy("Embargo on"), [])
    until = create_datetime_field(gettext_lazy("Not before"))
    reason = build_text_field(
        gettext_lazy("Reason (visible to the desk only)"),
        PublicationBlock.reason,
        rows=2,
        is_required=True,
    )

    def __init__(self, *args, verdict: Verdict, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {
            str(evidence.passage.snapshot.source_id): evidence.passage.snapshot.source
            for evidence in verdict.evidence.all()
        }
        choices = [
            (pk, _("The source “%(label)s”") % {"label": source.label})
            for pk, source in self.sources.items()
        ]
        self.fields["on"].choices = [(CLAIM_CHOICE, _("This claim")), *choices]
        self.fields["on"].initial = CLAIM_CHOICE


class LegalBlockForm(DeskForm):
    reason = build_text_field(
        gettext_lazy("Reason (visible to the desk only)"),
        PublicationBlock.reason,
        rows=2,
        is_required=True,
    )


class ReleaseForm(DeskForm):
    reason = build_text_field(
        gettext_lazy("Reason for the release"),
        PublicationBlock.release_reason,
        rows=2,
        is_required=True,
    )


@dataclass(frozen=True)
class SchedulingButton:
    """An action with its form if it is allowed, or the violation that forbids it."""

    label: str
    hint: str
    url: str
    form: DeskForm
    violation: Violation | None
    is_open: bool
    sign_url: str = ""  # set if the action has to be signed with a passkey


@dataclass(frozen=True)
class PresentedBlock:
    """A current embargo or publication block, and the action that releases it."""

    row: PublicationBlock
    release: SchedulingButton


def build_scheduling_panel(context: PolicyContext, violations: dict, bound: dict) -> dict:
    """Build the panel; `violations` are those of `transitions.check_all`."""
    verdict, blocks = context.verdict, context.publication_blocks
    section = {
        "schedule": context.schedule,
        "failed": None if context.schedule else get_failed_schedule(verdict),
        "blocks": [_present_blocks(verdict, block, context.user, bound) for block in blocks],
        "buttons": list(_build_buttons(verdict, context.user, violations, bound, blocks)),
    }
    return {"scheduling": section} if any(section.values()) else {}


def build_scheduling_history(verdict: Verdict) -> dict:
    """All schedules and blocks of a revision, for its history."""
    return {
        "schedules": verdict.scheduled_publications.select_related("created_by", "ended_by"),
        "publication_blocks": verdict.get_publication_blocks().select_related("released_by"),
    }


def get_failed_schedule(verdict: Verdict) -> ScheduledPublication | None:
    """The last schedule of the approved submission, if it failed."""
    if verdict.state != State.APPROVED:
        return None
    schedule = verdict.scheduled_publications.order_by("-pk").first()
    has_failed = schedule and schedule.outcome == ScheduleOutcome.REFUSED
    is_current = schedule and schedule.submission_id == verdict.submission_id
    return schedule if has_failed and is_current else None


def _build_buttons(verdict, user, violations, bound, blocks) -> Iterator[SchedulingButton]:
    """The actions that fit the state; those of another role are left out."""
    if verdict.state == State.APPROVED and not is_permission_denied(violations["schedule"]):
        initial = {"sha256": verdict.submission.sha256}
        form = bound.get("schedule") or ScheduleForm(initial=initial, auto_id="id_schedule_%s")
        yield _build_button("schedule", verdict, form, violations["schedule"], "schedule" in bound)
    if verdict.state == State.APPROVED and violations["cancel_schedule"] is None:
        yield _build_button("cancel_schedule", verdict, DeskForm(), None)
    if verdict.state in OPEN_STATES and check_can_embargo(user) is None:
        form = bound.get("embargo") or EmbargoForm(verdict=verdict, auto_id="id_embargo_%s")
        yield _build_button("embargo", verdict, form, None, "embargo" in bound)
    if _has_public_page(verdict):
        is_blocked = any(block.kind == PublicationBlockKind.LEGAL for block in blocks)
        is_published = verdict.state == State.PUBLISHED
        violation = check_can_create_legal_block(
            user, is_published=is_published, is_blocked=is_blocked
        )
        if not is_permission_denied(violation) and not is_blocked:
            form = bound.get("legal_block") or LegalBlockForm(auto_id="id_legal_block_%s")
            yield _build_button("legal_block", verdict, form, violation, "legal_block" in bound)


def _has_public_page(verdict: Verdict) -> bool:
    """Whether the claim has a public page, or will get it by this revision."""
    if verdict.state in OPEN_STATES:
        return verdict.revision == 1
    return verdict.state in (*CURRENT_STATES, State.RETRACTED)


def _present_blocks(verdict: Verdict, row: PublicationBlock, user, bound: dict) -> PresentedBlock:
    name = f"release_{row.pk}"
    form = bound.get(name) or ReleaseForm(auto_id=f"id_{name}_%s")
    url = reverse("admin:publication_block_release", args=[verdict.pk, row.pk])
    label, hint = SCHEDULING_ACTIONS["release"]
    violation = check_can_release_block(row, user)
    return PresentedBlock(row, SchedulingButton(label, hint, url, form, violation, name in bound))


def _build_button(
    action: str, verdict: Verdict, form, violation: Violation | None, is_open=False
) -> SchedulingButton:
    label, hint = SCHEDULING_ACTIONS[action]
    url = reverse(f"admin:{URL_NAMES[action]}", args=[verdict.pk])
    sign_url = get_sign_url(action, verdict, form)
    return SchedulingButton(label, hint, url, form, violation, is_open, sign_url)
