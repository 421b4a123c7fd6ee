"""Notes of a publisher are found wherever they stand, and other lines are not taken for them."""

from time import process_time

import pytest

from sources.choices import NoticeKind
from sources.extraction.notice_phrases import KINDS
from sources.extraction.notices import find_notices

MAX_SECONDS = 3  # for a page of 1 MB, on a busy machine too; a free one needs less than one


def find(body: str, head: str = "") -> list[tuple[str, str]]:
    html = f"<html><head><title>On trade</title>{head}</head><body>{body}</body></html>"
    return [(notice.kind, notice.text) for notice in find_notices(html)]


PLACES = [
    "<header><p>{}</p></header><article><h1>On trade</h1><p>Trade rose.</p></article>",
    "<p>{}</p><h1>On trade</h1><article><p>Trade rose.</p></article>",
    "<article><h1>On trade</h1><p>Trade rose.</p><p><em>{}</em></p></article>",
    "<article><p>Trade rose.</p></article><aside><div><strong>{}</strong></div></aside>",
    "<article><p>Trade rose.</p></article><footer><ul><li>{}</li></ul></footer>",
    "<article><p>Trade rose.<br>{}<br>More.</p></article>",
    "<article><p>Trade rose.</p></article><details><summary>Notes</summary><p>{}</p></details>",
    "<article><p>Trade rose.</p></article><dl><dt>About</dt><dd>{}</dd></dl>",
    "<article><p>Trade rose.</p></article><table><tr><td>1</td><td>{}</td></tr></table>",
    "<section class='comments'><form><textarea></textarea></form></section><p>{}</p>",
]
NOTES = [
    ("correction", "Correction (5 May 2024): We gave the wrong year."),
    ("correction", "An earlier version of this article gave the wrong year."),
    ("correction", "Korrektur: Wir hatten das falsche Jahr genannt."),
    ("correction", "In einer früheren Version dieses Artikels stand ein falsches Jahr."),
    ("correction", "Rectificatif : nous avions donné la mauvaise année."),
    ("correction", "Une version précédente de cet article donnait la mauvaise année."),
    ("correction", "Sprostowanie: podaliśmy zły rok."),
    ("correction", "Исправление: мы указали неверный год."),
    ("correction", "У попередній версії статті було вказано інший рік."),
    ("correction", "Corrección: dimos un año equivocado."),
    ("correction", "Correção: demos o ano errado."),
    ("correction", "Errata corrige: l'anno era sbagliato."),
    ("correction", "Düzeltme: yıl yanlış verilmişti."),
    ("correction", "تصحيح: ذكرنا سنة خاطئة."),
    ("correction", "भूल सुधार: हमने ग़लत साल बताया था।"),
    ("correction", "更正：年份有误。"),
    ("correction", "Correctie: in een eerdere versie van dit artikel stond een verkeerd getal."),
    ("correction", "Oprava: v článku bylo chybně uvedeno číslo."),
    ("correction", "Rättelse: I en tidigare version angavs fel siffra."),
    ("correction", "【訂正】当初の記事で数字に誤りがありました。"),
    ("correction", "Hinweis: Wir haben die Zahl der Container korrigiert."),
    ("clarification", "Clarification: the figure is for the year."),
    ("clarification", "Klarstellung: Die Zahl gilt für das Jahr."),
    ("editors_note", "Editor’s note: The figure is disputed."),
    ("editors_note", "Note de la rédaction : le chiffre est contesté."),
    ("editors_note", "От редакции: цифра оспаривается."),
    ("editors_note", "编者按：该数字有争议。"),
    ("update", "Updated 5 May 2024, 10:13"),
    ("update", "Published 5 May 2024 Updated 6 May 2024 10:13"),
    ("update", "5 May 2024 | Updated: 6 May 2024"),
    ("update", "最終更新：2024年5月5日"),
    ("update", "Aktualisiert am 5. Mai 2024"),
    ("update", "Обновлено: 5 мая 2024"),
    ("update", "更新时间：2024年5月5日"),
    ("retraction", "This article has been retracted by its publisher."),
    ("retraction", "Retraction: the interview never took place."),
    ("retraction", "本文已撤回，因为采访并未发生。"),
]


@pytest.mark.parametrize(("kind", "note"), NOTES)
def test_a_note_is_found_in_any_language(kind, note):
    assert find(PLACES[2].format(note)) == [(kind, note)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("note", [NOTES[0][1], NOTES[6][1], NOTES[15][1]])
def test_a_note_is_found_wherever_it_stands(place, note):
    assert find(place.format(note)) == [("correction", note)]


def test_a_label_alone_belongs_to_the_next_line():
    found = find("<aside><h3>Correction</h3><p>We gave the wrong year.</p></aside>")
    assert found == [("correction", "Correction We gave the wrong year.")]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<div class='article-correction'>The number of lorries was forty, not four hundred, "
         "as we wrote at first.</div>", ""),
        ("<p itemprop='correction'>The number of lorries was forty, not four hundred, as we "
         "wrote at first.</p>", ""),
        ("", "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"correction\": "
             "\"The number of lorries was forty.\"}</script>"),
        ("", "<script type='application/ld+json'>{\"@graph\": [{\"correction\": {\"@type\": "
             "\"CorrectionComment\", \"text\": \"The number was forty.\"}}]}</script>"),
        ("", "<script type='application/ld+json'>[{\"correction\": [{\"text\": \"It was forty.\"}]}"
             "]</script>"),
    ],
)  # fmt: skip
def test_a_note_is_found_by_its_markup(body, head):
    ((kind, text),) = find(body, head)
    assert kind == "correction"
    assert "forty" in text


@pytest.mark.parametrize(
    "line",
    [
        "The correction came late.",
        "Updated 5 minutes ago",
        "Aktualisiert vor 5 Minuten",
        "Update-Zyklen werden kürzer",
        "<a href='/x'>Correction: another story</a>",
        "<a href='/corrections'>Corrections</a>",
        "The minister asked for a clarification of the budget.",
        "Editors met in the town hall.",
        "The study was retracted.",
        "Corrections policy",
        "Corrections: If you find a mistake, write to corrections@paper.example.",
        "The newspaper published a correction on Monday after the ministry complained.",
        "Correction or crash? Traders are divided over the fall of shares.",
        "Corrections officers went on strike at the county prison.",
        "Spotted an error? Suggest a correction to our editors.",
        "Korrektur an der Börse: Kurse fallen um 3 Prozent.",
        "Privacy policy last updated 1 January 2024",
        "Bijgewerkt 5 minuten geleden",
        "<a href='/x'>Storm closes road <span>Updated 6 May 2024</span></a>",
    ],
)
def test_other_lines_are_no_notes(line):
    assert find(f"<article><p>{line}</p><p>Trade rose.</p></article>") == []


def test_a_correction_by_a_reader_is_no_note():
    assert find("<section id='comments'><p>Correction: you are wrong, it was 1990.</p>") == []


def test_a_note_is_kept_once_and_cut():
    note = "Correction: " + "We gave the wrong year. " * 60
    ((_, text),) = find(f"<p>{note}</p><footer><p>{note}</p></footer>")
    assert len(text) == 600


def test_the_kinds_are_the_choices_of_the_database():
    assert set(KINDS) == set(NoticeKind.values)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Correction " * 60_000,
        "<p>" + "update " * 150_000,
        "<p>" + "1 " * 500_000,
        "<p>" + "<b>x</b>" * 100_000,
        "<p>Correction" + "(" * 900_000,
        "<div>" * 200_000,
        "<a><div></b>" * 80_000,
        "<p>x" * 250_000,
        ("<span>" * 2_900 + "x<br>" * 60_000) * 3,
    ],
)
def test_a_hostile_page_is_read_in_time(html):
    start = process_time()
    find_notices(html)
    assert process_time() - start < MAX_SECONDS
