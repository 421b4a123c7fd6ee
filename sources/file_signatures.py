"""The first bytes of files that cannot be read as a text, and what an editor does instead. Pure.

The signatures are those that the formats' specifications and the `file` program list.
"""

import re

from factcheck.core.errors import gettext_noop as _

# The sentences of a family, for names that are spoken with “a” and with “an”.
Family = tuple[str, str]
PICTURE: Family = (
    _("This is a %(format)s picture. Pictures cannot be read: paste the words that it shows."),
    _("This is an %(format)s picture. Pictures cannot be read: paste the words that it shows."),
)
VIDEO: Family = (
    _("This is a %(format)s video. Upload its subtitles (.srt or .vtt) or paste a transcript."),
    _("This is an %(format)s video. Upload its subtitles (.srt or .vtt) or paste a transcript."),
)
SOUND: Family = (
    _("This is a %(format)s recording. Upload its subtitles (.srt or .vtt) or paste a transcript."),
    _(
        "This is an %(format)s recording. Upload its subtitles (.srt or .vtt) or paste a "
        "transcript."
    ),
)
ARCHIVE: Family = (
    _("This is a %(format)s archive. Unpack it and capture the files in it one by one."),
    _("This is an %(format)s archive. Unpack it and capture the files in it one by one."),
)
DOCUMENT: Family = (
    _("This is a %(format)s document. Save it as .docx or PDF and capture that file."),
    _("This is an %(format)s document. Save it as .docx or PDF and capture that file."),
)
SPREADSHEET: Family = (
    _("This is a %(format)s file. Save it as .xlsx or .csv and capture that file."),
    _("This is an %(format)s file. Save it as .xlsx or .csv and capture that file."),
)
PRESENTATION: Family = (
    _("This is a %(format)s presentation. Save it as PDF and capture that file."),
    _("This is an %(format)s presentation. Save it as PDF and capture that file."),
)
BOOK: Family = (
    _("This is a %(format)s book. Convert it to PDF and capture that file."),
    _("This is an %(format)s book. Convert it to PDF and capture that file."),
)
SAVED_PAGE: Family = (
    _("This is a %(format)s. Save the page as HTML or .mhtml and capture that file."),
    _("This is an %(format)s. Save the page as HTML or .mhtml and capture that file."),
)
MESSAGE: Family = (
    _("This is a %(format)s. Save the message as .eml and capture that file."),
    _("This is an %(format)s. Save the message as .eml and capture that file."),
)
SUBTITLES: Family = (
    _("These are %(format)s subtitles. Convert them to .srt or .vtt and capture that file."),
    _("These are %(format)s subtitles. Convert them to .srt or .vtt and capture that file."),
)
OTHER: Family = (
    _("This is a %(format)s. It has no text that could be captured."),
    _("This is an %(format)s. It has no text that could be captured."),
)
PROTECTED: Family = (
    _("This is a %(format)s with a password. Save it without the password and capture that file."),
    _("This is an %(format)s with a password. Save it without the password and capture that file."),
)
DATA: Family = (
    _("This is %(format)s and not a text for readers. Capture the page that shows it instead."),
    _("This is %(format)s and not a text for readers. Capture the page that shows it instead."),
)

Refusal = tuple[Family, str]
SIGNATURES: tuple[tuple[bytes, Refusal], ...] = (
    (b"\x89PNG\r\n\x1a\n", (PICTURE, "PNG")),
    (b"\xff\xd8\xff", (PICTURE, "JPEG")),
    (b"GIF87a", (PICTURE, "GIF")),
    (b"GIF89a", (PICTURE, "GIF")),
    (b"II*\x00", (PICTURE, "TIFF")),
    (b"MM\x00*", (PICTURE, "TIFF")),
    (b"\x00\x00\x01\x00", (PICTURE, "Windows icon")),
    (b"8BPS", (PICTURE, "Photoshop")),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", (PICTURE, "JPEG XL")),
    (b"\xff\x0a", (PICTURE, "JPEG XL")),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", (PICTURE, "JPEG 2000")),
    (b"\xff\x4f\xff\x51", (PICTURE, "JPEG 2000")),
    (b"qoif", (PICTURE, "QOI")),
    (b"FLV\x01", (VIDEO, "Flash")),
    (b"\x00\x00\x01\xba", (VIDEO, "MPEG")),
    (b"\x00\x00\x01\xb3", (VIDEO, "MPEG")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", (VIDEO, "Windows Media")),
    (b"fLaC", (SOUND, "FLAC")),
    (b"ID3", (SOUND, "MP3")),
    (b"#!AMR", (SOUND, "AMR")),
    (b"MThd", (SOUND, "MIDI")),
    (b"FORM\x00", (SOUND, "AIFF")),
    (b"\x1f\x8b", (ARCHIVE, "gzip")),
    (b"BZh", (ARCHIVE, "bzip2")),
    (b"\xfd7zXZ\x00", (ARCHIVE, "XZ")),
    (b"7z\xbc\xaf\x27\x1c", (ARCHIVE, "7-Zip")),
    (b"Rar!\x1a\x07", (ARCHIVE, "RAR")),
    (b"\x28\xb5\x2f\xfd", (ARCHIVE, "Zstandard")),
    (b"\x04\x22\x4d\x18", (ARCHIVE, "LZ4")),
    (b"MSCF\x00", (ARCHIVE, "Windows cabinet")),
    (b"xar!", (ARCHIVE, "XAR")),
    (b"{\\rtf", (DOCUMENT, "RTF")),
    (b"AT&TFORM", (DOCUMENT, "DjVu")),
    (b"%!PS", (DOCUMENT, "PostScript")),
    (b"\x04%!PS", (DOCUMENT, "PostScript")),
    (b"\xdb\xa5\x2d\x00", (DOCUMENT, "Word 2")),
    (b"\xffWPC", (DOCUMENT, "WordPerfect")),
    (b"\\documentclass", (DOCUMENT, "LaTeX")),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", (SPREADSHEET, "Excel 5")),
    (b"PAR1", (SPREADSHEET, "Parquet")),
    (b"bplist00", (SAVED_PAGE, "Safari web archive")),
    (b"WARC/", (SAVED_PAGE, "WARC web archive")),
    (b"!BDN", (MESSAGE, "Outlook mailbox")),
    (b"x\x9f\x3e\x22", (MESSAGE, "Outlook attachment (winmail.dat)")),
    (b"[Script Info]", (SUBTITLES, "SubStation Alpha")),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", (DOCUMENT, "OneNote")),
    (b"[InternetShortcut]", (OTHER, "link to a page (Internet shortcut)")),
    (b"-----BEGIN PGP MESSAGE-----", (OTHER, "PGP message, which is encrypted")),
    (b"-----BEGIN CERTIFICATE", (OTHER, "certificate (PEM)")),
    (b"ssh-rsa AAAA", (OTHER, "key for SSH")),
    (b"ssh-ed25519 AAAA", (OTHER, "key for SSH")),
    (b"<?php", (DATA, "the source of a program (PHP)")),
    (b"#!/", (DATA, "the source of a program")),
    (b"MZ", (OTHER, "Windows program")),
    (b"\x7fELF", (OTHER, "Linux program")),
    (b"\xcf\xfa\xed\xfe", (OTHER, "macOS program")),
    (b"\xca\xfe\xba\xbe", (OTHER, "Java or macOS program")),
    (b"SQLite format 3\x00", (OTHER, "SQLite database")),
    (b"\x00asm", (OTHER, "WebAssembly program")),
    (b"wOFF", (OTHER, "WOFF font")),
    (b"wOF2", (OTHER, "WOFF font")),
    (b"OTTO", (OTHER, "OpenType font")),
    (b"\x00\x01\x00\x00\x00", (OTHER, "TrueType font")),
    (b"BEGIN:VCALENDAR", (DATA, "calendar data (iCalendar)")),
    (b"BEGIN:VCARD", (DATA, "a contact (vCard)")),
)
# Of formats that are texts themselves. Words may begin with other signatures, such as “MZ”.
TEXT_SIGNATURES = {
    *(b"{\\rtf", b"%!PS", b"\\documentclass", b"[Script Info]", b"WARC/"),
    *(b"BEGIN:VCALENDAR", b"BEGIN:VCARD", b"[InternetShortcut]", b"-----BEGIN PGP MESSAGE-----"),
    *(b"-----BEGIN CERTIFICATE", b"ssh-rsa AAAA", b"ssh-ed25519 AAAA", b"<?php", b"#!/"),
}
# Formats that are texts, by more than their first bytes.
TEXT_PATTERNS: tuple[tuple[re.Pattern[bytes], Refusal], ...] = (
    (re.compile(rb"-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}KEY-----"), (OTHER, "key (PEM)")),
    (re.compile(rb"(?:\s*%[^\n]{0,200}\n){1,50}\s*\\documentclass"), (DOCUMENT, "LaTeX")),
    (re.compile(rb"\{\d{1,9}\}\{\d{1,9}\}\S"), (SUBTITLES, "MicroDVD")),
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
MPEG_AUDIO_SYNC = {
    **dict.fromkeys((b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"), "MP3"),
    **dict.fromkeys((b"\xff\xf1", b"\xff\xf9"), "AAC"),
}
# Of ISO base media files (ISO/IEC 14496-12): the first letters of the major brand.
MEDIA_BRANDS: tuple[tuple[bytes, Refusal], ...] = (
    (b"hei", (PICTURE, "HEIC")),
    (b"hev", (PICTURE, "HEIC")),
    (b"mif1", (PICTURE, "HEIF")),
    (b"msf1", (PICTURE, "HEIF")),
    (b"avif", (PICTURE, "AVIF")),
    (b"avis", (PICTURE, "AVIF")),
    (b"crx", (PICTURE, "Canon raw")),
    (b"M4A", (SOUND, "M4A")),
    (b"M4B", (SOUND, "M4B")),
    (b"qt", (VIDEO, "QuickTime")),
    (b"3g", (VIDEO, "3GP")),
)
RIFF_FORMS: dict[bytes, Refusal] = {
    b"WEBP": (PICTURE, "WebP"),
    b"WAVE": (SOUND, "WAVE"),
    b"AVI ": (VIDEO, "AVI"),
}
# Roots of XML documents, without their namespace.
XML_ROOTS: dict[bytes, Refusal] = {
    b"svg": (PICTURE, "SVG"),
    b"rss": (DATA, "an RSS feed"),
    b"RDF": (DATA, "RDF data"),
    b"feed": (DATA, "an Atom feed"),
    b"urlset": (DATA, "a sitemap"),
    b"sitemapindex": (DATA, "a sitemap"),
    b"tt": (SUBTITLES, "TTML"),
    b"kml": (DATA, "map data (KML)"),
    b"gpx": (DATA, "map data (GPX)"),
    b"plist": (DATA, "an Apple property list"),
    b"document": (DOCUMENT, "flat OpenDocument"),
    b"wordDocument": (DOCUMENT, "Word XML"),
    b"package": (DOCUMENT, "flat Office XML"),
    b"Workbook": (SPREADSHEET, "Excel 2003 XML"),
    b"FictionBook": (BOOK, "FictionBook"),
}
XML_START = re.compile(
    rb"\s*<\?xml[^>]{0,200}>\s*(?:<!--.{0,400}?-->\s*|<\?[^>]{0,200}>\s*|<!DOCTYPE[^>]{0,400}>\s*){0,5}"
    rb"<(?:[\w.-]{1,40}:)?([\w.-]{1,60})",
    re.DOTALL,
)
# Without an XML declaration, a root that is known, has a namespace, or is followed by an element.
XML_ROOT_ALONE = re.compile(
    rb"\s*(?:<!--.{0,400}?-->\s*){0,5}(?:<!DOCTYPE\s+(?!html)[^>]{0,400}>\s*)?"
    rb"<(?:[\w.-]{1,40}:)?([\w.]{1,60})(?=[\s/>])(?:[^<>]{0,900}?\sxmlns[:=]|[^<>]{0,900}>\s*<[\w!]"
    rb"|(?<=<svg)|(?<=<rss)|(?<=<feed)|(?<=<urlset))",
    re.DOTALL | re.IGNORECASE,
)
# Names of streams in OLE 2 compound files, in UTF-16. Anywhere in the file.
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS: tuple[tuple[str, Refusal], ...] = (
    ("EncryptedPackage", (PROTECTED, "Office file")),
    ("WordDocument", (DOCUMENT, "Word 97 (.doc)")),
    ("Workbook", (SPREADSHEET, "Excel 97 (.xls)")),
    ("Book", (SPREADSHEET, "Excel 5 (.xls)")),
    ("PowerPoint Document", (PRESENTATION, "PowerPoint 97 (.ppt)")),
    ("__properties_version1.0", (MESSAGE, "Outlook message (.msg)")),
    ("VisioDocument", (DOCUMENT, "Visio")),
    ("Quill", (DOCUMENT, "Publisher")),
)
OLE_EXTENSIONS: dict[str, Refusal] = {
    ".doc": (DOCUMENT, "Word 97 (.doc)"),
    ".xls": (SPREADSHEET, "Excel 97 (.xls)"),
    ".ppt": (PRESENTATION, "PowerPoint 97 (.ppt)"),
    ".msg": (MESSAGE, "Outlook message (.msg)"),
}
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The content of the first entry, `mimetype`, of OpenDocument files and EPUB books.
ZIP_MIME_TYPES: tuple[tuple[bytes, Refusal], ...] = (
    (b"application/vnd.oasis.opendocument.text", (DOCUMENT, "OpenDocument (.odt)")),
    (b"application/vnd.oasis.opendocument.spreadsheet", (SPREADSHEET, "OpenDocument (.ods)")),
    (b"application/vnd.oasis.opendocument.presentation", (PRESENTATION, "OpenDocument (.odp)")),
    (b"application/vnd.oasis.opendocument.graphics", (PICTURE, "OpenDocument (.odg)")),
    (b"application/vnd.sun.xml.writer", (DOCUMENT, "OpenOffice 1 (.sxw)")),
    (b"application/epub+zip", (BOOK, "EPUB")),
)
ZIP_ENTRIES: tuple[tuple[bytes, Refusal], ...] = (
    (b"ppt/presentation.xml", (PRESENTATION, "PowerPoint (.pptx)")),
    (b"xl/workbook.bin", (SPREADSHEET, "binary Excel (.xlsb)")),
    (b"visio/document.xml", (DOCUMENT, "Visio")),
    (b"Index/Document.iwa", (DOCUMENT, "Apple Pages, Numbers or Keynote")),
    (b"archive/data.warc", (SAVED_PAGE, "WACZ web archive")),
    (b"META-INF/MANIFEST.MF", (OTHER, "Java program")),
    (b"AndroidManifest.xml", (OTHER, "Android program")),
)
TAR_MAGIC_OFFSET = 257
