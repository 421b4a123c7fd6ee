"""Nothing unpublished reaches a reader or a partner, however they ask.

One word is planted in everything that is not public, another in something that is. Whoever crawls
the whole site finds the second and never the first; what is hidden is answered as what does not
exist; and the public pages are the same, byte by byte, with the hidden things and without them.
"""

import re
from types import SimpleNamespace

import pytest
from django.test import Client, override_settings

from claims import complaints
from claims.intake import claims as intake_claims
from claims.intake import tips
from claims.models import Alarm, Claim, Complaint, Suggestion, Topic, Verdict
from claims.monitoring import recheck
from claims.publication import queries
from claims.review import comments
from claims.workflow import actions, drafting
from factcheck.accounts.models import User
from factcheck.notifications.dispatch import follow
from sources.capture import capture, keep, mark_body, refused
from sources.capture.retrieval import Attempt
from sources.capture.web_archive import record_copy
from sources.extraction.text import Extract
from sources.models import ArchivedCopy, Original, Publisher, Retrieval
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import looked
from tests.helpers.crawler import ask, crawl

HIDDEN, SHOWN = "quagga", "okapi"
ABSENT = "gnuabc"  # as long, and planted nowhere
NO_ID = "zzzzzzzzzz"
NAME = "(?!complaints)[0-9a-z]{10}"  # of a row; the folder has as many letters

pytestmark = pytest.mark.django_db

ARTICLE = (
    f"The minister spoke on Monday about the {SHOWN}. The office reported a rise of 4 percent. "
    + "Nothing of this is quoted. " * 20
    + f"And here is the {HIDDEN}, which nobody quotes. Some words that only a draft quotes."
)


def somebody() -> User:
    """Readers know her by her byline only."""
    user = given.person(f"{HIDDEN}.olga", "reporter")
    user.first_name, user.last_name, user.byline = HIDDEN, HIDDEN, "Olga Byline"
    user.save()
    return user


def what_is_public() -> SimpleNamespace:
    """Published things, with the word in all that is not shown of them."""
    olga = somebody()
    person = given.claimant(f"{HIDDEN} person", public_role=False, description=HIDDEN)
    about = given.claim(
        f"{HIDDEN} as it was first worded",
        by=olga,
        origin="person",
        claimant=person,
        topics=[given.topic()],
    )
    intake_claims.mend(
        about, by=olga, at=given.moment(), statement=f"The {SHOWN} rose by 12 percent"
    )
    snapshot = given.snapshot(
        ARTICLE, title=f"On the {SHOWN}", url=f"https://paper.example/{SHOWN}"
    )
    told = given.passage(
        f"spoke on Monday about the {SHOWN}",
        of=snapshot,
        voice="reports",
        speaker=f"{HIDDEN} person",
    )
    intake_claims.appear(
        about,
        by=olga,
        at=given.moment(),
        words="It rose.",
        url=f"https://example.org/{HIDDEN}",
        passage=told,
    )
    those_concerned(about, person)
    verdict = drafting.draft(about, by=olga, at=given.moment(), **given.content(finding=HIDDEN))
    cited = given.passage("a rise of 4 percent", of=snapshot)
    drafting.cite(verdict, cited, by=olga, at=given.moment(), stance="refutes")
    actions.submit(verdict, by=olga, at=given.moment())
    what_reviewers_said(verdict, olga)
    drafting.edit(verdict, by=olga, at=given.moment(), finding=f"The {SHOWN} rose by 4 percent.")
    actions.submit(verdict, by=olga, at=given.moment())
    actions.withdraw(verdict, by=olga, at=given.moment(), note=HIDDEN)
    actions.submit(verdict, by=olga, at=given.moment())
    verdict.refresh_from_db()
    actions.approve(
        verdict,
        by=given.person("bo"),
        at=given.moment(),
        seen=verdict.submission.sha256,
        fair=True,
        comment=HIDDEN,
    )
    verdict.refresh_from_db()
    given.published(verdict=verdict)
    given.suspended(
        of=given.claim("A suspended claim"),
        refutes=given.DOUBT,
        finding=f"{HIDDEN} suspended",
        reasoning=f"{HIDDEN} suspended",
        would_change=HIDDEN,
        primary_sources="none",
        why_no_primary=HIDDEN,
        interest="declared",
        interest_handled=HIDDEN,
        why_this_claim=HIDDEN,
    )
    given.retracted(of=given.claim(f"A retracted claim on the {SHOWN}"))
    what_was_answered(given.superseded())
    merged = given.published(of=given.claim("A merged claim"))
    intake_claims.merge(merged.claim, by=given.person("carla"), at=given.moment(), into=about)
    verdict.refresh_from_db()
    see_it_changed(snapshot.source)
    return SimpleNamespace(verdict=verdict, snapshot=snapshot, person=person, claim=about)


def those_concerned(about, person) -> None:
    """What is not shown of the askings of a published claim holds the word."""
    asked = given.asking(of=about, claimant=person, words=f"{HIDDEN}?")
    said = f"{HIDDEN}, off the record. But the {SHOWN} rose."
    mistyped = given.reply(asked, words=HIDDEN, shown="all")
    again = {"replaces": mistyped, "why": HIDDEN, "words": said}
    given.reply(asked, shown="part", quoted=f"the {SHOWN} rose", **again)
    other = given.asking(of=about, name=f"{HIDDEN} Olgina", public_role=False, words=HIDDEN)
    given.reply(other, words=HIDDEN, shown="nothing")


def what_was_answered(verdict) -> None:
    """A complaint whose outcome is listed, and nothing else of it."""
    told = {"where": HIDDEN, "who": HIDDEN, "email": f"{HIDDEN}@reader.example"}
    complaint = given.complaint(verdict, HIDDEN, **told)
    said = {"outcome": "refused", "told": f"The {SHOWN} is not one.", "note": HIDDEN}
    complaints.answer_complaint(complaint, by=given.person("carla"), at=given.moment(), **said)


def see_it_changed(source) -> None:
    """Later looks find another number in the quotation, and other words where nobody quotes."""
    for text in (ARTICLE, f"The {HIDDEN} came first. {ARTICLE.replace('of 4', 'of 17')}", None):
        look = looked(source, text, by=given.person(f"{HIDDEN}.olga", "reporter"))
        recheck.finish(look, at=look.retrieved_at)
    assert Alarm.objects.exists()


def what_is_hidden(shown) -> list[str]:
    """Everything that a desk has and readers do not; the addresses where they might look."""
    olga, at = somebody(), given.moment
    minister = given.claimant(f"{HIDDEN} minister", description=HIDDEN)
    topic = Topic.objects.create(slug=f"{HIDDEN}-topic", name=HIDDEN, description=HIDDEN)
    Topic.objects.create(slug=f"{HIDDEN}-empty", name=f"{HIDDEN} empty")
    house = Publisher.objects.create(name=f"{HIDDEN} house", description=HIDDEN)
    source = given.snapshot(
        f"{HIDDEN} lives in palms. {given.TEXT}",
        title=f"{HIDDEN} weekly",
        author=HIDDEN,
        url=f"https://example.org/{HIDDEN}",
        publisher=house,
        about_origin=HIDDEN,
    ).source
    later = Extract(ARTICLE + HIDDEN, "text/plain", "text")
    capture(shown.snapshot.source, later, by=olga, at=at(), note=HIDDEN)
    what_was_fetched(shown.snapshot, olga)
    looked(shown.snapshot.source, f"{ARTICLE} For a draft: {HIDDEN}.", by=olga)
    unused = given.passage("only a draft quotes", of=shown.snapshot, speaker=HIDDEN)
    secret = given.passage("lives in palms", of=source.snapshots.get(), speaker=HIDDEN)
    mark_body(source.snapshots.get(), [[0, 20]], by=olga, at=at(), reason=HIDDEN)

    draft = given.draft(
        of=given.claim(f"{HIDDEN} is it", claimant=minister, origin="person", topics=[topic]),
        finding=f"{HIDDEN} is a weevil",
        reasoning=HIDDEN,
        why_no_primary=HIDDEN,
        interest_handled=HIDDEN,
        searched=HIDDEN,
    )
    intake_claims.appear(draft.claim, by=olga, at=at(), words=HIDDEN, medium=HIDDEN, place=HIDDEN)
    drafting.cite(draft, secret, by=olga, at=at(), stance="context", note=HIDDEN)
    drafting.cite(draft, unused, by=olga, at=at(), stance="context", note=HIDDEN)
    others = [
        build(of=given.claim(f"{HIDDEN} {name}", topics=[topic]), finding=f"{HIDDEN} {name}")
        for name, build in given.STATES.items()
        if name in ("in_review", "approved", "discarded")
    ]
    sent_back = given.sent_back(of=given.claim(f"{HIDDEN} sent back"), finding=HIDDEN)

    following = given.corrected(shown.verdict, by=olga, finding=f"{HIDDEN} instead")
    following.changes.update(note=HIDDEN)
    actions.propose_retraction(
        shown.verdict, by=given.person("carla"), at=at(), cause="reply", note=HIDDEN
    )
    declined = given.claim(f"{HIDDEN} declined", topics=[topic])
    intake_claims.decline(declined, by=given.person("bo"), at=at(), reason="opinion", note=HIDDEN)
    merged = given.claim(f"{HIDDEN} merged", topics=[topic])
    intake_claims.merge(merged, by=given.person("carla"), at=at(), into=shown.claim)
    suggested = what_readers_suggested(shown.claim)
    planned = what_waits_for_its_hour(shown)
    complained = what_readers_complained_of(shown.verdict)
    for claim in (shown.claim, draft.claim):
        what_the_desk_says_of(claim, olga)
    return [
        *addresses_of_claims([draft, *others, sent_back, planned], [declined, merged]),
        f"/claims/{shown.claim.public_id}/revisions/{following.revision}/",
        f"/api/v1/claims/{shown.claim.public_id}/revisions/{following.revision}/",
        *addresses_of_rows("sources", source.public_id, "source"),
        *addresses_of_rows("passages", secret.public_id),
        *addresses_of_rows("passages", unused.public_id),
        *addresses_of_rows("claimants", minister.public_id, "claimant"),
        *addresses_of_rows("claimants", shown.person.public_id, "claimant"),
        *addresses_of_rows("topics", topic.slug, "topic"),
        *addresses_of_rows("topics", f"{HIDDEN}-empty", "topic"),
        *addresses_of_rows("publishers", house.public_id, "publisher"),
        *(f"/suggest/{one.public_id}/" for one in suggested),
        *(f"/complaints/{one.public_id}/" for one in complained),
        *(f"/complaints/receipt/?number={one.public_id}" for one in complained),
        f"/claims/{shown.claim.public_id}/revisions/{following.revision}/complain/",
        f"/claims/{draft.claim.public_id}/revisions/1/complain/",
        f"/api/v1/sources/?publisher={house.public_id}",
        f"/api/v1/passages/?source={source.public_id}",
        f"/api/v1/changes/?claim={draft.claim.public_id}",
        f"/claims/?q={HIDDEN}",
        f"/api/v1/claims/?q={HIDDEN}",
        f"/api/v1/verdicts/?q={HIDDEN}",
        f"/sources/?q={HIDDEN}",
    ]


def what_waits_for_its_hour(shown) -> Verdict:
    """A revision that is planned; an embargo on what is public, and a hold on what is suspended."""
    planned = given.approved(of=given.claim(f"{HIDDEN} planned"), finding=f"{HIDDEN} planned")
    given.plan(planned)
    for public_row in (shown.claim, shown.snapshot.source):
        given.embargo(public_row, why=HIDDEN)
    given.hold(Claim.objects.get(statement="A suspended claim"), why=HIDDEN)
    return planned


def what_reviewers_said(verdict, author) -> None:
    """A comment, a remark on words, how it was settled, and two blind ratings that differ."""
    verdict.refresh_from_db()
    with override_settings(BLIND_SECOND_RATING=True):
        for name, code in (("bo", "true"), ("carla", "false")):
            given.rated(verdict, code, by=given.person(name), why=HIDDEN)
    made = given.remark(verdict, said=HIDDEN, part="finding", words=HIDDEN)
    actions.send_back(verdict, by=given.person("bo"), at=given.moment(), comment=HIDDEN)
    comments.settle(made, by=author, at=given.moment(), how=HIDDEN)


def what_readers_suggested(claim) -> list[Suggestion]:
    """One that waits, and one for each answer; one of them leads to a claim that is public."""
    told = {"where": HIDDEN, "who": HIDDEN, "email": f"{HIDDEN}@reader.example"}
    waiting, taken, linked, declined = (given.suggestion(HIDDEN, **told) for _ in range(4))
    answered = {"by": given.person("bo"), "at": given.moment()}
    tips.take(taken, **answered, statement=f"{HIDDEN} as a reader has it")
    tips.link(linked, **answered, claim=claim)
    tips.decline_suggestion(declined, **answered, why=HIDDEN)
    return [waiting, taken, linked, declined]


def what_readers_complained_of(verdict) -> list[Complaint]:
    """One that waits, one that leads to a change nobody was told of, and two that are not listed.

    There is an open revision already.
    """
    told = {"where": HIDDEN, "who": HIDDEN, "email": f"{HIDDEN}@reader.example", "part": "fact"}
    waiting, taken, refused, passed_on = (
        given.complaint(verdict, HIDDEN, **told) for _ in range(4)
    )
    answered = {"by": given.person("carla"), "at": given.moment()}
    complaints.take_up(taken, **answered)
    for one, outcome in ((refused, "refused"), (passed_on, "passed_on")):
        said = {"told": HIDDEN, "note": HIDDEN, "public": False}
        complaints.answer_complaint(one, **answered, outcome=outcome, **said)
    return [waiting, taken, refused, passed_on]


def what_the_desk_says_of(claim, person) -> None:
    """Who works on it, what is said of it, and who is told."""
    given.assigned(claim, to=given.person("dov"), note=HIDDEN)
    given.note(f"@{person.username} and @dov: {HIDDEN}?", of=claim)
    follow(given.moment(), post=lambda notice: None)


def what_was_fetched(snapshot, by) -> None:
    """Attempts at an address, the bytes that came, and a copy: of a source that is public."""
    where = f"https://example.org/{HIDDEN}"
    told = {"requested": where, "address": where, "canonical": where, "status": 200}
    told |= {"redirects": ((301, where),), "robots_waiver": HIDDEN, "headers": {"etag": HIDDEN}}
    text = Extract(snapshot.text, "text/plain", HIDDEN)
    found = Attempt(**told, extracted=text, raw=HIDDEN.encode())
    keep(found, by=by, at=given.moment(), source=snapshot.source)
    nothing = Attempt(requested=where, refusal=f"The {HIDDEN} is away.")
    refused(nothing, snapshot.source, by=by, at=given.moment())
    record_copy(snapshot, where, by=by, at=given.moment())


def addresses_of_claims(verdicts, claims) -> list[str]:
    identifiers = [verdict.claim.public_id for verdict in verdicts] + [c.public_id for c in claims]
    return [
        address
        for one in identifiers
        for address in (
            f"/claims/{one}/",
            f"/claims/{one}",
            f"/claims/{one}/{HIDDEN}-is-it/",
            f"/claims/{one}/revisions/1/",
            f"/claims/{one}/revisions/1",
            f"/claims/{one}/revisions/",
            f"/api/v1/claims/{one}/",
            f"/api/v1/claims/{one}",
            f"/api/v1/claims/{one}/revisions/1/",
            f"/embed/{one}/",
        )
    ]


def addresses_of_rows(folder, name, filtered="") -> list[str]:
    asked = [f"/claims/?{filtered}={name}", f"/api/v1/verdicts/?{filtered}={name}"]
    asked += [f"/api/v1/claims/?{filtered}={name}"]
    return [
        f"/{folder}/{name}/",
        f"/{folder}/{name}",
        f"/{folder}/{name}/annotation.jsonld",
        f"/api/v1/{folder}/{name}/",
        f"/api/v1/{folder}/{name}",
        *(asked if filtered else []),
    ]


def lowered(answers) -> dict[str, str]:
    return {address: answer.all.lower() for address, answer in answers.items()}


def test_whoever_crawls_finds_what_is_published_and_nothing_else():
    what_is_hidden(what_is_public())
    found = crawl()
    assert len(found) > 40
    assert [a for a, answer in found.items() if answer.status >= 500] == []
    assert [a for a, page in lowered(found).items() if HIDDEN in page] == []
    shown = [a for a, page in lowered(found).items() if SHOWN in page]
    assert len(shown) > 15
    assert any(a.startswith("/api/v1/") for a in shown)
    assert any(re.fullmatch(r"/claims/[0-9a-z]{10}/.*okapi.*/", a) for a in shown)


def test_readers_see_what_changed_and_nothing_of_the_rest():
    shown = what_is_public()
    page = ask(Client(), f"/sources/{shown.snapshot.source.public_id}/").body
    assert "The article has since changed" in page
    told = Client().get(f"/api/v1/sources/{shown.snapshot.source.public_id}/").json()
    reached = {one["last_reached"]["outcome"]: one["last_reached"] for one in told["passages"]}
    assert set(reached) in ({"altered", "exact"}, {"altered", "moved"})
    assert reached["altered"]["found"] == "a rise of 17 percent"


def test_what_is_hidden_is_answered_as_what_does_not_exist():
    for address in what_is_hidden(what_is_public()):
        client = Client(raise_request_exception=False)
        known, unknown = ask(client, address), ask(client, as_if_absent(address))
        assert known.status < 500, address
        assert neutral(known.all, address) == neutral(unknown.all, as_if_absent(address)), address
        if known.status == 200:
            assert "?" in address, address  # a list that was filtered, and holds nothing


def as_if_absent(address: str) -> str:
    address = re.sub(r"(?<=/revisions/)2", "9", address).replace(HIDDEN, ABSENT)
    if "/revisions/9" in address:
        return address
    return re.sub(rf"(?<=[/=]){NAME}(?=[/?&]|$)", NO_ID, address)


def neutral(text: str, address: str) -> str:
    """Without what is the address itself, or new in every answer."""
    text = text.replace(HIDDEN, "WORD").replace(ABSENT, "WORD")
    names = re.findall(rf"{NAME}(?=[/?&]|$)", address)
    for name in names:
        text = text.replace(name, "NAME")
    return without_tokens(re.sub(r"revisions(?:/|%2F)[29]", "revisions/N", text))


def without_tokens(text: str) -> str:
    text = re.sub(r"^ETag: .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^Content-Length: .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^Set-Cookie: .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"nonce-[\w+/=-]+|nonce=\"[^\"]+\"", "nonce", text)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "token", text)


def test_hidden_things_change_no_byte_of_what_is_public():
    shown = what_is_public()
    before = crawl()
    what_is_hidden(shown)
    assert Retrieval.objects.count() == 6
    assert Original.objects.exists() and ArchivedCopy.objects.exists()
    after = crawl()
    assert set(before) == set(after)
    changed = [
        address
        for address in before
        if not address.startswith("/desk/")  # a form to sign in, with a new token each time
        and without_tokens(before[address].all) != without_tokens(after[address].all)
    ]
    assert changed == []


def test_no_function_of_the_one_door_returns_a_hidden_row():
    shown = what_is_public()
    what_is_hidden(shown)
    for name in ("verdicts", "claims", "listed", "sources", "passages", "claimants", "topics"):
        for as_of in (None, given.moment()):
            rows = list(getattr(queries, name)(as_of=as_of).values())
            assert rows or name == "claimants", name
            assert HIDDEN not in repr(rows).lower(), name
    assert SHOWN in repr(list(queries.complaints().values()))
    for name in ("changes", "entries", "ratings", "complaints"):
        assert HIDDEN not in repr(list(getattr(queries, name)().values())).lower(), name
    for row in queries.verdicts():
        for found in (queries.claim(row.claim_id), queries.revision(row.claim_id, row.revision)):
            assert HIDDEN not in repr((found.record, vars(found.row))).lower()


def test_a_claim_that_is_not_published_is_not_there():
    draft = given.draft()
    assert queries.claim(draft.claim.public_id) is None
    assert queries.revision(draft.claim.public_id, 1) is None


def test_a_private_person_is_named_nowhere_and_has_no_page():
    shown = what_is_public()
    found = queries.claim(shown.claim.public_id)
    assert found.row.claimant_id is None
    assert found.row.claimant_name == "a social-media user"
    assert queries.claimant(shown.person.public_id) is None


def test_somebody_who_became_private_is_named_nowhere():
    claimant = given.claimant(f"{HIDDEN} minister", description=HIDDEN)
    about = given.claim(origin="person", claimant=claimant)
    passage = given.passage(given.ROSE, voice="reports", speaker=claimant.name)
    intake_claims.appear(
        about, by=given.person("ana"), at=given.moment(), words="x", passage=passage
    )
    given.published(of=about)
    assert any(HIDDEN in page for page in lowered(crawl()).values())
    found = f"/api/v1/verdicts/?q={HIDDEN}"
    assert about.public_id in ask(Client(), found).body
    claimant.public_role = False
    claimant.save()
    assert [a for a, page in lowered(crawl()).items() if HIDDEN in page] == []
    assert about.public_id not in ask(Client(), found).body
    assert about.public_id in ask(Client(), "/api/v1/verdicts/?q=trade").body


def test_a_private_person_whom_an_article_names_only_later_is_not_named():
    given.claimant(f"{HIDDEN} person", public_role=False)
    verdict = changing_site.published()
    named = given.TEXT.replace("rise of 4 percent", f"rise of ({HIDDEN} person) 4 percent")
    look = looked(changing_site.source_of(verdict), named, at=changing_site.later(3))
    recheck.finish(look, at=look.retrieved_at)
    assert HIDDEN in look.checks.get().found.lower()
    assert hidden_on() == []
    pages = lowered(crawl()).values()
    assert any("the article has since changed" in page for page in pages)


def hidden_on() -> list[str]:
    """The addresses of all pages and answers on which the hidden word stands."""
    return [a for a, page in lowered(crawl()).items() if HIDDEN in page]


def superseded_while_suspended():
    """A suspended finding with the word in it, and the revision that took its place."""
    first = given.suspended(
        of=given.claim("A claim found twice"),
        rating=given.rating("half-true"),
        refutes=given.DOUBT,
        finding=f"{HIDDEN} suspended",
        reasoning=f"{HIDDEN} suspended",
    )
    following = given.corrected(
        first, rating=given.rating(), finding="Found anew.", reasoning="With other words."
    )
    gone = following.evidence.get()
    drafting.cite(
        following, given.passage(), by=following.author, at=given.moment(), stance="refutes"
    )
    drafting.uncite(gone, by=following.author, at=given.moment())
    following.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))


def test_a_suspended_finding_does_not_come_back_when_it_is_superseded():
    about = superseded_while_suspended().claim.public_id
    found = queries.revision(about, 1)
    assert (found.row.state, found.row.withheld) == ("superseded", True)
    assert (found.record, found.row.rating, found.row.basis, found.row.finding) == (None,) * 4
    assert found.retraction.kind == "suspension"
    assert queries.claim(about).record["change"]["from_rating"] is None
    assert given.DOUBT not in {one.exact for one in queries.passages()}
    assert [one.from_rating for one in queries.changes() if one.kind == "correction"] == [None]
    assert hidden_on() == []


def test_what_was_suspended_and_superseded_says_so_on_its_page_and_in_the_api():
    about = superseded_while_suspended().claim.public_id
    page = ask(Client(), f"/claims/{about}/revisions/1/").body
    assert "There is no finding to read here now" in page
    assert "Half true" not in page
    told = Client().get(f"/api/v1/claims/{about}/revisions/1/").json()
    assert (told["record"], told["rating"], told["notice"]["kind"]) == (None, None, "suspension")


def posted_by(claimant, **described):
    """A published claim that was made in a captured post."""
    about = given.claim("A claim in a post", origin="person", claimant=claimant)
    described = {"kind": "post", "url": f"https://example.org/{HIDDEN}"} | described
    post = given.snapshot(title=f"{HIDDEN} says", **described)
    appeared = given.passage(given.ROSE, of=post)
    url = f"https://example.org/{HIDDEN}"
    intake_claims.appear(
        about, by=given.person("ana"), at=given.moment(), words="x", passage=appeared, url=url
    )
    return given.published(of=about)


@pytest.mark.parametrize("author", ["", f"{HIDDEN} person", f" {HIDDEN.upper()} Person "])
def test_the_source_of_a_private_persons_claim_does_not_name_them(author):
    person = given.claimant(f"{HIDDEN} person", public_role=False)
    verdict = posted_by(person, author=author)
    assert HIDDEN not in verdict.submission.content.lower()
    (appearance,) = queries.claim(verdict.claim.public_id).record["claim"]["appearances"]
    source = appearance["passage"]["source"]
    assert (source["author"], source["title"]) == ("a social-media user", "")
    assert (source["url"], source["label"]) == ("", "Untitled post")
    assert hidden_on() == []


def test_who_became_private_is_not_named_by_the_source_either():
    person = given.claimant(f"{HIDDEN} person")
    verdict = posted_by(person, author=person.name)
    assert HIDDEN in verdict.submission.content.lower()
    person.public_role = False
    person.save()
    assert hidden_on() == []


@pytest.mark.parametrize(
    "speaker", [f"{HIDDEN} person", f" {HIDDEN.upper()}  PERSON", f"Mr. {HIDDEN} person, a baker"]
)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_private_person_who_speaks_about_anothers_claim_is_not_named(speaker, earlier):
    person = given.claimant(f"{HIDDEN} person", public_role=False)
    if earlier:
        person.name = "Another name"
        person.save()
    draft = given.draft()
    spoken = given.passage(given.ROSE, voice="reports", speaker=speaker)
    drafting.cite(draft, spoken, by=draft.author, at=given.moment(), stance="context")
    draft.refresh_from_db()
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    assert HIDDEN not in verdict.submission.content.lower()
    assert hidden_on() == []


def test_a_part_of_a_word_is_no_private_name():
    given.claimant("Ann", public_role=False)
    draft = given.draft()
    spoken = given.passage(given.ROSE, voice="reports", speaker="Annette Miller")
    drafting.cite(draft, spoken, by=draft.author, at=given.moment(), stance="context")
    draft.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    assert "Annette Miller" in {one.speaker for one in queries.passages()}


def test_a_statement_is_still_found_by_a_word_that_is_in_a_private_name():
    person = given.claimant("Trade Smith")
    about = given.claim("Trade rose by a tenth", origin="person", claimant=person)
    given.published(of=about)
    assert about.public_id in ask(Client(), "/api/v1/verdicts/?q=smith").body
    person.public_role = False
    person.save()
    assert about.public_id in ask(Client(), "/api/v1/verdicts/?q=tenth+trade").body
    assert about.public_id not in ask(Client(), "/api/v1/verdicts/?q=smith").body
