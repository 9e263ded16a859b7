"""The command `feasibility`: the report on cases before anything is written or filed."""

import argparse
from pathlib import Path
from typing import Any

from generator.cli.commands import _apart, _cases, _knowledge, _now_for
from generator.cli.console import complain, print_json, say


def feasibility(options: argparse.Namespace) -> int:
    """Show the grade of cases with its reasons; with --out write the report of one case as a PDF."""
    from generator.packet.build import plan_packet
    from generator.packet.client.feasibility import Report, report_on, report_pdf

    knowledge = _knowledge(options)
    cases = [case for given in _cases(options, knowledge) for case in _apart(given)]
    if options.out and len(cases) > 1:
        complain({"en": "--out takes one case", "zh": "--out 一次只能写一件案件"}[options.lang])
        return 2
    rows = []
    for case in cases:
        now = _now_for(case, options)
        findings = plan_packet(case, knowledge, now, draft=True).findings
        told = report_on(case, knowledge, now, findings)
        report = Report(case, knowledge, told.record, told.now, options.lang)
        rows.append(_row(report))
        if options.out:
            _write(options.out, report_pdf(case, knowledge, now, findings))
        if not options.json:
            _say(report)
    if options.json:
        print_json({"cases": rows})
    elif options.out:
        say(str(options.out))
    return 0


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _row(report: Any) -> dict[str, Any]:
    record = report.record
    due = record.delivery.due
    return {
        "case_id": report.case.id, "grade": record.grade, "reasons": report.reasons, "strengths": report.strengths,
        "gates": [{"id": g.id, "state": g.state, "says": report.gate_says(g)} for g in record.gates],
        "gaps": [
            {"id": g.finding.id, "must": g.must, "effort": g.effort, "says": report.says(g), "mend": report.mend(g),
             "due": when.isoformat() if (when := due(g)) else None, "place": str(g.finding.place)}
            for g in record.gaps
        ],
        "lift": {"to": record.lift.to, "gaps": [g.finding.id for g in record.lift.gaps],
                 "says": [report.says(g) for g in record.lift.gaps]} if record.lift else None,
    }  # fmt: skip


def _say(report: Any) -> None:
    say(f"{report.case.id}: {report.word('feasibility_grade')} – {report.grade}")
    for reason in report.reasons:
        say(f"  - {reason}")
    for asked, answer in report.answers():
        say(f"  {asked}: {answer}")
    say(f"  {report.word('feasibility_lift')}: {report.lift_says()}")
    for gap in report.record.lift.gaps if report.record.lift else ():
        say(f"    → {report.says(gap)} {report.mend(gap)}  ({report.word(f'effort_{gap.effort}')})")
