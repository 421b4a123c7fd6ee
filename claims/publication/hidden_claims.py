"""Hide published claims for legal reasons, and show them again.

In an emergency one editor hides a claim, or all that quotes a source, from every page, list,
search, answer of the API and export. Nothing is removed, and an editor can show it again. The views
of the database leave the claim out (`claims/sql/views/hidden_claims.sql`), a trigger appends the
entry to the ledger, and the desk is reminded to decide within `HIDDEN_DAYS` what becomes of it.
An action that is refused raises a `FactcheckError`, and then nothing was written.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from claims.models import Claim, VisibilityChange
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, InvalidState, enforce
from sources.models import Source

PERMISSION = "claims.hide_claim"


def list_hidden_claims() -> QuerySet[VisibilityChange]:
    """What hid the claims that are hidden now, the oldest first, each with its `due_on`."""
    newer = VisibilityChange.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
    rows = VisibilityChange.objects.filter(~Exists(newer), is_hidden=True)
    due_at = F("changed_at") + timedelta(days=settings.HIDDEN_DAYS)
    rows = rows.annotate(due_on=TruncDate(ExpressionWrapper(due_at, DateTimeField())))
    return rows.select_related("claim", "source", "changed_by").order_by("changed_at", "pk")


def find_hiding(claim: Claim) -> VisibilityChange | None:
    """What hid the claim, if it is hidden now."""
    return list_hidden_claims().filter(claim=claim).first()


def list_claims_to_hide(claim: Claim) -> list[Claim]:
    """The claim and those that were merged into it: the published ones that are not hidden."""
    return _list_visible_claims(_find_merged_claims(claim))


def list_quoting_claims(source: Source) -> list[Claim]:
    """The published claims that quote the source and are not hidden."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT list_quoting_claims(%s)", [source.pk])
        return _list_visible_claims(key for (key,) in cursor.fetchall())


def _find_merged_claims(claim: Claim) -> set[int]:
    keys, found = {claim.pk}, {claim.pk}
    while found:
        found = set(Claim.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - keys
        keys |= found
    return keys


def _list_visible_claims(keys: Iterable[int]) -> list[Claim]:
    published = Claim.objects.filter(pk__in=keys, verdicts__published_at__isnull=False)
    hidden = list_hidden_claims().order_by().values("claim")
    return list(published.exclude(pk__in=hidden).distinct().order_by("pk"))


def hide_published_claim(claim: Claim, *, by, at: datetime, reason: str) -> None:
    """Readers see nothing of the claim, nor of those that were merged into it."""
    _change_visibility(list_claims_to_hide(claim), True, None, by=by, at=at, reason=reason)


def unhide_published_claim(claim: Claim, *, by, at: datetime, reason: str) -> None:
    """Readers see the claim again, and those that were merged into it."""
    hidden = _list_claims(list_hidden_claims().filter(claim__in=_find_merged_claims(claim)))
    _change_visibility(hidden, False, None, by=by, at=at, reason=reason)


def hide_source(source: Source, *, by, at: datetime, reason: str) -> None:
    """Readers see nothing of the source and its snapshots, nor of the claims that quote it."""
    _change_visibility(list_quoting_claims(source), True, source, by=by, at=at, reason=reason)


def unhide_source(source: Source, *, by, at: datetime, reason: str) -> None:
    """Readers see the claims again that were hidden because of the source."""
    hidden = _list_claims(list_hidden_claims().filter(source=source))
    _change_visibility(hidden, False, source, by=by, at=at, reason=reason)


def _list_claims(changes: QuerySet[VisibilityChange]) -> list[Claim]:
    return [change.claim for change in changes.order_by("claim")]


def _change_visibility(
    claims: list[Claim], is_hidden: bool, source: Source | None, *, by, at: datetime, reason: str
) -> None:
    enforce(check_permission(by, PERMISSION))
    if not reason.strip():
        raise InvalidInput(_("Enter the reason; only the desk sees it."))
    if not claims:
        raise InvalidState(
            _("There is nothing public to hide.") if is_hidden else _("Nothing of it is hidden.")
        )
    with transaction.atomic():
        # Locked in the order of their keys, so that two editors cannot wait for each other.
        rows = Claim.objects.select_for_update().filter(pk__in=[claim.pk for claim in claims])
        for claim in rows.order_by("pk"):
            if list_hidden_claims().filter(claim=claim).exists() is is_hidden:
                raise InvalidState(_("Another editor was faster. Look at the page again."))
            VisibilityChange.objects.create(
                claim=claim,
                source=source,
                is_hidden=is_hidden,
                reason=reason.strip(),
                changed_at=at,
                changed_by=by,
            )
