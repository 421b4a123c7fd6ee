"""What every test may ask for. The network is blocked, but for Unix sockets and loopback."""

import os
import shutil

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests import given
from tests.helpers import databases

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def pytest_runtest_setup(item):
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def from_noon():
    given.rewind()


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this worker's databases."""
    return databases.of_this_run(os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker):
    """An empty database of this worker's own, to which Django's connections lead."""
    with django_db_blocker.unblock():
        template = databases.template("empty")
        databases.sweep()
        databases.copy(worker, template)
        with databases.using(worker):
            yield
        databases.drop(worker)


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker, worker):
    """A database of this worker's own that holds the demonstration."""
    name = f"{worker}_demo"
    with django_db_blocker.unblock():
        databases.copy(name, databases.template("demo"))
        yield name
        databases.drop(name)


@pytest.fixture(scope="module")
def large_database(django_db_setup, django_db_blocker, worker):
    """A database of this worker's own that holds very many rows; see `tests.helpers.large_database`."""
    name = f"{worker}_large"
    with django_db_blocker.unblock():
        databases.copy(name, databases.template("large"))
        yield name
        databases.drop(name)


@pytest.fixture
def on_large_database(large_database, django_db_blocker):
    with django_db_blocker.unblock(), databases.using(large_database):
        yield


@pytest.fixture
def at_scale(on_large_database, db):
    """Very many rows, in a transaction that is rolled back; in the place of `db`, as `demo` is."""


@pytest.fixture
def on_demo_database(demo_database, django_db_blocker):
    with django_db_blocker.unblock(), databases.using(demo_database):
        yield


@pytest.fixture
def demo(on_demo_database, db):
    """The demonstration, in a transaction that is rolled back.

    In the place of `db` and of the mark `django_db`, not beside them: the transaction must begin
    after the connections were led to the demonstration.
    """


@pytest.fixture
def own_database(request, django_db_setup, django_db_blocker, worker):
    """A database of this test's own, to commit to from several connections; empty.

    `@pytest.mark.parametrize("own_database", ["demo"], indirect=True)` begins with the
    demonstration.
    """
    kind, name = getattr(request, "param", "empty"), f"{worker}_own"
    with django_db_blocker.unblock():
        databases.copy(name, databases.template(kind))
        with databases.using(name):
            yield name
        databases.drop(name)


@pytest.fixture
def site(own_database):
    """The address of the running site on this test's own database."""
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
    """Headless Chromium, one for all tests of a module: Playwright runs once in a program."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        sentence = "What happens in a browser is tested with Chromium or Google Chrome: install it."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
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
    """A web site on loopback, for what fetches; see `tests.helpers.web_server`."""
    from tests.helpers import web_server

    with web_server.served() as served:
        yield served


@pytest.fixture
def reached(web, monkeypatch):
    """The product as it is, on a public internet that consists of `web`."""
    from sources.fetching import http

    monkeypatch.setattr(http, "PUBLIC", web.reach)
    return web
