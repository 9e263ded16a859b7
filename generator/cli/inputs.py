"""What a command works on: the knowledge base, the cases, the time. The only module that asks the machine for the time."""

import argparse
import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from generator.cli.console import complain
from generator.errors import CaseError, Place, Problem

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "case_templates" / "examples"


def now_of(options: argparse.Namespace) -> datetime:
    """Return the time of this run; SOURCE_DATE_EPOCH stands in for the clock where builds must repeat."""
    if options.now:
        return options.now  # type: ignore[no-any-return]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        complain(f"SOURCE_DATE_EPOCH is not a number of seconds since 1970: {epoch}")
        raise SystemExit(2) from None


def knowledge_of(options: argparse.Namespace) -> Any:
    """Return the knowledge base, kept from the last run where nothing has changed."""
    from generator.knowledge.load import load_knowledge

    return load_knowledge(options.content, ROOT / "build" / "cache")


def cases_of(options: argparse.Namespace, knowledge: Any) -> list[Any]:
    """Return all cases named on the command line; problems of all of them come together."""
    practice = practice_of(options, knowledge)
    problems: list[Problem] = []
    cases: list[Any] = []
    for given in options.case:
        path = file_of(given)
        shown = shown_as(path)
        if not path.is_file():
            problems.append(Problem.of("file-missing", Place(shown), file=shown))
            continue
        try:
            case = loaded(path, knowledge, practice)
        except CaseError as error:
            problems += error.problems
            continue
        twin = next((c for c in cases if c.id.lower() == case.id.lower()), None)  # folders of some systems
        if twin:
            problems.append(Problem.of("case-id-twice", case.place("case_id"), got=case.id, other=twin.path))
        cases.append(case)
    if problems:
        raise CaseError(problems)
    return cases


def loaded(path: Path, knowledge: Any, practice: Any) -> Any:
    """Return the case in a file, or the many listings it is about."""
    from generator.case.listings import has_many, load_many
    from generator.case.load import load_case

    return (load_many if has_many(path) else load_case)(path, knowledge, shown_as(path), practice)


def practice_of(options: argparse.Namespace, knowledge: Any) -> Any:
    """Return the practice named on the command line; None leaves the one beside each case."""
    from generator.case.practice_file import load_practice

    path = options.practice
    if path is None:
        return None
    if not path.is_file():
        raise CaseError([Problem.of("file-missing", Place(shown_as(path)), file=shown_as(path))])
    return load_practice(path, shown_as(path), knowledge)


def file_of(given: Path) -> Path:
    """Return a case's file, which may be named by its folder."""
    return given / "case.yml" if given.is_dir() else given


def shown_as(path: Path) -> str:
    """Return a path as the user would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def apart(case: Any) -> list[Any]:
    """Return the cases that are filed: the one given, or those of a case about many listings."""
    from generator.case.listings import ManyListings

    return list(case.cases) if isinstance(case, ManyListings) else [case]


def now_for(case: Any, options: argparse.Namespace) -> datetime:
    """Return the time to work for: for an example the day after its last action or paper, so that it never grows late."""
    cases = apart(case)
    days = [s.done for c in cases for s in c.statements if s.done]
    days += [e.issued for c in cases for e in c.exhibits if e.issued]
    if options.now is None and days and EXAMPLES in case.folder.resolve().parents:
        return datetime.combine(max(days) + timedelta(days=1), time(10, 0), cases[0].platform.clock.zone)
    return now_of(options)
