"""The letter is the same letter as PDF, as Word file and as text for the portal, and each file is well made."""

import io
import re
from itertools import groupby
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from generator.clock import format_date
from generator.packet.plan import Line
from generator.packet.render.text import letter_text, marks
from tests.packet.conftest import Built
from tests.packet.papers import bare, docx_words, pages, pdf_words

PDF, DOCX = "submit/appeal-letter.pdf", "submit/appeal-letter.docx"
FORMATS = ("pdf", "docx", "text")
OURS = ("Reinstate-Sans-SC", "Reinstate-Sans-KR", "Reinstate-Sans-Symbols")


def letter_in(built: Built, format_: str) -> str:
    """Return the words of the letter in one of its formats; a footer may part what goes on overleaf."""
    if format_ == "pdf":
        footer = bare(f"{built.packet.plan.letter.signature.company.filed} · {built.word('letter_footer')}")
        sheets = pages(built.files[PDF])
        # The numbers of a page's lists are read after its sentences.
        numbers = r"(?:(?<!\d)\d{1,2}\.)*"
        return "".join(
            re.sub(rf"{numbers}{re.escape(footer)}{n}/{len(sheets)}", "", words)
            for n, words in enumerate(sheets, 1)
        )
    if format_ == "docx":
        return docx_words(built.files[DOCX])
    fields = [name for name, field in built.case.channel.fields.items() if field.holds == "letter"]
    if not fields:  # some ways of filing take the letter as an attachment only
        return bare(letter_text(built.packet.plan.letter, built.knowledge))
    return bare(built.files[f"submit/fields/{fields[0]}.txt"].decode())


def client_words(built: Built, name: str) -> str:
    """Return the words of one of the client's papers without the footers, which part what goes on overleaf."""
    footer = bare(f"{built.case.id} · {built.own_word('client_footer')}")
    return re.sub(re.escape(footer) + r"\d+/\d+", "", pdf_words(built.files[f"client/{name}"]))


@pytest.mark.parametrize("format_", FORMATS)
class TestSameLetter:
    def test_every_paragraph(self, built: Built, format_: str) -> None:
        letter, words = built.packet.plan.letter, letter_in(built, format_)
        assert [line.said.filed for line in letter.lines if bare(line.said.filed) not in words] == []

    def test_paragraphs_stand_in_order(self, built: Built, format_: str) -> None:
        words, at, late = letter_in(built, format_), 0, []
        letter = built.packet.plan.letter
        # Several points answered together stand together in the table.
        points = {id(line) for s in letter.sections if s.of == "notice" for line in s.lines}
        for line in (line for line in letter.lines if id(line) not in points):
            found = words.find(bare(line.said.filed), at)
            if found < 0:
                late.append(line.said.filed)
            at = max(at, found)
        assert late == []

    def test_exhibits_behind_each_statement(self, built: Built, format_: str) -> None:
        words = letter_in(built, format_)
        marked = [line for line in statements(built) if line.exhibits]
        assert marked
        wanted = [line.said.filed + marks(line.exhibits, built.word("exhibit")) for line in marked]
        assert [text for text in wanted if bare(text) not in words] == []

    def test_index_of_exhibits(self, built: Built, format_: str) -> None:
        words = letter_in(built, format_)
        gap = ". " if format_ == "text" else ""
        wanted = [f"{e.label}{gap}{e.title.filed}: {e.shows.filed}" for e in built.packet.plan.exhibits]
        assert [text for text in wanted if bare(text) not in words] == []

    def test_short_of_what_is_said_there_are_only_headings_and_the_table(
        self, built: Built, format_: str
    ) -> None:
        """No format says more than another: what is left is furniture of the page."""
        letter, rest = built.packet.plan.letter, letter_in(built, format_)
        said = [line.said.filed for line in letter.lines]
        said += [text.filed for pair in letter.header for text in pair]
        said += [text.filed for row in letter.rows for text in (*row.causes, *(a.label for a in row.actions))]
        heads = [f"{n}. {s.heading.filed}" for n, s in enumerate(letter.sections, 1)]
        keys = (
            "exhibit", "exhibit_shows", "letter_news", "letter_still_planned", "planned_for", "sign_by_hand",
            "table_point", "table_cause", "table_action", "table_exhibits",
        )  # fmt: skip
        sign = letter.signature
        days = {row.when for line in letter.rows for row in line.actions if row.when} | {sign.day}
        known = [letter.title.filed, *heads, *(built.word(key) for key in keys)]
        known += [format_date(day, letter.language) for day in days]
        known += [letter.cause_heading.filed] if letter.cause_heading else []
        known += [sign.company.filed, sign.name.filed, sign.title.filed, built.word("table_again", points="")]
        for text in sorted(map(bare, said + known), key=len, reverse=True):
            rest = rest.replace(text, "·")
        # Labels of exhibits, numbers and marks.
        assert [w for w in re.findall(r"[^\W\d_]+", rest) if len(w) > 2 or not w.isascii()] == []

    def test_heads_headings_and_signature(self, built: Built, format_: str) -> None:
        letter, words = built.packet.plan.letter, letter_in(built, format_)
        wanted = [letter.title.filed]
        wanted += [said.filed for pair in letter.header for said in pair]
        wanted += [f"{n}. {section.heading.filed}" for n, section in enumerate(letter.sections, 1)]
        sign = letter.signature
        wanted += [sign.company.filed, f"{sign.name.filed}, {sign.title.filed}"]
        assert [text for text in wanted if bare(text) not in words] == []

    def test_what_is_planned_stands_apart(self, built: Built, format_: str) -> None:
        words = letter_in(built, format_)
        for section in built.packet.plan.letter.sections:
            for line in section.planned:
                before = words[: words.index(bare(line.said.filed))]
                heading = before.rindex(bare(built.word("letter_still_planned")))
                assert heading > before.rindex(bare(section.heading.filed))
                done = [bare(other.said.filed) for other in section.lines]
                assert not any(text in before[heading:] for text in done)


def statements(built: Built) -> list[Line]:
    """Return the paragraphs, without the points of the notice and the index of exhibits."""
    letter = built.packet.plan.letter
    rows = [line for s in letter.sections if s.of == "exhibits" for line in s.lines]
    rows += [line for row in letter.rows for line in row.told]
    return [line for line in letter.lines if line not in rows]


def test_examples_have_planned_statements(built: Built) -> None:
    """Without one the test above would test nothing."""
    letter = built.packet.plan.letter
    promises = {section.of for section in letter.sections} & {"corrective", "preventive"}
    assert (
        any(section.planned for section in letter.sections)
        or not promises
        or built.name == "coupang-late-shipment"
    )


@pytest.mark.parametrize("paper", ["appeal-letter.pdf", "declaration.pdf"])
class TestPdf:
    @pytest.fixture
    def reader(self, built: Built, paper: str) -> PdfReader:
        if paper not in built.of("submit"):
            paper = "appeal-letter.pdf"  # not every letter has a declaration
        return PdfReader(io.BytesIO(built.of("submit")[paper]))

    def test_is_tagged_and_names_its_language(self, built: Built, reader: PdfReader, paper: str) -> None:
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]["/K"]
        assert root["/Lang"] == built.case.language
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]

    def test_has_a_title(self, built: Built, reader: PdfReader, paper: str) -> None:
        letter = built.packet.plan.letter
        titles = {letter.title.filed} | ({letter.declaration.title.filed} if letter.declaration else set())
        assert reader.metadata is not None
        assert reader.metadata.title in titles

    def test_embeds_our_faces_only(self, reader: PdfReader, paper: str) -> None:
        fonts = [font for page in reader.pages for font in fonts_of(page)]
        assert fonts
        for font in fonts:
            assert font["/BaseFont"].partition("+")[2].startswith(OURS), font["/BaseFont"]
            (inner,) = font["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert descriptor.keys() & {"/FontFile2", "/FontFile3"}
            assert "/ToUnicode" in font

    def test_every_character_has_a_glyph(self, reader: PdfReader, paper: str) -> None:
        drawn = [glyph for page in reader.pages for glyph in glyphs_of(page, reader)]
        assert len(drawn) > 500
        assert 0 not in drawn


def fonts_of(page: PageObject) -> list[Any]:
    resources: Any = page["/Resources"]
    return [font.get_object() for font in resources.get("/Font", {}).values()]


def glyphs_of(page: PageObject, reader: PdfReader) -> list[int]:
    """Return the number of each glyph drawn; 0 is the box of a character no face has."""
    numbers: list[int] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"Tj", b"TJ"):
            strings = operands[0] if operator == b"TJ" else operands
            for string in strings:
                raw = getattr(string, "original_bytes", string)
                if isinstance(raw, bytes):
                    numbers += [int.from_bytes(raw[i : i + 2]) for i in range(0, len(raw), 2)]
    return numbers


class TestWordFile:
    @pytest.fixture
    def document(self, built: Built) -> Any:
        return docx.Document(io.BytesIO(built.files[DOCX]))

    def test_headings_are_headings(self, built: Built, document: Any) -> None:
        letter = built.packet.plan.letter
        found = [
            (p.style.name, p.text)
            for p in document.paragraphs
            if p.style.name.startswith(("Title", "Heading"))
        ]
        wanted = [("Title", letter.title.filed)]
        if letter.news:
            wanted.append(("Heading 1", built.word("letter_news")))
        for number, section in enumerate(letter.sections, 1):
            wanted.append(("Heading 1", f"{number}. {section.heading.filed}"))
            if section.planned:
                wanted.append(("Heading 2", built.word("letter_still_planned")))
        assert found == wanted

    def test_head_rows_repeat(self, document: Any) -> None:
        """Every table of data has one row of heads, which is repeated on each page."""
        heads = [t for t in document.tables if t.rows[0].cells[0].paragraphs[0].style.name == "Table Heading"]
        assert len(heads) == 2
        for table in heads:
            repeated = [row for row in table.rows if row._tr.findall(f".//{qn('w:tblHeader')}")]
            assert [row._index for row in repeated] == [0]

    def test_lists_are_lists_and_each_counts_from_one(self, built: Built, document: Any) -> None:
        letter = built.packet.plan.letter
        # The points of the notice stand in the table.
        sections = [s for s in letter.sections if s.of not in ("notice", "exhibits", "details")]
        lists = [letter.news, *(lines for s in sections for lines in (s.lines, s.planned))]
        wanted = [len(lines) for lines in lists if lines]
        items = [p for p in document.paragraphs if p.style.name == "List Number"]
        numbers = [p._p.pPr.numPr.numId.val for p in items]
        assert [len(list(group)) for _, group in groupby(numbers)] == wanted
        counts = {num.numId: num for num in document.part.numbering_part.element.num_lst}
        assert all(counts[n].xpath("./w:lvlOverride/w:startOverride/@w:val") == ["1"] for n in set(numbers))

    def test_no_formatting_of_its_own(self, document: Any) -> None:
        """Whoever restyles the letter in Word changes styles; nothing stands beside them."""
        allowed = {"pStyle", "numPr", "rStyle"}
        properties = [*document.element.body.iter(qn("w:pPr")), *document.element.body.iter(qn("w:rPr"))]
        beside = {child.tag.rpartition("}")[2] for element in properties for child in element} - allowed
        assert beside == set()

    def test_table_has_a_row_for_each_answer(self, built: Built, document: Any) -> None:
        (table,) = [t for t in document.tables if len(t.columns) == 4]
        assert len(table.rows) == len(built.packet.plan.letter.rows) + 1
        for row, planned in zip(table.rows[1:], built.packet.plan.letter.rows, strict=True):
            assert [
                line.said.filed for line in planned.told if line.said.filed not in row.cells[0].text
            ] == []
            assert [n for n in planned.points if str(n) not in row.cells[0].text] == []
            labels = ", ".join(planned.exhibits).replace(built.word("exhibit") + " ", "")
            assert row.cells[3].text == labels

    def test_east_asian_typeface_and_language(self, built: Built, document: Any) -> None:
        """Styles inherit their typeface; the language chooses the East Asian one from the theme, as in Word itself."""
        styles = document.styles.element
        (fonts,) = styles.iter(qn("w:rFonts"))
        assert fonts.getparent().getparent().tag == qn("w:rPrDefault")
        assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Arial", "Malgun Gothic")
        assert fonts.get(qn("w:eastAsiaTheme")) == "minorEastAsia"
        theme = document.part.part_related_by(RT.THEME).blob.decode()
        script, typeface, locale = {
            "en": ("Hans", "Microsoft YaHei", "zh-CN"), "ko": ("Hang", "Malgun Gothic", "ko-KR"),
        }[built.case.language]  # fmt: skip
        assert theme.count(f'<a:font script="{script}" typeface="{typeface}"/>') == 2
        (theme_language,) = document.settings.element.iter(qn("w:themeFontLang"))
        (language,) = styles.iter(qn("w:lang"))
        assert {element.get(qn("w:eastAsia")) for element in (theme_language, language)} == {locale}
        assert document.core_properties.language.startswith(built.case.language)

    def test_foot_has_computed_page_numbers(self, built: Built, document: Any) -> None:
        (foot,) = document.sections[0].footer.paragraphs
        assert (
            foot.text
            == f"{built.packet.plan.letter.signature.company.filed} · {built.word('letter_footer')} · 1 / 1"
        )
        assert [code.text for code in foot._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]

    def test_properties(self, built: Built, document: Any) -> None:
        properties = document.core_properties
        assert properties.title == built.packet.plan.letter.title.filed
        assert properties.author == built.case.seller.company.in_(built.case.language)
        assert properties.created.isoformat().startswith("2026-11-23T01:00:00")  # UTC

    def test_no_draft_mark(self, built: Built, document: Any) -> None:
        texts = [p.text for section in document.sections for p in section.header.paragraphs]
        assert built.word("draft_mark") not in texts


class TestGuide:
    def test_counts_are_those_of_the_files(self, built: Built) -> None:
        guide = client_words(built, "submission-guide.pdf")
        at = 0
        for field in built.packet.plan.fields:
            text = built.files[f"submit/fields/{field.name}.txt"].decode()
            assert text == field.text
            # The steps above may name the field too; its own line is the one with the count.
            at = guide.index(bare(field.label + built.own_word("guide_count", count=len(text))), at)

    def test_lists_every_attachment_with_the_letter_first(self, built: Built) -> None:
        guide = client_words(built, "submission-guide.pdf")
        guide = guide[guide.index(bare(built.own_word("guide_files"))) :]
        attached = [
            n for n in built.files if n.startswith("submit/") and n.endswith((".pdf", ".jpg", ".png"))
        ]
        assert attached[0] == PDF
        if "attach" not in built.case.channel.letter_as:
            attached.remove(PDF)  # it is pasted here
        assert [n for n in attached if bare(n) not in guide] == []


def test_review_copy_sets_both_languages_side_by_side(built: Built) -> None:
    words = pdf_words(built.files["client/review-copy.pdf"])
    lines = built.packet.plan.letter.every_line
    assert [line.said.filed for line in lines if bare(line.said.filed) not in words] == []
    assert [line.said.client for line in lines if bare(line.said.client) not in words] == []
    assert [s for line in lines for s in line.source if bare(s) not in words] == []


def test_trace_names_every_point_and_file(built: Built) -> None:
    words = pdf_words(built.files["client/trace.pdf"])
    wanted = [group.says for group in built.packet.plan.trace] + [
        group.quote for group in built.packet.plan.trace
    ]
    wanted += [row.action for group in built.packet.plan.trace for row in group.rows]
    wanted += [exhibit.file for exhibit in built.packet.plan.case.exhibits]
    assert [text for text in wanted if bare(text) not in words] == []


def test_self_check_names_every_check(built: Built) -> None:
    words = client_words(built, "self-check.pdf")
    rows = built.packet.plan.checks
    assert [row.id for row in rows if row.id not in words] == []
    assert {row.id for row in rows} == set(built.knowledge.all_checks)
    assert [row.id for row in rows if bare(row.checks) not in words or bare(row.reason) not in words] == []
    found = [row for row in rows if row.findings]
    assert found
    for row in found:
        assert bare(row.why) in words
        assert all(bare(text) in words for finding in row.findings for text in finding)
