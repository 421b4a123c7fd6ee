"""Which facts has nobody been told of yet?

A follower of facts: there are no signals, and no verb knows of notices. What was rolled back is no
fact, so that nobody is ever told of it. Which facts were read already is a row of each, and not the
number of the last one: a transaction that began earlier may be committed later.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from factcheck.accounts.roles import who_may
from factcheck.notifications.choices import How
from factcheck.notifications.models import News, Notice
from factcheck.notifications.preferences import choices, wish
from factcheck.notifications.types import KINDS, Kind

HORIZON = timedelta(days=3)  # what is older when it is first seen is no news any more


def follow(at: datetime, post: Callable[[Notice], None]) -> int:
    """Write notices of all that happened since this was last called, for whom it concerns.

    `post` is given each notice that is sent at once, in the transaction that writes it. Safe to
    call again, and twice at the same moment: a fact is read once. How many notices were written.
    Raises an `ExceptionGroup` of what failed, when all else is told.
    """
    found = [(kind, row) for kind in KINDS.values() for row in _unread(kind, at)]
    found.sort(key=lambda one: one[0].when(one[1]))
    told, failed = 0, []
    for kind, row in found:
        try:
            told += _tell(kind, row, at, post)
        except Exception as error:  # noqa: BLE001 — the others are told all the same
            failed.append(error)
    if failed:
        raise ExceptionGroup("Not everything could be told.", failed)
    return told


def _unread(kind: Kind, at: datetime) -> QuerySet:
    known = News.objects.filter(kind=kind.code, fact=OuterRef("pk"))
    return kind.between(at - HORIZON, at).filter(~Exists(known))


@transaction.atomic
def _tell(kind: Kind, row, at: datetime, post: Callable[[Notice], None]) -> int:
    """The notices of one fact and that it was read, both or neither."""
    news, is_new = News.objects.get_or_create(
        kind=kind.code, fact=row.pk, defaults=_told_of(kind, row) | {"noticed_at": at}
    )
    if not is_new:
        return 0
    written = Notice.objects.bulk_create(
        Notice(news=news, person=person, how=how) for person, how in _concerned(kind, row)
    )
    for notice in written:
        if notice.how == How.AT_ONCE:
            post(notice)
    return len(written)


def _told_of(kind: Kind, row) -> dict:
    return {
        "about": kind.about(row),
        "claim": kind.claim(row),
        "by_id": kind.by(row),
        "detail": kind.detail(row),
        "happened_at": kind.when(row),
    }


def _concerned(kind: Kind, row) -> list[tuple]:
    """Whom it concerns of those who work here now and may read it, and how they are told.

    Never whoever did it.
    """
    told = set(kind.told(row)) - {kind.by(row)}
    people = list(who_may(kind.needs).filter(pk__in=told))
    chosen = choices(kind, people)
    return [(one, wish(kind, chosen.get(one.pk), one.email)) for one in people]
