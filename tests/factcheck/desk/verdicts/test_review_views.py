"""What reviewers and writers see and do about remarks, fairness and blind ratings."""

import html
import re

import pytest
from django.db import transaction

from claims.intake import claims
from claims.models import BlindRating, Remark, Review
from claims.review import comments
from claims.review.comment_anchors import Nowhere, placed
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from tests import given
from tests.factcheck.desk.conftest import verb, workspace

SAID = "Which table?"


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(html.unescape(said).split())


def told(verdict, **changed) -> dict:
    seen = verdict.submission.sha256
    return {"seen": seen, "place": "whole", "words": "", "said": SAID} | changed


# ── where words stand ───────────────────────────────────────────────────────────────────────────
TEXT = "The office's figure is **lower**, and [nobody](https://x.example/) names\n\n- another one."


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("figure is", "figure is"),
        ("  figure\n is ", "figure is"),
        ("is lower, and", "is **lower**, and"),
        ("and nobody names another", "and [nobody](https://x.example/) names\n\n- another"),
    ],
)
def test_words_are_found_as_they_are_shown(words, stands):
    place = placed(words, TEXT)
    assert (place.words, TEXT[place.start :][: len(stands)]) == (stands, stands)
    assert TEXT.startswith(place.prefix, place.start - len(place.prefix))
    assert TEXT.startswith(place.suffix, place.start + len(stands))
    assert len(place.prefix) <= 32 and len(place.suffix) <= 32


@pytest.mark.parametrize(
    ("words", "says"),
    [("higher", "do not stand"), ("office", "stand there 2 times"), ("x" * 1001, "fewer")],
)
def test_words_that_stand_nowhere_or_twice_are_refused_with_what_was_found(words, says):
    with pytest.raises(Nowhere, match=says):
        placed(words, f"{TEXT} The office again.")


def test_looking_for_hostile_words_ends():
    with pytest.raises(Nowhere):
        placed("a" * 999 + "b", "*_[" * 3000 + "a" * 20000)


# ── remarks ─────────────────────────────────────────────────────────────────────────────────────
def test_a_remark_on_words_stands_beside_the_field_it_is_about(at_the_desk):
    verdict = given.in_review()
    told_of = told(verdict, place="reasoning", words="is lower, and nobody")
    answer = at_the_desk("bo").post(verb(verdict, "remark"), told_of)
    assert answer["Location"] == f"{workspace(verdict)}#remarks"
    remark = Remark.objects.get()
    assert (remark.part, remark.words) == ("reasoning", "is **lower**, and nobody")
    for name in ("ana", "bo", "carla"):
        assert SAID in words(at_the_desk(name).get(workspace(verdict)))
    at_the_desk("bo").post(verb(verdict, "send_back"), {})
    page = at_the_desk("ana").get(workspace(verdict)).content.decode()
    field, following = page.index('id="id_reasoning"'), page.index('id="id_searched"')
    assert field < page.index(f'id="remark-{remark.pk}"') < following
    assert "<mark>is **lower**, and nobody</mark>" in page
    assert "gone since" not in page


def test_words_that_are_gone_since_are_said_to_be(at_the_desk):
    verdict = given.remarked()
    ana = given.person("ana")
    drafting.edit(verdict, by=ana, at=given.moment(), reasoning="The table says **less**.")
    assert "These words are gone since." in words(at_the_desk("ana").get(workspace(verdict)))


def test_a_remark_on_evidence_stands_beside_it_until_it_is_taken_out(at_the_desk):
    verdict = given.in_review()
    cited = verdict.evidence.get()
    given.remark(verdict, part="evidence", passage=cited.passage.public_id, words="4 percent")
    actions.send_back(verdict, by=given.person("bo"), at=given.moment())
    page = at_the_desk("ana").get(workspace(verdict)).content.decode()
    assert page.index('class="evidence"') < page.index('id="remark-')
    drafting.uncite(cited, by=given.person("ana"), at=given.moment())
    page = at_the_desk("ana").get(workspace(verdict)).content.decode()
    assert "evidence that was taken out" in page
    assert page.index('id="remark-') < page.index('id="content-form"')


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({"place": "finding", "words": "a rise of 9"}, 409, "do not stand in this part"),
        ({"place": "finding", "words": "e"}, 409, "times: give a few more beside them"),
        ({"place": "rating", "words": "false"}, 409, "of a text only, and not of the rating"),
        ({"place": "evidence:zzzzzzzzzz"}, 422, "Choose what the remark is about."),
        ({"place": ""}, 409, "Choose what the remark is about."),
        ({"said": " "}, 409, "Say what you remark."),
        ({"seen": "0" * 64}, 409, "read it again"),
    ],
)
def test_a_remark_that_fits_nowhere_is_said_and_what_was_typed_stays(
    at_the_desk, changed, status, says
):
    verdict = given.in_review()
    typed = told(verdict, said="About this very place.") | changed
    answer = at_the_desk("bo").post(verb(verdict, "remark"), typed)
    assert answer.status_code == status
    assert says in words(answer)
    assert typed["said"] in words(answer) and typed["words"] in words(answer)
    assert not Remark.objects.exists()


def test_a_remark_on_what_was_withdrawn_meanwhile_is_shown_to_its_writer(at_the_desk):
    verdict = given.in_review()
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    answer = at_the_desk("bo").post(verb(verdict, "remark"), told(verdict))
    assert answer.status_code == 409
    assert "Your remark was not kept" in words(answer) and SAID in words(answer)


@pytest.mark.parametrize(("name", "status"), [("ana", 403), ("dov", 403), ("eva", 403)])
def test_whoever_may_not_remark_is_told(at_the_desk, name, status):
    verdict = given.in_review()
    page = at_the_desk(name).get(workspace(verdict)).content.decode()
    assert "data-remark" not in page
    assert at_the_desk(name).post(verb(verdict, "remark"), told(verdict)).status_code == status
    assert not Remark.objects.exists()


def test_a_contributor_ticks_a_remark_off_and_the_next_reviewer_sees_how(at_the_desk):
    verdict = given.remarked()
    remark, ana = Remark.objects.get(), at_the_desk("ana")
    address = verb(verdict, f"settle/{remark.pk}")
    answer = ana.post(address, {"how": " "})
    assert answer.status_code == 409 and "Say what was done about it." in words(answer)
    assert ana.post(address, {"how": "The table is named."}).status_code == 302
    assert f'id="settle-{remark.pk}"' not in ana.get(workspace(verdict)).content.decode()
    again = ana.post(address, {"how": "Once more."})
    assert again.status_code == 409 and "settled already" in words(again)
    given.in_review(verdict=verdict)
    page = words(at_the_desk("bo").get(workspace(verdict)))
    assert "Settled by Ana Byline" in page and "The table is named." in page


def test_whoever_does_not_work_on_a_draft_settles_nothing(at_the_desk):
    verdict = given.remarked()
    remark, dov = Remark.objects.get(), at_the_desk("dov")
    page = dov.get(workspace(verdict)).content.decode()
    assert remark.said in page and f'id="settle-{remark.pk}"' not in page
    answer = dov.post(verb(verdict, f"settle/{remark.pk}"), {"how": "Done."})
    assert answer.status_code == 409
    assert not hasattr(Remark.objects.get(), "settlement")


def test_a_remark_of_another_revision_is_not_found(at_the_desk):
    remark, other = given.remarked().submission.remarks.get(), given.remarked()
    answer = at_the_desk("ana").post(verb(other, f"settle/{remark.pk}"), {"how": "Done."})
    assert answer.status_code == 404


def test_a_remark_is_no_markup(at_the_desk):
    verdict = given.in_review()
    given.remark(verdict, said="<script>alert(1)</script>")
    assert "<script>alert" not in at_the_desk("ana").get(workspace(verdict)).content.decode()


def test_what_was_sent_back_with_a_remark_alone_says_so_on_the_first_page(at_the_desk):
    verdict = given.remarked()
    assert Review.objects.get().comment == ""
    assert verdict.transitions.latest("pk").note == "One remark."
    assert "Bo Byline: One remark." in words(at_the_desk("ana").get("/desk/"))


def test_the_trail_tells_every_remark_and_how_it_was_settled(at_the_desk):
    verdict = given.remarked()
    remark = Remark.objects.get()
    comments.settle(remark, by=verdict.author, at=given.moment(), how="It is named now.")
    page = words(at_the_desk("bo").get(verb(verdict, "trail")))
    assert remark.said in page and "It is named now." in page


# ── fairness ────────────────────────────────────────────────────────────────────────────────────
def test_the_claim_stands_beside_the_claimants_own_words(at_the_desk):
    verdict = given.draft()
    told = {"words": "Der Handel stieg.", "language": "de"}
    told |= {"translation": "Trade rose.", "translated_by": "us"}
    claims.appear(verdict.claim, by=verdict.author, at=given.moment(), **told)
    given.in_review(verdict=verdict)
    page = at_the_desk("bo").get(workspace(verdict)).content.decode()
    fairness = page[page.index('id="fairness"') :]
    assert verdict.claim.statement in fairness
    assert 'lang="de"' in fairness and "Der Handel stieg." in fairness and "Trade rose." in fairness


def test_approving_takes_the_confirmation_and_keeps_it(at_the_desk):
    verdict, bo = given.in_review(), at_the_desk("bo")
    seen = {"seen": verdict.submission.sha256, "comment": "Sound."}
    answer = bo.post(verb(verdict, "approve"), seen)
    assert answer.status_code == 409
    assert "Confirm that the desk's wording of the claim is fair" in words(answer)
    assert "Sound." in words(answer)
    assert bo.post(verb(verdict, "approve"), seen | {"fair": "on"}).status_code == 302
    assert Review.objects.get().fair is True
    for page in (workspace(verdict), verb(verdict, "trail")):
        assert "worded fairly" in words(bo.get(page))


# ── blind ratings ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def blind(settings):
    settings.BLIND_SECOND_RATING = True


def file(desk, verdict, code, **changed):
    told = {"seen": verdict.submission.sha256, "rating": given.rating(code).pk, "why": ""}
    return desk.post(verb(verdict, "rate"), told | changed)


def test_a_desk_that_does_not_ask_for_blind_ratings_takes_none(at_the_desk):
    verdict, bo = given.in_review(), at_the_desk("bo")
    assert "Rated blind" not in words(bo.get(workspace(verdict)))
    answer = file(bo, verdict, "false")
    assert answer.status_code == 409
    assert "This desk asks for no blind ratings." in words(answer)


def test_two_who_rate_as_the_draft_does_may_approve_it(at_the_desk, blind):
    verdict = given.in_review()
    with pytest.raises(Refused, match="neither knowing the other's rating: nobody has yet"):
        given.approved(verdict=verdict)
    assert file(at_the_desk("bo"), verdict, "mostly-false").status_code == 302
    with pytest.raises(Refused, match="one has so far"):
        given.approved(verdict=verdict)
    again = file(at_the_desk("bo"), verdict, "mostly-false")
    assert "You have rated it already." in words(again)
    file(at_the_desk("carla"), verdict, "mostly-false")
    third = file(at_the_desk("filip"), verdict, "mostly-false")
    assert "Two people have rated it already." in words(third)
    assert given.approved(verdict=verdict).state == "approved"


@pytest.mark.parametrize("codes", [("true", "false"), ("mostly-false", "true"), ("true", "true")])
def test_ratings_that_differ_send_it_back_and_say_so(at_the_desk, blind, codes):
    verdict = given.in_review()
    for name, code in zip(("bo", "carla"), codes, strict=True):
        file(at_the_desk(name), verdict, code, why=f"{name} read it twice")
    with pytest.raises(Refused, match="send it back"):
        given.approved(verdict=verdict)
    labels = [given.rating(code).label for code in codes]
    answer = at_the_desk("bo").post(verb(verdict, "send_back"), {"comment": ""})
    assert answer.status_code == 302
    note = verdict.transitions.latest("pk").note
    assert note == f"Rated blind “{labels[0]}” and “{labels[1]}”; the draft says “Mostly false”."
    page = words(at_the_desk("ana").get(workspace(verdict)))
    assert "bo read it twice" in page and "carla read it twice" in page


def pages_of(desk, verdict) -> list[str]:
    """Every page of the desk that tells of the revision, without what differs by itself."""
    claim = verdict.claim_id
    addresses = [
        workspace(verdict),
        verb(verdict, "preview"),
        verb(verdict, "trail"),
        "/desk/",
        "/desk/claims/verdict/",
        f"/desk/claims/verdict/{verdict.pk}/history/",
        f"/desk/claims/claim/{claim}/change/",
        f"/desk/claims/claim/{claim}/history/",
        "/desk/claims/review/",
        "/desk/claims/transition/",
        f"/desk/pack/{given.NOON.year}/",
    ]
    pages = [desk.get(address) for address in addresses]
    assert {page.status_code for page in pages} <= {200, 403}
    tokens = r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|it is now [0-9:]+'
    return [re.sub(tokens, "", page.content.decode()) for page in pages]


@pytest.mark.parametrize("name", ["ana", "carla", "filip", "dov"])
def test_nobody_can_tell_the_first_rating_before_there_is_a_second(at_the_desk, blind, name):
    verdict, desk, shown = given.in_review(), at_the_desk(name), []
    bo, at = given.person("bo"), given.moment()
    for code, why in (("true", "quagga"), ("false", "okapi")):
        with transaction.atomic():
            seen, rating = verdict.submission.sha256, given.rating(code)
            comments.rate(verdict, by=bo, at=at, seen=seen, rating=rating, why=why)
            shown.append(pages_of(desk, verdict))
            transaction.set_rollback(True)
    first, second = shown
    assert first == second
    assert not any("quagga" in page for page in first)
    assert "1 of 2" in re.sub(r"\s+", " ", first[0])


def test_the_first_rater_sees_the_own_rating_and_then_both(at_the_desk, blind):
    verdict, bo = given.in_review(), at_the_desk("bo")
    file(bo, verdict, "true", why="quagga")
    assert "quagga" in words(bo.get(workspace(verdict)))
    file(at_the_desk("carla"), verdict, "false", why="okapi")
    for name in ("ana", "bo", "carla", "dov"):
        for page in (workspace(verdict), verb(verdict, "trail")):
            seen = words(at_the_desk(name).get(page))
            assert "quagga" in seen and "okapi" in seen


def test_a_rating_that_nobody_followed_stays_hidden_after_it_was_sent_back(at_the_desk, blind):
    verdict = given.in_review()
    file(at_the_desk("bo"), verdict, "true", why="quagga")
    actions.send_back(verdict, by=given.person("carla"), at=given.moment(), comment="Not yet.")
    given.in_review(verdict=verdict)
    for name in ("ana", "carla"):
        assert not any("quagga" in page for page in pages_of(at_the_desk(name), verdict))


def test_a_rating_is_chosen_from_the_scale_and_what_was_typed_stays(at_the_desk, blind):
    verdict, bo = given.in_review(), at_the_desk("bo")
    answer = file(bo, verdict, "true", rating="", why="I am not sure.")
    assert answer.status_code == 409
    assert "Choose the rating that you would give." in words(answer)
    assert "I am not sure." in words(answer)
    assert file(bo, verdict, "true", seen="0" * 64).status_code == 409
    assert file(at_the_desk("ana"), verdict, "true").status_code in (403, 409)
    assert not BlindRating.objects.exists()


def test_what_was_begun_blind_is_ended_blind_though_the_setting_is_off(at_the_desk, settings):
    settings.BLIND_SECOND_RATING = True
    verdict = given.in_review()
    file(at_the_desk("bo"), verdict, "mostly-false")
    settings.BLIND_SECOND_RATING = False
    with pytest.raises(Refused, match="one has so far"):
        given.approved(verdict=verdict)
    file(at_the_desk("carla"), verdict, "mostly-false")
    assert given.approved(verdict=verdict).state == "approved"
