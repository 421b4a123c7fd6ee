"""How does what was read travel between the two steps of capturing?

In the form, signed: nothing is stored before it is captured, nobody can change what the extractor
read, and what is captured is what was shown, although the page may be another by then.
"""

import zlib
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core import signing

from sources.capture.retrieval import Attempt
from sources.extraction.text import Extract

SALT = "factcheck.desk.capture"


class Changed(ValueError):
    """What came back is not what was sent."""


@dataclass(frozen=True)
class Held:
    """What was read and when, the bytes it was read in, and how they were fetched, if they were.

    The moment travels too: whoever sends the form a day later captures what stood there a day ago.
    """

    extracted: Extract
    raw: bytes
    at: datetime
    fetched: Attempt | None = None

    def sealed(self) -> str:
        fetched = None
        if self.fetched:  # without the text and the bytes, which would travel twice
            known = asdict(self.fetched)
            fetched = {name: known[name] for name in known.keys() - {"extracted", "raw"}}
        raw, at = b64encode(zlib.compress(self.raw)).decode(), self.at.isoformat()
        told = [asdict(self.extracted), raw, at, fetched]
        return signing.dumps(told, salt=SALT, compress=True)


def opened(sealed: str) -> Held:
    """What was sealed. Raises `Changed`."""
    try:
        extracted, raw, at, fetched = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        raise Changed from None
    extracted = Extract(**extracted | {"pages": tuple(extracted["pages"])})
    raw = zlib.decompress(b64decode(raw))
    if fetched:
        fetched = Attempt(**fetched, extracted=extracted, raw=raw)
    return Held(extracted, raw, datetime.fromisoformat(at), fetched)
