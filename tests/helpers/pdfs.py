"""PDFs for tests, written by hand: `pdf("first page", "second page")`."""


def pdf(*pages: str, title: str = "", extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF 1.4 with one line of Latin text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        drawn = b"BT /F1 12 Tf 72 700 Td (" + _escaped(text) + b") Tj ET"
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
        page += f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        objects.append(page.encode())
        objects.append(stream(drawn))
    objects.append(f"<< /Title ({title}) >>".encode())
    return written(objects, info=len(objects), trailer=trailer)


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def stream(content: bytes, filters: str = "") -> bytes:
    head = f"<< /Length {len(content)} {filters} >>".encode()
    return head + b"\nstream\n" + content + b"\nendstream"


def written(objects: list[bytes], info: int = 0, trailer: bytes = b"") -> bytes:
    """The file with these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    told = f"<< /Size {len(objects) + 1} /Root 1 0 R".encode()
    told += f" /Info {info} 0 R".encode() if info else b""
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n".encode() + b"0000000000 65535 f \n" + table
    return out + b"trailer\n" + told + trailer + f" >>\nstartxref\n{start}\n%%EOF".encode()
