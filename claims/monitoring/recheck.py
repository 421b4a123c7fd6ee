"""Quote Watch: does what published verdicts quote still stand in its sources?

A look asks a source's address once, keeps what came back, says of each cited passage what became of
it, and raises alarms. What came back is committed first and the rest in one act after it: whoever
is killed in between leaves a look that the next one finishes without asking again.
"""

from django.db import transaction

from claims.monitoring.alerts import raise_alarms
from claims.monitoring.schedule import cited, watched
from sources.capture import recapture
from sources.models import Retrieval, Source
from sources.rechecks import recheck_all


class NotWatched(ValueError):
    """This source is not looked at; the message says why in one sentence."""


def look(source: Source, *, by, at, reach=None) -> Retrieval:
    """The source was asked, every passage that a standing verdict cites is checked, alarms raised.

    A look that was left unfinished is finished in its place, and its retrieval returned. `reach`
    names networks that may be reached besides the public ones; only tests pass any. Raises
    `NotWatched`; what the network refuses is a fact of the retrieval and no error.
    """
    known = _watched(source)
    if known.unfinished:
        retrieval = Retrieval.objects.get(pk=known.last_id)
    else:
        retrieval = recapture(source, by=by, at=at, reach=reach)
    finish(retrieval, at=at)
    return retrieval


def finish(retrieval: Retrieval, *, at) -> None:
    """Every passage cited of the source has its check of this look; all of them or none."""
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=retrieval.source_id)  # one look at a time
        passages = cited().filter(
            snapshot__source=retrieval.source_id, quoted_at__lte=retrieval.retrieved_at
        )
        for check in recheck_all(passages.select_related("snapshot__source"), retrieval, at=at):
            raise_alarms(check, at=at)


def _watched(source: Source) -> Source:
    if not source.url:
        raise NotWatched("No address of this source is known: it cannot be looked at.")
    known = watched().filter(pk=source.pk).first()
    if known is None:
        raise NotWatched("No standing verdict cites words of a whole text of this source.")
    return known
