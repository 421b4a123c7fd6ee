"""`manage.py load_demo`: fills an empty development database with the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.models import Claim
from factcheck.accounts import database_mode
from factcheck.demo import accounts, site
from factcheck.demo.fixtures import read_demo
from factcheck.demo.loader import load_demo

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


class Command(BaseCommand):
    help = "Loads the demo into an empty database, or gives its accounts new passwords."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset-passwords", action="store_true", help="only give the accounts new passwords"
        )

    def handle(self, *args, **options):
        if not settings.DEMO_MODE or "EMBEDDED" not in settings.DATABASES["default"]:
            raise CommandError(
                "The demo can be loaded only in development, into the embedded database."
            )
        if options["reset_passwords"]:
            accounts.reset_passwords()
        elif Claim.objects.exists():
            self.stdout.write("The database is not empty; nothing was loaded.")
            return
        else:
            database_mode.set_strict(False)  # the moments of the demo are invented
            demo = read_demo(FOLDER, site.FOLDER)
            with site.serve_demo_site() as demo_site:
                demo_site.set_changed(False)
                accounts.save_passwords(load_demo(demo, self._show_progress))
        if options["verbosity"]:
            self.stdout.write(format_accounts())

    def _show_progress(self, number: int, total: int) -> None:
        """One line that is rewritten on a terminal, and a line for every fifth claim elsewhere."""
        message = f"Loading the demo: {number} of {total} claims"
        if self.stdout.isatty():
            self.stdout.write(f"\r{message}", ending="\n" if number == total else "")
        elif number % 5 == 0 or number == total:
            self.stdout.write(message)
        self.stdout.flush()


def format_accounts() -> str:
    """The accounts of the demo as a table for the terminal."""
    lines = [
        f"  {account.username:<8}{account.password or '(changed)':<16}{account.roles}"
        for account in accounts.list_accounts()
    ]
    return "\n".join(
        [
            "Accounts of the demo:",
            *lines,
            "New passwords: .venv/bin/python manage.py load_demo --reset-passwords",
        ]
    )
