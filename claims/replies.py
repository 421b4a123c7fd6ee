"""Requests for comment: ask the people concerned before publication, and record their responses.

A request belongs to the claim. It is recorded when it was sent, with a deadline; the responses and
the reasons for not asking or not waiting follow. All of these are kept as they were written, and
readers see them in the record of the next submission. An action that is refused raises a
`FactcheckError`, and then nothing was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.choices import RequestChannel, ResponseOutcome, ResponseVisibility
from claims.models import (
    Claim,
    Claimant,
    CommentRequest,
    CommentRequestStatus,
    CommentResponse,
    CommentWaiver,
)
from claims.workflow.policies import check_claim
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState, enforce
from factcheck.core.validation import convert_validation_errors
from sources.choices import TranslatedBy
from sources.models.translation import is_same_language

WRITE_PERMISSION = "claims.write_verdict"
PUBLISH_PERMISSION = "claims.publish_verdict"


# ── requests ────────────────────────────────────────────────────────────────────────────────────
def create_comment_request(
    claim: Claim,
    *,
    by,
    at: datetime,
    channel: str,
    text: str,
    sent_at: datetime,
    deadline_at: datetime,
    claimant: Claimant | None = None,
    name: str = "",
    public_role: bool = False,
) -> CommentRequest:
    """Records a request that was sent: to whom, what it asked, and the deadline (UTC).

    It went either to a `claimant` or to someone with this `name`, which readers see only with a
    public role.
    """
    with _lock_open_claim(claim, WRITE_PERMISSION, by) as fresh:
        comment_request = CommentRequest(
            claim=fresh,
            claimant=claimant,
            name=_clean_text(name),
            public_role=public_role and claimant is None,
            channel=channel,
            text=_clean_text(text),
            sent_at=sent_at,
            deadline_at=deadline_at,
            sent_by=by,
            recorded_at=at,
        )
        _validate_request(comment_request)
        return _save(comment_request)


def _validate_request(comment_request: CommentRequest) -> None:
    if (comment_request.claimant is None) == (not comment_request.name):
        raise InvalidInput(_("Choose the claimant, or enter the name of another person."))
    if comment_request.channel not in RequestChannel.values:
        raise InvalidInput(_("Choose how the request was sent."))
    if not comment_request.text:
        raise InvalidInput(_("Enter the text of the request."))
    if comment_request.sent_at > comment_request.recorded_at:
        raise InvalidInput(_("The request date cannot be in the future."))
    if comment_request.deadline_at <= comment_request.sent_at:
        raise InvalidInput(_("The deadline has to be later than the request."))


# ── responses ───────────────────────────────────────────────────────────────────────────────────
def record_response(
    comment_request: CommentRequest,
    *,
    by,
    at: datetime,
    outcome: str,
    received_at: datetime,
    text: str = "",
    language: str = "",
    visibility: str = ResponseVisibility.NOTHING,
    public_excerpt: str = "",
    translation: str = "",
    translated_by: str = "",
    supersedes: CommentResponse | None = None,
    reason: str = "",
) -> CommentResponse:
    """Records a response, which is the current one from now on.

    `supersedes` is the current response that the user opened, and `reason` says what was wrong with
    it; raises `EditConflict` if someone recorded another response after that.
    """
    with _lock_open_claim(comment_request.claim, WRITE_PERMISSION, by) as claim:
        is_public = visibility != ResponseVisibility.NOTHING
        is_excerpt = visibility == ResponseVisibility.PART
        response = CommentResponse(
            comment_request=comment_request,
            outcome=outcome,
            text=_clean_text(text),
            language=language.strip() or claim.language,
            received_at=received_at,
            visibility=visibility,
            public_excerpt=_clean_text(public_excerpt) if is_excerpt else "",
            translation=_clean_text(translation) if is_public else "",
            translated_by=translated_by if translation.strip() else "",
            supersedes=supersedes,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by=by,
        )
        _validate_order(response)
        _validate_content(response)
        _validate_translation(response, claim.language)
        return _save(response)


def _validate_order(response: CommentResponse) -> None:
    comment_request = response.comment_request
    latest = comment_request.responses.order_by("pk").last()
    if latest != response.supersedes:
        user = latest.recorded_by if latest else _("Someone else")
        message = _("%(user)s recorded a response while you were writing.")
        raise EditConflict(message % {"user": user})
    if latest and not response.reason:
        raise InvalidInput(_("Enter the reason for replacing the recorded response."))
    if not comment_request.sent_at <= response.received_at <= response.recorded_at:
        raise InvalidInput(
            _("The response date has to be between the date of the request and now.")
        )


def _validate_content(response: CommentResponse) -> None:
    if response.outcome not in ResponseOutcome.values:
        raise InvalidInput(_("Choose the outcome: a response, or no comment."))
    if response.outcome == ResponseOutcome.ANSWERED and not response.text:
        raise InvalidInput(_("Enter the response, word for word."))
    if response.visibility not in ResponseVisibility.values:
        raise InvalidInput(_("Choose how much of the response readers see."))
    if response.visibility == ResponseVisibility.ALL and not response.text:
        raise InvalidInput(_("There is no text that readers could see."))
    if response.visibility == ResponseVisibility.PART and not response.public_excerpt:
        raise InvalidInput(_("Enter the excerpt that readers see."))
    if response.public_excerpt not in response.text:
        raise InvalidInput(_("The excerpt has to be in the response, word for word."))


def _validate_translation(response: CommentResponse, claim_language: str) -> None:
    is_hidden = response.visibility == ResponseVisibility.NOTHING
    if is_hidden or is_same_language(response.language, claim_language):
        response.translation = response.translated_by = ""
    elif not response.translation:
        raise InvalidInput(
            _("The response is in another language than the claim: add a translation.")
        )
    elif response.translated_by not in TranslatedBy.values:
        raise InvalidInput(_("Choose who made the translation."))


# ── waivers ─────────────────────────────────────────────────────────────────────────────────────
def create_comment_waiver(
    claim: Claim, *, by, at: datetime, reason: str, comment_request: CommentRequest | None = None
) -> CommentWaiver:
    """Records why no comment was requested; or, for one request, why the desk does not wait for it.

    Authors may record the first, only editors the second. Readers see the reason.
    """
    permission = PUBLISH_PERMISSION if comment_request else WRITE_PERMISSION
    with _lock_open_claim(claim, permission, by) as fresh:
        if not reason.strip():
            raise InvalidInput(_("Enter the reason; readers will see it."))
        statuses = {
            status.comment_request_id: status for status in fresh.comment_request_statuses.all()
        }
        if comment_request is not None:
            _require_awaited(statuses.get(comment_request.pk), at)
        elif any(request_id is not None for request_id in statuses):
            raise InvalidState(_("A comment was requested for this claim."))
        return _save(
            CommentWaiver(
                claim=fresh,
                comment_request=comment_request,
                reason=_clean_text(reason),
                waived_at=at,
                waived_by=by,
            )
        )


def _require_awaited(status: CommentRequestStatus | None, at: datetime) -> None:
    if status is None:
        raise InvalidState(_("This request belongs to another claim."))
    if status.waiver_reason:
        raise InvalidState(_("The deadline of this request is already waived."))
    if not status.is_awaited(at):
        raise InvalidState(
            _("This request is no longer open: there is a response, or the deadline has passed.")
        )


# ── shared ──────────────────────────────────────────────────────────────────────────────────────
@contextmanager
def _lock_open_claim(claim: Claim, permission: str, by) -> Iterator[Claim]:
    """Yields the claim as it is now, locked, if the user may act on it and it is open."""
    enforce(check_permission(by, permission))
    with transaction.atomic():
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        enforce(check_claim(fresh))
        yield fresh


def _clean_text(text: str) -> str:
    """The text without surrounding white space, and with LF for the CRLF that browsers send."""
    if "\x00" in text:
        raise InvalidInput(_("The text contains a null character, which cannot be saved."))
    return text.replace("\r\n", "\n").strip()


def _save(row):
    """Saves the row if its values fit its columns. Raises `InvalidInput`."""
    with convert_validation_errors():
        row.clean_fields()
    row.save()
    return row
