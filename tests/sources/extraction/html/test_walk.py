"""The text of a page is what a browser shows, with marks of ours where words would run together."""

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from sources.extraction.html.walk import PageText, read_page_text


def read(html: str) -> PageText:
    return read_page_text(LexborHTMLParser(html))


def read_text(html: str) -> str:
    return read(html).text


def list_added(page: PageText) -> list[str]:
    return [page.text[start:end] for start, end in page.added]


# ── lines and white space ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<p> a\n  b <b> c</b> </p>", "a b c"),
        ("<b>north</b>ern <i>wall</i>", "northern wall"),
        ("a<unknown-element>b</unknown-element>c", "abc"),
        ("<p>5\xa0000&nbsp;</p>", "5\xa0000\xa0"),
        ("<pre>a\n  b\tc\n</pre>", "a\n  b\tc"),
        ('<p style="white-space:pre-line">a\n b</p>', "a\nb"),
        ("<p>港の\n壁</p>", "港の 壁"),
        ("<p>a<object>b</object><object data=c>d</object></p>", "ab"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<ol><li>a<ol><li>b</li></ol></li></ol>", "a\nb"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ("<span>a</span><span style='display:block'>b</span>c", "a\nb\nc"),
        ("<div style='display:flex'><span>a</span><span>b</span></div>", "a\nb"),
        ("<p>a<span style='display:inline-block'> b </span>c</p>", "abc"),
        ("<p>long&shy;word<wbr>s</p>", "long\xadwords"),
    ],
)
def test_lines_are_those_of_a_browser(html, text):
    assert read_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"),
        ("<table><tr><td></td><td>b</td></tr></table>", "\tb"),
        ("<table><caption>t</caption><tr><th>a<td>b</table>", "t\na\tb"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\tb"),
        ("<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc"),
        ("<div style='display:table-row'><i style='display:table-cell'>a</i></div>", "a"),
    ],
)
def test_cells_are_separated_by_tabs(html, text):
    assert read_text(html) == text


# ── what readers do not see ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "hidden",
    [
        "<span hidden>no</span>",
        '<span style="display:none">no</span>',
        '<span style="display: none !important">no</span>',
        '<span style="visibility:hidden">no</span>',
        '<span class="sr-only">no</span>',
        '<span class="x visually-hidden">no</span>',
        '<span class="screen-reader-text">no</span>',
        '<span aria-hidden="true">no</span>',
        "<template>no</template>",
        "<noscript>no</noscript>",
        "<script>no</script>",
        "<style>no</style>",
        "<textarea>no</textarea>",
        "<select><option>no</select>",
        "<svg><text>no</text></svg>",
        "<iframe>no</iframe>",
        "<del>no</del>",
        "<s>no</s>",
        "<strike>no</strike>",
        '<span style="text-decoration: line-through">no</span>',
        '<span style="position:absolute;left:-9999px">no</span>',
        '<i style="position:absolute;width:1px;height:1px;overflow:hidden">no</i>',
        '<i style="position:absolute;clip:rect(0 0 0 0)">no</i>',
        '<i style="position:absolute;right:-9999px">no</i>',
        '<i style="position:absolute;inset:-9999px auto auto -9999px">no</i>',
        '<i style="display:inline-block;transform:translateX(-9999px)">no</i>',
        '<i style="display:inline-block;transform:scale(0)">no</i>',
        '<i style="display:inline-block;text-indent:-9999px">no</i>',
        '<i style="margin-left:-9999px">no</i>',
        '<i style="clip-path:inset(100%)">no</i>',
        '<i style="position:absolute;width:1px;height:1px;overflow-y:hidden">no</i>',
        '<i style="font-size:0">no</i>',
        '<i style="font-size: 1px">no <b style="font-size:2em">no</b></i>',
        '<i style="font:0/0 a">no</i>',
        '<i style="opacity:0">no</i>',
        '<i style="position:absolute;opacity:0%">no</i>',
        '<i style="display:inline-block;content-visibility:hidden">no</i>',
    ],
)
def test_hidden_and_struck_text_is_left_out(hidden):
    assert read_text(f"<p>one {hidden} two</p>") == "one two"


@pytest.mark.parametrize(
    ("css", "markup"),
    [
        (".x{display:none}", '<i class="x">no</i>'),
        ("#x { color: red; display: none }", '<i id="x">no</i>'),
        ("p .x, .y{visibility:hidden}", '<i class="x">no</i>'),
        ("@media screen{.x{display:none}}", '<i class="x">no</i>'),
        ("@media (min-width: 600px){.x{display:none}}", '<i class="x">no</i>'),
        ("/* .x{} */ i.x:not(.y){display:none}", '<i class="x">no</i>'),
        (".x{display:none!important} i.x{display:inline}", '<i class="x">no</i>'),
        ('.z{content:"}"} .x{display:none}', '<i class="x">no</i>'),
        (".x{text-decoration:line-through}", '<i class="x">no</i>'),
        (".x{position:absolute;clip-path:inset(50%)}", '<i class="x">no</i>'),
        ("@font-face{src:url(a)} .x{display:none}", '<i class="x">no</i>'),
        ('[data-state="closed"]{display:none}', '<i data-state="closed">no</i>'),
        (".z{content:\"];\"} [data-x='a']{display:none}", '<i data-x="a">no</i>'),
        ("@media (width >= 600px){.x{display:none}}", '<i class="x">no</i>'),
        ("@media (600px <= width < 1281px){.x{display:none}}", '<i class="x">no</i>'),
        ("@media not print{.x{display:none}}", '<i class="x">no</i>'),
        ("p{color:red; & .x{display:none}}", '<i class="x">no</i>'),
        ("p{.x{display:none}}", '<i class="x">no</i>'),
        ("p{@media screen{.x{display:none}}}", '<i class="x">no</i>'),
        (".x{@media (width > 600px){display:none}}", '<i class="x">no</i>'),
        (".x{p > &{display:none} display:inline-block}", '<i class="x">no</i>'),
        ("@layer base{p{.x,.y{display:none}}}", '<i class="x">no</i>'),
    ],
)
def test_the_style_sheets_of_the_page_hide_text(css, markup):
    assert read_text(f"<style>{css}</style><p>one {markup} two</p>") == "one two"


@pytest.mark.parametrize(
    ("css", "markup"),
    [
        ("@media print{.x{display:none}}", '<i class="x">yes</i>'),
        ("@media (max-width: 600px){.x{display:none}}", '<i class="x">yes</i>'),
        (".x:hover{display:none}", '<i class="x">yes</i>'),
        (".x::before{display:none}", '<i class="x">yes</i>'),
        (".y .x{display:none}", '<i class="x">yes</i>'),
        ("i{display:none} .x{display:inline}", '<i class="x">yes</i>'),
        ("#x{display:inline} .x{display:none}", '<i class="x" id="x">yes</i>'),
        (".x{display:none}", '<i class="x" style="display:inline">yes</i>'),
        ("p{visibility:hidden} .x{visibility:visible}", '<i class="x">yes</i>'),
        ("body{display:none}", "<i>yes</i>"),
        ("@supports not (display:grid){.x{display:none}}", '<i class="x">yes</i>'),
        ("}{ .q", "<i>yes</i>"),
        ("@media (width < 600px){.x{display:none}}", '<i class="x">yes</i>'),
        ("@media not screen{.x{display:none}}", '<i class="x">yes</i>'),
        ("h1{.x{display:none}}", '<i class="x">yes</i>'),
        ("p:hover{.x{display:none}}", '<i class="x">yes</i>'),
        (".x{@media print{display:none}}", '<i class="x">yes</i>'),
        (".x{&:hover{display:none}}", '<i class="x">yes</i>'),
        (".x{display:none} .x{@media screen{display:inline}}", '<i class="x">yes</i>'),
        ("p{font-size:0} .x{font-size:16px}", '<i class="x">yes</i>'),
        (".x{opacity:0} .x.y{opacity:1}", '<i class="x y">yes</i>'),
        # Boxes that scripts fade in, or that readers open.
        (".x{opacity:0;display:block}", '<i class="x">yes</i>'),
        (".x{height:0;overflow:hidden;display:block}", '<i class="x">yes</i>'),
        (".x{transform:translateY(20px)}", '<i class="x">yes</i>'),
        # A gradient behind letters is their colour.
        (".x{color:transparent;background-clip:text}", '<i class="x">yes</i>'),
    ],
)
def test_style_sheets_that_do_not_apply_hide_nothing(css, markup):
    assert "yes" in read_text(f"<style>{css}</style><p>{markup}</p>")


def test_words_in_letters_without_size_are_remembered():
    page = read('<p>was <span style="font-size:0">not </span>closed</p>')
    assert page.text == "was closed"
    assert [(part.offset, part.text) for part in page.left_out] == [(3, " not")]


def test_a_page_that_is_transparent_until_it_is_loaded_is_read():
    style = "<style>.page{opacity:0;position:absolute}</style>"
    assert read_text(f"{style}<div class=page><h1>a</h1><p>b</p></div>") == "a\n\nb"


def test_what_is_left_out_is_remembered_with_its_place():
    page = read('<p>killed <del>forty</del> <ins>fifty</ins> of<b aria-hidden="true">NEW</b></p>')
    assert page.text == "killed fifty of"
    assert [(part.offset, part.text) for part in page.left_out] == [(6, " forty"), (15, "NEW")]


def test_a_closed_dialog_is_not_shown():
    assert read_text("<p>a</p><dialog>no</dialog><dialog open>b</dialog>") == "a\n\nb"


def test_closed_details_are_kept():
    assert read_text("<details><summary>a</summary><p>b</p></details>") == "a\n\nb"


# ── raised and lowered text ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>6</sup> crowns", "10^6 crowns"),
        ("10<sup>-6</sup>", "10^-6"),
        ("10<sup>&minus;6</sup>", "10^−6"),
        ("2<sup>n</sup>", "2^n"),
        ("(a + b)<sup>2</sup>", "(a + b)^2"),
        ("40 m<sup>2</sup>", "40 m^2"),
        ("2021<sup>2</sup>", "2021^2"),
        ("crowns<sup>1</sup>", "crowns^1"),
        ('2021<sup><a href="#n">2</a></sup>', "2021^2"),
        ('2021<span style="vertical-align:super">2</span>', "2021^2"),
        ("3<sup>1</sup>/<sub>2</sub>", "3 1/2"),
        ("3<sup>1</sup>&frasl;<sub>2</sub>", "3 1⁄2"),
        ("3<span class=sr-only>+</span><span>1</span>/<span>2</span>", "3 1/2"),
        ("101<sub>2</sub>", "101_2"),
        ("<sup>1</sup>2021 was dry", "1 2021 was dry"),
        ("4<del>5</del>6", "4 6"),
        ("In 2021,<sup>3</sup> then", "In 2021,^3 then"),
        ("It cost 5.<sup>12</sup> Then", "It cost 5.^12 Then"),
        ("in 2021<sup>1</sup><sup>2</sup> it", "in 2021^1^2 it"),
        ("Ca<sup>2+</sup>", "Ca^2+"),
        ("10<b style='vertical-align:5px'>6</b>", "10^6"),
        ("19<b style='vertical-align:text-top'>99</b>", "19^99"),
        ("10<b style='vertical-align:-3px'>2</b>", "10_2"),
        ("25%<sup>3</sup> of", "25%^3 of"),
    ],
)
def test_raised_and_lowered_text_never_becomes_another_number(html, text):
    page = read(f"<p>{html}</p>")
    assert page.text == text
    own = "".join(list_added(page))
    assert own and set(own) <= set("^_ ")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("20<sup>th</sup>", "20th"),
        ("M<sup>me</sup> Curie", "Mme Curie"),
        ("1<sup>er</sup>", "1er"),
        ("CO<sub>2</sub>", "CO2"),
        ("H<sub>2</sub>O", "H2O"),
        ("half of it<sup>[2]</sup>", "half of it[2]"),
        ("<sup>14</sup>C", "14C"),
        ("10<sup> 6</sup>", "10 6"),
        ("$19<sup>.99</sup> each", "$19.99 each"),
        ("19<sup>€</sup>", "19€"),
        ("50<sup>*</sup>", "50*"),
        ("“never.”<sup>3</sup>", "“never.”3"),
        ("PM<sub>2.5</sub>", "PM2.5"),
        ("10<b style='vertical-align:0px'>6</b>", "106"),
    ],
)
def test_other_raised_and_lowered_text_gets_no_mark(html, text):
    page = read(f"<p>{html}</p>")
    assert (page.text, page.added) == (text, [])


# ── quotation marks and ruby ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p lang="en">He said <q>no</q>.</p>', "He said “no”."),
        ('<p lang="en"><q>a <q>b</q> c</q></p>', "“a ‘b’ c”"),
        ('<p lang="de-AT">Er sagte <q>nein</q>.</p>', "Er sagte „nein“."),
        ('<p lang="fr"><q>non</q></p>', "«non»"),
        ('<p lang="pl"><q>nie</q></p>', "„nie”"),
        ('<p lang="ru"><q>нет</q></p>', "«нет»"),
        ('<p lang="ja"><q>否</q></p>', "「否」"),
        ("<p><q>no</q></p>", "“no”"),
    ],
)
def test_quotations_get_the_marks_of_their_language(html, text):
    page = read(html)
    assert page.text == text
    assert len(page.added) == 2 * html.count("<q>")


@pytest.mark.parametrize(
    ("css", "text"),
    [
        ("q{quotes:none}", "a no"),
        ("body{quotes: none}", "a no"),
        ("q{quotes:'' ''}", "a no"),
        ('q{quotes:"«" "»"}', "a «no»"),
        (r'q{quotes:"\201E" "\201C" "\201A" "\2018"}', "a „no“"),
        (r'q{quotes:"\d800" "\0"}', "a \ufffdno\ufffd"),
        ("q{quotes:auto}", "a “no”"),
        ('q{quotes:"«"}', "a “no”"),
        (f'q{{quotes:"{"«" * 99}" "»"}}', "a “no”"),
    ],
)
def test_the_style_sheet_decides_about_quotation_marks(css, text):
    assert read_text(f"<style>{css}</style><p>a <q>no</q></p>") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("“<q>no</q>”", "“no”"),
        ("«<q>a <q>b</q></q>»", "«a ‘b’»"),
        ("<q></q>, he said", ", he said"),
        ("<q><q>a</q> b</q>", "“‘a’ b”"),
        ("<q> a </q> b", "“a” b"),
    ],
)
def test_quotations_have_one_pair_of_marks(html, text):
    assert read_text(f"<p>{html}</p>") == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<msup><mn>10</mn><mn>6</mn></msup>", "10^6"),
        ("<msub><mi>x</mi><mn>2</mn></msub>", "x_2"),
        ("<msup><mrow><mi>a</mi></mrow><mrow><mn>12</mn></mrow></msup>", "a^12"),
        ("<mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        ("<munderover><mo>∑</mo><mn>1</mn><mn>9</mn></munderover><mi>x</mi>", "∑_1^9x"),
        ("<mn>5</mn><msqrt><mn>2</mn></msqrt>", "5√2"),
        ("<mroot><mn>27</mn><mn>3</mn></mroot>", "27^1/3"),
        (
            "<mfrac><mrow><mn>1</mn><mo>+</mo><mn>2</mn></mrow><mn>3</mn></mfrac>",
            "(1+2)/3",
        ),
        ("<msup><mn>10</mn><mrow><mo>-</mo><mn>6</mn></mrow></msup>", "10^-6"),
        ("<msup><mi>x</mi><mrow><mn>2</mn><mi>n</mi></mrow></msup>", "x^(2n)"),
    ],
)
def test_formulas_have_their_operators(formula, text):
    assert read_text(f"<p><math>{formula}</math></p>") == text


def test_the_marks_of_a_quotation_are_ours():
    page = read("<p>He said <q>no</q>, twice.</p>")
    assert page.text == "He said “no”, twice."
    assert list_added(page) == ["“", "”"]


def test_the_reading_of_ruby_is_in_brackets_of_ours():
    page = read("<p><ruby>明治<rp>(</rp><rt>めいじ</rt><rp>)</rp></ruby>に</p>")
    assert page.text == "明治(めいじ)に"
    assert list_added(page) == ["(", ")"]


# ── limits ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "unit",
    [
        "<span>a</span> ",
        "1<sup>2</sup>",
        "a<del>b</del>",
        "<details><summary>a</summary>b</details>",
        "<style>.a .b:not(.c) > i{display:none}</style>",
        "<style>.a ~ .b{display:none}</style><b class=b></b>",
        "<style>:has(~ .a){display:none}</style><b></b><b></b>",
        "<style>/*",
        "<style>@media screen{",
        '<style>a:not("',
        "<q>a",
        " \n",
        "<pre>\n",
        '<i style="display:block;;;">',
    ],
)
def test_the_time_grows_with_the_length_only(unit):
    def measure(length: int) -> float:
        start = time.process_time()
        read((unit * (length // len(unit)))[:length])
        return time.process_time() - start

    assert measure(40_000) < 20 * measure(10_000) + 1


@pytest.mark.parametrize(
    "css",
    [
        "a{" * 200_000,
        "&{& & & & &{" * 40_000,
        ",".join(f".a{i}" for i in range(30_000)) + "{" + "b{display:none}" * 20_000,
        "q{quotes:" + '"a" ' * 100_000 + "}",
        "@media (width" * 40_000,
    ],
)
def test_the_time_for_a_style_sheet_is_bounded(css):
    start = time.process_time()
    read_text(f"<style>{css}</style>" + "<p><q>a</q> b</p>" * 500)
    assert time.process_time() - start < 2
