"""The roles of the desk and their permissions, installed as Django groups by `install_roles()`.

Permissions are plain strings, because accounts are the lowest layer; a test checks that each of
them exists.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

ROLE_BACKEND = "django.contrib.auth.backends.ModelBackend"
CHANGE_USER = "accounts.change_user"
CONFIRM_CHANGE = "accounts.confirm_account_change"

VIEWED_MODELS = {
    "sources": ["publisher", "source", "snapshot", "passage", "sourcerelation", "quotecheck"],
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
        "sourcealert",
        "tip",
        "claimimport",
        "claimrelation",
        "commentrequest",
        "complaint",
        "ledgerentry",
    ],
}
VIEW_PERMISSIONS = frozenset(
    f"{app}.view_{model}" for app, models in VIEWED_MODELS.items() for model in models
)
REPORTER_PERMISSIONS = VIEW_PERMISSIONS | {
    "sources.add_publisher",
    "sources.add_source",
    "sources.capture_snapshot",
    "sources.quote_passage",
    "sources.decide_source_relation",
    "claims.add_claimant",
    "claims.record_claim",
    "claims.write_verdict",
}
# Readers see the descriptions of sources and claimants, so only reviewers change existing ones.
REVIEWER_PERMISSIONS = REPORTER_PERMISSIONS | {
    "sources.change_publisher",
    "sources.change_source",
    "claims.change_claimant",
    "claims.review_verdict",
    "claims.decline_claim",
    "claims.relate_claim",
    "claims.answer_complaint",
    "claims.assign_claim",
}
EDITOR_PERMISSIONS = REVIEWER_PERMISSIONS | {
    "claims.publish_verdict",
    "claims.suspend_verdict",
    "claims.retract_verdict",
    "claims.release_embargo",
    "claims.block_claim",
    "claims.hide_claim",
    "claims.hold_claim",
    "claims.forget_message",
    "claims.decide_draft",
    "claims.decide_personrequest",
    "claims.merge_claim",
    "claims.add_topic",
    "claims.change_topic",
    "claims.add_rating",
    "claims.change_rating",
    "claims.view_auditreport",
    "accounts.export_compliance_report",
    CONFIRM_CHANGE,
}
ADMINISTRATOR_PERMISSIONS = frozenset(
    {
        *("accounts.add_user", "accounts.change_user", "accounts.view_user", "auth.view_group"),
        "accounts.export_compliance_report",
        "claims.hold_claim",
        "claims.view_auditreport",
        CONFIRM_CHANGE,
    }
)

ROLES: dict[str, frozenset[str]] = {
    "reporter": REPORTER_PERMISSIONS,
    "reviewer": REVIEWER_PERMISSIONS,
    "editor": EDITOR_PERMISSIONS,
    "administrator": ADMINISTRATOR_PERMISSIONS,
    "partner": frozenset(),
}

# A user with this permission can do what the role is for, whichever role gave it.
KEY_PERMISSIONS = {
    "reporter": "claims.write_verdict",
    "reviewer": "claims.review_verdict",
    "editor": "claims.publish_verdict",
    "administrator": CHANGE_USER,
}


def install_roles(using: str) -> None:
    """Give every role a group with exactly these permissions; safe to call again."""
    for name, permissions in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        condition = Q(pk__in=[])
        for permission in permissions:
            app_label, codename = permission.split(".")
            condition |= Q(content_type__app_label=app_label, codename=codename)
        group.permissions.set(Permission.objects.using(using).filter(condition))


def list_users_with(permission: str) -> QuerySet:
    """Active staff who have this permission, by a role or as a superuser, ordered by byline."""
    users = get_user_model().objects.with_perm(permission, backend=ROLE_BACKEND)
    return users.filter(is_staff=True).order_by("byline", "pk")
