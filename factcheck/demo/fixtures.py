"""Read the files of the demo. Nothing is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import yaml


@dataclass(frozen=True)
class DemoAction:
    """An action that a person took: `subject` is the key of the claim or source it changed."""

    at: datetime
    by: str
    action: str
    subject: str
    data: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Demo:
    """The contents of all files; `actions` are in the order of their times."""

    people: list[dict]
    topics: list[dict]
    claimants: list[dict]
    sources: dict[str, dict]
    claims: dict[str, dict]
    actions: list[DemoAction]


def read_demo(*folders: Path) -> Demo:
    """Reads the demo in these folders. Raises `OSError`, `yaml.YAMLError` or `KeyError`."""
    sources = _read_entries(folders, "sources")
    claims = _read_entries(folders, "claims")
    actions = [
        *_get_captures(sources),
        *_get_claim_actions(claims),
        *_get_pairs(folders, "source_relations", "decide_relation", "first_source"),
        *_get_pairs(folders, "related_claims", "relate_claims", "first_claim"),
    ]
    return Demo(
        people=_read_lists(folders, "people"),
        topics=_read_lists(folders, "topics"),
        claimants=_read_lists(folders, "claimants"),
        sources=sources,
        claims=claims,
        actions=sorted(actions, key=lambda action: action.at),
    )


def _read_lists(folders: Iterable[Path], name: str) -> list[dict]:
    """The entries of the file with this name in each folder that has one."""
    files = [folder / f"{name}.yaml" for folder in folders]
    return [entry for file in files if file.exists() for entry in _read_file(file)]


def _read_entries(folders: Iterable[Path], name: str) -> dict[str, dict]:
    """The entries of all files in the subfolders with this name, by their keys."""
    files = [file for folder in folders for file in sorted((folder / name).glob("*.yaml"))]
    return {entry["key"]: entry for entry in map(_read_file, files)}


def _read_file(file: Path):
    return yaml.safe_load(file.read_text("utf-8"))


def _get_captures(sources: dict[str, dict]) -> Iterator[DemoAction]:
    for key, source in sources.items():
        for entry in source["captures"]:
            yield _create_action("capture", key, entry)


def _get_claim_actions(claims: dict[str, dict]) -> Iterator[DemoAction]:
    for key, claim in claims.items():
        for entry in claim["actions"]:
            yield _create_action(entry["action"], key, entry)


def _get_pairs(
    folders: Iterable[Path], name: str, action: str, subject: str
) -> Iterator[DemoAction]:
    for entry in _read_lists(folders, name):
        yield _create_action(action, entry[subject], entry)


def _create_action(action: str, subject: str, entry: dict) -> DemoAction:
    data = {name: entry[name] for name in entry if name not in ("at", "by", "action")}
    return DemoAction(_convert_to_utc(entry["at"]), entry["by"], action, subject, data)


def _convert_to_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
