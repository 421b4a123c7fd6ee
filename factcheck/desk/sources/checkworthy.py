"""The page that lists check-worthy sentences of a snapshot, for people to decide about.

Each sentence links to the form that records it as a claim, and from there to the form of its
appearance, with the sentence filled in.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import Claim
from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.sources.snapshots import get_snapshot_or_404
from sources.checkworthiness import (
    CheckworthySentence,
    find_checkworthy_sentences,
    select_strongest,
)

SENTENCE_LIMIT = 25
MAX_STATEMENT_LENGTH = Claim._meta.get_field("statement").max_length


@dataclass(frozen=True)
class SentenceRow:
    """A sentence and the URL of the form that records it as a claim."""

    sentence: CheckworthySentence
    record_url: str


@read_view("sources.view_snapshot")
def show_checkworthy(request, pk):
    snapshot = get_snapshot_or_404(pk)
    sentences = find_checkworthy_sentences(
        snapshot.text, snapshot.article_text.spans, snapshot.source.language
    )
    shows_all = "all" in request.GET
    listed = sentences if shows_all else select_strongest(sentences, SENTENCE_LIMIT)
    context = {
        "title": _("Sentences worth checking"),
        "snapshot": snapshot,
        "source": snapshot.source,
        "rows": [SentenceRow(item, _build_record_url(snapshot, item)) for item in listed],
        "total": len(sentences),
        "shows_all": shows_all,
    }
    return render_desk(request, "sources/checkworthy.html", context)


def _build_record_url(snapshot, sentence: CheckworthySentence) -> str:
    statement = " ".join(sentence.text.split())[:MAX_STATEMENT_LENGTH]
    query = {"statement": statement, "snapshot": snapshot.pk, "exact": sentence.text}
    return f"{reverse('admin:claim_create')}?{urlencode(query)}"
