"""The people of a generated desk. Nobody can sign in as one of them."""

from django.contrib.auth.models import Group

from factcheck.accounts.models import User
from factcheck.accounts.system_user import SYSTEM_USERNAME
from factcheck.demo import accounts

EMAIL_DOMAIN = "@generated.example"
COUNTS = {"reporter": 18, "reviewer": 6, "editor": 6}


def is_only_generated() -> bool:
    """Whether all accounts are those of the generator or the demo, so that no real work is here."""
    others = User.objects.exclude(username=SYSTEM_USERNAME)
    for domain in (EMAIL_DOMAIN, accounts.EMAIL_DOMAIN):
        others = others.exclude(email__endswith=domain)
    return not others.exists()


def get_people() -> dict[str, list[User]]:
    """The people by their role; those that are missing are created."""
    return {
        role: [_get_or_create(f"{role}-{number}", role) for number in range(1, count + 1)]
        for role, count in COUNTS.items()
    }


def _get_or_create(name: str, role: str) -> User:
    user = User.objects.filter(email=name + EMAIL_DOMAIN).first()
    if user is None:
        byline = name.replace("-", " ").capitalize()
        user = User.objects.create_user(
            f"generated-{name}", name + EMAIL_DOMAIN, byline=byline, is_staff=True
        )
        user.groups.set(Group.objects.filter(name=role))
    return user
