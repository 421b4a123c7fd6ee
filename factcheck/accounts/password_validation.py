"""Passwords that can be guessed from the site itself are refused, as NIST SP 800-63B advises."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST_WORD = 4  # in letters; shorter words are in many good passwords
PRODUCT_WORDS = ("factcheck", "desk", "claim", "verdict")


class DeskNameValidator:
    """Refuses a password of which little is left without the names of the desk and the product."""

    def __init__(self, shortest_rest: int = 8):
        self.shortest_rest = shortest_rest

    def validate(self, password: str, user=None) -> None:
        """Raises `ValidationError`."""
        rest = password.lower()
        for word in list_site_words():
            rest = rest.replace(word, "")
        if rest != password.lower() and len(rest) < self.shortest_rest:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the name of the desk or of this product.")


def list_site_words() -> list[str]:
    """The words of the desk's name, its host and the product, the longest first."""
    text = f"{settings.DESK_NAME} {urlsplit(settings.SITE_URL).hostname}".lower()
    words = {*re.findall(r"[^\W\d_]+", text), *PRODUCT_WORDS}
    return sorted((word for word in words if len(word) >= SHORTEST_WORD), key=len, reverse=True)
