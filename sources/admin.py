"""Publishers, sources and what was captured of them, as the desk lists and describes them.

What is said of a source can be mended here and keeps its history; snapshots and passages are facts
and are only read. Nothing is deleted.
"""

import pghistory
from django.contrib import admin
from django.db.models import Count, DateField, URLField
from django.forms import DateInput
from django.utils import timezone
from pghistory.models import Events

from factcheck.core.conflict_form import DescribedForm
from sources.independence import origins
from sources.models import Check, Kinship, Passage, Publisher, Retrieval, Snapshot, Source

RETRIEVALS = 10  # of a source, the newest are shown

CONFLICT = 409


class Kept(admin.ModelAdmin):
    """Rows that can be described anew, with their history, but never deleted."""

    form = DescribedForm
    actions = None
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        DateField: {"widget": DateInput({"type": "date"}, format="%Y-%m-%d")},
        URLField: {"assume_scheme": "https"},
    }

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        with pghistory.context(person=request.user.pk, verb="describe"):
            super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        """One way to save: back to the list."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        response = super().render_change_form(request, context, *args, **kwargs)
        if getattr(context["adminform"].form, "theirs", None) is not None:
            response.status_code = CONFLICT
        return response

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        events = Events.objects.tracks(row).order_by("-pgh_created_at") if row else []
        return super().history_view(request, object_id, {"events": events})


class Facts(Kept):
    """Rows that are only read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Publisher)
class PublisherAdmin(Kept):
    list_display = ["name", "homepage", "known_sources"]
    search_fields = ["name"]
    fields = ["name", "homepage", "description"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(known=Count("sources"))

    @admin.display(description="sources", ordering="known")
    def known_sources(self, publisher):
        return publisher.known


@admin.register(Source)
class SourceAdmin(Kept):
    list_display = ["label", "author", "publisher", "published", "kind", "captured"]
    list_filter = ["kind", "language", "publisher"]
    list_select_related = ["publisher"]
    search_fields = ["title", "author", "url", "publisher__name"]
    fields = [
        "kind",
        "title",
        "author",
        "publisher",
        "url",
        ("published_on", "published_precision"),
        "language",
        "about_origin",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(captures=Count("snapshots"))

    @admin.display(description="published", ordering="published_on")
    def published(self, source):
        length = {"day": 10, "month": 7, "year": 4}.get(source.published_precision, 0)
        return source.published_on.isoformat()[:length] if source.published_on else None

    @admin.display(description="snapshots", ordering="captures")
    def captured(self, source):
        return source.captures

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by, obj.created_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["answered"] = origins.decided_of(obj)
            context["copies"] = origins.copies_of(obj)
            context["retrievals"] = obj.retrievals.select_related("retrieved_by")[:RETRIEVALS]
            context["snapshots"] = obj.snapshots.defer("text").annotate(quoted=Count("passages"))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(Snapshot)
class SnapshotAdmin(Facts):
    list_display = ["source", "captured_at", "extent", "captured_by", "quoted"]
    list_filter = ["extent", "captured_at"]
    list_select_related = ["source", "captured_by"]
    search_fields = ["source__title", "source__author", "sha256"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text").annotate(passages_made=Count("passages"))

    @admin.display(description="passages", ordering="passages_made")
    def quoted(self, snapshot):
        return snapshot.passages_made


@admin.register(Passage)
class PassageAdmin(Facts):
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
class RetrievalAdmin(Facts):
    list_display = ["source", "retrieved_at", "brought", "retrieved_by"]
    list_filter = ["gone", "retrieved_at"]
    list_select_related = ["source", "retrieved_by"]
    search_fields = ["source__title", "source__url", "refusal"]

    def has_view_permission(self, request, obj=None):
        """Whoever may see what a look found may see the look."""
        return request.user.has_perm("sources.view_check")

    @admin.display(description="what came back")
    def brought(self, look):
        return look.refusal or "a text"


@admin.register(Check)
class CheckAdmin(Facts):
    list_display = ["passage", "told", "source", "checked_at"]
    list_filter = ["outcome", "material", "checked_at"]
    list_select_related = ["passage", "retrieval__source"]
    search_fields = ["passage__exact", "found"]

    @admin.display(description="outcome", ordering="outcome")
    def told(self, check):
        """An altered quotation says whether it matters; of no other is that asked."""
        if check.material is None:
            return check.said
        return f"{check.said}: {'material' if check.material else 'not material'}"

    @admin.display(ordering="retrieval__source__title")
    def source(self, check):
        return check.retrieval.source.label


@admin.register(Kinship)
class KinshipAdmin(Facts):
    list_display = ["__str__", "ground", "speaker", "why", "decided_by", "decided_at"]
    list_filter = ["answer", "ground", "decided_at"]
    list_select_related = ["one__publisher", "other__publisher", "decided_by"]
    search_fields = ["one__title", "other__title", "speaker", "why"]
