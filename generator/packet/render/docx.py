"""The letter as a Word document with real styles, so that it can be edited and restyled. Knows python-docx alone."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.packet.archive import normal_zip
from generator.packet.plan import Letter, Line
from generator.packet.render.text import marks

FONTS = {"zh": "Microsoft YaHei", "en": "Malgun Gothic", "ko": "Malgun Gothic"}
"""East-Asian typefaces that Word has everywhere; the Latin one is Arial."""

LOCALES = {"zh": "zh-CN", "en": "en-US", "ko": "ko-KR"}
MARK = RGBColor(0x1B, 0x4A, 0x8A)


def letter_docx(letter: Letter, knowledge: Knowledge, now: datetime, draft: str) -> bytes:
    """Return the letter as DOCX; the same letter and moment give the same bytes."""
    return _Writer(letter, knowledge, draft).write(now)


@cache
def _template() -> bytes:
    """Return python-docx's own empty document; reading it from disk once is enough."""
    return (Path(docx.__file__).parent / "templates" / "default.docx").read_bytes()


class _Writer:
    """Puts one letter into one document."""

    def __init__(self, letter: Letter, knowledge: Knowledge, draft: str) -> None:
        self.letter = letter
        self.knowledge = knowledge
        self.draft = draft
        self.document: Document = docx.Document(io.BytesIO(_template()))

    def word(self, key: str, **values: object) -> str:
        return self.knowledge.word(key, self.letter.language, **values)

    def write(self, now: datetime) -> bytes:
        letter, document = self.letter, self.document
        self._styles()
        self._page()
        document.add_heading(letter.title.filed, 0)
        self._head()
        self._paragraph(letter.opening)
        self._paragraph(letter.request, bold=True)
        if letter.news:
            document.add_heading(self.word("letter_news"), 1)
            self._items(letter.news)
        for number, section in enumerate(letter.sections, 1):
            document.add_heading(f"{number}. {section.heading.filed}", 1)
            for line in section.leads:
                self._paragraph(line)
            if section.of == "notice":
                self._table()
            elif section.of == "exhibits":
                self._exhibits(section.lines)
            elif section.of == "details":
                self._details(section.lines)
            else:
                self._items(section.lines)
            if section.planned:
                document.add_heading(self.word("letter_still_planned"), 2)
                self._items(section.planned)
        self._paragraph(letter.closing)
        self._signature()
        properties = document.core_properties
        properties.title, properties.author = letter.title.filed, letter.signature.company.filed
        properties.language = LOCALES[letter.language]
        properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.last_modified_by, properties.revision, properties.comments = "", 1, ""
        out = io.BytesIO()
        document.save(out)
        # Word files are archives; the times in it would differ with every run.
        return normal_zip(out.getvalue())

    def _styles(self) -> None:
        sizes = {"Normal": 10.5, "Title": 17, "Heading 1": 12, "Heading 2": 10.5}
        for name, size in sizes.items():
            style: Any = self.document.styles[name]
            style.font.size, style.font.name = Pt(size), "Arial"
            properties = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                # A theme typeface would win over the one named here.
                fonts.attrib.pop(qn(f"w:{part}"), None)
            fonts.set(qn("w:eastAsia"), FONTS[self.letter.language])
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), LOCALES["en" if self.letter.language == "en" else self.letter.language])
            language.set(qn("w:eastAsia"), LOCALES[self.letter.language])
            properties.append(language)
            if name.startswith(("Heading", "Title")):
                style.font.color.rgb = RGBColor(0x16, 0x18, 0x1D)
                style.font.bold = True
            style.paragraph_format.space_after = Pt(5)
            spacing = style.element.get_or_add_pPr()
            for part in ("autoSpaceDE", "autoSpaceDN"):
                # No gaps between Korean or Chinese characters and digits: 2026년 is one word.
                element = OxmlElement(f"w:{part}")
                element.set(qn("w:val"), "0")
                spacing.insert_element_before(element, "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
                                              "w:contextualSpacing", "w:jc", "w:outlineLvl")  # fmt: skip
        title: Any = self.document.styles["Title"]
        for border in title.element.findall(".//" + qn("w:pBdr")):
            border.getparent().remove(border)

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(20)
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{self.letter.signature.company.filed} · {self.word('letter_footer')} · ")
        _field(footer, "PAGE")
        footer.add_run(" / ")
        _field(footer, "NUMPAGES")
        for run in footer.runs:
            run.font.size = Pt(8)
        if self.draft:
            header = section.header.paragraphs[0]
            header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = header.add_run(self.draft)
            run.bold, run.font.color.rgb = True, RGBColor(0xA3, 0x16, 0x1A)

    def _head(self) -> None:
        table = self.document.add_table(rows=0, cols=2)
        for name, value in self.letter.header:
            cells = table.add_row().cells
            _fill(cells[0], [name.filed])
            _fill(cells[1], [value.filed])
            cells[1].paragraphs[0].runs[0].bold = True
        _widths(table, (42, 128))

    def _table(self) -> None:
        heads = [self.word(key) for key in ("table_point", "table_cause", "table_action", "table_exhibits")]
        if self.letter.cause_heading:
            heads[1] = self.letter.cause_heading.filed
        table = self.document.add_table(rows=1, cols=4, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        _repeat(table.rows[0])
        for row in self.letter.rows:
            cells = table.add_row().cells
            again = ", ".join(map(str, row.again))
            told = [f"{line.points[0]}. {line.said.filed}" for line in row.told]
            _fill(cells[0], told + ([self.word("table_again", points=again)] if again else []))
            _fill(cells[1], [said.filed for said in row.causes])
            _fill(cells[2], [self._action(action) for action in row.actions])
            # The column's head says the word that Korean labels carry.
            _fill(cells[3], [", ".join(row.exhibits).replace(self.word("exhibit") + " ", "")])
        # Sentences, which brief letters have here, need more room than labels.
        brief = any(row.lines for row in self.letter.rows)
        _widths(table, (32, 57, 61, 20) if brief else (48, 40, 58, 24))

    def _exhibits(self, lines: tuple[Line, ...]) -> None:
        table = self.document.add_table(rows=1, cols=2, style="Table Grid")
        for cell, key in zip(table.rows[0].cells, ("exhibit", "exhibit_shows"), strict=True):
            cell.paragraphs[0].add_run(self.word(key)).bold = True
        _repeat(table.rows[0])
        for line in lines:
            cells = table.add_row().cells
            _fill(cells[0], [line.exhibits[0]])
            _fill(cells[1], [line.said.filed])
        _widths(table, (22, 148))

    def _details(self, lines: tuple[Line, ...]) -> None:
        # Two columns, read down one after the other as on the printed page.
        table = self.document.add_table(rows=1, cols=2)
        half = (len(lines) + 1) // 2
        for cell, part in zip(table.rows[0].cells, (lines[:half], lines[half:]), strict=True):
            _fill(cell, [line.said.filed for line in part])
        _widths(table, (85, 85))

    def _action(self, action: Any) -> str:
        if not action.when:
            return str(action.label.filed)
        lead = self.word("planned_for") + " " if action.planned else ""
        return f"{action.label.filed} ({lead}{format_date(action.when, self.letter.language)})"

    def _items(self, lines: tuple[Line, ...]) -> None:
        # Numbers are written out: Word's automatic ones would run on from one section to the next.
        for number, line in enumerate(lines, 1):
            self._paragraph(line, lead=f"{number}. ")

    def _paragraph(self, line: Line, *, bold: bool = False, lead: str = "") -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(lead + line.said.filed).bold = bold or None
        if line.exhibits:
            run = paragraph.add_run(" " + marks(line.exhibits, self.word("exhibit")))
            run.bold, run.font.color.rgb = True, MARK

    def _signature(self) -> None:
        sign, document = self.letter.signature, self.document
        first = document.add_paragraph(format_date(sign.day, self.letter.language))
        first.paragraph_format.space_before = Pt(14)
        if sign.by_hand:
            document.add_paragraph(self.word("sign_by_hand"))
            document.add_paragraph("\n____________________________")
        paragraph = document.add_paragraph()
        paragraph.add_run(sign.company.filed).bold = True
        paragraph.add_run(f"\n{sign.name.filed}, {sign.title.filed}")
        for one in document.paragraphs[-4:]:
            one.paragraph_format.keep_with_next = one is not document.paragraphs[-1]


def _fill(cell: Any, texts: list[str]) -> None:
    cell.text = texts[0] if texts else ""
    for text in texts[1:]:
        cell.add_paragraph(text)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(2)
        for run in paragraph.runs:
            run.font.size = Pt(9)


def _widths(table: Any, millimetres: tuple[int, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)  # the grid, which LibreOffice goes by
        for cell in column.cells:  # Word goes by the cells
            cell.width = Mm(width)


def _repeat(row: Any) -> None:
    """Make a table row the heading that is repeated on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Any, code: str) -> None:
    """Add a field Word computes, such as the page number."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
