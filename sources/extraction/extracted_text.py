"""The result of extracting the text of a publication, as the sandbox returns it.

All offsets are code points of `ExtractedText.text`; spans are `(start, end)`, without `end`.
"""

from dataclasses import asdict, dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class TextPart:
    """A labelled part of the text that can be quoted, or is kept apart from the article.

    `kind` is what it is, such as `heading`, `caption`, `table`, `cell`, `box`, `pull_quote`,
    `correction`, `entry` (of a live blog), `cue` (of subtitles), `header` (of a mail), `note` (a
    footnote), `page_header` or `page_number`. `label` says which one, in words of the document:
    a speaker and a time, a sheet and a cell, the name of a header.
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

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

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
                "notices": tuple(PageNotice(**notice) for notice in values["notices"]),
                "warnings": tuple((message, params) for message, params in values["warnings"]),
            }
        )


def _read_spans(spans: list) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in spans)
