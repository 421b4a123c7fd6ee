"""Who gets which answer at which address of the desk: asked of the desk, and as it is written down.

The addresses come from the resolver, Django's own included, so that none can be forgotten. A verb
in an address is an address each. What is posted is empty: whoever may do the deed is told what is
missing (409, 422) or has done it (302), whoever may not is refused (403).
"""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import chain
from pathlib import Path

from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client

from claims.intake import claims
from claims.models import Claim, Remark, Withholding
from factcheck.urls import urlpatterns
from sources.models import Publisher
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.helpers import changing_site

FILE = Path(__file__).parents[1] / "factcheck" / "desk" / "permission_matrix.txt"
WHO = ("anonymous", "partner", "reporter", "reviewer", "editor", "administrator", "deactivated")
METHODS = ("GET", "POST")
OUT = "login"  # led to the sign-in
REFUSED = (OUT, "403", "405")
HEAD = f"""\
# What the desk answers at each address to whom: the status, or "{OUT}" where the sign-in follows.
# 403: not with this role. 405: not by this method. 409, 422: allowed, but not in this state, or
# something is missing: what is posted is empty. The deactivated one was an editor until just now.
#
# Every address has to be here. `REWRITE=1 pytest tests/desk/test_permissions.py -n 0` writes the
# table anew; what changed in it is then for people to read.
#
"""
# Sessions and counted sign-ins are no part of what the desk knows.
WRITES = re.compile(
    r'^(INSERT INTO|UPDATE|DELETE FROM) (?!"(django_session|axes_|people_counted|usersessions_))'
)
CHOICES = re.compile(r"\(\?P<\w+>((?:\w+\|)+\w+)\)")  # (?P<verb>submit|approve)
NUMBER = re.compile(r"\(\?P<(\w+)>\[0-9\]\+\)")  # (?P<pk>[0-9]+)
OF_A_MODEL = re.compile(r"(\w+)/(\w+)/")
ANYTHING = "(?P<url>.*)"
FIRST = "<first-page>"


def addresses() -> list[str]:
    """Every address below /desk/, with `<pk>` and the like where a row is named, in order."""
    routes = [*_routes(admin.site.urls[0]), *_beside_the_site()]
    return sorted(set(chain.from_iterable(map(_spelled, routes))))


def _beside_the_site() -> Iterator[str]:
    """What is mounted below /desk/ outside the site's own addresses."""
    for one in urlpatterns:
        if str(one.pattern).startswith("desk/") and one.app_name != "admin":
            yield from _routes([one])


def _routes(patterns, before="") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("desk/")
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def _spelled(route: str) -> Iterator[str]:
    """A route as addresses: one for each choice that it offers."""
    route = re.sub(r"<\w+:(\w+)>", r"<\1>", route).replace("\\Z", "").strip("^$")
    route = NUMBER.sub(r"<\1>", route)
    choices = CHOICES.search(route)
    if choices is None:
        yield route.replace(ANYTHING, "<anything>") or FIRST
        return
    for choice in choices[1].split("|"):
        yield from _spelled(route[: choices.start()] + choice + route[choices.end() :])


def world() -> None:
    """A row of everything that has a page; of verdicts the newest is a draft that was sent back."""
    verdict = changing_site.published()
    seen(verdict, CHANGED)
    given.suspended()
    given.topic()
    given.claimant()
    Publisher.objects.create(name="The Gazette")
    given.asking()
    given.draft()
    given.embargo(given.draft().claim)
    given.remarked()
    given.suggestion()
    given.batch()
    given.related(*Claim.objects.order_by("pk")[:2])
    given.complaint(verdict)
    given.assigned(Claim.objects.latest("pk"))
    given.decided(given.snapshot().source, given.snapshot(given.ELSEWHERE).source)
    ana, at = given.person("ana"), given.moment()
    claims.appear(Claim.objects.latest("pk"), by=ana, at=at, words="It rose.", language="en")


def path(address: str) -> str:
    """The address of rows that exist: the newest of the model that it names."""
    found = OF_A_MODEL.match(address)
    row = _newest(*found.groups()) if found else None
    evidence = row.evidence.first() if hasattr(row, "evidence") else None
    named = {"<evidence>": evidence.pk if evidence else 0, "<year>": given.NOON.year}
    withheld = Withholding.objects.last() if "<withheld>" in address else None
    named |= {"<withheld>": withheld.pk if withheld else 0}
    remark = Remark.objects.last()
    named = {"<remark>": remark.pk if remark else 0}
    named |= {"<evidence>": evidence.pk if evidence else 0, "<year>": given.NOON.year}
    named |= {"<anything>": "nowhere/", FIRST: ""}
    for name, value in named.items():
        address = address.replace(name, str(value))
    return "/desk/" + re.sub(r"<\w+>", str(row.pk if row else 0), address)


def _newest(app: str, name: str):
    known = app in apps.app_configs and apps.all_models[app].get(name)
    return known.objects.order_by("pk").last() if known else None


class Visitor:
    """Somebody at the desk, each time in a world in which nothing was done before."""

    def __init__(self, who: str):
        client = Client()
        if who != "anonymous":
            role = "editor" if who == "deactivated" else who
            person = given.person(f"a-{who}", role)
            client.force_login(person)
            if who == "deactivated":
                given.left(person)
        self.signed_in = client.cookies.output(header="")

    def asks(self, method: str, address: str) -> str:
        """The answer as the table has it; what is refused must have written nothing."""
        client = Client()
        client.cookies = SimpleCookie(self.signed_in)
        wrote = []

        def note(execute, sql, *rest):
            if WRITES.match(sql):
                wrote.append(sql)
            return execute(sql, *rest)

        asked = path(address)
        with transaction.atomic(), connection.execute_wrapper(note):
            answer = getattr(client, method.lower())(asked)
            transaction.set_rollback(True)
        told = _told(answer)
        assert not (wrote and told in REFUSED), (method, address, wrote)
        return told


def _told(answer) -> str:
    led = answer.status_code == 302 and answer["Location"].startswith("/desk/login/")
    return OUT if led else str(answer.status_code)


def written() -> dict[tuple[str, str], dict[str, str]]:
    """The table: by address and method, the answer to each."""
    table = {}
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            address, method, *answers = line.split()
            table[address, method] = dict(zip(WHO, answers, strict=True))
    return table


def write(table: dict[tuple[str, str], dict[str, str]]) -> None:
    wide = max(len(address) for address, _ in table) + 2
    heads = "  ".join(WHO)
    lines = [f"# {'address':<{wide - 2}}{'':<6}{heads}"]
    for (address, method), answers in sorted(table.items()):
        told = "  ".join(f"{answers[who]:<{len(who)}}" for who in WHO)
        lines.append(f"{address:<{wide}}{method:<6}{told}".rstrip())
    FILE.write_text(HEAD + "\n".join(lines) + "\n")
