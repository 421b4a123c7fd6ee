"""Make what was filled into a form, and notes on a page, part of the page. Pure.

PDFium reads the text of a page without its annotations. A reader sees them, as far as they are not
hidden: the entries of a form, stamps, and comments that are written on the page. Comments that
open in a window of their own are none of the page's text.
"""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_WITH_WORDS = {
    *(pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP),
}
_MAX_ANNOTATIONS = 2000  # of a page that are looked at


def open_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Return the page with this index, from 0, with its annotations as part of its content."""
    page = document[index]
    if not _has_words_in_annotations(page):
        return page
    result = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    if result != pdfium_c.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]  # the text is that of the content as it was when a page was opened


def _has_words_in_annotations(page: pdfium.PdfPage) -> bool:
    count = min(pdfium_c.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)
    return any(_get_subtype(page, index) in _WITH_WORDS for index in range(count))


def _get_subtype(page: pdfium.PdfPage, index: int) -> int:
    annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return pdfium_c.FPDF_ANNOT_UNKNOWN
    subtype = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    pdfium_c.FPDFPage_CloseAnnot(annotation)
    return subtype
