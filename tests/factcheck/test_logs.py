"""No log has a network address, a query string, or what a reader typed, whatever fails."""

import io
import logging
import logging.config
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail
from django.db import DataError, connection
from gunicorn.config import Config

from claims import complaints
from claims.intake import tips
from claims.publication import queries
from factcheck.core.private_logs import PrivateFormatter, hide_private_parts
from factcheck.gunicorn_settings import PrivateLogger, access_log_format
from tests import given
from tests.helpers.client import Client

CANARY = "Kiebitzwort"
ADDRESS = "203.0.113.77"
TIP = {"text": CANARY, "location": CANARY, "email": f"{CANARY}@reader.example", "website": ""}
FORWARDED = {"HTTP_X_FORWARDED_FOR": ADDRESS, "HTTP_USER_AGENT": CANARY, "HTTP_REFERER": CANARY}


@pytest.fixture
def logs(monkeypatch, settings):
    """What the site's own handler writes; error mails would go to an administrator."""
    settings.ADMINS = [("Eva", "eva@desk.example")]
    settings.TRUSTED_PROXIES = 1
    handler = next(
        handler
        for handler in logging.root.handlers
        if isinstance(handler.formatter, PrivateFormatter)
    )
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture
def reader(db):
    return Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False, **FORWARDED)


def fail_in_database(*args, **kwargs):
    """An error of PostgreSQL whose message repeats what was sent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [f"{CANARY} {args} {kwargs}"])


def fail_in_python(*args, **kwargs):
    int(f"{CANARY} {args} {kwargs}")


def assert_private(written: str) -> None:
    assert CANARY not in written and CANARY.lower() not in written
    assert ADDRESS not in written
    assert mail.outbox == []


@pytest.mark.parametrize("fail", [fail_in_database, fail_in_python])
def test_no_error_logs_what_a_reader_sent(logs, reader, monkeypatch, fail):
    claim = given.published().claim
    complaint_url = f"/claims/{claim.public_id}/revisions/1/complain/"
    for module, name in (
        (queries, "get_complaint"),
        (tips, "submit_tip"),
        (complaints, "submit_complaint"),
    ):
        monkeypatch.setattr(module, name, fail)
    reader.post("/suggest/", TIP)
    reader.post(f"/suggest/?q={CANARY}", TIP)
    reader.post(complaint_url, TIP)
    reader.get(f"/complaints/receipt/?number={CANARY}")
    monkeypatch.setattr(queries, "list_verdicts", fail)
    reader.get(f"/claims/?q={CANARY}")
    reader.get(f"/api/v1/claims/?q={CANARY}")
    written = logs.getvalue()
    assert written.count("ERROR django.request: Internal Server Error: /suggest/") == 2
    assert f"in {fail.__name__}" in written
    assert_private(written)


@pytest.mark.parametrize("path", ["/claims/{}?q={}", "/nothing/?q={}{}", "/suggest/?q={}{}"])
def test_refused_requests_are_logged_without_query_and_address(logs, reader, path):
    reader.get(path.format("", CANARY))
    Client(enforce_csrf_checks=True, REMOTE_ADDR=ADDRESS).post(path.format("", CANARY), TIP)
    reader.get(path.format("", CANARY), HTTP_HOST="wrong.example")
    assert "WARNING" in logs.getvalue() or "ERROR" in logs.getvalue()
    assert_private(logs.getvalue())


def test_the_development_server_logs_no_query(logs):
    line = '"%s" %s %s'
    logging.getLogger("django.server").info(line, f"GET /claims/?q={CANARY} HTTP/1.1", 200, 9)
    assert '"GET /claims/?… HTTP/1.1" 200 9' in logs.getvalue()


def test_causes_and_groups_are_logged_without_their_messages(logs):
    try:
        try:
            fail_in_python()
        except ValueError as error:
            raise ExceptionGroup(CANARY, [KeyError(CANARY)]) from error
    except ExceptionGroup:
        logging.getLogger("claims").exception("It failed.")
    written = logs.getvalue()
    assert "builtins.ValueError\n" in written and "builtins.KeyError\n" in written
    assert_private(written)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("from ip=203.0.113.77: no", "from ip=[address]: no"),
        ("from 2001:db8::1, port", "from [address], port"),
        ("at [::ffff:203.0.113.77]:80", "at [[address]]:80"),
        ("at 04:03:47 in 3.11", "at 04:03:47 in 3.11"),
        ("/claims/?q=a&b=c HTTP", "/claims/?… HTTP"),
    ],
)
def test_addresses_and_queries_are_hidden(message, expected):
    assert hide_private_parts(message) == expected


def test_gunicorn_logs_no_query_and_no_address(tmp_path):
    config = Config()
    for name in ("errorlog", "accesslog"):
        config.set(name, str(tmp_path / name))
    config.set("access_log_format", access_log_format)
    logger = PrivateLogger(config)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("Error handling request %s", f"/claims/?q={CANARY}")
    logger.warning("Invalid request from ip=%s: %s", ADDRESS, "bad")
    environ = {
        "REMOTE_ADDR": ADDRESS,
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/claims/?q={CANARY}",
        "PATH_INFO": "/claims/",
        "QUERY_STRING": f"q={CANARY}",
        "SERVER_PROTOCOL": "HTTP/1.1",
        **FORWARDED,
    }
    write_access_line(logger, environ)
    written = "".join((tmp_path / name).read_text() for name in ("errorlog", "accesslog"))
    for handler in (*logger.error_log.handlers, *logger.access_log.handlers):
        handler.close()
    assert '"GET /claims/" 200' in written and "Error handling request /claims/?…" in written
    assert_private(written)


def write_access_line(logger, environ: dict) -> None:
    response = SimpleNamespace(status="200 OK", sent=9, headers=[], response_length=9)
    request = SimpleNamespace(headers=[])
    logger.access(response, request, environ, timedelta(milliseconds=5))


def test_the_log_of_the_embedded_database_has_no_values(db):
    folder = settings.DATABASES["default"].get("EMBEDDED")
    if folder is None:
        pytest.skip("the database is not embedded")
    with pytest.raises(DataError):
        fail_in_database()
    log = Path(folder["folder"]) / "server.log"
    assert CANARY not in log.read_text(errors="replace")
