"""Record and decide requests about a person.

A request is due within a month (GDPR, Art. 12(3)). An editor weighs freedom of expression against
the request (Art. 17(3)(a) and Art. 85) and decides. Words are removed once a second editor has seen
every place and confirmed. An action that is refused raises a `FactcheckError`, and then nothing was
written.
"""

import json
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime

from django.db import DataError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.choices import REMOVING_OUTCOMES, LedgerEvent, RequestOutcome
from claims.models import (
    PersonRequest,
    PersonRequestConfirmation,
    PersonRequestDecision,
    Verdict,
)
from claims.person_requests import erasure_list, sealing
from claims.person_requests.places import (
    Place,
    compute_seen,
    find_torn_quotation,
    read_place,
)
from claims.preservation_holds import check_no_hold
from claims.publication import ledger
from claims.signing import signatures
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import EditConflict, InvalidInput, Violation, enforce
from factcheck.core.validation import convert_validation_errors

PERMISSION = "claims.decide_personrequest"
SIGNED_ACTION = "erase"  # as `SIGNED_ACTIONS` names it; words that are anonymised, too


def record_request(
    *, by, at: datetime, received_at: datetime | None = None, **fields
) -> PersonRequest:
    """The request is on the list of what has to be done, due within a month of its receipt."""
    enforce(check_permission(by, PERMISSION))
    received_at = received_at or at
    request = PersonRequest(
        received_at=received_at, due_on=compute_due_on(received_at), recorded_by=by, **fields
    )
    with convert_validation_errors():
        request.full_clean()
    request.save()
    return request


def compute_due_on(received_at: datetime) -> date:
    """A month later, in the desk's time zone (GDPR, Art. 12(3))."""
    day = received_at.astimezone(timezone.get_default_timezone()).date()
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def list_open_requests() -> QuerySet[PersonRequest]:
    """Requests that are not decided, or whose removal waits for a second person."""
    final = PersonRequestDecision.objects.exclude(outcome__in=REMOVING_OUTCOMES, confirmation=None)
    return PersonRequest.objects.exclude(pk__in=final.values("request")).order_by("due_on", "pk")


def get_decision(request: PersonRequest) -> PersonRequestDecision | None:
    """The latest decision, which may wait for a second person."""
    rows = request.decisions.select_related("decided_by", "confirmation__confirmed_by")
    return rows.order_by("number").last()


def check_can_decide(request: PersonRequest, by) -> Violation | None:
    if violation := check_permission(by, PERMISSION):
        return violation
    if not list_open_requests().filter(pk=request.pk).exists():
        return Violation(_("This request is decided."))
    return None


def decide_request(
    request: PersonRequest,
    *,
    by,
    at: datetime,
    outcome: str,
    places: Iterable[Place] = (),
    **fields,
) -> PersonRequestDecision:
    """The request is decided; a removal waits for a second person.

    `fields` are the answers to the criteria, the `reasons` and, for a statutory reply, the `reply`.
    """
    places = list(places)
    with transaction.atomic():
        enforce(check_can_decide(request, by))
        if outcome == RequestOutcome.UPDATE and request.claim is None:
            raise InvalidInput(_("Enter the claim of the request first."))
        decision = PersonRequestDecision(
            request=request,
            number=request.decisions.count() + 1,
            outcome=outcome,
            places=[place.serialize() for place in places],
            decided_at=at,
            decided_by=by,
            **fields,
        )
        if outcome in REMOVING_OUTCOMES:
            _check_places(places)
        with convert_validation_errors():
            decision.full_clean(exclude=["places"])
        decision.save()
    return decision


def _check_places(places: list[Place]) -> None:
    if not places:
        raise InvalidInput(_("Choose the words to remove."))
    if passage := find_torn_quotation(places):
        message = _(
            "A quotation and the page that it comes from have to say the same: choose these words "
            "in both, or in neither. (“%(words)s”)"
        )
        raise InvalidInput(message % {"words": Truncator(passage.exact).chars(80)})


def check_can_confirm(decision: PersonRequestDecision, by) -> Violation | None:
    """Another editor decided, no one has confirmed yet, and no claim of the words is on hold."""
    if violation := check_can_decide(decision.request, by):
        return violation
    if decision.decided_by_id == by.pk:
        return Violation(_("You decided this: another editor has to confirm it."))
    return check_no_hold(_list_places_claims(decision))


def _list_places_claims(decision: PersonRequestDecision) -> list[int]:
    """The primary keys of the claims of which the decision removes something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT list_places_claims(%s)", [json.dumps(decision.places)])
        return [claim for (claim,) in cursor.fetchall() if claim]


def compute_removal_digest(decision: PersonRequestDecision) -> str:
    """The digest of what the second editor sees and signs, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT get_removal_digest(%s)", [decision.pk])
        return cursor.fetchone()[0]


def confirm_removal(
    decision: PersonRequestDecision, *, by, at: datetime, proof: signatures.Proof | None = None
) -> PersonRequestConfirmation:
    """The words are gone from every place that the decision names, and the ledger says when.

    `proof` is the signature, if the desk requires one. Raises `EditConflict` if one of the places
    was edited after the decision.
    """
    with transaction.atomic():
        request = decision.request
        enforce(check_can_confirm(decision, by))
        digest = compute_removal_digest(decision)
        signatures.require_signature(SIGNED_ACTION, digest=digest, by=by, at=at, proof=proof)
        places = [_read_unchanged(stored) for stored in decision.places]
        confirmation = PersonRequestConfirmation.objects.create(
            decision=decision, confirmed_at=at, confirmed_by=by
        )
        if decision.outcome == RequestOutcome.ANONYMISE:
            sealing.seal_originals(request.public_id, places, at=at)
        _remove_words(decision)
        for verdict in list_changed_revisions(decision):
            ledger.append_entry(LedgerEvent.REMOVED, at=at, verdict=verdict)
        erasure_list.append_removal(request.public_id, decision.places, at=at)
    return confirmation


def _remove_words(decision: PersonRequestDecision) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT remove_words(%s)", [decision.pk])
    except DataError as error:
        message = _("A record would no longer say what is quoted in it. Decide again.")
        raise EditConflict(message) from error


def _read_unchanged(stored: dict) -> Place:
    place = read_place(stored)
    if place is None or compute_seen(place.value) != stored["seen"]:
        raise EditConflict(_("What was to be removed was edited since. Decide again."))
    return place


def list_changed_revisions(decision: PersonRequestDecision) -> QuerySet[Verdict]:
    """The published revisions whose record, or note on a change, the decision changes."""
    rows: dict[str, list[str]] = {"claims_submission": [], "claims_change": []}
    for place in decision.places:
        rows.get(place["table"], []).append(place["row"])
    is_changed = Q(submission__in=rows["claims_submission"]) | Q(changes__in=rows["claims_change"])
    return Verdict.objects.filter(is_changed, published_at__isnull=False).distinct().order_by("pk")
