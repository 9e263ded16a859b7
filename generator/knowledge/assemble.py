"""The model of the knowledge base from its parts. All problems of all files come out together."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import ContentError
from generator.knowledge import model
from generator.knowledge.parts import COMMON, PER_PLATFORM, Part, read_parts
from generator.knowledge.references import GLOBAL, check_references
from generator.knowledge.relations import check_relations
from generator.source.cache import Cache
from generator.source.structure import structure
from generator.text import Text


def assemble(folder: Path, files: Mapping[str, bytes | None], kept: Cache) -> model.Knowledge:
    """Return the model of `files` (shown name -> bytes). Raises ContentError with every problem of every file."""
    parts, problems = read_parts(folder, files, kept)
    if not problems:
        problems = [*check_references(parts), *check_relations(parts)]
    if problems:
        raise ContentError(problems)
    return _build(parts)


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
        "papers": tuple(structure(rule, model.PaperRule) for rule in data.get("papers", ())),
        "confirmations": tuple(data.get("confirmations", ())),
        "seasons": tuple(structure(season, model.Season) for season in data.get("seasons", ())),
    }  # fmt: skip
    return model.Platform(id=main.platform, letters=letters, violations=violations, **head, **collections)


def _records(part: Part, cls: type) -> Iterator[tuple[str, Any]]:
    """Yield id and record of a collection's file."""
    for id_, data in part.data.items():
        yield id_, structure(data if cls is Text else {"id": id_, **data}, cls)
