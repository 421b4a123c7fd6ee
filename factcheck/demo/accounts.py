"""The accounts of the demo and their passwords.

The passwords are random. They are kept in a file in `RUN_DIR` that only the user who runs the demo
can read, as a mapping from password hash to password: a password that has been changed since is
not found there.
"""

import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string

from factcheck.accounts.models import User

EMAIL_DOMAIN = "@desk.example"


@dataclass(frozen=True)
class DemoAccount:
    """`password` is empty if it was changed after the demo had been loaded."""

    username: str
    name: str
    roles: str
    password: str


def create_account(person: dict, password: str) -> User:
    """A person of the file people.yaml as a user of the desk."""
    first_name, _, last_name = person["name"].partition(" ")
    user = User.objects.create_user(
        person["key"],
        person["key"] + EMAIL_DOMAIN,
        password,
        first_name=first_name,
        last_name=last_name,
        byline=person["byline"],
        is_staff=person["roles"] != ["partner"],
    )
    user.groups.set(Group.objects.filter(name__in=person["roles"]))
    return user


def list_accounts() -> list[DemoAccount]:
    """The active accounts of the demo with what is known of their passwords, by user name."""
    passwords = json.loads(_get_file().read_text()) if _get_file().exists() else {}
    users = _get_users().filter(is_active=True).prefetch_related("groups").order_by("username")
    return [
        DemoAccount(
            user.username,
            user.get_full_name(),
            ", ".join(sorted(group.name for group in user.groups.all())),
            passwords.get(user.password, ""),
        )
        for user in users
    ]


def reset_passwords() -> None:
    """Gives every account of the demo a new random password."""
    passwords = {}
    for user in _get_users():
        passwords[user.username] = create_password()
        user.set_password(passwords[user.username])
        user.save(update_fields=["password"])
    save_passwords(passwords)


def create_password() -> str:
    return get_random_string(10)  # letters and digits only, which a double click selects


def save_passwords(passwords: dict[str, str]) -> None:
    """Keeps passwords, given by user name, for `list_accounts`."""
    hashes = dict(User.objects.filter(username__in=passwords).values_list("username", "password"))
    file = _get_file()
    file.parent.mkdir(mode=0o711, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps({hashes[name]: passwords[name] for name in passwords}))


def _get_users():
    return User.objects.filter(email__endswith=EMAIL_DOMAIN)


def _get_file():
    return settings.RUN_DIR / "demo-passwords.json"
