"""Where is somebody signed in, and how does that end?

Each sign-in is a row of allauth's beside Django's session. Ended means that Django's row is gone:
the next request from that browser is nobody's.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
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


def of(request, at: datetime) -> list[UserSession]:
    """The sessions in which who asks can go on, the last used first; this one is among them."""
    key = request.session.session_key
    rows = UserSession.objects.filter(user=request.user)
    if not rows.filter(session_key=key).exists():
        UserSession.objects.create_from_request(request)  # a new password gave it a new key
    kept = Session.objects.filter(session_key__in=rows.values("session_key"), expire_date__gt=at)
    going = {one.session_key for one in kept if _goes_on(one, request.user)}
    return [row for row in rows.order_by("-last_seen_at", "-pk") if row.session_key in going]


def _goes_on(session: Session, person) -> bool:
    """Whether Django still takes it for this person's: not after a new password."""
    told = session.get_decoded()
    marks = {person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()}
    return told.get(SESSION_KEY) == str(person.pk) and told.get(HASH_SESSION_KEY) in marks


def end_others(request) -> None:
    """Only the session that asks goes on."""
    end_all(request.user, besides=request.session.session_key)


def end_all(person, besides: str | None = None) -> None:
    """No session of this person goes on, known to allauth or not, but perhaps one."""
    UserSession.objects.filter(user=person).exclude(session_key=besides).delete()
    for session in Session.objects.exclude(session_key=besides).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def forget_ended(at: datetime) -> None:
    """No row is kept of a session that ran out or was ended."""
    Session.objects.filter(expire_date__lte=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
