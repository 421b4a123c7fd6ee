"""Comments of the desk on claims, and the users whom they mention."""

import pytest

from claims.choices import COMMENT_LENGTH
from claims.intake import claims
from claims.models import Comment
from factcheck.accounts.models import User
from factcheck.core.errors import FactcheckError, NotPermitted
from tests import given

pytestmark = pytest.mark.django_db


def list_mentioned(text: str) -> list[str]:
    """The names of the users whom a comment with this text mentions."""
    return [mention.user.username for mention in given.comment(text).mentions.all()]


@pytest.fixture(autouse=True)
def users():
    for name in given.ROLES_BY_NAME:
        given.person(name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@bo can you look at the second quote?", ["bo"]),
        ("Ask @bo, @carla and @bo again.", ["bo", "carla"]),
        ("@Bo.", ["bo"]),
        ("Is it so (@bo)?\n@ana: yes", ["bo", "ana"]),
        ("Write to desk@bo.example", []),
        ("bo, look", []),
        ("3 @ 4 is no name", []),
    ],
)
def test_a_user_whose_name_follows_an_at_sign_is_mentioned_once(text, names):
    assert list_mentioned(text) == names


@pytest.mark.parametrize("name", ["olga.k", "olga+k", "olga-k", "o_k", "olga@paper.example"])
def test_every_valid_user_name_can_be_mentioned(name):
    given.person(name, "reporter")
    assert list_mentioned(f"Look, @{name}.") == [name]


def test_case_decides_between_user_names_that_differ_in_nothing_else():
    given.person("robert", "reporter")
    User.objects.filter(username="robert").update(username="BO")
    assert list_mentioned("@BO and @bo") == ["BO", "bo"]
    with pytest.raises(FactcheckError, match="No one at the desk has the user name “@Bo”."):
        given.comment("@Bo")


@pytest.mark.parametrize("name", ["zoe", "gwen", "desk"])
def test_an_unknown_name_is_refused_with_that_name(name):
    message = f"No one at the desk has the user name “@{name}”."
    with pytest.raises(FactcheckError, match=message):
        given.comment(f"@bo and @{name}: look.")
    assert not Comment.objects.exists()


def test_mentioning_a_deactivated_user_is_refused():
    given.deactivated(given.person("dov"))
    with pytest.raises(FactcheckError, match="The account of Dov Byline .“@dov”. is deactivated."):
        given.comment("@dov, look.")


def test_mentioning_a_user_who_may_not_view_claims_is_refused():
    with pytest.raises(FactcheckError, match="does not allow reading claims"):
        given.comment("@eva, look.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" \n", "Enter a comment."),
        ("a" * (COMMENT_LENGTH + 1), f"at most {COMMENT_LENGTH} characters"),
        ("a\x00b", "null character"),
    ],
)
def test_an_invalid_text_is_refused(text, message):
    with pytest.raises(FactcheckError, match=message):
        given.comment(text)


@pytest.mark.parametrize("name", ["eva", "gwen"])
def test_commenting_is_refused_to_roles_that_may_not_view_claims(name):
    with pytest.raises(NotPermitted, match="Your role does not allow this."):
        given.comment(by=given.person(name))


def test_commenting_on_a_merged_claim_is_refused():
    claim = given.claim()
    claims.merge(claim, by=given.person("carla"), at=given.moment(), into=given.claim("Trade fell"))
    with pytest.raises(FactcheckError, match="comment on the claim that it was merged into"):
        given.comment(of=claim)
