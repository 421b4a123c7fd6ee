"""Under each quotation stands what a look found of it, and when; and nothing that was not found."""

import pytest

from factcheck.public.formatting.dates import said
from sources.capture import excerpt
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, REWORDED, TWICE, seen
from tests.factcheck.public.conftest import address_of
from tests.helpers import changing_site
from tests.helpers.changing_site import MOVED, source_of

pytestmark = pytest.mark.django_db
DAYS = 3


@pytest.fixture
def verdict():
    return changing_site.published()


@pytest.fixture
def words(reader, verdict):
    """What can be read on the claim's page after a look that brought this text."""

    def after(text, **described):
        seen(verdict, text, at=changing_site.later(DAYS), **described)
        return read(reader, verdict)

    return after


def read(reader, verdict) -> str:
    slug = "trade-rose-by-12-percent-in-a-year"
    return reader.words(f"{address_of(verdict)}{slug}/")


CAPTURED, LOOKED = "Captured on {captured}", "{looked}"


def dated(sentence: str, verdict) -> str:
    """A sentence with the days on which the article was captured and last looked at."""
    source = source_of(verdict)
    last = source.retrievals.first()
    return sentence.format(
        captured=said(source.snapshots.earliest("captured_at").captured_at),
        looked=said(last.retrieved_at) if last else "",
    )


@pytest.mark.parametrize(
    ("text", "gone", "sentence"),
    [
        (given.TEXT, False, f"{CAPTURED}, still word for word in the article on {LOOKED}."),
        (
            MOVED,
            False,
            f"{CAPTURED}, still word for word in the article, at another place, on {LOOKED}.",
        ),
        (CHANGED, False, "The article has since changed: 4 →became 17, as we found on {looked}."),
        (REWORDED, False, "nothing that could change what these words say."),
        (TWICE, False, f"On {LOOKED} these words stood in several places of the article"),
        ("The weather.", False, f"On {LOOKED} these words were not in the article any more"),
        (None, True, f"The article is gone, as we found on {LOOKED}; here is what we captured."),
        (
            None,
            False,
            f"The article could not be reached on {LOOKED}, and no look has reached it since",
        ),
    ],
)
def test_a_quotation_says_what_the_newest_look_found(words, verdict, text, gone, sentence):
    page = words(text, gone=gone)
    assert dated(sentence, verdict) in page


def test_the_difference_stands_under_the_quotation(reader, verdict):
    seen(verdict, CHANGED)
    page = reader.page(f"/sources/{source_of(verdict).public_id}/")
    assert '<del class="material"><span class="hidden"> [removed: </span>4<span' in page
    assert '<ins class="material"><span class="hidden"> [added: </span>17<span' in page


def test_where_it_was_not_reached_it_is_said_when_it_last_stood(words, verdict):
    words(given.TEXT)
    page = words(None)
    assert dated("The article could not be reached on {looked}.", verdict) in page
    assert dated("The words were last found as quoted on {looked}.", verdict) in page


def test_what_was_never_looked_at_says_so(reader, verdict):
    assert dated(f"{CAPTURED}, not checked since.", verdict) in read(reader, verdict)
    source = reader.words(f"/sources/{source_of(verdict).public_id}/")
    assert "We have not looked at it again yet." in source


def test_without_an_address_nothing_was_ever_checked(reader):
    verdict = changing_site.published(url="")
    never = dated(f"{CAPTURED}, never checked: no address is known.", verdict)
    assert never in read(reader, verdict)
    source = reader.words(f"/sources/{source_of(verdict).public_id}/")
    assert "It was never looked at again: no address is known." in source


def test_of_excerpts_it_is_said_that_they_are_no_whole(reader):
    text, spans = excerpt([given.TEXT])
    verdict = changing_site.published(text=text, extent="excerpt")
    assert spans
    assert "never checked: we hold excerpts of it only." in read(reader, verdict)


def test_an_older_revision_tells_of_the_same_looks(reader, verdict):
    seen(verdict, CHANGED)
    assert "The article has since changed" in reader.words(f"{address_of(verdict)}revisions/1/")


def test_a_source_shows_look_by_look_what_became_of_it(reader, verdict):
    for text in (given.TEXT, given.TEXT, CHANGED, None):
        seen(verdict, text)
    seen(verdict, None, gone=True)
    told = reader.words(f"/sources/{source_of(verdict).public_id}/")
    assert "2 looks, " in told
    assert "all that we quote stood there as quoted" in told
    assert "0 of 1 quotations stood there as quoted" in told
    assert "it could not be reached" in told
    assert "the article was gone" in told


def test_nothing_of_the_rest_of_a_later_text_is_shown(reader, verdict):
    seen(verdict, f"{CHANGED} And a zyzzyva.")
    for address in (
        f"/sources/{source_of(verdict).public_id}/",
        f"{address_of(verdict)}revisions/1/",
    ):
        assert "zyzzyva" not in reader.page(address)
