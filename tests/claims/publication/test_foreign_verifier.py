"""Receipts and proofs are accepted by aics-tlog, which this project did not write.

It needs Python 3.12: `python3.12 -m pip install aics-tlog`. `TLOG_PYTHON` names another Python that
has it.
"""

import json
import os
import shutil
import subprocess

import pytest
from django.conf import settings

from claims.models import Checkpoint
from claims.publication import proofs
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def tlog_python() -> str:
    python = shutil.which(os.environ.get("TLOG_PYTHON", "python3.12"))
    command = [python or "", "-c", "import aics_tlog"]
    if python is None or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("There is no Python 3.12 with aics-tlog; see the docstring of this module.")
    return python


def run_foreign_verifier(python: str, data: dict) -> subprocess.CompletedProcess:
    return subprocess.run(
        [python, "-m", "tests.helpers.foreign_tlog"],
        cwd=settings.BASE_DIR,
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def data(settings) -> dict:
    settings.LEDGER_ORIGIN = "facts.example/ledger"
    verdict = given.retracted()
    for _publication in range(5):
        given.published()
    consistency = proofs.get_consistency_proof("7", "3")
    return {
        "receipt": proofs.get_receipt(verdict.claim.public_id, 1).to_json(),
        "first": Checkpoint.objects.get(size=3).note,
        "second": Checkpoint.objects.get(size=7).note,
        "hashes": consistency.hashes,
    }


def test_a_foreign_verifier_accepts_our_proofs(tlog_python, data):
    result = run_foreign_verifier(tlog_python, data)
    assert result.returncode == 0, result.stderr


def test_a_foreign_verifier_rejects_changed_proofs(tlog_python, data):
    entry = data["receipt"]["entries"][0]
    changed_entry = entry | {"body": entry["body"].replace("published", "retracted")}
    changed = {
        "An inclusion proof is wrong.": {"receipt": data["receipt"] | {"entries": [changed_entry]}},
        "The consistency proof is wrong.": {"hashes": data["hashes"][::-1]},
        "The checkpoint is wrong": {"first": data["first"].replace("\n3\n", "\n2\n")},
    }
    for message, part in changed.items():
        result = run_foreign_verifier(tlog_python, data | part)
        assert result.returncode != 0
        assert message in result.stderr
