"""Where do the words in the form stand in the open snapshot, and which words were taken instead?

Both questions are buttons of the form that quotes, so that all that was typed comes along. Nothing
is written.
"""

from factcheck.desk.base.forms import QuoteForm
from sources.models import Snapshot
from sources.quotes.anchoring import describe
from sources.quotes.suggestions import Nearest, nearest


def is_asked(request) -> bool:
    """Whether it was asked where words stand, or which words to take; and not to quote."""
    return "look" in request.POST or "take" in request.POST


def looked_up(request, form: QuoteForm, snapshot: Snapshot) -> Nearest:
    """Where the words stand that are in the form, or those that were taken: they are in it now."""
    span = _span(request.POST.get("take", ""), len(snapshot.text))
    if span is not None:
        taken = describe(snapshot.text, *span)
        words = {"exact": taken.exact, "prefix": taken.prefix, "suffix": taken.suffix}
        form.data = form.data.copy()
        form.data.update({form.add_prefix(name): said for name, said in words.items()})
        form.full_clean()
    told = {name: form.cleaned_data.get(name, "") for name in ("exact", "prefix", "suffix")}
    return nearest(snapshot.text, spans=snapshot.body.spans, **told)


def _span(told: str, length: int) -> tuple[int, int] | None:
    """`start-end` in code points, of a text so long."""
    start, _, end = told[:40].partition("-")
    if not all(one.isascii() and one.isdecimal() for one in (start, end)):
        return None
    return (int(start), int(end)) if int(start) < int(end) <= length else None
