"""The words that readers see for stored codes, where the labels of the choices are for the desk."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from claims.choices import (
    Attribution,
    Basis,
    ChangeCause,
    ChangeKind,
    ConflictOfInterest,
    CriminalProceedings,
    MachineAssistance,
    MachinePurpose,
    PrimarySources,
    Stance,
    State,
)
from sources.choices import PartKind, RelationReason, SourceKind, TranslatedBy, Voice

# The choices by the name under which templates ask for them: `{{ basis|choice_label:"basis" }}`.
CHOICES = {
    "attribution": Attribution,
    "basis": Basis,
    "cause": ChangeCause,
    "conflict_of_interest": ConflictOfInterest,
    "criminal_proceedings": CriminalProceedings,
    "machine_assistance": MachineAssistance,
    "machine_purpose": MachinePurpose,
    "part": PartKind,
    "primary_sources": PrimarySources,
    "relation_reason": RelationReason,
    "source_kind": SourceKind,
    "stance": Stance,
    "translated_by": TranslatedBy,
}
STATE_LABELS = {
    **{state.value: capfirst(state.label) for state in State},
    State.SUPERSEDED.value: _("Earlier version"),
    State.SUSPENDED.value: _("Withdrawn pending review"),
}
# The actions of the workflow, and `draft`, which starts it.
ACTION_NAMES = {
    "draft": _("draft"),
    "edit": _("edit"),
    "cite": _("cite"),
    "remove_evidence": _("remove evidence"),
    "submit": _("submit"),
    "withdraw": _("withdraw"),
    "discard": _("discard"),
    "review_comment": _("review comment"),
    "resolve_comment": _("resolve comment"),
    "rate": _("rate"),
    "approve": _("approve"),
    "confirm_descriptions": _("confirm changed descriptions"),
    "send_back": _("send back"),
    "publish": _("publish"),
    "schedule": _("schedule"),
    "cancel_schedule": _("cancel schedule"),
    "correct": _("correct"),
    "suspend": _("suspend"),
    "confirm_suspension": _("confirm suspension"),
    "reinstate": _("reinstate"),
    "propose_retraction": _("propose retraction"),
    "retract": _("retract"),
}
# What a change did to the fact-check.
CHANGE_LABELS = {
    ChangeKind.CORRECTION.value: _("Corrected"),
    ChangeKind.UPDATE.value: _("Updated"),
    ChangeKind.CLARIFICATION.value: _("Clarified"),
    ChangeKind.MINOR_EDIT.value: _("Minor edit"),
    ChangeKind.RETRACTION.value: _("Retracted"),
    ChangeKind.SUSPENSION.value: _("Withdrawn pending review"),
    ChangeKind.REINSTATEMENT.value: _("Reinstated"),
}
VOICE_LABELS = {
    Voice.ASSERTS.value: _("The author’s own statement"),
    Voice.REPORTS.value: _("The author reports"),
    Voice.INFERS.value: _("The author’s inference"),
    Voice.FORECASTS.value: _("The author’s forecast"),
}
STANCE_LABELS = {
    "supports": _("supports"),
    "refutes": _("contradicts"),
    "context": _("context for"),
    "appearance": _("contains the claim"),
}
