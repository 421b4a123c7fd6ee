"""A catalogue of another language, because the product has none but English."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import override_settings
from django.utils import translation


@contextmanager
def read_in_german(folder: Path, messages: dict[str, str]) -> Iterator[None]:
    """Activate German with these translations; `folder` is an empty one for the catalogue."""
    catalogue = Catalog(locale="de")
    for english, german in messages.items():
        catalogue.add(english, german)
    file = folder / "de" / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as output:
        write_mo(output, catalogue)
    with override_settings(LOCALE_PATHS=[folder]), translation.override("de"):
        yield
