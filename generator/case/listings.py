"""A case about many products: one file, a table of listings, and a case of its own for each group of one cause."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.case import files
from generator.case.load import load_document
from generator.case.model import Case, Media
from generator.case.practice import Practice
from generator.errors import CaseError, Place, Problem
from generator.knowledge.model import Knowledge
from generator.source.read import Document, Steps, read_yaml
from generator.source.schema import load_schema
from generator.source.structure import structure
from generator.source.validate import validate
from generator.text import Text

COLUMNS = ("listing", "group", "name", "stopped", "state", "filed")
"""Columns of the table; the first two are needed."""

STATES = ("blocked", "filed", "restored", "closed")
FEWEST, MOST = 2, 500


@dataclass(frozen=True)
class Listing:
    """One product that was stopped. `state` is one of STATES; `filed` is the day its letter went out."""

    id: str
    group: str
    name: str = ""
    stopped: date | None = None
    state: str = "blocked"
    filed: date | None = None


@dataclass(frozen=True)
class Group:
    """The listings of one cause, and the case that answers for them; without an answer its case has no responses."""

    id: str
    names: Text
    case: Case
    listings: tuple[Listing, ...]


@dataclass(frozen=True)
class ManyListings:
    """A whole file: its groups in the order of the file, the table's file and what it was made from."""

    id: str
    folder: Path
    path: str
    table: str
    groups: tuple[Group, ...]

    @property
    def listings(self) -> int:
        """How many listings it is about."""
        return sum(len(group.listings) for group in self.groups)

    def place(self, where: str) -> Place:
        """Return the place of an entry that all groups have in common."""
        return self.groups[0].case.place(where)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The case of each group that has an answer."""
        return tuple(group.case for group in self.groups if group.case.responses)


def has_many(path: Path) -> bool:
    """Tell whether a case file is about many products: it has `groups` at its top."""
    try:
        return re.search(rb"^groups:", path.read_bytes(), re.MULTILINE) is not None
    except OSError:
        return False


def load_many(path: Path, knowledge: Knowledge, shown: str, practice: Practice | None = None) -> ManyListings:
    """Return the case about many products in `path`. Raises CaseError with every problem of the file, the table and all groups."""
    document, problems = read_yaml(path, shown)
    if document is None:
        raise CaseError(problems)
    own = Document(
        shown,
        {k: v for k, v in document.data.items() if k in ("listings", "groups")},
        document.values,
        document.keys,
    )
    data, found = validate(own, load_schema("listings"))
    if problems + found:
        raise CaseError(problems + found)
    ids = [group["id"] for group in data["groups"]]
    problems += [
        Problem.of("id-repeated", document.place(("groups", i, "id")), got=id_, other=f"groups[{ids.index(id_)}]")
        for i, id_ in enumerate(ids) if id_ in ids[:i]
    ]  # fmt: skip
    listings, found = _table(path.parent, data["listings"], document.place(("listings",)), ids)
    problems += found
    groups = []
    for index, group in enumerate(data["groups"]):
        members = tuple(listing for listing in listings if listing.group == group["id"])
        if not members and not found:
            problems.append(Problem.of("group-empty", document.place(("groups", index)), group=group["id"]))
        try:
            case = load_document(path, _of_group(document, index, members), knowledge, practice=practice)
        except CaseError as error:
            problems += error.problems
            continue
        groups.append(Group(group["id"], structure(group["names"], Text), case, members))
    if problems:
        raise CaseError(problems)
    return ManyListings(document.data["case_id"], path.parent, shown, data["listings"], tuple(groups))


def _table(folder: Path, file: str, place: Place, groups: list[str]) -> tuple[list[Listing], list[Problem]]:
    """Return the listings of the table with every problem of its rows."""
    path = files.find(folder, file, place)
    media: Media | Problem = path if isinstance(path, Problem) else files.describe(path, file, place)
    if isinstance(media, Problem):
        return [], [media]
    if media.kind != "table":
        return [], [Problem.of("listings-form", place, file=file, columns=", ".join(COLUMNS))]
    heading, *rows = media.rows
    names = [cell.strip().lower() for cell in heading]
    if not {"listing", "group"} <= set(names):
        return [], [Problem.of("listings-form", place, file=file, columns=", ".join(COLUMNS))]
    if not FEWEST <= len(rows) <= MOST:
        return [], [Problem.of("listings-count", place, file=file, count=len(rows), fewest=FEWEST, most=MOST)]
    listings, problems = [], []
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=True) if name in COLUMNS}
        wrong = list(_wrong_cells(cells, groups, seen))
        problems += [
            Problem.of("listings-cell", place, file=file, row=number, column=column, got=cells.get(column, ""), expected=expected)
            for column, expected in wrong
        ]  # fmt: skip
        seen.add(cells["listing"])
        if not wrong:
            listings.append(_listing(cells))
    return listings, problems


def _wrong_cells(cells: Mapping[str, str], groups: list[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield column and what was expected for each cell of a row that can't be used."""
    if not cells["listing"] or cells["listing"] in seen:
        yield "listing", "an id, each once"
    if cells["group"] not in groups:
        yield "group", ", ".join(groups)
    if cells.get("state") and cells["state"] not in STATES:
        yield "state", ", ".join(STATES)
    for column in ("stopped", "filed"):
        if cells.get(column) and not _day(cells[column]):
            yield column, "2026-11-18"
    if cells.get("state") == "filed" and not cells.get("filed"):
        yield "filed", "2026-11-18"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"20\d{2}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _listing(cells: Mapping[str, str]) -> Listing:
    return Listing(
        cells["listing"], cells["group"], cells.get("name", ""), _day(cells.get("stopped", "")),
        cells.get("state") or "blocked", _day(cells.get("filed", "")),
    )  # fmt: skip


def _of_group(document: Document, index: int, members: tuple[Listing, ...]) -> Document:
    """Return one group's case as if it had been written alone; everything keeps its place in the file."""
    group = document.data["groups"][index]
    case = {key: value for key, value in document.data.items() if key not in ("groups", "listings")}
    case |= {
        key: value for key, value in group.items() if key not in ("id", "names", "allegations", "notice")
    }
    case.setdefault("response", [])  # a group that is not answered yet
    case["case_id"] = f"{document.data.get('case_id')}-{group['id']}"
    common = document.data.get("notice")
    case["notice"] = {
        **(common if isinstance(common, dict) else {}), **(group.get("notice") or {}),
        "allegations": [_with_items(one, members, len(group["allegations"])) for one in group["allegations"]],
    }  # fmt: skip
    kept = _cited(group)
    exhibits = document.data.get("exhibits")
    order = [i for i, e in enumerate(exhibits or []) if isinstance(e, dict) and e.get("id") in kept]
    case["exhibits"] = [exhibits[i] for i in order] if isinstance(exhibits, list) else exhibits
    moved = [(steps, _moved(steps, index, order)) for steps in document.values]
    return Document(
        document.path, case, {new: document.values[old] for old, new in moved if new is not None},
        {new: document.keys[old] for old, new in moved if new is not None and old in document.keys},
    )  # fmt: skip


def _with_items(allegation: Any, members: tuple[Listing, ...], points: int) -> Any:
    """Return a group's only allegation with its listings as items; one that names its own keeps them."""
    if not isinstance(allegation, dict) or points > 1 or {"items", "count"} & set(allegation):
        return allegation
    return {**allegation, "items": [m.id for m in members], "count": str(len(members))}


def _cited(group: Mapping[str, Any]) -> set[str]:
    """Return the ids of all exhibits that a group's answer cites."""
    found: set[str] = set()
    for response in group.get("response") or []:
        for statements in response.values() if isinstance(response, dict) else ():
            for statement in statements if isinstance(statements, list) else ():
                if isinstance(statement, dict):
                    found.update(str(id_) for id_ in statement.get("proof") or [])
    return found


def _moved(steps: Steps, index: int, exhibits: list[int]) -> Steps | None:
    """Return where a value of the file stands in the group's own case; None where it is no part of it."""
    match steps:
        case ("groups", number, "allegations", *rest) if number == index:
            return ("notice", "allegations", *rest)
        case ("groups", number, *rest) if number == index and rest:
            return tuple(rest)
        case ("groups", *_) | ("listings", *_):
            return None
        case ("exhibits", int(number), *rest):
            return ("exhibits", exhibits.index(number), *rest) if number in exhibits else None
    return steps
