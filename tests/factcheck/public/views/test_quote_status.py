"""Below each quote, readers see the result of the latest recheck, and no other text."""

import pytest

from factcheck.public.formatting.dates import format_date
from sources.capture import join_excerpts
from tests import given
from tests.factcheck.public.conftest import get_claim_path
from tests.helpers import changing_site
from tests.helpers.changing_site import REORDERED_TEXT, get_source
from tests.helpers.rechecks import (
    AMBIGUOUS_TEXT,
    CHANGED_TEXT,
    REWORDED_TEXT,
    recheck_and_tell,
    recheck_with_text,
)

pytestmark = pytest.mark.django_db
DAYS = 3  # from the publication to the recheck


@pytest.fixture
def verdict():
    return changing_site.create_published_verdict()


@pytest.fixture
def recheck_and_read(reader, verdict):
    """A function that returns the text of the claim's page after a recheck fetched this text."""

    def recheck_and_read(text, **fields):
        recheck_and_tell(verdict, text, at=changing_site.get_later_moment(DAYS), **fields)
        return get_page_text(reader, verdict)

    return recheck_and_read


def get_page_text(reader, verdict) -> str:
    slug = "trade-rose-by-12-percent-in-a-year"
    return reader.get_text(f"{get_claim_path(verdict)}{slug}/")


def get_source_path(verdict) -> str:
    return f"/sources/{get_source(verdict).public_id}/"


def insert_dates(sentence: str, verdict) -> str:
    """The sentence with the dates of the capture and of the latest recheck."""
    source = get_source(verdict)
    latest = source.retrievals.first()
    return sentence.format(
        captured=format_date(source.snapshots.earliest("captured_at").captured_at),
        checked=format_date(latest.retrieved_at) if latest else "",
    )


@pytest.mark.parametrize(
    ("text", "gone", "sentence"),
    [
        (
            given.TEXT,
            False,
            "Captured on {captured}, last found word for word in the article on {checked}.",
        ),
        (
            REORDERED_TEXT,
            False,
            "Captured on {captured}, last found word for word in the article, in another place, "
            "on {checked}.",
        ),
        (CHANGED_TEXT, False, "The article has since changed: 4 →became 17 (found on {checked})."),
        (REWORDED_TEXT, False, "Found as quoted on {captured}, when it was captured."),
        (AMBIGUOUS_TEXT, False, "On {checked} these words were in several places of the article"),
        ("The weather.", False, "On {checked} these words were no longer in the article"),
        (
            None,
            True,
            "The article is no longer online, as of {checked}; this is the text that we captured.",
        ),
        (
            None,
            False,
            "Captured on {captured}. The article could not be checked since {checked}.",
        ),
    ],
)
def test_the_result_of_the_latest_recheck_is_shown(recheck_and_read, verdict, text, gone, sentence):
    page = recheck_and_read(text, gone=gone)
    assert insert_dates(sentence, verdict) in page


@pytest.mark.parametrize("text", [CHANGED_TEXT, REWORDED_TEXT, AMBIGUOUS_TEXT, "The weather."])
def test_a_change_is_not_told_before_an_editor_answered(reader, verdict, text):
    recheck_with_text(verdict, given.TEXT)
    before = get_page_text(reader, verdict)
    recheck_with_text(verdict, text)
    assert get_page_text(reader, verdict) == before


def test_the_word_diff_is_below_the_quote(reader, verdict):
    recheck_and_tell(verdict, CHANGED_TEXT)
    page = reader.get_html(get_source_path(verdict))
    assert '<del class="material"><span class="hidden"> [removed: </span>4<span' in page
    assert '<ins class="material"><span class="hidden"> [added: </span>17<span' in page


def test_an_unreachable_source_shows_when_the_quote_was_last_found(recheck_and_read, verdict):
    recheck_and_read(given.TEXT)
    page = recheck_and_read(None)
    assert insert_dates("The article could not be checked since {checked}.", verdict) in page
    assert insert_dates("The words were last found as quoted on {checked}.", verdict) in page


def test_a_source_that_was_not_rechecked_says_so(reader, verdict):
    sentence = "Found as quoted on {captured}, when it was captured."
    assert insert_dates(sentence, verdict) in get_page_text(reader, verdict)
    assert "We have not rechecked it yet." in reader.get_text(get_source_path(verdict))


def test_a_source_without_an_address_is_never_rechecked(reader):
    verdict = changing_site.create_published_verdict(url="")
    sentence = "Captured on {captured}, never rechecked: its address is not known."
    assert insert_dates(sentence, verdict) in get_page_text(reader, verdict)
    source_page = reader.get_text(get_source_path(verdict))
    assert "It is not rechecked: its address is not known." in source_page


def test_excerpts_are_never_rechecked(reader):
    text, spans = join_excerpts([given.TEXT])
    verdict = changing_site.create_published_verdict(text=text, extent="excerpt")
    assert spans
    assert "never rechecked: we have excerpts only." in get_page_text(reader, verdict)


def test_an_earlier_version_shows_the_same_status(reader, verdict):
    recheck_and_tell(verdict, CHANGED_TEXT)
    page = reader.get_text(f"{get_claim_path(verdict)}revisions/1/")
    assert "The article has since changed" in page


def test_the_page_of_a_source_lists_the_rechecks(reader, verdict):
    for text in (given.TEXT, given.TEXT, CHANGED_TEXT, None):
        recheck_and_tell(verdict, text)
    recheck_and_tell(verdict, None, gone=True)
    page = reader.get_text(get_source_path(verdict))
    assert "2 rechecks, " in page
    assert "all quotes unchanged" in page
    assert "0 of 1 quotes unchanged" in page
    assert "the source could not be reached" in page
    assert "the article was no longer online" in page


def test_no_other_text_of_a_later_snapshot_is_shown(reader, verdict):
    recheck_and_tell(verdict, f"{CHANGED_TEXT} And a zyzzyva.")
    for path in (get_source_path(verdict), f"{get_claim_path(verdict)}revisions/1/"):
        assert "zyzzyva" not in reader.get_html(path)
