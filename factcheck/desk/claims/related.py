"""The related claims on a claim's page: relations that were decided, and suggestions."""

from dataclasses import dataclass

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.choices import INVERSE_RELATION_LABELS, RelationKind
from claims.intake import related_claims
from claims.models import Claim, ClaimRelation
from factcheck.desk.base.action_forms import ClaimIdField
from factcheck.desk.base.forms import DeskForm, build_choice_field

INVERSE_PREFIX = "inverse "  # the relation leads from the other claim to this one
REASON_MAX_LENGTH = ClaimRelation._meta.get_field("reason").max_length


def _describe(label):
    return format_lazy(_("This claim {relation} the other claim"), relation=label)


RELATION_CHOICES = [
    *((kind.value, _describe(kind.label)) for kind in RelationKind),
    *(
        (f"{INVERSE_PREFIX}{kind.value}", _describe(label))
        for kind, label in INVERSE_RELATION_LABELS.items()
    ),
]


class RelateClaimsForm(DeskForm):
    """The other claim, how this one is related to it, and why."""

    to_claim = ClaimIdField(_("Other claim"), _("No claim has this ID."))
    kind = build_choice_field(_("Relation"), RELATION_CHOICES)
    reason = forms.CharField(
        label=_("What both say, or how they differ"),
        required=False,
        max_length=REASON_MAX_LENGTH,
        widget=forms.TextInput({"required": True}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_claim"].queryset = Claim.objects.filter(merged_at=None)


@dataclass(frozen=True)
class SuggestionWithForm:
    """A suggested relation, and the form in which a person decides it."""

    suggestion: related_claims.SuggestedClaimRelation
    form: RelateClaimsForm


def build_related_claims_panel(
    claim: Claim, user, bound_form: RelateClaimsForm | None = None
) -> dict:
    """The context of `claims/related.html`; `bound_form` is the form that was refused."""
    relations = related_claims.list_decided_relations(claim)
    can_relate = user.has_perm("claims.relate_claim") and not claim.merged_at
    panel = {
        "related_claims": related_claims.list_related_claims(claim, relations),
        "merged_claims": related_claims.list_merged_claims(claim),
        "relate_form_is_open": bound_form is not None,
        "relate_form": None,
        "suggestions": [],
    }
    if can_relate:
        suggestions = related_claims.suggest_related_claims(claim, relations)
        panel["relate_form"] = bound_form or RelateClaimsForm(auto_id="id_relate_%s")
        panel["suggestions"] = [_build_suggestion(suggestion) for suggestion in suggestions]
    return panel


def _build_suggestion(suggestion: related_claims.SuggestedClaimRelation) -> SuggestionWithForm:
    public_id = suggestion.claim.public_id
    initial = {
        "to_claim": public_id,
        "kind": suggestion.kind,
        "reason": suggestion.explanation if suggestion.kind else "",
    }
    form = RelateClaimsForm(initial=initial, auto_id=f"id_relate_{public_id}_%s")
    form.fields["to_claim"].widget = forms.HiddenInput()
    return SuggestionWithForm(suggestion, form)
