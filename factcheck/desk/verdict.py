"""The workspace of one revision: claim and draft on the left, the words of a source on the right.

`workspace` draws it, also after a refusal, with everything that was typed still in its place.
"""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims import record
from claims.alarms import alarms_about
from claims.models import Change, Evidence, Review, Verdict
from claims.models.verdict import CONTENT
from claims.rules import RULES, refusals
from claims.vocabulary import STANDING, Answer, State
from factcheck.desk.comparison import compared
from factcheck.desk.forms import ContentForm, TranslationForm
from factcheck.desk.guard import page, shown
from factcheck.desk.origins import box
from factcheck.desk.picker import picker
from factcheck.desk.texts import BUTTONS
from factcheck.desk.together import beside
from factcheck.desk.verb_forms import VERB_FORMS, ChangeForm, PlainForm
from sources.models.translation import is_same_language, translation_into

WRITING = ("edit", "cite", "uncite")


@dataclass(frozen=True)
class Button:
    """A verb as it is drawn: its form when it is allowed, the sentence why not otherwise."""

    verb: str
    label: str
    says: str
    address: str
    form: forms.Form | None
    refusal: str | None
    open: bool


def the_verdict(pk: int) -> Verdict:
    """The revision with what its workspace shows."""
    evidence = Evidence.objects.select_related(
        "passage__snapshot__source", "cited_by"
    ).prefetch_related("passage__translations")
    rows = Verdict.objects.select_related(
        "claim__claimant", "rating", "submission", "author", "edited_by", "moved_by", "approved_by"
    ).prefetch_related(
        Prefetch("evidence", evidence),
        Prefetch("changes", Change.objects.select_related("opened_by", "confirmed_by")),
        Prefetch("reviews", Review.objects.select_related("reviewed_by", "submission")),
        "contributors__person",
    )
    return get_object_or_404(rows, pk=pk)


@page("claims.view_verdict")
def change(request, pk):
    return workspace(request, the_verdict(pk))


def workspace(request, verdict: Verdict, *, status=200, problem="", bound=None, **extra):
    """The page of a revision. `bound` holds the forms that were refused, by their verb."""
    bound = bound or {}
    answers = refusals(verdict, request.user)
    writes = answers["edit"] is None
    opening = opening_of(verdict)
    context = {
        "title": str(verdict.claim),
        "subtitle": f"Revision {verdict.revision}, {verdict.get_state_display()}",
        "verdict": verdict,
        "claim": verdict.claim,
        "problem": problem,
        "writes": writes,
        "writing_refusal": answers["edit"],
        "draft": verdict.state == State.DRAFT,
        "content": bound.get("edit") or (content_form(verdict) if writes else None),
        "buttons": buttons(verdict, request.user, answers, bound),
        "sent_back": _sent_back(verdict),
        "opening": opening,
        "reword": bound.get("reword") or (_reword_form(opening) if writes and opening else None),
        "rewording": "reword" in bound,
        "translating": _translating(verdict, bound.get("translate")) if writes else {},
        "alarms": alarms_about(verdict),
        "standing": [c for c in verdict.changes.all() if c.previous_id == verdict.pk],
        **_signed(verdict),
        **beside(verdict),
        **(box(verdict, bound.get("kinship")) if verdict.state == State.DRAFT else {}),
        **(picker(request, verdict, bound.get("cite"), extra.get("nearest")) if writes else {}),
        **extra,
    }
    return shown(request, "verdict.html", context, status)


def opening_of(verdict: Verdict) -> Change | None:
    """The change that this revision makes to the one before it: what readers are told first."""
    return next((c for c in verdict.changes.all() if c.previous_id != verdict.pk), None)


def content_form(verdict: Verdict, data=None) -> ContentForm:
    initial = {name: getattr(verdict, name) for name in CONTENT}
    initial |= {"rating": verdict.rating_id, "edited_at": verdict.edited_at.isoformat()}
    return ContentForm(data, initial=initial, rating=verdict.rating_id)


def _reword_form(change: Change) -> ChangeForm:
    told = {"cause": change.cause, "note": change.note}
    return ChangeForm(initial=told, auto_id="id_reword_%s")


def _translating(verdict: Verdict, bound) -> dict[int, TranslationForm]:
    """A form for each piece of evidence in another language than the claim's, by its number."""
    language = verdict.claim.language
    forms = {}
    for one in verdict.evidence.all():
        if not is_same_language(one.passage.snapshot.source.language, language):
            known = translation_into(language, one.passage.translations.all())
            said = {"words": known.words, "translated_by": known.translated_by} if known else {}
            forms[one.pk] = TranslationForm(initial=said, auto_id=f"id_translate_{one.pk}_%s")
    return forms | dict([bound] if bound else [])


def buttons(verdict, person, answers, bound) -> list[Button]:
    """The verbs that fit the state: those that are allowed first."""
    fitting = [
        _button(rule, verdict, answers[verb], bound.get(verb))
        for verb, rule in RULES.items()
        if verb not in WRITING and verdict.state in rule.leaves
    ]
    return sorted(fitting, key=lambda one: one.refusal is not None)


def _button(rule, verdict, refusal, bound) -> Button:
    form = bound
    if refusal is None and form is None:
        seen = verdict.submission.sha256 if verdict.submission else ""
        form = VERB_FORMS.get(rule.verb, PlainForm)(
            initial={"seen": seen}, auto_id=f"id_{rule.verb}_%s"
        )
    return Button(
        rule.verb,
        BUTTONS[rule.verb],
        rule.sentence,
        reverse("admin:verb", args=[verdict.pk, rule.verb]),
        form,
        refusal,
        bound is not None,
    )


def _sent_back(verdict) -> Review | None:
    """The reviewer's words that this draft still has to answer."""
    last = next(reversed(verdict.reviews.all()), None)
    waits = last and last.answer == Answer.SEND_BACK and verdict.state == State.DRAFT
    return last if waits else None


def _signed(verdict) -> dict:
    """What a reviewer signs, what of it changed, and whether it still is what readers would see."""
    if verdict.submission is None:
        return {}
    content = verdict.submission.content
    signed = record.read(content)
    before = _before(verdict)
    waits = verdict.state in (State.IN_REVIEW, State.APPROVED)
    return {
        "record": signed,
        "before": before,
        "differences": compared(record.read(before.content), signed) if before else [],
        "outdated": waits and record.canonical(record.compose(verdict)) != content,
        "stands": verdict.state in STANDING,
    }


def _before(verdict):
    """The submission before this one: of this revision, or of the one that it changes."""
    earlier = verdict.submissions.filter(number__lt=verdict.submission.number).last()
    if earlier:
        return earlier
    older = verdict.claim.verdicts.filter(revision__lt=verdict.revision, published_at__isnull=False)
    last = older.select_related("submission").order_by("-revision").first()
    return last.submission if last else None
