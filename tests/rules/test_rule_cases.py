"""Rule cases: sentences about the invented world, in tests/rule_cases/*.yml.

| key | says |
|---|---|
| `name` | the situation, as a sentence |
| `given` | what is different in the world's case; `~` takes an entry out |
| `content` | what is different in the knowledge base, by file |
| `notice`, `notice_adds` | the notice in place of the world's, or what it says besides |
| `other_platform` | the name of one more platform that is known |
| `made` | what the packet came to: length of `fields`, or what one `says`; `letter`, `names`, `sizes`, `pages`, `letter_pages` |
| | files that hold one exhibit `alone`, exhibits `shrunk` to `pixels`, `parts` of the binder, whether it is `binder_only` |
| `letter`, `reply` | the letter of the round before and the reply to it, as letter.txt and reply.txt |
| `violations` | further violations of the platform, each a copy of the world's own |
| `now` | the moment of the review |
| `expect` | findings that must come |
| `never` | findings that must not come |
| `grade`, `gates` | what the feasibility report must say: the grade, and the state of gates by their ids (`absent`: not shown) |
| `lift`, `to` | the findings whose mending lifts the grade, cheapest first, and the grade then; `[]`: nothing does |
"""

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.rules.applies import why_not
from generator.rules.filing import check_fields, check_names, check_sizes
from generator.rules.finding import Finding
from generator.rules.limits import check_fitted
from generator.rules.notice import check_cited
from generator.rules.resend import check_resend
from generator.rules.review import review
from generator.rules.wording import check_letter_wording
from generator.text import same
from tests.world.world import NOW, World, copy_world

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "rule_cases"


@dataclass(frozen=True)
class Made:
    """What the packet came to."""

    fields: dict[str, int] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)
    letter: str = ""
    names: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    letter_pages: int = 0
    alone: dict[str, str] = field(default_factory=dict)
    shrunk: tuple[str, ...] = ()
    pixels: int = 0
    parts: int = 1
    binder_only: bool = False

    def findings(self, case: Case, knowledge: Knowledge) -> Iterator[Finding]:
        texts = {name: "x" * int(length) for name, length in self.fields.items()}
        sizes = {name: int(size) for name, size in self.sizes.items()}
        yield from check_fields(case, {**texts, **self.says})
        yield from check_names(case, self.names)
        if self.letter:
            yield from check_cited(case, self.letter)
            yield from check_letter_wording(case, knowledge, self.letter)
        exhibits = {exhibit.id: exhibit for exhibit in case.exhibits}
        alone = {file: exhibits[id_] for file, id_ in self.alone.items()}
        yield from check_sizes(case, sizes, int(self.pages), int(self.letter_pages), alone)
        yield from check_fitted(
            case, self.shrunk, int(self.pixels), int(self.parts), binder_only=bool(self.binder_only)
        )


@dataclass(frozen=True)
class RuleCase:
    """One sentence. Keys that are not among these are refused."""

    name: str
    given: dict[str, Any] = field(default_factory=dict)
    content: dict[str, dict[str, Any]] = field(default_factory=dict)
    letter: str = ""
    reply: str = ""
    violations: tuple[str, ...] = ()
    notice: str = ""
    notice_adds: str = ""
    other_platform: str = ""
    made: dict[str, Any] = field(default_factory=dict)
    now: str = ""
    expect: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    grade: str = ""
    gates: dict[str, str] = field(default_factory=dict)
    lift: list[str] | None = None
    to: str = ""

    def __post_init__(self) -> None:
        if not (self.expect or self.never or self.grade):
            raise ValueError(f"{self.name}: nothing is expected")

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.now) if self.now else NOW

    def world(self, folder: Path) -> World:
        world = copy_world(folder)
        world.change(self.given)
        for file, changes in self.content.items():
            world.change_content(file, changes)
        for file, text in (("letter.txt", self.letter), ("reply.txt", self.reply)):
            (world.case_file.parent / file).write_text(text, encoding="utf-8")
        known = world.content / "platforms" / "examplemart" / "violations"
        for violation in self.violations:
            shutil.copy(known / "late-parcel.yml", known / f"{violation}.yml")
        notice = world.case_file.parent / "notice.txt"
        text = self.notice or notice.read_text(encoding="utf-8")
        notice.write_text(f"{text}\n{self.notice_adds}\n", encoding="utf-8")
        return world

    def findings(self, folder: Path) -> list[Finding]:
        world = self.world(folder)
        knowledge = self._known(world.knowledge())
        case = load_case(world.case_file, knowledge, "case/case.yml")
        body = [statement.says.in_(case.language) for statement in case.statements]
        return [
            *review(case, knowledge, self.moment),
            *Made(**self.made).findings(case, knowledge),
            *check_resend(case, body, knowledge, self.moment),
        ]

    def _known(self, knowledge: Knowledge) -> Knowledge:
        if not self.other_platform:
            return knowledge
        (platform,) = knowledge.platforms.values()
        other = replace(platform, id="other", names=same(self.other_platform))
        return replace(knowledge, platforms={**knowledge.platforms, "other": other})


def read_cases(text: str) -> list[RuleCase]:
    return [RuleCase(**written) for written in yaml.load(text, Loader=yaml.CBaseLoader)]


CASES = [
    pytest.param(case, id=f"{path.stem}: {case.name}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in read_cases(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def content() -> Knowledge:
    """The real knowledge base, whose words every finding needs."""
    return load_knowledge(ROOT / "content")


@pytest.mark.parametrize("case", CASES)
def test_rule_case(case: RuleCase, tmp_path: Path, content: Knowledge) -> None:
    findings = case.findings(tmp_path)
    found = {finding.id for finding in findings}
    assert set(case.expect) <= found
    assert found.isdisjoint(case.never)
    for finding in findings:
        if not finding.id.startswith(WITHOUT_RULE):
            for language in ("zh", "en"):
                assert finding.says(content, language)
                assert finding.mend(content, language)


def test_the_world_itself_is_in_order(tmp_path: Path) -> None:
    assert copy_world(tmp_path).review() == []


WITHOUT_RULE = ("wording.", "conduct.")
"""Ids that come from the knowledge base; the real one has others than the world."""


@pytest.mark.parametrize("case", CASES)
def test_what_finds_something_applies(case: RuleCase, tmp_path: Path, content: Knowledge) -> None:
    """A check never says that it does not apply where its rule speaks, by the real knowledge base's conditions."""
    findings = case.findings(tmp_path)
    known = load_knowledge(tmp_path / "content")
    loaded = load_case(tmp_path / "case" / "case.yml", known)
    for finding in findings:
        check = (known if finding.id.startswith(WITHOUT_RULE) else content).all_checks[finding.id]
        assert why_not(check, loaded, known, made=True) is None, finding.id


def emitted() -> set[str]:
    """Return every id that stands in the rules as that of a finding."""
    ids: set[str] = set()
    for path in sorted((ROOT / "generator" / "rules").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        firsts = [
            node.args[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
        ]
        names = {first.id for first in firsts if isinstance(first, ast.Name)}
        values = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id in names
        ]
        for value in [*firsts, *values]:
            branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            ids |= {str(branch.value) for branch in branches if isinstance(branch, ast.Constant)}
    return ids


EMITTED = sorted(emitted())


def test_ids_are_found_in_the_code() -> None:
    assert {"evidence.missing", "evidence.advised", "deadline.passed", "channel.pages"} <= set(EMITTED)


@pytest.mark.parametrize("id_", EMITTED)
def test_every_finding_has_a_case_where_it_comes_and_one_where_it_does_not(id_: str) -> None:
    cases = [param.values[0] for param in CASES]
    assert [case for case in cases if isinstance(case, RuleCase) and id_ in case.expect]
    assert [case for case in cases if isinstance(case, RuleCase) and id_ in case.never]


def test_named_findings_exist(tmp_path: Path) -> None:
    known = copy_world(tmp_path).knowledge().all_checks
    for param in CASES:
        case = param.values[0]
        assert isinstance(case, RuleCase)
        assert {*case.expect, *case.never} <= {*EMITTED, *known}


def test_every_finding_has_its_words(content: Knowledge, tmp_path: Path) -> None:
    assert set(EMITTED) - set(content.checks) == set()
    assert set(EMITTED) == set(copy_world(tmp_path).knowledge().checks)


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(TypeError, match="expects"):
        read_cases("- {name: A slip, expects: [deadline.passed]}")


def test_a_case_that_expects_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is expected"):
        read_cases("- {name: A slip, given: {round: 2}}")
