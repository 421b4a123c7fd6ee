"""`manage.py reset_mfa USERNAME`: removes the MFA of an account from the command line.

For the last administrator or superuser who lost access. Administrators reset everyone else's MFA at
the desk, where it is recorded.
"""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.accounts import emails, mfa, sessions
from factcheck.accounts.command_history import record_command
from factcheck.accounts.models import User


class Command(BaseCommand):
    help = "Removes an account's MFA and ends its sessions. The user is notified by mail."

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="USERNAME")

    def handle(self, *args, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        if not mfa.has_mfa(user):
            raise CommandError(f"{username} has no MFA.")
        with transaction.atomic(), record_command("reset_mfa"):
            mfa.delete_mfa(user)
            sessions.end_all_sessions(user)
        emails.send_account_email(
            user, "mfa_reset", timezone.now(), reason="Reset on the server’s command line."
        )
        self.stdout.write(f"MFA of {username} was removed, and all sessions were ended.")
