"""Each file of the knowledge base on its own: which collection it belongs to, read and validated."""

import gc
import os
import re
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any

from generator.errors import Place, Problem
from generator.knowledge import evidence, model
from generator.knowledge.after import AfterStep
from generator.knowledge.channels import Channel
from generator.knowledge.fees import FeeFactor
from generator.knowledge.references import check_templates
from generator.likeness import closest
from generator.source.cache import Cache, key_of
from generator.source.read import Document, parse_yaml
from generator.source.schema import Rule, load_schema
from generator.source.validate import validate
from generator.text import Text

COMMON: dict[str, type] = {
    "sources": model.Source, "claims": model.Claim, "glossary": model.Term, "evidence": model.EvidenceKind, "actions": model.Action,
    "wording": model.WordingRule, "checks": model.Check, "confirmations": model.Confirmation, "conflicts": model.Conflict, "ui": Text,
    "privacy": model.PrivateColumn, "marks": evidence.Mark, "risks": model.Risk, "characters": model.Characters,
}  # fmt: skip
"""Collections that hold for all platforms: files content/<name>.yml, or folders content/<name>/*.yml."""

PER_PLATFORM: dict[str, type] = {
    "channels": Channel, "policies": model.Policy, "metrics": model.Metric, "facts": model.Fact,
    "pitfalls": model.Pitfall, "faq": model.Question, "replies": model.Reply,
    "fees": FeeFactor, "after": AfterStep,
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


def read_parts(
    folder: Path, files: Mapping[str, bytes | None], kept: Cache
) -> tuple[list[Part], list[Problem]]:
    """Read and validate each of `files` (shown name -> bytes; None where it can't be read)."""
    parts: list[Part] = []
    problems: list[Problem] = []
    if not folder.is_dir():
        return [], [Problem.of("folder-missing", Place(folder.name), file=folder.name)]
    readable: list[tuple[str, bytes]] = []
    for shown, raw in files.items():
        steps = tuple(shown.split("/")[1:])
        if _kind_of(steps) is None:
            known = _known_beside(steps)
            guess = closest(steps[-1].partition(".")[0], [name.removesuffix(".yml") for name in known])
            guess += ".yml" if guess else ""
            problems.append(Problem.of("dangling-file", Place(shown), known=", ".join(known), guess=guess))
        elif raw is None:
            problems.append(Problem.of("file-unreadable", Place(shown), file=shown, reason="?"))
        else:
            readable.append((shown, raw))
    _read_ahead(readable, kept)
    for shown, raw in readable:
        part, found = _kept_part(kept, shown, raw)
        problems.extend(found)
        parts += [part] if part else []
    for name in sorted({p.platform for p in parts if p.platform}):
        if not any(p.collection == "platform" and p.platform == name for p in parts):
            place = Place(f"{folder.name}/platforms/{name}")
            problems.append(Problem.of("file-missing", place, file="platform.yml"))
    return parts, problems


MANY = 40
"""So many new files are worth the start of further processes."""


def _read_ahead(files: list[tuple[str, bytes]], kept: Cache) -> None:
    """Let every processor read its share of many new files and keep the results, where they are found again."""
    new = [(shown, raw) for shown, raw in files if not kept.holds(_key(shown, raw))]
    workers = min(os.cpu_count() or 1, len(new) // MANY + 1)
    if kept.folder and workers > 1:
        # The largest first, so that nobody waits for a straggler.
        new.sort(key=lambda file: len(file[1]), reverse=True)
        with ProcessPoolExecutor(workers, initializer=gc.disable) as pool:
            list(pool.map(_read_apart, repeat(kept), new, chunksize=4))


def _read_apart(kept: Cache, file: tuple[str, bytes]) -> None:
    _kept_part(kept, *file)


def _key(shown: str, raw: bytes) -> str:
    return "part-" + key_of((shown.encode(), raw))


def _kept_part(kept: Cache, shown: str, raw: bytes) -> tuple[Part | None, list[Problem]]:
    return kept.get_or_make(_key(shown, raw), partial(_read_part, shown, raw))


def _read_part(shown: str, raw: bytes) -> tuple[Part | None, list[Problem]]:
    """Return one file's part with all the problems that show in it alone."""
    kind = _kind_of(tuple(shown.split("/")[1:]))
    if kind is None:  # such files are not read
        raise ValueError(shown)
    collection, platform = kind
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
