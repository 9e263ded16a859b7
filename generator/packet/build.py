"""Build a packet: plan it, render everything to memory, check what came out. Only `archive` touches the disk."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator.case.model import Case
from generator.errors import CaseError, Problem
from generator.knowledge.model import Knowledge
from generator.packet.archive import MARKER, zip_files
from generator.packet.binder import bind
from generator.packet.client.papers import PAPERS, Desk
from generator.packet.client.self_check import check_rows
from generator.packet.client.timeline import events
from generator.packet.client.trace import trace
from generator.packet.exhibits import FiledCopy, filed_copy, left_out
from generator.packet.letter import Composer
from generator.packet.plan import Letter, Plan, PortalText, Said
from generator.packet.redact import redact
from generator.packet.render.docx import letter_docx
from generator.packet.render.ics import calendar
from generator.packet.render.pdf import render_pdf
from generator.packet.render.text import letter_text
from generator.rules.deadlines import deadlines_of
from generator.rules.filing import check_fields, check_sizes
from generator.rules.finding import Finding, worst_first
from generator.rules.review import review

VERSION = "1"
"""Version of the packet's layout, raised when files are renamed or moved."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Packet:
    """A finished packet in memory: file name -> bytes, with the plan it came from."""

    plan: Plan
    files: Mapping[str, bytes]


def plan_packet(case: Case, knowledge: Knowledge, now: datetime, *, draft: bool = False) -> Plan:
    """Return everything decided about a case's packet, with every finding that shows before rendering."""
    composer = Composer(case, knowledge, now.astimezone(case.platform.clock.zone).date())
    letter = composer.compose()
    fields = tuple(_portal_text(name, letter, case, knowledge) for name in case.channel.fields)
    findings = review(case, knowledge, now)
    findings += check_fields(case, {field.name: field.text for field in fields})
    findings = worst_first(findings, knowledge)
    dates = deadlines_of(case)
    return Plan(
        case=case, now=now, draft=draft, letter=letter, exhibits=composer.exhibits, fields=fields,
        findings=tuple(findings), deadlines=dates, trace=trace(case, composer),
        checks=check_rows(findings, knowledge, case.client_language),
        events=events(case, dates, now, knowledge),
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
) -> Packet:
    """Return the packet of a case. Raises CaseError when findings forbid filing and no draft is asked for.

    A redacted packet is never filed, so nothing stops it.
    """
    plan = plan_packet(case, knowledge, now, draft=draft)
    if redacted:
        plan = redact(plan, knowledge)
    _stop_on_errors(plan, knowledge)
    return _Builder(plan, knowledge, progress).build()


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

    def __init__(self, plan: Plan, knowledge: Knowledge, progress: Progress) -> None:
        self.plan = plan
        self.case = plan.case
        self.knowledge = knowledge
        self.progress = progress
        self.files: dict[str, bytes] = {}
        self.pages: dict[str, int] = {}  # of every attachment

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
        copies = self._exhibits()
        self._check_limits(letter_pages)
        self._client_papers(copies)
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
        pdf = render_pdf(template, language, name=name, **self._common(language))
        self._attach(f"submit/{name}.pdf", pdf.data, pdf.pages)
        return pdf.pages

    def _attach(self, name: str, data: bytes, pages: int) -> None:
        self.files[name], self.pages[name] = data, pages

    def _exhibits(self) -> list[FiledCopy]:
        """Make the filed copies and the binder, as the channel wants them."""
        draft = self._draft(self.case.language)
        copies = []
        for plan in self.plan.exhibits:
            self.progress(plan.exhibit.file)
            make = left_out if self.plan.redacted else filed_copy
            copies.append(make(plan, self.case, self.knowledge, draft))
        if self.case.channel.exhibits_as in ("separate", "both") and not self.plan.redacted:
            for copy in copies:
                self._attach(f"submit/exhibits/{copy.name}", copy.data, copy.pages)
        if copies and (self.case.channel.exhibits_as in ("binder", "both") or self.plan.redacted):
            self.progress("exhibit-binder")
            binder = bind(copies, self.case.language, stamps=[self._stamp(copy) for copy in copies],
                          allegations=self._allegations(), **self._common(self.case.language))  # fmt: skip
            self._attach("submit/exhibit-binder.pdf", binder.data, binder.pages)
        return copies

    def _allegations(self) -> list[Said]:
        language = self.case.language
        client_language = self.case.client_language
        return [Said(a.says.in_(language), a.says.in_(client_language)) for a in self.case.notice.allegations]

    def _stamp(self, copy: FiledCopy) -> str:
        """Return what is printed on a copy's pages in the binder: its label where channel and kind of paper allow it."""
        kind = copy.plan.exhibit.kind
        marked = self.case.channel.stamp and kind.stamp and not kind.private
        label = f"{self.knowledge.word('exhibit', self.case.language)} {copy.plan.label}" if marked else ""
        # Pages of our own, a printed table among them, bear the mark already.
        own = self.plan.redacted or copy.plan.exhibit.media.kind == "table"
        draft = "" if own else self._draft(self.case.language)
        return " · ".join(part for part in (label, draft) if part)

    def _check_limits(self, letter_pages: int) -> None:
        """Add the findings that show only when the files are made, and stop if one forbids filing."""
        if self.plan.redacted:
            return  # its files are not those that would be filed
        sizes = {name: len(self.files[name]) for name in self.pages}
        found = list(check_sizes(self.case, sizes, sum(self.pages.values()), letter_pages))
        if found:
            findings = worst_first([*self.plan.findings, *found], self.knowledge)
            checks = check_rows(findings, self.knowledge, self.case.client_language)
            self.plan = replace(self.plan, findings=tuple(findings), checks=checks)
            _stop_on_errors(self.plan, self.knowledge)

    def _client_papers(self, copies: list[FiledCopy]) -> None:
        plan, language = self.plan, self.case.client_language
        desk = Desk(plan, self.knowledge, tuple(copies), dict(self.files))
        for paper in PAPERS:
            values = paper.values(desk)
            if values is None:
                continue
            self.progress(paper.file)
            pdf = render_pdf(
                f"{paper.template}.html",
                language,
                name=paper.file,
                practice=self.case.practice,
                **self._common(language),
                **values,
            )
            self.files[f"client/{paper.file}.pdf"] = pdf.data
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
            "language": case.language,
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
        names = (case.path.rpartition("/")[2], case.notice.file)
        made_from = {name: hashlib.sha256((case.folder / name).read_bytes()).hexdigest() for name in names}
        made_from |= {e.file: e.media.sha256 for e in case.exhibits}
        made_from |= case.practice.made_from if case.practice else {}
        return dict(sorted(made_from.items()))
