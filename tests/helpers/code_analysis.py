"""Rules about the code that import-linter cannot express, as checks of a module's syntax tree.

Nothing is imported or run. Each check takes a module's name and its source and returns one sentence
per violation, so that a test can feed it a violation on purpose. The layers are contracts in
`pyproject.toml`, which `make lint` checks.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("factcheck", "claims", "sources")


def read_modules() -> dict[str, str]:
    """Return the source of every module of the product, by dotted name, without migrations."""
    modules = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                modules[".".join(parts).removesuffix(".__init__")] = file.read_text()
    return modules


MODULES = read_modules()


def list_imports(module: str, source: str) -> Iterator[str]:
    """Yield every module of the product that this one imports, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(PACKAGES))
        if isinstance(node, ast.ImportFrom):
            base = _resolve_base(module, node)
            if base.split(".")[0] in PACKAGES:
                members = [f"{base}.{alias.name}" for alias in node.names]
                submodules = [name for name in members if name in MODULES]
                yield from submodules
                if len(submodules) < len(members):
                    yield base


def _resolve_base(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module if _is_package(module) else module.rpartition(".")[0]
    for _ in range(node.level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{node.module}" if node.module else package


def _is_package(module: str) -> bool:
    return (ROOT / Path(*module.split(".")) / "__init__.py").exists()


# ── one writer of a verdict's state ─────────────────────────────────────────────────────────────
def find_state_writes(module: str, source: str) -> list[str]:
    """Find where the state of a verdict is written."""
    return [
        f"{module}, line {node.lineno}: writes a state."
        for node in ast.walk(ast.parse(source))
        if _assigns_state(node) or _passes_state(node)
    ]


def _assigns_state(node) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        return False
    flat = [item for target in targets for item in getattr(target, "elts", [target])]
    return any(isinstance(item, ast.Attribute) and item.attr == "state" for item in flat)


WRITING_CALLS = ("update", "create", "get_or_create", "update_or_create", "Verdict")


def _passes_state(node) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = _get_called_name(node)
    if name in WRITING_CALLS and any(keyword.arg == "state" for keyword in node.keywords):
        return True
    if name == "setattr" and _contains_state(node.args[1:2]):
        return True
    fields = [keyword.value for keyword in node.keywords if keyword.arg == "update_fields"]
    fields += node.args[1:2] if name == "bulk_update" else []
    return name in ("save", "bulk_update") and _contains_state(
        item for field in fields for item in getattr(field, "elts", [])
    )


def _contains_state(nodes) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == "state" for node in nodes)


# ── published rows only ─────────────────────────────────────────────────────────────────────────
PUBLIC_INTERFACES = ("factcheck.public", "factcheck.api")
READERS_OF_PUBLIC_VIEWS = ("claims.publication", "claims.models")


def find_private_reads(module: str, source: str) -> list[str]:
    """Find where a public page or the API reads rows without `claims.publication.queries`."""
    if not module.startswith(PUBLIC_INTERFACES):
        return []
    places = [
        name
        for name in list_imports(module, source)
        if name.startswith(("claims.models", "sources.models", "factcheck.accounts"))
    ]
    places += [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]
    return [f"{module} reads rows itself: {place}." for place in places]


def find_public_view_imports(module: str, source: str) -> list[str]:
    """Find where a model of the public views is imported outside the modules that may."""
    if module.startswith(READERS_OF_PUBLIC_VIEWS):
        return []
    return [
        f"{module} imports {alias.name}."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("claims.models")
        for alias in node.names
        if _is_public_view(alias.name) or node.module == "claims.models.public"
    ]


def _is_public_view(name: str) -> bool:
    return name.startswith("Public") and not name.startswith("Publication")


# ── the clock and the network ───────────────────────────────────────────────────────────────────
CLOCK_CALLS = {"now", "utcnow", "today", "localtime", "localdate", "time", "monotonic", "Now"}


def find_clock_readings(module: str, source: str) -> list[str]:
    """Find where the time is read in packages to which it must be passed."""
    if not module.startswith(("claims", "sources")) or module.endswith(".admin"):
        return []
    return [
        f"{module}, line {node.lineno}: reads the clock."
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS)
            or (isinstance(node.func, ast.Name) and node.func.id in CLOCK_CALLS - {"time"})
        )
    ]


NETWORK_MODULES = (
    *("socket", "ssl", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"),
    *("ftplib", "smtplib", "telnetlib", "poplib", "imaplib", "xmlrpc", "socketserver", "asyncio"),
)


def find_network_imports(module: str, source: str) -> list[str]:
    """Find where a connection could be opened outside `sources.fetching.http`."""
    if module == "sources.fetching.http":
        return []
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom) and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [
        f"{module} imports {name}, which opens connections."
        for name in sorted(set(names))
        if any(name == network or name.startswith(f"{network}.") for network in NETWORK_MODULES)
    ]


PASSED_ON_ACCESS = {"network_access"}
DEMO_SITE_ACCESS = {
    "sources.capture.from_url": {"network_access or get_network_access(url)"},
}


def find_network_access(module: str, source: str) -> list[str]:
    """Find where the product would allow another network than the public internet.

    A function of `sources` or of the recheck may pass on the `network_access` that it was given;
    the product's own entry points give none. Only `sources.capture.demo_site` creates one, for the
    demo's own site, and only `sources.capture.from_url` asks for it.
    """
    tree, places = ast.parse(source), []
    for function in _list_functions(tree):
        names = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
        if "network_access" in names and not _may_pass_on_network_access(module):
            places.append(f"line {function.lineno} takes a network_access")
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "network_access":
            allowed = PASSED_ON_ACCESS | DEMO_SITE_ACCESS.get(module, set())
            if ast.unparse(node.value) not in allowed:
                places.append(f"line {node.value.lineno} gives a network_access")
        creates = isinstance(node, ast.Call) and _creates_network_access(node)
        if creates and module != "sources.capture.demo_site":
            places.append(f"line {node.lineno} creates a NetworkAccess")
        if isinstance(node, ast.Assign | ast.AugAssign) and _sets_public_internet(node, module):
            places.append(f"line {node.lineno} changes what is public")
    return [f"{module}: {place}." for place in places]


def _may_pass_on_network_access(module: str) -> bool:
    return module.startswith(("sources.", "claims.monitoring.recheck"))


def _creates_network_access(node: ast.Call) -> bool:
    return _get_called_name(node) == "NetworkAccess" and bool(node.args or node.keywords)


def _sets_public_internet(node, module: str) -> bool:
    targets = getattr(node, "targets", None) or [node.target]
    if any(isinstance(item, ast.Attribute) and item.attr == "PUBLIC_INTERNET" for item in targets):
        return True
    is_named = any(isinstance(item, ast.Name) and item.id == "PUBLIC_INTERNET" for item in targets)
    own = "PUBLIC_INTERNET = NetworkAccess()"
    return module == "sources.fetching.http" and is_named and ast.unparse(node) != own


def _list_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _get_called_name(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
