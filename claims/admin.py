"""Claims, verdicts and what is written about them, as the desk lists them.

Claimants and topics are described here. Everything else is moved by verbs alone: these lists only
read, and the pages behind them are the desk's own (`factcheck.desk`). Nothing is deleted.
"""

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Subquery
from django.template.loader import render_to_string

from claims import complaints
from claims.choices import STANDING, AlarmAnswer, ComplaintOutcome, State
from claims.collaboration.assignments import in_force
from claims.models import (
    Alarm,
    Appearance,
    Asking,
    Batch,
    Change,
    Claim,
    Claimant,
    Complaint,
    LedgerEntry,
    Rating,
    Relation,
    Reply,
    Review,
    Suggestion,
    Topic,
    Transition,
    Verdict,
)
from claims.search_config import matching, statement_words
from sources.admin import Facts, Kept

STANDINGS = {
    "open": {"declined_at": None, "merged_at": None},
    "declined": {"declined_at__isnull": False},
    "merged": {"merged_at__isnull": False},
}


class StandingFilter(admin.SimpleListFilter):
    title = parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [(name, name) for name in STANDINGS]

    def queryset(self, request, queryset):
        return queryset.filter(**STANDINGS.get(self.value(), {}))


class NewestStateFilter(admin.SimpleListFilter):
    title, parameter_name = "newest revision", "state"

    def lookups(self, request, model_admin):
        return [("none", "not begun"), *((s, s.label) for s in State if s != State.DISCARDED)]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(newest_state=None)
        return queryset.filter(newest_state=self.value()) if self.value() else queryset


class AssignedFilter(admin.SimpleListFilter):
    title, parameter_name = "assigned", "assigned"

    def lookups(self, request, model_admin):
        return [("me", "to me"), ("somebody", "to somebody"), ("nobody", "to nobody")]

    def queryset(self, request, queryset):
        given = in_force().filter(claim=OuterRef("pk"))
        asked = {
            "me": Exists(given.filter(person=request.user)),
            "somebody": Exists(given),
            "nobody": ~Exists(given),
        }
        return queryset.filter(asked[self.value()]) if self.value() in asked else queryset


@admin.register(Claim)
class ClaimAdmin(Facts):
    list_display = ["statement", "claimant", "found", "standing", "recorded_at"]
    list_filter = [
        StandingFilter,
        NewestStateFilter,
        AssignedFilter,
        "origin",
        "topics",
        "language",
    ]
    list_select_related = ["claimant"]
    search_fields = ["statement"]
    search_help_text = "Words of the statement, in any form: “trade”, “trades”."

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
        words = search_term.replace("\x00", " ").strip()
        if not words:
            return queryset, False
        return queryset.alias(words=statement_words()).filter(words=matching(words)), False

    @admin.display(description="newest revision", ordering="newest_state")
    def found(self, claim):
        return render_to_string("desk/parts/found.html", {"claim": claim, "State": State})

    @admin.display
    def standing(self, claim):
        return claim.standing


@admin.register(Verdict)
class VerdictAdmin(Facts):
    list_display = ["claim", "revision", "rated", "state", "author", "moved_at"]
    list_filter = ["state", "rating", "basis", "author"]
    list_select_related = ["claim", "rating", "author"]
    search_fields = ["claim__statement", "finding"]
    ordering = ["-moved_at", "-pk"]

    def lookup_allowed(self, lookup, value, request=None):
        """What the lists of the first page ask for, besides the filters shown."""
        asked = lookup in ("contributors__person", "changes__kind")
        return asked or super().lookup_allowed(lookup, value, request)

    @admin.display(description="rating", ordering="rating__order")
    def rated(self, verdict):
        return render_to_string("desk/parts/rated.html", {"rating": verdict.rating})


@admin.register(Claimant)
class ClaimantAdmin(Kept):
    list_display = ["name", "kind", "public_role", "description", "made"]
    list_filter = ["kind", "public_role"]
    search_fields = ["name", "description"]
    fields = ["name", "kind", "public_role", "description", "same_as"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(claims_made=Count("claims"))

    @admin.display(description="claims", ordering="claims_made")
    def made(self, claimant):
        return claimant.claims_made


@admin.register(Topic)
class TopicAdmin(Kept):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    fields = ["name", "slug", "description"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}


@admin.register(Rating)
class RatingAdmin(Kept):
    """The scale. What was published keeps the words it was published with."""

    list_display = ["label", "definition", "polarity", "number", "in_use"]
    fields = ["label", "code", "definition", "polarity", "number", "order", "tone", "in_use"]
    ordering = ["order"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(Appearance)
class AppearanceAdmin(Facts):
    list_display = ["words", "claim", "medium", "place", "appeared_on"]
    list_select_related = ["claim"]
    search_fields = ["words", "translation", "medium", "place"]


@admin.register(Transition)
class TransitionAdmin(Facts):
    list_display = ["moved_at", "verb", "verdict", "from_state", "to_state", "moved_by"]
    list_filter = ["verb", "to_state", "moved_by"]
    list_select_related = ["verdict__claim", "moved_by"]


@admin.register(Review)
class ReviewAdmin(Facts):
    list_display = ["reviewed_at", "answer", "verdict", "reviewed_by", "comment"]
    list_filter = ["answer", "reviewed_by"]
    list_select_related = ["verdict__claim", "reviewed_by"]


@admin.register(Change)
class ChangeAdmin(Facts):
    list_display = ["opened_at", "kind", "cause", "verdict", "opened_by", "announced_at"]
    list_filter = ["kind", "cause"]
    list_select_related = ["verdict__claim", "opened_by"]


class AnswerFilter(admin.SimpleListFilter):
    """What waits is asked for as the first page of the desk asks."""

    title = parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waits", "not answered yet"), *AlarmAnswer.choices]

    def queryset(self, request, queryset):
        if self.value() == "waits":
            return queryset.filter(answered_at=None, verdict__state__in=STANDING)
        return queryset.filter(answer=self.value()) if self.value() else queryset


@admin.register(Alarm)
class AlarmAdmin(Facts):
    list_display = ["finding_told", "verdict", "raised_at", "answer", "answered_by"]
    list_filter = [AnswerFilter]
    list_select_related = ["finding__retrieval", "passage", "verdict__claim", "answered_by"]

    @admin.display(description="finding", ordering="finding__outcome")
    def finding_told(self, alarm):
        return str(alarm)


@admin.register(Suggestion)
class SuggestionAdmin(Facts):
    list_display = ["said", "who", "arrived_at", "answer", "claim", "answered_by"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter), "answer"]
    list_select_related = ["claim", "answered_by"]
    search_fields = ["said", "where", "who"]


@admin.register(Batch)
class BatchAdmin(Facts):
    list_display = ["__str__", "number", "left_out", "brought_at", "brought_by", "ended_at"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["brought_by"]


@admin.register(Relation)
class RelationAdmin(Facts):
    list_display = ["one", "kind", "other", "why", "related_at", "related_by"]
    list_filter = ["kind"]
    list_select_related = ["one", "other", "related_by"]


class UnansweredFilter(admin.SimpleListFilter):
    """What waits is asked for as the first page of the desk asks."""

    title, parameter_name = "answer", "answer"

    def lookups(self, request, model_admin):
        return [("waits", "not answered yet"), ("came", "answered")]

    def queryset(self, request, queryset):
        if self.value() not in ("waits", "came"):
            return queryset
        answered = Exists(Reply.objects.filter(asking=OuterRef("pk")))
        return queryset.filter(answered if self.value() == "came" else ~answered)


@admin.register(Asking)
class AskingAdmin(Facts):
    list_display = ["__str__", "claim", "how", "asked_at", "answer_by", "asked_by"]
    list_filter = [UnansweredFilter, "how"]
    list_select_related = ["claim", "claimant", "asked_by"]
    search_fields = ["name", "claimant__name", "claim__statement"]


class ComplaintFilter(admin.SimpleListFilter):
    title = parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waits", "not answered yet"), *ComplaintOutcome.choices]

    def queryset(self, request, queryset):
        if self.value() == "waits":
            return queryset.filter(pk__in=complaints.waiting().order_by().values("pk"))
        if self.value():
            return queryset.filter(answers__outcome=self.value()).distinct()
        return queryset


@admin.register(Complaint)
class ComplaintAdmin(Facts):
    list_display = ["wrong", "part", "verdict", "arrived_at", "due_on"]
    list_filter = [ComplaintFilter, "part"]
    list_select_related = ["verdict__claim"]
    search_fields = ["public_id", "wrong", "where", "verdict__claim__statement"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(Facts):
    list_display = ["number", "event", "claim_id", "revision", "recorded_at", "sha256"]
    list_filter = ["event"]
    search_fields = ["claim_id", "sha256"]
