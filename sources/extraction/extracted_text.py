"""The result of extracting the text of a publication, as the sandbox returns it.

All offsets are code points of `ExtractedText.text`; spans are `(start, end)`, without `end`.
"""

from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]

MARGIN_KINDS = frozenset({"note", "page_header", "page_number", "turned_text"})
# The kind of a `TextPart` without characters: the publication has words here that are not kept. Its
# label is these words, with line ends for ends of blocks; it is empty if they are not known.
LEFT_OUT = "left_out"


@dataclass(frozen=True)
class TextPart:
    """A labelled part of the text that can be quoted, or is kept apart from the article.

    `kind` is what it is, such as `heading`, `caption`, `table`, `cell`, `box`, `pull_quote`,
    `correction`, `entry` (of a live blog), `cue` (of subtitles), `header` (of a mail), `note` (a
    footnote), `note_mark`, `details`, `pre`, `ruby`, `speech`, `page_header`, `page_number` or
    `left_out` (see `LEFT_OUT`). `label` says which one, in words of the document:
    a speaker and a time, a sheet and a cell, the name of a header.

    What is in the margins of a PDF (`MARGIN_KINDS`) has the number of its page as its label. A
    `joined_word` was divided at the end of a line, and has what is printed as its label.
    """

    kind: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True)
class PageNotice:
    """A note by the publisher about its own text, wherever on the page it is.

    `kind` is `correction`, `clarification`, `editors_note`, `update` or `retraction`.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class ExtractedText:
    """The text of a publication, and what its markup declares about it (empty where it does not).

    - `published_on`: a date as exact as the source gives it: `2022`, `2022-12` or `2022-12-22`
    - `pages`: the offsets at which the pages of a PDF begin
    - `article_spans`: the parts of the text that are the article; empty if all of it is
    - `parts`: labelled parts of the text, in order; they may be inside each other
    - `added`: the spans of characters that the publication does not have, such as the quotation
      marks that a browser shows around a `q` element
    - `notices`: corrections and other notes of the publisher, anywhere on the page
    - `warnings`: what an editor has to know before capturing, each as `(message, params)`
    - `not_article`: why this is probably not the article, as the code of a reason; empty if it is
    - `is_language_guessed`: whether `language` was guessed from the text, because the publication
      does not declare it
    - `page_range`: the first and the last page of a PDF that were read, if not all were
    """

    text: str
    media_type: str
    extractor: str
    title: str = ""
    author: str = ""
    published_on: str = ""
    language: str = ""
    publisher: str = ""
    canonical_url: str = ""
    pages: tuple[int, ...] = ()
    article_spans: tuple[Span, ...] = ()
    parts: tuple[TextPart, ...] = ()
    added: tuple[Span, ...] = ()
    notices: tuple[PageNotice, ...] = ()
    warnings: tuple[tuple[str, dict[str, Any]], ...] = ()
    not_article: str = ""
    is_language_guessed: bool = False
    page_range: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        """The values as JSON has them. Not by `asdict`, which is slow for 100,000 parts."""
        parts, notices = map(vars, self.parts), map(vars, self.notices)
        return vars(self) | {"parts": list(parts), "notices": list(notices)}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "ExtractedText":
        """The inverse of `to_json`, also after the values were written as JSON."""
        return cls(
            **values
            | {
                "pages": tuple(values["pages"]),
                "article_spans": _read_spans(values["article_spans"]),
                "parts": tuple(TextPart(**part) for part in values["parts"]),
                "added": _read_spans(values["added"]),
                "page_range": _read_page_range(values.get("page_range")),
                "notices": tuple(PageNotice(**notice) for notice in values["notices"]),
                "warnings": tuple((message, params) for message, params in values["warnings"]),
            }
        )


def _read_spans(spans: list) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in spans)


def _read_page_range(pages: list[int] | None) -> tuple[int, int] | None:
    return (pages[0], pages[1]) if pages else None
