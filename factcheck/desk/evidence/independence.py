"""The panel of a draft that shows which of its sources are independent of each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.desk.base.forms import SourceRelationForm
from sources.independence.assessment import IndependenceAssessment, SuggestedRelation
from sources.models import Source


@dataclass(frozen=True)
class UndecidedPair:
    """Two sources that may not be independent, and the form to decide it."""

    relation: SuggestedRelation
    form: SourceRelationForm


def build_independence_panel(
    assessment: IndependenceAssessment, bound_form: SourceRelationForm | None = None
) -> dict:
    """The context of the panel; `bound_form` is the form that was refused."""
    sources = [source for group in assessment.groups for source in group.sources]
    return {
        "source_groups": assessment.groups,
        "undecided_pairs": list_undecided_pairs(assessment.suggestions, bound_form),
        "source_relations": assessment.relations,
        "free_relation_form": _build_free_form(sources, bound_form) if len(sources) > 1 else None,
    }


def list_undecided_pairs(
    relations: Iterable[SuggestedRelation], bound_form: SourceRelationForm | None = None
) -> list[UndecidedPair]:
    """Each suggested relation with its form; the form that was refused keeps its reason."""
    return [
        UndecidedPair(relation, _build_pair_form(relation, f"pair{index}", bound_form))
        for index, relation in enumerate(relations)
    ]


def _build_pair_form(
    relation: SuggestedRelation, name: str, bound_form: SourceRelationForm | None
) -> SourceRelationForm:
    initial = {
        "source_a": str(relation.source_a.pk),
        "source_b": str(relation.source_b.pk),
        "reason_type": relation.reason_type,
        "speaker": relation.speaker,
    }
    if bound_form and all(bound_form.data.get(key) == value for key, value in initial.items()):
        initial["reason"] = bound_form.data.get("reason", "")
    return SourceRelationForm(initial=initial, auto_id=f"id_{name}_%s")


def _build_free_form(
    sources: list[Source], bound_form: SourceRelationForm | None
) -> SourceRelationForm:
    """For two sources that no suggestion names, and to change an earlier decision."""
    initial = dict(bound_form.data.items()) if bound_form else {}
    return SourceRelationForm(initial=initial, auto_id="id_relation_%s", sources=sources)
