"""The system user that owns automated actions. No one can sign in with it."""

from factcheck.accounts.models import User

SYSTEM_USERNAME = "desk"


def get_system_user() -> User:
    """Return the account; create it when it is first needed."""
    user = User.objects.filter(username=SYSTEM_USERNAME).first()
    return user or User.objects.create_user(SYSTEM_USERNAME, byline="the desk")
