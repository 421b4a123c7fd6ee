"""How an address points at words on somebody else's page: the text fragment of a URL.

The rules are those of the WICG specification (https://wicg.github.io/scroll-to-text-fragment/):
each term is percent-encoded by itself, and `-`, `,` and `&` too, because they separate terms.
Browsers differ and may miss a match, so a fragment is a convenience beside the quotation.
"""

from urllib.parse import quote, urldefrag

LONGEST = 300  # code points; a longer quotation is given by its first and last words
ENDS = 5  # words at each end of such a quotation
AFFIX = 32  # code points of context in a selector; one of full length may begin within a word


def text_fragment(url: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """`url` pointing at the words `exact`; `prefix` and `suffix` are used where they are given.

    Terms must lie within one block of the page, so a quotation over several paragraphs becomes a
    range, and of the context only the neighbouring paragraph's words are taken. Raises
    `ValueError` for a quotation without words.
    """
    if not exact.strip():
        raise ValueError("There are no words to point at.")
    before, after = _before(prefix), _after(suffix)
    terms = [f"{_encoded(before)}-"] if before else []
    terms += [_encoded(term) for term in _ends(exact.strip())]
    terms += [f"-{_encoded(after)}"] if after else []
    return f"{_address(url)}:~:text={','.join(terms)}"


def needs_context(exact: str) -> bool:
    """Whether the words are so few that a page may well hold them twice."""
    return len(exact.split()) <= 3


def _address(url: str) -> str:
    """`url` up to where the directive begins; only a fragment that is a route is kept."""
    address, fragment = urldefrag(url)
    fragment = fragment.partition(":~:")[0]
    return f"{address}#{fragment}" if fragment.startswith(("/", "!")) else f"{address}#"


def _ends(exact: str) -> list[str]:
    if len(exact) <= LONGEST and "\n" not in exact:
        return [exact]
    first, last = exact.splitlines()[0].split(), exact.splitlines()[-1].split()
    return [" ".join(first[:ENDS]), " ".join(last[-ENDS:])]


def _before(prefix: str) -> str:
    """The whole words of the last line of `prefix`."""
    lines = [line.strip() for line in prefix.splitlines() if line.strip()]
    if not lines:
        return ""
    cut = len(prefix) >= AFFIX and len(lines) == 1 and not prefix[0].isspace()
    return lines[-1].partition(" ")[2].strip() if cut else lines[-1]


def _after(suffix: str) -> str:
    """The whole words of the first line of `suffix`."""
    lines = [line.strip() for line in suffix.splitlines() if line.strip()]
    if not lines:
        return ""
    cut = len(suffix) >= AFFIX and len(lines) == 1 and not suffix[-1].isspace()
    return lines[0].rpartition(" ")[0].strip() if cut else lines[0]


def _encoded(term: str) -> str:
    return quote(term, safe="").replace("-", "%2D")
