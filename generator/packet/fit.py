"""The exhibits within the channel's limits: pictures smaller first, then the binder in parts, divided between exhibits.

Each way of filing is weighed before it is made. The first that keeps every limit is taken; if none does, the one that
breaks the fewest, and the findings say what is left to do.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from generator.case.model import Case, Exhibit
from generator.packet.binder import Binder
from generator.packet.exhibits import RUNGS, FiledCopy
from generator.packet.plan import ExhibitPlan
from generator.rules.filing import check_sizes
from generator.rules.finding import Finding
from generator.rules.limits import check_fitted

COVER_BYTES = 15_000
"""What a cover sheet and its row add to a binder, about; the made parts are weighed again."""

Copier = Callable[[ExhibitPlan, int], FiledCopy]
"""Makes the filed copy of an exhibit; the number is the rung of the ladder its picture is on."""

BinderMaker = Callable[[Sequence[Sequence[FiledCopy]]], Sequence[Binder]]


@dataclass(frozen=True)
class Attached:
    """One file to attach: its size in bytes and its pages; `alone` is the exhibit, if it holds one and nothing else."""

    size: int
    pages: int
    alone: Exhibit | None = None


@dataclass(frozen=True)
class Filed:
    """The exhibits as they are filed. `files` maps the name below submit/ to bytes and pages."""

    copies: tuple[FiledCopy, ...]
    files: Mapping[str, tuple[bytes, int]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Way:
    """One way to file the exhibits: the rung their pictures start on, the binder in parts or not, each alone or not."""

    separate: bool
    split: bool
    rung: int


class Fitter:
    """Finds the way for one case. `papers` are the files attached beside the exhibits."""

    def __init__(
        self, case: Case, plans: Sequence[ExhibitPlan], papers: Mapping[str, Attached], copier: Copier, binder: BinderMaker,
        letter_pages: int,
    ) -> None:  # fmt: skip
        self.case = case
        self.plans = plans
        self.papers = papers
        self.copier = copier
        self.binder = binder
        self.letter_pages = letter_pages
        self._copies: dict[tuple[str, int], FiledCopy] = {}
        limit = case.channel.max_file_mb
        self.file_limit = limit * 1_000_000 if limit else None

    def fit(self) -> Filed:
        """Return the exhibits as they are filed, with what was done to them and what is still too much."""
        best: tuple[int, _Way] | None = None
        for way in self._ways():
            wrong = _weight(self._broken(self._weighed(way)))
            if not wrong:
                filed, wrong = self._made(way)
                if not wrong:
                    return filed
            if best is None or wrong < best[0]:
                best = wrong, way
        assert best is not None
        return self._made(best[1])[0]

    def _ways(self) -> Iterator[_Way]:
        """Yield every way the channel takes, the one that changes least first."""
        kind = self.case.channel.exhibits_as
        alone = {"separate": (True,), "binder": (False,), "both": (True, False)}[kind]
        parts = (False,) if kind == "separate" else (False, True)
        for separate, split, rung in product(alone, parts, range(len(RUNGS))):
            yield _Way(separate, split, rung)

    def _copy(self, plan: ExhibitPlan, rung: int) -> FiledCopy:
        """Return an exhibit's copy on a rung, or on the next one below that keeps the limit of a single file."""
        key = (plan.exhibit.id, rung if plan.exhibit.media.kind == "image" else 0)
        if key not in self._copies:
            self._copies[key] = self.copier(plan, rung)
        copy = self._copies[key]
        lower = plan.exhibit.media.kind == "image" and rung + 1 < len(RUNGS)
        too_big = self.file_limit is not None and len(copy.data) > self.file_limit
        return self._copy(plan, rung + 1) if lower and too_big else copy

    def _copies_on(self, way: _Way) -> list[FiledCopy]:
        return [self._copy(plan, way.rung) for plan in self.plans]

    def _weighed(self, way: _Way) -> dict[str, Attached]:
        """Return the files of a way as far as they can be told without making them; binders turn out no lighter."""
        copies = self._copies_on(way)
        files = self._separate(copies) if way.separate else {}
        if self.case.channel.exhibits_as != "separate" and copies:
            groups = _packed(copies, self.file_limit) if way.split and self.file_limit else [copies]
            for name, group in zip(_names(len(groups)), groups, strict=True):
                pages = 1 + sum(1 + copy.pages for copy in group)
                files[name] = Attached(sum(len(copy.data) for copy in group), pages, _only(group))
        return files

    def _made(self, way: _Way) -> tuple[Filed, int]:
        """Return the files of a way, and the weight of the limits they break."""
        copies = self._copies_on(way)
        files = {f"exhibits/{c.name}": (c.data, c.pages) for c in copies} if way.separate else {}
        attached = self._separate(copies) if way.separate else {}
        parts = 1
        if self.case.channel.exhibits_as != "separate" and copies:
            groups, binders = self._bound(copies, way)
            parts = len(binders)
            for name, group, made in zip(_names(parts), groups, binders, strict=True):
                files[name] = made.data, made.pages
                attached[name] = Attached(len(made.data), made.pages, _only(group))
        broken = self._broken(attached)
        shrunk = [c for c in copies if c.rung and c.data != self._copies[c.plan.exhibit.id, 0].data]
        told = check_fitted(
            self.case, [c.plan.label for c in shrunk], RUNGS[max((c.rung for c in shrunk), default=0)][0], parts,
            binder_only=self.case.channel.exhibits_as == "both" and not way.separate,
        )  # fmt: skip
        return Filed(tuple(copies), files, (*broken, *told)), _weight(broken)

    def _bound(self, copies: list[FiledCopy], way: _Way) -> tuple[list[list[FiledCopy]], Sequence[Binder]]:
        """Return the binder, or its parts, each within the limit of a file unless it holds a single exhibit."""
        if not way.split or not self.file_limit:
            return [copies], self.binder([copies])
        budget = self.file_limit
        while True:
            groups = _packed(copies, budget)
            binders = self.binder(groups)
            sizes = [len(made.data) for made, group in zip(binders, groups, strict=True) if len(group) > 1]
            over = max(sizes, default=0) - self.file_limit
            if over <= 0:
                return groups, binders
            budget -= over

    def _separate(self, copies: Sequence[FiledCopy]) -> dict[str, Attached]:
        return {f"exhibits/{c.name}": Attached(len(c.data), c.pages, c.plan.exhibit) for c in copies}

    def _broken(self, files: Mapping[str, Attached]) -> list[Finding]:
        """Return the limits that the papers and these files break together."""
        every = {**self.papers, **files}
        sizes = {name: file.size for name, file in every.items()}
        alone = {name: file.alone for name, file in every.items() if file.alone}
        pages = sum(file.pages for file in every.values())
        return list(check_sizes(self.case, sizes, pages, self.letter_pages, alone))


def _weight(broken: Sequence[Finding]) -> int:
    """Return how far a way is from filing. A file of several exhibits that is too big can still be divided."""
    return sum(2 if finding.id == "channel.file-too-big" else 1 for finding in broken)


def _packed(copies: Sequence[FiledCopy], budget: int) -> list[list[FiledCopy]]:
    """Return the copies in their order, in groups of about `budget` bytes at most; each group has one copy at least."""
    groups: list[list[FiledCopy]] = [[]]
    weight = COVER_BYTES
    for copy in copies:
        own = len(copy.data) + COVER_BYTES
        if groups[-1] and weight + own > budget:
            groups.append([])
            weight = COVER_BYTES
        groups[-1].append(copy)
        weight += own
    return groups


def _names(parts: int) -> list[str]:
    if parts == 1:
        return ["exhibit-binder.pdf"]
    return [f"exhibit-binder-{part}.pdf" for part in range(1, parts + 1)]


def _only(group: Sequence[FiledCopy]) -> Exhibit | None:
    return group[0].plan.exhibit if len(group) == 1 else None
