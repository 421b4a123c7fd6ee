"""A claim's page: at one address, with all that a reader can check, and loud when it must be."""

from datetime import date

import pytest

from claims.intake import claims
from claims.workflow import actions, drafting
from tests import given
from tests.factcheck.public.conftest import address_of, revision_of

pytestmark = pytest.mark.django_db


def republished(first, **changed):
    """The second revision of a claim, published."""
    changed = {"finding": "The office reports 4 percent, for the year before."} | changed
    following = given.corrected(first, **changed)
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))


def test_every_address_of_a_claim_leads_to_the_one(reader):
    verdict = given.published()
    canonical = f"{address_of(verdict)}trade-rose-by-12-percent-in-a-year/"
    for other in ("", "anything-else/"):
        answer = reader.ask(address_of(verdict) + other)
        assert (answer.status_code, answer.headers["Location"]) == (301, canonical)
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{canonical}">' in reader.page(
        canonical
    )


def test_a_slug_of_another_script_is_canonical_too(reader):
    verdict = given.published(of=given.claim("Торговля выросла на 12 процентов", language="ru"))
    answer = reader.ask(address_of(verdict))
    assert reader.ask(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
@pytest.mark.parametrize("tail", ["", "trade-rose-by-12-percent-in-a-year/", "revisions/1/"])
def test_what_is_not_published_is_as_if_it_were_not_there(reader, state, tail):
    verdict = given.STATES[state]()
    assert reader.ask(address_of(verdict) + tail).status_code == 404


def test_a_merged_claim_leads_to_the_other(reader):
    gone, kept = given.published(), given.published(of=given.claim("Trade grew by 12 percent"))
    claims.merge(gone.claim, into=kept.claim, by=given.person("carla"), at=given.moment())
    answer = reader.ask(f"{address_of(gone)}trade-rose-by-12-percent-in-a-year/")
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith(address_of(kept))


def test_a_reader_sees_who_said_what_and_what_it_rests_on(reader):
    said = given.claim(
        claimant=given.claimant(description="Minister of trade"),
        origin="person",
        topics=[given.topic()],
    )
    claims.appear(
        said,
        by=given.person("ana"),
        at=given.moment(),
        words="Der Handel stieg um 12 Prozent",
        language="de",
        translation="Trade rose by 12 percent",
        translated_by="the desk",
        medium="radio",
        place="Mainz",
        appeared_on=date(2026, 10, 1),
        precision="month",
    )
    page = reader.words(answer_of(reader, given.published(of=said)))
    for wanted in (
        "The minister", "Minister of trade", "Der Handel stieg um 12 Prozent",
        "Trade rose by 12 percent", "Translated by the desk", "Radio, Mainz · October 2026",
        f"Mostly false means: {given.rating().definition}", "one origin",
        "The statistical office reports a rise of 4 percent.", "The figure was repeated widely.",
        "What speaks for it 0", "What speaks against it 1", "a rise of 4 percent",
        "On trade, no date known", "never checked: no address is known",
        "What we searched and did not find",
        "A figure of the office that is higher.", "30 October 2026", "Ana Byline", "Bo Byline",
        "Carla Byline", "/revisions/1/",
    ):  # fmt: skip
        assert wanted in page, wanted


def answer_of(reader, verdict) -> str:
    return reader.ask(address_of(verdict)).headers["Location"]


def test_the_quotation_is_marked_and_its_context_stands_around_it(reader):
    page = reader.page(answer_of(reader, given.published()))
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert '<span class="around"> for the same year.</span>' in page


def test_the_original_opens_at_the_quoted_words(reader):
    source = given.snapshot(url="https://news.example/trade#top")
    draft = drafting.draft(given.claim(), by=given.person("ana"), at=given.moment())
    drafting.edit(draft, by=draft.author, at=given.moment(), **given.content())
    quoted = given.passage(of=source)
    drafting.cite(draft, quoted, by=draft.author, at=given.moment(), stance="refutes")
    draft.refresh_from_db()
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    page = reader.page(answer_of(reader, verdict))
    assert 'href="https://news.example/trade#:~:text=a%20rise%20of%204%20percent"' in page
    assert 'rel="noopener"' in page
    assert f"/sources/{source.source.public_id}/#p-{quoted.public_id}" in page


def test_a_correction_is_told_on_top_with_the_old_mark_and_the_new(reader):
    second = republished(given.published(), rating=given.rating("unproven"))
    page = reader.words(answer_of(reader, second))
    assert "Corrected" in page
    assert "We had the wrong year." in page
    assert page.index("Corrected") < page.index("Trade rose by 12 percent in a year", 200)
    assert "Mostly false →became Unproven" in page.replace("  ", " ")


def test_a_suspended_finding_shows_its_notice_and_not_its_text(reader):
    verdict = given.suspended()
    for address in (answer_of(reader, verdict), revision_of(verdict)):
        page = reader.words(address)
        assert "We have taken this finding down" in page
        assert "The minister objects." in page
        assert "The statistical office reports" not in page
        assert given.OFFICE not in page
        assert reader.claimreviews(address) == []


def test_a_retraction_is_loud_and_keeps_what_was_published(reader):
    verdict = given.retracted()
    page = reader.words(answer_of(reader, verdict))
    assert "We no longer stand by this finding." in page
    assert "We misread the table." in page
    assert "The statistical office reports a rise of 4 percent." in page
    assert reader.claimreviews(answer_of(reader, verdict)) == []


def test_an_older_revision_says_so_and_sends_search_engines_to_the_claim(reader):
    first = given.published()
    republished(first)
    answer = reader.ask(revision_of(first))
    page = answer.content.decode()
    assert "This is an older revision." in page
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address_of(first)}trade' in page
    assert reader.claimreviews(revision_of(first)) == []


def test_a_revision_shows_word_by_word_what_changed(reader):
    page = reader.page(revision_of(republished(given.published())))
    assert "What changed since revision 1" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_the_canonical_page_alone_tells_search_engines(reader):
    verdict = given.published()
    (said,) = reader.claimreviews(answer_of(reader, verdict))
    assert said["claimReviewed"] == verdict.claim.statement
    assert said["url"] == f"http://127.0.0.1:8000{answer_of(reader, verdict)}"
    assert reader.claimreviews(revision_of(verdict)) == []


def test_nothing_in_a_claim_can_end_the_data_block(reader):
    verdict = given.published(finding="</script><script>alert(1)</script> & more.")
    (said,) = reader.claimreviews(answer_of(reader, verdict))
    assert said["reviewRating"]["ratingExplanation"].startswith("</script>")
    assert "<script>alert" not in reader.page(answer_of(reader, verdict))


def test_a_private_person_is_named_nowhere(reader):
    said = given.claim(
        claimant=given.claimant("Zyzzyva Person", public_role=False), origin="person"
    )
    verdict = given.published(of=said)
    page = reader.page(answer_of(reader, verdict))
    assert "Zyzzyva" not in page
    assert "A social-media user" in page
    assert "author" not in reader.claimreviews(answer_of(reader, verdict))[0]["itemReviewed"]


def test_a_reinstated_finding_is_shown_again_with_its_history(reader):
    verdict = given.suspended()
    actions.reinstate(
        verdict,
        by=given.person("filip"),
        at=given.moment(),
        cause="reply",
        note="The minister was wrong.",
    )
    page = reader.words(answer_of(reader, verdict))
    assert "The statistical office reports a rise of 4 percent." in page
    assert "Reinstated" in page
