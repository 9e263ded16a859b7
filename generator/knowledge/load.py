"""Find, read and check every file of the knowledge base, then build the model. All problems come out together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Place, Problem
from generator.knowledge import model
from generator.knowledge.references import check_references
from generator.source.read import Document, read_yaml
from generator.source.schema import Rule, load_schema
from generator.source.structure import structure
from generator.source.validate import validate

COMMON: dict[str, type] = {
    "sources": model.Source, "glossary": model.Term, "evidence": model.EvidenceKind, "actions": model.Action,
    "wording": model.WordingRule, "checks": model.Check, "conflicts": model.Conflict, "ui": model.Text,
    "privacy": model.PrivateColumn,
}  # fmt: skip
"""Collections that hold for all platforms: files content/<name>.yml, or folders content/<name>/*.yml."""

PER_PLATFORM: dict[str, type] = {
    "channels": model.Channel, "policies": model.Policy, "metrics": model.Metric, "facts": model.Fact,
    "pitfalls": model.Pitfall, "faq": model.Question, "fees": model.FeeFactor,
}  # fmt: skip
"""Collections of one platform: files content/platforms/<platform>/<name>.yml."""


ID = "[a-z0-9]+(-[a-z0-9]+)*"
"""Form of the ids that are names of files and folders; schemas hold the form of those that are keys."""


@dataclass(frozen=True)
class Part:
    """One file of the knowledge base: which collection it belongs to, of which platform, and its typed data."""

    collection: str
    platform: str
    name: str
    document: Document
    rule: Rule
    data: Any


def load_knowledge(folder: Path) -> model.Knowledge:
    """Return the knowledge base in `folder`. Raises ContentError with every problem of every file."""
    parts, problems = read_parts(folder)
    if not problems:
        problems = check_references(parts)
    if problems:
        raise ContentError(problems)
    return _build(parts)


def read_parts(folder: Path) -> tuple[list[Part], list[Problem]]:
    """Read and validate each file on its own."""
    parts: list[Part] = []
    problems: list[Problem] = []
    if not folder.is_dir():
        return [], [Problem.of("folder-missing", Place(folder.name), file=folder.name)]
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name.startswith("."):
            continue
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        kind = _kind_of(path.relative_to(folder).parts)
        if kind is None:
            known = ", ".join([*COMMON, *PER_PLATFORM, "platform", "violations/<id>"])
            problems.append(Problem.of("dangling-file", Place(shown), known=known))
            continue
        collection, platform = kind
        ids = [i for i in (platform, path.stem if collection == "violations" else "") if i]
        wrong = [i for i in ids if not re.fullmatch(ID, i)]
        problems.extend(Problem.of("pattern", Place(shown), got=f"'{i}'", pattern=ID) for i in wrong)
        document, found = read_yaml(path, shown)
        problems.extend(found)
        if document is None:
            continue
        rule = load_schema({"violations": "violation"}.get(collection, collection))
        data, found = validate(document, rule)
        problems.extend(found)
        parts.append(Part(collection, platform, path.stem, document, rule, data))
    for name in sorted({p.platform for p in parts if p.platform}):
        if not any(p.collection == "platform" and p.platform == name for p in parts):
            place = Place(f"{folder.name}/platforms/{name}")
            problems.append(Problem.of("file-missing", place, file="platform.yml"))
    return parts, problems


def _kind_of(steps: tuple[str, ...]) -> tuple[str, str] | None:
    """Return collection and platform of a file by its place below content/, or None when it belongs nowhere."""
    match steps:
        case (file,) if file.removesuffix(".yml") in COMMON and file.endswith(".yml"):
            return file.removesuffix(".yml"), ""
        case (collection, file) if collection in COMMON and file.endswith(".yml"):
            return collection, ""
        case ("platforms", platform, "platform.yml"):
            return "platform", platform
        case ("platforms", platform, file) if file.removesuffix(".yml") in PER_PLATFORM and file.endswith(".yml"):
            return file.removesuffix(".yml"), platform
        case ("platforms", platform, "violations", file) if file.endswith(".yml"):
            return "violations", platform
    return None


def _build(parts: list[Part]) -> model.Knowledge:
    """Return the model of validated parts."""
    common: dict[str, Mapping[str, Any]] = {
        name: {id_: record for part in parts if part.collection == name for id_, record in _records(part, cls)}
        for name, cls in COMMON.items()
    }
    platforms = {
        part.platform: _platform(part, [p for p in parts if p.platform == part.platform])
        for part in parts
        if part.collection == "platform"
    }
    places = {
        f"{part.collection}/{id_}": f"{part.document.path}:{part.document.key_place((id_,)).line}"
        for part in parts
        if part.collection in ("actions", "facts", "wording", "checks")
        for id_ in part.data
    }
    return model.Knowledge(**common, platforms=platforms, places=places)


def _platform(main: Part, parts: list[Part]) -> model.Platform:
    data = dict(main.data)
    letters = {id_: structure({"id": id_, **shape}, model.LetterShape) for id_, shape in data.pop("letters").items()}
    collections: dict[str, Any] = {name: {} for name in PER_PLATFORM}
    for part in parts:
        if part.collection in PER_PLATFORM:
            collections[part.collection] = dict(_records(part, PER_PLATFORM[part.collection]))
    violations = {
        part.name: structure({"id": part.name, **part.data}, model.Violation)
        for part in parts
        if part.collection == "violations"
    }
    head = {
        "names": structure(data["names"], model.Text), "summary": structure(data["summary"], model.Text),
        "portal": data["portal"], "clock": structure(data["clock"], model.Clock),
        "reply_window": structure(data["reply_window"], model.ReplyWindow),
        "marketplaces": {k: structure(v, model.Marketplace) for k, v in data["marketplaces"].items()},
        "seasons": tuple(structure(season, model.Season) for season in data.get("seasons", ())),
    }  # fmt: skip
    return model.Platform(id=main.platform, letters=letters, violations=violations, **head, **collections)


def _records(part: Part, cls: type) -> Iterator[tuple[str, Any]]:
    """Yield id and record of a collection's file."""
    for id_, data in part.data.items():
        yield id_, structure(data if cls is model.Text else {"id": id_, **data}, cls)
