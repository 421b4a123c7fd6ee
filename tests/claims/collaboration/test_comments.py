"""What the desk says of a claim, and whom it asks for by name."""

import pytest

from claims.choices import NOTE_LENGTH
from claims.intake import claims
from claims.models import Note
from claims.workflow.actions import Refused
from factcheck.accounts.models import User
from tests import given

pytestmark = pytest.mark.django_db


def asked(words: str) -> list[str]:
    """Whom a note with these words mentions."""
    return [one.person.username for one in given.note(words).mentions.all()]


@pytest.fixture(autouse=True)
def cast():
    for name in given.CAST:
        given.person(name)


@pytest.mark.parametrize(
    ("words", "names"),
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
def test_who_is_named_with_an_at_is_mentioned_once(words, names):
    assert asked(words) == names


@pytest.mark.parametrize("name", ["olga.k", "olga+k", "olga-k", "o_k", "olga@paper.example"])
def test_every_name_to_sign_in_with_can_be_asked_for(name):
    given.person(name, "reporter")
    assert asked(f"Look, @{name}.") == [name]


def test_of_two_people_called_alike_the_letters_decide():
    given.person("robert", "reporter")
    User.objects.filter(username="robert").update(username="BO")
    assert asked("@BO and @bo") == ["BO", "bo"]
    with pytest.raises(Refused, match="Nobody at the desk is called “@Bo”."):
        given.note("@Bo")


@pytest.mark.parametrize("name", ["zoe", "gwen", "desk"])
def test_a_name_that_nobody_has_is_refused_and_named(name):
    with pytest.raises(Refused, match=f"Nobody at the desk is called “@{name}”."):
        given.note(f"@bo and @{name}: look.")
    assert not Note.objects.exists()


def test_who_has_left_is_named_in_the_refusal():
    given.left(given.person("dov"))
    with pytest.raises(Refused, match="Dov Byline .“@dov”. does not work here any more."):
        given.note("@dov, look.")


def test_who_may_not_read_claims_is_not_asked():
    with pytest.raises(Refused, match="does not allow to read claims"):
        given.note("@eva, look.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (" \n", "Write what you want to say."),
        ("a" * (NOTE_LENGTH + 1), f"{NOTE_LENGTH} characters at most"),
        ("a\x00b", "null character"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(words, sentence):
    with pytest.raises(Refused, match=sentence):
        given.note(words)


@pytest.mark.parametrize("name", ["eva", "gwen"])
def test_who_does_not_read_claims_says_nothing(name):
    with pytest.raises(Refused, match="Your role does not allow this."):
        given.note(by=given.person(name))


def test_nothing_is_said_of_a_claim_that_was_merged():
    claim = given.claim()
    claims.merge(claim, by=given.person("carla"), at=given.moment(), into=given.claim("Trade fell"))
    with pytest.raises(Refused, match="say it at the one that it was merged into"):
        given.note(of=claim)
