"""Questions about the name of a claimant, asked when it is entered."""

from functools import cache

from babel import Locale
from django.utils.translation import gettext as _

LANGUAGES = ("ar", "be", "de", "en", "es", "fr", "pl", "ru", "uk")


def question_name(name: str) -> str:
    """Why this is hardly the name of a person; an empty string if it may be one.

    A word, such as a letter or a first name, fits many persons, and a country is none.
    """
    words = name.split()
    if not words:
        return ""
    if " ".join(words).casefold() in list_countries():
        return _("This is the name of a country. Choose “organisation”, or confirm the name.")
    if len(words) == 1:
        return _("One word fits many persons. Enter the full name, or confirm this one.")
    return ""


@cache
def list_countries() -> frozenset[str]:
    """The names of countries in these languages, from the Unicode CLDR."""
    locales = [Locale.parse(code) for code in LANGUAGES]
    return frozenset(
        name.casefold()
        for locale in locales
        for code, name in locale.territories.items()
        if code.isalpha()
    )
