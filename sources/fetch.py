"""Stand-in: bytes by an address."""

import urllib.error
import urllib.request


class NotFetched(Exception):
    def __init__(self, sentence: str, *, gone: bool = False, status: int | None = None):
        super().__init__(sentence)
        self.gone, self.status = gone, status


def fetch(address: str, reach=None):
    if not reach:
        raise NotFetched("This stand-in reaches nothing but the networks it is given.")
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError as error:
        gone = error.code in (404, 410)
        raise NotFetched(
            f"The server answered {error.code}.", gone=gone, status=error.code
        ) from None
    except OSError as error:
        raise NotFetched(f"It could not be reached ({error}).") from None
