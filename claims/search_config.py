"""Full text in several languages: which text-search configuration a language uses."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL

HYPHENS = re.compile(r"-(?:[\s\"]*-)+")
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


def statement_words() -> RawSQL:
    """The searchable words of a claim's statement: a generated column of `claims_claim`."""
    return RawSQL('"claims_claim"."statement_search"', [], output_field=SearchVectorField())


def matching(words: str, search_type: str = "websearch"):
    """A query for `words` in every configuration: rows are indexed each in its own language.

    A run of hyphens says nothing: PostgreSQL would nest a negation for each, till its stack is
    full.
    """
    words = HYPHENS.sub(" ", words)
    query = SearchQuery(words, config=ANY_LANGUAGE, search_type=search_type)
    for name in CONFIGURATIONS.values():
        query |= SearchQuery(words, config=name, search_type=search_type)
    return query
