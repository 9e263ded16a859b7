"""The packets of a case about many products: one for each group in the advised order, and the listing health report."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.case.listings import COLUMNS, ManyListings
from generator.errors import CaseError, Problem
from generator.knowledge.model import Knowledge
from generator.packet.archive import MARKER
from generator.packet.build import VERSION, build_packet
from generator.packet.redact import redacted_id
from generator.packet.render.pdf import render_pdf
from generator.packet.render.workers import Workers
from generator.rules.finding import Finding
from generator.rules.listings import GroupHealth, health, next_of

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Packets:
    """All packets of a case about many products: file name -> bytes, and what the rules found in its groups."""

    id: str
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def build_many(
    many: ManyListings,
    knowledge: Knowledge,
    now: datetime,
    *,
    draft: bool = False,
    redacted: bool = False,
    progress: Progress = lambda _: None,
    workers: Workers | None = None,
) -> Packets:
    """Return all packets with the report; redacted ones come without it, since it is all names and numbers.

    Each group's packet stands in a folder `<number>-<group>` in the order of filing. Raises CaseError with the findings of all
    groups that forbid filing, when no draft is asked for.
    """
    rows = health(many, knowledge, now)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    findings: list[Finding] = []
    for row in rows:
        if row.letter is None:
            continue
        progress(row.group.id)
        try:
            packet = build_packet(
                row.group.case,
                knowledge,
                now,
                draft=draft,
                redacted=redacted,
                progress=progress,
                workers=workers,
            )
        except CaseError as error:
            problems += error.problems
            continue
        folder = str(row.letter) if redacted else f"{row.letter}-{row.group.id}"
        files |= {f"{folder}/{name}": data for name, data in packet.files.items()}
        findings += packet.findings
    if problems:
        raise CaseError(problems)
    if not redacted:
        progress("listing-health")
        files |= health_report(many, rows, knowledge, now, draft=draft)
    id_ = redacted_id(many.groups[0].case) if redacted else many.id
    manifest = {
        "made_by": "Reinstate", "layout": VERSION, "case_id": id_, "built_for": now.isoformat(), "draft": draft,
        "redacted": redacted, "listings": many.listings,
        "groups": [{"group": "" if redacted else r.group.id, "listings": len(r.group.listings), "letter": r.letter} for r in rows],
        "files": {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(files.items())},
    }  # fmt: skip
    files[MARKER] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    return Packets(id_, files, tuple(findings))


def health_report(
    many: ManyListings,
    rows: tuple[GroupHealth, ...],
    knowledge: Knowledge,
    now: datetime,
    *,
    draft: bool = False,
) -> dict[str, bytes]:
    """Return the listing health report as PDF and as a table for spreadsheets, both for the client."""
    case = many.groups[0].case
    language = case.client_language

    def words(key: str, **values: Any) -> str:
        return knowledge.word(key, language, **values)

    lines = [(listing, row, next_of(listing, row, now)) for row in rows for listing in row.group.listings]
    dated = [line for line in lines if line[0].state == "blocked" and line[2].when]
    pdf = render_pdf(
        "listing-health.html", language, name="listing-health", practice=case.practice, case_id=many.id, paper_language=language, words=words,
        draft=words("draft_mark") if draft else "", rows=rows, lines=lines, zone=case.platform.clock.timezone,
        total=many.listings, colon="：" if language == "zh" else ": ",
        first=min(dated, key=lambda line: line[2].when or now, default=None), letters=sum(row.letter is not None for row in rows),
        states={state: sum(listing.state == state for listing, _, _ in lines) for state in ("blocked", "filed", "restored", "closed")},
        none=sum(row.letter is None and listing.state == "blocked" for listing, row, _ in lines),
    )  # fmt: skip
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([*COLUMNS, "letter", "appealable", "next", "next_date"])
    for listing, row, following in lines:
        table.writerow([
            listing.id, listing.group, listing.name, listing.stopped or "", listing.state, listing.filed or "", row.letter or "",
            row.appealable, words(following.what), f"{following.when:%Y-%m-%d %H:%M}" if following.when else "",
        ])  # fmt: skip
    # Spreadsheet programs take a table for UTF-8 only when it begins with this mark.
    return {
        "client/listing-health.pdf": pdf.data,
        "client/listing-health.csv": ("\ufeff" + out.getvalue()).encode(),
    }
