"""Bytes are decoded as browsers do, and no character is lost without a word."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extraction.browser_codecs import decode_strictly, find_encoding
from sources.extraction.encoding_prescan import find_declared_encoding
from sources.extraction.encodings import decode_bytes, decode_text, resolve_c1_references
from sources.extraction.nearest_encoding import find_nearest_encoding
from sources.extraction.text import extract_text
from sources.media_types import HTML, TEXT, ParseError, detect_media_type, get_charset

QUOTE = "“We paid for steel we never saw,” said the treasurer’s deputy – and left the hall."
FILLER = (
    "The council of Varnbeck met on Tuesday evening to discuss the budget for the coming year, and "
    "the meeting went on until midnight because several members asked for details of the works."
)
JAPANESE = "「港の工事は三割高くなった」と①㈱ヴの担当者が述べた。"


def create_page(head: str, text: str = QUOTE, before: str = "<!DOCTYPE html>") -> str:
    return (
        f"{before}<html lang='en'><head>{head}<title>Harbour</title></head><body>\n<article>"
        f"<h1>Harbour</h1><p>{FILLER}</p><p>{text}</p><p>{FILLER} Again.</p></article></html>"
    )


def read(page: str, codec: str, encoding: str = ""):
    return extract_text(page.encode(codec), HTML, encoding)


# ── labels ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("label", ["iso-8859-1", "ISO8859-1", "latin1", "us-ascii", "ascii", "l1"])
def test_latin_1_is_read_as_windows_1252_so_that_quotation_marks_stay(label):
    assert QUOTE in read(create_page(f'<meta charset="{label}">'), "cp1252").text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-31j", "cp932", JAPANESE),
        ("x-sjis", "cp932", JAPANESE),
        ("shift_jis", "cp932", JAPANESE),
        ("ms_kanji", "cp932", JAPANESE),
        ("gb2312", "gbk", "镕基说：“港口工程贵了三成”，瞭解。"),
        ("chinese", "gbk", "港口工程贵了三成"),
        ("x-gbk", "gbk", "港口工程贵了三成"),
        ("euc-kr", "cp949", "펲시콜라 똠방각하"),
        ("ks_c_5601-1987", "cp949", "펲시콜라 똠방각하"),
        ("korean", "cp949", "항구 공사가 비싸졌다"),
        ("x-cp1251", "cp1251", "«Мы заплатили», – сказал он"),
        ("koi", "koi8-r", "Мы заплатили, сказал он"),
        ("dos-874", "cp874", "ท่าเรือแพงขึ้น"),
        ("iso-8859-9", "cp1254", "“Işıklar” söndü"),
        ("iso-8859-8-i", "iso8859-8", "הנמל התייקר"),
        ("visual", "iso8859-8", "הנמל התייקר"),
        ("big5-hkscs", "big5hkscs", "港口工程貴了三成，佢哋話"),
        ("x-x-big5", "big5", "港口工程貴了三成"),
        ("x-euc-jp", "euc_jp", "港の工事は高くなった"),
        ("utf8", "utf-8", QUOTE),
        ("unicode-1-1-utf-8", "utf-8", QUOTE),
    ],
)
def test_a_label_means_what_it_means_to_browsers(label, codec, text):
    assert text in decode_text(create_page(f"<meta charset={label}>", text).encode(codec), "", True)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("latin-1", "windows-1252"),
        ("cp1251", "windows-1251"),
        ("cp932", "shift_jis"),
        ("cp949", "euc-kr"),
        ("utf-8-sig", "utf-8"),
        ("utf_16_le", "utf-16le"),
        ("mac-roman", "macintosh"),
        ("cp850", "cp850"),
        ("EUC_JP", "euc-jp"),
        (" UTF-8 ", "utf-8"),
    ],
)
def test_a_person_may_write_the_name_that_python_has(name, encoding):
    assert find_encoding(name) == encoding


@pytest.mark.parametrize("name", ["klingon", "utf-99", "rot13", "idna", "utf-7", "unicode_escape"])
def test_a_name_that_is_no_text_encoding_is_refused(name):
    with pytest.raises(ParseError, match=f"There is no encoding named “{name}”"):
        decode_text(b"words", name)


@pytest.mark.parametrize("label", ["hz-gb-2312", "iso-2022-kr", "iso-2022-cn-ext"])
def test_an_encoding_that_hides_scripts_is_refused(label):
    with pytest.raises(ParseError, match="Convert it to UTF-8"):
        decode_text(f"<meta charset={label}>words".encode(), "", True)


@pytest.mark.parametrize("name", ["\x00", "utf\ud800", "a\nb"])
def test_a_name_that_cannot_be_shown_is_refused(name):
    with pytest.raises(ParseError, match="cannot be read"):
        decode_text(b"words", name)


# ── characters that Python's codecs lack ────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("encoding", "raw", "text"),
    [
        ("windows-1252", "80 93 94 92 96 81 9d", "€“”’–\x81\x9d"),
        ("windows-1255", "ca", "\u05ba"),
        ("koi8-u", "ae be a4 a6 a7 ad", "ўЎєіїґ"),
        ("gbk", "80 a2 e3 d6 d0", "€€中"),
        ("gb18030", "81 30 81 30 a6 d9", "\x80\ufe10"),
        ("big5", "a3 e1 87 a4 a1 45", "€龗‧"),
        ("euc-jp", "ad a1 ad ea a1 c1", "①㈱～"),
        ("iso-2022-jp", "1b 24 42 2d 21 46 7c 1b 28 42 41 1b 28 49 31", "①日Aｱ"),
        ("shift_jis", "87 40 81 60 80 fa 40", "①～\x80ⅰ"),
        ("macintosh", "db d5 8e", "€’é"),
        ("x-mac-cyrillic", "ff 8e a2", "€ОҐ"),
        ("x-user-defined", "41 80", "A\uf780"),
        ("utf-16le", "41 00 1c 20", "A“"),
    ],
)
def test_bytes_are_read_as_the_encoding_standard_says(encoding, raw, text):
    assert decode_strictly(bytes.fromhex(raw), encoding) == text


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("shift_jis", "41 a0"),
        ("shift_jis", "41 fd"),
        ("windows-1253", "41 aa"),
        ("windows-874", "41 db"),
        ("iso-8859-6", "41 a1"),
        ("euc-jp", "41 ff"),
        ("big5", "41 80"),
        ("gbk", "41 ff"),
        ("utf-8", "41 c0 80"),
        ("iso-2022-jp", "41 e0"),
    ],
)
def test_bytes_without_a_character_are_an_error_at_their_place(encoding, raw):
    with pytest.raises(UnicodeDecodeError) as caught:
        decode_strictly(bytes.fromhex(raw), encoding)
    assert caught.value.start == 1


@given(
    st.binary(max_size=60), st.sampled_from(["shift_jis", "euc-jp", "iso-2022-jp", "gbk", "big5"])
)
def test_any_bytes_are_decoded_or_an_error(raw, encoding):
    try:
        assert len(decode_strictly(raw, encoding)) <= len(raw)
    except UnicodeDecodeError as error:
        assert 0 <= error.start < len(raw)


# ── where a page declares its encoding ──────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ("<META CHARSET='Windows-1251'>", "windows-1251"),
        ("<meta/charset=windows-1251>", "windows-1251"),
        ('<meta name=x charset = "windows-1251" >', "windows-1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        ("<meta content='text/html;charset=\"gbk\"' http-equiv=content-type>", "gbk"),
        ('<meta content="text/html; charset=big5">', ""),
        ('<meta name="description" content="charset=big5">', ""),
        ('<meta http-equiv="refresh" content="text/html; charset=big5">', ""),
        ('<!-- <meta charset="koi8-r"> --><meta charset="utf-8">', "utf-8"),
        ('<!-- > <meta charset="koi8-r"> ', ""),
        ('<!--> <meta charset="koi8-r">', "koi8-r"),
        ('<!x <meta charset="koi8-r"> <meta charset="big5">', "big5"),
        ('<p title="<meta charset=koi8-r>"><meta charset="big5">', "big5"),
        ("<a title='<meta charset=koi8-r>", ""),
        ('<metadata charset="koi8-r">', ""),
        ('<meta charset="klingon"><meta charset="big5">', "big5"),
        ('<meta charset="cp932">', ""),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="UTF-16LE">', "utf-8"),
        ('<meta charset="x-user-defined">', "windows-1252"),
        ('<meta charset="">', ""),
        ('<meta charset="big5" charset="koi8-r">', "big5"),
        ('<?xml version="1.0" encoding="windows-1250"?><html>', "windows-1250"),
        ("<?xml version='1.0' encoding = 'koi8-r' ?><html>", "koi8-r"),
        ('<?xml version="1.0" encoding="utf-16"?><html>', "utf-8"),
        (' <?xml version="1.0" encoding="koi8-r"?><html>', ""),
        ('<?xml version="1.0" encoding="koi8-r"?><meta charset="big5">', "big5"),
        ('<?xml version="1.0"?><html encoding="koi8-r">', ""),
        (f'<style>{"a{}" * 400}</style><meta charset="koi8-r">', "koi8-r"),
        (f'<script>{"a" * 1100}"<meta charset=big5>"</script><meta charset="koi8-r">', "koi8-r"),
        (f'<title>{"a" * 1100}</title><body><meta charset="koi8-r">', ""),
        ("<", ""),
        ("<meta charset", ""),
        ("", ""),
    ],
)
def test_a_declaration_counts_where_a_browser_sees_it(head, encoding):
    assert find_declared_encoding(head.encode()) == encoding


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_the_xml_declaration_of_utf_16_is_seen(codec):
    page = create_page("", before='<?xml version="1.0" encoding="utf-16"?>').encode(codec)
    assert detect_media_type("a.html", page) == HTML
    assert QUOTE in extract_text(page, HTML).text


@pytest.mark.parametrize(
    "encoding", ["windows-1250", "iso-8859-2", "utf-8", "iso-8859-16", "x-mac-ce"]
)
def test_a_page_with_an_xml_declaration_is_read(encoding):
    codec = "utf-8" if encoding == "x-mac-ce" else encoding  # which no browser knows
    before = f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE html>'
    assert "wzrosła o 4" in read(create_page("", "Cena wzrosła o 4 %.", before), codec).text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_wins_over_the_header_and_the_page(mark):
    page = create_page('<meta charset="koi8-r">').encode(mark)
    decoded = decode_bytes(page, "windows-1251", is_html=True)
    assert QUOTE in decoded.text
    assert decoded.encoding == ("utf-8" if mark == "utf-8-sig" else "utf-16le")
    assert decoded.warnings


def test_the_header_wins_over_the_page_and_the_editor_is_told():
    page = create_page('<meta charset="utf-8">', "Молоко подорожало.").encode("cp1251")
    decoded = decode_bytes(page, "windows-1251", is_html=True)
    assert "Молоко" in decoded.text
    ((message, params),) = decoded.warnings
    assert message.startswith("It was read as %(used)s, as a browser would")
    assert params == {"used": "windows-1251", "other": "utf-8"}


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf8>", "UTF-8"),
        ("<meta charset=iso-8859-1>", "windows-1252"),
        ("", "utf-8"),
        ("<meta charset=utf-8>", ""),
    ],
)
def test_declarations_that_agree_are_no_conflict(head, encoding):
    codec = "cp1252" if "1252" in encoding else "utf-8"
    assert decode_bytes(create_page(head).encode(codec), encoding, is_html=True).warnings == ()


def test_a_conflict_that_makes_no_difference_is_none():
    page = create_page("<meta charset=koi8-r>", "Only ASCII.").encode()
    assert decode_bytes(page, "utf-8", is_html=True).warnings == ()


def test_bytes_that_look_like_utf_8_are_noted():
    decoded = decode_bytes("Größe".encode(), "windows-1252")
    assert decoded.text == "GrÃ¶ÃŸe"
    ((message, _params),) = decoded.warnings
    assert "look like utf-8" in message


def test_hebrew_in_the_order_of_the_line_is_noted():
    raw = "<meta charset=visual>רקייתה למנה".encode("iso8859-8")
    ((message, _params),) = decode_bytes(raw, "", is_html=True).warnings
    assert "may be reversed" in message
    assert decode_bytes(raw, "iso-8859-8-i").warnings == ()


# ── what would be lost ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("We paid\x92 for \x93steel", "control characters"),
        ("said the treasurer\x81s", "control characters"),
        ("a\x1b$B", "control characters"),
        ("We paid for \ufffdsteel", "characters were lost"),
        ("\x7f", "control characters"),
    ],
)
def test_characters_that_stand_for_others_are_noted(text, message):
    ((found, params),) = decode_bytes(text.encode()).warnings
    assert message in found and params["count"] >= 1


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-15", "cp1252", "“We paid,” said the treasurer’s deputy – no"),
        ("iso-8859-2", "cp1250", "„Cena wzrosła” – powiedział świadek, wieś"),
        ("iso-8859-2", "cp1250", "„Cena se zvýšila“, řekl šéf; žádný"),
        ("iso-8859-5", "cp1251", "«Мы заплатили» – сказал он…"),
        ("iso-8859-7", "cp1253", "“Πληρώσαμε”, είπε ο υπουργός"),
    ],
)
def test_a_label_that_makes_control_characters_of_letters_is_noted(label, codec, text):
    page = f"<meta charset={label}>{text}".encode(codec)
    noted = [
        params for message, params in decode_bytes(page, "", True).warnings if "try that" in message
    ]
    assert [decode_text(page, params["nearest"], True)[-len(text) :] for params in noted] == [text]


@pytest.mark.parametrize(
    "text", ["treasurerâ€™s", "â€œWe paid", "GrÃ¶ÃŸe", "regiÃ³n", "Ð\x9cÑ\x8bÐ¼", "CafÃ©"]
)
def test_utf_8_that_was_garbled_before_is_noted(text):
    assert "utf-8 was read in another" in decode_bytes(text.encode()).warnings[-1][0]


@pytest.mark.parametrize(
    ("html", "is_noted"),
    [
        ("<script>'\x92'</script>", False),
        ("<STYLE a=b>\x92</STYLE >", False),
        ("<!-- \x92 <p> --><p>x", False),
        ("<script>'<!--' \x92", False),
        ("<script>a</script>\x92", True),
        ("<scripts>\x92", True),
        ("</script>\x92", True),
        ("--> \x92 <!-- -->", True),
    ],
)
def test_only_characters_that_readers_see_are_noted(html, is_noted):
    assert bool(decode_bytes(html.encode(), "", is_html=True).warnings) == is_noted


@pytest.mark.parametrize("text", ["São Tomé", "Âge", "naïve – “ÅÄÖ”", "ÃO", "Ã", "10 € à 20 €"])
def test_letters_with_accents_are_not_garbled(text):
    assert decode_bytes(text.encode()).warnings == ()


@pytest.mark.parametrize(
    ("html", "resolved"),
    [
        ("treasurer&#146;s", "treasurer’s"),
        ("&#x93;We&#x94;", "“We”"),
        ("&#0150;&#X80", "–€"),
        ("&#129; &#160; &#8217; &#1460;", "\x81 &#160; &#8217; &#1460;"),
        ("&#15; &#x8; &#x800;", "&#15; &#x8; &#x800;"),
    ],
)
def test_references_to_control_characters_are_read_as_browsers_do(html, resolved):
    assert resolve_c1_references(html) == resolved


def test_an_apostrophe_as_an_old_reference_stays_in_the_article():
    page = create_page("<meta charset=utf-8>", "the treasurer&#146;s &#147;steel&#148;")
    assert "the treasurer’s “steel”" in read(page, "utf-8").text


# ── errors that help ────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Молоко подорожало, сообщили в министерстве."),
        ("cp1251", "Міністр заявив, що ціни зросли на 5 %"),
        ("koi8-r", "Молоко подорожало, сообщили в министерстве."),
        ("cp1252", "Größe: 4 %"),
        ("cp1252", "“We paid,” he said – no"),
        ("cp1252", "Le café de la région a été fermé à l’été"),
        ("cp1250", "Minister powiedział, że ceny wzrosły"),
        ("cp932", "大臣は価格が上がったと述べた。"),
        ("euc_jp", "大臣は価格が上がったと述べた。"),
        ("gbk", "部长说价格上涨了，这是今年的第一次。"),
        ("big5", "部長說價格上漲了，這是今年的第一次。"),
        ("cp949", "장관은 가격이 올랐다고 말했다."),
        ("cp1253", "Ο υπουργός είπε ότι οι τιμές αυξήθηκαν"),
        ("cp1255", "השר אמר שהמחירים עלו"),
        ("cp1256", "قال الوزير إن الأسعار ارتفعت"),
        ("cp1254", "İstanbul’da fiyatlar yükseldi, dedi bakan Şimşek"),
    ],
)
def test_the_error_names_an_encoding_that_reads_the_text(codec, text):
    raw = text.encode(codec)
    with pytest.raises(ParseError, match="It could be .*: try that") as caught:
        decode_text(raw)
    assert caught.value.params["encoding"] == "utf-8"
    assert decode_text(raw, caught.value.params["nearest"]) == text


def test_the_encoding_that_the_page_declares_is_proposed_if_the_header_is_wrong():
    page = create_page("<meta charset=koi8-u>", "Міністр").encode("koi8-u")
    with pytest.raises(ParseError) as caught:
        decode_text(page, "utf-8", is_html=True)
    assert caught.value.params["nearest"] == "koi8-u"


def test_nothing_is_proposed_for_bytes_that_are_no_words():
    with pytest.raises(ParseError, match="Say which encoding it has"):
        decode_text(bytes(range(0x80, 0x100)))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_proposed_and_can_be_given(codec):
    raw = "Milk became dearer. “Yes.”".encode(codec)
    assert detect_media_type("milk.txt", raw) == TEXT
    with pytest.raises(ParseError, match=f"It could be {codec.replace('16-', '16')}: try that"):
        extract_text(raw)
    assert extract_text(raw, TEXT, codec).text == "Milk became dearer. “Yes.”"


# ── headers and limits ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html; charset="windows-1251"', "windows-1251"),
        ("text/html; charset=klingon", ""),
        ("text/html", ""),
        ("", ""),
        ("text/html; charset=", ""),
        ("text/plain; charset*=us-ascii''%00", ""),
    ],
)
def test_a_charset_that_no_browser_knows_is_ignored(header, charset):
    assert get_charset(header) == charset


@pytest.mark.parametrize(
    "raw",
    [
        b"<meta " * 170_000,
        b"<!--" * 250_000,
        b"<a x='" * 170_000,
        b"<script>" * 125_000,
        b"<script ></style><!--" * 50_000,
        b"<?xml encoding=" + b"=" * 1_000_000,
        b"<meta http-equiv=content-type content='" + b"charset=" * 125_000 + b"'>",
        b"<" * 1_000_000,
        b" " * 1_000_000 + b"<a" + b" /" * 10_000,
        b"&#146;" * 170_000,
        "ж".encode("cp1251") * 1_000_000,
        "港".encode("gbk") * 500_000,
        b"\x80" * 1_000_000,
    ],
    ids=lambda raw: raw[:8].decode("latin-1"),
)
def test_a_megabyte_of_anything_is_decoded_or_refused_within_a_second(raw):
    started_at = time.monotonic()
    try:
        resolve_c1_references(decode_text(raw, "", is_html=True))
    except ParseError as error:
        assert str(error)
    find_nearest_encoding(raw, other_than="utf-8")
    assert time.monotonic() - started_at < 20


CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("e04-latin1-is-cp1252.html", QUOTE),
        ("e05-windows-31j.html", "と①会計係の㈱港の担当者が述べた。"),
        ("e13-comment-meta.html", QUOTE),
    ],
)
def test_the_recorded_pages_are_read_as_browsers_do(name, words):
    raw = (CASES / name).read_bytes()
    assert words in decode_text(raw, "", is_html=True)
    assert decode_bytes(raw, "", is_html=True).warnings == ()
