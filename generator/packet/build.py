"""Build a packet: plan it, render everything to memory, check what came out. Only `archive` touches the disk."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator.case.model import Case
from generator.errors import CaseError, Problem
from generator.knowledge.model import Knowledge
from generator.packet.archive import MARKER, zip_files
from generator.packet.binder import Binder, bind
from generator.packet.client.desk import Desk
from generator.packet.client.papers import PAPERS
from generator.packet.client.self_check import check_rows
from generator.packet.client.short import SHORT_WORDS, short_text
from generator.packet.client.timeline import events
from generator.packet.client.trace import trace
from generator.packet.exhibits import FiledCopy, filed_copy
from generator.packet.fit import Attached, Fitter
from generator.packet.letter import Composer
from generator.packet.plan import ExhibitPlan, Letter, Plan, PortalText, Said
from generator.packet.render.docx import letter_docx
from generator.packet.render.ics import calendar
from generator.packet.render.pdf import page_of, render_pdf
from generator.packet.render.text import letter_text
from generator.packet.render.workers import Workers
from generator.rules.deadlines import deadlines_of
from generator.rules.filing import check_fields
from generator.rules.finding import Finding, worst_first
from generator.rules.limits import limits_of
from generator.rules.resend import check_resend
from generator.rules.review import review
from generator.rules.usable import as_filed

VERSION = "1"
"""Version of the packet's layout, raised when files are renamed or moved."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Packet:
    """A finished packet in memory: file name -> bytes, with the plan it came from."""

    plan: Plan
    files: Mapping[str, bytes]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found."""
        return self.plan.findings


def plan_packet(case: Case, knowledge: Knowledge, now: datetime, *, draft: bool = False) -> Plan:
    """Return everything decided about a case's packet, with every finding that shows before rendering."""
    findings = review(case, knowledge, now)
    filing = as_filed(case, knowledge, now)
    case = filing.case
    composer = Composer(case, knowledge, now.astimezone(case.platform.clock.zone).date())
    letter = composer.compose()
    fields = tuple(_portal_text(name, letter, case, knowledge) for name in case.channel.fields)
    findings += check_fields(case, {field.name: field.text for field in fields})
    findings += check_resend(case, letter.body, knowledge, now)
    findings = worst_first(findings, knowledge)
    dates = deadlines_of(case)
    return Plan(
        case=case, now=now, draft=draft, letter=letter, exhibits=composer.exhibits, fields=fields,
        findings=tuple(findings), deadlines=dates, trace=trace(case, composer),
        checks=check_rows(findings, knowledge, case.client_language),
        events=events(case, dates, now, knowledge),
        aside=filing.aside, unproved=filing.unproved, limits=limits_of(case),
    )  # fmt: skip


def errors_of(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Return the findings that forbid filing."""
    return [f for f in plan.findings if f.severity(knowledge) == "error"]


def build_packet(
    case: Case,
    knowledge: Knowledge,
    now: datetime,
    *,
    draft: bool = False,
    progress: Progress = lambda _: None,
    workers: Workers | None = None,
) -> Packet:
    """Return the packet of a case; `workers` share the layout of the client's papers.

    Raises CaseError when findings forbid filing and no draft is asked for.
    """
    plan = plan_packet(case, knowledge, now, draft=draft)
    _stop_on_errors(plan, knowledge)
    return _Builder(plan, knowledge, progress, workers or Workers(0)).build()


def _stop_on_errors(plan: Plan, knowledge: Knowledge) -> None:
    blocking = errors_of(plan, knowledge)
    if blocking and not plan.draft:

        def text(finding: Finding, language: str) -> str:
            return f"{finding.says(knowledge, language)} {finding.mend(knowledge, language)}"

        raise CaseError(
            Problem.of("blocked", f.place, finding=f.id, text=text(f, "en"), text_zh=text(f, "zh"))
            for f in blocking
        )


def _portal_text(name: str, letter: Letter, case: Case, knowledge: Knowledge) -> PortalText:
    """Return the text for one field of the form, by what the field holds."""
    field = case.channel.fields[name]
    references = " ".join(case.notice.references.values())
    match field.holds:
        case "subject":
            text = " – ".join(part for part in (letter.title.filed, references) if part)
        case "letter":
            text = letter_text(letter, knowledge)
        case "summary":
            text = f"{letter.request.said.filed} {letter.responsibility.said.filed}"
        case _:
            text = references
    return PortalText(name, field.names.in_(case.client_language), text, field.max_characters)


class _Builder:
    """Renders one plan. Papers for filing speak the letter's language, the others the client's."""

    def __init__(self, plan: Plan, knowledge: Knowledge, progress: Progress, workers: Workers) -> None:
        self.plan = plan
        self.case = plan.case
        self.knowledge = knowledge
        self.progress = progress
        self.workers = workers
        self.files: dict[str, bytes] = {}
        self.attached: dict[str, Attached] = {}  # beside the exhibits

    def build(self) -> Packet:
        letter_pages = self._filed("letter.html", "appeal-letter")
        draft = self._draft(self.case.language)
        letter_file = letter_docx(self.plan.letter, self.knowledge, self.plan.now, draft)
        self.files["submit/appeal-letter.docx"] = letter_file
        for field in self.plan.fields:
            text = f"{draft}\n\n{field.text}" if draft else field.text
            self.files[f"submit/fields/{field.name}.txt"] = text.encode()
        if self.plan.letter.declaration:
            self._filed("declaration.html", "declaration")
        self._client_papers(self._exhibits(letter_pages))
        self._manifest()
        return Packet(self.plan, self.files)

    def _draft(self, language: str) -> str:
        return self.knowledge.word("draft_mark", language) if self.plan.draft else ""

    def _common(self, language: str) -> dict[str, Any]:
        return {
            "letter": self.plan.letter, "case_id": self.case.id, "draft": self._draft(language),
            "paper_language": language, "words": lambda key, **values: self.knowledge.word(key, language, **values),
        }  # fmt: skip

    def _filed(self, template: str, name: str) -> int:
        """Add a paper in the letter's language to what is attached, and return how many pages it has."""
        self.progress(name)
        language = self.case.language
        form = self.case.channel.pdf_form
        pdf = render_pdf(template, language, name=name, form=form, **self._common(language))
        self.files[f"submit/{name}.pdf"] = pdf.data
        self.attached[f"{name}.pdf"] = Attached(len(pdf.data), pdf.pages)
        return pdf.pages

    def _exhibits(self, letter_pages: int) -> tuple[FiledCopy, ...]:
        """Make the filed copies and the binder as the channel wants them, and stop if they can't be kept within its limits."""
        fitter = Fitter(self.case, self.plan.exhibits, self.attached, self._copy, self._bind, letter_pages)
        filed = fitter.fit()
        self.files |= {f"submit/{name}": data for name, (data, _) in filed.files.items()}
        if filed.findings:
            findings = worst_first([*self.plan.findings, *filed.findings], self.knowledge)
            checks = check_rows(findings, self.knowledge, self.case.client_language)
            self.plan = replace(self.plan, findings=tuple(findings), checks=checks)
            _stop_on_errors(self.plan, self.knowledge)
        return filed.copies

    def _copy(self, plan: ExhibitPlan, rung: int) -> FiledCopy:
        self.progress(plan.exhibit.file)
        return filed_copy(plan, self.case, self.knowledge, self._draft(self.case.language), rung)

    def _bind(self, groups: Sequence[Sequence[FiledCopy]]) -> tuple[Binder, ...]:
        self.progress("exhibit-binder")
        language = self.case.language
        return bind(groups, self._marked(), language, form=self.case.channel.pdf_form,
                    allegations=self._allegations(), **self._common(language))  # fmt: skip

    def _marked(self) -> set[str]:
        """Return the labels of exhibits on whose pages label and number may be printed: where channel and kind allow it."""
        return {
            plan.label
            for plan in self.plan.exhibits
            if self.case.channel.stamp and plan.exhibit.kind.stamp and not plan.exhibit.kind.private
        }

    def _allegations(self) -> list[Said]:
        language = self.case.language
        client_language = self.case.client_language
        return [Said(a.says.in_(language), a.says.in_(client_language)) for a in self.case.notice.allegations]

    def _client_papers(self, copies: tuple[FiledCopy, ...]) -> None:
        plan, language = self.plan, self.case.client_language
        desk = Desk(plan, self.knowledge, copies, dict(self.files))
        pages = {
            paper.file: page_of(
                f"{paper.template}.html", language, name=paper.file, **self._common(language), **values
            )
            for paper in PAPERS
            if (values := paper.values(desk)) is not None
        }
        self.progress(", ".join(pages))
        for file, pdf in zip(pages, self.workers.pdfs(list(pages.values())), strict=True):
            self.files[f"client/{file}.pdf"] = pdf.data
        words = {key: self.knowledge.word(key, language) for key in SHORT_WORDS}
        self.files["client/short-versions.txt"] = short_text(plan.letter, words).encode()
        self.files["client/timeline.ics"] = calendar(plan.events, self.case.id, plan.now)

    def _manifest(self) -> None:
        """Add the archives and the manifest: the hash of each file and of everything it was made from."""
        for part in ("submit", "client"):
            inside = {
                n.removeprefix(f"{part}/"): d for n, d in self.files.items() if n.startswith(f"{part}/")
            }
            self.files[f"{part}.zip"] = zip_files(inside)
        case = self.case
        sources = {
            case.path.rpartition("/")[2]: case.folder / case.path.rpartition("/")[2],
            case.notice.file: case.folder / case.notice.file,
            **{file: case.folder / file for file in (case.previous.files if case.previous else ())},
        }
        made_from = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sources.items()}
        exhibits = [*case.exhibits, *(a.exhibit for a in self.plan.aside)]
        made_from |= {e.file: e.media.sha256 for e in exhibits}
        manifest = {
            "made_by": "Reinstate", "layout": VERSION, "case_id": case.id, "round": case.round,
            "built_for": self.plan.now.isoformat(), "draft": self.plan.draft, "language": case.language,
            "set_aside": sorted(a.exhibit.file for a in self.plan.aside),
            "findings": {severity: sum(f.severity(self.knowledge) == severity for f in self.plan.findings)
                         for severity in ("error", "warning", "note")},
            "files": {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
                      for name, data in sorted(self.files.items())},
            "made_from": dict(sorted(made_from.items())),
        }  # fmt: skip
        self.files[MARKER] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
