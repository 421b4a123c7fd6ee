"""Recognize addresses that are not passed on to others. Pure: URLs in, booleans out.

Whoever has an address with a token can read the page as the person to whom it was sent; an address
of an account in a social network leads to a person. Web archives publish every address that they
are asked to copy. Where this is a matter of judgement, a public address is taken for a private one:
an editor can still make a copy by hand.
"""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from sources.urls import InvalidURL, get_host

# Names of parameters, as whole words: `access_token`, `X-Amz-Signature`, `sessionId`, `gift-code`.
SECRET_NAMES = {
    *("token", "key", "apikey", "accesskey", "sig", "signature", "hmac", "auth", "authorization"),
    *("secret", "password", "passwd", "pwd", "pass", "passcode", "pin", "otp", "jwt", "credential"),
    *("session", "sid", "sessionid", "jsessionid", "phpsessid", "sessid", "aspsessionid"),
    *("ticket", "nonce", "invite", "invitation", "gift", "share", "sharetoken", "accesstoken"),
    *("unlock", "unlocked", "magic", "login", "email", "mail", "user", "username", "userid", "uid"),
    *("pw", "psw", "saml", "tk", "accesscode", "freebie", "reflink", "preview", "draft"),
    *("mc_eid", "ml_subscriber_hash", "oly_enc_id"),  # of one subscriber to a newsletter
}
# Names that end with one of these: `sharekey`, `refreshtoken`.
SECRET_ENDINGS = (
    "key",
    "token",
    "secret",
    "password",
    "passwd",
    "signature",
    "sessid",
    "sessionid",
)
EMAIL_ADDRESS = re.compile(r"[^\s@/]{1,64}@[^\s@/]{1,190}\.[a-z]{2,20}", re.IGNORECASE)
# Parts of the addresses that are sent to one person, if an identifier follows: whoever has such an
# address confirms, resets or reads something as this person.
PERSONAL_STEPS = re.compile(
    r"(?:magic|login|sign-?in|verify|confirm|activate|verification|activation|one-?time|"
    r"(?:reset|forgot|change|set|new)-?password)-?(?:link|e?mail|account|login|password|token)?|"
    r"(?:password|e?mail)-?(?:reset|verification|confirmation|confirm)|unsubscribe|opt-?(?:in|out)"
    r"|reset|confirm(?:ation)?|invit(?:e|ation)s?|otp|sso",
    re.IGNORECASE,
)
WORD_IN_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# A part of an address that is no word, slug or number: 15 or more letters and digits in a mixture.
RANDOM_PART = re.compile(r"[A-Za-z0-9]{15,}")
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
MIN_RANDOM_CHANGES = 5  # between letters and digits, or small and capital letters
SEPARATORS = re.compile(r"[-_.~+,;:=@]+")
# A key in base64url may contain separators, but it has no words between them.
BASE64_PART = re.compile(r"[A-Za-z0-9_-]{20,}")

ACCOUNT_SITES = (
    *("facebook.com", "fb.com", "fb.watch", "instagram.com", "threads.net", "threads.com"),
    *("x.com", "twitter.com", "t.co", "nitter.net", "bsky.app", "truthsocial.com", "gab.com"),
    *("tiktok.com", "t.me", "telegram.me", "vk.com", "vk.ru", "ok.ru", "weibo.com", "weibo.cn"),
    *("linkedin.com", "snapchat.com", "pinterest.com", "reddit.com", "tumblr.com", "discord.com"),
    *(
        "whatsapp.com",
        "wa.me",
        "livejournal.com",
        "dzen.ru",
        "rutube.ru",
        "xing.com",
        "onlyfans.com",
    ),
)
# Whoever has the address of a shared file can read it.
SHARING_SITES = (
    *("docs.google.com", "drive.google.com", "forms.gle", "dropbox.com", "db.tt", "notion.so"),
    *("notion.site", "sharepoint.com", "onedrive.live.com", "1drv.ms", "wetransfer.com", "we.tl"),
    *("box.com", "icloud.com", "mega.nz", "disk.yandex.ru", "disk.yandex.com", "cloud.mail.ru"),
    *("airtable.com", "figma.com", "canva.com", "transfer.sh", "pcloud.com", "swisstransfer.com"),
    *("drive.proton.me", "cryptpad.fr", "discordapp.com", "fbcdn.net", "cdninstagram.com"),
)
# Names inside of networks (RFC 6762, appendix G; RFC 8375), and those of Tor.
PRIVATE_DOMAINS = (
    *(".local", ".localhost", ".internal", ".intranet", ".private", ".corp", ".home", ".lan"),
    *(".home.arpa", ".onion"),
)
MIN_SLUG_WORDS = 3  # before an identifier, as in `milk-prices-rise-0a1b2c3d4e5f6071`
UNLISTED_VIDEO = re.compile(r"/\d+/[0-9a-f]{8,}")  # https://vimeo.com/123456789/0a1b2c3d4e
MAX_NESTED_ADDRESSES = 2  # an address in a parameter of an address
# A Fediverse account: https://social.example/@name/1234 or /users/name/statuses/1234.
ACCOUNT_PATH = re.compile(r"/(?:@[\w.-]+|users/[\w.-]+/statuses/|profile/[\w.-]+/post/)")


def is_public_url(url: str) -> bool:
    """Whether the host of the address can be on the public internet."""
    try:
        host = get_host(url)
    except InvalidURL:
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." in host and not host.endswith(PRIVATE_DOMAINS)
    return (getattr(address, "ipv4_mapped", None) or address).is_global


def has_secret(url: str) -> bool:
    """Whether the address has a user name, a password, a token, or a part that looks random.

    So has an address that cannot be read, that of a shared file, and a link that is sent to one
    person, such as one to confirm an e-mail address.
    """
    return _has_secret(url, MAX_NESTED_ADDRESSES)


def _has_secret(url: str, nested: int) -> bool:
    try:
        parts, host = urlsplit(url.strip()), get_host(url)
    except (ValueError, InvalidURL):
        return True
    path, *matrix_parameters = parts.path.replace("/;", ";").split(";")
    if _is_at(host, SHARING_SITES) or host == "vimeo.com" and UNLISTED_VIDEO.match(path):
        return True
    queries = [*parts.query.split(";"), *matrix_parameters, *parts.fragment.split(";")]
    parameters = [pair for query in queries for pair in _parse(query)]
    segments = [unquote(segment) for segment in path.split("/") if segment]
    values = [*segments, *(value for _name, value in parameters)]
    return (
        any(_is_secret_name(name) for name, _value in parameters)
        or any(_is_random(value) or EMAIL_ADDRESS.search(value) for value in values)
        or _is_sent_to_one_person(segments, parameters)
        or any(_is_secret_address(value, nested) for _name, value in parameters)
    )


def _is_sent_to_one_person(segments: list[str], parameters: list[tuple[str, str]]) -> bool:
    """Whether an identifier follows on such a step, or a code comes with a state (OAuth)."""
    names = {name.lower() for name, value in parameters if value}
    if {"code", "state"} <= names:
        return True
    for number, segment in enumerate(segments):
        if PERSONAL_STEPS.fullmatch(segment):
            following = [
                *segments[number + 1 : number + 3],
                *(value for name, value in parameters if name),
            ]
            return any(_is_identifier(value) for value in following)
    return False


def _is_identifier(value: str) -> bool:
    """Whether a value has letters next to digits, or a number of six or more digits."""
    return re.search(r"[A-Za-z]\d|\d[A-Za-z]|\d{6}", value) is not None


def _is_secret_address(value: str, nested: int) -> bool:
    is_address = value.lower().startswith(("http://", "https://"))
    return is_address and nested > 0 and _has_secret(value, nested - 1)


def is_account_url(url: str) -> bool:
    """Whether the address is that of an account in a social network, or of a post of one."""
    try:
        host = get_host(url)
    except InvalidURL:
        return False
    if _is_at(host, ACCOUNT_SITES):
        return True
    return ACCOUNT_PATH.match(urlsplit(url.strip()).path) is not None


def _is_at(host: str, sites: Iterable[str]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _parse(query: str) -> list[tuple[str, str]]:
    """The parameters of a query; a query without names is a value."""
    if "=" not in query:
        return [("", unquote(query))]
    return parse_qsl(query, keep_blank_values=True)


def _is_secret_name(name: str) -> bool:
    words = [word.lower() for word in WORD_IN_NAME.findall(name)]
    pairs = ["".join(pair) for pair in zip(words, words[1:], strict=False)]
    if name.lower().endswith(SECRET_ENDINGS):
        return True
    return not SECRET_NAMES.isdisjoint([name.lower(), *words, *pairs])


def _is_random(value: str) -> bool:
    """Whether a value has a part that no one would choose as a word, a slug or a number.

    A slug may end with an identifier: such an address is that of an article.
    """
    parts = [part for part in SEPARATORS.split(value) if part]
    if sum(part.isalpha() and _has_one_case(part) for part in parts) >= MIN_SLUG_WORDS:
        return False
    if UUID.search(value):
        return True
    long_parts = [*filter(RANDOM_PART.search, parts), *BASE64_PART.findall(value)]
    return any(_is_mixture(part) and not _has_words(part) for part in long_parts)


def _has_words(value: str) -> bool:
    """Whether most parts between the separators are words or numbers, as in a slug."""
    parts = [part for part in re.split(r"[-_]", value) if part]
    plain = [part for part in parts if part.isdigit() or part.isalpha() and _has_one_case(part)]
    return len(plain) * 2 >= len(parts)


def _has_one_case(word: str) -> bool:
    return word[1:].islower() or word.isupper() or len(word) == 1


def _is_mixture(value: str) -> bool:
    """Whether the kind of character changes often, as it does in random letters and digits."""
    kinds = [_get_kind(character) for character in value if character.isalnum()]
    changes = sum(first != second for first, second in zip(kinds, kinds[1:], strict=False))
    return changes >= MIN_RANDOM_CHANGES and len(set(kinds)) > 1 and changes * 6 >= len(kinds)


def _get_kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "capital" if character.isupper() else "small"
