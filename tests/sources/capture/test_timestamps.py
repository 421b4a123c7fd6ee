"""Timestamps (RFC 3161): asked for on loopback, verified before they are stored and offline."""

import json
import logging
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509 import load_pem_x509_certificates
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from factcheck import tasks
from factcheck.checks import check_timestamp_authorities
from sources.capture import timestamps
from sources.capture.from_text import capture_text, create_source
from sources.capture.timestamps import (
    TimestampAuthority,
    TimestampError,
    list_authorities,
    request_timestamp,
    verify_timestamp,
)
from sources.extraction.extracted_text import ExtractedText
from sources.models import Snapshot, SnapshotTimestamp
from tests import given
from tests.helpers import timestamp_authority

SAMPLE = Path(__file__).with_name("timestamp.json")
TEXT = "Trade rose by 12 percent.\n"


# ── offline ─────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def sample() -> dict:
    """A timestamp that OpenSSL signed, of `TEXT`, with the certificate of its authority."""
    return json.loads(SAMPLE.read_text())


@pytest.fixture
def authority(sample) -> TimestampAuthority:
    certificates = load_pem_x509_certificates(sample["root"].encode())
    return TimestampAuthority("Sample", "http://192.0.2.1/", False, tuple(certificates))


def test_a_timestamp_is_verified_offline(authority, sample):
    stamped_at = verify_timestamp(authority, b64decode(sample["response"]), TEXT.encode())
    assert stamped_at == datetime.fromisoformat(sample["stamped_at"])


def test_a_timestamp_of_another_text_is_refused(authority, sample):
    with pytest.raises(TimestampError, match="not valid"):
        verify_timestamp(authority, b64decode(sample["response"]), b"Trade rose by 21 percent.\n")


def test_no_changed_byte_gives_another_time(authority, sample):
    response = bytearray(b64decode(sample["response"]))
    stamped_at = datetime.fromisoformat(sample["stamped_at"])
    refused = 0
    for position in range(0, len(response), 3):
        changed = response.copy()
        changed[position] ^= 0x01
        try:
            assert verify_timestamp(authority, bytes(changed), TEXT.encode()) == stamped_at
        except TimestampError:
            refused += 1
    assert refused > len(response) / 6


@pytest.mark.parametrize("response", [b"", b"0", b"\x30\x03\x02\x01\x00", b"<html>", b"0" * 9000])
def test_what_is_no_timestamp_is_refused(authority, response):
    with pytest.raises(TimestampError):
        verify_timestamp(authority, response, TEXT.encode())


# ── asking an authority ─────────────────────────────────────────────────────────────────────────
def ask(text=TEXT) -> dict:
    (asked,) = list_authorities()
    return request_timestamp(asked, text, at=timezone.now())


def test_an_authority_signs_the_digest_and_is_not_sent_the_text(tsa):
    fields = ask()
    assert abs(fields["stamped_at"] - timezone.now()) < timedelta(minutes=1)
    assert (fields["authority"], fields["is_qualified"]) == ("Test authority", True)
    assert b"Trade" not in tsa.queries[0]
    assert timestamps.compute_digest(TEXT.encode()) in tsa.queries[0]


def test_an_answer_to_an_earlier_question_is_refused(tsa):
    tsa.answer = ask()["response"]
    with pytest.raises(TimestampError, match="Nonce"):
        ask()


def test_an_authority_with_another_root_is_refused(tsa, tmp_path, settings):
    timestamp_authority.Authority(tmp_path / "other")
    certificates = str(tmp_path / "other" / "root.pem")
    settings.TIMESTAMP_AUTHORITIES = [tsa.entry | {"certificates": certificates}]
    with pytest.raises(TimestampError, match="certificate"):
        ask()


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (b"x" * 60_000, 200, "more than 50000 bytes"),
        (b"<html>", 200, "not valid"),
        (b"", 503, "the status 503"),
    ],
)
def test_an_answer_without_a_timestamp_is_refused(tsa, answer, status, words):
    tsa.answer, tsa.status = answer, status
    with pytest.raises(TimestampError, match=words):
        ask()


def test_an_authority_with_a_wrong_clock_is_refused(tsa):
    (asked,) = list_authorities()
    with pytest.raises(TimestampError, match="clock"):
        request_timestamp(asked, TEXT, at=timezone.now() + timedelta(hours=1))


def test_an_authority_in_a_private_network_is_refused(settings, tsa, monkeypatch):
    monkeypatch.undo()
    with pytest.raises(TimestampError, match="Only public hosts|not public"):
        ask()


# ── captures ────────────────────────────────────────────────────────────────────────────────────
def capture(text: str, at: datetime) -> Snapshot:
    by = given.person("ana")
    source = create_source(by=by, at=given.moment(), title="On trade")
    extracted = ExtractedText(text, "text/plain", "text")
    return capture_text(source, extracted, by=by, at=at)[0]


def test_each_new_snapshot_gets_one_timestamp(db, tsa):
    now = timezone.now()
    capture("Captured when the desk had no authority.", now - timestamps.MAX_AGE)
    first, second = capture(TEXT, now), capture(TEXT * 2, now)
    for _run in range(2):
        tasks.stamp_captures(0)
    stamped = {row.snapshot for row in SnapshotTimestamp.objects.all()}
    assert stamped == {first, second}
    assert len(tsa.queries) == 2


def test_a_failing_authority_is_asked_once_in_a_run(db, tsa, caplog):
    tsa.status, tsa.answer = 503, b""
    capture(TEXT, timezone.now()), capture(TEXT * 2, timezone.now())
    with caplog.at_level(logging.WARNING):
        tasks.stamp_captures(0)
    assert len(tsa.queries) == 1
    assert "the status 503" in caplog.text
    tsa.status, tsa.answer = 200, None
    tasks.stamp_captures(0)
    assert SnapshotTimestamp.objects.count() == 2


def test_without_authorities_nothing_is_asked(db):
    capture(TEXT, timezone.now())
    tasks.stamp_captures(0)
    tasks.stamp_checkpoint(0)
    assert not SnapshotTimestamp.objects.exists()


def test_a_timestamp_goes_with_the_words_of_its_text(db, sample):
    verdict = given.published()
    snapshot = verdict.evidence.get().passage.snapshot
    other = given.snapshot(given.SECOND_TEXT)
    for row in (snapshot, other):
        SnapshotTimestamp.objects.create(
            snapshot=row,
            authority="Sample",
            is_qualified=False,
            stamped_at=datetime.now(UTC),
            response=b64decode(sample["response"]),
        )
    connection.check_constraints()
    given.removed(given.person_request(claim=verdict.claim), (given.OFFICE,))
    assert Snapshot.objects.get(pk=snapshot.pk).text != snapshot.text
    assert [row.snapshot for row in SnapshotTimestamp.objects.all()] == [other]


# ── settings ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "1 to 100 characters"),
        ({"name": "x" * 101}, "1 to 100 characters"),
        ({"url": "ftp://192.0.2.1/"}, "no web address"),
        ({"qualified": "yes"}, "“qualified” must be true or false"),
        ({"certificates": "/nowhere/root.pem"}, "no file of PEM certificates"),
        ({"certificates": __file__}, "no file of PEM certificates"),
        ({"policy": "1.2.3"}, "and nothing else"),
    ],
)
def test_a_wrong_setting_is_named(settings, sample, tmp_path, change, words):
    (tmp_path / "root.pem").write_text(sample["root"])
    entry = {
        "name": "Sample",
        "url": "http://192.0.2.1/",
        "qualified": True,
        "certificates": str(tmp_path / "root.pem"),
    }
    settings.TIMESTAMP_AUTHORITIES = [entry]
    assert check_timestamp_authorities(None) == []
    settings.TIMESTAMP_AUTHORITIES = [entry | change]
    with pytest.raises(ImproperlyConfigured, match=words):
        list_authorities()
    assert [error.id for error in check_timestamp_authorities(None)] == ["factcheck.E011"]


@pytest.mark.parametrize("value", [{}, "x", [1]])
def test_a_setting_of_another_form_is_named(settings, value):
    settings.TIMESTAMP_AUTHORITIES = value
    assert [error.id for error in check_timestamp_authorities(None)] == ["factcheck.E011"]
