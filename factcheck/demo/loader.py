"""Load the demo with the product's own actions."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial

from django.db import connection, transaction

from claims import replies
from claims.intake import claims
from claims.intake.related_claims import relate_claims
from claims.models import Claimant, Rating, Topic
from claims.models.verdict import CONTENT_FIELDS
from claims.review import comments
from claims.workflow import actions, drafting
from factcheck.demo.accounts import create_account, create_password
from factcheck.demo.fixtures import Demo, DemoAction
from factcheck.demo.site import get_page_url
from sources.capture import capture_text, capture_url, create_source, join_excerpts
from sources.choices import SnapshotExtent
from sources.extraction.extracted_text import ExtractedText
from sources.independence.assessment import decide_relation
from sources.models import Publisher, Source

SOURCE_FIELDS = (
    "kind",
    "title",
    "author",
    "published_on",
    "published_precision",
    "language",
    "provenance_note",
)


@transaction.atomic
def load_demo(
    demo: Demo, show_progress: Callable[[int, int], None] = lambda number, total: None
) -> dict[str, str]:
    """Loads the whole demo or nothing. Returns the passwords of its people by user name.

    `show_progress` is called after each new claim, with the number of claims so far and of all.
    """
    passwords = {person["key"]: create_password() for person in demo.people}
    loader = DemoLoader(demo, passwords)
    for action in demo.actions:
        getattr(loader, action.action)(action, loader.users[action.by])
        if action.action == "create_claim":
            connection.check_constraints()  # while its topics are no change of something public
            show_progress(len(loader.claims), len(demo.claims))
    return passwords


class DemoLoader:
    """Takes the actions of the demo; its methods have their names.

    Sources, snapshots, claims and verdicts are found by the keys of the files.
    """

    def __init__(self, demo: Demo, passwords: dict[str, str]):
        self.demo = demo
        self.users = {
            person["key"]: create_account(person, passwords[person["key"]])
            for person in demo.people
        }
        self.ratings = Rating.objects.in_bulk(field_name="code")
        self.topics = {topic["slug"]: Topic.objects.create(**topic) for topic in demo.topics}
        self.claimants = {entry["key"]: _create_claimant(entry) for entry in demo.claimants}
        self.sources, self.snapshots, self.claims, self.verdicts = {}, {}, {}, {}
        self.review_comments = defaultdict(list)

    # ── sources ─────────────────────────────────────────────────────────────────────────────────
    def capture(self, action: DemoAction, by) -> None:
        if page := self.demo.sources[action.subject].get("page"):
            fields = self._get_source_fields(action)
            retrieval = capture_url(get_page_url(page), by=by, at=action.at, **fields)
            self.sources[action.subject] = retrieval.source
            self.snapshots[action.subject] = retrieval.snapshot
            return
        text, article_spans = join_excerpts(action.data["excerpts"])
        self.snapshots[action.subject], _ = capture_text(
            self.sources.get(action.subject) or self._create_source(action, by),
            ExtractedText(text, "text/plain", "text"),
            by=by,
            at=action.at,
            extent=SnapshotExtent.EXCERPT,
            article_spans=article_spans,
            note=action.data.get("note", ""),
        )

    def _create_source(self, action: DemoAction, by) -> Source:
        source = create_source(by=by, at=action.at, **self._get_source_fields(action))
        self.sources[action.subject] = source
        return source

    def _get_source_fields(self, action: DemoAction) -> dict:
        entry = self.demo.sources[action.subject]
        fields = {name: entry[name] for name in SOURCE_FIELDS}
        if entry["publisher"]:
            fields["publisher"], _ = Publisher.objects.get_or_create(name=entry["publisher"])
        return fields

    def decide_relation(self, action: DemoAction, by) -> None:
        decide_relation(
            self.sources[action.data["first_source"]],
            self.sources[action.data["second_source"]],
            reason_type=action.data["reason_type"],
            decision=action.data["decision"],
            reason=action.data["reason"],
            by=by,
            at=action.at,
        )

    def _quote(self, data: dict, action: DemoAction, by):
        return self.snapshots[data["source"]].quote(
            data["exact"], by=by, at=action.at, voice=data["voice"], speaker=data["speaker"]
        )

    # ── claims ──────────────────────────────────────────────────────────────────────────────────
    def create_claim(self, action: DemoAction, by) -> None:
        entry = self.demo.claims[action.subject]
        self.claims[action.subject] = claims.create_claim(
            by=by,
            at=action.at,
            **{name: entry[name] for name in claims.EDITABLE_FIELDS if name in entry}
            | {
                "claimant": self.claimants.get(entry["claimant"]),
                "topics": [self.topics[slug] for slug in entry["topics"]],
            },
        )

    def add_appearance(self, action: DemoAction, by) -> None:
        fields = dict(action.data)
        quote = fields.pop("quote", None)
        passage = self._quote(quote, action, by) if quote else None
        claims.add_appearance(
            self.claims[action.subject], by=by, at=action.at, passage=passage, **fields
        )

    def decline_claim(self, action: DemoAction, by) -> None:
        claims.decline(self.claims[action.subject], by=by, at=action.at, **action.data)

    def merge_claim(self, action: DemoAction, by) -> None:
        into = self.claims[action.data["into"]]
        claims.merge(self.claims[action.subject], by=by, at=action.at, into=into)

    def relate_claims(self, action: DemoAction, by) -> None:
        relate_claims(
            self.claims[action.data["first_claim"]],
            self.claims[action.data["second_claim"]],
            kind=action.data["kind"],
            reason=action.data["reason"],
            by=by,
            at=action.at,
        )

    def waive_deadline(self, action: DemoAction, by) -> None:
        """Records why no comment was requested: the demo invents no correspondence."""
        replies.create_comment_waiver(
            self.claims[action.subject], by=by, at=action.at, reason=action.data["reason"]
        )

    # ── verdicts ────────────────────────────────────────────────────────────────────────────────
    def create_draft(self, action: DemoAction, by) -> None:
        self.verdicts[action.subject] = drafting.create_draft(
            self.claims[action.subject], by=by, at=action.at, **self._get_content(action)
        )

    def edit(self, action: DemoAction, by) -> None:
        drafting.update_draft(
            self.verdicts[action.subject], by=by, at=action.at, **self._get_content(action)
        )

    def _get_content(self, action: DemoAction) -> dict:
        content = {name: action.data[name] for name in CONTENT_FIELDS if name in action.data}
        if "rating" in content:
            content["rating"] = self.ratings[content["rating"]]
        return content

    def cite(self, action: DemoAction, by) -> None:
        drafting.cite(
            self.verdicts[action.subject],
            self._quote(action.data, action, by),
            by=by,
            at=action.at,
            stance=action.data["stance"],
            note=action.data.get("note", ""),
        )

    def remove_evidence(self, action: DemoAction, by) -> None:
        evidence = self.verdicts[action.subject].evidence.get(
            passage__exact=action.data["exact"],
            passage__snapshot__source=self.sources[action.data["source"]],
        )
        drafting.remove_evidence(evidence, by=by, at=action.at)

    def correct(self, action: DemoAction, by) -> None:
        self.verdicts[action.subject] = actions.open_correction(
            self.verdicts[action.subject], by=by, at=action.at, **action.data
        )

    def approve(self, action: DemoAction, by) -> None:
        self._act_on_submission(partial(actions.approve, is_worded_fairly=True), action, by)

    def publish(self, action: DemoAction, by) -> None:
        self._act_on_submission(actions.publish, action, by)

    def review_comment(self, action: DemoAction, by) -> None:
        comment = self._act_on_submission(comments.create_review_comment, action, by)
        self.review_comments[action.subject].append(comment)

    def resolve_comment(self, action: DemoAction, by) -> None:
        """`comment_number` counts the review comments on the claim's verdicts, from 1."""
        comment = self.review_comments[action.subject][action.data["comment_number"] - 1]
        comments.resolve_review_comment(comment, by=by, at=action.at, text=action.data["text"])

    def _act_on_submission(self, take_action: Callable, action: DemoAction, by):
        """Takes an action that requires the digest of the submission that the user has read."""
        verdict = self.verdicts[action.subject]
        verdict.refresh_from_db()
        sha256 = verdict.submission.sha256
        return take_action(verdict, by=by, at=action.at, sha256=sha256, **action.data)

    def __getattr__(self, name: str):
        """The actions of the workflow that take nothing except the data in the files."""
        if name not in actions.ACTIONS:
            raise AttributeError(f"The demo contains an unknown action: {name}.")
        take_action = actions.ACTIONS[name]
        return lambda action, by: take_action(
            self.verdicts[action.subject], by=by, at=action.at, **action.data
        )


def _create_claimant(entry: dict) -> Claimant:
    return Claimant.objects.create(**{name: entry[name] for name in entry if name != "key"})
