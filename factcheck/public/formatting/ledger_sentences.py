"""What an entry of the ledger says, as a sentence for readers, and the page where they see it."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import LedgerEvent

SENTENCES = {
    LedgerEvent.PUBLISHED: gettext_lazy("A fact-check was published."),
    LedgerEvent.CORRECTION: gettext_lazy("A correction of a fact-check was published."),
    LedgerEvent.UPDATE: gettext_lazy("An update of a fact-check was published."),
    LedgerEvent.CLARIFICATION: gettext_lazy("A clarification of a fact-check was published."),
    LedgerEvent.MINOR_EDIT: gettext_lazy(
        "A minor edit was published, which changes neither the rating nor the evidence."
    ),
    LedgerEvent.SUSPENDED: gettext_lazy("A fact-check was withdrawn pending review."),
    LedgerEvent.REINSTATED: gettext_lazy("A withdrawn fact-check was published again."),
    LedgerEvent.RETRACTED: gettext_lazy("A fact-check was retracted."),
    LedgerEvent.MERGED: gettext_lazy("The claim was merged into another, which says the same."),
    LedgerEvent.REMOVED: gettext_lazy("Something was changed for legal reasons."),
    LedgerEvent.HIDDEN: gettext_lazy("A fact-check was hidden for legal reasons."),
    LedgerEvent.UNHIDDEN: gettext_lazy("A hidden fact-check is shown again."),
    LedgerEvent.BYLINE_CHANGED: gettext_lazy(
        "A person at the desk has another byline, which replaces the earlier one everywhere."
    ),
    LedgerEvent.KEY_CONFIRMED: gettext_lazy("The signing key of a person was confirmed."),
    LedgerEvent.KEY_REVOKED: gettext_lazy("The signing key of a person was revoked."),
}
DESCRIPTIONS = {
    "source": gettext_lazy("The description of a source was changed: %(fields)s."),
    "publisher": gettext_lazy("The description of a publisher was changed: %(fields)s."),
    "claimant": gettext_lazy("The description of a claimant was changed: %(fields)s."),
    "topic": gettext_lazy("The description of a topic was changed: %(fields)s."),
    "rating": gettext_lazy("The rating scale was changed: %(fields)s."),
    "claim": gettext_lazy("What is shown with a claim was changed: %(fields)s."),
}
FIELDS = {
    "archived_url": gettext_lazy("an archived copy"),
    "author": gettext_lazy("author"),
    "claimant": gettext_lazy("claimant"),
    "definition": gettext_lazy("definition"),
    "description": gettext_lazy("description"),
    "in_use": gettext_lazy("whether it is in use"),
    "kind": gettext_lazy("kind"),
    "label": gettext_lazy("label"),
    "language": gettext_lazy("language"),
    "name": gettext_lazy("name"),
    "number": gettext_lazy("number"),
    "order": gettext_lazy("order"),
    "original_url": gettext_lazy("original address"),
    "polarity": gettext_lazy("direction"),
    "provenance_note": gettext_lazy("what is known of its origin"),
    "public_role": gettext_lazy("public role"),
    "published_on": gettext_lazy("date"),
    "published_precision": gettext_lazy("precision of the date"),
    "publisher": gettext_lazy("publisher"),
    "related_claims": gettext_lazy("related claims"),
    "same_as": gettext_lazy("page about the claimant"),
    "title": gettext_lazy("title"),
    "tone": gettext_lazy("icon"),
    "topics": gettext_lazy("topics"),
    "url": gettext_lazy("address"),
}
OUTCOMES = {
    "exact": gettext_lazy("A quotation is in its source again."),
    "altered": gettext_lazy("The words of a quotation were changed in its source."),
    "ambiguous": gettext_lazy("The words of a quotation are in several places of its source."),
    "missing": gettext_lazy("A quotation is no longer in its source."),
    "unreachable": gettext_lazy("A source could not be checked."),
    "gone": gettext_lazy("A source is no longer online."),
    "notice": gettext_lazy("A publisher added a note to the text of a source."),
}
PAGES: dict[str, Callable[[str], str]] = {
    "source": lambda identifier: reverse("source", args=[identifier]),
    "passage": lambda identifier: reverse("passage", args=[identifier]),
    "publisher": lambda identifier: f"{reverse('sources')}?publisher={identifier}",
    "claimant": lambda identifier: reverse("claimant", args=[identifier]),
    "topic": lambda identifier: reverse("topic", args=[identifier]),
    "rating": lambda identifier: f"{reverse('methodology')}#scale",
}


def describe_entry(entry) -> str:
    """Return one sentence. It names no one, because the entry does not."""
    if entry.event == LedgerEvent.DESCRIPTION_CHANGED:
        names = [str(FIELDS[name]) for name in entry.details["fields"]]
        sentence = DESCRIPTIONS[entry.details["kind"]]
        return sentence % {"fields": get_text_list(names, _("and"))}
    if entry.event == LedgerEvent.SOURCE_CHECK_CHANGED:
        return str(OUTCOMES[entry.details["outcome"]])
    return str(SENTENCES[LedgerEvent(entry.event)])


def get_entry_url(entry) -> str:
    """Return the page that shows it, or an empty string."""
    if entry.revision:
        return reverse("revision", args=[entry.claim_id, entry.revision])
    build_url = PAGES.get(entry.details.get("kind", ""))
    return build_url(entry.details["id"]) if build_url else ""
