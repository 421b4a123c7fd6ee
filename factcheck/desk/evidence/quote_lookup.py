"""Buttons of the quote form that find words in the open snapshot, without creating a passage.

They are buttons of that form so that everything that was typed is kept.
"""

from factcheck.desk.base.forms import QuoteForm
from sources.models import Snapshot
from sources.quotes.selectors import create_selector
from sources.quotes.suggestions import QuoteSuggestions, suggest_quotes

FIND_BUTTON, TAKE_BUTTON = "find", "take"


def is_lookup(request) -> bool:
    """Whether the user wants to find words in the text or to take suggested ones, not to quote."""
    return FIND_BUTTON in request.POST or TAKE_BUTTON in request.POST


def look_up_quote(request, form: QuoteForm, snapshot: Snapshot) -> QuoteSuggestions:
    """Find the words of the form in the text. Suggested words that were taken go into the form."""
    span = _parse_span(request.POST.get(TAKE_BUTTON, ""), len(snapshot.text))
    if span is not None:
        selector = create_selector(snapshot.text, *span)
        form.data = form.data.copy()
        for name in ("exact", "prefix", "suffix"):
            form.data[form.add_prefix(name)] = getattr(selector, name)
        form.full_clean()
    words = {name: form.cleaned_data.get(name, "") for name in ("exact", "prefix", "suffix")}
    return suggest_quotes(snapshot.text, spans=snapshot.article_text.spans, **words)


def _parse_span(value: str, length: int) -> tuple[int, int] | None:
    """Parse `start-end`, in code points of a text of this length."""
    start, _separator, end = value[:40].partition("-")
    if not all(part.isascii() and part.isdecimal() for part in (start, end)):
        return None
    return (int(start), int(end)) if int(start) < int(end) <= length else None
