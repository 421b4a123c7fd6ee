"""The desk's lists of claims, verdicts and what belongs to them.

Claimants, topics and ratings are edited here. Everything else changes only through actions, so its
lists are read-only and lead to the pages of `factcheck.desk`. Nothing can be deleted.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from claims.audit.reports import list_clean_audits
from claims.choices import (
    CURRENT_STATES,
    ClaimantKind,
    ComplaintOutcome,
    SourceAlertDecision,
    State,
)
from claims.collaboration.assignments import list_current_assignments
from claims.complaints import list_open_complaints
from claims.intake.claimants import question_name
from claims.models import (
    Appearance,
    AuditReport,
    Change,
    Claim,
    Claimant,
    ClaimImport,
    ClaimRelation,
    CommentRequest,
    CommentResponse,
    Complaint,
    LedgerEntry,
    Rating,
    Review,
    SourceAlert,
    Tip,
    Topic,
    Transition,
    Verdict,
)
from claims.search_config import build_search_query, get_statement_vector
from factcheck.core.edit_conflicts import ConflictCheckingForm
from sources.admin import HistoryAdmin, ReadOnlyAdmin

CLAIM_STATUSES = {"open": _("open"), "declined": _("declined"), "merged": _("merged")}
CLAIM_STATUS_LOOKUPS: dict[str, dict[str, Any]] = {
    "open": {"declined_at": None, "merged_at": None},
    "declined": {"declined_at__isnull": False},
    "merged": {"merged_at__isnull": False},
}
OPEN = ("open", _("open"))  # the choice of a filter for what the desk has not answered yet


# ── claims ──────────────────────────────────────────────────────────────────────────────────────
class ClaimStatusFilter(admin.SimpleListFilter):
    title, parameter_name = _("status"), "status"

    def lookups(self, request, model_admin):
        return list(CLAIM_STATUSES.items())

    def queryset(self, request, queryset):
        return queryset.filter(**CLAIM_STATUS_LOOKUPS.get(self.value() or "", {}))


class LatestRevisionFilter(admin.SimpleListFilter):
    title, parameter_name = _("latest revision"), "state"

    def lookups(self, request, model_admin):
        states = [(state, state.label) for state in State if state != State.DISCARDED]
        return [("none", _("no fact-check")), *states]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(newest_state=None)
        return queryset.filter(newest_state=self.value()) if self.value() else queryset


class AssignedFilter(admin.SimpleListFilter):
    title, parameter_name = _("assigned"), "assigned"

    def lookups(self, request, model_admin):
        return [("me", _("to me")), ("anyone", _("to anyone")), ("no_one", _("to no one"))]

    def queryset(self, request, queryset):
        assignments = list_current_assignments().filter(claim=OuterRef("pk"))
        conditions = {
            "me": Exists(assignments.filter(user=request.user)),
            "anyone": Exists(assignments),
            "no_one": ~Exists(assignments),
        }
        condition = conditions.get(self.value() or "")
        return queryset.filter(condition) if condition is not None else queryset


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ["statement", "claimant", "latest_revision", "status", "recorded_at"]
    list_filter = [
        ClaimStatusFilter,
        LatestRevisionFilter,
        AssignedFilter,
        "attribution",
        "topics",
        "language",
    ]
    list_select_related = ["claimant"]
    search_fields = ["statement"]
    search_help_text = _("Words of the claim in any form: “trade” also finds “trades”.")

    def get_queryset(self, request):
        verdicts = Verdict.objects.filter(claim=OuterRef("pk")).exclude(state=State.DISCARDED)
        newest = verdicts.order_by("-revision")
        return (
            super()
            .get_queryset(request)
            .annotate(
                newest_state=Subquery(newest.values("state")[:1]),
                newest_tone=Subquery(newest.values("rating__tone")[:1]),
                newest_label=Subquery(newest.values("rating__label")[:1]),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        """Searches with the full-text index instead of `LIKE`."""
        text = search_term.replace("\x00", " ").strip()
        if not text:
            return queryset, False
        query = build_search_query(text)
        return queryset.alias(words=get_statement_vector()).filter(words=query), False

    @admin.display(description=_("latest revision"), ordering="newest_state")
    def latest_revision(self, claim):
        return render_to_string("desk/claims/status.html", {"claim": claim, "State": State})

    @admin.display(description=_("status"))
    def status(self, claim):
        return CLAIM_STATUSES[claim.status]


class ClaimantForm(ConflictCheckingForm):
    """A person's name that is hardly one has to be confirmed."""

    confirm_name = forms.BooleanField(label=_("The name is right"), required=False)

    def clean(self):
        cleaned = super().clean() or {}
        question = question_name(cleaned.get("name", ""))
        is_person = cleaned.get("kind") == ClaimantKind.PERSON
        if question and is_person and not cleaned.get("confirm_name"):
            self.add_error("name", question)
        return cleaned


@admin.register(Claimant)
class ClaimantAdmin(HistoryAdmin):
    list_display = ["name", "kind", "public_role", "description", "claim_count"]
    list_filter = ["kind", "public_role"]
    search_fields = ["name", "description"]
    form = ClaimantForm
    fields = ["name", "kind", "public_role", "description", "same_as"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(claim_count=Count("claims"))

    def get_fields(self, request, obj=None):
        """The confirmation is asked for once a name was questioned."""
        is_questioned = bool(question_name(request.POST.get("name", "")))
        return [*self.fields, "confirm_name"] if is_questioned else self.fields

    @admin.display(description=_("claims"), ordering="claim_count")
    def claim_count(self, claimant):
        return claimant.claim_count


@admin.register(Topic)
class TopicAdmin(HistoryAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    fields = ["name", "slug", "description"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}


@admin.register(Appearance)
class AppearanceAdmin(ReadOnlyAdmin):
    list_display = ["text", "claim", "medium", "place", "appeared_on"]
    list_select_related = ["claim"]
    search_fields = ["text", "translation", "medium", "place"]


@admin.register(ClaimImport)
class ClaimImportAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "total", "skipped", "created_at", "created_by", "finished_at"]
    list_filter = [("finished_at", admin.EmptyFieldListFilter)]
    list_select_related = ["created_by"]


@admin.register(ClaimRelation)
class ClaimRelationAdmin(ReadOnlyAdmin):
    list_display = ["from_claim", "kind", "to_claim", "reason", "decided_at", "decided_by"]
    list_filter = ["kind"]
    list_select_related = ["from_claim", "to_claim", "decided_by"]


@admin.register(Tip)
class TipAdmin(ReadOnlyAdmin):
    list_display = ["text", "sender_name", "received_at", "decision", "claim", "decided_by"]
    list_filter = [("decided_at", admin.EmptyFieldListFilter), "decision"]
    list_select_related = ["claim", "decided_by"]
    search_fields = ["text", "location", "sender_name"]


# ── verdicts ────────────────────────────────────────────────────────────────────────────────────
@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    list_display = ["claim", "revision", "rating_icon", "state", "author", "state_changed_at"]
    list_filter = ["state", "rating", "basis", "author"]
    list_select_related = ["claim", "rating", "author"]
    search_fields = ["claim__statement", "conclusion"]
    ordering = ["-state_changed_at", "-pk"]

    def lookup_allowed(self, lookup, value, request=None):
        """Also allows the lookups in the links of the dashboard."""
        is_dashboard_link = lookup in ("contributors__user", "changes__kind")
        return is_dashboard_link or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("rating"), ordering="rating__order")
    def rating_icon(self, verdict):
        return render_to_string("desk/base/rating.html", {"rating": verdict.rating})


@admin.register(Rating)
class RatingAdmin(HistoryAdmin):
    """The rating scale. Published records keep the wording they were published with."""

    list_display = ["label", "definition", "polarity", "number", "in_use"]
    fields = ["label", "code", "definition", "polarity", "number", "order", "tone", "in_use"]
    ordering = ["order"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(Transition)
class TransitionAdmin(ReadOnlyAdmin):
    list_display = [
        "state_changed_at",
        "action",
        "verdict",
        "from_state",
        "to_state",
        "state_changed_by",
    ]
    list_filter = ["action", "to_state", "state_changed_by"]
    list_select_related = ["verdict__claim", "state_changed_by"]


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["reviewed_at", "decision", "verdict", "reviewed_by", "comment"]
    list_filter = ["decision", "reviewed_by"]
    list_select_related = ["verdict__claim", "reviewed_by"]


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "kind", "cause", "verdict", "created_by", "announced_at"]
    list_filter = ["kind", "cause"]
    list_select_related = ["verdict__claim", "created_by"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ["number", "event", "claim_id", "revision", "recorded_at", "leaf_hash"]
    list_filter = ["event"]
    search_fields = ["claim_id"]


@admin.register(AuditReport)
class AuditReportAdmin(ReadOnlyAdmin):
    """The nightly audits. The page of one has a sentence for each thing that is wrong."""

    list_display = ["started_at", "finding_count", "finished_at"]
    fields = ["started_at", "finished_at", "finding_count", "breaches", "last_clean"]
    readonly_fields = ["breaches", "last_clean"]

    @admin.display(description=_("what is wrong"))
    def breaches(self, report):
        return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in report.findings))

    @admin.display(description=_("last audit without a breach"))
    def last_clean(self, report):
        clean = list_clean_audits().first()
        return clean.started_at if clean else None


# ── what the desk has to answer ─────────────────────────────────────────────────────────────────
# The filters for open rows select the same rows as the lists of the dashboard, which link here.
class AlertDecisionFilter(admin.SimpleListFilter):
    title, parameter_name = _("decision"), "decision"

    def lookups(self, request, model_admin):
        return [OPEN, *SourceAlertDecision.choices]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.filter(decided_at=None, verdict__state__in=CURRENT_STATES)
        return queryset.filter(decision=self.value()) if self.value() else queryset


@admin.register(SourceAlert)
class SourceAlertAdmin(ReadOnlyAdmin):
    list_display = ["finding", "verdict", "created_at", "decision", "decided_by"]
    list_filter = [AlertDecisionFilter, "kind"]
    list_select_related = [
        *("quote_check__retrieval", "retrieval__source", "passage", "verdict__claim", "decided_by"),
    ]

    @admin.display(description=_("finding"), ordering="quote_check__outcome")
    def finding(self, alert):
        return str(alert)


class ResponseFilter(admin.SimpleListFilter):
    title, parameter_name = _("response"), "response"

    def lookups(self, request, model_admin):
        return [("open", _("no response yet")), ("received", _("received"))]

    def queryset(self, request, queryset):
        has_response = Exists(CommentResponse.objects.filter(comment_request=OuterRef("pk")))
        conditions = {"open": ~has_response, "received": has_response}
        condition = conditions.get(self.value() or "")
        return queryset.filter(condition) if condition is not None else queryset


@admin.register(CommentRequest)
class CommentRequestAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "claim", "channel", "sent_at", "deadline_at", "sent_by"]
    list_filter = [ResponseFilter, "channel"]
    list_select_related = ["claim", "claimant", "sent_by"]
    search_fields = ["name", "claimant__name", "claim__statement"]


class ComplaintOutcomeFilter(admin.SimpleListFilter):
    title, parameter_name = _("outcome"), "outcome"

    def lookups(self, request, model_admin):
        return [OPEN, *ComplaintOutcome.choices]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.filter(pk__in=list_open_complaints().order_by().values("pk"))
        if self.value():
            return queryset.filter(answers__outcome=self.value()).distinct()
        return queryset


@admin.register(Complaint)
class ComplaintAdmin(ReadOnlyAdmin):
    list_display = ["text", "subject", "verdict", "received_at", "due_on"]
    list_filter = [ComplaintOutcomeFilter, "subject"]
    list_select_related = ["verdict__claim"]
    search_fields = ["public_id", "text", "location", "verdict__claim__statement"]
