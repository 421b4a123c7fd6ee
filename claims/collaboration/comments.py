"""Comments on claims, for the desk only, and the users whom they mention.

`@name` mentions a user by the name they log in with. An action that is refused raises a
`FactcheckError`, and then nothing was written.
"""

import re
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from claims.choices import COMMENT_LENGTH
from claims.models import Claim, Comment, Mention
from factcheck.accounts.models import User
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, InvalidState, enforce

VIEW_PERMISSION = "claims.view_claim"
# The characters of Django's user names; an `@` inside a word, as in an e-mail address, is ignored.
MENTION_PATTERN = re.compile(r"(?<![\w.+\-@])@([\w.+\-@]+)")
PUNCTUATION = ".+-@"  # at the end of a name it usually belongs to the sentence


def post_comment(claim: Claim, *, by, at: datetime, text: str) -> Comment:
    """The claim has this comment, with the users that it mentions. Raises `InvalidInput`."""
    enforce(check_permission(by, VIEW_PERMISSION))
    text = _clean_comment(text)
    users = find_mentioned_users(text)
    with transaction.atomic():
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if fresh.merged_at:
            raise InvalidState(
                _("The claim was merged: comment on the claim that it was merged into.")
            )
        comment = Comment.objects.create(claim=fresh, text=text, created_at=at, created_by=by)
        Mention.objects.bulk_create(Mention(comment=comment, user=user) for user in users)
    return comment


def _clean_comment(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise InvalidInput(_("Enter a comment."))
    if len(text) > COMMENT_LENGTH:
        message = _("A comment can have at most %(limit)d characters; this one has %(length)d.")
        raise InvalidInput(message % {"limit": COMMENT_LENGTH, "length": len(text)})
    if "\x00" in text:
        raise InvalidInput(_("The text contains a null character, which cannot be saved."))
    return text


def find_mentioned_users(text: str) -> list[User]:
    """The users whom the text mentions, each once, in their order.

    Upper and lower case matter only if two user names differ in nothing else. Raises `InvalidInput`
    for a name that no active user with access to claims has.
    """
    names = [match[1] for match in MENTION_PATTERN.finditer(text)]
    spellings = {spelling for name in names for spelling in _list_spellings(name)}
    users = _find_users(spellings) if spellings else {}
    return list(dict.fromkeys(_get_mentioned_user(name, users) for name in names))


def _list_spellings(name: str) -> list[str]:
    """The name as it was written, then without the punctuation after it."""
    return list(dict.fromkeys((name, name.rstrip(PUNCTUATION))))


def _find_users(spellings: set[str]) -> dict[str, list[User]]:
    """The users with these names in any case, by the name in lower case."""
    lowered = {spelling.lower() for spelling in spellings}
    users: dict[str, list[User]] = {}
    for user in User.objects.alias(lowered=Lower("username")).filter(lowered__in=lowered):
        users.setdefault(user.username.lower(), []).append(user)
    return users


def _get_mentioned_user(name: str, users: dict[str, list[User]]) -> User:
    spellings = _list_spellings(name)
    matches = [user for spelling in spellings for user in users.get(spelling.lower(), ())]
    exact_matches = [user for user in matches if user.username in spellings]
    user = next(iter(exact_matches or matches), None)
    is_ambiguous = len(matches) > 1 and not exact_matches
    if user is None or not user.is_staff or is_ambiguous:
        message = _(
            "No one at the desk has the user name “@%(name)s”. Write other names without the @."
        )
        raise InvalidInput(message % {"name": name.rstrip(PUNCTUATION) or name})
    values = {"user": user, "name": user.username}
    if not user.is_active:
        raise InvalidInput(_("The account of %(user)s (“@%(name)s”) is deactivated.") % values)
    if not user.has_perm(VIEW_PERMISSION):
        raise InvalidInput(
            _("The role of %(user)s (“@%(name)s”) does not allow reading claims.") % values
        )
    return user
