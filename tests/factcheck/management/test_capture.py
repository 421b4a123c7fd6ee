"""`capture` and `find_quotes`, from files."""

import pytest
from django.core.management import CommandError, call_command

from claims.publication import queries
from factcheck.accounts.models import User
from sources.models import Passage, Publisher, Retrieval, Snapshot, Source
from tests import given
from tests.sources.extraction.test_text import PAGE

pytestmark = pytest.mark.django_db

WORDS = "Teaser. The office reported a rise of 4 percent. Comments."


@pytest.fixture
def file(tmp_path):
    def write(name="article.txt", content=WORDS, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return str(path)

    return write


def run(capsys, *arguments) -> str:
    call_command(*arguments)
    return capsys.readouterr().out


def failing(capsys, *arguments) -> str:
    with pytest.raises(CommandError) as caught:
        call_command(*arguments)
    return capsys.readouterr().err + str(caught.value)


# ── capture ─────────────────────────────────────────────────────────────────────────────────────
def test_a_file_becomes_a_snapshot_of_a_new_source(capsys, file):
    told = run(capsys, "capture", file())
    snapshot = Snapshot.objects.get()
    assert told == (
        f"article.txt: snapshot {snapshot.public_id} of source {snapshot.source.public_id},"
        " Untitled article.\n"
    )
    assert (snapshot.text, snapshot.extent) == (WORDS, "whole")


def test_nothing_is_invented(capsys, file):
    run(capsys, "capture", file())
    source = Source.objects.get()
    assert (source.title, source.author, source.url, source.language) == ("", "", "", "")
    assert (source.publisher, source.published_on) == (None, None)
    assert source.published_precision == "unknown"


def test_the_title_is_that_of_the_markup(capsys, file):
    page = PAGE.format(charset="utf-8", title="On trade")
    run(capsys, "capture", file("page.html", page))
    assert Source.objects.get().title == "On trade"


def test_what_is_said_of_a_source_is_kept(capsys, file):
    run(
        capsys,
        *("capture", file(), "--title=On trade", "--author=A. Writer", "--publisher=The House"),
        *("--published=2022-12", "--language=en"),
    )
    source = Source.objects.get()
    assert (source.title, source.author, source.language) == ("On trade", "A. Writer", "en")
    assert source.publisher == Publisher.objects.get(name="The House")
    assert (source.published_on.isoformat(), source.published_precision) == ("2022-12-01", "month")


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [("2022", "2022-01-01", "year"), ("2022-12-22", "2022-12-22", "day")],
)
def test_a_date_is_as_exact_as_it_is_written(capsys, file, written, day, precision):
    run(capsys, "capture", file(), f"--published={written}")
    source = Source.objects.get()
    assert (source.published_on.isoformat(), source.published_precision) == (day, precision)


def test_the_body_is_marked_by_its_words(capsys, file):
    run(capsys, "capture", file(), "--body-from=The office", "--body-to=percent.")
    (span,) = Snapshot.objects.get().body.spans
    assert WORDS[slice(*span)] == "The office reported a rise of 4 percent."


def test_the_same_text_is_captured_once(capsys, file):
    run(capsys, "capture", file())
    told = run(capsys, "capture", file("copy.txt"), "--title=Another title")
    assert told.startswith("copy.txt: already captured")
    assert (Source.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_a_later_text_is_captured_of_the_source_given(capsys, file):
    run(capsys, "capture", file())
    source = Source.objects.get()
    run(capsys, "capture", file("later.txt", WORDS + " Mended."), f"--source={source.public_id}")
    told = run(capsys, "capture", file(), f"--source={source.public_id}")
    assert "already captured" in told
    assert source.snapshots.count() == 2


def test_an_encoding_can_be_given(capsys, file):
    run(capsys, "capture", file(content="Größe", encoding="latin-1"), "--encoding=latin-1")
    assert Snapshot.objects.get().text == "Größe"


def test_without_a_name_the_desk_signs(capsys, file):
    run(capsys, "capture", file())
    run(capsys, "capture", file("other.txt", "Other words."))
    desk = User.objects.get(username="desk")
    assert desk.byline == "the desk"
    assert not desk.has_usable_password()
    assert set(Snapshot.objects.values_list("captured_by", flat=True)) == {desk.pk}


def test_a_person_can_sign(capsys, file):
    ana = given.person("ana")
    run(capsys, "capture", file(), "--by=ana")
    assert Snapshot.objects.get().captured_by == ana


def test_one_file_that_cannot_be_read_does_not_keep_the_others_out(capsys, file):
    told = failing(capsys, "capture", file(content="a\x00b"), file("good.txt", "Good words."))
    assert "article.txt: This is neither a web page nor a PDF nor a text: it holds null" in told
    assert "1 of 2 could not be captured." in told
    assert Snapshot.objects.get().text == "Good words."


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--published=soon"], "“soon” is not a date: write 2022, 2022-12 or 2022-12-22."),
        (["--published=2022-13"], "is not a date"),
        (["--published=2022-12-22-1"], "is not a date"),
        (["--body-from=absent"], "The words that mark the body are not in the text"),
        (["--encoding=klingon"], "There is no encoding named “klingon”."),
        (["--source=absent"], "There is no source absent."),
        (["--by=nobody"], "There is no account nobody."),
        (["--by=gwen"], "The role of gwen does not allow capturing."),
        (["--title=T", "--source=0123456789"], "--title describes a new source"),
        (["--title=" + "x" * 501], "at most 500 characters"),
        (["--publisher=" + "x" * 201], "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(
    capsys, file, options, sentence
):
    given.person("gwen")
    told = failing(capsys, "capture", file(), *options)
    assert sentence in told
    assert not Source.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Publisher.objects.exists()


def test_a_file_that_is_not_there_is_said(capsys, tmp_path):
    assert "No such file or directory." in failing(capsys, "capture", str(tmp_path / "absent"))


def test_a_file_that_is_too_large_is_said(capsys, file, settings):
    settings.CAPTURE_LIMIT = 10
    assert "A file has at most 10 bytes." in failing(capsys, "capture", file())


def test_one_title_is_not_given_to_two_sources(capsys, file):
    told = failing(capsys, "capture", file(), file("b.txt", "Other."), "--title=T")
    assert "give one file" in told
    assert not Source.objects.exists()


# ── capture, by addresses ───────────────────────────────────────────────────────────────────────
def test_an_address_becomes_a_snapshot_of_a_new_source(capsys, reached):
    address = reached.serve("/milk", PAGE.format(charset="utf-8", title="On trade"))
    told = run(capsys, "capture", address, "--author=A. Writer", "--body-from=Farmers")
    snapshot = Snapshot.objects.get()
    source = snapshot.source
    assert told == (
        f"{address}: snapshot {snapshot.public_id} of source {source.public_id}, On trade.\n"
    )
    assert (source.url, source.author, source.language) == (address, "A. Writer", "en")
    assert snapshot.text[snapshot.body.spans[0][0] :].startswith("Farmers")


def test_an_address_and_a_file_can_be_captured_together(capsys, reached, file):
    address = reached.serve("/milk", "Milk became dearer.", content_type="text/plain")
    run(capsys, "capture", file(), address)
    assert Snapshot.objects.count() == 2


def test_a_known_address_makes_nothing_new(capsys, reached):
    address = reached.serve("/milk", "Milk became dearer.", content_type="text/plain")
    run(capsys, "capture", address)
    assert "already captured, as snapshot" in run(capsys, "capture", address)
    assert Source.objects.count() == Snapshot.objects.count() == 1
    assert Retrieval.objects.count() == 2


def test_what_stands_in_the_way_of_an_address_is_said(capsys, reached):
    reached.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    address = reached.serve("/milk", "Milk became dearer.", content_type="text/plain")
    told = failing(capsys, "capture", address, "http://10.0.0.1/", "--publisher=The House")
    assert f"{address}: The site asks robots not to read this address" in told
    assert "2 of 2 could not be captured." in told
    assert not any(m.objects.exists() for m in (Source, Retrieval, Publisher))
    run(capsys, "capture", address, "--robots-waiver=It is a law.")
    assert Retrieval.objects.get().robots_waiver == "It is a law."


def test_the_bytes_of_a_file_are_kept(capsys, file):
    run(capsys, "capture", file(content="Größe"))
    assert Snapshot.objects.get().original.raw == "Größe".encode()


# ── find_quotes ─────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def published(db):
    given.published()
    return queries.passages().get()


def test_every_passage_is_found_where_it_stands(capsys, file, published):
    article = "Home. News.\n\n" + given.TEXT + "\n\nYou might also like"
    told = run(capsys, "find_quotes", file(content=article), file("other.txt", "Other words."))
    start = article.find(given.OFFICE)
    assert f"{published.public_id}  article.txt {start}–{start + len(given.OFFICE)}" in told
    assert "Every passage stands in exactly one place" in told


def test_a_passage_is_told_from_another_place_of_its_words_by_its_context(capsys, file, published):
    article = f"Read also: {given.OFFICE}!\n\n{given.TEXT}"
    start = article.rfind(given.OFFICE)
    assert f"article.txt {start}–" in run(capsys, "find_quotes", file(content=article))


@pytest.mark.parametrize(
    ("article", "where"),
    [
        ("Other words.", "not found"),
        (given.TEXT.replace("4 percent", "40 percent"), "not found"),
        (given.TEXT.replace("4 percent", "4\u00a0percent"), "not found"),
        (given.TEXT + given.TEXT, "article.txt 178–197; article.txt 394–413"),
    ],
)
def test_a_passage_that_is_not_in_one_place_fails(capsys, file, published, article, where):
    with pytest.raises(CommandError, match="do not stand in exactly one place"):
        call_command("find_quotes", file(content=article))
    assert where in capsys.readouterr().out


def test_a_passage_in_two_files_fails(capsys, file, published):
    with pytest.raises(CommandError):
        call_command("find_quotes", file(content=given.TEXT), file("b.txt", given.TEXT))


def test_an_article_that_cannot_be_read_is_said(capsys, file, published, tmp_path):
    assert "No such file" in failing(capsys, "find_quotes", str(tmp_path / "absent"))
    assert "null characters" in failing(capsys, "find_quotes", file(content="a\x00b"))


def test_drafts_are_not_looked_for(capsys, file):
    given.draft()
    assert Passage.objects.exists()
    assert "Every passage" in run(capsys, "find_quotes", file())


@pytest.mark.parametrize("address", ["ftp://files.example/a.txt", "GOPHER://a.example/"])
def test_an_address_of_another_kind_is_no_file(capsys, address):
    assert "Only addresses that begin with http://" in failing(capsys, "capture", address)
