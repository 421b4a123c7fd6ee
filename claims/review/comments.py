"""What do reviewers say of a submission beside their answer, and what becomes of it?

They remark on its places, and its writers settle the remarks in the next draft. Where the desk asks
for it, two of them rate it blind. None of it moves the revision. All verbs raise `Refused` with a
sentence, and then nothing was written.
"""

from claims.choices import Part
from claims.models import BlindRating, Rating, Remark, Settlement, Submission, Verdict
from claims.models.blind_rating import RATERS
from claims.publication.record import read
from claims.review.comment_anchors import Nowhere, Words, placed, texts
from claims.workflow.actions import Refused, locked


def remark(
    verdict: Verdict,
    *,
    by,
    at,
    seen: str,
    said: str,
    part: str = Part.WHOLE,
    passage: str = "",
    words: str = "",
) -> Remark:
    """A reviewer's remark on the submission with the digest `seen`; everybody at the desk sees it.

    `passage` is the identifier of a piece of evidence; `words` stand in the part's text as it was
    submitted, once.
    """
    with locked("remark", verdict, by, at) as fresh:
        _refuse_unless_read(fresh, seen)
        said = _said(said, "Say what you remark.")
        place = _place(read(fresh.submission.content), part, passage, words)
        quoted = vars(place) if place else {}
        return Remark.objects.create(
            submission=fresh.submission,
            part=part,
            passage=passage,
            said=said,
            written_at=at,
            written_by=by,
            **quoted,
        )


def _place(record: dict, part: str, passage: str, words: str) -> Words | None:
    """Where the words stand; `None` where the remark is about no words. Raises `Refused`."""
    known = texts(record)
    of_evidence = part in (Part.EVIDENCE, Part.NOTE)
    if part not in Part.values or (bool(passage) != of_evidence):
        raise Refused("Choose what the remark is about.")
    if of_evidence and (part, passage) not in known:
        raise Refused("This evidence is not in what was submitted.")
    if not words.strip():
        return None
    if (part, passage) not in known:
        raise Refused(f"Words can be quoted of a text only, and not of {Part(part).label}.")
    try:
        return placed(words, known[part, passage])
    except Nowhere as nowhere:
        raise Refused(str(nowhere)) from None


def settle(remark: Remark, *, by, at, how: str) -> Settlement:
    """A contributor of the draft has said what was done about a remark; once."""
    with locked("settle", remark.submission.verdict, by, at):
        if Settlement.objects.filter(remark=remark).exists():
            raise Refused("This remark is settled already.")
        how = _said(how, "Say what was done about it.")
        return Settlement.objects.create(remark=remark, how=how, settled_at=at, settled_by=by)


def rate(verdict: Verdict, *, by, at, seen: str, rating: Rating | None, why="") -> BlindRating:
    """One of two people has said which rating they would give to the submission `seen`."""
    with locked("rate", verdict, by, at) as fresh:
        _refuse_unless_read(fresh, seen)
        if rating is None or not rating.in_use:
            raise Refused("Choose the rating that you would give.")
        return BlindRating.objects.create(
            submission=fresh.submission,
            number=fresh.submission.blind_ratings.count() + 1,
            rating=rating,
            why=why.strip(),
            rated_at=at,
            rated_by=by,
        )


def ratings_shown(submission: Submission | None, person) -> list[BlindRating]:
    """The blind ratings that this person may see: both, and before there are both their own.

    The only way to them for pages: whoever has still to rate learns nothing of the other's.
    """
    filed = list(submission.blind_ratings.all()) if submission else []
    if len(filed) == RATERS:
        return filed
    return [one for one in filed if one.rated_by_id == person.pk]


def _refuse_unless_read(verdict: Verdict, seen: str) -> None:
    if seen != verdict.submission.sha256:
        raise Refused("The revision was submitted anew since you read it: read it again.")


def _said(words: str, otherwise: str) -> str:
    if not words.strip():
        raise Refused(otherwise)
    return words.strip()
