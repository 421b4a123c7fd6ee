"""Recheck the article behind a published verdict, with texts that differ from the captured one."""

from claims.models import SourceAlert, Verdict
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alert
from sources.models import Retrieval
from tests import given
from tests.helpers.changing_site import create_retrieval, get_source

CHANGED_TEXT = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
OTHER_CHANGED_TEXT = given.TEXT.replace("a rise of 4 percent", "a rise of 70 percent")
REWORDED_TEXT = given.TEXT.replace("a rise of 4 percent", "a rise of 4 per cent")
AMBIGUOUS_TEXT = f"{given.OFFICE}, it said. And again: {given.OFFICE}, it said."


def recheck_with_text(verdict: Verdict, text: str | None, **fields) -> Retrieval:
    """Rechecks the verdict's source as if this text had been fetched; None for a failed request."""
    retrieval = create_retrieval(get_source(verdict), text, **fields)
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    return retrieval


def show_finding(verdict: Verdict, **fields) -> None:
    """Carla answers the open alerts of the verdict: nothing has to change, and readers are told."""
    for alert in SourceAlert.objects.filter(verdict=verdict, decided_at=None):
        answer_alert(
            alert,
            by=given.person("carla"),
            at=given.moment(),
            decision="no_change",
            reason="It refutes the claim as before.",
            show_finding=True,
            **fields,
        )


def recheck_and_tell(verdict: Verdict, text: str | None, **fields) -> Retrieval:
    """Rechecks the verdict's source, and readers are told what was found."""
    retrieval = recheck_with_text(verdict, text, **fields)
    show_finding(verdict)
    return retrieval
