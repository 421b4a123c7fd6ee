"""Public models: database views of published rows, the only rows that readers may see.

The models are unmanaged and have no foreign keys, so that a row gives no access to a draft. Only
`claims.publication` reads them. The views are defined in `claims/sql/views`.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.choices import (
    Attribution,
    Basis,
    ChangeCause,
    ChangeKind,
    ComplaintOutcome,
    LedgerEvent,
    RelationKind,
    Stance,
    State,
    Tone,
)
from claims.models.claim_relation import get_relation_label
from sources.choices import (
    PUBLIC_OUTCOMES,
    DatePrecision,
    NoticeKind,
    SnapshotExtent,
    SourceKind,
    Voice,
)
from sources.models.source import format_source_label

# The "stance" of a passage in which the claimant makes the claim.
APPEARANCE = ("appearance", "the claim itself")


class ReadOnlyModel(models.Model):
    """A row of a database view, which cannot be written."""

    class Meta:
        abstract = True
        managed = False
        default_permissions = ()

    def save(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} is a database view.")

    def delete(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} is a database view.")


class PublicVerdict(ReadOnlyModel):
    """One published revision.

    If it is withheld, it has no rating, basis, conclusion or record.
    """

    claim_id = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State)
    withheld = models.BooleanField(help_text="suspended and not reinstated since")
    current = models.BooleanField(help_text="the newest published revision of its claim")
    listed = models.BooleanField(help_text="current and published, and its claim is not merged")
    merged_into = models.CharField(max_length=10, null=True)  # noqa: DJ001 — a column of a view
    statement = models.CharField(max_length=400)
    language = models.CharField(max_length=35)
    attribution = models.CharField(max_length=20, choices=Attribution)
    claimant_id = models.CharField(max_length=10, null=True)  # noqa: DJ001
    claimant_name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    claimed_on = models.DateField(null=True)
    claimed_precision = models.CharField(max_length=10, choices=DatePrecision, null=True)  # noqa: DJ001
    rating = models.SlugField(null=True)  # noqa: DJ001
    rating_label = models.CharField(max_length=40, null=True)  # noqa: DJ001
    rating_definition = models.CharField(max_length=300, null=True)  # noqa: DJ001
    rating_tone = models.CharField(max_length=20, choices=Tone, null=True)  # noqa: DJ001
    rating_number = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=20, choices=Basis, null=True)  # noqa: DJ001
    conclusion = models.CharField(max_length=400, null=True)  # noqa: DJ001
    valid_as_of = models.DateField()
    provisional = models.BooleanField()
    revisit_on = models.DateField(null=True)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField(help_text="of the claim's first revision")
    ended_at = models.DateTimeField(null=True)
    written_by = ArrayField(models.TextField(), help_text="bylines of today")
    approved_by = models.CharField(max_length=120)
    published_by = models.CharField(max_length=120)
    # TextField like the columns of the view: PostgreSQL has no operator for varchar[] and text[].
    topics = ArrayField(models.TextField(), help_text="slugs")
    topic_names = ArrayField(models.TextField())
    sources = ArrayField(models.TextField(), help_text="sources cited as evidence")
    publishers = ArrayField(models.TextField(), help_text="their publishers")
    record = models.TextField(null=True)  # noqa: DJ001
    record_salt = models.CharField(max_length=64, null=True)  # noqa: DJ001
    record_sha256 = models.CharField(max_length=64)
    legally_changed_at = models.DateTimeField(null=True, help_text="words were removed by law")
    noindex = models.BooleanField(help_text="search engines are asked to leave the page out")
    statutory_replies = ArrayField(models.TextField(), help_text="published as the law requires")
    search = SearchVectorField(null=True)

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_verdict"

    def __str__(self):
        return self.statement

    @property
    def slug(self) -> str:
        return build_slug(self.statement)

    def get_absolute_url(self):
        return get_claim_url(self.claim_id, self.statement)


class PublicEvidence(ReadOnlyModel):
    """A passage quoted by a published revision that is not withheld.

    The stance of a passage in which the claimant makes the claim is `appearance`.
    """

    claim_id = models.CharField(max_length=10)
    statement = models.CharField(max_length=400)
    revision = models.PositiveIntegerField()
    current = models.BooleanField()
    state = models.CharField(max_length=12, choices=State)
    rating = models.SlugField()
    rating_label = models.CharField(max_length=40)
    rating_tone = models.CharField(max_length=20, choices=Tone)
    stance = models.CharField(max_length=10, choices=[*Stance.choices, APPEARANCE])
    passage_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_evidence"

    def __str__(self):
        return f"{self.stance} {self.statement}"

    def get_absolute_url(self):
        return get_claim_url(self.claim_id, self.statement)


class PublicPassage(ReadOnlyModel):
    """A passage that a published revision quotes, as evidence or as an appearance."""

    public_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    source_kind = models.CharField(max_length=20, choices=SourceKind)
    source_title = models.CharField(max_length=500)
    source_author = models.CharField(max_length=300)
    source_published_on = models.DateField(null=True)
    source_precision = models.CharField(max_length=10, choices=DatePrecision)
    snapshot_id = models.CharField(max_length=10)
    extent = models.CharField(max_length=10, choices=SnapshotExtent)
    captured_at = models.DateTimeField()
    snapshot_sha256 = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    before = models.TextField()
    after = models.TextField()
    cut_before = models.BooleanField(help_text="the article has more text before the context")
    cut_after = models.BooleanField()
    prefix = models.CharField(max_length=32)
    suffix = models.CharField(max_length=32)
    added = models.JSONField(
        help_text="[start, end) of characters in and around it that the article does not have"
    )
    directive = models.TextField(help_text="the text directive of a link to the quotation")
    voice = models.CharField(max_length=10, choices=Voice)
    speaker = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    url = models.URLField()
    archived_url = models.URLField(
        help_text="a copy in a web archive, which readers get in place of the URL"
    )

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_passage"

    def __str__(self):
        return f"“{self.exact}”"

    @property
    def source_label(self) -> str:
        return format_source_label(
            self.get_source_kind_display(),
            self.source_title,
            self.source_author,
            self.source_published_on,
            self.source_precision,
        )

    def get_absolute_url(self):
        return reverse("source", args=[self.source_id]) + f"#p-{self.public_id}"


class PublicSource(ReadOnlyModel):
    """A source that a published revision quotes."""

    public_id = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=500)
    author = models.CharField(max_length=300)
    publisher_id = models.CharField(max_length=10, null=True)  # noqa: DJ001
    publisher = models.CharField(max_length=200, null=True)  # noqa: DJ001
    url = models.URLField()
    original_url = models.URLField(help_text="if the URL is that of a web archive")
    archived_url = models.URLField(
        help_text="a copy in a web archive, which readers get in place of the URL"
    )
    published_on = models.DateField(null=True)
    published_precision = models.CharField(max_length=10, choices=DatePrecision)
    language = models.CharField(max_length=35)
    provenance_note = models.TextField()
    first_captured_at = models.DateTimeField()
    passage_count = models.PositiveIntegerField(help_text="public passages of this source")
    claim_count = models.PositiveIntegerField(help_text="claims whose current verdicts cite it")

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_source"

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The title, or a description if there is none."""
        return format_source_label(
            self.get_kind_display(),
            self.title,
            self.author,
            self.published_on,
            self.published_precision,
        )

    def get_absolute_url(self):
        return reverse("source", args=[self.public_id])


class PublicSnapshot(ReadOnlyModel):
    """A snapshot from which a public passage is quoted, without its text."""

    public_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    extent = models.CharField(max_length=10, choices=SnapshotExtent)
    captured_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField(help_text="code points")

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_snapshot"

    def __str__(self):
        return f"snapshot {self.public_id}"


class PublicArchivedCopy(ReadOnlyModel):
    """A copy of a public snapshot in a web archive."""

    snapshot_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    url = models.URLField()
    recorded_at = models.DateTimeField()

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_archived_copy"

    def __str__(self):
        return self.url

    @property
    def archive(self) -> str:
        """The host of the web archive."""
        return urlsplit(self.url).netloc


class PublicClaimant(ReadOnlyModel):
    """A claimant with a public role and at least one published claim."""

    public_id = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    description = models.CharField(max_length=300)
    same_as = models.URLField()
    claim_count = models.PositiveIntegerField()

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_claimant"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("claimant", args=[self.public_id])


class PublicTopic(ReadOnlyModel):
    """A topic of a published claim."""

    slug = models.SlugField(allow_unicode=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    claim_count = models.PositiveIntegerField()

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_topic"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])


class PublicPublisher(ReadOnlyModel):
    """A publisher of a public source."""

    public_id = models.CharField(max_length=10)
    name = models.CharField(max_length=200)

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_publisher"

    def __str__(self):
        return self.name


class PublicChange(ReadOnlyModel):
    """An announced change of a published verdict."""

    claim_id = models.CharField(max_length=10)
    statement = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, choices=ChangeKind)
    cause = models.CharField(max_length=20, choices=ChangeCause)
    note = models.TextField()
    announced_at = models.DateTimeField()
    from_revision = models.PositiveIntegerField()
    to_revision = models.PositiveIntegerField()
    from_rating = models.SlugField(null=True)  # noqa: DJ001
    from_rating_label = models.CharField(max_length=40, null=True)  # noqa: DJ001
    from_rating_tone = models.CharField(max_length=20, choices=Tone, null=True)  # noqa: DJ001
    to_rating = models.SlugField(null=True)  # noqa: DJ001
    to_rating_label = models.CharField(max_length=40, null=True)  # noqa: DJ001
    to_rating_tone = models.CharField(max_length=20, null=True)  # noqa: DJ001

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_change"

    def __str__(self):
        return f"{self.kind}: {self.statement}"

    def get_absolute_url(self):
        return get_claim_url(self.claim_id, self.statement)


class PublicRating(ReadOnlyModel):
    """One rating of the scale."""

    code = models.SlugField()
    label = models.CharField(max_length=40)
    definition = models.CharField(max_length=300)
    polarity = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField(null=True)
    order = models.PositiveSmallIntegerField()
    tone = models.CharField(max_length=20, choices=Tone)
    in_use = models.BooleanField()

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_rating"

    def __str__(self):
        return self.label


class PublicHiddenClaim(ReadOnlyModel):
    """A published claim that is hidden for legal reasons: no other public row has anything of it.

    `source_id` is set if everything that quotes the source is hidden.
    """

    claim_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10, null=True)  # noqa: DJ001
    hidden_at = models.DateTimeField()

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_hidden_claim"

    def __str__(self):
        return self.claim_id


class PublicLedgerEntry(ReadOnlyModel):
    """One entry of the ledger, without the salt of its digest."""

    number = models.PositiveBigIntegerField()
    event = models.CharField(max_length=20, choices=LedgerEvent)
    claim_id = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField()
    details = models.JSONField()
    body = models.TextField()
    leaf_hash = models.CharField(max_length=64)
    subtree_hashes = ArrayField(models.CharField(max_length=64))
    is_signed = models.BooleanField(help_text="whether a person confirmed it with their passkey")

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_ledger_entry"

    def __str__(self):
        return f"{self.number}: {self.event}"


class PublicCheckpoint(ReadOnlyModel):
    """The signed size and root of the ledger."""

    size = models.PositiveBigIntegerField()
    note = models.TextField()
    verifier_keys = ArrayField(models.CharField(max_length=300))
    signed_at = models.DateTimeField()
    timestamps = models.JSONField(help_text="authority, is_qualified and stamped_at of each")

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_checkpoint"

    def __str__(self):
        return f"checkpoint of {self.size} entries"

    def list_timestamps(self) -> list[dict]:
        """The timestamps, with the time of each as a `datetime`."""
        return [
            row | {"stamped_at": datetime.fromisoformat(row["stamped_at"])}
            for row in self.timestamps
        ]


class PublicComplaint(ReadOnlyModel):
    """The published outcome of a complaint, without any text of the reader.

    A complaint that was upheld is public after its change was announced.
    """

    reference_number = models.CharField(max_length=10)
    claim_id = models.CharField(max_length=10)
    statement = models.CharField(max_length=400)
    revision = models.PositiveIntegerField(help_text="the revision of the complaint")
    outcome = models.CharField(max_length=20, choices=ComplaintOutcome)
    public_note = models.TextField()
    referred_to_url = models.URLField(help_text="the URL of the earlier answer")
    change_kind = models.CharField(max_length=20, choices=ChangeKind, null=True)  # noqa: DJ001
    to_revision = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(
        help_text="when the change was announced, if the complaint was upheld"
    )

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_complaint"

    def __str__(self):
        return f"{self.outcome}: {self.statement}"

    def get_absolute_url(self):
        return get_claim_url(self.claim_id, self.statement)


class PublicClaimRelation(ReadOnlyModel):
    """A current relation between two public claims, read from one of them.

    There is a row for each direction. The reason for the relation is not public.
    """

    id = models.TextField(primary_key=True)
    claim_id = models.CharField(max_length=10)
    kind = models.CharField(max_length=12, choices=RelationKind)
    forward = models.BooleanField()
    decided_at = models.DateTimeField()
    to_claim_id = models.CharField(max_length=10)
    statement = models.TextField()
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=12, choices=State)
    withheld = models.BooleanField()
    rating = models.TextField(null=True)  # noqa: DJ001
    rating_label = models.TextField(null=True)  # noqa: DJ001
    rating_tone = models.TextField(null=True)  # noqa: DJ001

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_claim_relation"

    def __str__(self):
        return f"{self.claim_id} {self.label} {self.to_claim_id}"

    def get_absolute_url(self):
        """The canonical URL of the related claim."""
        return get_claim_url(self.to_claim_id, self.statement)

    @property
    def label(self) -> str:
        """The relation in words, read from the claim to the related claim."""
        return get_relation_label(self.kind, self.forward)


class PublicQuoteCheck(ReadOnlyModel):
    """One check of a public passage, or an empty row if there is nothing to tell of any check.

    The view has what was found as quoted, what could not be checked, and what an editor confirmed.
    """

    passage_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    has_url = models.BooleanField(help_text="the source has a URL")
    extent = models.CharField(max_length=10, choices=SnapshotExtent)
    captured_at = models.DateTimeField()
    quoted_text = models.TextField()
    language = models.CharField(max_length=35)
    checked_at = models.DateTimeField(null=True)
    shown_since = models.DateTimeField(null=True, help_text="since when readers see it")
    outcome = models.CharField(max_length=12, choices=PUBLIC_OUTCOMES, null=True)  # noqa: DJ001
    gone = models.BooleanField(null=True, help_text="the source has been removed")
    found_text = models.TextField(null=True)  # noqa: DJ001 — a column of a view
    material = models.BooleanField(null=True)
    reasons = models.JSONField(null=True)
    last_found_at = models.DateTimeField(
        null=True, help_text="the latest check up to this one that found the quotation"
    )
    unreachable_since = models.DateTimeField(
        null=True, help_text="the first of the checks in a row that could not read the source"
    )

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_quote_check"

    def __str__(self):
        return f"{self.outcome}: “{self.quoted_text}”"


class PublicRecheck(ReadOnlyModel):
    """One recheck of a public source, and how many of its public passages it found.

    Only rechecks whose findings are all public; the others wait for an editor.
    """

    source_id = models.CharField(max_length=10)
    checked_at = models.DateTimeField()
    gone = models.BooleanField()
    text_version = models.PositiveIntegerField(
        null=True, help_text="the same number for the same text; null if none was fetched"
    )
    length = models.PositiveIntegerField(null=True, help_text="code points")
    passages_checked = models.PositiveIntegerField(help_text="public passages")
    passages_unchanged = models.PositiveIntegerField(help_text="passages found as quoted")
    shown_since = models.DateTimeField()

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_recheck"

    def __str__(self):
        return f"recheck of {self.source_id}, {self.checked_at}"


class PublicSourceNotice(ReadOnlyModel):
    """A note of a publisher on the page of a public source, which an editor confirmed.

    The words of the note are not public, because the desk did not choose them.
    """

    source_id = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, choices=NoticeKind)
    seen_at = models.DateTimeField(help_text="the retrieval that first had it")
    shown_since = models.DateTimeField(help_text="since when readers see it")

    class Meta(ReadOnlyModel.Meta):
        db_table = "public_source_notice"

    def __str__(self):
        return f"{self.kind} on {self.source_id}"


def get_claim_url(claim_id: str, statement: str) -> str:
    """The canonical URL of a claim, which shows its current verdict."""
    slug = build_slug(statement)
    return reverse("claim", args=[claim_id, slug] if slug else [claim_id])


def build_slug(statement: str) -> str:
    """The readable part of a claim's URL: Unicode, at most 80 characters, possibly empty."""
    slug = slugify(statement, allow_unicode=True)
    return slug if len(slug) <= 80 else slug[:80].rsplit("-", 1)[0]
