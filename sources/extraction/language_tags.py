"""Language tags (BCP 47) as publications declare them. Pure."""

import re

MAX_LANGUAGE_LENGTH = 35  # characters of a tag: the width of the column
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47, roughly


def clean_language_tag(declared: str) -> str:
    """Return the tag, with hyphens; empty if it is none, or too long."""
    tag = declared.strip().replace("_", "-")
    return tag if len(tag) <= MAX_LANGUAGE_LENGTH and _TAG.fullmatch(tag) else ""
