"""Find the encoding that a web page declares in itself, where a browser would see it. Pure.

Source: “Prescan a byte stream to determine its encoding”, HTML standard, section 13.2.3.2
(https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding).
A `meta` inside a comment does not count, nor one whose label no browser knows.
"""

import re

from sources.extraction.browser_codecs import find_standard_encoding

PRESCAN_BYTES = 1024
# A `meta` further down is seen by the parser itself. Real pages have it after their style sheets.
HEAD_BYTES = 100_000

_SPACE = rb"[\t\n\f\r ]"
_META = re.compile(rb"<meta[\t\n\f\r /]", re.IGNORECASE)
_TAG = re.compile(rb"</?([a-z][^\t\n\f\r >]*)", re.IGNORECASE)
_ATTRIBUTE_START = re.compile(rb"[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)")
_VALUE_START = re.compile(_SPACE + rb"*=" + _SPACE + rb"*")
_UNQUOTED_VALUE = re.compile(rb"[^\t\n\f\r >]*")
_CONTENT_CHARSET = re.compile(
    rb"charset" + _SPACE + rb"*=" + _SPACE + rb"*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\t\n\f\r ;]+))",
    re.IGNORECASE,
)
_XML_ENCODING = re.compile(rb"encoding[\x00- ]*=[\x00- ]*(?:\"([^\"\x00- ]*)\"|'([^'\x00- ]*)')")
_RAW_TEXT_ELEMENTS = {b"script", b"style", b"title", b"textarea", b"noscript", b"xmp", b"iframe"}


class _EndOfBytes(Exception):
    """The bytes end inside a tag: what is there cannot be read."""


def find_declared_encoding(raw: bytes) -> str:
    """The encoding that the page `raw` declares, as a name of the standard; empty without one."""
    if raw.startswith(b"<\x00?\x00x\x00"):
        return "utf-16le"
    if raw.startswith(b"\x00<\x00?\x00x"):
        return "utf-16be"
    return (
        _scan_for_meta(raw[:PRESCAN_BYTES])
        or _get_xml_encoding(raw[:PRESCAN_BYTES])
        or _scan_for_meta(raw[:HEAD_BYTES], is_parser=True)
    )


def _scan_for_meta(raw: bytes, is_parser: bool = False) -> str:
    """The encoding of the first `meta` that declares one.

    The prescan does not know scripts; the parser (`is_parser`) does, and it stops at the body.
    """
    position = raw.find(b"<")
    while position != -1:
        try:
            if _META.match(raw, position):
                attributes, position = _read_attributes(raw, position + len(b"<meta"))
                encoding = _get_meta_encoding(attributes)
                if encoding:
                    return encoding
            else:
                position = _skip_markup(raw, position, is_parser)
        except _EndOfBytes:
            return ""
        position = raw.find(b"<", position)
    return ""


def _skip_markup(raw: bytes, position: int, is_parser: bool) -> int:
    """The offset after the comment, tag or other markup that may begin at `position`."""
    if raw.startswith(b"<!--", position):
        return _find_after(raw, b"-->", position + 2)
    tag = _TAG.match(raw, position)
    if tag is None:
        is_markup = raw[position + 1 : position + 2] in {b"!", b"/", b"?"}
        return _find_after(raw, b">", position) if is_markup else position + 1
    _attributes, end = _read_attributes(raw, tag.end())
    name = tag[1].lower()
    if not is_parser or raw.startswith(b"</", position):
        return end
    if name == b"body":
        raise _EndOfBytes
    if name in _RAW_TEXT_ELEMENTS:
        return _find_end_tag(raw, name, end)
    return end


def _find_after(raw: bytes, end: bytes, position: int) -> int:
    found = raw.find(end, position)
    if found == -1:
        raise _EndOfBytes
    return found + len(end)


def _find_end_tag(raw: bytes, name: bytes, position: int) -> int:
    match = re.compile(rb"</" + name + rb"[\t\n\f\r />]", re.IGNORECASE).search(raw, position)
    if match is None:
        raise _EndOfBytes
    return match.start()


def _read_attributes(raw: bytes, position: int) -> tuple[dict[bytes, bytes], int]:
    """The attributes of the tag whose name ends at `position`, and the offset after them.

    Of two attributes with one name the first counts.
    """
    attributes: dict[bytes, bytes] = {}
    while match := _ATTRIBUTE_START.match(raw, position):
        value, position = _read_value(raw, match.end())
        attributes.setdefault(match[1].lower(), value)
    if raw.find(b">", position) == -1:
        raise _EndOfBytes
    return attributes, position


def _read_value(raw: bytes, position: int) -> tuple[bytes, int]:
    match = _VALUE_START.match(raw, position)
    if match is None:
        return b"", position
    position, quote = match.end(), raw[match.end() : match.end() + 1]
    if quote in {b'"', b"'"}:
        end = _find_after(raw, quote, position + 1)
        return raw[position + 1 : end - 1], end
    unquoted = _UNQUOTED_VALUE.match(raw, position)
    return (unquoted[0], unquoted.end()) if unquoted else (b"", position)


def _get_meta_encoding(attributes: dict[bytes, bytes]) -> str:
    """The encoding that a `meta` with these attributes declares; empty if it declares none."""
    label = attributes.get(b"charset")
    if label is None:
        is_pragma = attributes.get(b"http-equiv", b"").lower() == b"content-type"
        match = _CONTENT_CHARSET.search(attributes.get(b"content", b"")) if is_pragma else None
        label = next(filter(None, match.groups()), b"") if match else b""
    encoding = find_standard_encoding(label.decode("latin-1"))
    if encoding.startswith("utf-16"):
        return "utf-8"  # it could be read as ASCII, so it is not UTF-16
    return "windows-1252" if encoding == "x-user-defined" else encoding


def _get_xml_encoding(head: bytes) -> str:
    """The encoding in an XML declaration at the very beginning; empty without one."""
    end = head.find(b">")
    if not head.startswith(b"<?xml") or end == -1:
        return ""
    match = _XML_ENCODING.search(head, 0, end)
    if match is None:
        return ""
    encoding = find_standard_encoding((match[1] or match[2] or b"").decode("latin-1"))
    return "utf-8" if encoding.startswith("utf-16") else encoding
