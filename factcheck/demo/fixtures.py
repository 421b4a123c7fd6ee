"""What do the files in `fixtures/demo` tell? Reads them; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Act:
    """One thing somebody did: `deed` is a bare verb, `about` the key of a source or a claim."""

    at: datetime
    by: str
    deed: str
    about: str
    told: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """All that the files tell; `acts` in the order of time."""

    cast: list[dict]
    topics: list[dict]
    claimants: list[dict]
    sources: dict[str, dict]
    claims: dict[str, dict]
    acts: list[Act]


def read(folder: Path) -> Story:
    """The story in a folder. Raises `OSError`, `yaml.YAMLError` or `KeyError`."""
    sources = {one["key"]: one for one in _each(folder / "sources")}
    claims = {one["key"]: one for one in _each(folder / "claims")}
    kinships, families = (_load(folder / f"{name}.yaml") for name in ("kinships", "families"))
    acts = [*_captures(sources), *_decisions(kinships), *_relations(families), *_deeds(claims)]
    return Story(
        *(_load(folder / f"{name}.yaml") for name in ("cast", "topics", "claimants")),
        sources,
        claims,
        sorted(acts, key=lambda act: act.at),
    )


def _load(file: Path):
    return yaml.safe_load(file.read_text("utf-8"))


def _each(folder: Path) -> list[dict]:
    return [_load(file) for file in sorted(folder.glob("*.yaml"))]


def _captures(sources: dict) -> Iterator[Act]:
    for key, source in sources.items():
        for one in source["captures"]:
            told = {name: one[name] for name in ("fragments", "note") if name in one}
            yield Act(_utc(one["at"]), one["by"], "capture", key, told)


def _decisions(kinships: list[dict]) -> Iterator[Act]:
    for one in kinships:
        told = {name: one[name] for name in ("other", "ground", "answer", "why")}
        yield Act(_utc(one["at"]), one["by"], "decide", one["one"], told)


def _relations(families: list[dict]) -> Iterator[Act]:
    for one in families:
        told = {name: one[name] for name in ("other", "kind", "why")}
        yield Act(_utc(one["at"]), one["by"], "relate", one["one"], told)


def _deeds(claims: dict) -> Iterator[Act]:
    for key, claim in claims.items():
        for one in claim["story"]:
            told = {name: one[name] for name in one if name not in ("at", "by", "act")}
            yield Act(_utc(one["at"]), one["by"], one["act"], key, told)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
