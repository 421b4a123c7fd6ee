"""The catalogue of interface texts in locale/ lists the texts of the code and the templates."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
FOLDERS = ("claims", "factcheck", "sources", "templates")


def get_message_ids(file: Path) -> set:
    with file.open("rb") as content:
        return {message.id for message in read_po(content) if message.id}


@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="Needs GNU gettext: apt-get install gettext"
)
def test_the_catalogue_is_up_to_date(tmp_path):
    for folder in FOLDERS:
        shutil.copytree(
            settings.BASE_DIR / folder,
            tmp_path / folder,
            ignore=lambda path, names: [name for name in names if name == "__pycache__"],
        )
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "en"]
    environment = {"PATH": os.environ["PATH"]}  # without settings
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    current = get_message_ids(settings.BASE_DIR / CATALOGUE)
    assert current == get_message_ids(tmp_path / CATALOGUE), "run `make messages`"


def test_every_catalogue_has_its_language_in_the_settings():
    catalogues = {file.parts[-3] for file in settings.BASE_DIR.glob("locale/*/*/django.po")}
    assert catalogues == {code for code, _ in settings.LANGUAGES}
