"""`manage.py demo`: fill an empty development database with the demonstration."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.demo.fixtures import read
from factcheck.demo.loader import play


class Command(BaseCommand):
    help = "Build the demonstration, or give its people new passwords."

    def add_arguments(self, parser):
        parser.add_argument(
            "--passwords", action="store_true", help="new passwords for the demonstration's people"
        )

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION or "EMBEDDED" not in settings.DATABASES["default"]:
            raise CommandError(
                "The demonstration exists only in development, on the embedded server."
            )
        if options["passwords"]:
            return self._print(self._renew())
        if Claim.objects.exists():
            return self.stdout.write("The demonstration is there already.")
        return self._print(play(read(settings.BASE_DIR / "fixtures" / "demo")))

    def _renew(self) -> dict[str, str]:
        people = User.objects.filter(email__endswith="@desk.example")
        passwords = {person.username: secrets.token_urlsafe(9) for person in people}
        for person in people:
            person.set_password(passwords[person.username])
            person.save(update_fields=["password"])
        return passwords

    def _print(self, passwords: dict[str, str]) -> None:
        people = User.objects.in_bulk(list(passwords), field_name="username")
        self.stdout.write("The people of the demonstration (shown once):")
        for username, password in passwords.items():
            roles = ", ".join(people[username].groups.values_list("name", flat=True))
            self.stdout.write(f"  {username:<8} {password}   {roles}")
        self.stdout.write("New ones: .venv/bin/python manage.py demo --passwords")
