"""The commands `capture` and `verify_quotes`."""

import pytest
from django.core.management import CommandError, call_command

from claims.publication import queries
from factcheck.accounts.models import User
from sources.models import Passage, Publisher, Retrieval, Snapshot, Source
from tests import given
from tests.helpers.pdfs import create_pdf
from tests.sources.extraction.test_encodings import CASES
from tests.sources.extraction.test_mail import LETTER
from tests.sources.extraction.test_text import PAGE

pytestmark = pytest.mark.django_db

TEXT = "Teaser. The office reported a rise of 4 percent. Comments."


@pytest.fixture
def file(tmp_path):
    def write(name="article.txt", content=TEXT, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return str(path)

    return write


def run_command(capsys, *arguments) -> str:
    call_command(*arguments)
    return capsys.readouterr().out


def run_failing(capsys, *arguments) -> str:
    with pytest.raises(CommandError) as caught:
        call_command(*arguments)
    return capsys.readouterr().err + str(caught.value)


# ── capture ─────────────────────────────────────────────────────────────────────────────────────
def test_a_file_becomes_a_snapshot_of_a_new_source(capsys, file):
    output = run_command(capsys, "capture", file())
    snapshot = Snapshot.objects.get()
    assert output == (
        f"article.txt: snapshot {snapshot.public_id} of source {snapshot.source.public_id},"
        " Untitled article.\n"
    )
    assert (snapshot.text, snapshot.extent) == (TEXT, "whole")


def test_archiving_outside_can_be_forbidden(capsys, file):
    run_command(capsys, "capture", file())
    assert Source.objects.get().can_be_archived
    run_command(capsys, "capture", "--do-not-archive", file())  # the same file again
    assert not Source.objects.get().can_be_archived
    run_command(capsys, "capture", file())  # nothing undoes it
    assert not Source.objects.get().can_be_archived


def test_fields_that_are_not_given_stay_empty(capsys, file):
    run_command(capsys, "capture", file())
    source = Source.objects.get()
    assert (source.title, source.author, source.url, source.language) == ("", "", "", "")
    assert (source.publisher, source.published_on) == (None, None)
    assert source.published_precision == "unknown"


def test_the_body_of_a_mail_is_the_article(capsys, file):
    run_command(capsys, "capture", file("letter.eml", LETTER))
    snapshot = Snapshot.objects.get()
    ((start, end),) = snapshot.article_text.spans
    assert snapshot.text[start:end].startswith("The harbour was never insured.")
    assert snapshot.source.title == "Re: Harbour – your question"


@pytest.mark.parametrize(
    ("pages", "words"), [("2-3", "second third"), ("3", "third"), ("2-", "second third")]
)
def test_a_part_of_a_pdf_is_captured(capsys, tmp_path, pages, words):
    path = tmp_path / "report.pdf"
    path.write_bytes(create_pdf("first", "second", "third"))
    run_command(capsys, "capture", str(path), "--pages", pages)
    assert Snapshot.objects.get().text.split() == words.split()


@pytest.mark.parametrize(
    ("pages", "message"),
    [("three", "“three” are no pages"), ("0-2", "are no pages"), ("2-9", "has 2 pages")],
)
def test_pages_that_do_not_exist_are_refused(capsys, tmp_path, pages, message):
    path = tmp_path / "report.pdf"
    path.write_bytes(create_pdf("first", "second"))
    assert message in run_failing(capsys, "capture", str(path), "--pages", pages)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("letter.rtf", "{\\rtf1\\ansi We \\b never\\b0  paid.}", "This is an RTF document."),
        ("shot.png", "\x89PNG\r\n\x1a\n\x00", "This is a PNG picture."),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_name(capsys, file, name, content, message):
    assert message in run_failing(capsys, "capture", file(name, content, "latin-1"))
    assert not Snapshot.objects.exists()


def test_the_title_is_taken_from_the_markup(capsys, file):
    page = PAGE.format(charset="utf-8", title="On trade")
    run_command(capsys, "capture", file("page.html", page))
    assert Source.objects.get().title == "On trade"


def test_the_options_describe_the_new_source(capsys, file):
    run_command(
        capsys,
        *("capture", file(), "--title=On trade", "--author=A. Writer", "--publisher=The House"),
        *("--published=2022-12", "--language=en"),
    )
    source = Source.objects.get()
    assert (source.title, source.author, source.language) == ("On trade", "A. Writer", "en")
    assert source.publisher == Publisher.objects.get(name="The House")
    assert (source.published_on.isoformat(), source.published_precision) == ("2022-12-01", "month")


def test_the_source_has_what_the_markup_declares_and_no_guess(capsys, file):
    Publisher.objects.create(name="The House")
    head = (
        '<meta name="author" content="Ana Writer"><meta name="dcterms.issued" content="2020-07">'
        '<meta property="og:site_name" content="The House">'
    )
    page = PAGE.format(charset="utf-8", title="On trade").replace(' lang="en"', "")
    output = run_command(capsys, "capture", file("page.html", page.replace("</head>", head)))
    source = Source.objects.get()
    assert (source.author, source.publisher.name, source.language) == (
        "Ana Writer",
        "The House",
        "",
    )
    assert (str(source.published_on), source.published_precision) == ("2020-07-01", "month")
    assert "Check: No language is declared. It looks like “en”" in output


def test_what_has_to_be_checked_is_printed(capsys, file):
    page = PAGE.format(charset="utf-8", title="On trade").replace(
        "<title>", '<meta name="pubdate" content="05/06/2020"><title>'
    )
    output = run_command(capsys, "capture", file("page.html", page))
    assert "\n  Check: The page gives “05/06/2020” as its date of publication" in output
    assert Source.objects.get().published_on is None


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [("2022", "2022-01-01", "year"), ("2022-12-22", "2022-12-22", "day")],
)
def test_a_date_has_the_precision_it_is_written_with(capsys, file, text, day, precision):
    run_command(capsys, "capture", file(), f"--published={text}")
    source = Source.objects.get()
    assert (source.published_on.isoformat(), source.published_precision) == (day, precision)


def test_the_article_text_is_selected_by_its_first_and_last_words(capsys, file):
    run_command(capsys, "capture", file(), "--article-from=The office", "--article-to=percent.")
    (span,) = Snapshot.objects.get().article_text.spans
    assert TEXT[slice(*span)] == "The office reported a rise of 4 percent."


def test_the_same_text_is_captured_once(capsys, file):
    run_command(capsys, "capture", file())
    output = run_command(capsys, "capture", file("copy.txt"), "--title=Another title")
    assert output.startswith("copy.txt: already captured")
    assert (Source.objects.count(), Snapshot.objects.count()) == (1, 1)


AGENCY_OPTIONS = [
    (["--publisher=The House"], ["--publisher=The Post"]),
    ([], ["--publisher=The Post"]),
    (["--title=Milk is dearer"], ["--title=Dearer milk"]),
    (["--author=A. Writer"], ["--author=Another Writer"]),
    (["--published=2026-05-03"], ["--published=2026-05-04"]),
]


@pytest.mark.parametrize(("first", "second"), AGENCY_OPTIONS)
def test_two_publishers_copies_of_one_agency_text_are_two_sources(capsys, file, first, second):
    run_command(capsys, "capture", file("first.txt"), *first)
    output = run_command(capsys, "capture", file("second.txt"), *second)
    assert "already captured" not in output
    assert Source.objects.count() == Snapshot.objects.count() == 2
    for name, options in (("first.txt", first), ("second.txt", second)):
        assert "already captured" in run_command(capsys, "capture", file(name), *options)
    assert Source.objects.count() == 2


def test_two_web_pages_with_one_agency_text_are_two_sources(capsys, file):
    page = PAGE.format(charset="utf-8", title="On trade")
    other = page.replace("<body>", '<body class="another-site">')
    run_command(capsys, "capture", file("a.html", page))
    assert other != page
    assert "already captured" not in run_command(capsys, "capture", file("b.html", other))
    assert Source.objects.count() == 2
    assert "already captured" in run_command(capsys, "capture", file("c.html", other))


def test_a_text_that_was_captured_before_is_reported_with_what_to_do(capsys, file):
    run_command(capsys, "capture", file(), "--publisher=The House")
    output = run_command(capsys, "capture", file("copy.txt"))
    assert "If another publisher has the same text, name it with --publisher." in output


def test_a_later_text_is_captured_for_the_given_source(capsys, file):
    run_command(capsys, "capture", file())
    source = Source.objects.get()
    run_command(
        capsys, "capture", file("later.txt", TEXT + " Corrected."), f"--source={source.public_id}"
    )
    output = run_command(capsys, "capture", file(), f"--source={source.public_id}")
    assert "already captured" in output
    assert source.snapshots.count() == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "e04-latin1-is-cp1252.html",
            "“We paid for steel we never saw,” said the treasurer’s deputy –",
        ),
        ("e05-windows-31j.html", "と①会計係の㈱港の担当者が述べた"),
        (
            "e13-comment-meta.html",
            "“We paid for steel we never saw,” said the treasurer’s deputy –",
        ),
    ],
)
def test_the_recorded_pages_are_captured_as_browsers_show_them(capsys, name, words):
    output = run_command(capsys, "capture", str(CASES / name))
    assert words in Snapshot.objects.get().text
    assert "Check:" not in output
    assert Source.objects.get().published_on is None


def test_the_encoding_can_be_given(capsys, file):
    run_command(capsys, "capture", file(content="Größe", encoding="latin-1"), "--encoding=latin-1")
    assert Snapshot.objects.get().text == "Größe"


def test_without_a_user_name_the_system_user_captures(capsys, file):
    run_command(capsys, "capture", file())
    run_command(capsys, "capture", file("b.txt", "Other words."))
    desk = User.objects.get(username="desk")
    assert desk.byline == "the desk"
    assert not desk.has_usable_password()
    assert set(Snapshot.objects.values_list("captured_by", flat=True)) == {desk.pk}


def test_a_user_can_be_given(capsys, file):
    ana = given.person("ana")
    run_command(capsys, "capture", file(), "--by=ana")
    assert Snapshot.objects.get().captured_by == ana


def test_a_file_that_cannot_be_read_does_not_stop_the_others(capsys, file):
    output = run_failing(capsys, "capture", file(content="a\x00b"), file("good.txt", "Good words."))
    assert "article.txt: This is not a web page, a PDF or a plain text: it contains null" in output
    assert "1 of 2 could not be captured." in output
    assert Snapshot.objects.get().text == "Good words."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--published=soon"], "“soon” is not a date: write 2022, 2022-12 or 2022-12-22."),
        (["--published=2022-13"], "is not a date"),
        (["--published=2022-12-22-1"], "is not a date"),
        (
            ["--article-from=absent"],
            "does not contain these first words followed by these last words",
        ),
        (["--encoding=klingon"], "There is no encoding named “klingon”."),
        (["--source=absent"], "There is no source absent."),
        (["--by=absent"], "There is no account absent."),
        (["--by=gwen"], "The role of gwen does not allow capturing."),
        (["--title=T", "--source=0123456789"], "--title describes a new source"),
        (["--title=" + "x" * 501], "at most 500 characters"),
        (["--publisher=" + "x" * 201], "at most 200 characters"),
    ],
)
def test_invalid_options_are_reported_and_nothing_is_written(capsys, file, options, message):
    given.person("gwen")
    output = run_failing(capsys, "capture", file(), *options)
    assert message in output
    assert not Source.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Publisher.objects.exists()


def test_a_missing_file_is_reported(capsys, tmp_path):
    assert "No such file or directory." in run_failing(capsys, "capture", str(tmp_path / "absent"))


def test_a_file_that_is_too_large_is_reported(capsys, file, settings):
    settings.CAPTURE_LIMIT = 10
    assert "A file has at most 10 bytes." in run_failing(capsys, "capture", file())


def test_a_title_is_refused_for_two_files(capsys, file):
    output = run_failing(capsys, "capture", file(), file("b.txt", "Other."), "--title=T")
    assert "give one file" in output
    assert not Source.objects.exists()


# ── capturing URLs ──────────────────────────────────────────────────────────────────────────────
def test_a_url_becomes_a_snapshot_of_a_new_source(capsys, reached):
    url = reached.serve("/milk", PAGE.format(charset="utf-8", title="On trade"))
    output = run_command(capsys, "capture", url, "--author=A. Writer", "--article-from=Farmers")
    snapshot = Snapshot.objects.get()
    source = snapshot.source
    assert output == (
        f"{url}: snapshot {snapshot.public_id} of source {source.public_id}, On trade.\n"
    )
    assert (source.url, source.author, source.language) == (url, "A. Writer", "en")
    assert snapshot.text[snapshot.article_text.spans[0][0] :].startswith("Farmers")


def test_a_url_and_a_file_can_be_captured_together(capsys, reached, file):
    url = reached.serve("/milk", "Milk became dearer.", content_type="text/plain")
    run_command(capsys, "capture", file(), url)
    assert Snapshot.objects.count() == 2


def test_a_known_url_creates_no_second_source_or_snapshot(capsys, reached):
    url = reached.serve("/milk", "Milk became dearer.", content_type="text/plain")
    run_command(capsys, "capture", url)
    assert "already captured, as snapshot" in run_command(capsys, "capture", url)
    assert Source.objects.count() == Snapshot.objects.count() == 1
    assert Retrieval.objects.count() == 2


def test_refused_urls_are_reported(capsys, reached):
    reached.serve("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    url = reached.serve("/milk", "Milk became dearer.", content_type="text/plain")
    output = run_failing(capsys, "capture", url, "http://10.0.0.1/", "--publisher=The House")
    assert f"{url}: The site asks robots not to read this address" in output
    assert "2 of 2 could not be captured." in output
    assert not any(m.objects.exists() for m in (Source, Retrieval, Publisher))
    run_command(capsys, "capture", url, "--robots-waiver=It is a law.")
    assert Retrieval.objects.get().robots_waiver == "It is a law."


def test_the_bytes_of_a_file_are_stored(capsys, file):
    run_command(capsys, "capture", file(content="Größe"))
    assert Snapshot.objects.get().raw_document.raw == "Größe".encode()


# ── verify_quotes ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def published(db):
    given.published()
    return queries.list_passages().get()


def test_every_passage_is_found_at_its_place(capsys, file, published):
    article = "Home. News.\n\n" + given.TEXT + "\n\nYou might also like"
    output = run_command(
        capsys, "verify_quotes", file(content=article), file("other.txt", "Other words.")
    )
    start = article.find(given.OFFICE)
    assert f"{published.public_id}  article.txt {start}–{start + len(given.OFFICE)}" in output
    assert "Every passage occurs in exactly one place" in output


def test_context_decides_between_two_places_with_the_same_text(capsys, file, published):
    article = f"Read also: {given.OFFICE}!\n\n{given.TEXT}"
    start = article.rfind(given.OFFICE)
    assert f"article.txt {start}–" in run_command(capsys, "verify_quotes", file(content=article))


@pytest.mark.parametrize(
    ("article", "places"),
    [
        ("Other words.", "not found"),
        (given.TEXT.replace("4 percent", "40 percent"), "not found"),
        (given.TEXT.replace("4 percent", "4\u00a0percent"), "not found"),
        (given.TEXT + given.TEXT, "article.txt 178–197; article.txt 394–413"),
    ],
)
def test_a_passage_that_is_not_at_exactly_one_place_fails(capsys, file, published, article, places):
    with pytest.raises(CommandError, match="do not occur in exactly one place"):
        call_command("verify_quotes", file(content=article))
    assert places in capsys.readouterr().out


def test_a_passage_in_two_files_fails(capsys, file, published):
    with pytest.raises(CommandError):
        call_command("verify_quotes", file(content=given.TEXT), file("b.txt", given.TEXT))


def test_an_article_that_cannot_be_read_is_reported(capsys, file, published, tmp_path):
    assert "No such file" in run_failing(capsys, "verify_quotes", str(tmp_path / "absent"))
    assert "null characters" in run_failing(capsys, "verify_quotes", file(content="a\x00b"))


def test_passages_of_drafts_are_ignored(capsys, file):
    given.draft()
    assert Passage.objects.exists()
    assert "Every passage" in run_command(capsys, "verify_quotes", file())


@pytest.mark.parametrize("url", ["ftp://files.example/a.txt", "GOPHER://a.example/"])
def test_a_url_of_another_scheme_is_refused(capsys, url):
    assert "Only addresses that begin with http://" in run_failing(capsys, "capture", url)
