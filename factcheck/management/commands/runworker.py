"""`manage.py work`: the worker, which looks at sources again when their time has come."""

import os
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import connections
from procrastinate.contrib.django import app

GRACE = 20  # seconds that a job has to end when the worker is asked to


class Command(BaseCommand):
    help = "Run the jobs that wait, and go on as new ones come. In production: its own process."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="end when no job waits any more")
        parser.add_argument(
            "--while", type=int, default=0, metavar="PID", help="end when this parent has ended"
        )

    def handle(self, *args, **options):
        if options["while"]:
            _end_with(options["while"])
        # An embedded server is started by Django's connection; the worker's own come after it.
        connections["default"].ensure_connection()
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(
                wait=not options["once"],
                concurrency=4,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE,
            )


def _end_with(parent: int) -> None:
    """Ask this process to end as soon as its parent has, even by kill -9."""

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
