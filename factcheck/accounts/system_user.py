"""Who signs what nobody in particular did? The desk's own account; nobody can sign in with it."""

from factcheck.accounts.models import User

DESK = "desk"


def the_desk() -> User:
    """The account, made when it is first needed."""
    known = User.objects.filter(username=DESK).first()
    return known or User.objects.create_user(DESK, byline="the desk")
