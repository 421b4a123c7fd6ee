"""Decode bytes as browsers do, by the Encoding Standard (https://encoding.spec.whatwg.org).

Python's codecs are nearly those of the standard. `decode_strictly` adds what they lack: the control
characters of the windows code pages, the Ukrainian letters of KOI8-U, the euro sign of GBK, the
NEC and IBM characters of the Japanese encodings. Nothing is replaced: a byte that the standard
does not know is an error, because a wrong letter makes a wrong quotation.
"""

import codecs
import re
from functools import cache

import webencodings

from sources.extraction.big5_extensions import BIG5_EXTENSIONS

PYTHON_CODECS = {
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "gbk": "gb18030",  # the standard decodes both alike
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-8-i": "iso8859_8",
    "macintosh": "mac_roman",
    "shift_jis": "cp932",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
}
# Names that people use and that the standard does not have: Python's names of the same encoding.
_STANDARD_NAMES = {python_name: name for name, python_name in PYTHON_CODECS.items()} | {
    "gb18030": "gb18030",
    "iso8859_8": "iso-8859-8",
    "big5": "big5",
    "shift_jis": "shift_jis",
    "euc_kr": "euc-kr",
    "utf_8_sig": "utf-8",
    "utf_16": "utf-16le",
    "utf_16_le": "utf-16le",
    "utf_16_be": "utf-16be",
}
# What old programs of DOS and the Macintosh wrote. Browsers do not read them; a person may say so.
_OTHER_CODECS = re.compile(r"cp\d{3,4}|mac_[a-z0-9]+")
_EUROS = re.compile(rb"\x80+")  # in GBK, where it is not the second byte of a pair
_HIGH_BYTES = bytes(range(0x80, 0x100))
_OVERRIDES = {
    "koi8-u": {0xAE: "ў", 0xBE: "Ў"},
    "windows-1255": {0xCA: "\u05ba"},
}
# JIS X 0208 as Windows reads it, in place of the mapping of the Unicode Consortium.
_WINDOWS_JAPANESE = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")
# Private characters of GB 18030 that Unicode has since given code points of their own.
_NEW_CHINESE = str.maketrans(
    "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795"
    "\ue796\ue7c7\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
    "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18"
    "\ufe19\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
)
_WINDOWS_BIG5 = str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡")
_TRANSLATIONS = {
    "euc-jp": _WINDOWS_JAPANESE,
    "iso-2022-jp": _WINDOWS_JAPANESE,
    "gb18030": _NEW_CHINESE,
    "gbk": _NEW_CHINESE,
    "big5": _WINDOWS_BIG5,
}
_MULTI_BYTE = {"big5", "euc-jp", "euc-kr", "gb18030", "gbk", "iso-2022-jp", "shift_jis"}


def find_standard_encoding(label: str) -> str:
    """The name of the encoding that browsers know by this label; empty if they know none.

    The source is the standard's table of labels: “iso-8859-1” and “ascii” are windows-1252.
    """
    if not label.isprintable():
        return ""
    encoding = webencodings.lookup(label)
    return encoding.name if encoding else ""


def find_encoding(name: str) -> str:
    """The encoding that a person means, who may also write Python's name, such as cp932 or latin-1.

    Returns a name of the standard, or the name of Python's codec for an old code page that the
    standard does not have (cp850); empty if there is no such encoding.
    """
    standard_name = find_standard_encoding(name)
    if standard_name or not name.isprintable():
        return standard_name
    try:
        python_name = codecs.lookup(name.strip()).name.replace("-", "_")
    except (LookupError, ValueError):
        return ""
    standard_name = _STANDARD_NAMES.get(python_name) or find_standard_encoding(
        python_name.replace("_", "-").replace("iso8859-", "iso-8859-")
    )
    return standard_name or (python_name if _OTHER_CODECS.fullmatch(python_name) else "")


def decode_strictly(raw: bytes, encoding: str) -> str:
    """Decode `raw`; `encoding` is a result of `find_encoding` other than “replacement”.

    Raises `UnicodeDecodeError`, whose `start` is the offset of the first byte that cannot be read.
    """
    if encoding == "x-user-defined":
        return webencodings.decode(raw, encoding, "strict")[0]
    if encoding.startswith("utf-") or _OTHER_CODECS.fullmatch(encoding):
        return raw.decode(encoding)
    if encoding not in _MULTI_BYTE:
        return codecs.charmap_decode(raw, "strict", _build_table(encoding))[0]
    text = raw.decode(PYTHON_CODECS.get(encoding, encoding), _HANDLER)
    if encoding == "shift_jis":
        _reject_single_bytes(raw, text)
    return text.translate(_TRANSLATIONS.get(encoding, {}))


@cache
def _build_table(encoding: str) -> str:
    """The 256 characters of a single-byte encoding; U+FFFE is none.

    In windows code pages a byte from 0x80 to 0x9F without a character is a control character.
    """
    characters = [chr(byte) for byte in range(0x80)]
    python_name = PYTHON_CODECS.get(encoding, encoding)
    overrides = _OVERRIDES.get(encoding, {})
    for byte in _HIGH_BYTES:
        character = bytes([byte]).decode(python_name, "replace")
        if character == "\ufffd":
            is_control = encoding.startswith("windows-") and byte < 0xA0
            character = chr(byte) if is_control else "\ufffe"
        characters.append(overrides.get(byte, character))
    return "".join(characters)


def _reject_single_bytes(raw: bytes, text: str) -> None:
    """Python's cp932 reads four single bytes that the standard does not know."""
    match = re.search("[\uf8f0-\uf8f3]", text)
    if match:
        start = len(text[: match.start()].encode("cp932"))
        raise UnicodeDecodeError("shift_jis", raw, start, start + 1, "no character")


# ── what Python's multi-byte codecs lack ────────────────────────────────────────────────────────
def _decode_missing(error: UnicodeError) -> tuple[str, int]:
    """Decode what Python's codec has stopped at, or raise its error again."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, codec = error.start, error.encoding.replace("-", "_")
    pair = error.object[start : start + 2]
    character = ""
    if codec == "gb18030" and pair[:1] == b"\x80":
        euros = _EUROS.match(error.object, start)
        end = euros.end() if euros else start + 1
        return "€" * (end - start), end
    if codec == "big5hkscs":
        character = BIG5_EXTENSIONS.get(pair, "")
    elif codec == "euc_jp" and len(pair) == 2 and min(pair) >= 0xA1:
        character = _decode_jis(pair[0] - 0x80, pair[1] - 0x80)
    elif codec == "iso2022_jp_ext" and len(pair) == 2 and min(pair) > 0x20 and max(pair) < 0x7F:
        character = _decode_jis(*pair)
    if not character:
        raise error
    return character, start + 2


def _decode_jis(row: int, cell: int) -> str:
    """A character of JIS X 0208 with the extensions of NEC and IBM, which cp932 has; or none.

    `row` and `cell` are from 0x21 to 0x7E. The formula is that of Shift JIS.
    """
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    trail = cell + (0x7E if row % 2 == 0 else 0x1F + (cell >= 0x60))
    try:
        return bytes([lead, trail]).decode("cp932")
    except UnicodeDecodeError:
        return ""


_HANDLER = "factcheck.browser_codecs"
codecs.register_error(_HANDLER, _decode_missing)
