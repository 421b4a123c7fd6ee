"""What reviewers remarked on a revision and how they would rate it: each beside what it is about.

`remarks` and `blind` give the workspace its part of the page.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from claims.choices import Part, State
from claims.models import BlindRating, Remark, Settlement, Submission, Verdict
from claims.models.blind_rating import RATERS
from claims.review.comment_anchors import WRITTEN, Key, texts_of
from claims.review.comments import ratings_shown
from factcheck.desk.base.action_forms import RateForm, RemarkForm, SettleForm

SHORT = 60  # characters of a quotation by which a piece of evidence is known
# The parts that have a field of their own on the page of a draft.
BESIDE = (
    Part.RATING,
    Part.BASIS,
    Part.HOLDS_AS_OF,
    Part.FINDING,
    Part.REASONING,
    Part.SEARCHED,
    Part.WOULD_CHANGE,
    Part.WHY_THIS_CLAIM,
)


@dataclass(frozen=True)
class Shown:
    """A remark with what it is about, and whether that is still there."""

    remark: Remark
    about: str
    place: str
    gone: bool
    form: SettleForm | None

    @property
    def settlement(self) -> Settlement | None:
        return getattr(self.remark, "settlement", None)

    @property
    def anchor(self) -> str:
        """Where its place stands on the page of what was submitted; empty where it has none."""
        part, passage = self.remark.part, self.remark.passage
        if passage:
            return place_of(Part.EVIDENCE, passage)
        return part if part in (Part.CLAIM, Part.RATING, *WRITTEN) else ""


def remarks(verdict: Verdict, said: list[Remark], answers: dict, bound: dict) -> dict:
    """What was said on all submissions of a revision, and the form for one more where allowed.

    In a draft those that are open stand beside what they are about, each with a form to settle it.
    """
    known = texts_of(verdict)
    names = _names(known)
    refused = dict([bound["settle"]] if "settle" in bound else [])
    shown = [_shown(one, names, known, answers, refused) for one in said]
    unsettled = [one for one in shown if not one.settlement]
    beside = {place: [one for one in unsettled if one.place == place] for place in _beside(known)}
    new = remark_form(verdict) if answers["remark"] is None else None
    return {
        "remarks": shown,
        "settling_refusal": answers["settle"],
        "unsettled": unsettled,
        "remarks_at": beside,
        "remarks_above": [one for one in unsettled if one.place not in beside],
        "settled": [one for one in shown if one.settlement],
        "remarking": bound.get("remark") or new,
    }


def remark_form(verdict: Verdict, data=None) -> RemarkForm:
    """The form for a remark on what is in review; what is typed into it comes back in it."""
    seen = verdict.submission.sha256 if verdict.submission else ""
    return RemarkForm(
        data,
        places=_names(texts_of(verdict)).items(),
        initial={"seen": seen, "place": Part.WHOLE.value},
        auto_id="id_remark_%s",
    )


def remarks_on(verdict: Verdict) -> QuerySet[Remark]:
    """Newest submission first, and in it as they were written. One query."""
    rows = Remark.objects.filter(submission__verdict=verdict).defer("submission__content")
    joined = rows.select_related("submission", "written_by", "settlement__settled_by")
    return joined.order_by("-submission__number", "written_at", "id")


def submissions_of(verdict: Verdict) -> list[Submission]:
    """What was submitted of a revision, in order, with who rated it blind."""
    ratings = BlindRating.objects.select_related("rating", "rated_by")
    rows = verdict.submissions.select_related("submitted_by")
    return list(rows.prefetch_related(Prefetch("blind_ratings", ratings)))


def told_by_reviewers(verdict: Verdict, submissions: list[Submission], person) -> dict:
    """The remarks on a revision, and its blind ratings as far as this person may see them."""
    known = texts_of(verdict)
    names = _names(known)
    rated = [one for one in submissions if one.blind_ratings.all()]
    return {
        "remarks": [_shown(one, names, known, {}, {}) for one in remarks_on(verdict)],
        "rated_blind": [
            (one, len(one.blind_ratings.all()), ratings_shown(one, person)) for one in rated
        ],
    }


def place_of(part: str, passage: str) -> str:
    """A part and its passage as one value of a form."""
    return f"{part}:{passage}" if passage else part


def part_of(place: str) -> dict:
    """The part and the passage that such a value names."""
    part, _, passage = place.partition(":")
    return {"part": part, "passage": passage}


def _names(known: dict[Key, str]) -> dict[str, str]:
    """The places of a revision, by the value of a form, each as people call it."""
    pieces = [passage for part, passage in known if part == Part.EVIDENCE]
    names = {part.value: part.label for part in (Part.WHOLE, Part.CLAIM, *BESIDE)}
    for number, passage in enumerate(pieces, start=1):
        words = known[Part.EVIDENCE, passage]
        brief = words if len(words) <= SHORT else f"{words[:SHORT].rstrip()} …"
        names[place_of(Part.EVIDENCE, passage)] = f"evidence {number}, “{brief}”"
        if known[Part.NOTE, passage]:
            names[place_of(Part.NOTE, passage)] = f"the note on evidence {number}"
    return names


def _beside(known: dict[Key, str]) -> list[str]:
    """The places beside which a remark can stand on the page of a draft."""
    pieces = [place_of(part, passage) for part, passage in known if passage]
    return [*(part.value for part in BESIDE), *pieces]


def _shown(remark: Remark, names, known, answers: dict, refused: dict) -> Shown:
    place = place_of(remark.part, remark.passage)
    gone = bool(remark.words) and remark.words not in known.get((remark.part, remark.passage), "")
    form = None
    if answers.get("settle", "") is None and not getattr(remark, "settlement", None):
        form = refused.get(remark.pk) or SettleForm(of=remark.pk)
    return Shown(remark, names.get(place) or _former(remark), place, gone, form)


def _former(remark: Remark) -> str:
    """What a remark is about that has no name of its own on this page."""
    if remark.passage:
        return "evidence that was taken out, or a note on it"
    return remark.part.replace("_", " ")


def blind(verdict: Verdict, person, answers: dict, bound) -> dict:
    """The blind ratings that this person may see, and the form to file one."""
    submission = verdict.submission
    filed = len(submission.blind_ratings.all()) if submission else 0
    asked = settings.BLIND_SECOND_RATING and verdict.state == State.IN_REVIEW
    if not filed and not asked:
        return {}
    form = None
    if answers["rate"] is None:
        initial = {"seen": submission.sha256}
        form = bound or RateForm(initial=initial, auto_id="id_rate_%s")
    return {
        "blind": {
            "filed": filed,
            "waits": filed < RATERS,
            "shown": ratings_shown(submission, person),
            "form": form,
            "refusal": answers["rate"],
        }
    }
