"""`serve` keeps a worker running for as long as it runs itself."""

import threading

import pytest

from factcheck.management.commands import serve


class FakeWorker:
    """A worker process: the first two end at once, the third runs until it is terminated."""

    started: list["FakeWorker"] = []
    third_started = threading.Event()

    def __init__(self, command):
        self.command, self.terminated = command, False
        self.started.append(self)
        if len(self.started) == 3:
            self.third_started.set()

    def poll(self):
        return None if self.third_started.is_set() else 1

    def terminate(self):
        self.terminated = True

    def wait(self):
        assert self.terminated


@pytest.fixture
def workers(monkeypatch):
    monkeypatch.setattr(serve.subprocess, "Popen", FakeWorker)
    monkeypatch.setattr(serve, "WORKER_RESTART_SECONDS", 0)
    monkeypatch.setattr(FakeWorker, "started", [])
    monkeypatch.setattr(FakeWorker, "third_started", threading.Event())
    return FakeWorker


def test_a_worker_that_ends_is_restarted_until_the_site_stops(workers):
    with serve._run_worker():
        assert workers.third_started.wait(10)
    assert len(workers.started) == 3
    assert all(worker.terminated for worker in workers.started)
    assert workers.started[0].command[2:4] == ["runworker", "--parent"]
