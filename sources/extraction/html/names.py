"""Sets of names, written as one text."""


def split_names(names: str) -> frozenset[str]:
    """Return the names in a text, which are separated by spaces."""
    return frozenset(names.split())
