"""What does the desk say of a claim among itself, and who is asked for by name?

A note is kept as it was said and is never public. `@name` asks for somebody of the desk by the name
they sign in with. All verbs raise `Refused` with a sentence, and then nothing was written.
"""

import re

from django.db import transaction
from django.db.models.functions import Lower

from claims.choices import NOTE_LENGTH
from claims.models import Claim, Mention, Note
from claims.workflow.actions import Refused
from factcheck.accounts.models import User

READ = "claims.view_claim"
# As Django takes user names, which may be addresses; an `@` within a word asks for nobody.
NAMED = re.compile(r"(?<![\w.+\-@])@([\w.+\-@]+)")
ENDS = ".+-@"  # of a sentence rather than of a name


def say(claim: Claim, *, by, at, words: str) -> Note:
    """A note under a claim; whoever it names is mentioned."""
    words = words.replace("\r\n", "\n").strip()
    if not by.is_active or not by.has_perm(READ):
        raise Refused("Your role does not allow this.")
    if not words:
        raise Refused("Write what you want to say.")
    if len(words) > NOTE_LENGTH:
        raise Refused(f"A note has {NOTE_LENGTH} characters at most: this one has {len(words)}.")
    if "\x00" in words:
        raise Refused("This cannot be kept: there is a null character in it.")
    meant = mentioned(words)
    with transaction.atomic():
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if fresh.merged_at:
            raise Refused("The claim was merged: say it at the one that it was merged into.")
        note = Note.objects.create(claim=fresh, words=words, said_at=at, said_by=by)
        Mention.objects.bulk_create(Mention(note=note, person=person) for person in meant)
    return note


def mentioned(words: str) -> list[User]:
    """Everybody whom these words name, once, in their order. Raises `Refused` for an unknown one.

    Small and capital letters are alike, unless two people are called so.
    """
    names = [found[1] for found in NAMED.finditer(words)]
    asked = {spelling.lower() for name in names for spelling in (name, name.rstrip(ENDS))}
    known = _called(asked) if asked else {}
    return list(dict.fromkeys(_meant(name, known) for name in names))


def _called(names: set[str]) -> dict[str, list[User]]:
    """Who is called so, by the name in small letters."""
    found: dict[str, list[User]] = {}
    for person in User.objects.alias(small=Lower("username")).filter(small__in=names):
        found.setdefault(person.username.lower(), []).append(person)
    return found


def _meant(name: str, known: dict[str, list[User]]) -> User:
    spellings = dict.fromkeys((name, name.rstrip(ENDS)))
    alike = [one for spelling in spellings for one in known.get(spelling.lower(), ())]
    exact = [one for one in alike if one.username in spellings]
    person = next(iter(exact or alike), None)
    if person is None or not person.is_staff or (len(alike) > 1 and not exact):
        raise Refused(
            f"Nobody at the desk is called “@{name.rstrip(ENDS) or name}”. Whoever is meant "
            "elsewhere is written without the @."
        )
    if not person.is_active:
        raise Refused(f"{person} (“@{person.username}”) does not work here any more.")
    if not person.has_perm(READ):
        raise Refused(f"The role of {person} (“@{person.username}”) does not allow to read claims.")
    return person
