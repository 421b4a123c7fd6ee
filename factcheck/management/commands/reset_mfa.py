"""`manage.py take_factor_away NAME`: for the last administrator or superuser who lost theirs.

Whoever may run it may do everything on this server; all others are helped by an administrator at
the desk, where it leaves a row.
"""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.accounts import emails, mfa, sessions
from factcheck.accounts.models import User


class Command(BaseCommand):
    help = "Take somebody's second factor away and end their sessions; they are told by mail."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")

    def handle(self, *args, name, **options):
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"Nobody is called {name}.")
        if not mfa.has_one(person):
            raise CommandError(f"{name} has no second factor.")
        with transaction.atomic():
            mfa.forget(person)
            sessions.end_all(person)
        emails.tell(person, "taken", timezone.now(), why="Asked for on the desk’s server.")
        self.stdout.write(f"{name} has no second factor now, and is signed in nowhere.")
