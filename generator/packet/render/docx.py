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
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from generator import templating
from generator.case.word_template import STYLES, WordLook
from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.packet.archive import normal_zip
from generator.packet.plan import Letter, Line
from generator.packet.render.text import marks

TEMPLATE = templating.FOLDER / "packet" / "letter.docx"

LOCALES = {"en": "en-US", "ko": "ko-KR"}

EAST_ASIAN = {"en": "zh-CN", "ko": "ko-KR"}
"""By the letter's language, whose typeface draws East Asian characters; in an English letter they are Chinese names."""


def letter_docx(
    letter: Letter, knowledge: Knowledge, now: datetime, draft: str, look: WordLook | None = None
) -> bytes:
    """Return the letter as DOCX; the same letter, moment and look give the same bytes.

    `look` holds the styles of a consultant's own template; None leaves ours.
    """
    document = docx.Document(io.BytesIO(_template()))
    if look:
        _restyle(document, look)
    return _Writer(document, letter, knowledge, draft).write(now)


@cache
def _template() -> bytes:
    """Return our template; reading it from disk once is enough."""
    return TEMPLATE.read_bytes()


def _restyle(document: Any, look: WordLook) -> None:
    """Give a document the styles, the theme's typefaces and colours, and the page of another template."""
    styles = parse_xml(look.styles)
    names = {(kind, name.lower()): name for kind, all_ in STYLES.items() for name in all_}
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        written = name.get(qn("w:val"))
        name.set(qn("w:val"), names.get((style.get(qn("w:type")), written.lower()), written))
        for number in style.findall(f".//{qn('w:numPr')}"):  # names lists of a file we do not take over
            number.getparent().remove(number)
    used = _used(styles)
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in used:
            styles.remove(style)
    document.part._styles_part._element = styles
    if look.theme:
        theme = document.part.part_related_by(RT.THEME)
        theme._blob = _theme(theme.blob, look.theme)
    page = document.sections[-1]._sectPr
    for part, values in look.page.items():
        page.find(qn(f"w:{part}")).attrib.update(values)


def _used(styles: Any) -> set[str]:
    """Return the ids of the styles a letter names, of those they are made from, and of every default."""
    by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    named = {(kind, name) for kind, all_ in STYLES.items() for name in all_}
    waiting = [
        id_
        for id_, style in by_id.items()
        if (style.get(qn("w:type")), style.find(qn("w:name")).get(qn("w:val"))) in named
        or style.get(qn("w:default")) in ("1", "true", "on")
    ]
    used: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ in used or id_ not in by_id:
            continue
        used.add(id_)
        for link in ("basedOn", "next", "link"):
            waiting += [element.get(qn("w:val")) for element in by_id[id_].findall(qn(f"w:{link}"))]
    return used


def _theme(ours: bytes, theirs: bytes) -> bytes:
    """Return our theme with the other's colours and typefaces, without the names it gives them."""
    theme, other = parse_xml(ours), parse_xml(theirs)
    for part in (qn("a:clrScheme"), qn("a:fontScheme")):
        old, new = theme.find(f".//{part}"), other.find(f".//{part}")
        if new is not None:
            new.set("name", old.get("name"))
            old.getparent().replace(old, new)
    return bytes(serialize_part_xml(theme))


class _Writer:
    """Puts one letter into one document."""

    def __init__(self, document: Document, letter: Letter, knowledge: Knowledge, draft: str) -> None:
        self.letter = letter
        self.knowledge = knowledge
        self.draft = draft
        self.document = document
        for sample in document.element.body[:-1]:  # the last element is the page
            document.element.body.remove(sample)
        self._counts: Any = self.document.part.numbering_part.element
        indent = document.styles["List Number"].element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
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
                self._details(section.halves)
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
        # Sentences, which brief letters have here, need more room than labels.
        brief = any(row.lines for row in self.letter.rows)
        table = self._table("Letter Table", (32, 57, 61, 20) if brief else (48, 40, 58, 24), heads)
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

    def _details(self, halves: Sequence[Sequence[Line]]) -> None:
        """Add facts and figures in two columns, read down one after the other as on the printed page."""
        cells = self._table("Letter Table", (1, 1)).add_row().cells
        for cell, part in zip(cells, halves, strict=True):
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
