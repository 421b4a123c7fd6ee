"""Which part of a revision is meant, and where in it do these words stand?

A place is a part of a record (`claims.publication.record`), of evidence the piece too, and optionally words in
it. Texts are compared as they were submitted; offsets are in code points. Pure: no queries.
"""

import re
from dataclasses import dataclass

from claims.choices import Part

AFFIX = 32  # code points of context, as in a W3C TextQuoteSelector
LONGEST = 1000  # code points of words that are looked for
WRITTEN = (
    Part.FINDING,
    Part.REASONING,
    Part.SEARCHED,
    Part.WOULD_CHANGE,
    Part.WHY_THIS_CLAIM,
)
# Reasoning is Markdown: whoever selects words in it as it is shown selects none of its marks.
MARKS = str.maketrans("", "", "*_`[]")
MARK = r"(?:[*_`\[]|\](?:\([^)]*\))?)*+"
ITEM = r"(?:[-*+>#]+|\d+[.)])"  # what begins an item of a list
GAP = rf"{MARK}\s++(?:{ITEM}\s++)?+{MARK}"
PLAIN_GAP = rf"{MARK}\s++{MARK}"  # before a word that looks like the beginning of an item

Key = tuple[str, str]  # the name of a part, and of evidence the passage's identifier


class Nowhere(ValueError):
    """The words do not stand in that part, or more than once; the message is one sentence."""


@dataclass(frozen=True)
class Words:
    """Words of a part as it was submitted, with what stands around them (a W3C selector)."""

    words: str
    prefix: str
    suffix: str
    start: int


def texts(record: dict) -> dict[Key, str]:
    """The parts of a record that words can be quoted of, each with its text."""
    found = {(Part.CLAIM, ""): record["claim"]["statement"]}
    found |= {(part, ""): record[part] for part in WRITTEN}
    for one in record["evidence"]:
        found[Part.EVIDENCE, one["passage"]["id"]] = one["passage"]["exact"]
        found[Part.NOTE, one["passage"]["id"]] = one["note"]
    return found


def texts_of(verdict) -> dict[Key, str]:
    """The same of a revision as it stands now, without composing its record."""
    found = {(Part.CLAIM, ""): verdict.claim.statement}
    found |= {(part, ""): getattr(verdict, part) for part in WRITTEN}
    for one in verdict.evidence.all():
        found[Part.EVIDENCE, one.passage.public_id] = one.passage.exact
        found[Part.NOTE, one.passage.public_id] = one.note
    return found


def placed(words: str, text: str) -> Words:
    """Where these words stand in the text: once, or `Nowhere` is raised with what was found.

    White space and the marks of Markdown between the words do not count; what is returned is what
    stands there, marks included.
    """
    sought = words.strip()
    if len(sought) > LONGEST:
        raise Nowhere(f"Quote fewer words: at most {LONGEST} characters.")
    found = [one.span() for one in re.finditer(_pattern(sought), text)]
    if not found:
        raise Nowhere(f"The words “{sought}” do not stand in this part of what was submitted.")
    if len(found) > 1:
        raise Nowhere(
            f"The words “{sought}” stand there {len(found)} times: give a few more beside them."
        )
    start, end = found[0]
    return Words(text[start:end], text[max(start - AFFIX, 0) : start], text[end:][:AFFIX], start)


def _pattern(words: str) -> str:
    """Of words without their marks: nothing in it can match in two ways, so that it is fast."""
    told = [word for one in words.split() if (word := one.translate(MARKS))]
    if not told:
        raise Nowhere("Quote words, and not only marks.")
    gaps = (PLAIN_GAP if re.fullmatch(ITEM, word) else GAP for word in told[1:])
    spelt = (MARK.join(map(re.escape, word)) for word in told)
    first = next(spelt)
    return first + "".join(gap + word for gap, word in zip(gaps, spelt, strict=True))
