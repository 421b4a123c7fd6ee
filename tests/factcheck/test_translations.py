"""The catalogues in locale/ list the interface texts of the code, the templates and the scripts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUES = Path("locale/en/LC_MESSAGES")
DOMAINS = ("django", "djangojs")
FOLDERS = ("claims", "factcheck", "sources", "templates")


def get_message_ids(file: Path) -> set:
    with file.open("rb") as content:
        return {message.id for message in read_po(content) if message.id}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="Needs GNU gettext: apt-get install gettext"
)
def test_the_catalogue_is_up_to_date(tmp_path, domain):
    for folder in FOLDERS:
        shutil.copytree(
            settings.BASE_DIR / folder,
            tmp_path / folder,
            ignore=lambda path, names: [name for name in names if name == "__pycache__"],
        )
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages"]
    command += ["--domain", domain, "--locale", "en"]
    environment = {"PATH": os.environ["PATH"]}  # without settings
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    catalogue = CATALOGUES / f"{domain}.po"
    current = get_message_ids(settings.BASE_DIR / catalogue)
    assert current == get_message_ids(tmp_path / catalogue), "run `make messages`"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_catalogue_has_its_language_in_the_settings(domain):
    catalogues = {file.parts[-3] for file in settings.BASE_DIR.glob(f"locale/*/*/{domain}.po")}
    assert catalogues == {code for code, _ in settings.LANGUAGES}
