"""From how many independent origins does a finding come, and what has an editor still to say?"""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.desk.base.forms import KinshipForm
from sources.independence.origins import Suggested, Weighed


@dataclass(frozen=True)
class Doubt:
    """Two sources that may be one origin, and the form in which an editor answers."""

    suggested: Suggested
    form: KinshipForm


def box(weighed: Weighed, typed: KinshipForm | None = None) -> dict:
    """What the workspace shows of the origins of a draft; `typed` is the form that was refused."""
    sources = [source for one in weighed.origins for source in one.sources]
    return {
        "origins": weighed.origins,
        "doubts": doubts(weighed.undecided, typed),
        "answered": weighed.decided,
        "answering": _free(sources, typed) if len(sources) > 1 else None,
    }


def doubts(suggested: Iterable[Suggested], typed: KinshipForm | None = None) -> list[Doubt]:
    """Each suggestion with its form, and in its place the form that was refused."""
    return [Doubt(one, _form(one, f"doubt{n}", typed)) for n, one in enumerate(suggested)]


def _form(one: Suggested, name: str, typed: KinshipForm | None) -> KinshipForm:
    said = {
        "one": str(one.one.pk),
        "other": str(one.other.pk),
        "ground": one.ground,
        "speaker": one.speaker,
    }
    if typed is not None and all(typed.data.get(key) == value for key, value in said.items()):
        said["why"] = typed.data.get("why", "")
    return KinshipForm(initial=said, auto_id=f"id_{name}_%s")


def _free(sources, typed: KinshipForm | None) -> KinshipForm:
    """For two sources that no suggestion names, and for thinking better of an answer."""
    initial = dict(typed.data.items()) if typed is not None else {}
    return KinshipForm(initial=initial, auto_id="id_kinship_%s", sources=sources)
