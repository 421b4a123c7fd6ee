"""A passage in another language: what stands beside its words, and never in their place."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.choices import TranslatedBy
from sources.models.passage import Passage


class NotTranslated(ValueError):
    """This cannot stand as a translation of the passage; the message says why."""


class Translation(models.Model):
    """The words of one passage in one language, and whose they are. Made by `translate`.

    Never changes: to translate again adds a row, and the newest of a language is in force.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="translations")
    language = models.CharField(max_length=35, help_text="BCP 47, such as en or pt-BR")
    words = models.TextField()
    translated_by = models.CharField("whose it is", max_length=10, choices=TranslatedBy)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(language=""), name="translation_has_words_and_language"
            ),
            models.CheckConstraint(
                condition=Q(translated_by__in=TranslatedBy.values),
                name="translation_of_a_passage_says_whose",
            ),
        ]

    def __str__(self):
        return f"“{self.words}”"


def translate(passage: Passage, words: str, *, language: str, translated_by: str, by, at):
    """A translation of the passage, which is in force for its language from now on.

    The one that says the same is found and not made again. Raises `NotTranslated` with a sentence;
    nothing is written then.
    """
    words = words.strip()
    if not words:
        raise NotTranslated("Give the words of the translation.")
    if translated_by not in TranslatedBy.values:
        raise NotTranslated("Say whose translation it is: ours, the publisher’s or a machine’s.")
    if is_same_language(passage.snapshot.source.language, language):
        raise NotTranslated("The passage is in this language already.")
    known = translation_into(language, passage.translations.all())
    if known and (known.words, known.translated_by) == (words, translated_by):
        return known
    return Translation.objects.create(
        passage=passage,
        language=language,
        words=words,
        translated_by=translated_by,
        made_at=at,
        made_by=by,
    )


def translation_into(language: str, translations) -> Translation | None:
    """The one in force for this language, of the translations of one passage, newest first."""
    return next((one for one in translations if is_same_language(one.language, language)), None)


def in_other_languages(passages: Iterable[Passage], language: str) -> list[Passage]:
    """Those of the passages that are not in this language, with their translations read."""
    foreign = [
        one for one in passages if not is_same_language(one.snapshot.source.language, language)
    ]
    models.prefetch_related_objects(foreign, "translations")
    return foreign


def is_same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags name one language, whatever its region or script.

    Where a language is not known nothing says that it is another one.
    """
    return not one or not other or _primary(one) == _primary(other)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
