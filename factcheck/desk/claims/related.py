"""What does the desk know of a claim's family: what people said of it, and what they may say?"""

from dataclasses import dataclass

from django import forms

from claims.choices import READ_BACK, RelationKind
from claims.intake import related_claims
from claims.models import Claim, Relation
from factcheck.desk.base.action_forms import ClaimField
from factcheck.desk.base.forms import DeskForm, choice

CONFLICT, UNFIT = 409, 422
BACK = "back "
# What a person may say of this claim and another, in either direction.
SAID = [
    *((str(kind.value), f"This claim {kind.label} the other") for kind in RelationKind),
    *((f"{BACK}{kind.value}", f"This claim {says} the other") for kind, says in READ_BACK.items()),
]
LONGEST = Relation._meta.get_field("why").max_length


class RelateForm(DeskForm):
    """Another claim, how this one is related to it, and why."""

    other = ClaimField("The other claim", "No claim has this identifier.")
    kind = choice("How they are related", SAID)
    why = forms.CharField(
        label="What both say, or in what they differ",
        required=False,
        widget=forms.TextInput({"required": True, "maxlength": LONGEST}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Claim.objects.filter(merged_at=None)


@dataclass(frozen=True)
class Offered:
    """A likely relation with the form in which a person says whether it is one."""

    likely: related_claims.Likely
    form: RelateForm


def shown_family(claim: Claim, person, typed: RelateForm | None = None) -> dict:
    """What the claim's page shows of its family; `typed` is the form that was refused."""
    answers = related_claims.answered(claim)
    relates = person.has_perm("claims.relate_claim") and not claim.merged_at
    return {
        "family": related_claims.family(claim, answers),
        "relate": (typed or RelateForm(auto_id="id_relate_%s")) if relates else None,
        "relating": typed is not None,
        "merged_here": related_claims.merged_here(claim),
        "offered": [_offered(one) for one in related_claims.likely(claim, answers)]
        if relates
        else [],
    }


def _offered(one: related_claims.Likely) -> Offered:
    said = {"other": one.claim.public_id, "kind": one.kind, "why": one.sentence if one.kind else ""}
    form = RelateForm(initial=said, auto_id=f"id_relate_{one.claim.public_id}_%s")
    form.fields["other"].widget = forms.HiddenInput()
    return Offered(one, form)
