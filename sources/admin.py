"""The admin of publishers, sources and everything that is captured from them.

The description of a source can be edited, and changes are kept as history. Snapshots, passages and
the other rows never change. Nothing can be deleted.
"""

from http import HTTPStatus

import pghistory
from django.contrib import admin
from django.db.models import Count, DateField, URLField
from django.forms import DateInput
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Events

from factcheck.core.address_fields import AddressField
from factcheck.core.edit_conflicts import ConflictCheckingForm
from sources.independence import assessment
from sources.models import (
    Passage,
    Publisher,
    QuoteCheck,
    Retrieval,
    Snapshot,
    Source,
    SourceRelation,
)
from sources.models.source import LENGTH_OF_ISO_DATE
from sources.page_changes import list_metadata_changes

MAX_RETRIEVALS_SHOWN = 10  # the newest of a source


class HistoryAdmin(admin.ModelAdmin):
    """Rows that can be added and edited, with their history, but never deleted."""

    form = ConflictCheckingForm
    actions = None
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        DateField: {"widget": DateInput({"type": "date"}, format="%Y-%m-%d")},
        URLField: {"form_class": AddressField},
    }

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        with pghistory.context(user=request.user.pk, action="edit"):
            super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        """Offer one button to save; respond with 409 if another user has edited the row."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        response = super().render_change_form(request, context, *args, **kwargs)
        if getattr(context["adminform"].form, "conflicts", None) is not None:
            response.status_code = HTTPStatus.CONFLICT
        return response

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        events = Events.objects.tracks(row).order_by("-pgh_created_at") if row else []
        return super().history_view(request, object_id, {"events": events})


class ReadOnlyAdmin(HistoryAdmin):
    """Rows that can only be viewed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Publisher)
class PublisherAdmin(HistoryAdmin):
    list_display = ["name", "homepage", "source_count"]
    search_fields = ["name"]
    fields = ["name", "homepage", "description"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_sources=Count("sources"))

    @admin.display(description=gettext_lazy("sources"), ordering="number_of_sources")
    def source_count(self, publisher):
        return publisher.number_of_sources


@admin.register(Source)
class SourceAdmin(HistoryAdmin):
    list_display = ["label", "author", "publisher", "published", "kind", "snapshot_count"]
    list_filter = ["kind", "language", "publisher"]
    list_select_related = ["publisher"]
    search_fields = ["title", "author", "url", "publisher__name"]
    fields = [
        "kind",
        "title",
        "author",
        "publisher",
        "url",
        "original_url",
        ("published_on", "published_precision"),
        "language",
        "provenance_note",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_snapshots=Count("snapshots"))

    @admin.display(description=gettext_lazy("published"), ordering="published_on")
    def published(self, source):
        length = LENGTH_OF_ISO_DATE.get(source.published_precision, 0)
        return source.published_on.isoformat()[:length] if source.published_on else None

    @admin.display(description=gettext_lazy("snapshots"), ordering="number_of_snapshots")
    def snapshot_count(self, source):
        return source.number_of_snapshots

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by, obj.created_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["source_relations"] = assessment.list_relations_of(obj)
            context["copies"] = assessment.suggest_copies(obj)
            context["retrievals"] = obj.retrievals.select_related("retrieved_by")[
                :MAX_RETRIEVALS_SHOWN
            ]
            context["metadata_changes"] = list_metadata_changes(obj)
            context["snapshots"] = obj.snapshots.defer("text").annotate(quoted=Count("passages"))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["source", "captured_at", "extent", "captured_by", "passage_count"]
    list_filter = ["extent", "captured_at"]
    list_select_related = ["source", "captured_by"]
    search_fields = ["source__title", "source__author", "sha256"]

    def get_queryset(self, request):
        snapshots = super().get_queryset(request).defer("text")
        return snapshots.annotate(number_of_passages=Count("passages"))

    @admin.display(description=gettext_lazy("passages"), ordering="number_of_passages")
    def passage_count(self, snapshot):
        return snapshot.number_of_passages


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ["exact", "voice", "speaker", "source", "quoted_by", "quoted_at"]
    list_filter = ["voice"]
    list_select_related = ["snapshot__source", "quoted_by"]
    search_fields = ["exact", "speaker"]
    fields = [
        "exact",
        "before",
        "after",
        "voice",
        "speaker",
        "snapshot",
        "start",
        "end",
        "quoted_at",
        "quoted_by",
        "public_id",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("snapshot__text")

    @admin.display(ordering="snapshot__source__title")
    def source(self, passage):
        return passage.snapshot.source.label


@admin.register(Retrieval)
class RetrievalAdmin(ReadOnlyAdmin):
    list_display = ["source", "retrieved_at", "result", "retrieved_by"]
    list_filter = ["gone", "retrieved_at"]
    list_select_related = ["source", "retrieved_by"]
    search_fields = ["source__title", "source__url", "refusal"]

    def has_view_permission(self, request, obj=None):
        """Users who may see the checks of a retrieval may see the retrieval."""
        return request.user.has_perm("sources.view_quotecheck")

    @admin.display(description=gettext_lazy("result"))
    def result(self, retrieval):
        return retrieval.refusal or _("a text")


@admin.register(QuoteCheck)
class CheckAdmin(ReadOnlyAdmin):
    list_display = ["passage", "outcome_and_materiality", "source", "checked_at"]
    list_filter = ["outcome", "material", "checked_at"]
    list_select_related = ["passage", "retrieval__source"]
    search_fields = ["passage__exact", "found_text"]

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def outcome_and_materiality(self, check):
        """Only altered quotations are material or not."""
        if check.material is None:
            return check.outcome_label
        materiality = _("material") if check.material else _("not material")
        return f"{check.outcome_label}: {materiality}"

    @admin.display(ordering="retrieval__source__title")
    def source(self, check):
        return check.retrieval.source.label


@admin.register(SourceRelation)
class SourceRelationAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "reason_type", "speaker", "reason", "decided_by", "decided_at"]
    list_filter = ["decision", "reason_type", "decided_at"]
    list_select_related = ["source_a__publisher", "source_b__publisher", "decided_by"]
    search_fields = ["source_a__title", "source_b__title", "speaker", "reason"]
