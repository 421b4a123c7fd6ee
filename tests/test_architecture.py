"""Rules about the code and the models that no import contract expresses.

Each check is also given a violation, to show that it would be found. `make lint` checks the layers.
"""

import pytest
from django.apps import apps
from django.db import models

from sources.fetching import http
from tests.helpers import code_analysis
from tests.helpers.code_analysis import MODULES

CHECKS = {
    "state_writes": code_analysis.find_state_writes,
    "private_reads": code_analysis.find_private_reads,
    "public_view_imports": code_analysis.find_public_view_imports,
    "clock_readings": code_analysis.find_clock_readings,
    "network_imports": code_analysis.find_network_imports,
    "network_access": code_analysis.find_network_access,
}
# Reviewed: the one module to which a rule does not apply, and why.
EXCEPTIONS = {
    "state_writes": {
        "claims.workflow.actions",  # the only writer of a desk
        "factcheck.generator.verdicts",  # invented desks only; see docs/decisions/0034
    },
    "network_imports": {
        "factcheck.management.commands.serve",  # looks for a free port
        "factcheck.public.static.public.verify_factcheck",  # readers run it on their own computers
    },
}


@pytest.mark.parametrize("check", CHECKS)
def test_no_module_breaks_a_rule(check):
    violations = [
        violation
        for module, source in MODULES.items()
        if module not in EXCEPTIONS.get(check, ())
        for violation in CHECKS[check](module, source)
    ]
    assert violations == []


def test_by_default_only_the_public_internet_can_be_reached():
    assert http.NetworkAccess() == http.PUBLIC_INTERNET
    assert http.PUBLIC_INTERNET.networks == () and http.PUBLIC_INTERNET.ports == {80, 443}
    assert http.PUBLIC_INTERNET.resolver is None


def test_the_workflow_actions_write_states():
    assert code_analysis.find_state_writes(
        "claims.workflow.actions", MODULES["claims.workflow.actions"]
    )


VIOLATIONS = [
    ("state_writes", "claims.intake.claims", "verdict.state = 'published'"),
    ("state_writes", "claims.intake.claims", "verdict.state, verdict.state_changed_at = to, at"),
    ("state_writes", "claims.intake.claims", "Verdict.objects.update(state='published')"),
    (
        "state_writes",
        "claims.intake.claims",
        "verdict.save(update_fields=['state', 'state_changed_at'])",
    ),
    ("state_writes", "claims.intake.claims", "Verdict(state='published')"),
    ("state_writes", "claims.intake.claims", "Verdict.objects.bulk_update(rows, ['state'])"),
    ("state_writes", "claims.intake.claims", "setattr(verdict, 'state', 'published')"),
    ("private_reads", "factcheck.public.views.details", "from claims.models import Claim"),
    ("private_reads", "factcheck.public.views.lists", "from claims.models.verdict import Verdict"),
    ("private_reads", "factcheck.api.v1.views", "def f():\n    from sources.models import Source"),
    ("private_reads", "factcheck.api.v1.views", "rows = model.objects.all()"),
    ("private_reads", "factcheck.api.v1.views", "rows = model._default_manager.all()"),
    ("public_view_imports", "claims.workflow.actions", "from claims.models import PublicVerdict"),
    (
        "public_view_imports",
        "factcheck.public.views.details",
        "from claims.models.public import build_slug",
    ),
    ("clock_readings", "claims.workflow.actions", "at = timezone.now()"),
    ("clock_readings", "sources.capture", "def f(at=None):\n    return at or datetime.now(UTC)"),
    ("clock_readings", "claims.publication.queries", "day = date.today()"),
    ("clock_readings", "claims.publication.queries", "rows.filter(at__lt=Now())"),
    ("clock_readings", "sources.extraction.text", "started = time.time()"),
    ("network_imports", "sources.extraction.text", "import requests"),
    ("network_imports", "sources.extraction.text", "from urllib import request"),
    (
        "network_imports",
        "claims.publication.ledger",
        "def f():\n    from urllib.request import urlopen",
    ),
    ("network_imports", "factcheck.public.views.details", "import http.client as h"),
    ("network_access", "sources.capture.from_url", "fetch(url, network_access=NetworkAccess())"),
    ("network_access", "sources.capture.from_url", "fetch(url, network_access=settings.ACCESS)"),
    ("network_access", "factcheck.desk.sources.capture", "capture(url, network_access=LOOPBACK)"),
    (
        "network_access",
        "sources.fetching.robots",
        "fetch(url, network_access=network_access or get_network_access(url))",
    ),
    ("network_access", "factcheck.desk.sources.capture", "def f(request, network_access): pass"),
    ("network_access", "sources.fetching.http", "PUBLIC_INTERNET = NetworkAccess(('10.0.0.0/8',))"),
    ("network_access", "sources.fetching.http", "PUBLIC_INTERNET = everything"),
    ("network_access", "factcheck.apps", "http.PUBLIC_INTERNET = NetworkAccess()"),
    (
        "network_access",
        "sources.rechecks",
        "network_access = NetworkAccess(networks=('10.0.0.0/8',))",
    ),
]


@pytest.mark.parametrize(("check", "module", "source"), VIOLATIONS)
def test_a_planted_violation_is_found(check, module, source):
    assert CHECKS[check](module, source)


ALLOWED = [
    ("state_writes", "claims.intake.claims", "Verdict.objects.filter(state='published')"),
    ("state_writes", "claims.intake.claims", "state = 'published'"),
    (
        "private_reads",
        "factcheck.public.views.details",
        "from claims.publication import queries\nqueries.get_claim()",
    ),
    ("public_view_imports", "claims.publication.filters", "from claims.models import PublicTopic"),
    (
        "public_view_imports",
        "claims.workflow.policies",
        "from claims.models import PublicationBlock",
    ),
    ("clock_readings", "claims.admin", "at = timezone.now()"),
    ("clock_readings", "factcheck.desk.verdicts.views", "at = timezone.now()"),
    ("network_imports", "sources.fetching.http", "import httpx"),
    ("network_imports", "factcheck.public.views.details", "from django.http import Http404"),
    ("network_access", "sources.fetching.http", "PUBLIC_INTERNET = NetworkAccess()"),
    ("network_access", "sources.capture.demo_site", "NetworkAccess(networks=(address,))"),
    (
        "network_access",
        "sources.capture.from_url",
        "fetch(url, network_access=network_access or get_network_access(url))",
    ),
    (
        "network_access",
        "sources.capture.from_url",
        "def f(network_access=None):\n    fetch(url, network_access=network_access)",
    ),
]


@pytest.mark.parametrize(("check", "module", "source"), ALLOWED)
def test_allowed_code_is_not_reported(check, module, source):
    assert CHECKS[check](module, source) == []


# ── models ──────────────────────────────────────────────────────────────────────────────────────
APP_LABELS = ("claims", "sources", "accounts", "notifications", "idempotency")
MODELS = [model for model in apps.get_models() if model._meta.app_label in APP_LABELS]
PUBLIC_VIEWS = [m for m in MODELS if m.__name__.startswith("Public") and not m._meta.managed]


def test_there_are_public_views():
    assert len(PUBLIC_VIEWS) >= 11


@pytest.mark.parametrize("model", PUBLIC_VIEWS)
def test_a_public_row_has_no_relation_to_another_row(model):
    assert [field.name for field in model._meta.get_fields() if field.is_relation] == []


@pytest.mark.parametrize("model", PUBLIC_VIEWS)
def test_a_public_row_cannot_be_written(model):
    with pytest.raises(TypeError):
        model().save()
    with pytest.raises(TypeError):
        model().delete()


# Reviewed: moments without a person, or a person without a moment, and why.
UNPAIRED_FIELDS = {
    "claims.AuditReport.started_at": "by the worker",
    "claims.AuditReport.finished_at": "by the worker",
    "claims.CheckpointTimestamp.stamped_at": "by an authority outside",
    "sources.SnapshotTimestamp.stamped_at": "by an authority outside",
    "claims.PersonRequest.received_at": "from outside; recorded_by recorded it",
    "claims.PersonRequest.recorded_by": "the time that counts is that of receipt",
    "claims.Tombstone.removed_at": "by the database, for the two editors of the request",
    "claims.SealedOriginal.sealed_at": "by the action of the two editors of the request",
    "claims.SourceAlert.created_at": "by a recheck, from a quote check",
    "claims.CommentRequest.deadline_at": "a deadline, not an action",
    "claims.CommentRequest.recorded_at": "by the person in sent_by",
    "claims.CommentResponse.received_at": "from outside; recorded_by recorded it",
    "accounts.AccountHistory.recorded_at": "by a trigger, which does not know the person",
    "claims.CommentResponse.translated_by": "the kind of translator; recorded_by recorded it",
    "claims.Appearance.translated_by": "a name, not a user of the desk",
    "claims.Change.announced_at": "by the action whose transition names the person",
    "claims.Complaint.received_at": "from a reader, who may give no name",
    "claims.Tip.received_at": "from a reader, who may give no name",
    "claims.ForgetRequest.requested_at": "by a reader, who knows the number",
    "claims.RetentionReport.ran_at": "by the worker",
    "claims.KeyRevocation.revoked_at": "by its user, or by the database with the passkey",
    "claims.Signature.signed_at": "by the user of the challenge",
    "claims.SigningChallenge.issued_at": "to its user",
    "claims.LedgerEntry.recorded_at": "the ledger names no person",
    "claims.Checkpoint.signed_at": "by the key of the ledger",
    "idempotency.SentForm.sent_at": "by a reader, or by the person who is part of the digest",
    "notifications.DailySummary.queued_at": "by the worker",
    "notifications.DailySummary.sent_at": "by the worker",
    "notifications.NotificationEvent.occurred_at": "by the actor of the event, if it has one",
    "notifications.NotificationEvent.recorded_at": "by the worker",
    "notifications.Notification.read_at": "by the user it is for",
    "notifications.Notification.sent_at": "by the worker",
    "sources.Translation.translated_by": "the kind of translator; created_by recorded it",
    "claims.ScheduledPublication.publish_at": "a time to come; created_by chose it",
    "claims.Verdict.created_at": "by the author",
    "claims.Verdict.ended_at": "by the person who moved it",
    "claims.ClaimImport.finished_at": "by the worker, for the person in created_by",
    "sources.WaitingCapture.finished_at": "by the worker, for the person in created_by",
    "sources.QuoteCheck.checked_at": "its retrieval names the person",
}
TABLES = [
    model
    for model in MODELS
    if model._meta.managed and not any(field.name == "pgh_id" for field in model._meta.fields)
]


def pair_moments_and_users(model) -> list[tuple[models.Field | None, models.Field | None]]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    stems = {name[:-3] for name in fields if name.endswith(("_at", "_by"))}
    return [(fields.get(f"{stem}_at"), fields.get(f"{stem}_by")) for stem in sorted(stems)]


def find_unpaired_fields(model) -> list[str]:
    """Moments and users of a model that are not required together."""
    unpaired = []
    for at, by in pair_moments_and_users(model):
        names = [field.name for field in (at, by) if field is not None]
        label = f"{model._meta.app_label}.{model.__name__}.{names[0]}"
        if len(names) == 1:
            unpaired += [label] if label not in UNPAIRED_FIELDS else []
        elif (at.null or by.null) and not has_constraint_on(model, names):
            unpaired.append(label)
    return unpaired


def has_constraint_on(model, names) -> bool:
    checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return any(all(f"'{name}" in str(check.condition) for name in names) for check in checks)


@pytest.mark.parametrize("model", TABLES)
def test_every_moment_is_required_together_with_its_user(model):
    assert find_unpaired_fields(model) == []


def test_an_unpaired_field_would_be_found():
    class Unpaired(models.Model):
        created_at = models.DateTimeField(null=True)
        created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
        seen_at = models.DateTimeField()

        class Meta:
            app_label = "tests_architecture"

        def __str__(self):
            return "unpaired"

    assert find_unpaired_fields(Unpaired) == [
        "tests_architecture.Unpaired.created_at",
        "tests_architecture.Unpaired.seen_at",
    ]


def test_every_listed_exception_exists():
    names = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in TABLES
        for field in model._meta.concrete_fields
    }
    assert set(UNPAIRED_FIELDS) <= names


def test_every_permission_of_a_role_exists(db):
    from django.contrib.auth.models import Permission

    from factcheck.accounts.roles import ROLES

    names = {
        f"{app}.{name}"
        for app, name in Permission.objects.values_list("content_type__app_label", "codename")
    }
    assert {permission for granted in ROLES.values() for permission in granted} <= names
