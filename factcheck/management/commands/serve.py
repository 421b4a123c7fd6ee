"""`manage.py serve`: everything that `make run` starts: database, demo, worker and web server."""

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
from django.utils import timezone
from gunicorn.app.base import BaseApplication

from claims.models import Claim
from factcheck.demo.site import start_demo_site
from factcheck.gunicorn_settings import PrivateLogger, access_log_format
from factcheck.management.commands.load_demo import format_accounts
from factcheck.tasks import queue_rechecks

HOST = "127.0.0.1"
WORKER_RESTART_SECONDS = 2


class Server(BaseApplication):
    """gunicorn with settings given in Python."""

    def __init__(self, application, options: dict):
        self.application, self.options = application, options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        return self.application


class Command(BaseCommand):
    help = "Serves the site on 127.0.0.1, and loads the demo if the database is empty."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *args, port, **options):
        if settings.PRODUCTION:
            raise CommandError("In production, run factcheck.wsgi with a WSGI server.")
        started = time.monotonic()
        _refuse_unavailable_port(port)
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        has_demo = settings.DEMO_MODE and "EMBEDDED" in settings.DATABASES["default"]
        if has_demo and not Claim.objects.exists():
            call_command("load_demo", stdout=self.stdout, verbosity=0)
            queue_rechecks(timezone.now())  # the pages of the demo's own site have changed
        accounts = format_accounts() if has_demo else ""
        connections.close_all()  # gunicorn forks, and a connection cannot be shared
        if has_demo:
            start_demo_site()
        with _run_worker():
            self._run_server(port, started, accounts)

    def _run_server(self, port: int, started: float, accounts: str) -> None:
        from factcheck.wsgi import application

        def announce(_):
            demo_site_url = settings.DEMO_SITE_URL if accounts else ""
            seconds = time.monotonic() - started
            self.stdout.write(_format_addresses(port, demo_site_url, seconds))
            self.stdout.write(accounts)
            self.stdout.flush()

        options = {
            "bind": f"{HOST}:{port}",
            "workers": 2,
            "threads": 4,
            # Not "warning": gunicorn warns about the body of every HEAD request.
            "loglevel": "error",
            "when_ready": announce,
            "proc_name": "factcheck",
            "logger_class": PrivateLogger,
            "access_log_format": access_log_format,
        }
        Server(application, options).run()


@contextmanager
def _run_worker() -> Iterator[None]:
    """Runs the worker as a process: restarted when it ends, stopped together with this one.

    After a kill -9 of this process the worker stops on its own (`--parent`).
    """
    stopping = threading.Event()
    supervisor = threading.Thread(target=_supervise_worker, args=(stopping,), daemon=True)
    supervisor.start()
    try:
        yield
    finally:
        stopping.set()
        supervisor.join()


def _supervise_worker(stopping: threading.Event) -> None:
    manage = settings.BASE_DIR / "manage.py"
    command = [sys.executable, manage, "runworker", "--parent", str(os.getpid())]
    while not stopping.is_set():
        worker = subprocess.Popen(command)  # noqa: S603 — our own program
        while worker.poll() is None and not stopping.wait(0.5):
            pass
        worker.terminate()
        worker.wait()
        stopping.wait(WORKER_RESTART_SECONDS)


def _format_addresses(port: int, demo_site_url: str, seconds: float) -> str:
    site = f"http://{HOST}:{port}"
    pages = f"  Pages   {demo_site_url}/ (they change: see what rechecks find)\n"
    return (
        f"\nFactcheck is running (started in {seconds:.1f} s):\n"
        f"  Site    {site}/\n"
        f"  Desk    {site}/desk/\n"
        f"  API     {site}/api/v1/\n"
        f"  Mails   {site}/dev/mails/\n"
        f"{pages if demo_site_url else ''}"
        "Stop it with Ctrl-C; the data is kept.\n"
    )


def _refuse_unavailable_port(port: int) -> None:
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
