"""How does each person want to hear of each kind of news?"""

from collections.abc import Iterable

from django.db import transaction

from factcheck.notifications.choices import WAITING, How
from factcheck.notifications.models import Preference
from factcheck.notifications.types import KINDS, Kind


def wish(kind: Kind, chosen: str | None, email: str) -> How:
    """How somebody is told who chose this, or nothing. Whatever is loud is sent at once."""
    if not email:
        return How.DESK
    return How.AT_ONCE if kind.loud else How(chosen or kind.how)


def chosen_by(person) -> dict[str, str]:
    """What one person chose, by the kind, and how they hear of it where they chose nothing."""
    own = dict(Preference.objects.filter(person=person).values_list("kind", "how"))
    known = {kind.code: kind.how for kind in KINDS.values()} | {WAITING: How.DIGEST}
    return {code: How(own.get(code, how)) for code, how in known.items()}


def choose(person, wishes: dict[str, str]) -> None:
    """This person wants to be told so from now on. What is loud cannot be chosen otherwise."""
    codes = {kind.code for kind in KINDS.values() if not kind.loud} | {WAITING}
    with transaction.atomic():
        for code in codes & wishes.keys():
            Preference.objects.update_or_create(
                person=person, kind=code, defaults={"how": How(wishes[code])}
            )


def choices(kind: Kind, people: Iterable) -> dict[int, str]:
    """What these people chose for a kind, by their number."""
    rows = Preference.objects.filter(kind=kind.code, person__in=people)
    return dict(rows.values_list("person", "how"))
