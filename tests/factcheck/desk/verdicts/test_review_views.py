"""Review comments, the fairness of the claim and blind ratings, for reviewers and authors."""

import html
import re

import pytest
from django.db import transaction

from claims.intake import claims
from claims.models import BlindRating, Review, ReviewComment
from claims.review import comments
from claims.review.comment_anchors import anchor_quote
from claims.workflow import actions, drafting
from factcheck.core.errors import FactcheckError, InvalidInput
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url

COMMENT = "Which table?"


def get_text(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(html.unescape(text).split())


def build_comment_data(verdict, **changes) -> dict:
    sha256 = verdict.submission.sha256
    return {"sha256": sha256, "place": "whole", "quoted_text": "", "text": COMMENT} | changes


# ── finding quoted words ────────────────────────────────────────────────────────────────────────
TEXT = "The office's figure is **lower**, and [nothing](https://x.example/) says\n\n- otherwise."


@pytest.mark.parametrize(
    ("quoted_text", "source_text"),
    [
        ("figure is", "figure is"),
        ("  figure\n is ", "figure is"),
        ("is lower, and", "is **lower**, and"),
        ("and nothing says otherwise", "and [nothing](https://x.example/) says\n\n- otherwise"),
    ],
)
def test_quoted_words_are_found_in_the_source_text(quoted_text, source_text):
    place = anchor_quote(quoted_text, TEXT)
    assert (place.quoted_text, TEXT[place.start :][: len(source_text)]) == (source_text,) * 2
    assert TEXT.startswith(place.prefix, place.start - len(place.prefix))
    assert TEXT.startswith(place.suffix, place.start + len(source_text))
    assert len(place.prefix) <= 32 and len(place.suffix) <= 32


@pytest.mark.parametrize("quoted_text", ["a rise of 4 percent", "of 4", "- 4 or 5. It"])
def test_a_number_between_the_words_is_no_list_marker(quoted_text):
    text = "The office reports a rise of 4 percent, or\n- 4 or 5. It is not sure."
    assert anchor_quote(quoted_text, text).quoted_text == quoted_text


@pytest.mark.parametrize(
    ("quoted_text", "message"),
    [("higher", "are not in this part"), ("office", "occur 2 times"), ("x" * 1001, "at most 1000")],
)
def test_words_that_are_missing_or_ambiguous_are_refused_with_the_reason(quoted_text, message):
    with pytest.raises(InvalidInput, match=message):
        anchor_quote(quoted_text, f"{TEXT} The office again.")


def test_the_search_for_hostile_words_ends():
    for text in ("*_[" * 3000 + "a" * 20000, "a](" * 10000, "a" + "](" * 10000, "a" + " " * 20000):
        with pytest.raises(InvalidInput):
            anchor_quote("a" * 999 + "b", text)
        with pytest.raises(InvalidInput):
            anchor_quote("a 1. b", text)


# ── review comments ─────────────────────────────────────────────────────────────────────────────
def test_a_comment_on_words_appears_next_to_its_field(desk_client):
    verdict = given.in_review()
    data = build_comment_data(verdict, place="reasoning", quoted_text="is lower, and no")
    response = desk_client("bo").post(verdict_url(verdict, "review-comment"), data)
    assert response["Location"] == f"{workspace_url(verdict)}#review-comments"
    review_comment = ReviewComment.objects.get()
    assert review_comment.section == "reasoning"
    assert review_comment.quoted_text == "is **lower**, and no"
    for name in ("ana", "bo", "carla"):
        assert COMMENT in get_text(desk_client(name).get(workspace_url(verdict)))
    desk_client("bo").post(verdict_url(verdict, "send_back"), {})
    page = desk_client("ana").get(workspace_url(verdict)).content.decode()
    field, following = page.index('id="id_reasoning"'), page.index('id="id_search_notes"')
    assert field < page.index(f'id="review-comment-{review_comment.pk}"') < following
    assert "<mark>is **lower**, and no</mark>" in page
    assert "no longer in the text" not in page


def test_a_comment_says_that_its_words_are_no_longer_in_the_text(desk_client):
    verdict = given.sent_back_with_comment()
    ana = given.person("ana")
    drafting.update_draft(verdict, by=ana, at=given.moment(), reasoning="The table says **less**.")
    page = get_text(desk_client("ana").get(workspace_url(verdict)))
    assert "These words are no longer in the text." in page


def test_a_comment_on_evidence_appears_next_to_it_until_it_is_removed(desk_client):
    verdict = given.in_review()
    evidence = verdict.evidence.get()
    given.review_comment(
        verdict,
        section="evidence",
        passage=evidence.passage.public_id,
        quoted_text="4 percent",
    )
    actions.send_back(verdict, by=given.person("bo"), at=given.moment())
    page = desk_client("ana").get(workspace_url(verdict)).content.decode()
    assert page.index('class="evidence"') < page.index('id="review-comment-')
    drafting.remove_evidence(evidence, by=given.person("ana"), at=given.moment())
    page = desk_client("ana").get(workspace_url(verdict)).content.decode()
    assert "evidence that was removed" in page
    assert page.index('id="review-comment-') < page.index('id="content-form"')


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"place": "conclusion", "quoted_text": "a rise of 9"}, 422, "are not in this part"),
        ({"place": "conclusion", "quoted_text": "e"}, 422, "times there: quote a few more words"),
        (
            {"place": "rating", "quoted_text": "false"},
            422,
            "only be quoted from a text, not from the rating",
        ),
        ({"place": "evidence:zzzzzzzzzz"}, 422, "Choose the part that the comment is about."),
        ({"place": ""}, 422, "Choose what the comment is about."),
        ({"text": " "}, 422, "Enter your comment."),
        ({"sha256": "0" * 64}, 409, "read it again"),
    ],
)
def test_an_invalid_comment_is_refused_and_its_text_is_kept(desk_client, changes, status, message):
    verdict = given.in_review()
    data = build_comment_data(verdict, text="About this very place.") | changes
    response = desk_client("bo").post(verdict_url(verdict, "review-comment"), data)
    assert response.status_code == status
    assert message in get_text(response)
    assert data["text"] in get_text(response) and data["quoted_text"] in get_text(response)
    assert not ReviewComment.objects.exists()


def test_a_comment_on_a_withdrawn_submission_is_shown_to_its_author(desk_client):
    verdict = given.in_review()
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    response = desk_client("bo").post(
        verdict_url(verdict, "review-comment"), build_comment_data(verdict)
    )
    assert response.status_code == 409
    assert "Your comment was not saved" in get_text(response) and COMMENT in get_text(response)


@pytest.mark.parametrize(("name", "status"), [("ana", 403), ("dov", 403), ("eva", 403)])
def test_commenting_is_refused_to_users_who_may_not_review(desk_client, name, status):
    verdict = given.in_review()
    page = desk_client(name).get(workspace_url(verdict)).content.decode()
    assert "data-review-comment" not in page
    response = desk_client(name).post(
        verdict_url(verdict, "review-comment"), build_comment_data(verdict)
    )
    assert response.status_code == status
    assert not ReviewComment.objects.exists()


def test_a_contributor_resolves_a_comment_and_the_next_reviewer_sees_how(desk_client):
    verdict = given.sent_back_with_comment()
    review_comment, ana = ReviewComment.objects.get(), desk_client("ana")
    url = verdict_url(verdict, f"resolve/{review_comment.pk}")
    response = ana.post(url, {"text": " "})
    assert response.status_code == 422 and "Describe how you resolved the comment." in get_text(
        response
    )
    assert ana.post(url, {"text": "The table is named."}).status_code == 302
    assert (
        f'id="resolve-{review_comment.pk}"' not in ana.get(workspace_url(verdict)).content.decode()
    )
    again = ana.post(url, {"text": "Once more."})
    assert again.status_code == 409 and "already resolved" in get_text(again)
    given.in_review(verdict=verdict)
    page = get_text(desk_client("bo").get(workspace_url(verdict)))
    assert "Resolved by Ana Byline" in page and "The table is named." in page


def test_resolving_a_comment_is_refused_to_users_who_are_not_contributors(desk_client):
    verdict = given.sent_back_with_comment()
    review_comment, dov = ReviewComment.objects.get(), desk_client("dov")
    page = dov.get(workspace_url(verdict)).content.decode()
    assert review_comment.text in page and f'id="resolve-{review_comment.pk}"' not in page
    response = dov.post(verdict_url(verdict, f"resolve/{review_comment.pk}"), {"text": "Done."})
    assert response.status_code == 409
    assert not hasattr(ReviewComment.objects.get(), "resolution")


def test_a_comment_on_another_revision_is_not_found(desk_client):
    review_comment = given.sent_back_with_comment().submission.review_comments.get()
    another = given.sent_back_with_comment()
    response = desk_client("ana").post(
        verdict_url(another, f"resolve/{review_comment.pk}"), {"text": "Done."}
    )
    assert response.status_code == 404


def test_a_comment_is_escaped(desk_client):
    verdict = given.in_review()
    given.review_comment(verdict, text="<script>alert(1)</script>")
    assert "<script>alert" not in desk_client("ana").get(workspace_url(verdict)).content.decode()


def test_the_home_page_says_that_a_draft_was_sent_back_with_comments_only(desk_client):
    verdict = given.sent_back_with_comment()
    assert Review.objects.get().comment == ""
    assert verdict.transitions.latest("pk").note == "1 review comment."
    assert "Bo Byline: 1 review comment." in get_text(desk_client("ana").get("/desk/"))


def test_the_history_shows_every_comment_and_its_resolution(desk_client):
    verdict = given.sent_back_with_comment()
    review_comment = ReviewComment.objects.get()
    comments.resolve_review_comment(
        review_comment, by=verdict.author, at=given.moment(), text="It is named now."
    )
    page = get_text(desk_client("bo").get(verdict_url(verdict, "timeline")))
    assert review_comment.text in page and "It is named now." in page


# ── fairness ────────────────────────────────────────────────────────────────────────────────────
def test_the_claim_is_shown_next_to_the_claimants_own_words(desk_client):
    verdict = given.draft()
    fields = {"text": "Der Handel stieg.", "language": "de"}
    fields |= {"translation": "Trade rose.", "translated_by": "us"}
    claims.add_appearance(verdict.claim, by=verdict.author, at=given.moment(), **fields)
    given.in_review(verdict=verdict)
    page = desk_client("bo").get(workspace_url(verdict)).content.decode()
    fairness = page[page.index('id="fairness"') :]
    assert verdict.claim.statement in fairness
    assert 'lang="de"' in fairness and "Der Handel stieg." in fairness and "Trade rose." in fairness


def test_approving_requires_and_stores_the_confirmation_of_fairness(desk_client):
    verdict, bo = given.in_review(), desk_client("bo")
    data = {"sha256": verdict.submission.sha256, "comment": "Sound."}
    response = bo.post(verdict_url(verdict, "approve"), data)
    assert response.status_code == 422
    assert "Confirm that the desk's wording of the claim is fair" in get_text(response)
    assert "Sound." in get_text(response)
    assert (
        bo.post(verdict_url(verdict, "approve"), data | {"is_worded_fairly": "on"}).status_code
        == 302
    )
    assert Review.objects.get().is_worded_fairly is True
    for page in (workspace_url(verdict), verdict_url(verdict, "timeline")):
        assert "worded fairly" in get_text(bo.get(page))


# ── blind ratings ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def blind(settings):
    settings.REQUIRE_BLIND_RATINGS = True


def post_blind_rating(desk, verdict, code, **changes):
    data = {"sha256": verdict.submission.sha256, "rating": given.rating(code).pk, "reason": ""}
    return desk.post(verdict_url(verdict, "blind-rating"), data | changes)


def test_a_blind_rating_is_refused_where_the_desk_does_not_require_them(desk_client):
    verdict, bo = given.in_review(), desk_client("bo")
    assert "Blind ratings" not in get_text(bo.get(workspace_url(verdict)))
    response = post_blind_rating(bo, verdict, "false")
    assert response.status_code == 409
    assert "This desk does not require blind ratings." in get_text(response)


def test_it_can_be_approved_after_two_blind_ratings_that_equal_the_drafts(desk_client, blind):
    verdict = given.in_review()
    with pytest.raises(FactcheckError, match="rate it blind first; 0 people have done so"):
        given.approved(verdict=verdict)
    assert post_blind_rating(desk_client("bo"), verdict, "mostly-false").status_code == 302
    with pytest.raises(FactcheckError, match="1 person has done so"):
        given.approved(verdict=verdict)
    again = post_blind_rating(desk_client("bo"), verdict, "mostly-false")
    assert "You have already rated it." in get_text(again)
    post_blind_rating(desk_client("carla"), verdict, "mostly-false")
    third = post_blind_rating(desk_client("filip"), verdict, "mostly-false")
    assert "Two people have already rated it." in get_text(third)
    assert given.approved(verdict=verdict).state == "approved"


@pytest.mark.parametrize("codes", [("true", "false"), ("mostly-false", "true"), ("true", "true")])
def test_differing_blind_ratings_are_named_when_it_is_sent_back(desk_client, blind, codes):
    verdict = given.in_review()
    for name, code in zip(("bo", "carla"), codes, strict=True):
        post_blind_rating(desk_client(name), verdict, code, reason=f"{name} read it twice")
    with pytest.raises(FactcheckError, match="send it back"):
        given.approved(verdict=verdict)
    labels = [given.rating(code).label for code in codes]
    response = desk_client("bo").post(verdict_url(verdict, "send_back"), {"comment": ""})
    assert response.status_code == 302
    note = verdict.transitions.latest("pk").note
    assert note == f"Blind ratings: “{labels[0]}” and “{labels[1]}”; the draft has “Mostly false”."
    page = get_text(desk_client("ana").get(workspace_url(verdict)))
    assert "bo read it twice" in page and "carla read it twice" in page


def render_pages(desk, verdict) -> list[str]:
    """Every page of the desk that shows the revision, without what differs on each request."""
    claim = verdict.claim_id
    urls = [
        workspace_url(verdict),
        verdict_url(verdict, "preview"),
        verdict_url(verdict, "timeline"),
        "/desk/",
        "/desk/claims/verdict/",
        f"/desk/claims/verdict/{verdict.pk}/history/",
        f"/desk/claims/claim/{claim}/change/",
        f"/desk/claims/claim/{claim}/history/",
        "/desk/claims/review/",
        "/desk/claims/transition/",
        f"/desk/compliance-report/{given.NOON.year}/",
    ]
    pages = [desk.get(url) for url in urls]
    assert {page.status_code for page in pages} <= {200, 403}
    tokens = (
        r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]+"|nonce="[^"]+"|it is now [0-9:]+'
    )
    return [re.sub(tokens, "", page.content.decode()) for page in pages]


@pytest.mark.parametrize("name", ["ana", "carla", "filip", "dov"])
def test_the_first_blind_rating_is_hidden_until_there_is_a_second(desk_client, blind, name):
    verdict, desk, renderings = given.in_review(), desk_client(name), []
    bo, at = given.person("bo"), given.moment()
    for code, reason in (("true", "quagga"), ("false", "okapi")):
        with transaction.atomic():
            sha256, rating = verdict.submission.sha256, given.rating(code)
            comments.create_blind_rating(
                verdict, by=bo, at=at, sha256=sha256, rating=rating, reason=reason
            )
            renderings.append(render_pages(desk, verdict))
            transaction.set_rollback(True)
    first, second = renderings
    assert first == second
    assert not any("quagga" in page for page in first)
    assert "1 of 2" in re.sub(r"\s+", " ", first[0])


def test_the_first_rater_sees_their_own_rating_and_later_both(desk_client, blind):
    verdict, bo = given.in_review(), desk_client("bo")
    post_blind_rating(bo, verdict, "true", reason="quagga")
    assert "quagga" in get_text(bo.get(workspace_url(verdict)))
    post_blind_rating(desk_client("carla"), verdict, "false", reason="okapi")
    for name in ("ana", "bo", "carla", "dov"):
        for page in (workspace_url(verdict), verdict_url(verdict, "timeline")):
            text = get_text(desk_client(name).get(page))
            assert "quagga" in text and "okapi" in text


def test_a_single_blind_rating_stays_hidden_after_sending_back(desk_client, blind):
    verdict = given.in_review()
    post_blind_rating(desk_client("bo"), verdict, "true", reason="quagga")
    actions.send_back(verdict, by=given.person("carla"), at=given.moment(), comment="Not yet.")
    given.in_review(verdict=verdict)
    for name in ("ana", "carla"):
        assert not any("quagga" in page for page in render_pages(desk_client(name), verdict))


def test_a_blind_rating_without_a_rating_is_refused_and_its_reason_is_kept(desk_client, blind):
    verdict, bo = given.in_review(), desk_client("bo")
    response = post_blind_rating(bo, verdict, "true", rating="", reason="I am not sure.")
    assert response.status_code == 422
    assert "Choose the rating that you would give." in get_text(response)
    assert "I am not sure." in get_text(response)
    assert post_blind_rating(bo, verdict, "true", sha256="0" * 64).status_code == 409
    assert post_blind_rating(desk_client("ana"), verdict, "true").status_code in (403, 409)
    assert not BlindRating.objects.exists()


def test_a_submission_with_one_blind_rating_needs_a_second_without_the_setting(
    desk_client, settings
):
    settings.REQUIRE_BLIND_RATINGS = True
    verdict = given.in_review()
    post_blind_rating(desk_client("bo"), verdict, "mostly-false")
    settings.REQUIRE_BLIND_RATINGS = False
    with pytest.raises(FactcheckError, match="1 person has done so"):
        given.approved(verdict=verdict)
    post_blind_rating(desk_client("carla"), verdict, "mostly-false")
    assert given.approved(verdict=verdict).state == "approved"
