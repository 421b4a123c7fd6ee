"""How are bytes that were packed for their way unpacked, without being flooded? Pure.

A kilobyte can hold a megabyte, so what comes out is bounded before it is made, never after.
"""

import zlib

from sources.media_types import Unreadable

# The window bits that zlib asks for. A deflate has zlib's header by the book, and often none.
CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
BARE_DEFLATE = -15
BREAKS_OFF = "The site's answer breaks off or cannot be read."


class Unpacker:
    """Unpacks chunk after chunk what HTTP calls a content coding. Raises `Unreadable`."""

    def __init__(self, coding: str):
        coding = coding.strip().lower()
        if coding not in ("", "identity", *CODINGS):
            shown = f"“{coding[:40]}”"
            raise Unreadable(f"The site packs its answer as {shown}, which was not asked for.")
        self.bits = CODINGS.get(coding)
        self.stream = None

    def unpack(self, chunk: bytes, most: int) -> bytes:
        """At most `most` bytes; who gets so many must stop, for the rest of the chunk is lost."""
        if self.bits is None:
            return chunk[:most]
        unpacked = b""
        try:
            while chunk and len(unpacked) < most:
                if self.stream is None or self.stream.eof:  # gzip may be several in a row
                    self.stream = zlib.decompressobj(self._bits_of(chunk))
                unpacked += self.stream.decompress(chunk, most - len(unpacked))
                chunk = self.stream.unused_data
        except zlib.error:
            raise Unreadable(BREAKS_OFF) from None
        return unpacked

    def _bits_of(self, chunk: bytes) -> int:
        bare = self.bits == CODINGS["deflate"] and chunk[0] & 0x0F != 8
        return BARE_DEFLATE if bare else self.bits

    def end(self) -> None:
        """Refuse what breaks off: half an article would be kept as a whole one."""
        if self.stream is not None and not self.stream.eof:
            raise Unreadable(BREAKS_OFF)
