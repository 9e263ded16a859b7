"""The command line: options, help, exit codes. What the commands do stands in `commands`, how they talk in `console`.

Exit codes: 0 good, 1 problems in the input, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from generator.cli import commands, feasibility, rounds
from generator.cli.commands import ROOT
from generator.cli.console import show_problems
from generator.errors import ReinstateError

HELP = {
    "": """Guidance and appeal packets for marketplace sellers.

Without a command: check the knowledge base, build the site, build the example packets.

examples:
  python build.py                                   everything, into build/
  python build.py check                             is the knowledge base in order?
  python build.py review cases/li/case.yml          what is still wrong with this case?
  python build.py packet cases/li/case.yml          the packet, into build/packets/
  python build.py next cases/li --reply reply.txt   the next round after a refusal
  python build.py site --serve                      the site, and again at every edit""",
    "check": """Read and check the whole knowledge base; show every problem at once.

example:
  python build.py check --lang zh""",
    "coverage": """Show which statements carry each researched claim, and why the others were left out.

example:
  python build.py coverage --left-out             only the claims that nothing carries""",
    "stale": """Show what nobody has looked at for so many days, the oldest first.

example:
  python build.py stale --days 90""",
    "site": """Build the guidance site into build/site.

example:
  python build.py site --serve --port 8000          edits in content/ show within two seconds""",
    "review": """Show every finding about a case without rendering anything.

example:
  python build.py review cases/li/case.yml --lang zh""",
    "feasibility": """Say whether a case should be filed at all, before anything is: gates, grade, gaps, plan.

It takes a case as far as it is written; `response: []` is enough.

example:
  python build.py feasibility cases/li/case.yml --out li-feasibility.pdf""",
    "packet": """Build everything that is filed (submit/) and everything the client is told (client/).

A finding of severity error stops the build; --draft builds anyway and says so on each page. --redact makes a
copy for showing to others, in a folder of its own: what names the client is masked, exhibits are left out.

examples:
  python build.py packet cases/li/case.yml cases/wang/case.yml --out packets
  python build.py packet cases/li --redact""",
    "next": """Start the next round from a finished case and the platform's reply.

Says which phrases of the reply are known, what must change, which papers to get and how early the same grounds
may be filed again, and writes a new case folder with all of this marked in it. The old one stays as it is.

example:
  python build.py next cases/li --reply reply.txt --filed 2026-11-20T10:00+08:00 --received 2026-11-25T09:00+08:00""",
    "split": """Make one case for each issue of a notice, where the platform wants them filed apart.

Points about another violation than the case's name it: `violation: …` under the point in case.yml.

example:
  python build.py split cases/li""",
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
        show_problems(error.problems, options)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="build.py", description=HELP[""], parents=[_common_options()], formatter_class=formatter,
    )  # fmt: skip
    parser.set_defaults(
        run=commands.everything,
        draft=False,
        redact=False,
        out=None,
        lang=_reader_language(),
        json=False,
        content=ROOT / "content",
        now=None,
        practice=None,
    )
    subcommands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], short: str) -> argparse.ArgumentParser:
        inner = subcommands.add_parser(
            name, help=short, description=HELP[name], parents=[_common_options()], formatter_class=formatter,
        )  # fmt: skip
        inner.set_defaults(run=run)
        return inner

    command("check", commands.check, "check the knowledge base")
    coverage = command("coverage", commands.coverage, "what became of each researched claim")
    coverage.add_argument("--left-out", action="store_true", help="only claims that nothing carries")
    stale = command("stale", commands.stale, "what to check again")
    stale.add_argument(
        "--days", type=int, default=180, metavar="N", help="not checked for N days (default 180)"
    )
    site = command("site", commands.site, "build the guidance site")
    site.add_argument("--serve", action="store_true", help="serve it here and rebuild at every edit")
    site.add_argument("--port", type=int, default=8000, help="port to serve on (default 8000)")
    site.add_argument(
        "--out",
        type=Path,
        default=ROOT / "build" / "site",
        metavar="DIR",
        help="where to (default build/site)",
    )
    review = command("review", commands.review, "findings about a case, without rendering")
    review.add_argument("case", type=Path, nargs="+", metavar="CASE", help="a case.yml, or its folder")
    report = command(
        "feasibility", feasibility.feasibility, "whether a case should be filed, and what it lacks"
    )
    report.add_argument("case", type=Path, nargs="+", metavar="CASE", help="a case.yml, or its folder")
    report.add_argument("--out", type=Path, metavar="FILE.pdf", help="write the report of one case as a PDF")
    packet = command("packet", commands.packet, "build the packet of a case")
    packet.add_argument("case", type=Path, nargs="+", metavar="CASE", help="a case.yml, or its folder")
    packet.add_argument(
        "--draft", action="store_true", help="build in spite of errors, marked DRAFT on each page"
    )
    for takes_cases in (review, packet):
        takes_cases.add_argument("--practice", type=Path, metavar="FILE",
                                 help="your practice.yml, where it is neither beside the case nor one folder above")  # fmt: skip
    packet.add_argument(
        "--redact",
        action="store_true",
        help="a copy for showing to others: names, numbers and amounts masked",
    )
    packet.add_argument("--out", type=Path, default=ROOT / "build" / "packets", metavar="DIR",
                        help="where to (default build/packets)")  # fmt: skip
    next_ = command("next", rounds.next_round, "start the next round from a case and the reply")
    next_.add_argument(
        "case", type=Path, nargs=1, metavar="CASE", help="the case.yml of the last round, or its folder"
    )
    next_.add_argument(
        "--reply", type=Path, required=True, metavar="FILE", help="the platform's reply as text"
    )
    next_.add_argument(
        "--received", type=_moment, metavar="TIME", help="when the reply came; asked for if left out"
    )
    next_.add_argument(
        "--filed", type=_moment, metavar="TIME", help="when the last round was filed; asked for if left out"
    )
    next_.add_argument(
        "--deadline", type=_moment, metavar="TIME", help="until when the reply wants an answer, if it says so"
    )
    next_.add_argument("--letter", type=Path, metavar="FILE",
                       help="the last letter as text, if it was changed before it was filed")  # fmt: skip
    next_.add_argument(
        "--out", type=Path, metavar="DIR", help="the new case folder (default: beside the old one)"
    )
    split = command("split", rounds.split, "one case for each issue of a notice")
    split.add_argument("case", type=Path, nargs=1, metavar="CASE", help="a case.yml, or its folder")
    form = command("form", commands.form, "blank commented case forms")
    form.add_argument("platform", nargs="?", help="platform id; without it all forms are renewed")
    form.add_argument("violation", nargs="?", help="violation id")
    command("schema", commands.schema, "JSON Schemas for editors")
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
