"""Fixtures for all tests. The network is blocked except for Unix sockets and loopback."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread

from tests import given
from tests.helpers import databases
from tests.helpers.client import Client

OBSERVER = pytest.StashKey[psycopg.Connection]()  # to the worker's database
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def pytest_runtest_setup(item):
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def reset_clock():
    given.reset_clock()


@pytest.fixture
def client() -> Client:
    """Replaces the client of pytest-django."""
    return Client()


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this worker's databases."""
    return databases.get_worker_name(os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker, worker):
    """Connect Django to an empty database of this worker."""
    with django_db_blocker.unblock():
        databases.drop_abandoned()
    with copied_database(worker, "empty", django_db_blocker), databases.use_database(worker):
        with django_db_blocker.unblock():
            request.config.stash[OBSERVER] = databases.connect("postgres", worker)
        yield
        request.config.stash[OBSERVER].close()


@contextmanager
def copied_database(name: str, template: str, django_db_blocker) -> Iterator[str]:
    """A copy that is dropped in the end; a test without the fixture `db` stays blocked."""
    with django_db_blocker.unblock():
        databases.copy_database(name, databases.get_template(template))
    yield name
    with django_db_blocker.unblock():
        databases.drop_database(name)


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker, worker):
    """A database of this worker with the demo data."""
    with copied_database(f"{worker}_demo", "demo", django_db_blocker) as name:
        yield name


@pytest.fixture(scope="module")
def large_database(django_db_setup, django_db_blocker, worker):
    """A database of this worker with very many rows; see `tests.helpers.large_database`."""
    with copied_database(f"{worker}_large", "large", django_db_blocker) as name:
        yield name


@pytest.fixture(autouse=True)
def keep_worker_database_empty(request, django_db_blocker):
    """Fail a test that commits to the database that all tests of this worker share."""
    yield
    observer = request.config.stash.get(OBSERVER, None)
    if observer and observer.execute("SELECT FROM accounts_user LIMIT 1").rowcount:
        observer.close()
        name = connections["default"].settings_dict["NAME"]
        with django_db_blocker.unblock(), databases.use_database("postgres"):
            databases.copy_database(name, databases.get_template("empty"))
            request.config.stash[OBSERVER] = databases.connect("postgres", name)
        pytest.fail("This test committed an account to the database that all tests share.")


@pytest.fixture
def on_large_database(large_database, django_db_blocker):
    with django_db_blocker.unblock(), databases.use_database(large_database):
        yield


@pytest.fixture
def at_scale(on_large_database, db):
    """Very many rows, in a transaction that is rolled back; replaces `db`, as `demo` does."""


@pytest.fixture
def on_demo_database(demo_database, django_db_blocker):
    with django_db_blocker.unblock(), databases.use_database(demo_database):
        yield


@pytest.fixture
def demo(on_demo_database, db):
    """The demo data, in a transaction that is rolled back.

    Use it instead of `db` and the mark `django_db`, not together with them: the transaction must
    begin after the connections were changed.
    """


@pytest.fixture
def strict(db):
    """The database compares moments with its clock, as that of a desk does."""
    databases.set_strict(True)
    yield
    databases.set_strict(False)


@pytest.fixture
def own_database(request, django_db_setup, django_db_blocker, worker):
    """An empty database of this test, to commit to from several connections.

    `@pytest.mark.parametrize("own_database", ["demo"], indirect=True)` starts with the demo data.
    """
    kind, name = getattr(request, "param", "empty"), f"{worker}_own"
    with django_db_blocker.unblock():
        databases.copy_database(name, databases.get_template(kind))
        with databases.use_database(name):
            yield name
        databases.drop_database(name)


@pytest.fixture
def site(own_database):
    """The URL of the running site on this test's own database."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, one for all tests of a module: Playwright runs once per process."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        message = "Browser tests need Chromium or Google Chrome: install it."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def web():
    """A web site on loopback for tests of fetching; see `tests.helpers.web_server`."""
    from tests.helpers import web_server

    with web_server.serve_site() as served:
        yield served


@pytest.fixture
def reached(web, monkeypatch):
    """The product as it is, on a public internet that consists of `web`."""
    from sources.fetching import http

    monkeypatch.setattr(http, "PUBLIC_INTERNET", web.network_access)
    return web


@pytest.fixture
def tsa(tmp_path, monkeypatch, settings):
    """The timestamp authority of the settings; see `tests.helpers.timestamp_authority`."""
    from tests.helpers import timestamp_authority

    if shutil.which("openssl") is None:
        message = "Timestamps are signed by OpenSSL: install openssl."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with timestamp_authority.serve_authority(tmp_path / "tsa", monkeypatch) as served:
        settings.TIMESTAMP_AUTHORITIES = [served.entry]
        yield served
