"""The workspace of one revision: claim and draft on the left, the words of a source on the right.

`workspace` draws it, also after a refusal, with everything that was typed still in its place.
"""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from claims.choices import OPEN, STANDING, Answer, State
from claims.complaints import complaints_about
from claims.models import (
    Appearance,
    BlindRating,
    Change,
    Contributor,
    Evidence,
    Plan,
    Review,
    Submission,
    Verdict,
)
from claims.models.verdict import CONTENT
from claims.monitoring.alerts import alarms_about
from claims.publication import record
from claims.workflow.drafting import wording
from claims.workflow.transitions import RULES, case_of, refusals_in
from factcheck.core import together
from factcheck.core.together import Relation
from factcheck.desk.base.action_forms import VERB_FORMS, PlainForm, RewordForm
from factcheck.desk.base.forms import ContentForm, TranslationForm
from factcheck.desk.base.messages import BUTTONS
from factcheck.desk.base.permissions import page, shown
from factcheck.desk.collaboration.panel import beside
from factcheck.desk.evidence.independence import box
from factcheck.desk.evidence.picker import picker
from factcheck.desk.replies.views import hearings, of_claim
from factcheck.desk.review.checklist import checked
from factcheck.desk.review.comments import blind, remarks, remarks_on
from factcheck.desk.review.record_diff import compared
from factcheck.desk.scheduling.panel import timing
from sources.independence import origins
from sources.models.translation import in_other_languages, is_same_language, translation_into

# Verbs that have a place of their own on the page and no button among the others.
WRITING = ("edit", "cite", "uncite", "remark", "settle", "rate")
ELSEWHERE = (*WRITING, "plan", "call_off")  # drawn in parts of the page of their own
LEADING = ("submit", "approve", "publish")


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
    page: str = ""  # where its form has a page of its own


# What the pages of a revision show besides the revision itself; read with one query.
READ = (
    Prefetch(
        "changes",
        Change.objects.select_related("opened_by", "confirmed_by", "previous__rating"),
    ),
    Prefetch(
        "reviews",
        Review.objects.select_related("reviewed_by", "submission").defer("submission__content"),
    ),
    Prefetch("contributors", Contributor.objects.select_related("person")),
    Prefetch("claim__appearances", Appearance.objects.with_sources()),
    Prefetch("claim__verdicts", Verdict.objects.order_by("-revision", "-pk")),
    hearings("claim__hearings"),
    Prefetch("plans", Plan.objects.select_related("planned_by")),
)


RATED = (
    Prefetch("submission__blind_ratings", BlindRating.objects.select_related("rating", "rated_by")),
)


def the_verdict(pk: int, *further: Relation) -> Verdict:
    """The revision with what its workspace shows, and with `further` relations of it."""
    rows = Verdict.objects.select_related(
        *("claim__claimant", "rating", "submission", "author", "edited_by", "moved_by"),
        *("approved_by", "published_by"),
    )
    verdict = get_object_or_404(rows, pk=pk)
    cited = Evidence.objects.as_read_in(verdict.state).select_related("cited_by")
    together.prefetch(
        verdict,
        *(Prefetch("evidence", cited), *READ),
        *(RATED if verdict.submission else ()),
        *further,
    )
    in_other_languages((one.passage for one in verdict.evidence.all()), verdict.claim.language)
    return verdict


@page("claims.view_verdict")
def change(request, pk):
    return workspace(request, the_verdict(pk))


def workspace(request, verdict: Verdict, *, status=200, problem="", bound=None, **extra):
    """The page of a revision. `bound` holds the forms that were refused, by their verb."""
    bound, at = bound or {}, timezone.now()
    alarms, complaints, said, verdict.withheld = together.read(
        alarms_about(verdict),
        complaints_about(verdict),
        remarks_on(verdict),
        verdict.withholdings().filter(lifted_at=None),
    )
    weighed = origins.weigh(verdict.bearing()) if verdict.state == State.DRAFT else None
    case = case_of(verdict, request.user, at=at, weighed=weighed)
    answers = refusals_in(case, request.user)
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
        "alarms": alarms,
        "complaints": complaints,
        "standing": [c for c in verdict.changes.all() if c.previous_id == verdict.pk],
        **of_claim(verdict.claim, at),
        **timing(verdict, request.user, answers, bound, at),
        **_signed(verdict),
        **beside(verdict),
        **(checked(case) if verdict.state in OPEN else {}),
        **(box(weighed, bound.get("kinship")) if weighed else {}),
        **remarks(verdict, said, answers, bound),
        **blind(verdict, request.user, answers, bound.get("rate")),
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


def _reword_form(change: Change) -> RewordForm:
    told = {"cause": change.cause, "note": change.note}
    return RewordForm(initial=told | {"seen": wording(change)}, auto_id="id_reword_%s")


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
    """The verbs that fit the state: those that are allowed first, and of them what leads on."""
    fitting = [
        _button(rule, verdict, answers[verb], bound.get(verb))
        for verb, rule in RULES.items()
        if verb not in ELSEWHERE and verdict.state in rule.leaves
    ]
    return sorted(fitting, key=lambda one: (one.refusal is not None, one.verb not in LEADING))


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
        reverse("admin:change_it", args=[verdict.pk]) if rule.verb == "correct" else "",
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
        "in_an_older_form": verdict.submission.form != record.FORM,
        "stands": verdict.state in STANDING,
    }


def _before(verdict) -> Submission | None:
    """The submission before this one: of this revision, or of the one that it changes."""
    earlier = Q(verdict=verdict, number__lt=verdict.submission.number)
    if older := _published_before(verdict):
        earlier |= Q(pk=older.submission_id)
    elif verdict.submission.number == 1:
        return None
    rows = Submission.objects.filter(earlier).alias(own=Q(verdict=verdict))
    return rows.order_by("-own", "-number").first()


def _published_before(verdict) -> Verdict | None:
    revisions = verdict.claim.verdicts.all()  # the newest first
    older = (one for one in revisions if one.revision < verdict.revision and one.published_at)
    return next(older, None)
