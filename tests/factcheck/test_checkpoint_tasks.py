"""The worker signs what a trigger appended, and copies checkpoints outside the database."""

from pathlib import Path

import pytest

from claims.models import Checkpoint
from factcheck import tasks
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.CHECKPOINT_DIR = str(tmp_path / "checkpoints")
    return tmp_path / "checkpoints"


def test_an_entry_without_a_checkpoint_gets_one(monkeypatch):
    monkeypatch.setattr("claims.publication.checkpoints.sign_checkpoint", lambda *a, **k: None)
    given.published(), given.published()
    monkeypatch.undo()
    assert not Checkpoint.objects.exists()
    for _minute in range(2):
        tasks.copy_new_checkpoints(0)
        assert list(Checkpoint.objects.values_list("size", flat=True)) == [2]


def test_an_empty_ledger_is_not_signed(folder):
    tasks.copy_new_checkpoints(0)
    assert not Checkpoint.objects.exists()
    assert list(folder.iterdir()) == []


def test_each_checkpoint_is_copied_once(folder):
    given.published()
    tasks.copy_new_checkpoints(0)
    first = folder / "000000000001.checkpoint"
    first.write_text("kept")
    given.published(), given.published()
    tasks.copy_new_checkpoints(0)
    assert sorted(file.name for file in folder.iterdir()) == [
        f"00000000000{size}.checkpoint" for size in (1, 2, 3)
    ]
    assert first.read_text() == "kept"
    assert (folder / "000000000003.checkpoint").read_text() == Checkpoint.objects.first().note


def test_the_newest_checkpoint_is_sent_to_addresses_outside(settings, mailoutbox):
    settings.CHECKPOINT_EMAILS = ["archive@example.org", "partner@example.net"]
    tasks.send_checkpoint(0)
    assert mailoutbox == []
    given.published(), given.published()
    tasks.send_checkpoint(0)
    assert [message.to for message in mailoutbox] == [[to] for to in settings.CHECKPOINT_EMAILS]
    checkpoint = Checkpoint.objects.first()
    assert checkpoint.size == 2
    for message in mailoutbox:
        assert checkpoint.note in message.body and checkpoint.verifier_keys[0] in message.body
