"""The words of subtitles run on across cues; speakers and times stand beside them."""

import pytest

from sources.extraction.text import extract_text
from sources.media_types import SRT, VTT, ParseError

TALK = """WEBVTT

00:01.000 --> 00:03.500
<v Mayor>We never paid a single crown

00:03.500 --> 00:06.000
<v Mayor>to the company of my brother,

00:06.000 --> 00:07.500
<v Mayor>and you know it.
"""


def read(text: str, media_type: str = VTT):
    return extract_text(text.encode(), media_type)


def list_cues(extracted) -> list[tuple[str, str]]:
    return [(part.label, extracted.text[part.start : part.end]) for part in extracted.parts]


def test_a_sentence_runs_across_cues():
    extracted = read(TALK)
    assert extracted.text == (
        "We never paid a single crown to the company of my brother, and you know it."
    )
    assert list_cues(extracted) == [
        ("Mayor, 00:01.000–00:03.500", "We never paid a single crown"),
        ("Mayor, 00:03.500–00:06.000", "to the company of my brother,"),
        ("Mayor, 00:06.000–00:07.500", "and you know it."),
    ]


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nWe never\npaid.\n", "We never paid."),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:02,000 --> 00:00:03,000\ntwo.",
            "One two.",
        ),
        (
            "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Never</i> <font color=red>paid</font>\r\n",
            "Never paid",
        ),
        ("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}Above & below\n", "Above & below"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nafter a blank line\n\n"
            "2\n00:00:02,000 --> 00:00:03,000\n2027\n",
            "One after a blank line 2027",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\nno gap",
            "One no gap",
        ),
        ("1\n00:00:01.000 --> 00:00:02.000\nWe paid 3 < 4\n", "We paid 3 < 4"),
    ],
)
def test_subrip_is_read(cues, text):
    assert read(cues, SRT).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("00:01.000 --> 00:02.000\n<v.loud Ana Roe>No</v> <v Bo>Yes</v>", "No\nYes"),
        ("NOTE by the editor\nnot said\n\n00:01.000 --> 00:02.000\nSaid", "Said"),
        ("STYLE\n::cue { color: red }\n\nid-1\n00:01.000 --> 00:02.000 align:start\nSaid", "Said"),
        ("00:01.000 --> 00:02.000\nR&amp;D &lt;b&gt; costs&nbsp;4", "R&D <b> costs\u00a04"),
        ("00:01.000 --> 00:02.000\n<b>Very</b> <c.yellow>loud</c>", "Very loud"),
        (
            "00:01.000 --> 00:02.000\n我们从来没有\n付过钱\n\n00:02.000 --> 00:03.000\n给他",
            "我们从来没有付过钱给他",
        ),
        ("00:01.000 --> 00:02.000\nNo.\n\n00:02.000 --> 00:03.000\nNo.", "No. No."),
    ],
)
def test_webvtt_is_read_as_a_browser_shows_it(body, text):
    assert read(f"WEBVTT\n\n{body}\n").text == text


def test_a_change_of_speaker_begins_a_line():
    body = "00:01.000 --> 00:02.000\n<v Ana>No.\n\n00:02.000 --> 00:03.000\n<v Bo>Yes."
    extracted = read(f"WEBVTT\nLanguage: de\n\n{body}")
    assert extracted.text == "No.\nYes."
    assert [label for label, _words in list_cues(extracted)] == [
        "Ana, 00:01.000–00:02.000",
        "Bo, 00:02.000–00:03.000",
    ]
    assert extracted.language == "de"


def test_lines_that_roll_up_are_read_once():
    body = """
00:00:00.000 --> 00:00:02.000
we<00:00:00.500><c> never</c>

00:00:02.000 --> 00:00:02.010
we never

00:00:02.010 --> 00:00:04.000
we never
paid<00:00:03.000><c> a</c>

00:00:04.000 --> 00:00:04.010
paid a

00:00:04.010 --> 00:00:06.000
paid a
single<00:00:05.000><c> crown</c>
"""
    assert read(f"WEBVTT\nKind: captions\nLanguage: en\n{body}").text == (
        "we never paid a single crown"
    )


@pytest.mark.parametrize(
    "text", ["WEBVTT\n\nNOTE nothing is said\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"]
)
def test_subtitles_without_words_are_refused(text):
    with pytest.raises(ParseError, match="no words in these subtitles"):
        read(text)


def test_subtitles_are_read_quickly():
    cue = "00:01.000 --> 00:02.000\n" + "<v A>a " * 5 + "<" * 500 + "\n\n"
    assert read("WEBVTT\n\n" + cue * (1_000_000 // len(cue))).text


# ── what programs write ─────────────────────────────────────────────────────────────────────────
def create_srt(*cues: tuple[str, str, str]) -> str:
    return "".join(
        f"{number}\n00:00:{start} --> 00:00:{end}\n{words}\n\n"
        for number, (start, end, words) in enumerate(cues, 1)
    )


def test_captions_that_roll_up_without_times_of_words_are_read_once():
    text = create_srt(
        ("00,160", "02,070", "the harbour was"),
        ("02,070", "02,080", "the harbour was"),
        ("02,080", "04,000", "the harbour was\nnever insured"),
        ("04,000", "04,010", "never insured"),
        ("04,010", "06,000", "never insured\nshe said"),
    )
    assert read(text, SRT).text == "the harbour was never insured she said"


def test_what_is_said_again_and_again_stays():
    pause = create_srt(*((f"0{n},000", f"0{n},500", "Never!") for n in range(1, 6)))
    assert read(pause, SRT).text == "Never! Never! Never! Never! Never!"
    words = ["Never!", "Never!", "They paid.", "Nobody asked.", "We did.", "In May."]
    joined = create_srt(*((f"0{n},000", f"0{n + 1},000", word) for n, word in enumerate(words)))
    assert read(joined, SRT).text == " ".join(words)


def test_the_lines_of_a_dialogue_are_lines():
    extracted = read(create_srt(("01,000", "02,000", "- Was it insured?\n- <i>Never.</i>")), SRT)
    assert extracted.text == "- Was it insured?\n- Never."
    assert [words for _label, words in list_cues(extracted)] == ["- Was it insured?", "- Never."]
    one_dash = create_srt(("01,000", "02,000", "It costs\n- so they say -\nnothing."))
    assert read(one_dash, SRT).text == "It costs - so they say - nothing."


def test_line_ends_of_substation_alpha_are_spaces():
    text = create_srt(("01,000", "02,000", "{\\an8}Up\\Nhigh\\hthere"))
    assert read(text, SRT).text == "Up high there"


def test_pictures_of_a_timeline_are_no_words():
    text = "WEBVTT\n\n00:00.000 --> 00:10.000\nsprite.jpg#xywh=0,0,160,90\n"
    with pytest.raises(ParseError, match="no words"):
        read(text)
