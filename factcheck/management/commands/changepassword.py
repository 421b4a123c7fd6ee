"""`manage.py changepassword`: the history of the account names the command."""

from django.contrib.auth.management.commands import changepassword

from factcheck.accounts.command_history import record_command


class Command(changepassword.Command):
    def handle(self, *args, **options):
        with record_command("changepassword", using=options["database"]):
            return super().handle(*args, **options)
