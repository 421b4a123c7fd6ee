"""How is the story acted out? With the verbs of the desk, by the people of the cast."""

import secrets
from collections import defaultdict
from functools import partial

from django.contrib.auth.models import Group
from django.db import transaction

from claims import replies
from claims.intake import claims
from claims.intake.related_claims import relate
from claims.models import Claimant, Rating, Topic
from claims.models.verdict import CONTENT
from claims.review import comments
from claims.workflow import actions, drafting
from factcheck.accounts.models import User
from factcheck.demo.fixtures import Act, Story
from sources.capture import capture, excerpt, new_source
from sources.choices import Extent
from sources.extraction.text import Extract
from sources.independence.origins import decide
from sources.models import Publisher

DESCRIBED = ("statement", "language", "origin")
OF_A_SOURCE = ("kind", "title", "author", "published_on", "language", "about_origin")


@transaction.atomic
def play(story: Story) -> dict[str, str]:
    """Act the whole story out, or nothing of it; the passwords of the cast by user name."""
    passwords = {person["key"]: secrets.token_urlsafe(9) for person in story.cast}
    stage = Stage(story, passwords)
    for act in story.acts:
        getattr(stage, act.deed)(act, stage.people[act.by])
    return passwords


class Stage:
    """What the story has brought into being so far, by the keys the files use."""

    def __init__(self, story: Story, passwords: dict[str, str]):
        self.story = story
        self.people = {p["key"]: _engage(p, passwords[p["key"]]) for p in story.cast}
        self.ratings = Rating.objects.in_bulk(field_name="code")
        self.topics = {t["slug"]: Topic.objects.create(**t) for t in story.topics}
        self.claimants = {c["key"]: _introduce(c) for c in story.claimants}
        self.sources, self.snapshots, self.claims, self.verdicts = {}, {}, {}, {}
        self.remarks = defaultdict(list)

    # ── sources ────────────────────────────────────────────────────────────────────────────────
    def capture(self, act: Act, by) -> None:
        text, spans = excerpt(act.told["fragments"])
        source = self.sources.get(act.about) or self._found(act, by)
        self.snapshots[act.about], _ = capture(
            source,
            Extract(text, "text/plain", "text"),
            by=by,
            at=act.at,
            extent=Extent.EXCERPT,
            body=spans,
            note=act.told.get("note", ""),
        )

    def decide(self, act: Act, by) -> None:
        one, other = self.sources[act.about], self.sources[act.told["other"]]
        told = {name: act.told[name] for name in ("ground", "answer", "why")}
        decide(one, other, by=by, at=act.at, **told)

    def _found(self, act: Act, by):
        told = self.story.sources[act.about]
        known = {name: told[name] for name in OF_A_SOURCE}
        if told["publisher"]:
            known["publisher"], _ = Publisher.objects.get_or_create(name=told["publisher"])
        source = new_source(by=by, at=act.at, published_precision=told["precision"], **known)
        self.sources[act.about] = source
        return source

    def _quote(self, told: dict, act: Act, by):
        return self.snapshots[told["source"]].quote(
            told["exact"], by=by, at=act.at, voice=told["voice"], speaker=told["speaker"]
        )

    # ── claims ─────────────────────────────────────────────────────────────────────────────────
    def record(self, act: Act, by) -> None:
        told = self.story.claims[act.about]
        self.claims[act.about] = claims.record(
            by=by,
            at=act.at,
            claimant=self.claimants.get(told["claimant"]),
            topics=[self.topics[slug] for slug in told["topics"]],
            **{name: told[name] for name in DESCRIBED},
        )

    def appear(self, act: Act, by) -> None:
        told = dict(act.told)
        quoted = told.pop("quote", None)
        passage = self._quote(quoted, act, by) if quoted else None
        claims.appear(self.claims[act.about], by=by, at=act.at, passage=passage, **told)

    def decline(self, act: Act, by) -> None:
        claims.decline(self.claims[act.about], by=by, at=act.at, **act.told)

    def merge(self, act: Act, by) -> None:
        into = self.claims[act.told["into"]]
        claims.merge(self.claims[act.about], by=by, at=act.at, into=into)

    def relate(self, act: Act, by) -> None:
        one, other = self.claims[act.about], self.claims[act.told["other"]]
        relate(one, other, kind=act.told["kind"], why=act.told["why"], by=by, at=act.at)

    def waive(self, act: Act, by) -> None:
        """Nobody was asked for a reply: the demonstration invents no word with anybody."""
        replies.waive(self.claims[act.about], by=by, at=act.at, **act.told)

    # ── verdicts ───────────────────────────────────────────────────────────────────────────────
    def draft(self, act: Act, by) -> None:
        claim = self.claims[act.about]
        self.verdicts[act.about] = drafting.draft(claim, by=by, at=act.at, **self._content(act))

    def edit(self, act: Act, by) -> None:
        drafting.edit(self.verdicts[act.about], by=by, at=act.at, **self._content(act))

    def _content(self, act: Act) -> dict:
        content = {name: act.told[name] for name in CONTENT if name in act.told}
        if "rating" in content:
            content["rating"] = self.ratings[content["rating"]]
        return content

    def cite(self, act: Act, by) -> None:
        passage = self._quote(act.told, act, by)
        verdict, told = self.verdicts[act.about], act.told
        drafting.cite(
            verdict, passage, by=by, at=act.at, stance=told["stance"], note=told.get("note", "")
        )

    def uncite(self, act: Act, by) -> None:
        cited = self.verdicts[act.about].evidence.get(
            passage__exact=act.told["exact"],
            passage__snapshot__source=self.sources[act.told["source"]],
        )
        drafting.uncite(cited, by=by, at=act.at)

    def correct(self, act: Act, by) -> None:
        verdict = self.verdicts[act.about]
        self.verdicts[act.about] = actions.correct(verdict, by=by, at=act.at, **act.told)

    def _signed(self, act: Act, by, verb):
        verdict = self.verdicts[act.about]
        verdict.refresh_from_db()
        return verb(verdict, by=by, at=act.at, seen=verdict.submission.sha256, **act.told)

    def approve(self, act: Act, by) -> None:
        """Whoever approves in the story has compared the claim with what was said."""
        self._signed(act, by, partial(actions.approve, fair=True))

    def remark(self, act: Act, by) -> None:
        self.remarks[act.about].append(self._signed(act, by, comments.remark))

    def settle(self, act: Act, by) -> None:
        """`remark` is its number among those that were made on the claim's verdict."""
        remark = self.remarks[act.about][act.told["remark"] - 1]
        comments.settle(remark, by=by, at=act.at, how=act.told["how"])

    def publish(self, act: Act, by) -> None:
        self._signed(act, by, actions.publish)

    def __getattr__(self, deed: str):
        """The verbs that take nothing but what the story tells."""
        if deed not in actions.RULES:
            raise AttributeError(f"The story tells of an act that nobody knows: {deed}.")
        verb = getattr(actions, deed)
        return lambda act, by: verb(self.verdicts[act.about], by=by, at=act.at, **act.told)


def _engage(person: dict, password: str) -> User:
    first, _, last = person["name"].partition(" ")
    user = User.objects.create_user(
        person["key"],
        f"{person['key']}@desk.example",
        password,
        first_name=first,
        last_name=last,
        byline=person["byline"],
        is_staff=person["roles"] != ["partner"],
    )
    user.groups.set(Group.objects.filter(name__in=person["roles"]))
    return user


def _introduce(claimant: dict) -> Claimant:
    return Claimant.objects.create(**{k: v for k, v in claimant.items() if k != "key"})
