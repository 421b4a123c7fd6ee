"""What does the source of a module do? Reads syntax trees; imports and runs nothing.

Every check takes a module's name and its source and returns what is wrong with it, one sentence
each, so that a planted breach can be fed to it as well as the real modules.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("factcheck", "claims", "sources")


def modules() -> dict[str, str]:
    """Every module of the product by its dotted name, without migrations, with its source."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts).removesuffix(".__init__")] = file.read_text()
    return found


KNOWN = modules()


def imports(module: str, source: str) -> Iterator[str]:
    """Every module of the product that this one imports, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith(PACKAGES))
        if isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            if base.split(".")[0] in PACKAGES:
                inner = [f"{base}.{one.name}" for one in node.names]
                known = [name for name in inner if name in KNOWN]
                yield from known
                if len(known) < len(inner):
                    yield base


def _base(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module if _is_package(module) else module.rpartition(".")[0]
    for _ in range(node.level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{node.module}" if node.module else package


def _is_package(module: str) -> bool:
    return (ROOT / Path(*module.split(".")) / "__init__.py").exists()


def _placed(module: str, layers: list[tuple[str, ...]]) -> int | None:
    """The height of a module in a list of layers, the topmost first; by its longest name."""
    heights = {
        name: len(layers) - depth
        for depth, layer in enumerate(layers)
        for name in layer
        if module == name or module.startswith(f"{name}.")
    }
    return heights[max(heights, key=len)] if heights else None


# ── directions ──────────────────────────────────────────────────────────────────────────────────
SITE = [
    ("factcheck.management",),
    ("factcheck.urls", "factcheck.wsgi", "factcheck.settings"),
    ("factcheck.apps",),
    ("factcheck.checks",),
    ("factcheck.demo",),
    ("factcheck.desk",),
    ("factcheck.public", "factcheck.api"),
    ("claims.admin",),
    ("sources.admin",),
    ("factcheck.accounts.admin",),
    ("factcheck.partners", "factcheck.tasks"),
    ("factcheck.notifications",),
    ("claims",),
    ("sources",),
    ("factcheck.accounts",),
    ("factcheck.embedded_postgres",),
]
CLAIMS = [
    ("claims.admin", "claims.apps"),
    (
        *(
            "claims.monitoring.recheck",
            "claims.intake.tips",
            "claims.complaints",
            "claims.intake.related_claims",
        ),
        *("claims.intake.csv_import", "claims.scheduling.publication"),
    ),
    (
        *(
            "claims.workflow.drafting",
            "claims.intake.claims",
            "claims.publication.claimreview",
            "claims.publication.web_annotation",
        ),
        *(
            "claims.publication.preview",
            "claims.monitoring.alerts",
            "claims.publication.evidence_pack",
            "claims.replies",
            "claims.scheduling.publication_blocks",
        ),
        *(
            "claims.review.comments",
            "claims.rate_limits",
            "claims.collaboration.assignments",
            "claims.collaboration.comments",
        ),
    ),
    ("claims.publication.queries", "claims.workflow.actions"),
    ("claims.workflow.transitions",),
    ("claims.workflow.checklist",),
    ("claims.publication.ledger", "claims.workflow.policies", "claims.publication.filters"),
    (
        "claims.monitoring.schedule",
        "claims.publication.quote_status",
        "claims.workflow.suspension_deadlines",
    ),
    ("claims.publication.record", "claims.review.comment_anchors"),
    ("claims.models",),
    ("claims.search_config", "claims.choices"),
]
SOURCES = [
    ("sources.admin",),
    (
        *("sources.capture", "sources.rechecks", "sources.independence.origins"),
        *("sources.capture.web_archive", "sources.capture.warc"),
    ),
    ("sources.independence.duplicates",),
    ("sources.models",),
    ("sources.capture.retrieval",),
    ("sources.fetching.robots", "sources.extraction.sandbox"),
    (
        "sources.fetching.http",
        "sources.extraction.text",
        "sources.quotes.suggestions",
        "sources.checkworthiness",
    ),
    (
        "sources.quotes.anchoring",
        "sources.urls",
        "sources.text.minhash",
        "sources.extraction.pdf",
        "sources.fetching.decompression",
    ),
    ("sources.quotes.fuzzy_match",),
    ("sources.quotes.candidate_regions", "factcheck.core.conflict_form"),
    ("sources.quotes.selectors", "factcheck.core.edit_conflicts"),
    ("sources.comparison", "sources.media_types", "factcheck.core.identifiers", "sources.choices"),
    ("sources.text.normalization", "sources.text.graphemes", "sources.languages"),
    ("sources.quotes.text_fragments", "sources.apps"),
    ("sources.text.word_boundaries",),
]


def upward(module: str, source: str) -> list[str]:
    """Imports that point up or sideways."""
    return [
        f"{module} imports {other}, which does not lie below it."
        for layers in (SITE, CLAIMS, SOURCES)
        for other in imports(module, source)
        if _is_upward(module, other, layers)
    ]


def _is_upward(module: str, other: str, layers) -> bool:
    mine, its = _placed(module, layers), _placed(other, layers)
    if mine is None or its is None or _room(module, layers) == _room(other, layers):
        return False
    return its >= mine


def _room(module: str, layers) -> str:
    names = [name for layer in layers for name in layer]
    return max((n for n in names if module == n or module.startswith(f"{n}.")), key=len)


# ── the single writer of a state ────────────────────────────────────────────────────────────────
def state_writes(module: str, source: str) -> list[str]:
    """Where the state of a verdict is written."""
    return [
        f"{module}, line {node.lineno}: writes a state."
        for node in ast.walk(ast.parse(source))
        if _assigns_state(node) or _calls_with_state(node)
    ]


def _assigns_state(node) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        return False
    flat = [one for target in targets for one in getattr(target, "elts", [target])]
    return any(isinstance(one, ast.Attribute) and one.attr == "state" for one in flat)


WRITERS = ("update", "create", "get_or_create", "update_or_create", "Verdict")


def _calls_with_state(node) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if called in WRITERS and any(keyword.arg == "state" for keyword in node.keywords):
        return True
    if called == "setattr" and _says_state(node.args[1:2]):
        return True
    fields = [keyword.value for keyword in node.keywords if keyword.arg == "update_fields"]
    fields += node.args[1:2] if called == "bulk_update" else []
    return called in ("save", "bulk_update") and _says_state(
        one for field in fields for one in getattr(field, "elts", [])
    )


def _says_state(nodes) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == "state" for node in nodes)


# ── the one door ────────────────────────────────────────────────────────────────────────────────
FACES = ("factcheck.public", "factcheck.api")
PUBLIC_ROOMS = (
    "claims.publication.queries",
    "claims.publication.filters",
    "claims.models",
    "claims.publication.preview",
)


def other_doors(module: str, source: str) -> list[str]:
    """Where a public face reaches a row by another way than `claims.publication.queries`."""
    if not module.startswith(FACES):
        return []
    reached = [
        other
        for other in imports(module, source)
        if other.startswith(("claims.models", "sources.models", "factcheck.accounts"))
    ]
    named = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]
    return [f"{module} goes around the one door: {where}." for where in [*reached, *named]]


def public_rows(module: str, source: str) -> list[str]:
    """Where a model of the public's views is named outside the rooms that may."""
    if module.startswith(PUBLIC_ROOMS):
        return []
    return [
        f"{module} imports {one.name}."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("claims.models")
        for one in node.names
        if one.name.startswith("Public") or node.module == "claims.models.public.views"
    ]


# ── the clock and the network ───────────────────────────────────────────────────────────────────
CLOCKS = {"now", "utcnow", "today", "localtime", "localdate", "time", "monotonic", "Now"}


def clock_readings(module: str, source: str) -> list[str]:
    """Where the time is read in the rooms that must be told it."""
    if not module.startswith(("claims", "sources")) or module.endswith(".admin"):
        return []
    return [
        f"{module}, line {node.lineno}: reads the clock."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS)
            or (isinstance(node.func, ast.Name) and node.func.id in CLOCKS - {"time"})
        )
    ]


NETWORK = (
    *("socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"),
    *("ftplib", "smtplib", "telnetlib", "poplib", "imaplib", "xmlrpc", "socketserver", "asyncio"),
)


def openings(module: str, source: str) -> list[str]:
    """Where a socket could be opened outside `sources.fetching.http`."""
    if module == "sources.fetching.http":
        return []
    named = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named += [one.name for one in node.names]
        if isinstance(node, ast.ImportFrom) and not node.level:
            named += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return [
        f"{module} imports {name}, which opens sockets."
        for name in sorted(set(named))
        if any(name == one or name.startswith(f"{one}.") for one in NETWORK)
    ]


# ── the networks that may be reached ────────────────────────────────────────────────────────────
def reachings(module: str, source: str) -> list[str]:
    """Where the product would reach another network than the public internet.

    `reach` may only be handed on by a function that was given it; the product's own entrances
    give none.
    """
    tree, wrong = ast.parse(source), []
    for function in _functions(tree):
        names = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
        given = "reach" in names
        if given and not module.startswith(("sources.", "claims.monitoring.recheck")):
            wrong.append(f"line {function.lineno} takes a reach")
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "reach":
            handed_on = isinstance(node.value, ast.Name) and node.value.id == "reach"
            wrong += [] if handed_on else [f"line {node.value.lineno} gives a reach"]
        if isinstance(node, ast.Call) and _called(node) == "Reach" and (node.args or node.keywords):
            wrong.append(f"line {node.lineno} makes a reach")
        if isinstance(node, ast.Assign | ast.AugAssign) and _assigns_public(node, module):
            wrong.append(f"line {node.lineno} sets what is public")
    return [f"{module}: {where}." for where in wrong]


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _assigns_public(node, module: str) -> bool:
    """`fetch.PUBLIC = …` anywhere, or another `PUBLIC` in its own room than the one that is."""
    targets = getattr(node, "targets", None) or [node.target]
    if any(isinstance(one, ast.Attribute) and one.attr == "PUBLIC" for one in targets):
        return True
    named = any(isinstance(one, ast.Name) and one.id == "PUBLIC" for one in targets)
    return module == "sources.fetching.http" and named and ast.unparse(node) != "PUBLIC = Reach()"
