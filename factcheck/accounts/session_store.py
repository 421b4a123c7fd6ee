"""Django's sessions in the database, with content that is signed together with its key.

Otherwise someone who can write to the table, and has an account, could copy the content of an
editor's session into their own, whose cookie they hold.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session


class SessionStore(db.SessionStore):
    """Django calls `key_salt` when it signs and reads the content."""

    @property
    def key_salt(self) -> str:
        return f"factcheck session {self.session_key}"


def read_session(session: Session) -> dict:
    """Return what a session contains; nothing if its signature is wrong."""
    return SessionStore(session.session_key).decode(session.session_data)
