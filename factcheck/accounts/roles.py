"""The roles of the desk and what each may do; `install()` writes them as Django groups.

The names of permissions are plain strings, because this room knows nothing of those above it; a
test holds them to permissions that exist.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

BY_ROLES = "django.contrib.auth.backends.ModelBackend"  # asks the groups; the other one locks out

SHOWN = {
    "sources": ["publisher", "source", "snapshot", "passage", "kinship", "check"],
    "claims": [
        "claimant",
        "topic",
        "claim",
        "appearance",
        "rating",
        "verdict",
        "evidence",
        "review",
        "transition",
        "change",
        "alarm",
        "suggestion",
        "batch",
        "relation",
        "asking",
        "complaint",
        "ledgerentry",
    ],
}
READS_THE_DESK = frozenset(
    f"{app}.view_{model}" for app, models in SHOWN.items() for model in models
)
WRITES = READS_THE_DESK | {
    "sources.add_publisher",
    "sources.add_source",
    "sources.capture_snapshot",
    "sources.quote_passage",
    "sources.decide_kinship",
    "claims.add_claimant",
    "claims.record_claim",
    "claims.write_verdict",
}
# Readers see how sources and claimants are described, so what is there is changed by reviewers.
REVIEWS = WRITES | {
    "sources.change_publisher",
    "sources.change_source",
    "claims.change_claimant",
    "claims.review_verdict",
    "claims.decline_claim",
    "claims.relate_claim",
    "claims.answer_complaint",
    "claims.assign_claim",
}
PUBLISHES = REVIEWS | {
    "claims.publish_verdict",
    "claims.suspend_verdict",
    "claims.retract_verdict",
    "claims.lift_embargo",
    "claims.hold_claim",
    "claims.merge_claim",
    "claims.add_topic",
    "claims.change_topic",
    "claims.add_rating",
    "claims.change_rating",
    "accounts.export_pack",
}
RUNS = frozenset(
    {
        *("accounts.add_user", "accounts.change_user", "accounts.view_user", "auth.view_group"),
        "accounts.export_pack",
    }
)

ROLES: dict[str, frozenset[str]] = {
    "reporter": WRITES,
    "reviewer": REVIEWS,
    "editor": PUBLISHES,
    "administrator": RUNS,
    "partner": frozenset(),
}

# Whoever may do this may do all that the role is there for, whichever role gave it.
MARK_OF = {
    "reporter": "claims.write_verdict",
    "reviewer": "claims.review_verdict",
    "editor": "claims.publish_verdict",
    "administrator": "accounts.change_user",
}


def install(using: str) -> None:
    """Make every role a group with exactly these permissions; safe to call again."""
    for name, wanted in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        match = Q(pk__in=[])
        for permission in wanted:
            app, codename = permission.split(".")
            match |= Q(content_type__app_label=app, codename=codename)
        found = Permission.objects.using(using).filter(match)
        group.permissions.set(found)


def who_may(permission: str) -> QuerySet:
    """Everybody who works at the desk now and has this permission, by a role or as a superuser."""
    known = get_user_model().objects.with_perm(permission, backend=BY_ROLES)
    return known.filter(is_staff=True).order_by("byline", "pk")
