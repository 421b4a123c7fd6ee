"""Does the code hang together as docs/architecture.md says? And would we notice if it did not?"""

import re

import pytest
from django.apps import apps
from django.db import models

from sources.fetching import http
from tests.helpers import code_analysis
from tests.helpers.code_analysis import KNOWN, ROOT

CHECKS = {
    "upward": code_analysis.upward,
    "state_writes": code_analysis.state_writes,
    "other_doors": code_analysis.other_doors,
    "public_rows": code_analysis.public_rows,
    "clock_readings": code_analysis.clock_readings,
    "openings": code_analysis.openings,
    "reachings": code_analysis.reachings,
}
# Reviewed: where a rule has its one place.
EXCUSED = {
    "state_writes": {"claims.workflow.actions"},
    # They look for a free port or speak over the server's own Unix socket; no request goes out.
    "openings": {"factcheck.embedded_postgres.process", "factcheck.management.commands.serve"},
}


@pytest.mark.parametrize("check", CHECKS)
def test_no_module_breaks_it(check):
    found = [
        sentence
        for module, source in KNOWN.items()
        if module not in EXCUSED.get(check, ())
        for sentence in CHECKS[check](module, source)
    ]
    assert found == []


def test_without_a_reach_only_the_public_internet_is_reached():
    assert http.Reach() == http.PUBLIC
    assert http.PUBLIC.networks == () and http.PUBLIC.ports == {80, 443}
    assert http.PUBLIC.resolver is None


def test_the_one_writer_of_states_is_the_workflow():
    assert code_analysis.state_writes("claims.workflow.actions", KNOWN["claims.workflow.actions"])


BREACHES = [
    ("upward", "sources.capture", "from claims.models import Claim"),
    ("upward", "sources.capture", "def f():\n    import claims.workflow.actions"),
    ("upward", "sources.quotes.anchoring", "from sources import models"),
    ("upward", "sources.models.snapshot", "from sources.capture import capture"),
    ("upward", "claims.models.claim", "from claims import public"),
    ("upward", "claims.publication.ledger", "from claims.workflow.actions import Refused"),
    ("upward", "claims.publication.queries", "from claims import workflow"),
    ("upward", "claims.workflow.actions", "from claims import alarms"),
    ("upward", "claims.monitoring.alerts", "from claims import watch"),
    ("upward", "claims.monitoring.recheck", "from factcheck import jobs"),
    ("upward", "claims.workflow.actions", "from factcheck.public import views"),
    ("upward", "claims.workflow.actions", "from claims.admin import ClaimAdmin"),
    ("upward", "factcheck.public.views.details", "from factcheck.api.v1 import views"),
    ("upward", "factcheck.api.v1.views", "def f():\n    from factcheck.desk import home"),
    ("upward", "factcheck.accounts.models", "from sources.models import Source"),
    ("upward", "factcheck.core.database_grants", "from factcheck.accounts import roles"),
    ("upward", "factcheck.accounts.roles", "from .admin import UserAdmin"),
    ("state_writes", "claims.intake.claims", "verdict.state = 'published'"),
    ("state_writes", "claims.intake.claims", "verdict.state, verdict.moved_at = to, at"),
    (
        "state_writes",
        "claims.intake.claims",
        "Verdict.objects.filter(pk=1).update(state='published')",
    ),
    ("state_writes", "claims.intake.claims", "verdict.save(update_fields=['state', 'moved_at'])"),
    ("state_writes", "claims.intake.claims", "Verdict(state='published')"),
    ("state_writes", "claims.intake.claims", "Verdict.objects.bulk_update(rows, ['state'])"),
    ("state_writes", "claims.intake.claims", "setattr(verdict, 'state', 'published')"),
    ("other_doors", "factcheck.public.views.details", "from claims.models import Claim"),
    ("other_doors", "factcheck.public.views.details", "from claims.models.verdict import Verdict"),
    ("other_doors", "factcheck.api.v1.views", "def f():\n    from sources.models import Source"),
    ("other_doors", "factcheck.api.v1.views", "rows = model.objects.all()"),
    ("other_doors", "factcheck.api.v1.views", "rows = model._default_manager.all()"),
    ("public_rows", "claims.workflow.actions", "from claims.models import PublicVerdict"),
    (
        "public_rows",
        "factcheck.public.views.details",
        "from claims.models.public.views import slug_of",
    ),
    ("clock_readings", "claims.workflow.actions", "at = timezone.now()"),
    ("clock_readings", "sources.capture", "def f(at=None):\n    return at or datetime.now(UTC)"),
    ("clock_readings", "claims.publication.queries", "day = date.today()"),
    ("clock_readings", "claims.publication.queries", "rows.filter(at__lt=Now())"),
    ("clock_readings", "sources.extraction.text", "started = time.time()"),
    ("openings", "sources.extraction.text", "import requests"),
    ("openings", "sources.extraction.text", "from urllib import request"),
    ("openings", "claims.publication.ledger", "def f():\n    from urllib.request import urlopen"),
    ("openings", "factcheck.public.views.details", "import http.client as h"),
    ("reachings", "sources.capture.from_url", "fetch(url, reach=Reach())"),
    ("reachings", "sources.capture.from_url", "fetch(url, reach=settings.REACH)"),
    ("reachings", "factcheck.desk.sources.capture", "capture_address(url, reach=LOOPBACK)"),
    ("reachings", "factcheck.desk.sources.capture", "def keep(request, reach): pass"),
    ("reachings", "sources.fetching.http", "PUBLIC = Reach(('10.0.0.0/8',))"),
    ("reachings", "sources.fetching.http", "PUBLIC = everything"),
    ("reachings", "factcheck.apps", "fetch.PUBLIC = Reach()"),
    ("reachings", "sources.rechecks", "reach = Reach(networks=('10.0.0.0/8',))"),
]


@pytest.mark.parametrize(("check", "module", "source"), BREACHES)
def test_a_planted_breach_is_found(check, module, source):
    assert CHECKS[check](module, source)


SOUND = [
    ("upward", "claims.workflow.actions", "from claims.models import Claim"),
    ("upward", "claims.models.review", "from claims.models.verdict import Verdict"),
    ("upward", "factcheck.public.views.details", "from claims import public"),
    ("upward", "factcheck.public.views.details", "from .lists import claims"),
    ("state_writes", "claims.intake.claims", "Verdict.objects.filter(state='published')"),
    ("state_writes", "claims.intake.claims", "state = 'published'"),
    ("other_doors", "factcheck.public.views.details", "from claims import public\npublic.listed()"),
    ("public_rows", "claims.publication.queries", "from claims.models import PublicVerdict"),
    ("clock_readings", "claims.admin", "at = timezone.now()"),
    ("clock_readings", "factcheck.desk.verdicts.views", "at = timezone.now()"),
    ("openings", "sources.fetching.http", "import httpx"),
    ("reachings", "sources.fetching.http", "PUBLIC = Reach()"),
    ("reachings", "sources.capture.from_url", "def f(reach=None):\n    fetch(url, reach=reach)"),
    ("openings", "factcheck.public.views.details", "from django.http import Http404"),
]


@pytest.mark.parametrize(("check", "module", "source"), SOUND)
def test_what_is_sound_is_not_taken_for_a_breach(check, module, source):
    assert CHECKS[check](module, source) == []


# ── the rooms ───────────────────────────────────────────────────────────────────────────────────
def rooms() -> set[str]:
    """The paths in the first column of the tables of docs/architecture.md."""
    page = (ROOT / "docs" / "architecture.md").read_text()
    return set(re.findall(r"^\| `([^`]+)` \|", page, flags=re.MULTILINE))


def homeless(paths, listed) -> list[str]:
    """Paths that are neither listed nor below a folder that is."""
    folders = tuple(path for path in listed if path.endswith("/"))
    return [path for path in paths if path not in listed and not path.startswith(folders)]


def files() -> list[str]:
    return [
        str(file.relative_to(ROOT))
        for package in code_analysis.PACKAGES
        for file in (ROOT / package).rglob("*.py")
        if file.name != "__init__.py" or file.stat().st_size
    ]


def test_every_module_has_its_line_in_the_list_of_rooms():
    assert homeless(files(), rooms()) == []


def test_every_line_of_the_list_is_a_room_that_exists():
    assert [path for path in sorted(rooms()) if not (ROOT / path).exists()] == []


def test_a_new_room_is_a_decision():
    assert homeless(["claims/utils.py", "helpers/x.py", "factcheck/common/x.py"], rooms()) == [
        "claims/utils.py",
        "helpers/x.py",
        "factcheck/common/x.py",
    ]


def test_every_room_has_a_place_in_the_directions():
    layers = [*code_analysis.SITE, *code_analysis.CLAIMS, *code_analysis.SOURCES]
    inner = [m for m in KNOWN if m.startswith(("claims.", "sources."))]
    unplaced = [
        module
        for module in inner
        if not any(
            module == name or module.startswith(f"{name}.")
            for layer in layers
            for name in layer
            if "." in name
        )
    ]
    assert unplaced == []


# ── models ──────────────────────────────────────────────────────────────────────────────────────
APPS = ("claims", "sources", "accounts", "notifications")
OURS = [m for m in apps.get_models() if m._meta.app_label in APPS]
VIEWS = [m for m in OURS if m.__name__.startswith("Public") and not m._meta.managed]


def test_there_are_views():
    assert len(VIEWS) >= 11


@pytest.mark.parametrize("model", VIEWS)
def test_a_public_row_has_no_way_to_another_row(model):
    assert [field.name for field in model._meta.get_fields() if field.is_relation] == []


@pytest.mark.parametrize("model", VIEWS)
def test_a_public_row_cannot_be_written(model):
    with pytest.raises(TypeError):
        model().save()
    with pytest.raises(TypeError):
        model().delete()


# Reviewed: moments without a person, or a person without a moment, and why.
MOMENTS_ALONE = {
    "claims.Alarm.raised_at": "by the watch, from a finding",
    "claims.Asking.answer_by": "a deadline: until when, and not by whom",
    "claims.Asking.recorded_at": "by whoever asked",
    "claims.Reply.received_at": "from outside the desk; who wrote it down is recorded_by",
    "claims.Reply.translated_by": "whose it is; who gave it is recorded_by",
    "claims.Appearance.translated_by": "a name, and nobody of the desk",
    "claims.Change.announced_at": "told by the verb whose transition names the person",
    "claims.Complaint.arrived_at": "from a reader, who may give no name",
    "claims.Suggestion.arrived_at": "from a reader, who may give no name",
    "claims.LedgerEntry.recorded_at": "the ledger names nobody",
    "notifications.Digest.planned_at": "by the worker",
    "notifications.Digest.sent_at": "by the worker",
    "notifications.News.happened_at": "by whom the fact says, if by anybody",
    "notifications.News.noticed_at": "by the worker",
    "notifications.Notice.read_at": "by the person whose notice it is",
    "notifications.Notice.sent_at": "by the worker",
    "sources.Translation.translated_by": "whose it is; who gave it is made_by",
    "claims.Plan.publish_at": "an hour to come; who chose it is planned_by",
    "claims.Verdict.begun_at": "by the author",
    "claims.Verdict.ended_at": "by whoever moved it",
    "claims.Batch.ended_at": "by the worker, for whoever brought it",
    "sources.Check.checked_at": "the look it belongs to names who looked",
}
TABLES = [
    model
    for model in OURS
    if model._meta.managed and not any(f.name == "pgh_id" for f in model._meta.fields)
]


def pairs(model) -> list[tuple[models.Field, models.Field | None]]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    stems = {name[:-3] for name in fields if name.endswith(("_at", "_by"))} - {"review"}
    return [(fields.get(f"{stem}_at"), fields.get(f"{stem}_by")) for stem in sorted(stems)]


def unbound(model) -> list[str]:
    """Moments and people of a model that nothing keeps together."""
    wrong = []
    for at, by in pairs(model):
        names = [field.name for field in (at, by) if field is not None]
        label = f"{model._meta.app_label}.{model.__name__}.{names[0]}"
        if len(names) == 1:
            wrong += [label] if label not in MOMENTS_ALONE else []
        elif (at.null or by.null) and not _constrained(model, names):
            wrong.append(label)
    return wrong


def _constrained(model, names) -> bool:
    checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return any(all(f"'{name}" in str(c.condition) for name in names) for c in checks)


@pytest.mark.parametrize("model", TABLES)
def test_every_moment_is_bound_to_its_person(model):
    assert unbound(model) == []


def test_an_unbound_pair_would_be_found():
    class Loose(models.Model):
        done_at = models.DateTimeField(null=True)
        done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
        seen_at = models.DateTimeField()

        class Meta:
            app_label = "tests_structure"

        def __str__(self):
            return "loose"

    assert unbound(Loose) == [
        "tests_structure.Loose.done_at",
        "tests_structure.Loose.seen_at",
    ]


def test_every_excused_moment_is_there():
    known = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in TABLES
        for field in model._meta.concrete_fields
    }
    assert set(MOMENTS_ALONE) <= known


def test_every_permission_of_a_role_exists(db):
    from django.contrib.auth.models import Permission

    from factcheck.accounts.roles import ROLES

    known = {
        f"{app}.{name}"
        for app, name in Permission.objects.values_list("content_type__app_label", "codename")
    }
    assert {permission for granted in ROLES.values() for permission in granted} <= known
