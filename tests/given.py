"""Builds the rows that tests start from, only through the product's own actions.

Ana writes, Bo reviews, Carla publishes; Dov also writes, Filip is a second editor, Eva manages
the accounts, Gwen is a partner. `given.published()` reads: given a published verdict.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group
from django.db import connection

from claims import complaints, preservation_holds, replies
from claims.collaboration import assignments, comments
from claims.intake import claims, csv_import, related_claims, tips
from claims.models import (
    Assignment,
    BlindRating,
    Claimant,
    ClaimImport,
    ClaimRelation,
    Comment,
    CommentRequest,
    CommentResponse,
    Complaint,
    ForgetRequest,
    PersonRequest,
    PersonRequestDecision,
    PreservationHold,
    PublicationBlock,
    Rating,
    ReviewComment,
    ScheduledPublication,
    Tip,
    Topic,
)
from claims.person_requests import actions as person_requests
from claims.person_requests.places import find_places
from claims.publication import hidden_claims
from claims.removal import forget_requests, old_drafts
from claims.review import comments as review_comments
from claims.scheduling import publication, publication_blocks
from claims.workflow import actions, drafting
from factcheck.accounts import account_changes
from factcheck.accounts import actions as accounts_actions
from factcheck.accounts.models import AccountChange, User
from sources.capture import capture_text, create_source
from sources.extraction.extracted_text import ExtractedText
from sources.independence import assessment
from sources.models import SourceRelation

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ROLES_BY_NAME = {
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
# A different text, so that the two sources are not copies of each other.
SECOND_TEXT = (
    "Neither the ministry nor the exchange would comment. Our own count of lorries at the border "
    "gives a much smaller increase, of about one in thirty, and most of it in the spring."
)
NO_REQUEST_REASON = "The claim is passed on without a name."
RESPONSE_TEXT = "The figure is our own. It counts the first half of the year only."
SECOND_QUOTE = "a much smaller increase, of about one in thirty"
_moments = count(1)
_networks = count(1)


def reset_clock() -> None:
    """Start the clock at noon, so that no test depends on the tests before it."""
    global _moments
    _moments = count(1)


def moment() -> datetime:
    """Return a later moment at each call."""
    return NOON + timedelta(minutes=next(_moments))


def person(name: str, role: str = "") -> User:
    """A user with the given role or that of `ROLES_BY_NAME`; the password is `name-name-name`."""
    role = role or ROLES_BY_NAME[name]
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


def promoted(name: str, role: str) -> User:
    """The person, who has this role in addition to their own."""
    user = person(name)
    user.groups.add(Group.objects.get(name=role))
    return user


def deactivated(user: User) -> User:
    """The user, whose account Eva has deactivated."""
    accounts_actions.deactivate_account(
        user, by=person("eva"), at=moment(), reason="Went elsewhere."
    )
    user.refresh_from_db()
    return user


def account_change(name: str = "ana", role: str = "editor") -> AccountChange:
    """Eva's request to give this person another role, which no one has decided."""
    eva, at = person("eva"), moment()
    change = account_changes.change_roles(person(name), {role}, by=eva, at=at)
    assert change is not None
    return change


def rating(code: str = "mostly-false") -> Rating:
    """A rating of the initial scale."""
    return Rating.objects.get(code=code)


def claimant(name="The minister", public_role=True, **fields) -> Claimant:
    return Claimant.objects.create(name=name, public_role=public_role, **fields)


def topic(slug="trade", name="Trade") -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def snapshot(text: str = TEXT, article_spans=None, by=None, raw=b"", **fields):
    source = create_source(by=by or person("ana"), at=moment(), **{"title": "On trade"} | fields)
    extracted = ExtractedText(text, "text/plain", "text")
    by = by or person("ana")
    return capture_text(
        source, extracted, by=by, at=moment(), article_spans=article_spans, raw=raw
    )[0]


def passage(exact: str = OFFICE, of=None, by=None, **fields):
    """A passage in which the author asserts something, unless `fields` say otherwise."""
    fields = {"voice": "asserts"} | fields
    return (of or snapshot()).quote(exact, by=by or person("ana"), at=moment(), **fields)


def source_relation(source_a, source_b, by=None, **fields) -> SourceRelation:
    """Carla\'s decision that two sources are not independent: one publisher."""
    fields = {
        "reason_type": "publisher",
        "decision": "not_independent",
        "reason": "One site.",
    } | fields
    return assessment.decide_relation(
        source_a, source_b, by=by or person("carla"), at=moment(), **fields
    )


def claim(
    statement="Trade rose by 12 percent in a year", by=None, unasked=NO_REQUEST_REASON, **fields
):
    """A claim with a reason why no comment was requested; `unasked=""` leaves the reason out."""
    by, fields = by or person("ana"), {"attribution": "question"} | fields
    new_claim = claims.create_claim(by=by, at=moment(), statement=statement, **fields)
    if unasked:
        replies.create_comment_waiver(new_claim, by=person("ana"), at=moment(), reason=unasked)
    return new_claim


def comment_request(of=None, by=None, days: int = 7, **fields) -> CommentRequest:
    """A request sent to the ministry by e-mail a minute ago, with a week to answer."""
    asked_at, at = moment(), moment()
    fields = (
        {
            "channel": "email",
            "text": "Where does the figure come from?",
            "sent_at": asked_at,
            "deadline_at": asked_at + timedelta(days=days),
        }
        | ({} if "claimant" in fields else {"name": "The ministry", "public_role": True})
        | fields
    )
    return replies.create_comment_request(
        of or claim(unasked=""), by=by or person("ana"), at=at, **fields
    )


def overdue_comment_request(**fields) -> CommentRequest:
    """A request whose deadline has passed by the real clock, which pages read."""
    asked_at = datetime(2024, 5, 2, 12, tzinfo=UTC)
    return comment_request(sent_at=asked_at, deadline_at=asked_at + timedelta(days=7), **fields)


def comment_response(to=None, by=None, **fields) -> CommentResponse:
    """The ministry's response, all of which is public."""
    to = to or comment_request()
    fields = {"outcome": "answered", "text": RESPONSE_TEXT, "visibility": "all"} | fields
    fields = {"received_at": moment()} | fields
    return replies.record_response(to, by=by or person("ana"), at=moment(), **fields)


def claim_import(
    text="statement\nMilk is dearer than oil\nOil is dearer than milk\n", by=None
) -> ClaimImport:
    """An import of two claims that the worker has not processed yet."""
    rows = csv_import.validate_rows(csv_import.parse_csv(text))
    return csv_import.create_import(rows, name="claims.csv", by=by or person("ana"), at=moment())


def claim_relation(
    from_claim, to_claim, kind="variant", by=None, reason="The year is another."
) -> ClaimRelation:
    """Bo\'s decision that the first claim is a variant of the second."""
    return related_claims.relate_claims(
        from_claim, to_claim, kind=kind, reason=reason, by=by or person("bo"), at=moment()
    )


def tip(text="Milk costs twice as much as last year", **fields) -> Tip:
    """A tip by a reader, each from another network."""
    address = f"2001:db8:{next(_networks):x}::1"
    fields = {"network_address": address, "at": moment(), "location": "On the radio"} | fields
    return tips.submit_tip(text=text, **fields)


def complaint(verdict=None, text="The office says 5 percent", **fields) -> Complaint:
    """A complaint by a reader about a published revision, each from another network."""
    verdict = verdict or published()
    about = {"claim": verdict.claim.public_id, "revision": verdict.revision}
    address = f"2001:db8:{next(_networks):x}::1"
    fields = {"network_address": address, "at": moment(), **about} | fields
    return complaints.submit_complaint(text=text, **fields)


def assignment(of=None, to=None, role="write", by=None, **fields) -> Assignment:
    """Carla assigns a claim to Dov, who has not started a draft."""
    fields = {"role": role, "user": to or person("dov")} | fields
    return assignments.assign_claim(of or claim(), by=by or person("carla"), at=moment(), **fields)


def comment(text="Who has the table?", of=None, by=None) -> Comment:
    """An internal comment on a claim."""
    return comments.post_comment(of or claim(), by=by or person("ana"), at=moment(), text=text)


def verdict_content(**changes) -> dict:
    """The content of a verdict that can be submitted once it cites a refuting passage."""
    return {
        "rating": rating(),
        "basis": "single",
        "conclusion": "The statistical office reports a rise of 4 percent.",
        "reasoning": "The office's figure is **lower**, and no other figure is known.",
        "why_this_claim": "The figure was repeated widely.",
        "search_notes": "The article.",
        "what_would_change_it": "A figure of the office that is higher.",
        "valid_as_of": date(2026, 10, 30),
        "primary_sources": "cited",
        "conflict_of_interest": "none",
        "criminal_proceedings": "not_alleged",
        "machine_assistance": "none",
    } | changes


def proceedings(step: str = "charged", **changes) -> dict:
    """The answer that this step of criminal proceedings was reached, and when to revisit it."""
    return {
        "criminal_proceedings": step,
        "proceedings_country": "Norland",
        "proceedings_on": date(2026, 10, 1),
        "revisit_on": date(2027, 4, 1),
    } | changes


def machine_assistance(**changes) -> dict:
    """The answer that a machine helped with translations."""
    return {
        "machine_assistance": "used",
        "machine_purposes": ["translation"],
        "machine_tools": "Translator 3",
        "editorial_responsibility": "The Norland Foundation",
    } | changes


def draft(of=None, by=None, refutes: str = OFFICE, **changes):
    """A draft by Ana that cites one refuting passage."""
    by = by or person("ana")
    verdict = drafting.create_draft(
        of or claim(by=by), by=by, at=moment(), **verdict_content(**changes)
    )
    drafting.cite(verdict, passage(refutes, by=by), by=by, at=moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def on_two_sources(**changes):
    """A draft by Ana that cites two independent sources that refute the claim."""
    verdict = draft(**{"basis": "independent"} | changes)
    second = passage(
        SECOND_QUOTE, of=snapshot(SECOND_TEXT, title="At the border"), by=verdict.author
    )
    drafting.cite(verdict, second, by=verdict.author, at=moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def in_review(*, verdict=None, **fields):
    verdict = verdict or draft(**fields)
    actions.submit(verdict, by=verdict.author, at=moment())
    verdict.refresh_from_db()
    return verdict


def approved(*, verdict=None, by=None, **fields):
    verdict = verdict or in_review(**fields)
    sha256 = verdict.submission.sha256
    actions.approve(
        verdict, by=by or person("bo"), at=moment(), sha256=sha256, is_worded_fairly=True
    )
    verdict.refresh_from_db()
    return verdict


def published(*, verdict=None, **fields):
    verdict = verdict or approved(**fields)
    actions.publish(verdict, by=person("carla"), at=moment(), sha256=verdict.submission.sha256)
    verdict.refresh_from_db()
    return verdict


def review_comment(verdict, text="Name the table.", by=None, **fields) -> ReviewComment:
    """Bo's comment on the submission in review."""
    sha256 = verdict.submission.sha256
    by = by or person("bo")
    return review_comments.create_review_comment(
        verdict, by=by, at=moment(), sha256=sha256, text=text, **fields
    )


def blind_rating(verdict, code="mostly-false", by=None, **fields) -> BlindRating:
    """The rating Bo would give, where the desk requires blind ratings."""
    sha256, by = verdict.submission.sha256, by or person("bo")
    fields |= {"sha256": sha256, "rating": rating(code)}
    return review_comments.create_blind_rating(verdict, by=by, at=moment(), **fields)


def sent_back_with_comment(**fields):
    """A draft that Bo sent back with a review comment on its reasoning and no general comment."""
    verdict = in_review(**fields)
    review_comment(verdict, section="reasoning", quoted_text="no other figure is known")
    actions.send_back(verdict, by=person("bo"), at=moment())
    verdict.refresh_from_db()
    return verdict


def sent_back(**fields):
    verdict = in_review(**fields)
    actions.send_back(verdict, by=person("bo"), at=moment(), comment="Name the table.")
    verdict.refresh_from_db()
    return verdict


def discarded(**fields):
    verdict = draft(**fields)
    actions.discard(verdict, by=verdict.author, at=moment())
    verdict.refresh_from_db()
    return verdict


def suspended(**fields):
    verdict = published(**fields)
    actions.suspend(
        verdict, by=person("carla"), at=moment(), cause="reply", note="The minister objects."
    )
    verdict.refresh_from_db()
    return verdict


def retracted(**fields):
    verdict = published(**fields)
    actions.propose_retraction(
        verdict, by=person("carla"), at=moment(), cause="our-error", note="We misread the table."
    )
    actions.retract(verdict, by=person("filip"), at=moment())
    verdict.refresh_from_db()
    return verdict


def correction(verdict=None, by=None, kind="correction", **changes):
    """The draft of the next revision, with another conclusion."""
    next_revision = actions.open_correction(
        verdict or published(),
        by=by or person("ana"),
        at=moment(),
        kind=kind,
        cause="our-error",
        note="We had the wrong year.",
    )
    changes = {"conclusion": "The office reports 4 percent, for the year before."} | changes
    drafting.update_draft(next_revision, by=next_revision.author, at=moment(), **changes)
    next_revision.refresh_from_db()
    return next_revision


def superseded():
    """The first of two published revisions."""
    first = published()
    published(verdict=approved(verdict=in_review(verdict=correction(first))))
    first.refresh_from_db()
    return first


def scheduled_publication(verdict=None, by=None, hours=12, **changes) -> ScheduledPublication:
    """An approved revision that is scheduled for publication in so many hours."""
    verdict, at = verdict or approved(), moment()
    fields = {
        "sha256": verdict.submission.sha256,
        "publish_at": at + timedelta(hours=hours),
    } | changes
    return publication.schedule_publication(verdict, by=by or person("carla"), at=at, **fields)


def embargo(on, by=None, hours=24, reason="The study is not out yet.") -> PublicationBlock:
    """An embargo of so many hours on a claim or a source."""
    at = moment()
    until = at + timedelta(hours=hours)
    return publication_blocks.create_embargo(
        on, by=by or person("ana"), at=at, until=until, reason=reason
    )


def hold(on=None, by=None, reason="A lawyer has written to us.") -> PreservationHold:
    """A preservation hold on a claim, by default one without a fact-check; Carla sets it."""
    return preservation_holds.create_hold(
        on or claim(), by=by or person("carla"), at=moment(), reason=reason
    )


def hidden(verdict=None, by=None, reason="A lawyer has written to us."):
    """A published verdict whose claim Carla has hidden from readers."""
    verdict = verdict or published()
    values = {"by": by or person("carla"), "at": moment(), "reason": reason}
    hidden_claims.hide_published_claim(verdict.claim, **values)
    connection.check_constraints()  # appends the entry to the ledger
    return verdict


def forget_request(message=None) -> ForgetRequest:
    """A reader's request to forget a tip or complaint, by default a tip."""
    number = (message or tip()).public_id
    return forget_requests.request_forgetting(number, at=moment())


def kept_draft():
    """A discarded draft that Carla keeps until 2030."""
    draft, day = discarded(), date(2030, 1, 1)
    old_drafts.keep_drafts([draft], by=person("carla"), at=moment(), ask_again_on=day)
    return draft


def legal_block(on=None, by=None, reason="A court has ordered it.") -> PublicationBlock:
    """A legal publication block on a claim, by default one whose verdict is suspended."""
    on = on or suspended().claim
    return publication_blocks.create_legal_block(
        on, by=by or person("carla"), at=moment(), reason=reason
    )


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


def person_request(**fields) -> PersonRequest:
    """Carla records that someone asks for their name to be removed."""
    fields = {"requester": "named", "name": "Zora Quill", "text": "Remove my name."} | fields
    return person_requests.record_request(by=person("carla"), at=moment(), **fields)


WEIGHED = {
    "has_public_role": False,
    "serves_debate": True,
    "is_accurate": True,
    "needs_name": False,
    "reasons": "A court in Minsk decided so.",
}


def refused_request() -> PersonRequestDecision:
    """Carla decided that nothing changes."""
    request, by = person_request(name="Otto Other"), person("carla")
    return person_requests.decide_request(request, by=by, at=moment(), outcome="refuse", **WEIGHED)


def removal(request, words, outcome="erase", **fields) -> PersonRequestDecision:
    """Carla decided that every place with these words is removed; Filip has not confirmed it."""
    return decide_removal(request, find_places(request, words), outcome, **fields)


def decide_removal(request, places, outcome="erase", **fields) -> PersonRequestDecision:
    fields = WEIGHED | {"outcome": outcome, "places": places} | fields
    return person_requests.decide_request(request, by=person("carla"), at=moment(), **fields)


def statutory_reply(request, reply: str) -> PersonRequestDecision:
    """Carla decided that this reply is published."""
    fields = WEIGHED | {"outcome": "reply", "reply": reply}
    return person_requests.decide_request(request, by=person("carla"), at=moment(), **fields)


def removed(request, words, outcome="erase") -> PersonRequestDecision:
    """Every place with these words was removed, by Carla and Filip."""
    decision = removal(request, words, outcome)
    person_requests.confirm_removal(decision, by=person("filip"), at=moment())
    return decision
