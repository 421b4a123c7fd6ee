"""Explain why a change is material: the kind of change, and the words it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.sequence_diff import compute_opcodes
from sources.comparison.equivalence import is_equivalent
from sources.comparison.tokens import Token
from sources.languages.lexicon import Lexicon, parse_words

# The kinds of reasons, most important first: if a word has several, the first one counts.
REASON_KINDS = tuple(
    parse_words("""
    question negation number currency unit date modality quantifier direction conjunction name
    article words
    """)
)
NUMBER_SIGNS = frozenset("–-+±½¼¾⅓⅔²³")  # signs that belong to a number
_FIRST_UNSPACED = "\u2e80"
NEGATIVE_PREFIXES = (
    *("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "a", "anti", "counter"),
    *("nicht", "miss", "ent", "mé", "dé", "mal", "nie", "bez", "не", "ні", "без", "бес", "анти"),
)


@dataclass(frozen=True)
class Reason:
    """One reason why a change is material, with the words; `old` is empty if words were added.

    `kind` is one of `REASON_KINDS`, or `order` if the same words are in another order.
    """

    kind: str
    old: str
    new: str


def find_reasons(old: list[Token], new: list[Token], lexicon: Lexicon) -> Iterator[Reason]:
    """Yield at least one reason for each place where the two wordings differ materially."""
    old_identities = [token.identity for token in old]
    new_identities = [token.identity for token in new]
    if sorted(old_identities) == sorted(new_identities):
        yield _create_order_reason(old, new)
        return
    opcodes = compute_opcodes(old_identities, new_identities)
    for tag, old_start, old_end, new_start, new_end in opcodes:
        old_part, new_part = old[old_start:old_end], new[new_start:new_end]
        if tag != "equal" and not is_equivalent(old_part, new_part, lexicon):
            yield from _get_reasons_of_place(old_part, new_part, lexicon)


def _create_order_reason(old: list[Token], new: list[Token]) -> Reason:
    different = [
        i
        for i, (old_token, new_token) in enumerate(zip(old, new, strict=True))
        if old_token.identity != new_token.identity
    ]
    changed = slice(different[0], different[-1] + 1)
    return Reason("order", format_tokens(old[changed]), format_tokens(new[changed]))


def _get_reasons_of_place(old: list[Token], new: list[Token], lexicon: Lexicon) -> Iterator[Reason]:
    if len(old) == len(new) == 1:
        kind = _classify_replacement(old[0], new[0], lexicon)
        yield Reason(kind, old[0].text, new[0].text)
        return
    old_by_kind, new_by_kind = _group_by_kind(old, lexicon), _group_by_kind(new, lexicon)
    for kind in REASON_KINDS:
        removed, added = old_by_kind.get(kind, []), new_by_kind.get(kind, [])
        if [token.identity for token in removed] != [token.identity for token in added]:
            yield Reason(kind, format_tokens(removed), format_tokens(added))


def _group_by_kind(tokens: list[Token], lexicon: Lexicon) -> dict[str, list[Token]]:
    groups: dict[str, list[Token]] = {}
    for token in tokens:
        groups.setdefault(_classify(token, lexicon), []).append(token)
    return groups


def _classify_replacement(old: Token, new: Token, lexicon: Lexicon) -> str:
    """Return the kind of reason if one token replaces another: “unsafe” for “safe” negates."""
    shorter, longer = sorted((old.key, new.key), key=len)
    if longer.endswith(shorter):
        prefix = longer.removesuffix(shorter).rstrip("-")
        if prefix in NEGATIVE_PREFIXES:
            return "negation"
    stems = {shorter.removesuffix("ful").removesuffix("voll"), longer.removesuffix("ful")}
    if {old.key, new.key} & {f"{stem}{suffix}" for stem in stems for suffix in ("less", "los")}:
        return "negation"
    return min(_classify(old, lexicon), _classify(new, lexicon), key=REASON_KINDS.index)


def _classify(token: Token, lexicon: Lexicon) -> str:
    if token.is_number:
        return "date" if _is_year(token.key) else "number"
    if token.key == "?":
        return "question"
    if token.key in NUMBER_SIGNS:
        return "number"
    if token.is_hyphenated and token.text[0].isupper():
        return "name"
    for form in (token.text, token.key, token.text.lower()):
        if form in lexicon.change_kinds:
            return lexicon.change_kinds[form]
    return "name" if token.text[0].isupper() else "words"


def _is_year(key: str) -> bool:
    return len(key) == 5 and key[1:3] in ("18", "19", "20") and key[1:].isdigit()


def format_tokens(tokens: list[Token]) -> str:
    """Return the tokens as they are written; a contraction, which has several, appears once."""
    formatted = ""
    for i, token in enumerate(tokens):
        if i and token.text == tokens[i - 1].text and not token.is_adjacent:
            continue
        joins = i and token.is_adjacent and _is_unspaced(tokens[i - 1], token)
        formatted += token.text if joins or not i else f" {token.text}"
    return formatted


def _is_unspaced(before: Token, after: Token) -> bool:
    """Return whether neither token takes a space between them, as in Chinese."""
    return max(before.text[-1], after.text[0]) >= _FIRST_UNSPACED
