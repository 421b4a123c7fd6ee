"""What do people do so that those concerned are heard before a finding is published?

They ask, write down what came back, or say why nobody was asked or why publication does not wait.
All of it belongs to the claim, is kept as it was written, and is told to readers by the record of
the next submission. All verbs raise `Refused` with a sentence, and then nothing was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.choices import AskedHow, Published, ReplyOutcome
from claims.models import Asking, Claim, Claimant, Hearing, Reply, ReplyWaiver
from claims.workflow.actions import Overtaken, Refused
from sources.choices import TranslatedBy
from sources.models.translation import is_same_language

WRITE, PUBLISH = "claims.write_verdict", "claims.publish_verdict"


def ask(
    claim: Claim,
    *,
    by,
    at: datetime,
    how: str,
    words: str,
    asked_at: datetime,
    answer_by: datetime,
    claimant: Claimant | None = None,
    name: str = "",
    public_role: bool = False,
) -> Asking:
    """It is on record whom the desk asked, what, and until when (UTC) they may answer.

    Either a `claimant`, or a `name`, which readers see only with a public role.
    """
    with _hearing(claim, WRITE, by) as fresh:
        asking = Asking(
            claim=fresh,
            claimant=claimant,
            name=_told(name),
            public_role=public_role and claimant is None,
            how=how,
            words=_told(words),
            asked_at=asked_at,
            answer_by=answer_by,
            asked_by=by,
            recorded_at=at,
        )
        _refuse_what_asks_nobody(asking)
        return _saved(asking)


def _refuse_what_asks_nobody(asking: Asking) -> None:
    if (asking.claimant is None) == (not asking.name):
        raise Refused("Say who was asked: the claimant, or somebody else by name.")
    if asking.how not in AskedHow.values:
        raise Refused("Choose how they were asked.")
    if not asking.words:
        raise Refused("Write down what was asked.")
    if asking.asked_at > asking.recorded_at:
        raise Refused("What is still to be asked is recorded once it was asked.")
    if asking.answer_by <= asking.asked_at:
        raise Refused("The deadline has to lie after the moment when they were asked.")


def record_answer(
    asking: Asking,
    *,
    by,
    at: datetime,
    outcome: str,
    received_at: datetime,
    words: str = "",
    language: str = "",
    shown: str = Published.NOTHING,
    quoted: str = "",
    translation: str = "",
    translated_by: str = "",
    replaces: Reply | None = None,
    why: str = "",
) -> Reply:
    """What came back is on record, and in force in the place of what was recorded before.

    `replaces` is the answer in force that the writer had read, and `why` says what was wrong with
    it: raises `Overtaken` if somebody recorded another since.
    """
    with _hearing(asking.claim, WRITE, by) as claim:
        reply = Reply(
            asking=asking,
            outcome=outcome,
            words=_told(words),
            language=language.strip() or claim.language,
            received_at=received_at,
            shown=shown,
            quoted=_told(quoted) if shown == Published.PART else "",
            translation=_told(translation) if shown != Published.NOTHING else "",
            translated_by=translated_by if translation.strip() else "",
            replaces=replaces,
            why=why.strip(),
            recorded_at=at,
            recorded_by=by,
        )
        _refuse_out_of_turn(reply)
        _refuse_what_is_no_answer(reply)
        _refuse_what_readers_cannot_read(reply, claim.language)
        return _saved(reply)


def _refuse_out_of_turn(reply: Reply) -> None:
    newest = reply.asking.replies.order_by("pk").last()
    if newest != reply.replaces:
        raise Overtaken(f"{newest.recorded_by} recorded an answer in the meantime.")
    if newest and not reply.why:
        raise Refused("Say why the answer is recorded anew.")
    if not reply.asking.asked_at <= reply.received_at <= reply.recorded_at:
        raise Refused("An answer comes after it was asked for, and not later than now.")


def _refuse_what_is_no_answer(reply: Reply) -> None:
    if reply.outcome not in ReplyOutcome.values:
        raise Refused("Choose what came back: an answer, or no comment.")
    if reply.outcome == ReplyOutcome.ANSWERED and not reply.words:
        raise Refused("Write down what was answered, word for word.")
    if reply.shown not in Published.values:
        raise Refused("Choose how much of it readers see.")
    if reply.shown == Published.ALL and not reply.words:
        raise Refused("There are no words that readers could see.")
    if reply.shown == Published.PART and not reply.quoted:
        raise Refused("Copy the part that readers see.")
    if reply.quoted not in reply.words:
        raise Refused("The part that readers see has to stand in the answer, word for word.")


def _refuse_what_readers_cannot_read(reply: Reply, language: str) -> None:
    if reply.shown == Published.NOTHING or is_same_language(reply.language, language):
        reply.translation = reply.translated_by = ""
    elif not reply.translation:
        raise Refused("The answer is in another language than the claim: give its translation.")
    elif reply.translated_by not in TranslatedBy.values:
        raise Refused("Say whose translation it is.")


def waive(claim: Claim, *, by, at: datetime, why: str, asking: Asking | None = None) -> ReplyWaiver:
    """It is on record why nobody was asked; or, of one asking, why publication does not wait.

    Whoever writes says why nobody was asked; only who publishes says why a deadline is not kept.
    Readers are told the reason.
    """
    with _hearing(claim, PUBLISH if asking else WRITE, by) as fresh:
        if not why.strip():
            raise Refused("Say why: readers are told.")
        hearings = {one.asking_id: one for one in fresh.hearings.all()}
        if asking is None:
            _refuse_if_asked(hearings)
        else:
            _refuse_if_nothing_waits(hearings.get(asking.pk), at)
        waiver = ReplyWaiver(claim=fresh, asking=asking, why=_told(why), waived_at=at, waived_by=by)
        return _saved(waiver)


def _refuse_if_asked(hearings: dict[int | None, Hearing]) -> None:
    if any(asking is not None for asking in hearings):
        raise Refused("Somebody was asked about this claim.")


def _refuse_if_nothing_waits(hearing: Hearing | None, at: datetime) -> None:
    if hearing is None:
        raise Refused("This was asked about another claim.")
    if hearing.waived_because:
        raise Refused("It is on record already why publication does not wait.")
    if not hearing.is_awaited(at):
        raise Refused("Nothing waits for this answer: it has come, or its deadline has passed.")


@contextmanager
def _hearing(claim: Claim, permission: str, by) -> Iterator[Claim]:
    """The claim, locked as every verb of its verdicts locks it; refused if the act is."""
    if not by.is_active or not by.has_perm(permission):
        raise Refused("Your role does not allow this.")
    with transaction.atomic():
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if fresh.standing != "open":
            raise Refused(f"The claim was {fresh.standing}.")
        yield fresh


def _told(words: str) -> str:
    """Words as they are kept: browsers send line ends as CRLF, texts have LF."""
    if "\x00" in words:
        raise Refused("This cannot be kept: there is a null character in it.")
    return words.replace("\r\n", "\n").strip()


def _saved(row):
    """The row, once its fields hold what they may; raises `Refused`."""
    try:
        row.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    row.save()
    return row
