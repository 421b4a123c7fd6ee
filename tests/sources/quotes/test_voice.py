"""Which voice is proposed for a passage, and when a person has to decide."""

import pytest

from sources.quotes.voice import ASSERTS, FORECASTS, REPORTS, VoiceProposal, propose_voice


def propose(text: str, exact: str, language: str = "en") -> VoiceProposal:
    start = text.index(exact)
    return propose_voice(text, start, start + len(exact), language)


@pytest.mark.parametrize(
    ("language", "text", "exact", "sign", "speaker"),
    [
        ("en", "The minister Anna Kowalska said exports rose.", "exports rose", "said", "Kowalska"),
        ("en", "Exports rose, according to Jan Novak.", "Exports rose", "according to", "Novak"),
        ("en", "“We paid for steel,” the deputy nodded.", "We paid for steel", "“", ""),
        ("en", 'It was "a buffer on the flank".', "a buffer on the flank", '"', ""),
        ("de", "„Wir zahlen nicht“, sagte Olaf Scholz.", "Wir zahlen nicht", "sagte", "Scholz"),
        ("fr", "Selon le ministre, les prix ont baissé.", "les prix ont baissé", "Selon", ""),
        ("fr", "La carte, « une plaisanterie », est là.", "une plaisanterie", "«", ""),
        ("uk", "Президент заявив, що війська вийшли.", "війська вийшли", "заявив", ""),
        ("ja", "部長は「鉄を買った」と述べた。", "鉄を買った", "「", ""),
        ("", "The mayor said that the bridge is safe to cross.", "the bridge is safe", "said", ""),
    ],
)
def test_a_quotation_or_a_verb_of_speech_asks_for_the_speaker(language, text, exact, sign, speaker):
    proposal = propose(text, exact, language)
    assert (proposal.voice, proposal.sign) == (REPORTS, sign)
    assert speaker in proposal.speaker


@pytest.mark.parametrize(
    ("language", "text", "exact", "voice"),
    [
        ("en", "The minister said so. Imports fell by half.", "Imports fell by half", ASSERTS),
        ("en", "Imports fell by half. The minister said so.", "Imports fell by half", ASSERTS),
        ("en", "The council will build three schools.", "build three schools", FORECASTS),
        ("de", "Der Rat wird drei Schulen bauen.", "drei Schulen bauen", FORECASTS),
        ("en", "The bridge’s rails are the mayor's own.", "The bridge’s rails", ASSERTS),
        ("xx", "Words of no known language.", "no known", ASSERTS),
        ("en", "He said:\nExports rose.", "Exports rose", ASSERTS),
    ],
)
def test_other_passages_have_a_proposal_that_needs_no_answer(language, text, exact, voice):
    assert propose(text, exact, language) == VoiceProposal(voice)


def test_only_the_sentences_of_the_passage_are_read():
    text = "He said so. " + "word " * 200_000
    assert propose_voice(text, 600_000, 600_004, "en") == VoiceProposal(ASSERTS)
