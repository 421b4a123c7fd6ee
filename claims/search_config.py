"""Full-text search in several languages: the text-search configuration of each language."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL

HYPHENS = re.compile(r"-(?:[\s\"]*-)+")
# Created by a migration: the stemmer of each language after `unaccent`.
CONFIGURATIONS = {"en": "factcheck_english", "de": "factcheck_german", "fr": "factcheck_french"}
ANY_LANGUAGE = "factcheck_simple"


class RegConfigField(models.Field):
    """The name of a text-search configuration, stored as PostgreSQL's `regconfig`.

    A column, because generated columns do not allow a cast from text to `regconfig`.
    """

    def db_type(self, connection):
        return "regconfig"


def get_search_config(language: str) -> str:
    """Return the configuration for a BCP 47 tag; unknown languages get one without a stemmer."""
    return CONFIGURATIONS.get(language.split("-")[0].lower(), ANY_LANGUAGE)


def get_statement_vector() -> RawSQL:
    """Return the generated search column of `claims_claim`, which the model does not declare."""
    return RawSQL('"claims_claim"."statement_search"', [], output_field=SearchVectorField())


def build_search_query(text: str, search_type: str = "websearch"):
    """Return a query for `text` in every configuration, because each row is indexed in its own.

    Runs of hyphens are removed: PostgreSQL nests a negation for each hyphen, and a long run
    exceeds its stack limit.
    """
    text = HYPHENS.sub(" ", text)
    query = SearchQuery(text, config=ANY_LANGUAGE, search_type=search_type)
    for name in CONFIGURATIONS.values():
        query |= SearchQuery(text, config=name, search_type=search_type)
    return query
