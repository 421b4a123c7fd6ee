"""The extracted text on its way between the two steps of capturing: signed, in a form field.

Nothing is stored before the second step, the browser cannot change the extracted text, and what is
captured is what was shown, even if the page has changed since.
"""

import zlib
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core import signing

from factcheck.core.errors import InvalidInput
from sources.capture.retrieval import RetrievalAttempt
from sources.extraction.extracted_text import ExtractedText

SALT = "factcheck.desk.capture"


class SourceTextChanged(InvalidInput):
    """The signature does not match: the text was changed between the two steps."""


@dataclass(frozen=True)
class PendingCapture:
    """What was extracted, from which bytes and when; `attempt` says how they were fetched, if so.

    The time is kept, because it is the time of the snapshot, even if the form is sent a day later.
    """

    extracted: ExtractedText
    raw: bytes
    at: datetime
    attempt: RetrievalAttempt | None = None

    def sign(self) -> str:
        attempt = None
        if self.attempt:  # its text and bytes are in the state already
            values = asdict(self.attempt)
            attempt = {name: values[name] for name in values.keys() - {"extracted", "raw"}}
        raw = b64encode(zlib.compress(self.raw)).decode()
        state = [self.extracted.to_json(), raw, self.at.isoformat(), attempt]
        return signing.dumps(state, salt=SALT, compress=True)


def load_signed(signed_state: str) -> PendingCapture:
    """Load what `PendingCapture.sign` returned. Raises `SourceTextChanged`."""
    try:
        extracted, raw, at, attempt = signing.loads(signed_state, salt=SALT)
    except signing.BadSignature:
        raise SourceTextChanged from None
    extracted = ExtractedText.from_json(extracted)
    raw = zlib.decompress(b64decode(raw))
    if attempt:
        attempt = RetrievalAttempt(**attempt, extracted=extracted, raw=raw)
    return PendingCapture(extracted, raw, datetime.fromisoformat(at), attempt)
