"""Report Django's validation errors as `InvalidInput`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from factcheck.core.errors import InvalidInput


@contextmanager
def convert_validation_errors() -> Iterator[None]:
    """Raises `InvalidInput` with the same messages in place of a `ValidationError`."""
    try:
        yield
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages)) from None
