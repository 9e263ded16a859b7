"""Compose the letter: the case's own facts and the knowledge base's texts, in the order of the letter shape."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from generator import templating
from generator.case.model import Case, Exhibit, Response, Statement
from generator.clock import format_date
from generator.knowledge.channels import LetterSection
from generator.knowledge.model import Knowledge
from generator.packet.plan import (
    DeclarationPlan,
    ExhibitPlan,
    Letter,
    Line,
    Row,
    Said,
    Section,
    Signature,
    TableAction,
)
from generator.packet.render.text import marks
from generator.packet.short import short_versions
from generator.packet.voice import Voice
from generator.text import file_name, in_language, listed

SHOWN_ITEMS = 5
"""So many order or item numbers are printed with an allegation; longer lists stand in the exhibits."""


class Composer:
    """Composes one letter. Both languages, the filed one and the client's, are made from the same records."""

    def __init__(self, case: Case, knowledge: Knowledge, today: date) -> None:
        """Take the case, what is known, and the day the letter bears (in the platform's zone)."""
        self.case = case
        self.knowledge = knowledge
        self.today = today
        self.voice = Voice(case, knowledge, today)
        self.points = {a.id: number for number, a in enumerate(case.notice.allegations, 1)}
        self.exhibits = self._plan_exhibits()
        self._labels = {e.exhibit.id: e.label for e in self.exhibits}

    def compose(self) -> Letter:
        """Return the whole letter."""
        shape, case = self.case.letter, self.case
        declaration = None
        if shape.declaration:
            statements = tuple(
                self.voice.shape_line(text, "declaration") for text in shape.declaration.statements
            )
            declaration = DeclarationPlan(self.voice.filled(shape.declaration.title), statements)
        signatory = case.seller.signatory
        sections = (self._section(section) for section in shape.sections)
        short_one, short_three = short_versions(self.voice, self.exhibits)
        return Letter(
            language=case.language, title=self.voice.filled(shape.title), header=self._header(),
            opening=self.voice.shape_line(shape.opening, "opening"), request=self.voice.shape_line(shape.request, "request"),
            responsibility=self.voice.shape_line(shape.responsibility, "responsibility"),
            news=tuple(self._statement_line(s) for s in case.new_since),
            rows=self._rows(),
            sections=tuple(s for s in sections if s.lines or s.planned),
            closing=self.voice.shape_line(shape.closing, "closing"),
            signature=Signature(
                self.voice.said(case.seller.company), self.voice.said(signatory.name), self.voice.said(signatory.title),
                case.channel.signature == "handwritten" or declaration is not None, self.today,
            ),
            declaration=declaration, short_one=short_one, short_three=short_three,
        )  # fmt: skip

    def _header(self) -> tuple[tuple[Said, Said], ...]:
        case = self.case
        received = case.notice.received.astimezone(case.platform.clock.zone).date()
        rows = [
            (self.voice.word("letter_seller"), self.voice.said(case.seller.company)),
            (self.voice.word("letter_seller_id"), Said(case.seller.seller_id, case.seller.seller_id)),
            (
                self.voice.word("letter_store"),
                Said(
                    *(
                        f"{case.seller.store}, {case.marketplace.names.in_(lang)}"
                        for lang in self.voice.languages
                    )
                ),
            ),
            (self.voice.word("letter_notice_of"), self.voice.day(received)),
        ]
        rows += [(Said(name, name), Said(value, value)) for name, value in case.notice.references.items()]
        if case.notice.policies or case.notice.clauses:
            rows.append((self.voice.word("letter_rules"), self.voice.cited()))
        return tuple(rows)

    def _rows(self) -> tuple[Row, ...]:
        """Return the rows in the order of the notice. In a draft a point may have no answer; its row shows that."""
        allegations = self.case.notice.allegations
        answered = {id_ for r in self.case.responses for id_ in r.answers}
        open_ = [Response((a.id,), (), a.place) for a in allegations if a.id not in answered]
        rows, told = [], set[str]()
        for response in sorted((*self.case.responses, *open_), key=self._first_point):
            first = [n for n, a in enumerate(allegations) if a.id in response.answers and a.id not in told]
            told |= set(response.answers)
            causes, acts = response.of("root_cause"), self._acts(response)
            if self.case.letter.brief:
                lines = tuple(self._statement_line(s, response) for s in (*causes, *acts))
                sentences = [self._marked(line) for line in lines]
                row_causes = tuple(sentences[: len(causes)])
                actions = tuple(TableAction(said, None, planned=False) for said in sentences[len(causes) :])
            else:
                lines = ()
                row_causes = tuple(self.voice.cause(s, response) for s in causes)
                actions = tuple(
                    TableAction(self.voice.said(s.label), s.done or s.planned, s.is_planned) for s in acts
                )
            rows.append(Row(
                points=self._points_of(response), told=tuple(self._allegation_line(n) for n in first),
                causes=row_causes, actions=actions, lines=lines,
                exhibits=self._marks(id_ for s in response.statements for id_ in s.proof),
            ))  # fmt: skip
        return tuple(rows)

    def _acts(self, response: Response) -> tuple[Statement, ...]:
        """Return the actions the table shows. A brief letter's table has whole sentences; what is planned stands apart."""
        acts = (*response.of("corrective"), *response.of("preventive"))
        return tuple(s for s in acts if not (self.case.letter.brief and s.is_planned))

    def _marked(self, line: Line) -> Said:
        """Return a sentence with its exhibits behind it, as it stands in a brief letter's table."""
        word = self.voice.word("exhibit")
        filed, client = (marks(line.exhibits, one) for one in (word.filed, word.client))
        return Said(f"{line.said.filed} {filed}".strip(), f"{line.said.client} {client}".strip())

    def _first_point(self, response: Response) -> int:
        return min(self._points_of(response), default=0)

    def _points_of(self, response: Response) -> tuple[int, ...]:
        return tuple(sorted(self.points[id_] for id_ in response.answers if id_ in self.points))

    def _section(self, section: LetterSection) -> Section:
        leads = [self.voice.shape_line(section.lead, f"sections.{section.of}")] if section.lead else []
        if section.of == "root_cause" and not self.case.letter.brief:
            # Whoever states the cause owns it, once, in the same place.
            leads.insert(0, self.voice.shape_line(self.case.letter.responsibility, "responsibility"))
        lines: list[Line] = []
        planned: list[Line] = []
        match section.of:
            case "notice" if self.case.letter.brief:
                leads.append(self.voice.shape_line(self.case.letter.responsibility, "responsibility"))
                lines = [line for row in self._rows() for line in (*row.told, *row.lines)]
            case "notice":
                lines = [self._allegation_line(index) for index in range(len(self.case.notice.allegations))]
            case "exhibits":
                lines = [
                    Line(Said(f"{e.title.filed}: {e.shows.filed}", f"{e.title.client}：{e.shows.client}"),
                         (e.exhibit.place.short,), e.points, (e.label,))
                    for e in self.exhibits
                ]  # fmt: skip
            case "details":
                lines = [
                    self._detail_line(name) for name in self.case.violation.ask if name in self.case.details
                ]
            case kind:
                every = self._statements(kind)
                if not self.case.letter.brief:
                    lines = [self._statement_line(s, r) for r, s in every if not s.is_planned]
                planned = [self._statement_line(s, r) for r, s in every if s.is_planned]
        heading = self.voice.said(section.heading)
        return Section(section.of, heading, tuple(leads), tuple(lines), tuple(planned))

    def _statements(self, kind: str) -> list[tuple[Response, Statement]]:
        """Return the statements of a kind as the letter tells them: what is done by its date, then what is planned."""
        every = [(r, s) for r in self.case.responses for s in r.of(kind)]
        every.sort(key=lambda pair: (pair[1].is_planned, pair[1].done or pair[1].planned or date.min))
        return every

    def _allegation_line(self, index: int) -> Line:
        allegation = self.case.notice.allegations[index]
        said = self.voice.said(allegation.says)
        if 0 < len(allegation.items) <= SHOWN_ITEMS:
            items = ", ".join(allegation.items)
            said = Said(f"{said.filed} ({items})", f"{said.client}（{items}）")
        return Line(said, (allegation.place.short,), (self.points[allegation.id],))

    def _detail_line(self, name: str) -> Line:
        ask, value = self.case.violation.ask[name], self.case.details[name]
        parts = []
        for language in (self.case.language, self.case.client_language):
            said = in_language(value, language)
            if isinstance(value, str) and value in ask.choices:
                shown = ask.choices[value].in_(language)
            elif isinstance(value, date):
                shown = format_date(value, language)
            elif isinstance(value, list):
                shown = listed(said, language)
            else:
                shown = f"{said}%" if ask.type == "percent" else str(said)
            parts.append(f"{ask.names.in_(language)}{'：' if language == 'zh' else ': '}{shown}")
        return Line(Said(*parts), (self.case.place(f"details.{name}").short,))

    def _statement_line(self, statement: Statement, response: Response | None = None) -> Line:
        """Return a statement as the letter prints it; what is new since the last filing answers no point of its own."""
        sources = [statement.place.short]
        if statement.action:
            sources.append(
                self.knowledge.places[f"actions/{statement.action.id}"] + f" ({statement.action.id})"
            )
        answers = response.answers if response else ()
        return Line(
            said=self.voice.said(statement.says), source=tuple(sources),
            points=tuple(self.points[id_] for id_ in answers if id_ in self.points),
            exhibits=self._marks(statement.proof), when=statement.done or statement.planned, planned=statement.is_planned,
        )  # fmt: skip

    def _marks(self, ids: Any) -> tuple[str, ...]:
        """Return the labels of exhibits, in the binder's order, each once."""
        wanted = set(ids)
        return tuple(e.label for e in self.exhibits if e.exhibit.id in wanted)

    def _plan_exhibits(self) -> tuple[ExhibitPlan, ...]:
        """Return the exhibits in the order the letter first names them, labelled as the channel wants."""
        told = [s for part in self.case.letter.sections for _, s in self._statements(part.of)]
        if self.case.letter.brief:
            responses = sorted(self.case.responses, key=self._first_point)
            in_table = [s for r in responses for s in (*r.of("root_cause"), *self._acts(r))]
            told = in_table + [s for s in told if s.is_planned]
        mentions = [id_ for s in (*self.case.new_since, *told) for id_ in s.proof]
        order = {id_: place for place, id_ in reversed(list(enumerate(mentions)))}
        ordered = sorted(self.case.exhibits, key=lambda e: order.get(e.id, len(mentions)))
        plans = []
        taken: set[str] = set()
        for number, exhibit in enumerate(ordered, 1):
            label = exhibit_label(number, self.case.channel.exhibit_labels)
            points = {
                self.points[id_]
                for r in self.case.responses
                if any(exhibit.id in s.proof for s in r.statements)
                for id_ in r.answers
                if id_ in self.points
            }
            name = self._file_name(exhibit, number, label)
            name = name if name.lower() not in taken else f"{name}-{number}"
            taken.add(name.lower())
            plans.append(
                ExhibitPlan(
                    exhibit,
                    label,
                    self.voice.said(exhibit.kind.names),
                    self.voice.said(exhibit.shows),
                    name,
                    tuple(sorted(points)),
                )
            )
        return tuple(plans)

    def _file_name(self, exhibit: Exhibit, number: int, label: str) -> str:
        """Return the exhibit's name as the channel wants it, without ending, in characters every portal takes."""
        references: Sequence[str] = list(self.case.notice.references.values()) or [""]
        day = exhibit.issued or self.today
        values = {
            "label": label if label.isascii() else f"{number:02}", "kind": exhibit.kind.file_stem,
            "seller_id": self.case.seller.seller_id, "reference": references[0], "date": f"{day:%Y%m%d}",
            "brand": str(in_language(self.case.details.get("brand", ""), "en")),
        }  # fmt: skip
        return file_name(templating.fill(self.case.channel.file_name, "en", values))


def exhibit_label(number: int, style: str) -> str:
    """Return the label of the n-th exhibit: A … Z, AA …; 1 …; 첨부 1 …; 갑 제1호증 … as Korean courts number a claimant's."""
    if style == "letters":
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters
    return {"korean": f"첨부 {number}", "korean-court": f"갑 제{number}호증"}.get(style, str(number))
