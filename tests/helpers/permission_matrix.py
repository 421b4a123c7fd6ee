"""The answer of each desk URL to each role: asked of the desk, and as recorded in a table.

The URLs come from the resolver, Django's own included, so that none can be forgotten. Each action
in a URL pattern is a separate URL. POST requests are empty: a user who may perform the action gets
422 (a missing value), 409 (a wrong state) or 302 (success); one who may not gets 403.
"""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import chain
from pathlib import Path

from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction

from claims.intake import claims
from claims.models import Claim, PublicationBlock, ReviewComment
from factcheck.urls import urlpatterns
from sources.models import Publisher
from tests import given
from tests.helpers import changing_site
from tests.helpers.client import Client
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text

FILE = Path(__file__).parents[1] / "factcheck" / "desk" / "permission_matrix.txt"
VISITORS = (
    *("anonymous", "partner", "reporter", "reviewer", "editor", "administrator"),
    "deactivated",
)
METHODS = ("GET", "POST")
SIGN_IN = "login"  # redirected to the sign-in page
REFUSALS = (SIGN_IN, "403", "405")
HEADER = f"""\
# The desk's answer to each role at each URL: the status, or "{SIGN_IN}" for a redirect to the
# sign-in page. 403: not with this role. 405: not with this method. 409, 422: allowed, but not in
# this state, or a value is missing (POST requests are empty). "deactivated" was an editor before.
#
# Every URL has to be here. `REWRITE=1 pytest tests/factcheck/desk/test_permission_matrix.py -n 0`
# writes the table again; review what changed in it.
#
"""
# Sessions and failed sign-ins are not data of the desk.
WRITE_QUERY = re.compile(
    r'^(INSERT INTO|UPDATE|DELETE FROM) (?!"(django_session|accounts_counter|usersessions_))'
)
CHOICES = re.compile(r"\(\?P<\w+>((?:\w+\|)+\w+)\)")  # (?P<action>submit|approve)
NUMBER = re.compile(r"\(\?P<(\w+)>\[0-9\]\+\)")  # (?P<pk>[0-9]+)
MODEL_PATH = re.compile(r"(\w+)/(\w+)/")
ANYTHING = "(?P<url>.*)"
DASHBOARD = "<dashboard>"


def list_addresses() -> list[str]:
    """List every URL below /desk/ in order, with `<pk>` and the like where it names a row."""
    routes = [*_list_routes(admin.site.urls[0]), *_list_routes_outside_the_site()]
    return sorted(set(chain.from_iterable(map(_expand_choices, routes))))


def _list_routes_outside_the_site() -> Iterator[str]:
    """What is mounted below /desk/ next to the admin site."""
    for pattern in urlpatterns:
        if str(pattern.pattern).startswith("desk/") and pattern.app_name != "admin":
            yield from _list_routes([pattern])


def _list_routes(patterns, prefix="") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("desk/")
        if hasattr(pattern, "url_patterns"):
            yield from _list_routes(pattern.url_patterns, route)
        else:
            yield route


def _expand_choices(route: str) -> Iterator[str]:
    """A route as addresses: one for each choice in it."""
    route = re.sub(r"<\w+:(\w+)>", r"<\1>", route).replace("\\Z", "").strip("^$")
    route = NUMBER.sub(r"<\1>", route)
    choices = CHOICES.search(route)
    if choices is None:
        yield route.replace(ANYTHING, "<anything>") or DASHBOARD
        return
    for choice in choices[1].split("|"):
        yield from _expand_choices(route[: choices.start()] + choice + route[choices.end() :])


def create_world() -> None:
    """Create a row of everything that has a page; the newest verdict is a draft sent back."""
    verdict = changing_site.create_published_verdict()
    recheck_with_text(verdict, CHANGED_TEXT)
    given.suspended()
    given.topic()
    given.claimant()
    Publisher.objects.create(name="The Gazette")
    given.comment_request()
    given.draft()
    given.embargo(given.draft().claim)
    given.hold()
    given.forget_request()
    given.person_request()
    given.sent_back_with_comment()
    given.tip()
    given.claim_import()
    given.claim_relation(*Claim.objects.order_by("pk")[:2])
    given.complaint(verdict)
    given.assignment(Claim.objects.latest("pk"))
    given.source_relation(given.snapshot().source, given.snapshot(given.SECOND_TEXT).source)
    given.account_change()
    ana, at = given.person("ana"), given.moment()
    claims.add_appearance(Claim.objects.latest("pk"), by=ana, at=at, text="It rose.", language="en")


def build_path(address: str) -> str:
    """Build the path for existing rows: the newest of the model that the address names."""
    names = MODEL_PATH.match(address)
    row = _get_newest(*names.groups()) if names else None
    evidence = row.evidence.first() if hasattr(row, "evidence") else None
    block, comment = PublicationBlock.objects.last(), ReviewComment.objects.last()
    values = {
        "<evidence>": evidence.pk if evidence else 0,
        "<block>": block.pk if block else 0,
        "<review_comment>": comment.pk if comment else 0,
        "<year>": given.NOON.year,
        "<anything>": "nowhere/",
        DASHBOARD: "",
    }
    for name, value in values.items():
        address = address.replace(name, str(value))
    return "/desk/" + re.sub(r"<\w+>", str(row.pk if row else 0), address)


def _get_newest(app: str, name: str):
    model = app in apps.app_configs and apps.all_models[app].get(name)
    return model.objects.order_by("pk").last() if model else None


class Visitor:
    """A user of the desk; each request starts from the same rows."""

    def __init__(self, name: str):
        client = Client()
        if name != "anonymous":
            user = given.person(f"a-{name}", "editor" if name == "deactivated" else name)
            client.force_login(user)
            if name == "deactivated":
                given.deactivated(user)
        self.cookies = client.cookies.output(header="")

    def request(self, method: str, address: str) -> str:
        """Return the answer as the table has it; a refused request must not write anything."""
        client = Client()
        client.cookies = SimpleCookie(self.cookies)
        writes = []

        def record_write(execute, sql, *rest):
            if WRITE_QUERY.match(sql):
                writes.append(sql)
            return execute(sql, *rest)

        path = build_path(address)
        with transaction.atomic(), connection.execute_wrapper(record_write):
            response = getattr(client, method.lower())(path)
            transaction.set_rollback(True)
        answer = _describe(response)
        assert not (writes and answer in REFUSALS), (method, address, writes)
        return answer


def _describe(response) -> str:
    is_redirect = response.status_code == 302
    if is_redirect and response["Location"].startswith("/desk/login/"):
        return SIGN_IN
    return str(response.status_code)


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """Read the table: by address and method, the answer to each visitor."""
    table = {}
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            address, method, *answers = line.split()
            table[address, method] = dict(zip(VISITORS, answers, strict=True))
    return table


def write_table(table: dict[tuple[str, str], dict[str, str]]) -> None:
    width = max(len(address) for address, _ in table) + 2
    lines = [f"# {'address':<{width - 2}}{'':<6}{'  '.join(VISITORS)}"]
    for (address, method), answers in sorted(table.items()):
        columns = "  ".join(f"{answers[name]:<{len(name)}}" for name in VISITORS)
        lines.append(f"{address:<{width}}{method:<6}{columns}".rstrip())
    FILE.write_text(HEADER + "\n".join(lines) + "\n")
