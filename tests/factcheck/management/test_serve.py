"""The site that `serve` runs keeps a worker beside it, for as long as it runs itself."""

import threading

import pytest

from factcheck.management.commands import serve


class Program:
    """A worker that dies at once, but for the last."""

    begun: list["Program"] = []
    enough = threading.Event()

    def __init__(self, command):
        self.command, self.ended = command, False
        self.begun.append(self)
        if len(self.begun) == 3:
            self.enough.set()

    def poll(self):
        return None if self.enough.is_set() else 1

    def terminate(self):
        self.ended = True

    def wait(self):
        assert self.ended


@pytest.fixture
def programs(monkeypatch):
    monkeypatch.setattr(serve.subprocess, "Popen", Program)
    monkeypatch.setattr(serve, "RESTART", 0)
    monkeypatch.setattr(Program, "begun", [])
    monkeypatch.setattr(Program, "enough", threading.Event())
    return Program


def test_a_worker_that_dies_begins_again_until_the_site_ends(programs):
    with serve._worker():
        assert programs.enough.wait(10)
    assert len(programs.begun) == 3
    assert all(one.ended for one in programs.begun)
    assert programs.begun[0].command[2:4] == ["work", "--while"]
