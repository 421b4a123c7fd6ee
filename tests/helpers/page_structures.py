"""The structures of articles: markup, and words to quote as our text has them.

`build_page` puts structures between paragraphs of filling, so that each is far down the page.
"""

from dataclasses import dataclass

FILLING = (
    "The council of Varnbeck met on {day} evening to discuss the budget for the coming year, and "
    "the meeting went on until midnight because several members asked for details of the works."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Structure:
    name: str
    html: str
    quotes: tuple[str, ...]


STRUCTURES = (
    Structure(
        "exponents",
        "<p>The first loan was 10<sup>6</sup> crowns and the second 3 &times; 10<sup>-2</sup> of "
        "it, on 40 m<sup>2</sup> of land.</p>",
        ("loan was 10^6 crowns", "10^6", "the second 3 × 10^-2 of it", "on 40 m^2 of land"),
    ),
    Structure(
        "note marks",
        '<p>The harbour cost 2021<sup>2</sup> crowns<sup><a href="#n1">1</a></sup> a day, and the '
        'ferry half of it<a role="doc-noteref" href="#n2">[2]</a>, the auditor wrote.</p>',
        ("harbour cost 2021^2 crowns^1 a day", "half of it[2], the auditor"),
    ),
    Structure(
        "fractions",
        "<p>It grew by 3<sup>1</sup>/<sub>2</sub> percent, then by 7<sup>3</sup>&frasl;<sub>4</sub>"
        " percent in the summer.</p>",
        ("grew by 3 1/2 percent", "then by 7 3⁄4 percent in the summer"),
    ),
    Structure(
        "raised letters",
        "<p>On the 20<sup>th</sup> of March the CO<sub>2</sub> of the quay was measured.</p>",
        ("On the 20th of March", "the CO2 of the quay"),
    ),
    Structure(
        "struck and inserted words",
        "<p>The storm of the north killed <del>forty</del> <ins>fifty</ins> people, and <s>six</s> "
        "seven ships were lost in it.</p>",
        ("killed fifty people", "and seven ships were lost", "fifty people, and seven ships"),
    ),
    Structure(
        "quotation marks",
        "<p>The mayor called it <q>a <q>slow</q> flood</q> and went home.</p>"
        '<p lang="de">Die Bürgermeisterin nannte es <q>eine Schande</q> und ging.</p>',
        (
            "called it “a ‘slow’ flood” and went",
            "“a ‘slow’ flood”",
            "nannte es „eine Schande“ und ging",
        ),
    ),
    Structure(
        "words for screen readers",
        '<p>Prices rose <span class="sr-only">up arrow</span> by eleven percent in Varnbeck'
        '<span class="visually-hidden">(external)</span>, they found.</p>',
        ("Prices rose by eleven percent in Varnbeck, they found", "by eleven percent"),
    ),
    Structure(
        "repeated words hidden from screen readers",
        '<p>The toll is <span aria-hidden="true">NEW </span>nine crowns for each cart.</p>',
        ("The toll is nine crowns", "nine crowns for each cart"),
    ),
    Structure(
        "hidden words",
        '<p>The bridge <span style="display:none">was not</span>was closed <span hidden>never '
        "</span>for nine weeks in spring.</p>",
        ("The bridge was closed for nine weeks",),
    ),
    Structure(
        "broken lines",
        "<p>Twelve boats left at dawn<br>and eleven came back at night<br>with empty nets.</p>",
        (
            "and eleven came back at night",
            "boats left at dawn\nand eleven came back",
            "came back at night\nwith empty nets",
        ),
    ),
    Structure(
        "lists",
        "<ul><li>No new ship was bought</li><li>Two old ones were sold to Norway</li></ul>"
        "<ol><li>Repair the northern wall</li><li>Dredge the inner basin</li></ol>",
        (
            "No new ship was bought",
            "Two old ones were sold",
            "ship was bought\nTwo old ones",
            "Repair the northern wall\nDredge the inner basin",
        ),
    ),
    Structure(
        "definitions",
        "<dl><dt>Draught</dt><dd>Four metres at low water</dd><dt>Berths</dt><dd>Sixty, of "
        "which nine are let</dd></dl>",
        ("Four metres at low water", "Sixty, of which nine", "Berths\nSixty, of which nine"),
    ),
    Structure(
        "tables",
        "<table><caption>Costs in million crowns</caption><thead><tr><th>Year</th><th>Planned</th>"
        "<th>Spent</th></tr></thead><tbody><tr><td>2024</td><td>3.1</td><td>4.0</td></tr><tr>"
        "<td>2025</td><td>3.3</td><td></td></tr><tr><td rowspan=2>2026</td><td>3.5</td><td>5.2</td>"
        "</tr><tr><td>3.6</td><td>5.3</td></tr></tbody></table>",
        ("Costs in million crowns", "2024\t3.1\t4.0", "2026\t3.5\t5.2\n3.6\t5.3", "Planned\tSpent"),
    ),
    Structure(
        "captions",
        '<figure><figcaption>The harbour wall on 3 May, a day before '
        "the great storm. Photo: A. Reader</figcaption></figure>",
        ("The harbour wall on 3 May, a day before", "before the great storm. Photo"),
    ),
    Structure(
        "boxes",
        '<aside class="fact-box"><h3>The works in numbers</h3><p>The wall is 412 metres long and '
        "was built in 1931.</p><p>It holds 61 berths.</p></aside>",
        ("412 metres long and was built in 1931", "It holds 61 berths", "The works in numbers"),
    ),
    Structure(
        "pull quotes",
        '<blockquote class="pullquote"><p>We will not pay for the mistakes of engineers.</p>'
        "<cite>Ida Holm, treasurer</cite></blockquote>",
        ("We will not pay for the mistakes of engineers", "of engineers.\n\nIda Holm, treasurer"),
    ),
    Structure(
        "details",
        "<details><summary>How we counted</summary><p>Every berth was counted twice by hand in "
        "June.</p></details>",
        ("Every berth was counted twice by hand", "How we counted"),
    ),
    Structure(
        "preformatted text",
        "<pre>berth  41   let\nberth  42   free until autumn</pre>",
        ("berth  41   let", "free until autumn", "let\nberth  42   free until"),
    ),
    Structure(
        "ruby",
        '<p lang="ja">港の壁は<ruby>明治<rp>(</rp><rt>めいじ</rt><rp>)</rp></ruby>に造られたと'
        "町長は述べた。</p>",
        ("港の壁は", "に造られたと町長は述べた"),
    ),
    Structure(
        "transcripts",
        "<p><strong>INTERVIEWER:</strong> Did you know of the cracks?</p>"
        "<p><strong>HOLM:</strong> I read the report in February.</p>",
        ("INTERVIEWER: Did you know of the cracks", "I read the report in February"),
    ),
    Structure(
        "quoted letters",
        "<blockquote><p>Sir, the wall leaks at every tide.</p></blockquote>",
        ("the wall leaks at every tide",),
    ),
    Structure(
        "soft breaks",
        "<p>The Donau&shy;dampf&shy;schiff&shy;fahrt and the super<wbr>califragilistic ferry "
        "sailed for 70&nbsp;crowns.</p>",
        ("The Donau\xaddampf\xadschiff\xadfahrt and the", "supercalifragilistic ferry",
         "sailed for 70\xa0crowns"),
    ),
    Structure(
        "other scripts",
        '<p dir="rtl" lang="he">וזהו משפט בעברית על המסחר בין שתי המדינות.</p>'
        '<p lang="ru">Мэр сказал: «стена выросла на 17 метров» — вчера вечером.</p>',
        ("על המסחר בין שתי המדינות", "«стена выросла на 17 метров» — вчера"),
    ),
    Structure(
        "inline markup",
        "<p>The <em>north</em><b>ern</b> wall, <a href='#x'>built</a> in <code>1931</code>, fell "
        "<span>on</span>\n   <i>Sunday</i>.</p>",
        ("northern wall, built in 1931, fell on Sunday",),
    ),
    Structure(
        "live entries",
        '<div class="liveblog"><article class="live-entry"><header><time>14:05</time> <span '
        'class="author">By Ana Lund</span></header><h3>Pumps arrive</h3><p>Four pumps arrived from '
        'the capital this afternoon.</p></article><article class="live-entry"><header><time>14:40'
        '</time> <span class="author">By Bo Krag</span></header><h3>Water falls</h3><p>The water '
        "fell by nine centimetres within an hour.</p></article></div>",
        ("Four pumps arrived from the capital", "14:40 By Bo Krag", "fell by nine centimetres"),
    ),
)  # fmt: skip


def build_page(structures: tuple[Structure, ...] = STRUCTURES, filling_count: int = 6) -> str:
    """Return a page with an article that holds the structures, between paragraphs of filling."""
    blocks = []
    for number, structure in enumerate(structures):
        lines = (FILLING.format(day=DAYS[(number + i) % 7]) for i in range(filling_count))
        blocks += [*(f"<p>{line}</p>" for line in lines), structure.html]
    blocks.append(f"<p>{FILLING.format(day='every')}</p>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour works cost more'
        "</title><style>* { color: black; background: white; } .sr-only, .visually-hidden { "
        "position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0) }"
        "</style></head><body><nav><a href='/'>Home</a> <a href='/n'>News</a></nav><main><article>"
        f"<h1>Harbour works cost more</h1>{''.join(blocks)}</article></main>"
        "<footer>Imprint</footer></body></html>"
    )
