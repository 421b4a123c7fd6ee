"""Translations of passages, which are shown next to the original words and never replace them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.core.errors import InvalidInput
from factcheck.core.model_fields import MultilineTextField
from sources.choices import TranslatedBy
from sources.models.passage import Passage


class Translation(models.Model):
    """A translation of one passage into one language. Created by `create_translation`.

    Never changes: translating again adds a row, and the newest of a language is current.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="translations")
    language = models.CharField(max_length=35, help_text=_("BCP 47, such as en or pt-BR"))
    text = MultilineTextField(max_length=5000)
    translated_by = models.CharField(_("translator"), max_length=10, choices=TranslatedBy)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(language=""), name="translation_has_text_and_language"
            ),
            models.CheckConstraint(
                condition=Q(translated_by__in=TranslatedBy.values),
                name="translation_has_translator",
            ),
        ]

    def __str__(self):
        return f"“{self.text}”"


def create_translation(
    passage: Passage, text: str, *, language: str, translated_by: str, by, at
) -> Translation:
    """Create a translation, which is then the current one of its language.

    If the current one is the same it is returned and no row is created. Raises `InvalidInput`.
    """
    text = text.strip()
    if not text:
        raise InvalidInput(gettext("Enter the translation."))
    if translated_by not in TranslatedBy.values:
        raise InvalidInput(
            gettext("Choose whose translation it is: ours, the publisher’s or a machine’s.")
        )
    if is_same_language(passage.snapshot.source.language, language):
        raise InvalidInput(gettext("The passage is in this language already."))
    current = find_translation(language, passage.translations.all())
    if current and (current.text, current.translated_by) == (text, translated_by):
        return current
    return Translation.objects.create(
        passage=passage,
        language=language,
        text=text,
        translated_by=translated_by,
        created_at=at,
        created_by=by,
    )


def find_translation(language: str, translations: Iterable[Translation]) -> Translation | None:
    """Return the current translation into this language; `translations` are the newest first."""
    for translation in translations:
        if is_same_language(translation.language, language):
            return translation
    return None


def list_foreign_passages(passages: Iterable[Passage], language: str) -> list[Passage]:
    """Return the passages in other languages, with their translations prefetched."""
    foreign = [
        passage
        for passage in passages
        if not is_same_language(passage.snapshot.source.language, language)
    ]
    models.prefetch_related_objects(foreign, "translations")
    return foreign


def is_same_language(first_tag: str, second_tag: str) -> bool:
    """Whether two BCP 47 tags name the same language, whatever its region or script.

    An unknown language, an empty tag, is not treated as another language.
    """
    if not first_tag or not second_tag:
        return True
    return _get_primary_language(first_tag) == _get_primary_language(second_tag)


def _get_primary_language(tag: str) -> str:
    return tag.partition("-")[0].lower()
