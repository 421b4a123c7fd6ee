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
