"""Source monitoring: check whether the quotes of current fact-checks are still in their sources.

A recheck fetches the URL of a source once, saves what came back, checks each cited passage and
creates source alerts. The retrieval is committed first and the checks in one transaction after it:
a recheck that was interrupted in between is finished by the next one without another request.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.monitoring.alert_creation import create_alerts
from claims.monitoring.schedule import list_cited_passages, list_monitored_sources
from factcheck.core.errors import InvalidState
from sources.capture import recapture
from sources.models import Retrieval, Source
from sources.rechecks import recheck_passages


def recheck_source(source: Source, *, by, at: datetime, network_access=None) -> Retrieval:
    """Fetches the source, checks every cited passage and creates source alerts.

    Finishes the last recheck instead if that was interrupted, and returns its retrieval. A server
    that does not answer, or answers with something else than the article, is recorded in the
    retrieval and is no error; raises `InvalidState` if the source is not monitored.
    `network_access` names networks that may be reached besides the public ones; only tests pass it.
    """
    monitored = _get_monitored_source(source)
    if monitored.is_unfinished:
        retrieval = Retrieval.objects.get(pk=monitored.last_retrieval_id)
    else:
        retrieval = recapture(source, by=by, at=at, network_access=network_access)
    finish_recheck(retrieval, at=at)
    return retrieval


def finish_recheck(retrieval: Retrieval, *, at: datetime) -> None:
    """Every cited passage of the source has a check of this retrieval, and its alerts exist."""
    with transaction.atomic():
        # Locks the source, so that only one recheck of it is finished at a time.
        Source.objects.select_for_update().get(pk=retrieval.source_id)
        passages = list_cited_passages().filter(
            snapshot__source=retrieval.source_id, quoted_at__lte=retrieval.retrieved_at
        )
        checks = recheck_passages(
            passages.select_related("snapshot__source", "article_text"), retrieval, at=at
        )
        create_alerts(retrieval, checks, at=at)


def _get_monitored_source(source: Source):
    """The source with the annotations of `list_monitored_sources`. Raises `InvalidState`."""
    if not source.url:
        raise InvalidState(_("This source has no URL, so it cannot be rechecked."))
    monitored = list_monitored_sources().filter(pk=source.pk).first()
    if monitored is None:
        raise InvalidState(_("No published fact-check quotes the full text of this source."))
    return monitored
