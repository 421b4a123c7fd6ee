"""Read the title and the language that a PDF declares. Pure.

Programs fill the title with the name of the file or of the program; such a title is none. Dates in
the metadata say when the file was made, and not when it was published: they are not read.
"""

import ctypes
import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from sources.extraction.language_tags import MAX_LANGUAGE_LENGTH, clean_language_tag

_MAX_TITLE_LENGTH = 1000

_FILE_EXTENSION = re.compile(
    r"\.(?:docx?|dotx?|rtf|odt|ott|pages|pdf|e?ps|indd|indb|qx[dp]|p65|pmd|pub|tex|dvi|xlsx?|ods|csv"
    r"|pptx?|pps|odp|key|wp[ds]|txt|html?|xml|md|ai|cdr|vsdx?|jpe?g|png|tiff?|bmp)\b[^.\w]*$",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|/|file:|https?:|about:)\S", re.IGNORECASE)
_PROGRAM_PREFIX = re.compile(
    r"(?:microsoft|openoffice|libreoffice|wps|adobe)\b.{0,40} [-–] ", re.IGNORECASE
)
# Names that programs give to what has no title yet, in the languages of the desk, with a number.
_PLACEHOLDER = re.compile(
    r"[\[(<«\"']*(?:untitled|no ?title|title|document|new document|doc|slide|presentation"
    r"|powerpoint presentation|book|workbook|sheet|layout|page|print|scan(?:ned document)?|cover"
    r"|scanned (?:image|document|from.*)|image|img|full page|microsoft word|blank|draft|template"
    r"|temp|test|file|anonymous|unspecified|unknown|none|null|undefined|default|n/?a|pii"
    r"|ohne titel|unbenannt|dokument|folie|(?:powerpoint[- ])?präsentation|mappe|seite|titel"
    r"|sans (?:titre|nom)|présentation(?: powerpoint)?|diapositive|classeur|titre"
    r"|sin título|presentación(?: de powerpoint)?|diapositiva|documento|título|libro"
    r"|sem título|apresentação(?: do powerpoint)?|senza (?:titolo|nome)"
    r"|presentazione(?: di powerpoint)?"
    r"|bez (?:tytułu|nazwy)|prezentacja(?: programu powerpoint)?|slajd|zeszyt|tytuł"
    r"|без (?:названия|имени|назви|імені)|документ|слайд|презентац(?:ия|ія)(?: powerpoint)?"
    r"|книга|başlıksız|adsız|belge|sunu|slayt|无标题|文档|幻灯片|未命名|بدون عنوان|مستند"
    r")[\s\-_#]*\d*[\])>»\"']*\.?",
    re.IGNORECASE,
)
# One word with an underscore, with four digits, with a digit first, or of parts and a number.
_IDENTIFIER = re.compile(
    r"\S*[_~%]\S*|\d\S*|(?:[^\s\d]*\d){4}\S*|[a-z\d]+(?:-[a-z\d]+)+-v?\d+|(?:pii|doi|issn):? ?\S+",
    re.IGNORECASE,
)


def read_title(document: pdfium.PdfDocument) -> str:
    """Return the declared title; empty if it is none that a person gave."""
    title = " ".join(clean_pdf_text(document.get_metadata_value("Title")).split())
    return title if is_title(title) else ""


def is_title(title: str) -> bool:
    """Return whether words are a title, and not the name of a file, a program or nothing."""
    words = title[:_MAX_TITLE_LENGTH].strip()
    return not (
        len(words) < 3
        or not any(character.isalpha() for character in words)
        or _FILE_EXTENSION.search(words)
        or _PATH.match(words)
        or _PROGRAM_PREFIX.match(words)
        or _PLACEHOLDER.fullmatch(words)
        or _IDENTIFIER.fullmatch(words)
    )


def read_language(document: pdfium.PdfDocument) -> str:
    """Return the declared language as a BCP 47 tag; empty if there is none."""
    length = pdfium_c.FPDFCatalog_GetLanguage(document, None, 0)
    if not 2 < length <= 4 * MAX_LANGUAGE_LENGTH:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium_c.FPDFCatalog_GetLanguage(document, buffer, length)
    declared = bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
    return clean_language_tag(declared)


def clean_pdf_text(text: str) -> str:
    """Return the text without null characters and lone surrogates."""
    text = text.replace("\x00", "\ufffd")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
