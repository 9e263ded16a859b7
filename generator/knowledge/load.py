"""Find, read and check every file of the knowledge base, then build the model. All problems come out together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Place, Problem
from generator.knowledge import model
from generator.knowledge.references import GLOBAL, check_references, check_templates
from generator.knowledge.relations import check_relations
from generator.source.cache import Cache, key_of
from generator.source.read import Document, parse_yaml
from generator.source.schema import Rule, load_schema
from generator.source.structure import structure
from generator.source.validate import closest, validate
from generator.text import Text

COMMON: dict[str, type] = {
    "sources": model.Source, "claims": model.Claim, "glossary": model.Term, "evidence": model.EvidenceKind, "actions": model.Action,
    "wording": model.WordingRule, "checks": model.Check, "conflicts": model.Conflict, "ui": Text,
    "privacy": model.PrivateColumn,
}  # fmt: skip
"""Collections that hold for all platforms: files content/<name>.yml, or folders content/<name>/*.yml."""

PER_PLATFORM: dict[str, type] = {
    "channels": model.Channel, "policies": model.Policy, "metrics": model.Metric, "facts": model.Fact,
    "pitfalls": model.Pitfall, "faq": model.Question, "replies": model.Reply,
    "fees": model.FeeFactor,
}  # fmt: skip
"""Collections of one platform: files content/platforms/<platform>/<name>.yml, or folders <name>/*.yml."""


ID = "[a-z0-9]+(-[a-z0-9]+)*"
"""Form of the ids that are names of files and folders; schemas hold the form of those that are keys."""


@dataclass(frozen=True)
class Part:
    """One file of the knowledge base: which collection it belongs to, of which platform, and its typed data."""

    collection: str
    platform: str
    name: str
    document: Document
    data: Any

    @property
    def rule(self) -> Rule:
        """The rule its data keeps."""
        return load_schema({"violations": "violation"}.get(self.collection, self.collection))


def load_knowledge(folder: Path, cache: Path | None = None) -> model.Knowledge:
    """Return the knowledge base in `folder`. Raises ContentError with every problem of every file.

    With `cache`, a folder, files that have not changed since the last run are not read again.
    """
    kept = Cache(cache)
    files = _files(folder)
    key = key_of(part for shown, raw in files.items() for part in (shown.encode(), raw or b""))
    # Only a whole that is in order is kept; problems are found anew, from the parts.
    return kept.get_or_make(f"knowledge-{key}", lambda: _checked(folder, files, kept))


def _checked(folder: Path, files: Mapping[str, bytes | None], kept: Cache) -> model.Knowledge:
    parts, problems = read_parts(folder, files, kept)
    if not problems:
        problems = [*check_references(parts), *check_relations(parts)]
    if problems:
        raise ContentError(problems)
    return _build(parts)


def _files(folder: Path) -> dict[str, bytes | None]:
    """Return shown name and bytes of each file below a folder; None where it can't be read."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            try:
                found[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
            except OSError:
                found[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = None
    return found


def read_parts(
    folder: Path, files: Mapping[str, bytes | None] | None = None, kept: Cache | None = None
) -> tuple[list[Part], list[Problem]]:
    """Read and validate each file on its own."""
    files = _files(folder) if files is None else files
    kept = kept or Cache(None)
    parts: list[Part] = []
    problems: list[Problem] = []
    if not folder.is_dir():
        return [], [Problem.of("folder-missing", Place(folder.name), file=folder.name)]
    for shown, raw in files.items():
        steps = tuple(shown.split("/")[1:])
        kind = _kind_of(steps)
        if kind is None:
            known = _known_beside(steps)
            guess = closest(steps[-1].partition(".")[0], [name.removesuffix(".yml") for name in known])
            guess += ".yml" if guess else ""
            problems.append(Problem.of("dangling-file", Place(shown), known=", ".join(known), guess=guess))
        elif raw is None:
            problems.append(Problem.of("file-unreadable", Place(shown), file=shown, reason="?"))
        else:
            key = "part-" + key_of((shown.encode(), raw))
            part, found = kept.get_or_make(key, partial(_read_part, shown, raw, *kind))
            problems.extend(found)
            parts += [part] if part else []
    for name in sorted({p.platform for p in parts if p.platform}):
        if not any(p.collection == "platform" and p.platform == name for p in parts):
            place = Place(f"{folder.name}/platforms/{name}")
            problems.append(Problem.of("file-missing", place, file="platform.yml"))
    return parts, problems


def _read_part(shown: str, raw: bytes, collection: str, platform: str) -> tuple[Part | None, list[Problem]]:
    """Return one file's part with all the problems that show in it alone."""
    document, problems = parse_yaml(raw, shown)
    if document is None:
        return None, problems
    name = shown.rpartition("/")[2].removesuffix(".yml")
    ids = [id_ for id_ in (platform, name if collection == "violations" else "") if id_]
    wrong = [id_ for id_ in ids if not re.fullmatch(ID, id_)]
    problems += [Problem.of("pattern", Place(shown), got=f"'{id_}'", pattern=ID) for id_ in wrong]
    part = Part(collection, platform, name, document, None)
    data, found = validate(document, part.rule)
    part = replace(part, data=data)
    problems += found
    if not problems:
        problems += check_templates(part)
    return part, problems


def _kind_of(steps: tuple[str, ...]) -> tuple[str, str] | None:
    """Return collection and platform of a file by its place below content/, or None when it belongs nowhere."""
    match steps:
        case (file,) if file.removesuffix(".yml") in COMMON and file.endswith(".yml"):
            return file.removesuffix(".yml"), ""
        case (collection, file) if collection in COMMON and file.endswith(".yml"):
            return collection, ""
        case ("platforms", platform, "platform.yml"):
            return "platform", platform
        case ("platforms", platform, file) if file.removesuffix(".yml") in PER_PLATFORM and file.endswith(
            ".yml"
        ):
            return file.removesuffix(".yml"), platform
        case ("platforms", platform, collection, file) if collection in PER_PLATFORM and file.endswith(
            ".yml"
        ):
            return collection, platform
        case ("platforms", platform, "violations", file) if file.endswith(".yml"):
            return "violations", platform
    return None


def _known_beside(steps: tuple[str, ...]) -> list[str]:
    """Return the names a file may have where one without a kind was found."""
    if steps[0] == "platforms":
        return [*(f"{name}.yml" for name in ("platform", *PER_PLATFORM)), "violations/<id>.yml"]
    return [f"{name}.yml" for name in COMMON]


def _build(parts: list[Part]) -> model.Knowledge:
    """Return the model of validated parts."""
    common: dict[str, Mapping[str, Any]] = {
        name: {
            id_: record for part in parts if part.collection == name for id_, record in _records(part, cls)
        }
        for name, cls in COMMON.items()
    }
    platforms = {
        part.platform: _platform(part, [p for p in parts if p.platform == part.platform])
        for part in parts
        if part.collection == "platform"
    }
    places = {
        _address(part, id_): f"{part.document.path}:{part.document.key_place((id_,)).line}"
        for part in parts
        if part.collection not in ("platform", "violations")
        for id_ in part.data
    } | {
        _address(part, part.name): f"{part.document.path}:1"
        for part in parts
        if part.collection == "violations"
    }
    return model.Knowledge(**common, platforms=platforms, places=places)


def _address(part: Part, id_: str) -> str:
    """Return the key of a record among the places: ids that are a platform's own stand behind its name."""
    return "/".join([part.collection, *([] if part.collection in GLOBAL else [part.platform]), id_])


def _platform(main: Part, parts: list[Part]) -> model.Platform:
    data = dict(main.data)
    letters = {
        id_: structure({"id": id_, **shape}, model.LetterShape) for id_, shape in data.pop("letters").items()
    }
    collections: dict[str, Any] = {name: {} for name in PER_PLATFORM}
    for part in parts:
        if part.collection in PER_PLATFORM:
            collections[part.collection].update(_records(part, PER_PLATFORM[part.collection]))
    violations = {
        part.name: structure({"id": part.name, **part.data}, model.Violation)
        for part in parts
        if part.collection == "violations"
    }
    head = {
        "names": structure(data["names"], Text), "summary": structure(data["summary"], Text),
        "portal": data["portal"], "clock": structure(data["clock"], model.Clock),
        "reply_window": structure(data["reply_window"], model.ReplyWindow),
        "marketplaces": {k: structure(v, model.Marketplace) for k, v in data["marketplaces"].items()},
        "seasons": tuple(structure(season, model.Season) for season in data.get("seasons", ())),
    }  # fmt: skip
    return model.Platform(id=main.platform, letters=letters, violations=violations, **head, **collections)


def _records(part: Part, cls: type) -> Iterator[tuple[str, Any]]:
    """Yield id and record of a collection's file."""
    for id_, data in part.data.items():
        yield id_, structure(data if cls is Text else {"id": id_, **data}, cls)
