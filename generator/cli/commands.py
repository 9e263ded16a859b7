"""What each command does. The only module that asks the machine for the time."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, time, timedelta
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from generator.cli.console import Progress, complain, json_problems, print_json, say, show_problems
from generator.errors import CaseError, Place, Problem, ReinstateError

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "case_templates" / "examples"


def _now(options: argparse.Namespace) -> datetime:
    """Return the time of this run; SOURCE_DATE_EPOCH stands in for the clock where builds must repeat."""
    if options.now:
        return options.now  # type: ignore[no-any-return]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        complain(f"SOURCE_DATE_EPOCH is not a number of seconds since 1970: {epoch}")
        raise SystemExit(2) from None


def everything(options: argparse.Namespace) -> int:
    """Check the knowledge base, build the site and the example packets."""
    code = check(options)
    options.out, options.serve = ROOT / "build" / "site", False
    code = code or site(options)
    options.out, options.case = ROOT / "build" / "packets", sorted(EXAMPLES.glob("*/case.yml"))
    # The examples are dated; they are built for the day they were written for, so that they stay in time.
    return code or packet(options)


def check(options: argparse.Namespace) -> int:
    """Read and check the knowledge base."""
    knowledge = _knowledge(options)
    platforms = {
        p.id: {
            "violations": len(p.violations),
            "facts": len(p.facts),
            "pitfalls": len(p.pitfalls),
            "faq": len(p.faq),
        }
        for p in knowledge.platforms.values()
    }
    totals = {
        "actions": len(knowledge.actions),
        "evidence": len(knowledge.evidence),
        "conflicts": len(knowledge.conflicts),
    }
    if options.json:
        print_json({"problems": [], "platforms": platforms, **totals})
    else:
        say({"en": "The knowledge base is in order.", "zh": "知识库检查通过。"}[options.lang])
        for name, counts in platforms.items():
            say(f"  {name}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 0


def coverage(options: argparse.Namespace) -> int:
    """Show which statements carry each researched claim."""
    from generator.knowledge import upkeep

    rows = [
        {"claim": row.claim.id, "platform": row.claim.platform, "kind": row.claim.kind, "status": row.claim.status,
         "carried_by": list(row.carried_by),
         "left_out": row.claim.left_out.in_(options.lang) if row.claim.left_out else ""}
        for row in upkeep.coverage(_knowledge(options))
    ]  # fmt: skip
    shown = [row for row in rows if not (options.left_out and row["carried_by"])]
    carried = sum(bool(row["carried_by"]) for row in rows)
    if options.json:
        print_json({"claims": shown, "carried": carried, "left_out": len(rows) - carried})
        return 0
    for row in shown:
        say(f"{row['claim']:32}{row['status']:14}{', '.join(row['carried_by']) or row['left_out']}")
    counts = {"en": "{all} claims: {carried} carried, {rest} left out with a reason.",
              "zh": "共{all}条说法：已采用{carried}条，说明原因未采用{rest}条。"}[options.lang]  # fmt: skip
    say(counts.format(all=len(rows), carried=carried, rest=len(rows) - carried))
    return 0


def stale(options: argparse.Namespace) -> int:
    """Show what nobody has looked at for a number of days."""
    from generator.knowledge import upkeep

    found = upkeep.stale(_knowledge(options), _now(options).date(), options.days)
    if options.json:
        rows = [{**vars(look), "checked": look.checked.isoformat()} for look in found]
        print_json({"days": options.days, "stale": rows})
        return 0
    for look in found:
        say(f"{look.checked}  {look.place}  {look.collection}/{look.id}")
    counts = {"en": "{n} not checked for more than {days} days.", "zh": "{n}条超过{days}天没有核对。"}[
        options.lang
    ]
    say(counts.format(n=len(found), days=options.days))
    return 0


def site(options: argparse.Namespace) -> int:
    """Build the site, or serve it and build it anew at every edit."""
    from generator.website.build import build_site, serve_site

    knowledge = _knowledge(options)
    if options.serve:
        today = _now(options).date()
        try:
            serve_site(ROOT, options.content, today, port=options.port, report=say, language=options.lang)
        except OSError as error:
            # Nearly always another program on the same port.
            complain(f"127.0.0.1:{options.port}: {error.strerror}. --port {options.port + 1}")
            return 2
        return 0
    with Progress(options) as progress:
        made = build_site(knowledge, ROOT, options.out, _now(options).date(), progress=progress.step)
    if options.json:
        print_json({"site": str(made)})
    else:
        say({"en": f"Site: open {made}", "zh": f"网站：打开 {made}"}[options.lang])
    return 0


def review(options: argparse.Namespace) -> int:
    """Show every finding about cases without rendering anything."""
    from generator.cli.review import result_of, say_review
    from generator.packet.build import errors_of, plan_packet

    knowledge = _knowledge(options)
    results = []
    code = 0
    given = _cases(options, knowledge)
    for case in [one for each in given for one in _apart(each)]:
        plan = plan_packet(case, knowledge, _now_for(case, options))
        code = code or int(bool(errors_of(plan, knowledge)))
        results.append(result_of(plan, knowledge, options.lang))
        if not options.json:
            say_review(plan, knowledge, options.lang)
    tables = _health(given, knowledge, options)
    if options.json:
        print_json({"cases": results, **({"listings": tables} if tables else {})})
    return code


def _health(given: list[Any], knowledge: Any, options: argparse.Namespace) -> dict[str, Any]:
    """Show the order and the dates of cases about many listings; return them by case."""
    from generator.case.listings import ManyListings
    from generator.cli.listings import health_rows, say_health

    tables = {}
    for many in (case for case in given if isinstance(case, ManyListings)):
        tables[many.id] = health_rows(many, knowledge, _now_for(many, options), options.lang)
        if not options.json:
            say({"en": f"{many.id}: order of filing", "zh": f"{many.id}：提交顺序"}[options.lang])
            say_health(tables[many.id], options.lang)
    return tables


def packet(options: argparse.Namespace) -> int:
    """Build the packets of cases; one that can't be built keeps no other from its packet."""
    knowledge = _knowledge(options)
    cases = _cases(options, knowledge)
    _now(options)  # a clock that can't be read is said once, before anything is built
    built: list[dict[str, Any]] = []
    problems: list[Problem] = []
    with Progress(options) as progress:
        for made, found in _build_all(cases, knowledge, options, progress):
            built += made
            problems += found
    problems.sort()
    if options.json:
        print_json({"packets": built, "problems": json_problems(problems, options.lang)})
        return int(bool(problems))
    for entry in built:
        counts = {"en": "{files} files, {warnings} warnings", "zh": "{files} 个文件，{warnings} 条提醒"}[
            options.lang
        ]
        say(f"{entry['case_id']}: {entry['folder']}  ({counts.format(**entry)})")
    if built and options.redact:
        say({"en": "Look through the copies before you show them. A name that stands in a sentence only and has no telling "
                   "shape stays; put it into mask: in case.yml and build again.",
             "zh": "给别人看之前请通读一遍。只出现在句子里、看不出是名称的词不会被遮盖；请写进 case.yml 的 mask: 后重新生成。",
             }[options.lang])  # fmt: skip
    if problems:
        show_problems(problems, options)
    return int(bool(problems))


_Built = tuple[list[dict[str, Any]], list[Problem]]
"""What is said of a packet, or the problems that kept it from being built."""


def _build_all(
    cases: list[Any], knowledge: Any, options: argparse.Namespace, progress: Progress
) -> Iterator[_Built]:
    """Yield what became of each case, in order. More than two are shared out to all processors."""
    workers = min(os.cpu_count() or 1, len(cases)) if len(cases) > 2 else 1
    if workers == 1:
        from generator.packet.render.workers import Workers

        with Workers() as helpers:
            for case in cases:
                yield _build_one(case, knowledge, options, progress.step, helpers)
        return
    # Started anew on every system: a copy of this process would carry its threads and open files along.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for case, made in zip(cases, pool.map(_build_apart, options.case, repeat(options)), strict=True):
            progress.step(case.id)
            yield made


def _build_apart(given: Path, options: argparse.Namespace) -> _Built:
    """Build one packet in a process of its own, which reads the knowledge base and the case itself."""
    knowledge = _knowledge(options)
    return _build_one(
        _loaded(_file_of(given), knowledge, _practice(options, knowledge)), knowledge, options, lambda _: None
    )


def _build_one(
    case: Any, knowledge: Any, options: argparse.Namespace, step: Callable[[str], None], workers: Any = None
) -> _Built:
    from generator.case.listings import ManyListings
    from generator.packet.archive import write_folder
    from generator.packet.build import build_packet
    from generator.packet.many import build_many

    now = _now_for(case, options)
    build = build_many if isinstance(case, ManyListings) else build_packet
    try:
        packet = build(
            case, knowledge, now, draft=options.draft, redacted=options.redact, progress=step, workers=workers
        )
        folder = options.out / packet.id
        write_folder(folder, packet.files)
    except ReinstateError as error:
        return [], error.problems
    warnings = sum(f.severity(knowledge) == "warning" for f in packet.findings)
    return [{"case_id": case.id, "folder": str(folder), "files": len(packet.files), "warnings": warnings}], []


def _apart(case: Any) -> list[Any]:
    """Return the cases that are filed: the one given, or those of a case about many listings."""
    from generator.case.listings import ManyListings

    return list(case.cases) if isinstance(case, ManyListings) else [case]


def _now_for(case: Any, options: argparse.Namespace) -> datetime:
    """Return the time to work for: for an example the day after its last action or paper, so that it never grows late."""
    cases = _apart(case)
    days = [s.done for c in cases for s in c.statements if s.done]
    days += [e.issued for c in cases for e in c.exhibits if e.issued]
    if options.now is None and days and EXAMPLES in case.folder.resolve().parents:
        return datetime.combine(max(days) + timedelta(days=1), time(10, 0), cases[0].platform.clock.zone)
    return _now(options)


def form(options: argparse.Namespace) -> int:
    """Write one blank case form to the output, or renew all of them."""
    from generator.case.forms import blank_form

    knowledge = _knowledge(options)
    if options.platform and options.violation:
        platform = knowledge.platforms.get(options.platform)
        if platform is None or options.violation not in platform.violations:
            known = ", ".join(f"{p.id} {v}" for p in knowledge.platforms.values() for v in p.violations)
            complain(f"no such form; known: {known}")
            return 2
        sys.stdout.write(blank_form(knowledge, platform, platform.violations[options.violation]))
        return 0
    for platform in knowledge.platforms.values():
        for violation in platform.violations.values():
            path = ROOT / "case_templates" / platform.id / f"{violation.id}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(blank_form(knowledge, platform, violation), encoding="utf-8", newline="\n")
            say(path.relative_to(ROOT).as_posix())
    return 0


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas for editors."""
    from generator.case.editor import editor_schemas

    folder = ROOT / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in editor_schemas(_knowledge(options)).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        say(f"schemas/{name}")
    return 0


def _knowledge(options: argparse.Namespace) -> Any:
    from generator.knowledge.load import load_knowledge

    return load_knowledge(options.content, ROOT / "build" / "cache")


def _cases(options: argparse.Namespace, knowledge: Any) -> list[Any]:
    """Return all cases named on the command line; problems of all of them come together."""
    practice = _practice(options, knowledge)
    problems: list[Problem] = []
    cases: list[Any] = []
    for given in options.case:
        path = _file_of(given)
        shown = _shown(path)
        if not path.is_file():
            problems.append(Problem.of("file-missing", Place(shown), file=shown))
            continue
        try:
            case = _loaded(path, knowledge, practice)
        except CaseError as error:
            problems += error.problems
            continue
        twin = next((c for c in cases if c.id.lower() == case.id.lower()), None)  # folders of some systems
        if twin:
            problems.append(Problem.of("case-id-twice", Place(case.path), got=case.id, other=twin.path))
        cases.append(case)
    if problems:
        raise CaseError(problems)
    return cases


def _loaded(path: Path, knowledge: Any, practice: Any) -> Any:
    """Return the case in a file, or the many listings it is about."""
    from generator.case.listings import has_many, load_many
    from generator.case.load import load_case

    return (load_many if has_many(path) else load_case)(path, knowledge, _shown(path), practice)


def _practice(options: argparse.Namespace, knowledge: Any) -> Any:
    """Return the practice named on the command line; None leaves the one beside each case."""
    from generator.case.practice_file import load_practice

    path = options.practice
    if path is None:
        return None
    if not path.is_file():
        raise CaseError([Problem.of("file-missing", Place(_shown(path)), file=_shown(path))])
    return load_practice(path, _shown(path), knowledge)


def _file_of(given: Path) -> Path:
    """Return a case's file, which may be named by its folder."""
    return given / "case.yml" if given.is_dir() else given


def _shown(path: Path) -> str:
    """Return a path as the user would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
