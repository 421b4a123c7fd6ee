"""The read side: views of the database that hold what the public may see, and nothing else.

Each model here is a SQL view (migration `0005_what_is_public`) over published rows, unmanaged and
without a relation, so that a loaded row has no way back to a draft. Only `claims.publication.queries` and
`claims.publication.filters` touch them.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from claims.choices import Basis, Cause, ChangeKind, Event, Origin, Stance, State, Tone
from sources.choices import Extent, Precision, SourceKind, Voice
from sources.models.source import label_of

APPEARANCE = ("appearance", "the claim itself")


class ReadOnly(models.Model):
    """A row of a view; the database has nothing to write to."""

    class Meta:
        abstract = True
        managed = False
        default_permissions = ()

    def save(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} is a view.")

    def delete(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} is a view.")


class PublicVerdict(ReadOnly):
    """One published revision.

    A withheld one has its notice, but neither rating nor basis, finding or record.
    """

    claim_id = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State)
    withheld = models.BooleanField(help_text="suspended, and not reinstated since")
    current = models.BooleanField(help_text="the newest published revision of its claim")
    listed = models.BooleanField(help_text="current, published, and its claim not merged away")
    merged_into = models.CharField(max_length=10, null=True)  # noqa: DJ001 — a view's column
    statement = models.CharField(max_length=400)
    language = models.CharField(max_length=35)
    origin = models.CharField(max_length=20, choices=Origin)
    claimant_id = models.CharField(max_length=10, null=True)  # noqa: DJ001
    claimant_name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    claimed_on = models.DateField(null=True)
    claimed_precision = models.CharField(max_length=10, choices=Precision, null=True)  # noqa: DJ001
    rating = models.SlugField(null=True)  # noqa: DJ001
    rating_label = models.CharField(max_length=40, null=True)  # noqa: DJ001
    rating_definition = models.CharField(max_length=300, null=True)  # noqa: DJ001
    rating_tone = models.CharField(max_length=20, choices=Tone, null=True)  # noqa: DJ001
    rating_number = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=20, choices=Basis, null=True)  # noqa: DJ001
    finding = models.CharField(max_length=400, null=True)  # noqa: DJ001
    holds_as_of = models.DateField()
    provisional = models.BooleanField()
    review_by = models.DateField(null=True)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField(help_text="of the claim's first revision")
    ended_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=120)
    published_by = models.CharField(max_length=120)
    # Text, as the view's columns are: an array of varchar is another type and finds no operator.
    topics = ArrayField(models.TextField(), help_text="slugs")
    topic_names = ArrayField(models.TextField())
    sources = ArrayField(models.TextField(), help_text="sources cited as evidence")
    publishers = ArrayField(models.TextField(), help_text="their publishers")
    record = models.TextField(null=True)  # noqa: DJ001
    record_sha256 = models.CharField(max_length=64)
    search = SearchVectorField(null=True)

    class Meta(ReadOnly.Meta):
        db_table = "public_verdict"

    def __str__(self):
        return self.statement

    @property
    def slug(self) -> str:
        return slug_of(self.statement)

    def get_absolute_url(self):
        """The canonical address of the claim, which shows its current verdict."""
        return reverse("claim", args=[self.claim_id, self.slug] if self.slug else [self.claim_id])


class PublicEvidence(ReadOnly):
    """A passage of a published revision that is not withheld: evidence, or the claim itself.

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

    class Meta(ReadOnly.Meta):
        db_table = "public_evidence"

    def __str__(self):
        return f"{self.stance} {self.statement}"

    def get_absolute_url(self):
        slug = slug_of(self.statement)
        return reverse("claim", args=[self.claim_id, slug] if slug else [self.claim_id])


class PublicPassage(ReadOnly):
    """A passage that a published revision quotes, as evidence or as an appearance."""

    public_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    source_kind = models.CharField(max_length=20, choices=SourceKind)
    source_title = models.CharField(max_length=500)
    source_author = models.CharField(max_length=300)
    source_published_on = models.DateField(null=True)
    source_precision = models.CharField(max_length=10, choices=Precision)
    snapshot_id = models.CharField(max_length=10)
    extent = models.CharField(max_length=10, choices=Extent)
    captured_at = models.DateTimeField()
    snapshot_sha256 = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    before = models.TextField()
    after = models.TextField()
    cut_before = models.BooleanField(help_text="the article goes on before the context shown")
    cut_after = models.BooleanField()
    prefix = models.CharField(max_length=32)
    suffix = models.CharField(max_length=32)
    voice = models.CharField(max_length=10, choices=Voice)
    speaker = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    url = models.URLField()

    class Meta(ReadOnly.Meta):
        db_table = "public_passage"

    def __str__(self):
        return f"“{self.exact}”"

    @property
    def source_label(self) -> str:
        return label_of(
            self.get_source_kind_display(),
            self.source_title,
            self.source_author,
            self.source_published_on,
            self.source_precision,
        )

    def get_absolute_url(self):
        return reverse("source", args=[self.source_id]) + f"#p-{self.public_id}"


class PublicSource(ReadOnly):
    """A source that a published revision quotes."""

    public_id = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=500)
    author = models.CharField(max_length=300)
    publisher_id = models.CharField(max_length=10, null=True)  # noqa: DJ001
    publisher = models.CharField(max_length=200, null=True)  # noqa: DJ001
    url = models.URLField()
    published_on = models.DateField(null=True)
    published_precision = models.CharField(max_length=10, choices=Precision)
    language = models.CharField(max_length=35)
    about_origin = models.TextField()
    first_captured_at = models.DateTimeField()
    passages = models.PositiveIntegerField(help_text="public passages of it")
    claims = models.PositiveIntegerField(help_text="claims whose public verdicts cite it")

    class Meta(ReadOnly.Meta):
        db_table = "public_source"

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The title, or what is known in its place."""
        return label_of(
            self.get_kind_display(),
            self.title,
            self.author,
            self.published_on,
            self.published_precision,
        )

    def get_absolute_url(self):
        return reverse("source", args=[self.public_id])


class PublicSnapshot(ReadOnly):
    """A snapshot that a public passage is quoted from; never its text."""

    public_id = models.CharField(max_length=10)
    source_id = models.CharField(max_length=10)
    extent = models.CharField(max_length=10, choices=Extent)
    captured_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField(help_text="code points")

    class Meta(ReadOnly.Meta):
        db_table = "public_snapshot"

    def __str__(self):
        return f"snapshot {self.public_id}"


class PublicClaimant(ReadOnly):
    """A claimant with a public role, on whose claim something was published."""

    public_id = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    description = models.CharField(max_length=300)
    same_as = models.URLField()
    claims = models.PositiveIntegerField()

    class Meta(ReadOnly.Meta):
        db_table = "public_claimant"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("claimant", args=[self.public_id])


class PublicTopic(ReadOnly):
    """A topic of a published claim."""

    slug = models.SlugField(allow_unicode=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    claims = models.PositiveIntegerField()

    class Meta(ReadOnly.Meta):
        db_table = "public_topic"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])


class PublicPublisher(ReadOnly):
    """A publisher of a public source."""

    public_id = models.CharField(max_length=10)
    name = models.CharField(max_length=200)

    class Meta(ReadOnly.Meta):
        db_table = "public_publisher"

    def __str__(self):
        return self.name


class PublicChange(ReadOnly):
    """An announced change of a published finding."""

    claim_id = models.CharField(max_length=10)
    statement = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, choices=ChangeKind)
    cause = models.CharField(max_length=20, choices=Cause)
    note = models.TextField()
    announced_at = models.DateTimeField()
    from_revision = models.PositiveIntegerField()
    to_revision = models.PositiveIntegerField()
    from_rating = models.SlugField(null=True)  # noqa: DJ001
    from_label = models.CharField(max_length=40, null=True)  # noqa: DJ001
    from_tone = models.CharField(max_length=20, choices=Tone, null=True)  # noqa: DJ001
    to_rating = models.SlugField(null=True)  # noqa: DJ001
    to_label = models.CharField(max_length=40, null=True)  # noqa: DJ001
    to_tone = models.CharField(max_length=20, null=True)  # noqa: DJ001

    class Meta(ReadOnly.Meta):
        db_table = "public_change"

    def __str__(self):
        return f"{self.kind}: {self.statement}"

    def get_absolute_url(self):
        slug = slug_of(self.statement)
        return reverse("claim", args=[self.claim_id, slug] if slug else [self.claim_id])


class PublicRating(ReadOnly):
    """One row of the scale: it is public as it stands."""

    code = models.SlugField()
    label = models.CharField(max_length=40)
    definition = models.CharField(max_length=300)
    polarity = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField(null=True)
    order = models.PositiveSmallIntegerField()
    tone = models.CharField(max_length=20, choices=Tone)
    in_use = models.BooleanField()

    class Meta(ReadOnly.Meta):
        db_table = "public_rating"

    def __str__(self):
        return self.label


class PublicEntry(ReadOnly):
    """One entry of the ledger, without the salt of its digest."""

    number = models.PositiveBigIntegerField()
    event = models.CharField(max_length=20, choices=Event)
    claim_id = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    body = models.TextField()
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta(ReadOnly.Meta):
        db_table = "public_entry"

    def __str__(self):
        return f"{self.number}: {self.event}"


def slug_of(statement: str) -> str:
    """The readable part of a claim's address: Unicode, at most 80 characters, maybe empty."""
    slug = slugify(statement, allow_unicode=True)
    return slug if len(slug) <= 80 else slug[:80].rsplit("-", 1)[0]
