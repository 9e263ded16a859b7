"""The command line: the only place that prints, exits, or asks the machine for the time.

Exit codes: 0 good, 1 problems in the input, 2 wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from generator.errors import CaseError, Place, Problem, ReinstateError
from generator.messages import explain

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "case_templates" / "examples"

HELP = {
    "": """Guidance and appeal packets for marketplace sellers.

Without a command: check the knowledge base, build the site, build the example packets.

examples:
  python build.py                                   everything, into build/
  python build.py check                             is the knowledge base in order?
  python build.py review cases/li/case.yml          what is still wrong with this case?
  python build.py packet cases/li/case.yml          the packet, into build/packets/
  python build.py site --serve                      the site, and again at every edit""",
    "check": """Read and check the whole knowledge base; show every problem at once.

example:
  python build.py check --lang zh""",
    "site": """Build the guidance site into build/site.

example:
  python build.py site --serve --port 8000          edits in content/ show within two seconds""",
    "review": """Show every finding about a case without rendering anything.

example:
  python build.py review cases/li/case.yml --lang zh""",
    "packet": """Build everything that is filed (submit/) and everything the client is told (client/).

A finding of severity error stops the build; --draft builds anyway and says so on each page.

example:
  python build.py packet cases/li/case.yml cases/wang/case.yml --out packets""",
    "form": """Write a blank, commented case form for a violation, or renew all of case_templates/.

example:
  python build.py form PLATFORM VIOLATION > cases/li/case.yml""",
    "schema": """Write the JSON Schemas that give completion in editors, into schemas/.

example:
  python build.py schema""",
}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be set to a code page that lacks Chinese; a broken character beats a crash.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ReinstateError as error:
        _show_problems(error.problems, options)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="build.py", description=HELP[""], parents=[_common_options()], formatter_class=formatter,
    )  # fmt: skip
    parser.set_defaults(
        run=_everything,
        draft=False,
        out=None,
        lang=_reader_language(),
        json=False,
        content=ROOT / "content",
        now=None,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], short: str) -> argparse.ArgumentParser:
        inner = commands.add_parser(
            name, help=short, description=HELP[name], parents=[_common_options()], formatter_class=formatter,
        )  # fmt: skip
        inner.set_defaults(run=run)
        return inner

    command("check", _check, "check the knowledge base")
    site = command("site", _site, "build the guidance site")
    site.add_argument("--serve", action="store_true", help="serve it here and rebuild at every edit")
    site.add_argument("--port", type=int, default=8000, help="port to serve on (default 8000)")
    site.add_argument(
        "--out",
        type=Path,
        default=ROOT / "build" / "site",
        metavar="DIR",
        help="where to (default build/site)",
    )
    review = command("review", _review, "findings about a case, without rendering")
    review.add_argument("case", type=Path, nargs="+", metavar="CASE", help="a case.yml, or its folder")
    packet = command("packet", _packet, "build the packet of a case")
    packet.add_argument("case", type=Path, nargs="+", metavar="CASE", help="a case.yml, or its folder")
    packet.add_argument(
        "--draft", action="store_true", help="build in spite of errors, marked DRAFT on each page"
    )
    packet.add_argument("--out", type=Path, default=ROOT / "build" / "packets", metavar="DIR",
                        help="where to (default build/packets)")  # fmt: skip
    form = command("form", _form, "blank commented case forms")
    form.add_argument("platform", nargs="?", help="platform id; without it all forms are renewed")
    form.add_argument("violation", nargs="?", help="violation id")
    command("schema", _schema, "JSON Schemas for editors")
    return parser


def _common_options() -> argparse.ArgumentParser:
    """Return the options every command takes, before its name or after it; given twice, the last counts.

    Their defaults belong to the outer parser alone: the inner one's would undo what stands before the command.
    """
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--lang", choices=("en", "zh"), help="language of messages")
    common.add_argument("--json", action="store_true", help="print the result as JSON")
    common.add_argument("--content", type=Path, metavar="DIR", help="the knowledge base")
    common.add_argument("--now", type=_moment, metavar="TIME",
                        help="build as if it were this time, e.g. 2026-11-23T10:00+09:00")  # fmt: skip
    return common


def _reader_language() -> str:
    """Return the language of messages when none is asked for: Chinese on a Chinese system."""
    return (
        "zh" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("zh") else "en"
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a time: {text}") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} has no time zone; write e.g. 2026-11-23T10:00+09:00")
    return moment


def _now(options: argparse.Namespace) -> datetime:
    """Return the time of this run; SOURCE_DATE_EPOCH stands in for the clock where builds must repeat."""
    if options.now:
        return options.now  # type: ignore[no-any-return]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        _complain(f"SOURCE_DATE_EPOCH is not a number of seconds since 1970: {epoch}")
        raise SystemExit(2) from None


def _everything(options: argparse.Namespace) -> int:
    code = _check(options)
    options.out, options.serve = ROOT / "build" / "site", False
    code = code or _site(options)
    options.out, options.case = ROOT / "build" / "packets", sorted(EXAMPLES.glob("*/case.yml"))
    # The examples are dated; they are built for the day they were written for, so that they stay in time.
    return code or _packet(options)


def _check(options: argparse.Namespace) -> int:
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
        _print_json({"problems": [], "platforms": platforms, **totals})
    else:
        _say({"en": "The knowledge base is in order.", "zh": "知识库检查通过。"}[options.lang])
        for name, counts in platforms.items():
            _say(f"  {name}: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 0


def _site(options: argparse.Namespace) -> int:
    from generator.website.build import build_site, serve_site

    knowledge = _knowledge(options)
    if options.serve:
        serve_site(
            ROOT, options.content, _now(options).date(), port=options.port, report=_say, language=options.lang
        )
        return 0
    with _Progress(options) as progress:
        made = build_site(knowledge, ROOT, options.out, _now(options).date(), progress=progress.step)
    if options.json:
        _print_json({"site": str(made)})
    else:
        _say({"en": f"Site: open {made}", "zh": f"网站：打开 {made}"}[options.lang])
    return 0


def _review(options: argparse.Namespace) -> int:
    from generator.packet.build import errors_of, plan_packet

    knowledge = _knowledge(options)
    results = []
    code = 0
    for case in _cases(options, knowledge):
        plan = plan_packet(case, knowledge, _now_for(case, options))
        code = code or int(bool(errors_of(plan, knowledge)))
        found = [
            {"id": f.id, "severity": f.severity(knowledge), "place": str(f.place),
             "says": f.says(knowledge, options.lang), "mend": f.mend(knowledge, options.lang), "page": f.page}
            for f in plan.findings
        ]  # fmt: skip
        results.append({"case_id": case.id, "findings": found})
        if not options.json:
            _say(
                {"en": f"{case.id}: {len(found)} finding(s)", "zh": f"{case.id}：{len(found)} 条结果"}[
                    options.lang
                ]
            )
            for f in found:
                _say(
                    f"  {f['severity']:8}{f['id']}  {f['place']}\n          {f['says']}\n          → {f['mend']}  ({f['page']})"
                )
    if options.json:
        _print_json({"cases": results})
    return code


def _packet(options: argparse.Namespace) -> int:
    from generator.packet.archive import write_folder
    from generator.packet.build import build_packet

    knowledge = _knowledge(options)
    built = []
    problems: list[Problem] = []
    with _Progress(options) as progress:
        for case in _cases(options, knowledge):
            try:
                now = _now_for(case, options)
                packet = build_packet(case, knowledge, now, draft=options.draft, progress=progress.step)
                folder = options.out / case.id
                write_folder(folder, packet.files)
            except ReinstateError as error:
                problems += error.problems
                continue
            warnings = [f for f in packet.plan.findings if f.severity(knowledge) == "warning"]
            built.append(
                {
                    "case_id": case.id,
                    "folder": str(folder),
                    "files": len(packet.files),
                    "warnings": len(warnings),
                }
            )
    # One case that can't be built keeps no other from its packet.
    problems.sort()
    if options.json:
        _print_json({"packets": built, "problems": _json_problems(problems, options.lang)})
        return int(bool(problems))
    for entry in built:
        counts = {"en": "{files} files, {warnings} warnings", "zh": "{files} 个文件，{warnings} 条提醒"}[
            options.lang
        ]
        _say(f"{entry['case_id']}: {entry['folder']}  ({counts.format(**entry)})")
    if problems:
        _show_problems(problems, options)
    return int(bool(problems))


def _now_for(case: Any, options: argparse.Namespace) -> datetime:
    """Return the time to work for: for an example the day after its last action, so that it never grows late."""
    done = [s.done for s in case.statements if s.done]
    if options.now is None and done and EXAMPLES in case.folder.resolve().parents:
        return datetime.combine(max(done) + timedelta(days=1), time(10, 0), case.platform.clock.zone)
    return _now(options)


def _form(options: argparse.Namespace) -> int:
    from generator.case.forms import blank_form

    knowledge = _knowledge(options)
    if options.platform and options.violation:
        platform = knowledge.platforms.get(options.platform)
        if platform is None or options.violation not in platform.violations:
            known = ", ".join(f"{p.id} {v}" for p in knowledge.platforms.values() for v in p.violations)
            _complain(f"no such form; known: {known}")
            return 2
        sys.stdout.write(blank_form(knowledge, platform, platform.violations[options.violation]))
        return 0
    for platform in knowledge.platforms.values():
        for violation in platform.violations.values():
            path = ROOT / "case_templates" / platform.id / f"{violation.id}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(blank_form(knowledge, platform, violation), encoding="utf-8", newline="\n")
            _say(path.relative_to(ROOT).as_posix())
    return 0


def _schema(options: argparse.Namespace) -> int:
    from generator.case.editor import editor_schemas

    folder = ROOT / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in editor_schemas(_knowledge(options)).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        _say(f"schemas/{name}")
    return 0


def _knowledge(options: argparse.Namespace) -> Any:
    from generator.knowledge.load import load_knowledge

    return load_knowledge(options.content, ROOT / "build" / "cache")


def _cases(options: argparse.Namespace, knowledge: Any) -> list[Any]:
    """Return all cases named on the command line; problems of all of them come together."""
    from generator.case.load import load_case

    problems: list[Problem] = []
    cases: list[Any] = []
    for given in options.case:
        path = given / "case.yml" if given.is_dir() else given
        shown = _shown(path)
        if not path.is_file():
            problems.append(Problem.of("file-missing", Place(shown), file=shown))
            continue
        try:
            case = load_case(path, knowledge, shown)
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


def _shown(path: Path) -> str:
    """Return a path as the user would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


class _Progress:
    """A progress line on a terminal; nothing when the output goes elsewhere or is JSON."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._wanted = sys.stderr.isatty() and not options.json
        self._status: Any = None

    def __enter__(self) -> "_Progress":
        if self._wanted:
            from rich.console import Console

            self._status = Console(stderr=True).status("…")
            self._status.start()
        return self

    def step(self, what: str) -> None:
        """Show what is being worked on."""
        if self._status:
            self._status.update(what)

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()


def _show_problems(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    if options.json:
        _print_json({"problems": _json_problems(problems, options.lang)})
        return
    for problem in problems:
        _complain(explain(problem, options.lang))
    _complain({"en": f"{len(problems)} problem(s).", "zh": f"共 {len(problems)} 个问题。"}[options.lang])


def _json_problems(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    return [
        {"path": p.place.path, "line": p.place.line, "column": p.place.column, "code": p.code,
         "text": explain(p, language)}
        for p in problems
    ]  # fmt: skip


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _say(text: str) -> None:
    print(text, flush=True)


def _complain(text: str) -> None:
    print(text, file=sys.stderr)
