"""Where is somebody signed in, and how does that end?

Each sign-in is a row of allauth's beside Django's session. Ended means that Django's row is gone:
the next request from that browser is nobody's.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

SIGNED_IN, SEEN = "signed_in", "seen"  # Unix time, kept in the session itself
EVERY = 900  # seconds between two notes of when a session was last seen


def begin(request, at: datetime) -> None:
    """Note in the session when it began."""
    request.session[SIGNED_IN] = request.session[SEEN] = at.timestamp()


def begun_since(request, seconds: int, at: datetime) -> bool:
    """Whether this session began less than so many seconds ago."""
    return at.timestamp() - request.session.get(SIGNED_IN, 0) < seconds


def note(request, at: datetime) -> None:
    """Note that the session is in use: now and then, because each note is a write.

    What is written lengthens the session, so that one which nobody uses ends by itself.
    """
    seen = request.session.get(SEEN)
    if seen is None or at.timestamp() - seen < EVERY:
        return
    request.session[SEEN] = at.timestamp()
    known = UserSession.objects.filter(session_key=request.session.session_key)
    known.update(last_seen_at=at)


def of(request) -> list[UserSession]:
    """The sessions of who asks, the newest first; this one is always among them."""
    key = request.session.session_key
    if not UserSession.objects.filter(user=request.user, session_key=key).exists():
        UserSession.objects.create_from_request(request)  # a new password gave it a new key
    rows = UserSession.objects.purge_and_list(request.user)
    return sorted(rows, key=lambda row: row.last_seen_at, reverse=True)


def end_others(request) -> None:
    """Only the session that asks goes on."""
    end_all(request.user, besides=request.session.session_key)


def end_all(person, besides: str | None = None) -> None:
    """No session of this person goes on, known to allauth or not, but perhaps one."""
    UserSession.objects.filter(user=person).exclude(session_key=besides).delete()
    for session in Session.objects.exclude(session_key=besides).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
