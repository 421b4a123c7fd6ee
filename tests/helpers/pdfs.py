"""PDFs for tests: `create_pdf("first page", "second page")`."""


def create_pdf(*pages: str, title: str = "", trailer: bytes = b"") -> bytes:
    """Return a PDF 1.4 with one line of Latin text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, text in enumerate(pages):
        content = b"BT /F1 12 Tf 72 700 Td (" + _escape(text) + b") Tj ET"
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
        page += f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        objects.append(page.encode())
        objects.append(create_stream(content))
    objects.append(f"<< /Title ({title}) >>".encode())
    return write_objects(objects, info=len(objects), trailer=trailer)


def _escape(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def create_stream(content: bytes, filters: str = "") -> bytes:
    head = f"<< /Length {len(content)} {filters} >>".encode()
    return head + b"\nstream\n" + content + b"\nendstream"


def write_objects(objects: list[bytes], info: int = 0, trailer: bytes = b"") -> bytes:
    """Return the file with these objects, numbered from 1; the first is its catalogue."""
    output, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(output))
        output += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    dictionary = f"<< /Size {len(objects) + 1} /Root 1 0 R".encode()
    dictionary += f" /Info {info} 0 R".encode() if info else b""
    start = len(output)
    output += f"xref\n0 {len(objects) + 1}\n".encode() + b"0000000000 65535 f \n" + table
    end = f" >>\nstartxref\n{start}\n%%EOF".encode()
    return output + b"trailer\n" + dictionary + trailer + end


# ── pages with text at given places ─────────────────────────────────────────────────────────────
class PdfBuilder:
    """Builds a PDF 1.7 with text of any script at given places. Places and sizes are in points.

    Each character is half as wide as its size, or as wide with `is_wide`, so that a test knows
    where a line ends.
    """

    def __init__(
        self, title="", language="en", size: tuple[int, int] = (595, 842), crop_box: str = ""
    ):
        self.title, self.language, self.size, self.crop_box = title, language, size, crop_box
        self.pages: list[PageBuilder] = []

    def add_page(self, rotate: int = 0) -> "PageBuilder":
        self.pages.append(PageBuilder(rotate))
        return self.pages[-1]

    def build(self) -> bytes:
        count = len(self.pages)
        kids = " ".join(f"{11 + 2 * index} 0 R" for index in range(count))
        language = f"/Lang ({self.language})" if self.language else ""
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R {language} >>".encode(),
            f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
            *_create_font(4, 500),
            *_create_font(7, 1000),
            create_stream(_UNICODE_MAP),
            create_stream(b"\x80", _PICTURE),
        ]
        crop_box = f"/CropBox [{self.crop_box}]".encode() if self.crop_box else b""
        for index, page in enumerate(self.pages):
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] %b /Rotate %d /Contents %d 0 R"
                b" /Resources << /Font << /F1 3 0 R /F2 6 0 R >> /XObject << /I 10 0 R >> >> >>"
                % (*self.size, crop_box, page.rotate, 12 + 2 * index)
            )
            objects.append(create_stream("\n".join(page.operators).encode()))
        title = ("\ufeff" + self.title).encode("utf-16-be").hex()
        objects.append(f"<< /Title <{title}> /CreationDate (D:20200102030405Z) >>".encode())
        return write_objects(objects, info=len(objects))


class PageBuilder:
    """One page: `write` puts words at a place, `write_lines` lines below one another."""

    def __init__(self, rotate: int):
        self.rotate = rotate
        self.operators: list[str] = []

    def write(
        self, x: float, y: float, text: str, size: float = 10, *, is_wide=False, turns: int = 0
    ) -> None:
        """Write words from the place `x`, `y` on, turned by quarter turns counterclockwise."""
        cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[turns]
        matrix = f"{cosine} {sine} {-sine} {cosine} {x} {y}"
        glyphs = text.encode("utf-16-be").hex()
        font = "F2" if is_wide else "F1"
        self.operators.append(f"BT /{font} {size} Tf {matrix} Tm <{glyphs}> Tj ET")

    def write_lines(
        self, x: float, y: float, lines: list[str], size: float = 10, leading: float = 12, **options
    ) -> float:
        """Write lines below one another; return the place of the line after them."""
        for line in lines:
            self.write(x, y, line, size, **options)
            y -= leading
        return y

    def draw_picture(self, x: float, y: float, width: float, height: float) -> None:
        self.operators.append(f"q {width} 0 0 {height} {x} {y} cm /I Do Q")


_PICTURE = (
    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)
# Each code of two bytes is the character with this number.
_UNICODE_MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Unicode def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
100 beginbfrange
%s
endbfrange
endcmap end end""" % b"\n".join(b"<%02X00> <%02XFF> <%02X00>" % (n, n, n) for n in range(256))


def _create_font(descendant: int, width: int) -> tuple[bytes, bytes, bytes]:
    """Return three objects: a composite font, its descendant with this number, and a descriptor."""
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode 9 0 R >>" % descendant,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW %d /FontDescriptor %d 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        % (width, descendant + 1),
        b"<< /Type /FontDescriptor /FontName /Any /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    )
