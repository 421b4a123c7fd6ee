"""A desk in which one word is in everything that is not public, another in what is.

`create_public_rows` creates published rows with the hidden word in everything that readers do not
see of them; `create_hidden_rows` creates unpublished rows, and returns the paths where someone
might look for them.
"""

from types import SimpleNamespace

from django.test import override_settings

from claims import complaints
from claims.intake import claims, tips
from claims.models import Claim, Complaint, SourceAlert, Tip, Topic, Verdict
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alert
from claims.review import comments
from claims.workflow import actions, drafting
from factcheck.accounts.models import User
from factcheck.notifications.dispatch import create_notifications
from sources.capture import (
    CaptureError,
    capture_text,
    record_refusal,
    save_capture,
    select_article_text,
)
from sources.capture.retrieval import RetrievalAttempt
from sources.capture.web_archive import record_archived_copy
from sources.extraction.extracted_text import ExtractedText
from sources.models import ArchiveRequest, Publisher
from tests import given
from tests.helpers.changing_site import create_retrieval

HIDDEN, PUBLIC = "quagga", "okapi"
HIDDEN_URL = f"https://example.org/{HIDDEN}"
ARTICLE = (
    f"The minister spoke on Monday about the {PUBLIC}. The office reported a rise of 4 percent. "
    + "Nothing of this is quoted. " * 20
    + f"And here is the {HIDDEN}, which is never quoted. Some words that only a draft quotes."
)
SENDER = {"location": HIDDEN, "sender_name": HIDDEN, "email": f"{HIDDEN}@reader.example"}


def create_reporter() -> User:
    """A user whose byline alone is public."""
    user = given.person(f"{HIDDEN}.olga", "reporter")
    user.first_name, user.last_name, user.byline = HIDDEN, HIDDEN, "Olga Byline"
    user.save()
    return user


# ── published rows ──────────────────────────────────────────────────────────────────────────────
def create_public_rows() -> SimpleNamespace:
    olga = create_reporter()
    private_person = given.claimant(f"{HIDDEN} person", public_role=False, description=HIDDEN)
    claim = _create_public_claim(olga, private_person)
    snapshot = given.snapshot(
        ARTICLE, title=f"On the {PUBLIC}", url=f"https://paper.example/{PUBLIC}"
    )
    passage = given.passage(
        f"spoke on Monday about the {PUBLIC}",
        of=snapshot,
        voice="reports",
        speaker=f"{HIDDEN} person",
    )
    claims.add_appearance(
        claim, by=olga, at=given.moment(), text="It rose.", url=HIDDEN_URL, passage=passage
    )
    _request_comments(claim, private_person)
    verdict = _create_public_verdict(claim, snapshot, olga)
    _create_suspended_verdict()
    given.retracted(of=given.claim(f"A retracted claim on the {PUBLIC}"))
    _answer_public_complaint(given.superseded())
    merged = given.published(of=given.claim("A merged claim"))
    claims.merge(merged.claim, by=given.person("carla"), at=given.moment(), into=claim)
    verdict.refresh_from_db()
    _change_source(snapshot.source)
    return SimpleNamespace(
        verdict=verdict, snapshot=snapshot, private_person=private_person, claim=claim
    )


def _create_public_claim(olga: User, private_person) -> Claim:
    claim = given.claim(
        f"{HIDDEN} as it was first worded",
        by=olga,
        attribution="person",
        claimant=private_person,
        topics=[given.topic()],
    )
    claims.update_claim(
        claim, by=olga, at=given.moment(), statement=f"The {PUBLIC} rose by 12 percent"
    )
    return claim


def _create_public_verdict(claim: Claim, snapshot, olga: User) -> Verdict:
    """A published verdict that was sent back once and withdrawn once."""
    content = given.verdict_content(conclusion=HIDDEN)
    verdict = drafting.create_draft(claim, by=olga, at=given.moment(), **content)
    passage = given.passage("a rise of 4 percent", of=snapshot)
    drafting.cite(verdict, passage, by=olga, at=given.moment(), stance="refutes")
    actions.submit(verdict, by=olga, at=given.moment())
    _send_back(verdict, olga)
    drafting.update_draft(
        verdict, by=olga, at=given.moment(), conclusion=f"The {PUBLIC} rose by 4 percent."
    )
    actions.submit(verdict, by=olga, at=given.moment())
    actions.withdraw(verdict, by=olga, at=given.moment(), note=HIDDEN)
    actions.submit(verdict, by=olga, at=given.moment())
    verdict.refresh_from_db()
    actions.approve(
        verdict,
        by=given.person("bo"),
        at=given.moment(),
        sha256=verdict.submission.sha256,
        is_worded_fairly=True,
        comment=HIDDEN,
    )
    verdict.refresh_from_db()
    return given.published(verdict=verdict)


def _send_back(verdict: Verdict, author: User) -> None:
    """With two different blind ratings, and a review comment that the author resolves."""
    verdict.refresh_from_db()
    with override_settings(REQUIRE_BLIND_RATINGS=True):
        for name, code in (("bo", "true"), ("carla", "false")):
            given.blind_rating(verdict, code, by=given.person(name), reason=HIDDEN)
    comment = given.review_comment(verdict, text=HIDDEN, section="conclusion", quoted_text=HIDDEN)
    actions.send_back(verdict, by=given.person("bo"), at=given.moment(), comment=HIDDEN)
    comments.resolve_review_comment(comment, by=author, at=given.moment(), text=HIDDEN)


def _create_suspended_verdict() -> None:
    given.suspended(
        of=given.claim("A suspended claim"),
        refutes=given.DOUBT,
        conclusion=f"{HIDDEN} suspended",
        reasoning=f"{HIDDEN} suspended",
        what_would_change_it=HIDDEN,
        primary_sources="none",
        no_primary_source_reason=HIDDEN,
        conflict_of_interest="declared",
        conflict_handling=HIDDEN,
        why_this_claim=HIDDEN,
        **given.proceedings("charged", proceedings_country=HIDDEN),
        **given.machine_assistance(machine_tools=HIDDEN, editorial_responsibility=HIDDEN),
    )


def _request_comments(claim: Claim, claimant) -> None:
    """A response of which a part is public, after a mistyped one; another that is not public."""
    comment_request = given.comment_request(of=claim, claimant=claimant, text=f"{HIDDEN}?")
    mistyped = given.comment_response(comment_request, text=HIDDEN, visibility="all")
    given.comment_response(
        comment_request,
        text=f"{HIDDEN}, off the record. But the {PUBLIC} rose.",
        visibility="part",
        public_excerpt=f"the {PUBLIC} rose",
        supersedes=mistyped,
        reason=HIDDEN,
    )
    private_request = given.comment_request(
        of=claim, name=f"{HIDDEN} Olgina", public_role=False, text=HIDDEN
    )
    given.comment_response(private_request, text=HIDDEN, visibility="nothing")


def _answer_public_complaint(verdict: Verdict) -> None:
    """A complaint of which only the outcome is public."""
    complaints.answer_complaint(
        given.complaint(verdict, HIDDEN, **SENDER),
        by=given.person("carla"),
        at=given.moment(),
        outcome="not_upheld",
        public_note=f"The {PUBLIC} is not one.",
        note=HIDDEN,
    )


def _change_source(source) -> None:
    """Rechecks find another number in the quote, of which an editor tells readers, and other words.

    Then they find a note and words in the quote of which no editor has told readers.
    """
    changed = f"The {HIDDEN} came first. {ARTICLE.replace('of 4', 'of 17')}"
    unconfirmed = ARTICLE.replace("of 4", f"of {HIDDEN} 70")
    note = {"kind": "correction", "text": f"Correction: {HIDDEN}."}
    for text, notices in ((ARTICLE, []), (changed, []), (unconfirmed, [note]), (None, [])):
        retrieval = create_retrieval(
            source, text, by=given.person(f"{HIDDEN}.olga", "reporter"), notices=notices
        )
        recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
        if text == changed:
            _tell_readers(SourceAlert.objects.get())
    kinds = SourceAlert.objects.filter(decided_at=None).values_list("kind", flat=True)
    assert set(kinds) == {"quote", "notice"}


def _tell_readers(alert: SourceAlert) -> None:
    answer_alert(
        alert,
        by=given.person("carla"),
        at=given.moment(),
        decision="no_change",
        reason=HIDDEN,
        show_finding=True,
    )


# ── unpublished rows ────────────────────────────────────────────────────────────────────────────
def create_hidden_rows(public: SimpleNamespace) -> list[str]:
    olga, at = create_reporter(), given.moment
    claimant = given.claimant(f"{HIDDEN} minister", description=HIDDEN)
    topic = Topic.objects.create(slug=f"{HIDDEN}-topic", name=HIDDEN, description=HIDDEN)
    Topic.objects.create(slug=f"{HIDDEN}-empty", name=f"{HIDDEN} empty")
    publisher = Publisher.objects.create(name=f"{HIDDEN} house", description=HIDDEN)
    source = _create_hidden_source(publisher)
    _capture_again(public.snapshot, olga)
    unused = given.passage("only a draft quotes", of=public.snapshot, speaker=HIDDEN)
    secret = given.passage("lives in palms", of=source.snapshots.get(), speaker=HIDDEN)
    select_article_text(source.snapshots.get(), [[0, 20]], by=olga, at=at(), reason=HIDDEN)
    draft = _create_hidden_draft(olga, claimant, topic, (secret, unused))
    verdicts = [
        draft,
        *(
            build(of=given.claim(f"{HIDDEN} {name}", topics=[topic]), conclusion=f"{HIDDEN} {name}")
            for name, build in given.STATES.items()
            if name in ("in_review", "approved", "discarded")
        ),
        given.sent_back(of=given.claim(f"{HIDDEN} sent back"), conclusion=HIDDEN),
    ]
    following = given.correction(public.verdict, by=olga, conclusion=f"{HIDDEN} instead")
    following.changes.update(note=HIDDEN)
    actions.propose_retraction(
        public.verdict, by=given.person("carla"), at=at(), cause="reply", note=HIDDEN
    )
    closed_claims = _create_closed_claims(topic, public.claim)
    reader_tips = _create_tips(public.claim)
    verdicts.append(_create_blocks(public))
    reader_complaints = _create_complaints(public.verdict)
    for claim in (public.claim, draft.claim):
        _discuss(claim, olga)
    return [
        *_list_claim_paths([verdict.claim for verdict in verdicts] + closed_claims),
        f"/claims/{public.claim.public_id}/revisions/{following.revision}/",
        f"/api/v1/claims/{public.claim.public_id}/revisions/{following.revision}/",
        *_list_row_paths("sources", source.public_id, "source"),
        *_list_row_paths("passages", secret.public_id),
        *_list_row_paths("passages", unused.public_id),
        *_list_row_paths("claimants", claimant.public_id, "claimant"),
        *_list_row_paths("claimants", public.private_person.public_id, "claimant"),
        *_list_row_paths("topics", topic.slug, "topic"),
        *_list_row_paths("topics", f"{HIDDEN}-empty", "topic"),
        *_list_row_paths("publishers", publisher.public_id, "publisher"),
        *(f"/suggest/{tip.public_id}/" for tip in reader_tips),
        *(f"/complaints/{complaint.public_id}/" for complaint in reader_complaints),
        *(f"/complaints/receipt/?number={row.public_id}" for row in reader_complaints),
        f"/claims/{public.claim.public_id}/revisions/{following.revision}/complain/",
        f"/claims/{draft.claim.public_id}/revisions/1/complain/",
        f"/api/v1/sources/?publisher={publisher.public_id}",
        f"/api/v1/passages/?source={source.public_id}",
        f"/api/v1/changes/?claim={draft.claim.public_id}",
        f"/claims/?q={HIDDEN}",
        f"/api/v1/claims/?q={HIDDEN}",
        f"/api/v1/verdicts/?q={HIDDEN}",
        f"/sources/?q={HIDDEN}",
    ]


def _create_hidden_source(publisher: Publisher):
    return given.snapshot(
        f"{HIDDEN} lives in palms. {given.TEXT}",
        title=f"{HIDDEN} weekly",
        author=HIDDEN,
        url=HIDDEN_URL,
        publisher=publisher,
        provenance_note=HIDDEN,
    ).source


def _capture_again(snapshot, olga: User) -> None:
    """Retrievals, raw documents and archived copies that no reader sees, of a public source."""
    source, at = snapshot.source, given.moment
    text = ExtractedText(ARTICLE + HIDDEN, "text/plain", "text")
    unquoted, _is_new = capture_text(source, text, by=olga, at=at(), note=HIDDEN)
    attempt = RetrievalAttempt(
        requested_url=HIDDEN_URL,
        final_url=HIDDEN_URL,
        canonical_url=HIDDEN_URL,
        status=200,
        redirects=((301, HIDDEN_URL),),
        robots_waiver=HIDDEN,
        headers={"etag": HIDDEN},
        extracted=ExtractedText(snapshot.text, "text/plain", HIDDEN),
        raw=HIDDEN.encode(),
    )
    save_capture(attempt, by=olga, at=at(), source=source)
    refusal = CaptureError(f"The {HIDDEN} is away.")
    refused = RetrievalAttempt(requested_url=HIDDEN_URL, refusal=refusal)
    record_refusal(refused, source, by=olga, at=at())
    record_archived_copy(unquoted, HIDDEN_URL, by=olga, at=at())
    ArchiveRequest.objects.create(
        snapshot=snapshot,
        archive=HIDDEN,
        reason="desk",
        refusal=HIDDEN,
        requested_at=at(),
        requested_by=olga,
    )
    create_retrieval(source, f"{ARTICLE} For a draft: {HIDDEN}.", by=olga)


def _create_hidden_draft(olga: User, claimant, topic: Topic, passages) -> Verdict:
    draft = given.draft(
        of=given.claim(f"{HIDDEN} is it", claimant=claimant, attribution="person", topics=[topic]),
        conclusion=f"{HIDDEN} is a weevil",
        reasoning=HIDDEN,
        no_primary_source_reason=HIDDEN,
        conflict_handling=HIDDEN,
        proceedings_country=HIDDEN,
        machine_tools=HIDDEN,
        editorial_responsibility=HIDDEN,
        search_notes=HIDDEN,
    )
    claims.add_appearance(
        draft.claim, by=olga, at=given.moment(), text=HIDDEN, medium=HIDDEN, place=HIDDEN
    )
    for passage in passages:
        drafting.cite(draft, passage, by=olga, at=given.moment(), stance="context", note=HIDDEN)
    return draft


def _create_closed_claims(topic: Topic, target: Claim) -> list[Claim]:
    """A declined claim and a merged one."""
    declined = given.claim(f"{HIDDEN} declined", topics=[topic])
    claims.decline(
        declined, by=given.person("bo"), at=given.moment(), reason="opinion", note=HIDDEN
    )
    merged = given.claim(f"{HIDDEN} merged", topics=[topic])
    claims.merge(merged, by=given.person("carla"), at=given.moment(), into=target)
    return [declined, merged]


def _create_blocks(public: SimpleNamespace) -> Verdict:
    """Embargoes on public rows, a legal block on a suspended one; returns a scheduled revision."""
    scheduled = given.approved(
        of=given.claim(f"{HIDDEN} scheduled"), conclusion=f"{HIDDEN} scheduled"
    )
    given.scheduled_publication(scheduled)
    for row in (public.claim, public.snapshot.source):
        given.embargo(row, reason=HIDDEN)
    given.legal_block(Claim.objects.get(statement="A suspended claim"), reason=HIDDEN)
    return scheduled


def _create_tips(claim: Claim) -> list[Tip]:
    """A tip without a decision, and one for each decision; one is linked to a public claim."""
    undecided, accepted, linked, declined = (given.tip(HIDDEN, **SENDER) for _ in range(4))
    decision = {"by": given.person("bo"), "at": given.moment()}
    tips.accept_tip_as_claim(accepted, **decision, statement=f"{HIDDEN} in a reader's words")
    tips.link_tip_to_claim(linked, **decision, claim=claim)
    tips.decline_tip(declined, **decision, reason=HIDDEN)
    return [undecided, accepted, linked, declined]


def _create_complaints(verdict: Verdict) -> list[Complaint]:
    """One without an answer, one upheld by a change in preparation, two with a hidden outcome."""
    unanswered, upheld, not_upheld, referred = (
        given.complaint(verdict, HIDDEN, **SENDER, subject="fact") for _ in range(4)
    )
    decision = {"by": given.person("carla"), "at": given.moment()}
    complaints.attach_to_open_change(upheld, **decision)
    for complaint, outcome in ((not_upheld, "not_upheld"), (referred, "referred")):
        complaints.answer_complaint(
            complaint,
            **decision,
            outcome=outcome,
            public_note=HIDDEN,
            note=HIDDEN,
            is_public=False,
        )
    return [unanswered, upheld, not_upheld, referred]


def _discuss(claim: Claim, user: User) -> None:
    """An assignment, a comment that mentions users, and the notifications of both."""
    given.assignment(claim, to=given.person("dov"), note=HIDDEN)
    given.comment(f"@{user.username} and @dov: {HIDDEN}?", of=claim)
    create_notifications(given.moment(), queue_email=lambda notification: None)


def _list_claim_paths(rows: list[Claim]) -> list[str]:
    return [
        path
        for claim in rows
        for path in (
            f"/claims/{claim.public_id}/",
            f"/claims/{claim.public_id}",
            f"/claims/{claim.public_id}/{HIDDEN}-is-it/",
            f"/claims/{claim.public_id}/revisions/1/",
            f"/claims/{claim.public_id}/revisions/1",
            f"/claims/{claim.public_id}/revisions/",
            f"/api/v1/claims/{claim.public_id}/",
            f"/api/v1/claims/{claim.public_id}",
            f"/api/v1/claims/{claim.public_id}/revisions/1/",
            f"/embed/{claim.public_id}/",
        )
    ]


def _list_row_paths(folder: str, identifier: str, filter_name: str = "") -> list[str]:
    lists = ("/claims/", "/api/v1/verdicts/", "/api/v1/claims/") if filter_name else ()
    return [
        f"/{folder}/{identifier}/",
        f"/{folder}/{identifier}",
        f"/{folder}/{identifier}/annotation.jsonld",
        f"/api/v1/{folder}/{identifier}/",
        f"/api/v1/{folder}/{identifier}",
        *(f"{path}?{filter_name}={identifier}" for path in lists),
    ]
