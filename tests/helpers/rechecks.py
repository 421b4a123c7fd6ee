"""Recheck the article behind a published verdict, with texts that differ from the captured one."""

from claims.models import Verdict
from claims.monitoring import recheck
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
