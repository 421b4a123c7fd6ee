"""The world the tests begin with, built only by the product's own verbs.

Ana writes, Bo reviews, Carla publishes; Dov writes too, Filip is a second editor, Eva runs the
accounts, Gwen is a partner. `given.published()` reads: given a published verdict.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group

from claims import complaints, replies
from claims.collaboration import assignments, comments
from claims.intake import claims, csv_import, related_claims, tips
from claims.models import (
    Asking,
    Assignment,
    Batch,
    BlindRating,
    Claimant,
    Complaint,
    Note,
    Plan,
    Rating,
    Relation,
    Remark,
    Reply,
    Suggestion,
    Topic,
    Withholding,
)
from claims.review import comments as review_comments
from claims.scheduling import publication, publication_blocks
from claims.workflow import actions, drafting
from factcheck.accounts import actions as accounts_actions
from factcheck.accounts.models import User
from sources.capture import capture, new_source
from sources.extraction.text import Extract
from sources.independence import origins
from sources.models import Kinship

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
CAST = {
    "ana": "reporter",
    "bo": "reviewer",
    "carla": "editor",
    "dov": "reporter",
    "eva": "administrator",
    "filip": "editor",
    "gwen": "partner",
}
TEXT = (
    "The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year. "
    "He did not say where the figure came from. Farmers doubt it. "
    "The statistical office reported a rise of 4 percent for the same year."
)
ROSE, OFFICE, DOUBT = "rose by 12 percent", "a rise of 4 percent", "Farmers doubt it"
# Other words, so that the text is no copy of the one above.
ELSEWHERE = (
    "Neither the ministry nor the exchange would comment. Our own count of lorries at the border "
    "gives a much smaller increase, of about one in thirty, and most of it in the spring."
)
UNASKED = "The claim is passed on without a name."
ANSWERED = "The figure is our own. It counts the first half of the year only."
SMALLER = "a much smaller increase, of about one in thirty"
_moments = count(1)
_networks = count(1)


def rewind() -> None:
    """Begin at noon again: how many moments passed before is no matter of the next test."""
    global _moments
    _moments = count(1)


def moment() -> datetime:
    """A later moment at each call, so that what happens later says so."""
    return NOON + timedelta(minutes=next(_moments))


def person(name: str, role: str = "") -> User:
    """Somebody of the cast, or a stranger with the role given; the password is `name-name-name`."""
    role = role or CAST[name]
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(
            name,
            f"{name}@desk.example",
            "-".join([name] * 3),
            byline=f"{name.title()} Byline",
            is_staff=role != "partner",
        )
        user.groups.set([Group.objects.get(name=role)])
    return user


def left(somebody: User) -> User:
    """They have left, by Eva's hand."""
    accounts_actions.leave(somebody, by=person("eva"), at=moment(), why="Went elsewhere.")
    somebody.refresh_from_db()
    return somebody


def rating(code: str = "mostly-false") -> Rating:
    """A row of the scale that a desk begins with."""
    return Rating.objects.get(code=code)


def claimant(name="The minister", public_role=True, **described) -> Claimant:
    return Claimant.objects.create(name=name, public_role=public_role, **described)


def topic(slug="trade", name="Trade") -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def snapshot(text: str = TEXT, body=None, by=None, raw=b"", **described):
    source = new_source(by=by or person("ana"), at=moment(), **{"title": "On trade"} | described)
    extracted = Extract(text, "text/plain", "text")
    by = by or person("ana")
    return capture(source, extracted, by=by, at=moment(), body=body, raw=raw)[0]


def passage(exact: str = OFFICE, of=None, by=None, **described):
    return (of or snapshot()).quote(exact, by=by or person("ana"), at=moment(), **described)


def decided(one, other, by=None, **said) -> Kinship:
    """An editor's answer about two sources: one origin, for they come from one house."""
    said = {"ground": "publisher", "answer": "one_origin", "why": "One site."} | said
    return origins.decide(one, other, by=by or person("carla"), at=moment(), **said)


def claim(statement="Trade rose by 12 percent in a year", by=None, unasked=UNASKED, **described):
    """A claim about which nobody was asked, with the reason; without one where it is empty."""
    by, described = by or person("ana"), {"origin": "question"} | described
    made = claims.record(by=by, at=moment(), statement=statement, **described)
    if unasked:
        replies.waive(made, by=person("ana"), at=moment(), why=unasked)
    return made


def asking(of=None, by=None, days: int = 7, **told) -> Asking:
    """The ministry was asked by e-mail a minute ago and has a week to answer."""
    asked_at, at = moment(), moment()
    told = (
        {
            "how": "email",
            "words": "Where does the figure come from?",
            "asked_at": asked_at,
            "answer_by": asked_at + timedelta(days=days),
        }
        | ({} if "claimant" in told else {"name": "The ministry", "public_role": True})
        | told
    )
    return replies.ask(of or claim(unasked=""), by=by or person("ana"), at=at, **told)


def asked_in_2024(**told) -> Asking:
    """An asking whose deadline has passed by the clock on the wall, which pages read."""
    asked_at = datetime(2024, 5, 2, 12, tzinfo=UTC)
    return asking(asked_at=asked_at, answer_by=asked_at + timedelta(days=7), **told)


def reply(to=None, by=None, **told) -> Reply:
    """What the ministry answered; readers see all of it."""
    to = to or asking()
    told = {"outcome": "answered", "words": ANSWERED, "shown": "all"} | told
    told = {"received_at": moment()} | told
    return replies.record_answer(to, by=by or person("ana"), at=moment(), **told)


def batch(text="statement\nMilk is dearer than oil\nOil is dearer than milk\n", by=None) -> Batch:
    """A file of two claims that waits for the worker."""
    rows = csv_import.check(csv_import.read(text))
    return csv_import.keep(rows, name="claims.csv", by=by or person("ana"), at=moment())


def related(one, other, kind="variant", by=None, why="The year is another.") -> Relation:
    """A reviewer's answer: the one is a variant of the other."""
    return related_claims.relate(one, other, kind=kind, why=why, by=by or person("bo"), at=moment())


def suggestion(said="Milk costs twice as much as last year", **told) -> Suggestion:
    """What a reader of a network of their own asks the desk to check."""
    sender = f"2001:db8:{next(_networks):x}::1"
    told = {"sender": sender, "at": moment(), "where": "On the radio"} | told
    return tips.suggest(said=said, **told)


def complaint(verdict=None, wrong="The office says 5 percent", **told) -> Complaint:
    """What a reader of a network of their own says is wrong with a published revision."""
    verdict = verdict or published()
    about = {"claim": verdict.claim.public_id, "revision": verdict.revision}
    sender = f"2001:db8:{next(_networks):x}::1"
    return complaints.complain(**{"sender": sender, "at": moment(), **about} | told, wrong=wrong)


def assigned(of=None, to=None, part="write", by=None, **told) -> Assignment:
    """Carla assigns a claim to Dov, who has not begun."""
    told = {"part": part, "person": to or person("dov")} | told
    return assignments.assign(of or claim(), by=by or person("carla"), at=moment(), **told)


def note(words="Who has the table?", of=None, by=None) -> Note:
    """What somebody says of a claim to the desk."""
    return comments.say(of or claim(), by=by or person("ana"), at=moment(), words=words)


def content(**changed) -> dict:
    """What a contributor writes; with a refuting passage it can be submitted."""
    return {
        "rating": rating(),
        "basis": "single",
        "finding": "The statistical office reports a rise of 4 percent.",
        "reasoning": "The office's figure is **lower**, and nobody names another.",
        "why_this_claim": "The figure was repeated widely.",
        "searched": "The article.",
        "would_change": "A figure of the office that is higher.",
        "holds_as_of": date(2026, 10, 30),
        "primary_sources": "cited",
        "interest": "none",
        "crime": "not_alleged",
    } | changed


def draft(of=None, by=None, refutes: str = OFFICE, **changed):
    """A draft by Ana that cites one refuting passage."""
    by = by or person("ana")
    verdict = drafting.draft(of or claim(by=by), by=by, at=moment(), **content(**changed))
    drafting.cite(verdict, passage(refutes, by=by), by=by, at=moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def on_two_sources(**changed):
    """A draft by Ana that two sources refute, and which rests on several origins."""
    verdict = draft(**{"basis": "independent"} | changed)
    second = passage(SMALLER, of=snapshot(ELSEWHERE, title="At the border"), by=verdict.author)
    drafting.cite(verdict, second, by=verdict.author, at=moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def in_review(*, verdict=None, **described):
    verdict = verdict or draft(**described)
    actions.submit(verdict, by=verdict.author, at=moment())
    verdict.refresh_from_db()
    return verdict


def approved(*, verdict=None, by=None, **described):
    verdict = verdict or in_review(**described)
    seen = verdict.submission.sha256
    actions.approve(verdict, by=by or person("bo"), at=moment(), seen=seen, fair=True)
    verdict.refresh_from_db()
    return verdict


def published(*, verdict=None, **described):
    verdict = verdict or approved(**described)
    actions.publish(verdict, by=person("carla"), at=moment(), seen=verdict.submission.sha256)
    verdict.refresh_from_db()
    return verdict


def remark(verdict, said="Name the table.", by=None, **told) -> Remark:
    """Bo's remark on what is in review."""
    seen = verdict.submission.sha256
    by = by or person("bo")
    return review_comments.remark(verdict, by=by, at=moment(), seen=seen, said=said, **told)


def rated(verdict, code="mostly-false", by=None, **told) -> BlindRating:
    """What Bo would rate it, while the desk asks for it."""
    seen, by = verdict.submission.sha256, by or person("bo")
    told |= {"seen": seen, "rating": rating(code)}
    return review_comments.rate(verdict, by=by, at=moment(), **told)


def remarked(**described):
    """A draft that Bo sent back with a remark on its reasoning, and without a comment."""
    verdict = in_review(**described)
    remark(verdict, part="reasoning", words="nobody names another")
    actions.send_back(verdict, by=person("bo"), at=moment())
    verdict.refresh_from_db()
    return verdict


def sent_back(**described):
    verdict = in_review(**described)
    actions.send_back(verdict, by=person("bo"), at=moment(), comment="Name the table.")
    verdict.refresh_from_db()
    return verdict


def discarded(**described):
    verdict = draft(**described)
    actions.discard(verdict, by=verdict.author, at=moment())
    verdict.refresh_from_db()
    return verdict


def suspended(**described):
    verdict = published(**described)
    actions.suspend(
        verdict, by=person("carla"), at=moment(), cause="reply", note="The minister objects."
    )
    verdict.refresh_from_db()
    return verdict


def retracted(**described):
    verdict = published(**described)
    actions.propose_retraction(
        verdict, by=person("carla"), at=moment(), cause="our-error", note="We misread the table."
    )
    actions.retract(verdict, by=person("filip"), at=moment())
    verdict.refresh_from_db()
    return verdict


def corrected(verdict=None, by=None, **changed):
    """The draft of the next revision, with one word of its finding changed."""
    following = actions.correct(
        verdict or published(),
        by=by or person("ana"),
        at=moment(),
        kind="correction",
        cause="our-error",
        note="We had the wrong year.",
    )
    changed = {"finding": "The office reports 4 percent, for the year before."} | changed
    drafting.edit(following, by=following.author, at=moment(), **changed)
    following.refresh_from_db()
    return following


def superseded():
    """The first of two published revisions."""
    first = published()
    published(verdict=approved(verdict=in_review(verdict=corrected(first))))
    first.refresh_from_db()
    return first


def plan(verdict=None, by=None, hours=12, **changed) -> Plan:
    """An approved revision that is to be published so many hours later."""
    verdict, at = verdict or approved(), moment()
    told = {"seen": verdict.submission.sha256, "publish_at": at + timedelta(hours=hours)} | changed
    return publication.plan(verdict, by=by or person("carla"), at=at, **told)


def embargo(on, by=None, hours=24, why="The study is not out yet.") -> Withholding:
    """Nothing of this claim, or nothing that cites this source, before so many hours are over."""
    at = moment()
    until = at + timedelta(hours=hours)
    return publication_blocks.embargo(on, by=by or person("ana"), at=at, until=until, why=why)


def hold(on=None, by=None, why="A court has ordered it.") -> Withholding:
    """A legal hold on a claim whose finding was suspended."""
    on = on or suspended().claim
    return publication_blocks.hold(on, by=by or person("carla"), at=moment(), why=why)


STATES = {
    "draft": draft,
    "in_review": in_review,
    "approved": approved,
    "published": published,
    "superseded": superseded,
    "suspended": suspended,
    "retracted": retracted,
    "discarded": discarded,
}
