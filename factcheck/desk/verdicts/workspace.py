"""The workspace of a revision: claim and draft on the left, the text of a source on the right.

`render_workspace` also renders it after an error, with everything that was entered.
"""

from django.conf import settings
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.choices import (
    CURRENT_STATES,
    OPEN_STATES,
    MachineAssistance,
    MachinePurpose,
    ReviewDecision,
    State,
)
from claims.complaints import list_complaints_for_revision
from claims.models import (
    Appearance,
    BlindRating,
    Change,
    Contributor,
    Evidence,
    Review,
    Submission,
    Verdict,
)
from claims.models.verdict import CONTENT_FIELDS
from claims.monitoring.alerts import list_alerts_for_revision
from claims.preservation_holds import find_hold
from claims.publication import record
from claims.publication.hidden_claims import find_hiding
from claims.signing.signatures import is_signed
from claims.workflow import signed_actions
from claims.workflow.drafting import compute_change_version
from claims.workflow.policies import PolicyContext
from claims.workflow.transitions import (
    TRANSITIONS,
    check_all,
    has_machine_translation,
    load_context,
)
from factcheck.core.errors import FactcheckError, NotPermitted
from factcheck.desk.base.action_forms import UpdateChangeNoteForm, get_action_form
from factcheck.desk.base.decisions import Button, perform_action
from factcheck.desk.base.forms import ContentForm, TranslationForm
from factcheck.desk.base.messages import ACTION_LABELS
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.base.signing import get_sign_url
from factcheck.desk.collaboration.panel import build_collaboration_summary
from factcheck.desk.evidence.independence import build_independence_panel
from factcheck.desk.evidence.picker import build_picker
from factcheck.desk.replies.views import (
    build_comment_requests_panel,
    prefetch_comment_request_statuses,
)
from factcheck.desk.review.checklist import build_checklist
from factcheck.desk.review.comments import build_blind_ratings, build_review_comments
from factcheck.desk.review.record_diff import compare_records
from factcheck.desk.scheduling.panel import build_scheduling_panel
from sources.independence import assessment
from sources.models.translation import find_translation, is_same_language, list_foreign_passages

# Actions with their own place on the page.
EDITING_ACTIONS = ("edit", "cite", "remove_evidence", "review_comment", "resolve_comment", "rate")
# Those, and the actions of the scheduling panel.
ACTIONS_WITHOUT_BUTTON = (*EDITING_ACTIONS, "schedule", "cancel_schedule")
PRIMARY_ACTIONS = ("submit", "approve", "confirm_descriptions", "publish")


# What the pages of a revision show in addition to it.
VERDICT_PREFETCHES = (
    Prefetch(
        "changes",
        Change.objects.select_related("created_by", "confirmed_by", "previous__rating"),
    ),
    Prefetch(
        "reviews",
        Review.objects.select_related("reviewed_by", "submission").defer("submission__content"),
    ),
    Prefetch("contributors", Contributor.objects.select_related("user")),
    Prefetch("claim__appearances", Appearance.objects.with_sources()),
    Prefetch("claim__verdicts", Verdict.objects.order_by("-revision", "-pk")),
    prefetch_comment_request_statuses("claim__comment_request_statuses"),
    Prefetch("submission__blind_ratings", BlindRating.objects.select_related("rating", "rated_by")),
)


def get_verdict_or_404(pk: int) -> Verdict:
    """Return the revision with everything that its pages show."""
    rows = Verdict.objects.select_related(
        *("claim__claimant", "rating", "submission", "author", "edited_by", "state_changed_by"),
        *("approved_by", "published_by"),
    )
    verdict = get_object_or_404(rows, pk=pk)
    evidence = Evidence.objects.with_checks_for(verdict.state).select_related("cited_by")
    prefetch_related_objects([verdict], Prefetch("evidence", evidence), *VERDICT_PREFETCHES)
    list_foreign_passages((item.passage for item in verdict.evidence.all()), verdict.claim.language)
    return verdict


@read_view("claims.view_verdict")
def show_workspace(request, pk):
    return render_workspace(request, get_verdict_or_404(pk))


def render_workspace(request, verdict: Verdict, *, status=200, problem="", bound=None, **extra):
    """Render the page of a revision. `bound` contains the invalid forms, by action."""
    bound, at = bound or {}, timezone.now()
    independence = (
        assessment.assess_independence(verdict.get_basis_passages())
        if verdict.state == State.DRAFT
        else None
    )
    policy_context = load_context(verdict, request.user, at=at, independence=independence)
    violations = check_all(policy_context)
    can_edit = violations["edit"] is None
    announced_change = get_announced_change(verdict)
    context = {
        "title": str(verdict.claim),
        "subtitle": _("Revision %(number)d, %(state)s")
        % {"number": verdict.revision, "state": verdict.get_state_display()},
        "verdict": verdict,
        "claim": verdict.claim,
        "problem": problem,
        "can_edit": can_edit,
        "edit_violation": violations["edit"],
        "is_draft": verdict.state == State.DRAFT,
        "content": bound.get("edit") or (create_content_form(verdict) if can_edit else None),
        "buttons": build_buttons(policy_context, violations, bound),
        "unanswered_review": _get_unanswered_review(verdict),
        "announced_change": announced_change,
        "change_note_form": bound.get("update_change_note")
        or (_create_change_note_form(announced_change) if can_edit and announced_change else None),
        "is_editing_change_note": "update_change_note" in bound,
        "translation_forms": _create_translation_forms(verdict, bound.get("translate"))
        if can_edit
        else {},
        "alerts": list_alerts_for_revision(verdict),
        "hold": find_hold(verdict.claim),
        "hidden": find_hiding(verdict.claim) if _was_published(verdict) else None,
        "complaints": list_complaints_for_revision(verdict),
        "is_signing": any(is_signed(action) for action in signed_actions.ACTIONS),
        "own_changes": [c for c in verdict.changes.all() if c.previous_id == verdict.pk],
        **build_comment_requests_panel(verdict.claim, at),
        **build_scheduling_panel(policy_context, violations, bound),
        **({} if can_edit else _describe_submission(policy_context)),
        **build_collaboration_summary(verdict),
        **(build_checklist(policy_context) if verdict.state in OPEN_STATES else {}),
        **(
            build_independence_panel(independence, bound.get("source_relation"))
            if independence
            else {}
        ),
        **build_review_comments(verdict, violations, bound),
        **build_blind_ratings(verdict, request.user, violations, bound.get("rate")),
        **(
            build_picker(request, verdict, bound.get("cite"), extra.get("quote_suggestions"))
            if can_edit
            else {}
        ),
        **extra,
    }
    return render_desk(request, "verdicts/workspace.html", context, status)


def render_workspace_error(request, pk, error: FactcheckError, bound: dict, **extra):
    """Render the workspace with the error and, if the user may do this at all, what was entered."""
    return render_workspace(
        request,
        get_verdict_or_404(pk),
        status=error.status_code,
        problem=str(error),
        bound={} if isinstance(error, NotPermitted) else bound,
        **extra,
    )


def perform_workspace_action(request, pk, form, action, *, bound, success_message, get_success_url):
    """Call `action` with the cleaned form; an error renders the workspace again.

    `bound` contains the form under the name by which the workspace shows it.
    """
    return perform_action(
        request,
        form,
        action,
        render_error=lambda error: render_workspace_error(request, pk, error, bound),
        success_message=success_message,
        get_success_url=get_success_url,
    )


def get_workspace_url(pk: int, fragment: str = "") -> str:
    url = reverse("admin:claims_verdict_change", args=[pk])
    return f"{url}#{fragment}" if fragment else url


def get_announced_change(verdict: Verdict) -> Change | None:
    """Return the change that this revision announces, if it is not the first."""
    return next((c for c in verdict.changes.all() if c.previous_id != verdict.pk), None)


def create_content_form(verdict: Verdict, data=None) -> ContentForm:
    initial = {name: getattr(verdict, name) for name in CONTENT_FIELDS}
    initial |= {"rating": verdict.rating_id, "edited_at": verdict.edited_at.isoformat()}
    initial |= _propose_machine_answers(verdict)
    return ContentForm(data, initial=initial, rating=verdict.rating_id)


def _propose_machine_answers(verdict: Verdict) -> dict:
    """The responsible person or organisation, and machine translations as the answer."""
    responsible = verdict.editorial_responsibility or settings.EDITORIAL_RESPONSIBILITY
    proposed = {"editorial_responsibility": responsible}
    if verdict.machine_assistance or not has_machine_translation(verdict, verdict.evidence.all()):
        return proposed
    purposes = [MachinePurpose.TRANSLATION]
    return proposed | {"machine_assistance": MachineAssistance.USED, "machine_purposes": purposes}


def _create_change_note_form(change: Change) -> UpdateChangeNoteForm:
    initial = {"cause": change.cause, "note": change.note}
    initial["version"] = compute_change_version(change)
    return UpdateChangeNoteForm(initial=initial, auto_id="id_change_note_%s")


def _create_translation_forms(verdict: Verdict, bound) -> dict[int, TranslationForm]:
    """A form for each piece of evidence in another language than the claim's, by its id."""
    language = verdict.claim.language
    forms = {}
    for evidence in verdict.evidence.all():
        if not is_same_language(evidence.passage.snapshot.source.language, language):
            translation = find_translation(language, evidence.passage.translations.all())
            initial = {}
            if translation:
                initial = {"text": translation.text, "translated_by": translation.translated_by}
            forms[evidence.pk] = TranslationForm(
                initial=initial, auto_id=f"id_translate_{evidence.pk}_%s"
            )
    return forms | dict([bound] if bound else [])


def _was_published(verdict: Verdict) -> bool:
    """Whether readers have seen this revision or an earlier one."""
    return verdict.revision > 1 or verdict.published_at is not None


def build_buttons(policy_context: PolicyContext, violations, bound) -> list[Button]:
    """The actions that fit the state: allowed ones first, and of these the primary ones."""
    buttons = [
        _build_button(rule, policy_context, violations[action], bound.get(action))
        for action, rule in TRANSITIONS.items()
        if _has_button(action, rule, policy_context)
    ]
    return sorted(
        buttons,
        key=lambda button: (button.violation is not None, button.action not in PRIMARY_ACTIONS),
    )


def _has_button(action: str, rule, policy_context: PolicyContext) -> bool:
    """No one is told that there are no changed descriptions to confirm."""
    if action == "confirm_descriptions" and policy_context.edits is None:
        return False
    is_button = action not in ACTIONS_WITHOUT_BUTTON
    return is_button and policy_context.verdict.state in rule.from_states


def _build_button(rule, policy_context: PolicyContext, violation, bound) -> Button:
    form, verdict, edits = bound, policy_context.verdict, policy_context.edits
    if violation is None and form is None:
        initial = {
            "sha256": _get_seen_digest(rule.action, verdict),
            "digest": edits.digest if edits else "",
        }
        form = get_action_form(rule.action, policy_context.user)(
            initial=initial, auto_id=f"id_{rule.action}_%s"
        )
    return Button(
        rule.action,
        ACTION_LABELS[rule.action],
        rule.description,
        reverse("admin:verdict_action", args=[verdict.pk, rule.action]),
        form,
        violation,
        bound is not None,
        reverse("admin:change_wizard", args=[verdict.pk]) if rule.action == "correct" else "",
        get_sign_url(rule.action, verdict, form),
    )


def _get_seen_digest(action: str, verdict: Verdict) -> str:
    if action == "retract" and is_signed(action):
        return signed_actions.get_seen_digest(action, verdict)
    return verdict.submission.sha256 if verdict.submission else ""


def _get_unanswered_review(verdict) -> Review | None:
    """The review that sent this draft back."""
    review = next(reversed(verdict.reviews.all()), None)
    is_sent_back = review and review.decision == ReviewDecision.SEND_BACK
    return review if is_sent_back and verdict.state == State.DRAFT else None


def _describe_submission(policy_context: PolicyContext) -> dict:
    """What a reviewer signs, what changed in it, and what was edited since."""
    verdict, edits = policy_context.verdict, policy_context.edits
    if verdict.submission is None:
        return {}
    content = verdict.submission.content
    submitted = record.load_record(content)
    previous = _get_previous_submission(verdict)
    return {
        "record": submitted,
        "directives": record.get_directives(submitted),
        "previous_submission": previous,
        "differences": compare_records(record.load_record(previous.content), submitted)
        if previous
        else [],
        "edits": edits,
        "edited_parts": compare_records(submitted, record.build_record(verdict)) if edits else [],
        "is_current": verdict.state in CURRENT_STATES,
    }


def _get_previous_submission(verdict) -> Submission | None:
    """The submission before it, of the same revision or of the revision that it changes."""
    condition = Q(verdict=verdict, number__lt=verdict.submission.number)
    if published := _get_previous_published(verdict):
        condition |= Q(pk=published.submission_id)
    elif verdict.submission.number == 1:
        return None
    rows = Submission.objects.filter(condition).alias(own=Q(verdict=verdict))
    return rows.order_by("-own", "-number").first()


def _get_previous_published(verdict) -> Verdict | None:
    revisions = verdict.claim.verdicts.all()  # the newest first
    published = (row for row in revisions if row.published_at)
    return next((row for row in published if row.revision < verdict.revision), None)
