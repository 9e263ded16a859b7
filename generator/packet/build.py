"""Build a packet: plan it, render everything to memory, check what came out. Only `archive` touches the disk."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator.case.model import Case
from generator.errors import CaseError
from generator.knowledge.model import Knowledge
from generator.packet.archive import MARKER, zip_files
from generator.packet.binder import Binder, bind
from generator.packet.client.desk import Desk
from generator.packet.client.papers import PAPERS
from generator.packet.client.self_check import check_rows
from generator.packet.client.short import SHORT_WORDS, short_text
from generator.packet.client.timeline import events
from generator.packet.client.trace import trace
from generator.packet.exhibits import FiledCopy, filed_copy, left_out
from generator.packet.fit import Attached, Fitter
from generator.packet.letter import Composer
from generator.packet.plan import ExhibitPlan, Letter, Plan, PortalText, Said
from generator.packet.redact import redact
from generator.packet.render.docx import letter_docx
from generator.packet.render.ics import calendar
from generator.packet.render.pdf import page_of, render_pdf
from generator.packet.render.text import letter_text, plain
from generator.packet.render.workers import Workers
from generator.rules.deadlines import deadlines_of
from generator.rules.filing import check_fields, check_names
from generator.rules.finding import Finding, worst_first
from generator.rules.limits import limits_of
from generator.rules.notice import check_cited
from generator.rules.resend import check_resend
from generator.rules.review import review
from generator.rules.usable import as_filed
from generator.rules.wording import check_letter_wording

VERSION = "1"
"""Version of the packet's layout, raised when files are renamed or moved."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Packet:
    """A finished packet in memory: file name -> bytes, with the plan it came from."""

    plan: Plan
    files: Mapping[str, bytes]

    @property
    def id(self) -> str:
        """The id of the case; that of a redacted packet tells nothing of the client."""
        return self.plan.case.id

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
    findings += check_names(case, [exhibit.file for exhibit in composer.exhibits])
    text = letter_text(letter, knowledge)
    findings += [*check_cited(case, text), *check_letter_wording(case, knowledge, text)]
    findings = worst_first(findings, knowledge)
    dates = deadlines_of(case)
    return Plan(
        case=case, now=now, draft=draft, letter=letter, exhibits=composer.exhibits, fields=fields,
        findings=tuple(findings), deadlines=dates, trace=trace(case, composer),
        checks=check_rows(findings, case, knowledge, case.client_language, made=False),
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
    redacted: bool = False,
    progress: Progress = lambda _: None,
    workers: Workers | None = None,
) -> Packet:
    """Return the packet of a case; `workers` share the layout of the client's papers.

    Raises CaseError when findings forbid filing and no draft is asked for. A redacted packet is never filed, so nothing stops it.
    """
    plan = plan_packet(case, knowledge, now, draft=draft)
    if redacted:
        plan = redact(plan, knowledge)
    _stop_on_errors(plan, knowledge)
    return _Builder(plan, knowledge, progress, workers or Workers(0)).build()


def _stop_on_errors(plan: Plan, knowledge: Knowledge) -> None:
    blocking = errors_of(plan, knowledge)
    if blocking and not plan.draft:
        raise CaseError(f.as_problem(knowledge) for f in blocking)


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
            text = " ".join(line.said.filed for line in letter.short_three)
        case _:
            text = references
    text = plain(text, case.channel.refuses, knowledge)
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
        look = self.case.practice.word_template if self.case.practice else None
        letter_file = letter_docx(self.plan.letter, self.knowledge, self.plan.now, draft, look)
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
        """Return what is printed on each page of a packet that is not to be filed."""
        mark = "redact_mark" if self.plan.redacted else "draft_mark"
        return self.knowledge.word(mark, language) if self.plan.draft else ""

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
        if self.plan.redacted:
            return self._stand_ins()  # its files are not those that would be filed
        fitter = Fitter(self.case, self.plan.exhibits, self.attached, self._copy, self._bind, letter_pages)
        filed = fitter.fit()
        self.files |= {f"submit/{name}": data for name, (data, _) in filed.files.items()}
        findings = worst_first([*self.plan.findings, *filed.findings], self.knowledge)
        checks = check_rows(findings, self.case, self.knowledge, self.case.client_language, made=True)
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

    def _stand_ins(self) -> tuple[FiledCopy, ...]:
        """Bind a page for each exhibit of a redacted packet, whose files are not shown."""
        draft = self._draft(self.case.language)
        copies = tuple(left_out(plan, self.case, self.knowledge, draft) for plan in self.plan.exhibits)
        for binder in self._bind([copies]) if copies else ():
            self.files["submit/exhibit-binder.pdf"] = binder.data
        return copies

    def _allegations(self) -> list[Said]:
        language = self.case.language
        client_language = self.case.client_language
        return [Said(a.says.in_(language), a.says.in_(client_language)) for a in self.case.notice.allegations]

    def _client_papers(self, copies: tuple[FiledCopy, ...]) -> None:
        plan, language = self.plan, self.case.client_language
        desk = Desk(plan, self.knowledge, copies, dict(self.files))
        common = {**self._common(language), "practice": self.case.practice}
        pages = {
            paper.file: page_of(f"{paper.template}.html", language, name=paper.file, **common, **values)
            for paper in PAPERS
            if (values := paper.values(desk)) is not None
        }
        self.progress(", ".join(pages))
        for file, pdf in zip(pages, self.workers.pdfs(list(pages.values())), strict=True):
            self.files[f"client/{file}.pdf"] = pdf.data
        words = {key: self.knowledge.word(key, language) for key in SHORT_WORDS}
        short, draft = short_text(plan.letter, words), self._draft(language)
        self.files["client/short-versions.txt"] = (f"{draft}\n\n{short}" if draft else short).encode()
        self.files["client/timeline.ics"] = calendar(plan.events, self.case.id, plan.now)

    def _manifest(self) -> None:
        """Add the archives and the manifest: the hash of each file and of everything it was made from."""
        for part in ("submit", "client"):
            inside = {
                n.removeprefix(f"{part}/"): d for n, d in self.files.items() if n.startswith(f"{part}/")
            }
            self.files[f"{part}.zip"] = zip_files(inside)
        case = self.case
        manifest = {
            "made_by": "Reinstate", "layout": VERSION, "case_id": case.id, "round": case.round,
            "built_for": self.plan.now.isoformat(), "draft": self.plan.draft, "redacted": self.plan.redacted,
            "language": case.language, "set_aside": sorted(a.exhibit.file for a in self.plan.aside),
            "findings": {severity: sum(f.severity(self.knowledge) == severity for f in self.plan.findings)
                         for severity in ("error", "warning", "note")},
            "files": {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
                      for name, data in sorted(self.files.items())},
            "made_from": self._made_from(),
        }  # fmt: skip
        self.files[MARKER] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()

    def _made_from(self) -> dict[str, str]:
        """Return the hash of every file that was read, by name; a redacted packet tells none."""
        case = self.case
        if self.plan.redacted:
            return {}
        names = (
            case.path.rpartition("/")[2],
            case.notice.file,
            *(case.previous.files if case.previous else ()),
        )
        made_from = {name: hashlib.sha256((case.folder / name).read_bytes()).hexdigest() for name in names}
        made_from |= {e.file: e.media.sha256 for e in (*case.exhibits, *(a.exhibit for a in self.plan.aside))}
        made_from |= case.practice.made_from if case.practice else {}
        return dict(sorted(made_from.items()))
