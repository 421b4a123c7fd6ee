"""Extract the words of subtitles: WebVTT and SubRip. Pure.

The words of successive cues are joined, so that a sentence can be quoted across cues. Each cue is
a part whose label is its speaker and its time, as the file writes them. WebVTT is read as
https://www.w3.org/TR/webvtt1/ says: comments, styles and regions are no words, and a block without
a time is not shown. SubRip has no specification; a block without a time belongs to the cue before.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.text_builder import TextBuilder, fold_blanks
from sources.media_types import VTT, ParseError

EXTRACTOR = "subtitles 1"
TIMING = re.compile(r"\s*([\d:.,]{4,20})[ \t]*-->[ \t]*([\d:.,]{4,20})")
VTT_METADATA = re.compile(r"^Language:[ \t]*([A-Za-z0-9-]{2,35})[ \t]*$", re.MULTILINE)
NOT_SHOWN = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
TAG = re.compile(r"<(/?)([^<>\s.]{0,100})((?:[.\s][^<>]{0,400})?)>")
VOICE_CLASSES = re.compile(r"^(?:\.[^\s<>.]+)*\s*")
INLINE_TIME = re.compile(r"<\d{1,3}(?::\d{2}){1,2}\.\d{3}>")
KNOWN_TAGS = {"c", "i", "b", "u", "s", "v", "ruby", "rt", "lang", "font", "br"}
SUBRIP_BREAK = re.compile(r"\\[Nh]")  # a line end or a space of SubStation Alpha
IMAGE_CUE = re.compile(r"\S{1,500}#xywh=[\d,:a-z]{7,60}")  # pictures for a player's timeline
DIALOGUE = re.compile(r"[-–—]\s?\S")
MAX_DIALOGUE_LINES = 20  # of one cue, which is shown at once
MIN_ROLLED_UP = 3  # cues, and half of all, repeat the line before: then all of them roll up
SUBRIP_POSITION = re.compile(r"\{\\[a-zA-Z][^{}]{0,100}\}")
# Of scripts that are written without spaces: their lines are joined without one.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]"
)


@dataclass
class Cue:
    """One cue: its lines as the file writes them, and its time, empty where it cannot be read."""

    time: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Utterance:
    """Words that one speaker says in one cue; `speaker` is empty where the file names none."""

    speaker: str
    time: str
    words: str


def extract_subtitles(text: str, media_type: str) -> ExtractedText:
    """Return the words of a file of type `SRT` or `VTT`. Raises `ParseError`."""
    is_vtt = media_type == VTT
    cues = _drop_repeated_lines(_list_cues(text, is_vtt), text)
    utterances = [utterance for cue in cues for utterance in _list_utterances(cue)]
    if all(IMAGE_CUE.fullmatch(utterance.words) for utterance in utterances):
        raise ParseError(_("There are no words in these subtitles."))
    builder, before = TextBuilder(), None
    for utterance in utterances:
        if before:
            builder.append(_get_separator(before, utterance))
        label = ", ".join(filter(None, (utterance.speaker, utterance.time)))
        builder.append_part("cue", utterance.words, label)
        before = utterance
    language = VTT_METADATA.search(text[:2000]) if is_vtt else None
    return ExtractedText(
        text=builder.text,
        media_type=media_type,
        extractor=EXTRACTOR,
        language=language[1] if language else "",
        parts=builder.get_parts(),
    )


def _get_separator(before: Utterance, after: Utterance) -> str:
    """A line end where another speaker begins, otherwise what separates words in the script."""
    is_dialogue = DIALOGUE.match(after.words) and after.time == before.time
    if is_dialogue or (after.speaker and before.speaker != after.speaker):
        return "\n"
    is_unspaced = UNSPACED.match(before.words[-1]) and UNSPACED.match(after.words[0])
    return "" if is_unspaced else " "


# ── cues ────────────────────────────────────────────────────────────────────────────────────────
def _list_cues(text: str, is_vtt: bool) -> list[Cue]:
    cues: list[Cue] = []
    for block in _list_blocks(text):
        timings = [number for number, line in enumerate(block) if "-->" in line]
        if not timings:
            if not is_vtt and cues and not all(line.strip().isdecimal() for line in block):
                cues[-1].lines += block
            continue
        if is_vtt and NOT_SHOWN.match(block[0]):
            continue
        ends = [_find_end(block, timing) for timing in timings[1:]] + [len(block)]
        for timing, end in zip(timings, ends, strict=True):
            cues.append(Cue(_read_time(block[timing]), block[timing + 1 : end]))
    return cues


def _list_blocks(text: str) -> Iterator[list[str]]:
    """The groups of lines between empty lines."""
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _find_end(block: list[str], next_timing: int) -> int:
    """Where a cue ends whose next one follows without an empty line, as some programs write."""
    return next_timing - block[next_timing - 1].strip().isdecimal()


def _read_time(line: str) -> str:
    match = TIMING.match(line)
    return f"{match[1]}–{match[2]}" if match else ""


def _drop_repeated_lines(cues: list[Cue], text: str) -> list[Cue]:
    """Without the lines that roll-up captions show again while the next words are spoken.

    Only in files whose words have times of their own, as automatic captions have, or most of whose
    cues repeat the one that ends as they begin: in others the same words twice may have been said
    twice.
    """
    if not INLINE_TIME.search(text) and not _is_rolled_up(cues):
        return cues
    kept: list[Cue] = []
    before: list[str] = []
    for cue in cues:
        lines = [_strip_tags(line) for line in cue.lines]
        shown = [line for line in lines if line]
        repeated = _count_repeated(before, shown)
        count = 0
        fresh = []
        for raw, line in zip(cue.lines, lines, strict=True):
            count += bool(line)
            if line and count > repeated:
                fresh.append(raw)
        kept.append(Cue(cue.time, fresh))
        before = shown or before
    return kept


def _is_rolled_up(cues: list[Cue]) -> bool:
    count = 0
    for before, cue in pairwise(cues):
        is_next = cue.time.partition("–")[0] == before.time.partition("–")[2] != ""
        lines = [[line for line in map(_strip_tags, it.lines) if line] for it in (before, cue)]
        count += is_next and _count_repeated(*lines) > 0
    return count >= MIN_ROLLED_UP and count * 2 >= len(cues)


def _count_repeated(before: list[str], lines: list[str]) -> int:
    """How many of the first lines are the last lines of the cue before."""
    longest = min(len(before), len(lines), 4)
    counts = (count for count in range(longest, 0, -1) if before[-count:] == lines[:count])
    return next(counts, 0)


# ── words ───────────────────────────────────────────────────────────────────────────────────────
def _strip_tags(text: str) -> str:
    return _decode(TAG.sub("", text))


def _decode(text: str) -> str:
    return fold_blanks(html.unescape(text))


def _list_utterances(cue: Cue) -> Iterator[Utterance]:
    """The words of a cue, divided where another voice (`<v Name>`, or a dash) begins."""
    lines = [SUBRIP_BREAK.sub(" ", SUBRIP_POSITION.sub("", line)) for line in cue.lines]
    starts = [number for number, line in enumerate(lines) if DIALOGUE.match(_strip_tags(line))]
    if not 2 <= len(starts) <= MAX_DIALOGUE_LINES:
        starts = []
    for start, end in pairwise([0, *(start for start in starts if start), len(lines)]):
        yield from _split_voices(_join_lines(lines[start:end]), cue.time)


def _split_voices(text: str, time: str) -> Iterator[Utterance]:
    speaker, words, position = "", "", 0
    for tag in TAG.finditer(text):
        words += text[position : tag.start()]
        position = tag.end()
        if tag[2] == "v":
            if decoded := _decode(words):
                yield Utterance(speaker, time, decoded)
            words = ""
            speaker = "" if tag[1] else _decode(VOICE_CLASSES.sub("", tag[3]))
        elif not _is_known_tag(tag[2]):
            words += tag[0]  # words in angle brackets, which players show
    if decoded := _decode(words + text[position:]):
        yield Utterance(speaker, time, decoded)


def _is_known_tag(name: str) -> bool:
    return name.lower() in KNOWN_TAGS or name[:1].isdecimal() or not name


def _join_lines(lines: list[str]) -> str:
    joined, last = [], ""
    for line in map(str.strip, lines):
        bare = TAG.sub("", line)
        is_unspaced = last and bare and UNSPACED.match(last) and UNSPACED.match(bare)
        joined.append(line if is_unspaced else f" {line}")
        last = bare[-1:]
    return "".join(joined)
