"""Name the true kind of a file that cannot be read as a text, by its first bytes. Pure.

A refusal names the format and says what to do, because “not supported” leaves an editor without a
way on.
"""

import re
from collections.abc import Callable

from sources import file_signatures as signatures

VOWELS = "AEFHILMNORSX"  # letters whose names are spoken with a vowel at the beginning
SPOKEN_AS_LETTERS = re.compile(r"[A-Z][A-Z0-9]{1,}")
SPOKEN_AS_WORDS = {"RAR", "RIFF", "MIDI", "HEIC", "HEIF", "FLAC"}


def find_refusal(raw: bytes, name: str = "") -> tuple[str, dict[str, str]] | None:
    """Return the sentence, and its params, that names the kind of `raw`; None for no known kind.

    `raw` may be the first kilobyte only; `name` is a file name.
    """
    for find in FINDERS:
        if found := find(raw, name):
            family, file_format = found
            return family[_takes_an(file_format)], {"format": file_format}
    return None


def _takes_an(file_format: str) -> bool:
    """Whether the name of a format is spoken with “an”, as in “an MP4 video”."""
    word = file_format.split()[0]
    if SPOKEN_AS_LETTERS.fullmatch(word) and word not in SPOKEN_AS_WORDS:
        return word[0] in VOWELS
    return word[0] in "AEIOaeio" and not word.startswith("One")


def is_zip(raw: bytes) -> bool:
    return raw.startswith(signatures.ZIP_SIGNATURES)


def _find_by_signature(raw: bytes, _name: str) -> signatures.Refusal | None:
    for start, found in signatures.SIGNATURES:
        if raw.startswith(start):
            may_be_words = start.isascii() and start not in signatures.TEXT_SIGNATURES
            return None if may_be_words and not _has_controls(raw) else found
    return None


def _has_controls(raw: bytes) -> bool:
    """Whether there are control characters, which no text has, near the beginning."""
    return signatures.CONTROLS.search(raw[:1024]) is not None


def _find_media(raw: bytes, _name: str) -> signatures.Refusal | None:
    """Containers whose kind is named after the signature."""
    if raw[4:8] == b"ftyp":
        brand = raw[8:12]
        found = (found for start, found in signatures.MEDIA_BRANDS if brand.startswith(start))
        return next(found, (signatures.VIDEO, "MP4"))
    if raw[4:8] in (b"moov", b"mdat", b"wide"):
        return signatures.VIDEO, "QuickTime"
    if raw.startswith(b"RIFF"):
        return signatures.RIFF_FORMS.get(raw[8:12], (signatures.OTHER, "RIFF file"))
    if raw.startswith(b"\x1a\x45\xdf\xa3"):
        return signatures.VIDEO, "WebM" if b"webm" in raw[:64] else "Matroska"
    if raw.startswith(b"OggS"):
        return (signatures.VIDEO, "Ogg") if b"theora" in raw[:512] else (signatures.SOUND, "Ogg")
    if raw.startswith(b"BM") and raw[6:10] == bytes(4):
        return signatures.PICTURE, "BMP"
    if raw[:1] == b"\x47" and raw[188:189] == b"\x47" and raw[376:377] == b"\x47":
        return signatures.VIDEO, "MPEG transport stream"
    if raw[:2] in signatures.MPEG_AUDIO_SYNC and _has_controls(raw):
        return signatures.SOUND, signatures.MPEG_AUDIO_SYNC[raw[:2]]
    return None


def _find_ole(raw: bytes, name: str) -> signatures.Refusal | None:
    if not raw.startswith(signatures.OLE_SIGNATURE):
        return None
    for stream, found in signatures.OLE_STREAMS:
        if stream.encode("utf-16-le") in raw:
            return found
    extension = "." + name.lower().rpartition(".")[2]
    return signatures.OLE_EXTENSIONS.get(extension, (signatures.DOCUMENT, "Office 97"))


def _find_archive(raw: bytes, _name: str) -> signatures.Refusal | None:
    if raw[signatures.TAR_MAGIC_OFFSET : signatures.TAR_MAGIC_OFFSET + 5] == b"ustar":
        return signatures.ARCHIVE, "tar"
    if not is_zip(raw):
        return None
    head = raw[:200]
    for media_type, found in signatures.ZIP_MIME_TYPES:
        if b"mimetype" in head and media_type in head:
            return found
    return next(
        (found for entry, found in signatures.ZIP_ENTRIES if entry in raw),
        (signatures.ARCHIVE, "ZIP"),
    )


def _find_xml(raw: bytes, _name: str) -> signatures.Refusal | None:
    head = raw[:2000].removeprefix(b"\xef\xbb\xbf")
    match = signatures.XML_START.match(head) or signatures.XML_ROOT_ALONE.match(head)
    if not match or match[1].lower() == b"html":
        return None
    return signatures.XML_ROOTS.get(match[1], (signatures.DATA, "XML data"))


def _find_by_pattern(raw: bytes, _name: str) -> signatures.Refusal | None:
    head = raw[:4000]
    return next((found for pattern, found in signatures.TEXT_PATTERNS if pattern.match(head)), None)


FINDERS: tuple[Callable[[bytes, str], signatures.Refusal | None], ...] = (
    *(_find_by_signature, _find_media, _find_ole, _find_archive, _find_xml, _find_by_pattern),
)
