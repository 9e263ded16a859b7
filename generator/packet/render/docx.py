"""The letter as a Word document made from a Word template. Knows python-docx alone.

All formatting stands in the template's styles (templates/packet/letter.docx, made by tools/make_word_template.py); the
writer places text and names styles, so that whoever opens the letter or the template in Word can restyle it there.
"""

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator import templating
from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.packet.archive import normal_zip
from generator.packet.plan import Letter, Line
from generator.packet.render.text import marks

TEMPLATE = templating.FOLDER / "packet" / "letter.docx"

LOCALES = {"en": "en-US", "ko": "ko-KR"}

EAST_ASIAN = {"en": "zh-CN", "ko": "ko-KR"}
"""By the letter's language, whose typeface draws East Asian characters; in an English letter they are Chinese names."""


def letter_docx(letter: Letter, knowledge: Knowledge, now: datetime, draft: str) -> bytes:
    """Return the letter as DOCX; the same letter and moment give the same bytes."""
    return _Writer(letter, knowledge, draft).write(now)


@cache
def _template() -> bytes:
    """Return our template; reading it from disk once is enough."""
    return TEMPLATE.read_bytes()


class _Writer:
    """Puts one letter into one document."""

    def __init__(self, letter: Letter, knowledge: Knowledge, draft: str) -> None:
        self.letter = letter
        self.knowledge = knowledge
        self.draft = draft
        self.document: Document = docx.Document(io.BytesIO(_template()))
        for sample in self.document.element.body[:-1]:  # the last element is the page
            self.document.element.body.remove(sample)
        self._counts: Any = self.document.part.numbering_part.element
        indent: Any = self.document.styles["List Number"].element.pPr.find(qn("w:ind"))
        if indent is not None:  # LibreOffice takes a list's indent from its counting, Word from its style
            self._counts.find(f".//{qn('w:pPr')}").append(deepcopy(indent))

    def word(self, key: str, **values: object) -> str:
        return self.knowledge.word(key, self.letter.language, **values)

    def write(self, now: datetime) -> bytes:
        letter = self.letter
        self._page()
        self._paragraph(letter.title.filed, "Title")
        self._head()
        self._line(letter.opening, "Text After Table")
        self._line(letter.request, "Letter Request")
        if letter.news:
            self._paragraph(self.word("letter_news"), "Heading 1")
            self._items(letter.news)
        for number, section in enumerate(letter.sections, 1):
            self._paragraph(f"{number}. {section.heading.filed}", "Heading 1")
            for line in section.leads:
                self._line(line)
            if section.of == "notice":
                self._glance()
            elif section.of == "exhibits":
                self._exhibits(section.lines)
            elif section.of == "details":
                self._details(section.lines)
            else:
                self._items(section.lines)
            if section.planned:
                self._paragraph(self.word("letter_still_planned"), "Heading 2")
                self._items(section.planned)
        self._line(letter.closing, "Text After Table")
        self._signature()
        self._properties(now)
        out = io.BytesIO()
        self.document.save(out)
        # Word files are archives; the times in it would differ with every run.
        return normal_zip(out.getvalue())

    def _page(self) -> None:
        """Fill the foot and the head of the pages, and say in which language the document is."""
        section = self.document.sections[0]
        foot, head = section.footer.paragraphs[0], section.header.paragraphs[0]
        # Page numbers are the template's, with a field that Word computes; the words go before them.
        foot.runs[0]._r.addprevious(OxmlElement("w:r"))
        foot.runs[0].text = f"{self.letter.signature.company.filed} · {self.word('letter_footer')} · "
        head.add_run(self.draft)
        languages = {qn("w:val"): LOCALES["en"], qn("w:eastAsia"): EAST_ASIAN[self.letter.language]}
        for element in (*self.document.styles.element.iter(qn("w:lang")),
                        *self.document.settings.element.iter(qn("w:themeFontLang"))):  # fmt: skip
            element.attrib.update(languages)

    def _properties(self, now: datetime) -> None:
        properties = self.document.core_properties
        properties.title, properties.author = self.letter.title.filed, self.letter.signature.company.filed
        properties.language = LOCALES[self.letter.language]
        properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.last_modified_by, properties.revision, properties.comments = "", 1, ""

    def _paragraph(self, text: str, style: str) -> Any:
        return self.document.add_paragraph(text, style)

    def _line(self, line: Line, style: str = "Normal") -> Any:
        """Add one paragraph of the letter, the marks of its exhibits behind it."""
        paragraph = self._paragraph(line.said.filed, style)
        if line.exhibits:
            paragraph.add_run(" ")
            mark = marks(line.exhibits, self.word("exhibit")).replace(" ", "\u00a0")  # stays in one line
            paragraph.add_run(mark, "Exhibit Mark")
        return paragraph

    def _items(self, lines: Sequence[Line]) -> None:
        """Add a numbered list. Each list counts from 1: one numbering for all would run on from section to section."""
        if not lines:
            return
        count = self._counts.add_num(self._counts.num_lst[0].abstractNumId.val)
        count.add_lvlOverride(0).add_startOverride(1)
        for line in lines:
            properties = self._line(line, "List Number")._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = count.numId

    def _table(self, style: str, shares: Sequence[int], heads: Sequence[str] = ()) -> Any:
        """Add an empty table whose columns take these shares of the text's width, with a repeated row of heads."""
        table = self.document.add_table(rows=0, cols=len(shares), style=style)
        section: Any = self.document.sections[0]
        width = section.page_width - section.left_margin - section.right_margin
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(width * share / sum(shares))
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        for part, on in (("firstRow", bool(heads)), ("firstColumn", not heads)):
            look.set(qn(f"w:{part}"), str(int(on)))
        if heads:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, head in zip(row.cells, heads, strict=True):
                _fill(cell, [head], "Table Heading")
        return table

    def _head(self) -> None:
        table = self._table("Letter Head", (1, 3))
        for name, value in self.letter.header:
            cells = table.add_row().cells
            _fill(cells[0], [name.filed])
            _fill(cells[1], [value.filed], mark="Strong")

    def _glance(self) -> None:
        """Add the table of points, causes, actions and exhibits."""
        heads = [self.word(key) for key in ("table_point", "table_cause", "table_action", "table_exhibits")]
        if self.letter.cause_heading:
            heads[1] = self.letter.cause_heading.filed
        table = self._table("Letter Table", (50, 41, 59, 20), heads)
        for row in self.letter.rows:
            cells = table.add_row().cells
            again = ", ".join(map(str, row.again))
            told = [f"{line.points[0]}. {line.said.filed}" for line in row.told]
            _fill(cells[0], told + ([self.word("table_again", points=again)] if again else []))
            _fill(cells[1], [said.filed for said in row.causes])
            _fill(cells[2], [self._action(action) for action in row.actions])
            # The column's head says the word that Korean labels carry.
            _fill(cells[3], [", ".join(row.exhibits).replace(self.word("exhibit") + " ", "")])

    def _exhibits(self, lines: Sequence[Line]) -> None:
        table = self._table("Letter Table", (1, 7), [self.word(key) for key in ("exhibit", "exhibit_shows")])
        for line in lines:
            cells = table.add_row().cells
            _fill(cells[0], [line.exhibits[0]], mark="Strong")
            _fill(cells[1], [line.said.filed])

    def _details(self, lines: Sequence[Line]) -> None:
        """Add facts and figures in two columns, read down one after the other as on the printed page."""
        half = (len(lines) + 1) // 2
        cells = self._table("Letter Table", (1, 1)).add_row().cells
        for cell, part in zip(cells, (lines[:half], lines[half:]), strict=True):
            _fill(cell, [line.said.filed for line in part])

    def _action(self, action: Any) -> str:
        if not action.when:
            return str(action.label.filed)
        lead = self.word("planned_for") + " " if action.planned else ""
        return f"{action.label.filed} ({lead}{format_date(action.when, self.letter.language)})"

    def _signature(self) -> None:
        sign = self.letter.signature
        self._paragraph(format_date(sign.day, self.letter.language), "Letter Date")
        if sign.by_hand:
            self._paragraph(self.word("sign_by_hand"), "Signature Line")
        paragraph = self._paragraph("", "Letter Signature")
        paragraph.add_run(sign.company.filed, "Strong")
        paragraph.add_run(f"\n{sign.name.filed}, {sign.title.filed}")


def _fill(cell: Any, texts: Sequence[str], style: str = "Table Text", mark: str | None = None) -> None:
    """Put one paragraph for each text into a table's cell; `mark` is a character style for the words."""
    first = cell.paragraphs[0]
    for index, text in enumerate(texts or [""]):
        paragraph = first if index == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text, mark)
