"""Full text in several languages: which text-search configuration a language uses."""

from django.db import models

# Named configurations of our own (made by a migration): the language's stemmer behind `unaccent`.
CONFIGURATIONS = {"en": "factcheck_english", "de": "factcheck_german", "fr": "factcheck_french"}
ANY_LANGUAGE = "factcheck_simple"


class RegConfigField(models.Field):
    """The name of a text-search configuration, held as PostgreSQL's `regconfig`.

    A column and not a cast: a cast of text to regconfig is refused in generated columns.
    """

    def db_type(self, connection):
        return "regconfig"


def configuration(language: str) -> str:
    """The configuration for a BCP 47 language; one without a stemmer for those we do not know."""
    return CONFIGURATIONS.get(language.split("-")[0].lower(), ANY_LANGUAGE)
