"""Nothing unpublished reaches a reader or a partner, by whatever path.

A crawler finds the word that is in public rows, and never the one that is in everything hidden
(`tests.helpers.canaries`). A hidden row has the same answer as one that does not exist, and the
public pages are the same, byte by byte, with the hidden rows and without them.
"""

import re

import pytest
from django.test import Client

from claims.intake import claims
from claims.models import Claimant
from claims.monitoring import recheck
from claims.publication import queries
from claims.publication.record import get_source_label
from claims.workflow import drafting
from sources.models import ArchivedCopy, Passage, RawDocument, Retrieval
from tests import given
from tests.helpers import changing_site
from tests.helpers.canaries import (
    HIDDEN,
    HIDDEN_URL,
    PUBLIC,
    create_hidden_rows,
    create_public_rows,
)
from tests.helpers.changing_site import create_retrieval
from tests.helpers.crawler import crawl, fetch
from tests.helpers.rechecks import show_finding

ABSENT = "gnuabc"  # as long as the hidden word, and in no row
ABSENT_ID = "zzzzzzzzzz"
ID = "(?!complaints)[0-9a-z]{10}"  # "complaints" has as many letters as a public identifier
PRIVATE_PERSON = "a private individual"

pytestmark = pytest.mark.django_db


def lower_pages(answers) -> dict[str, str]:
    return {path: answer.all.lower() for path, answer in answers.items()}


def list_paths_with_hidden_word() -> list[str]:
    """The paths of all pages and API responses that contain the hidden word."""
    return [path for path, page in lower_pages(crawl()).items() if HIDDEN in page]


def test_a_crawler_finds_what_is_published_and_nothing_else():
    create_hidden_rows(create_public_rows())
    answers = crawl()
    pages = lower_pages(answers)
    assert len(answers) > 40
    assert [path for path, answer in answers.items() if answer.status >= 500] == []
    assert [path for path, page in pages.items() if HIDDEN in page] == []
    public_paths = [path for path, page in pages.items() if PUBLIC in page]
    assert len(public_paths) > 15
    assert any(path.startswith("/api/v1/") for path in public_paths)
    assert any(re.fullmatch(r"/claims/[0-9a-z]{10}/.*okapi.*/", path) for path in public_paths)


def test_readers_see_how_a_quote_changed_and_nothing_else_of_the_new_text():
    public = create_public_rows()
    source_id = public.snapshot.source.public_id
    page = fetch(Client(), f"/sources/{source_id}/").body
    assert "The article has since changed" in page
    response = Client().get(f"/api/v1/sources/{source_id}/").json()
    checks = [passage["last_reached"] for passage in response["passages"]]
    reached = {check["outcome"]: check for check in checks}
    assert set(reached) in ({"altered", "exact"}, {"altered", "moved"})
    assert reached["altered"]["found_text"] == "a rise of 17 percent"


# ── hidden rows look like rows that do not exist ────────────────────────────────────────────────
def test_a_hidden_row_has_the_same_answer_as_one_that_does_not_exist():
    for path in create_hidden_rows(create_public_rows()):
        client, absent_path = Client(raise_request_exception=False), replace_with_absent(path)
        hidden, absent = fetch(client, path), fetch(client, absent_path)
        assert hidden.status < 500, path
        assert neutralize(hidden.all, path) == neutralize(absent.all, absent_path), path
        if hidden.status == 200:
            assert "?" in path, path  # a filtered list without rows


def replace_with_absent(path: str) -> str:
    path = re.sub(r"(?<=/revisions/)2", "9", path).replace(HIDDEN, ABSENT)
    if "/revisions/9" in path:
        return path
    return re.sub(rf"(?<=[/=]){ID}(?=[/?&]|$)", ABSENT_ID, path)


def neutralize(text: str, path: str) -> str:
    """Without the path itself and what is new in every answer."""
    text = text.replace(HIDDEN, "WORD").replace(ABSENT, "WORD")
    for identifier in re.findall(rf"{ID}(?=[/?&]|$)", path):
        text = text.replace(identifier, "ID")
    return remove_tokens(re.sub(r"revisions(?:/|%2F)[29]", "revisions/N", text))


def remove_tokens(text: str) -> str:
    text = re.sub(r"^ETag: .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^Content-Length: .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^Set-Cookie: .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"nonce-[\w+/=-]+|nonce=\"[^\"]+\"", "nonce", text)
    return re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]+"', "token", text)


def test_hidden_rows_change_no_byte_of_the_public_pages():
    public = create_public_rows()
    before = crawl()
    create_hidden_rows(public)
    assert Retrieval.objects.count() == 7
    assert RawDocument.objects.exists() and ArchivedCopy.objects.exists()
    after = crawl()
    assert set(before) == set(after)
    assert list_changed_paths(before, after) == []


def list_changed_paths(before, after) -> list[str]:
    return [
        path
        for path in before
        if not path.startswith("/desk/")  # the sign-in form has a new token each time
        and remove_tokens(before[path].all) != remove_tokens(after[path].all)
    ]


def test_no_public_query_returns_a_hidden_row():
    create_hidden_rows(create_public_rows())
    for query in (
        queries.list_verdicts,
        queries.list_claims,
        queries.list_current_verdicts,
        queries.list_sources,
        queries.list_passages,
        queries.list_claimants,
        queries.list_topics,
    ):
        for as_of in (None, given.moment()):
            rows = list(query(as_of=as_of).values())
            assert rows or query is queries.list_claimants, query
            assert HIDDEN not in repr(rows).lower(), query
    assert PUBLIC in repr(list(queries.list_complaints().values()))
    for query in (
        queries.list_changes,
        queries.list_ledger_entries,
        queries.list_ratings,
        queries.list_complaints,
    ):
        assert HIDDEN not in repr(list(query().values())).lower(), query
    for row in queries.list_verdicts():
        for published in (
            queries.get_claim(row.claim_id),
            queries.get_revision(row.claim_id, row.revision),
        ):
            assert HIDDEN not in repr((published.record, vars(published.row))).lower()


def test_an_unpublished_claim_is_not_found():
    draft = given.draft()
    assert queries.get_claim(draft.claim.public_id) is None
    assert queries.get_revision(draft.claim.public_id, 1) is None


# ── private persons ─────────────────────────────────────────────────────────────────────────────
def test_a_private_person_is_named_nowhere_and_has_no_page():
    public = create_public_rows()
    row = queries.get_claim(public.claim.public_id).row
    assert row.claimant_id is None
    assert row.claimant_name == PRIVATE_PERSON
    assert queries.get_claimant(public.private_person.public_id) is None


def publish_words_of_minister():
    """A published claim of a claimant whose words an article reports."""
    claimant = given.claimant("Nadia Minister", description="of trade")
    claim = given.claim(attribution="person", claimant=claimant)
    passage = given.passage(given.ROSE, voice="reports", speaker=claimant.name)
    claims.add_appearance(
        claim, by=given.person("ana"), at=given.moment(), text="x", passage=passage
    )
    given.published(of=claim)
    return claimant, passage


def add_private_claimant(name: str) -> None:
    given.claimant(name, public_role=False)


def rename_private_claimant(name: str) -> None:
    person = given.claimant("Somebody", public_role=False)
    person.name = name
    person.save()


def make_claimant_private(name: str) -> None:
    Claimant.objects.filter(name="Nadia Minister").update(public_role=False)


def claim_published_words(name: str) -> None:
    """A private person is said to have written the published words."""
    claim = given.claim(
        "A new claim", attribution="person", claimant=given.claimant(name, public_role=False)
    )
    for passage in Passage.objects.all():
        claims.add_appearance(
            claim, by=given.person("dov"), at=given.moment(), text="x", passage=passage
        )
    draft = given.draft(of=claim, by=given.person("dov"))
    for passage in Passage.objects.exclude(evidence__verdict=draft):
        drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="context")


@pytest.mark.parametrize(
    "change",
    [add_private_claimant, rename_private_claimant, make_claimant_private, claim_published_words],
)
@pytest.mark.parametrize("name", ["e", "Nadia", "trade", "Nadia Minister", "Belarus"])
def test_no_claimant_changes_what_was_published(change, name):
    publish_words_of_minister()
    before = crawl()
    change(name)
    after = crawl()
    changed = [
        path for path in before if remove_tokens(before[path].all) != remove_tokens(after[path].all)
    ]
    assert [path for path in changed if not path.startswith("/desk/")] == []


def test_a_private_person_whom_an_article_names_only_later_is_not_named():
    verdict = changing_site.create_published_verdict()
    text = given.TEXT.replace("rise of 4 percent", f"rise of ({HIDDEN} person) 4 percent")
    retrieval = create_retrieval(
        changing_site.get_source(verdict), text, at=changing_site.get_later_moment(3)
    )
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    show_finding(verdict, hide_words=True)
    assert HIDDEN in retrieval.checks.get().found_text.lower()
    assert list_paths_with_hidden_word() == []
    pages = lower_pages(crawl()).values()
    assert any("the article has since changed" in page for page in pages)


def publish_claim_in_post(claimant, **fields):
    """A published claim that was made in a captured post."""
    claim = given.claim("A claim in a post", attribution="person", claimant=claimant)
    fields = {"kind": "post", "url": HIDDEN_URL} | fields
    snapshot = given.snapshot(title=f"{HIDDEN} says", **fields)
    passage = given.passage(given.ROSE, of=snapshot)
    claims.add_appearance(
        claim,
        by=given.person("ana"),
        at=given.moment(),
        text="x",
        passage=passage,
        url=HIDDEN_URL,
    )
    return given.published(of=claim)


@pytest.mark.parametrize("author", ["", f"{HIDDEN} person", f" {HIDDEN.upper()} Person "])
def test_the_source_of_a_private_persons_claim_does_not_name_them(author):
    person = given.claimant(f"{HIDDEN} person", public_role=False)
    verdict = publish_claim_in_post(person, author=author)
    assert HIDDEN not in verdict.submission.content.lower()
    record = queries.get_claim(verdict.claim.public_id).record
    (appearance,) = record["claim"]["appearances"]
    source = appearance["passage"]["source"]
    assert (source["author"], source["title"]) == (PRIVATE_PERSON, "")
    label = f"Untitled social-media post, {PRIVATE_PERSON}"
    assert (source["url"], get_source_label(source)) == ("", label)
    assert list_paths_with_hidden_word() == []


def publish_with_speaker(speaker: str):
    """A verdict that cites as context what this speaker says about another person's claim."""
    draft = given.draft()
    passage = given.passage(given.ROSE, voice="reports", speaker=speaker)
    drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="context")
    draft.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))


@pytest.mark.parametrize(
    "speaker", [f"{HIDDEN} person", f" {HIDDEN.upper()}  PERSON", f"“{HIDDEN}” person."]
)
@pytest.mark.parametrize("was_renamed", [False, True])
def test_a_private_person_who_speaks_about_anothers_claim_is_not_named(speaker, was_renamed):
    person = given.claimant(f"{HIDDEN} person", public_role=False)
    if was_renamed:
        person.name = "Another name"
        person.save()
    verdict = publish_with_speaker(speaker)
    assert HIDDEN not in verdict.submission.content.lower()
    assert list_paths_with_hidden_word() == []


def test_a_part_of_a_word_is_no_private_name():
    given.claimant("Annette", public_role=False)
    publish_with_speaker("Annette Miller")
    assert "Annette Miller" in {passage.speaker for passage in queries.list_passages()}


# ── suspended revisions ─────────────────────────────────────────────────────────────────────────
def supersede_while_suspended():
    """Suspends a revision that contains the hidden word, and publishes the next one."""
    first = given.suspended(
        of=given.claim("A claim checked twice"),
        rating=given.rating("half-true"),
        refutes=given.DOUBT,
        conclusion=f"{HIDDEN} suspended",
        reasoning=f"{HIDDEN} suspended",
    )
    following = given.correction(
        first,
        rating=given.rating(),
        conclusion="A new conclusion.",
        reasoning="With other words.",
    )
    old_evidence = following.evidence.get()
    drafting.cite(
        following, given.passage(), by=following.author, at=given.moment(), stance="refutes"
    )
    drafting.remove_evidence(old_evidence, by=following.author, at=given.moment())
    following.refresh_from_db()
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))


def test_a_suspended_revision_stays_hidden_when_it_is_superseded():
    claim_id = supersede_while_suspended().claim.public_id
    first = queries.get_revision(claim_id, 1)
    row = first.row
    assert (row.state, row.withheld) == ("superseded", True)
    assert (first.record, row.rating, row.basis, row.conclusion) == (None,) * 4
    assert first.notice.kind == "suspension"
    assert queries.get_claim(claim_id).record["change"]["from_rating"] is None
    assert given.DOUBT not in {passage.exact for passage in queries.list_passages()}
    corrections = [row for row in queries.list_changes() if row.kind == "correction"]
    assert [correction.from_rating for correction in corrections] == [None]
    assert list_paths_with_hidden_word() == []


def test_a_suspended_and_superseded_revision_is_marked_on_its_page_and_in_the_api():
    claim_id = supersede_while_suspended().claim.public_id
    page = fetch(Client(), f"/claims/{claim_id}/revisions/1/").body
    assert "This fact-check is not shown at the moment" in page
    assert "Half true" not in page
    content = Client().get(f"/api/v1/claims/{claim_id}/revisions/1/").json()
    assert content["record"] is None
    assert content["rating"] is None
    assert content["notice"]["kind"] == "suspension"
