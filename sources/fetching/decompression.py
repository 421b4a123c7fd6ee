"""Streaming decompression of HTTP content codings with a bound on the output. Pure.

A kilobyte can hold a megabyte, so the size is limited while decompressing and not afterwards.
"""

import zlib
from typing import Any

from factcheck.core.errors import gettext_noop as _
from sources.media_types import ParseError

# zlib's `wbits` for each coding. A deflate stream should have a zlib header and often has none.
WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
RAW_DEFLATE_BITS = -15
INCOMPLETE_RESPONSE = _("The response of the site is incomplete or cannot be read.")


class Decompressor:
    """Decompresses the chunks of one HTTP response. Raises `ParseError`."""

    def __init__(self, coding: str):
        coding = coding.strip().lower()
        if coding not in ("", "identity", *WINDOW_BITS):
            raise ParseError(
                _("The site compressed its response as “%(coding)s”, which was not requested."),
                params={"coding": coding[:40]},
            )
        self.window_bits = WINDOW_BITS.get(coding)
        self.stream: Any = None  # zlib's type has no public name

    def decompress(self, chunk: bytes, max_bytes: int) -> bytes:
        """Return at most `max_bytes`. A caller that gets so many must stop: the rest is lost."""
        if self.window_bits is None:
            return chunk[:max_bytes]
        output = b""
        try:
            while chunk and len(output) < max_bytes:
                if self.stream is None or self.stream.eof:  # gzip may have several members
                    self.stream = zlib.decompressobj(_get_window_bits(self.window_bits, chunk))
                output += self.stream.decompress(chunk, max_bytes - len(output))
                chunk = self.stream.unused_data
        except zlib.error:
            raise ParseError(INCOMPLETE_RESPONSE) from None
        return output

    def finish(self) -> None:
        """Raises `ParseError` for a truncated stream: half an article must not pass for a whole."""
        if self.stream is not None and not self.stream.eof:
            raise ParseError(INCOMPLETE_RESPONSE)


def _get_window_bits(window_bits: int, first_chunk: bytes) -> int:
    has_no_header = window_bits == WINDOW_BITS["deflate"] and first_chunk[0] & 0x0F != 8
    return RAW_DEFLATE_BITS if has_no_header else window_bits
