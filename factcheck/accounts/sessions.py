"""The sessions of a user: listed, and ended.

Each sign-in is a row of allauth's next to Django's session. A session is ended by deleting
Django's row: the next request from that browser is anonymous.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session

from factcheck.accounts.session_store import read_session

STARTED, LAST_USED = "started", "last_used"  # Unix time, kept in the session
RECORDING_INTERVAL = 900  # seconds; each recording is a write


def start_session(request, at: datetime) -> None:
    """Record in the session when it started."""
    request.session[STARTED] = request.session[LAST_USED] = at.timestamp()


def is_younger_than(request, seconds: int, at: datetime) -> bool:
    """Whether this session started less than so many seconds ago."""
    return at.timestamp() - request.session.get(STARTED, 0) < seconds


def record_use(request, at: datetime) -> None:
    """Record that the session is in use, at most once in `RECORDING_INTERVAL`.

    The write extends the session, so an unused session expires. None lasts longer than
    `SESSION_MAX_DAYS`.
    """
    last_used = request.session.get(LAST_USED)
    if last_used is None or at.timestamp() - last_used < RECORDING_INTERVAL:
        return
    request.session[LAST_USED] = at.timestamp()
    age = at.timestamp() - request.session.get(STARTED, 0)
    left = int(settings.SESSION_MAX_DAYS * 86_400 - age)
    request.session.set_expiry(max(1, min(settings.SESSION_COOKIE_AGE, left)))
    rows = UserSession.objects.filter(session_key=request.session.session_key)
    rows.update(last_seen_at=at)


def list_sessions(request, at: datetime) -> list[UserSession]:
    """List the user's valid sessions, this one included, the last used first."""
    key = request.session.session_key
    rows = UserSession.objects.filter(user=request.user)
    if not rows.filter(session_key=key).exists():
        UserSession.objects.create_from_request(request)  # a new password gave it a new key
    sessions = Session.objects.filter(
        session_key__in=rows.values("session_key"), expire_date__gt=at
    )
    valid = {session.session_key for session in sessions if _is_valid(session, request.user)}
    return [row for row in rows.order_by("-last_seen_at", "-pk") if row.session_key in valid]


def _is_valid(session: Session, user) -> bool:
    """Whether Django accepts it for this user: not after a new password."""
    content = read_session(session)
    hashes = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    return content.get(SESSION_KEY) == str(user.pk) and content.get(HASH_SESSION_KEY) in hashes


def end_other_sessions(request) -> None:
    """End all sessions of the user except this one."""
    end_all_sessions(request.user, except_key=request.session.session_key)


def end_all_sessions(user, except_key: str | None = None) -> None:
    """End all sessions of the user, whether allauth knows them or not."""
    UserSession.objects.filter(user=user).exclude(session_key=except_key).delete()
    for session in Session.objects.exclude(session_key=except_key).iterator():
        if read_session(session).get(SESSION_KEY) == str(user.pk):
            session.delete()


def delete_ended_sessions(before: datetime) -> int:
    """Delete the rows of sessions that expired before this time, and of all that were ended.

    Returns the number of sign-ins whose browser and network address were deleted.
    """
    Session.objects.filter(expire_date__lte=before).delete()
    sessions = Session.objects.values("session_key")
    return UserSession.objects.exclude(session_key__in=sessions).delete()[0]
