"""How found words are marked in a search result without trusting the text around them.

PostgreSQL finds the words (`ts_headline`) and puts two control characters about each; the text was
freed of these characters before, is escaped here, and only then do they become `mark` elements.
"""

from django.contrib.postgres.search import SearchHeadline
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.search_config import ANY_LANGUAGE, CONFIGURATIONS, matching

OPENS, CLOSES = "\x02", "\x03"


def with_headlines(rows, words: str):
    """`rows` with `statement_found` and `finding_found`, in which the found words are set apart."""
    return rows.annotate(
        statement_found=_headline("statement", words), finding_found=_headline("finding", words)
    )


def marked(text: str) -> SafeString:
    """A headline as HTML: everything escaped, the found words as `mark`."""
    opened = escape(text).replace(OPENS, "<mark>").replace(CLOSES, "</mark>")
    return mark_safe(opened)  # noqa: S308 — escaped above; the marks are ours


def _headline(column: str, words: str) -> SearchHeadline:
    freed = Func(F(column), Value(OPENS + CLOSES), Value(""), function="translate")
    return SearchHeadline(
        freed,
        matching(words),
        config=_configuration(),
        start_sel=OPENS,
        stop_sel=CLOSES,
        highlight_all=True,
    )


def _configuration() -> Case:
    """Each row's own: an English stem is found in English words only."""
    cases = [
        When(Q(language=code) | Q(language__startswith=f"{code}-"), then=Value(name))
        for code, name in CONFIGURATIONS.items()
    ]
    return Case(*cases, default=Value(ANY_LANGUAGE))
