"""`manage.py serve`: all that `make run` starts: database, demonstration, worker, server."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from gunicorn.app.base import BaseApplication

from claims.models import Claim
from factcheck.accounts.models import User

HOST = "127.0.0.1"
RESTART = 2  # seconds before a worker that died begins again


class Server(BaseApplication):
    """gunicorn around the site. Its workers fork, so no connection is open when it starts."""

    def __init__(self, application, options: dict):
        self.application, self.options = application, options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        return self.application


class Command(BaseCommand):
    help = "Serve the site on 127.0.0.1, with the demonstration when the database is empty."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("In production run factcheck.wsgi under a WSGI server of your own.")
        began = time.monotonic()
        _refuse_taken_port(options["port"])
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        if settings.DEMONSTRATION and "EMBEDDED" in settings.DATABASES["default"]:
            self._demonstrate()
        connections.close_all()
        with _worker():
            self._serve(options["port"], began)

    def _demonstrate(self) -> None:
        if not Claim.objects.exists():
            self.stdout.write("Acting out the demonstration …")
            call_command("demo", stdout=self.stdout)
            return
        names = User.objects.filter(email__endswith="@desk.example").values_list("username")
        self.stdout.write(
            f"Accounts of the demonstration: {', '.join(name for (name,) in names)}. Their "
            "passwords were shown once; new ones: .venv/bin/python manage.py demo --passwords"
        )

    def _serve(self, port: int, began: float) -> None:
        from factcheck.wsgi import application

        def announce(_):
            self.stdout.write(_addresses(port, time.monotonic() - began))
            self.stdout.flush()

        options = {
            "bind": f"{HOST}:{port}",
            "workers": 2,
            "threads": 4,
            # Not "warning": of each HEAD gunicorn warns that Django left the body to it.
            "loglevel": "error",
            "when_ready": announce,
            "proc_name": "factcheck",
        }
        Server(application, options).run()


@contextmanager
def _worker() -> Iterator[None]:
    """The worker as a program of its own: begun again when it dies, ended with this one.

    However this one ends: after a kill -9 the worker notices by itself.
    """
    ended = threading.Event()
    keeper = threading.Thread(target=_keep_working, args=(ended,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep_working(ended: threading.Event) -> None:
    command = [sys.executable, settings.BASE_DIR / "manage.py", "work", "--while", str(os.getpid())]
    while not ended.is_set():
        worker = subprocess.Popen(command)  # noqa: S603 — our own program
        while worker.poll() is None and not ended.wait(0.5):
            pass
        worker.terminate()
        worker.wait()
        ended.wait(RESTART)


def _addresses(port: int, seconds: float) -> str:
    site = f"http://{HOST}:{port}"
    return (
        f"\nFactcheck is running ({seconds:.1f} s):\n"
        f"  the site   {site}/\n"
        f"  the desk   {site}/desk/\n"
        f"  the API    {site}/api/v1/\n"
        "Stop it with Ctrl-C; what was done is kept."
    )


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: make run PORT=8001"
            ) from None
        except OverflowError:
            raise CommandError("A port is a number from 1 to 65535.") from None
