"""The page of a claim: one address, everything that a reader can check, and clear notices."""

from datetime import date

import pytest

from claims.choices import Basis
from claims.intake import claims
from claims.workflow import actions, drafting
from tests import given
from tests.factcheck.public.conftest import get_claim_path, get_revision_path

pytestmark = pytest.mark.django_db

SLUG = "trade-rose-by-12-percent-in-a-year/"


def publish_correction(first, **changes):
    """The second revision of a claim, published."""
    changes = {"conclusion": "The office reports 4 percent, for the year before."} | changes
    following = given.correction(first, **changes)
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))


def get_canonical_path(reader, verdict) -> str:
    return reader.get(get_claim_path(verdict)).headers["Location"]


def test_every_address_of_a_claim_redirects_to_the_canonical_one(reader):
    verdict = given.published()
    canonical = get_claim_path(verdict) + SLUG
    for tail in ("", "anything-else/"):
        response = reader.get(get_claim_path(verdict) + tail)
        assert (response.status_code, response.headers["Location"]) == (301, canonical)
    link = f'<link rel="canonical" href="http://127.0.0.1:8000{canonical}">'
    assert link in reader.get_html(canonical)


def test_a_slug_in_another_script_is_canonical_too(reader):
    verdict = given.published(of=given.claim("Торговля выросла на 12 процентов", language="ru"))
    assert reader.get(get_canonical_path(reader, verdict)).status_code == 200


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "discarded"])
@pytest.mark.parametrize("tail", ["", SLUG, "revisions/1/"])
def test_an_unpublished_claim_has_no_page(reader, state, tail):
    verdict = given.STATES[state]()
    assert reader.get(get_claim_path(verdict) + tail).status_code == 404


def test_a_merged_claim_redirects_to_its_target(reader):
    merged, target = given.published(), given.published(of=given.claim("Trade grew by 12 percent"))
    claims.merge(merged.claim, into=target.claim, by=given.person("carla"), at=given.moment())
    response = reader.get(get_claim_path(merged) + SLUG)
    assert response.status_code == 301
    assert response.headers["Location"].startswith(get_claim_path(target))


def test_the_page_shows_the_claimant_the_appearance_and_the_evidence(reader):
    claim = given.claim(
        claimant=given.claimant(description="Minister of trade"),
        attribution="person",
        topics=[given.topic()],
    )
    claims.add_appearance(
        claim,
        by=given.person("ana"),
        at=given.moment(),
        text="Der Handel stieg um 12 Prozent",
        language="de",
        translation="Trade rose by 12 percent",
        translated_by="the desk",
        medium="radio",
        place="Mainz",
        appeared_on=date(2026, 10, 1),
        precision="month",
    )
    page = reader.get_text(get_canonical_path(reader, given.published(of=claim)))
    for text in (
        "The minister", "Minister of trade", "Der Handel stieg um 12 Prozent",
        "Trade rose by 12 percent", "Translated by the desk", "Radio, Mainz · October 2026",
        f"Mostly false means: {given.rating().definition}", str(Basis.SINGLE.label),
        "The statistical office reports a rise of 4 percent.", "The figure was repeated widely.",
        "Evidence for 0", "Evidence against 1", "a rise of 4 percent",
        "On trade, no date known", "never rechecked: its address is not known",
        "What we looked for but couldn’t find",
        "A figure of the office that is higher.", "30 October 2026", "Ana Byline", "Bo Byline",
        "Carla Byline", "/revisions/1/",
    ):  # fmt: skip
        assert text in page, text


def test_the_quote_is_marked_in_its_context(reader):
    page = reader.get_html(get_canonical_path(reader, given.published()))
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert '<span class="quote-context"> for the same year.</span>' in page


def test_the_original_opens_at_the_quote(reader):
    snapshot = given.snapshot(url="https://news.example/trade#top")
    draft = drafting.create_draft(given.claim(), by=given.person("ana"), at=given.moment())
    drafting.update_draft(draft, by=draft.author, at=given.moment(), **given.verdict_content())
    passage = given.passage(of=snapshot)
    drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="refutes")
    draft.refresh_from_db()
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    page = reader.get_html(get_canonical_path(reader, verdict))
    assert 'href="https://news.example/trade#:~:text=a%20rise%20of%204%20percent"' in page
    assert 'rel="noopener"' in page
    assert f"/sources/{snapshot.source.public_id}/#p-{passage.public_id}" in page


def test_a_correction_is_at_the_top_with_the_old_and_the_new_rating(reader):
    second = publish_correction(given.published(), rating=given.rating("unproven"))
    page = reader.get_text(get_canonical_path(reader, second))
    assert "Corrected" in page
    assert "We had the wrong year." in page
    assert page.index("Corrected") < page.index("Trade rose by 12 percent in a year", 200)
    assert "Mostly false →became Unproven" in page.replace("  ", " ")


def test_a_suspended_fact_check_shows_its_notice_and_not_its_content(reader):
    verdict = given.suspended()
    for path in (get_canonical_path(reader, verdict), get_revision_path(verdict)):
        page = reader.get_text(path)
        assert "Withdrawn pending review" in page
        assert "We have withdrawn this fact-check while we review it." in page
        assert "The minister objects." in page
        assert "The statistical office reports" not in page
        assert given.OFFICE not in page
        assert reader.get_claimreviews(path) == []


def test_a_retraction_has_a_notice_and_keeps_what_was_published(reader):
    path = get_canonical_path(reader, given.retracted())
    page = reader.get_text(path)
    assert "We have retracted this fact-check." in page
    assert "We misread the table." in page
    assert "The statistical office reports a rise of 4 percent." in page
    assert reader.get_claimreviews(path) == []


def test_an_earlier_version_says_so_and_its_canonical_page_is_the_claim(reader):
    first = given.published()
    publish_correction(first)
    response = reader.get(get_revision_path(first))
    page = response.content.decode()
    assert "This is an earlier version." in page
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{get_claim_path(first)}trade' in page
    assert reader.get_claimreviews(get_revision_path(first)) == []


def test_a_revision_shows_a_word_diff(reader):
    page = reader.get_html(get_revision_path(publish_correction(given.published())))
    assert "What changed since revision 1" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_only_the_canonical_page_has_claimreview(reader):
    verdict = given.published()
    path = get_canonical_path(reader, verdict)
    (claimreview,) = reader.get_claimreviews(path)
    assert claimreview["claimReviewed"] == verdict.claim.statement
    assert claimreview["url"] == f"http://127.0.0.1:8000{path}"
    assert reader.get_claimreviews(get_revision_path(verdict)) == []


def test_no_text_can_end_the_data_block(reader):
    verdict = given.published(conclusion="</script><script>alert(1)</script> & more.")
    path = get_canonical_path(reader, verdict)
    (claimreview,) = reader.get_claimreviews(path)
    assert claimreview["reviewRating"]["ratingExplanation"].startswith("</script>")
    assert "<script>alert" not in reader.get_html(path)


def test_a_private_person_is_named_nowhere(reader):
    claim = given.claim(
        claimant=given.claimant("Zyzzyva Person", public_role=False), attribution="person"
    )
    path = get_canonical_path(reader, given.published(of=claim))
    page = reader.get_html(path)
    assert "Zyzzyva" not in page
    assert "A private individual" in page
    assert "author" not in reader.get_claimreviews(path)[0]["itemReviewed"]


def test_a_reinstated_fact_check_is_shown_again_with_its_history(reader):
    verdict = given.suspended()
    actions.reinstate(
        verdict,
        by=given.person("filip"),
        at=given.moment(),
        cause="reply",
        note="The minister was wrong.",
    )
    page = reader.get_text(get_canonical_path(reader, verdict))
    assert "The statistical office reports a rise of 4 percent." in page
    assert "Reinstated" in page
