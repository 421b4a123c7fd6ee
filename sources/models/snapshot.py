"""What a source said at a moment: its text, and which parts of the text are the article itself."""

import hashlib

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q

from factcheck.core.identifiers import new_identifier
from sources.choices import Extent, Voice
from sources.models.source import Source
from sources.quotes import anchoring
from sources.quotes.suggestions import Nearest, nearest

AFFIX = 32  # code points of context in a W3C TextQuoteSelector
CUT = "\n\n[…]\n\n"  # stands between the fragments of an excerpt; never part of a body


class NotQuotable(ValueError):
    """These words cannot be quoted; the message says why, `nearest` which could be instead.

    `nearest` is None where it is not the place of the words that is wrong.
    """

    def __init__(self, sentence: str, nearest: Nearest | None = None):
        super().__init__(sentence)
        self.nearest = nearest


def digest(text: str) -> str:
    """SHA-256 of `text` in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Snapshot(models.Model):
    """A source's text at a moment. Made by `capture`; never changes.

    Offsets into `text` are Unicode code points. The text keeps the normalisation it was found in;
    its line ends are LF.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_identifier, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots")
    extent = models.CharField(max_length=10, choices=Extent)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="of the text in UTF-8, hexadecimal")
    media_type = models.CharField(max_length=100)
    extractor = models.CharField(max_length=100, help_text="what made the text, and its version")
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    original = models.ForeignKey(
        "sources.Original", models.PROTECT, null=True, related_name="snapshots"
    )
    pages = ArrayField(
        models.PositiveIntegerField(),
        null=True,
        help_text="where each page of a PDF begins in the text, in code points",
    )

    append_only = True

    class Meta:
        ordering = ["-captured_at", "-id"]
        permissions = [("capture_snapshot", "Can capture a source")]
        default_permissions = ["view"]
        constraints = [
            # The same text of the same source makes no second snapshot.
            models.UniqueConstraint(fields=["source", "sha256"], name="one_snapshot_per_text"),
            models.CheckConstraint(condition=~Q(text=""), name="snapshot_has_text"),
        ]

    def __str__(self):
        return f"{self.source.label}, captured {self.captured_at:%d %B %Y}"

    @property
    def body(self) -> "Body":
        """The marking in force: the newest one."""
        return self.bodies.first()

    @transaction.atomic
    def quote(self, exact: str, *, by, at, prefix="", suffix="", voice=Voice.ASSERTS, speaker=""):
        """The passage with these exact words, at the one place of the body where they stand.

        Makes it, or finds the one made before. `prefix` and `suffix` decide between several
        places. Raises `NotQuotable` with a sentence; nothing is written then.
        """
        self._refuse_voice(voice, speaker)
        Source.objects.select_for_update().get(pk=self.source_id)  # two at once share one limit
        self._refuse_too_much(exact)
        body = self.body
        place = self._one_place(exact, prefix, suffix, body)
        before, after = self._context(place, body)
        passage, _ = self.passages.get_or_create(
            start=place.start,
            end=place.end,
            voice=voice,
            speaker=speaker,
            defaults={
                "body": body,
                "exact": exact,
                "before": before,
                "after": after,
                "quoted_at": at,
                "quoted_by": by,
            },
        )
        return passage

    def _one_place(self, exact: str, prefix: str, suffix: str, body: "Body") -> anchoring.Place:
        found = anchoring.places(self.text, exact, body.spans, prefix, suffix)
        if not found:
            why = self._why_not_there(exact, prefix, suffix, body)
            raise NotQuotable(why, nearest(self.text, exact, body.spans, prefix, suffix))
        if len(found) > 1:
            raise NotQuotable(
                f"These words stand in {len(found)} places of the body. "
                "Give the words before or after them.",
                nearest(self.text, exact, body.spans, prefix, suffix),
            )
        return found[0]

    def _context(self, place: anchoring.Place, body: "Body") -> tuple[str, str]:
        before, after = anchoring.context(self.text, place, self._window(place, body))
        exact = self.text[place.start : place.end]
        prefix, suffix = before[-AFFIX:], after[:AFFIX]
        if len(anchoring.places(self.text, exact, body.spans, prefix, suffix)) > 1:
            raise NotQuotable(
                f"Even with {AFFIX} characters of context these words stand in several places. "
                "Quote more of them."
            )
        return before, after

    def _window(self, place: anchoring.Place, body: "Body") -> int:
        """Code points of context on each side, so that readers never see the whole of an article.

        All its passages with their contexts stay under `SOURCE_SHARE` percent of the body. The
        window shrinks as that share fills; a short text, such as a post, has no share.
        """
        size = sum(right - left for left, right in body.spans)
        if self.extent == Extent.EXCERPT or size <= settings.SHORT_TEXT:
            return settings.QUOTE_CONTEXT
        shown = sum(
            len(before + exact + after)
            for before, exact, after in self.passages.exclude(
                start=place.start, end=place.end
            ).values_list("before", "exact", "after")
        )
        room = size * settings.SOURCE_SHARE // 100 - shown - (place.end - place.start)
        if room < 2 * AFFIX:
            raise NotQuotable(
                f"With this, readers would see more than {settings.SOURCE_SHARE} percent of this "
                "article. Cite a passage that is quoted already, or quote fewer words."
            )
        # A sixtieth and a twelfth: a dozen quotations of a page still find room, each with less.
        return max(AFFIX, min(settings.QUOTE_CONTEXT, size // 60, room // 12))

    def _why_not_there(self, exact: str, prefix: str, suffix: str, body: "Body") -> str:
        if not exact.strip():
            return "Give the words to quote."
        if anchoring.places(self.text, exact, body.spans):
            return "These words are in the body, but not between the words given around them."
        if exact in self.text:
            return "These words are outside the article's body, which cannot be quoted."
        return "These words are not in the body of this snapshot, letter for letter."

    def _refuse_voice(self, voice: str, speaker: str) -> None:
        if voice not in Voice.values:
            raise NotQuotable("Choose in whose voice the passage speaks.")
        if voice == Voice.REPORTS and not speaker.strip():
            raise NotQuotable("A passage that reports somebody names the speaker.")

    def _refuse_too_much(self, exact: str) -> None:
        if len(exact) > settings.QUOTE_LIMIT:
            raise NotQuotable(
                f"A quotation has at most {settings.QUOTE_LIMIT} characters; this one has "
                f"{len(exact)}. Quote the words that carry the point."
            )
        of_this_source = self.passages.model.objects.filter(snapshot__source=self.source_id)
        quoted = {*of_this_source.values_list("exact", flat=True), exact}
        if (total := sum(map(len, quoted))) > settings.SOURCE_QUOTE_LIMIT:
            raise NotQuotable(
                f"With this, {total} characters of this source would be quoted over all verdicts; "
                f"at most {settings.SOURCE_QUOTE_LIMIT} may be."
            )


class Body(models.Model):
    """One marking of which parts of a snapshot are the article itself. Never changes.

    Teasers, comments and page furniture lie outside. Marking again adds a row, and the newest is
    in force; passages keep the marking under which they were quoted.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="bodies")
    spans = ArrayField(
        ArrayField(models.PositiveIntegerField(), size=2),
        help_text="[start, end) in code points, in the order of the text",
    )
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    append_only = True

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["-id"]
        default_permissions = []

    def __str__(self):
        return f"{len(self.spans)} part(s) of {self.snapshot}"
