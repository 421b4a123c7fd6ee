"""`manage.py runworker`: the worker, which runs the jobs of the queue and the periodic ones."""

import os
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import connections
from procrastinate.contrib.django import app

from factcheck.checks import refuse_lenient_database

SHUTDOWN_TIMEOUT_SECONDS = 20  # for the running jobs


class Command(BaseCommand):
    help = "Runs the jobs of the queue. In production it is a separate process."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="stop when the queue is empty")
        parser.add_argument(
            "--parent", type=int, default=0, metavar="PID", help="stop when this parent has ended"
        )

    def handle(self, *args, **options):
        if options["parent"]:
            _stop_with_parent(options["parent"])
        # The first connection starts the embedded database, which procrastinate cannot do.
        connections["default"].ensure_connection()
        refuse_lenient_database()
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(
                wait=not options["once"],
                concurrency=4,
                delete_jobs="successful",
                shutdown_graceful_timeout=SHUTDOWN_TIMEOUT_SECONDS,
            )


def _stop_with_parent(parent_pid: int) -> None:
    """Stops this process when its parent has ended, even if the parent was killed."""

    def wait_and_stop():
        while os.getppid() == parent_pid:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait_and_stop, daemon=True).start()
