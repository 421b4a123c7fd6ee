"""The errors that a user can cause, and the violations that policies return.

The type decides what follows: an interface takes the HTTP status from `status_code` and never
reads the message. The message is one plain sentence for the user.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any


def gettext_noop(message: str) -> str:
    """Mark the message of an error for `make messages`, in a module that does not load Django."""
    return message


class FactcheckError(Exception):
    """An action was refused and nothing was written; the message is one sentence for the user.

    The message is translated already, or it is an English text marked with `gettext_noop`, whose
    placeholders stand for `params`, as in Django's `ValidationError`. Such a text is translated
    when the error is shown; without settings it stays English.

    Subclasses say who can do something about it. Code that has a choice raises one of those.
    """

    status_code: int = HTTPStatus.CONFLICT

    def __init__(self, message: str = "", params: dict[str, Any] | None = None):
        super().__init__(message)
        self.message, self.params = message, params

    def __str__(self) -> str:
        # Not at the top: the subprocess of `sources.extraction.sandbox` starts without Django.
        from django.conf import settings
        from django.utils.translation import gettext

        message = gettext(self.message) if settings.configured else self.message
        return message % self.params if self.params else str(message)


class NotPermitted(FactcheckError):
    """The user's role does not allow the action, whatever the state of the object."""

    status_code = HTTPStatus.FORBIDDEN


class InvalidState(FactcheckError):
    """The object, or what this user has done with it before, does not allow the action now."""

    status_code = HTTPStatus.CONFLICT


class EditConflict(InvalidState):
    """Another user saved the object after this user had opened it."""


class InvalidInput(FactcheckError):
    """A value is missing, malformed or does not fit the others: the user has to change it."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True)
class Violation:
    """Why a policy refuses an action: the message for the user, and the error to raise for it."""

    message: str
    error_class: type[FactcheckError] = InvalidState

    def __str__(self) -> str:
        return self.message


def is_permission_denied(violation: Violation | None) -> bool:
    """Whether the user's role is the reason: then a page leaves the button out."""
    return violation is not None and issubclass(violation.error_class, NotPermitted)


def enforce(violation: Violation | None) -> None:
    """Raises the error that the violation stands for; does nothing if there is none."""
    if violation is not None:
        raise violation.error_class(violation.message)
