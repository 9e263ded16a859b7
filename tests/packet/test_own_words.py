"""Whatever somebody writes in own words stands in every format as it was written."""

import html
import io
import re
import string
from dataclasses import replace
from typing import Any

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from generator import templating
from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.packet.letter import Composer
from generator.packet.plan import Letter
from generator.packet.render.docx import letter_docx
from generator.packet.render.fonts import coverage
from generator.packet.render.pdf import render_pdf
from generator.packet.render.text import letter_text
from generator.text import same, squeeze
from tests.packet.filing import filing_world
from tests.packet.papers import bare, docx_words, pdf_words
from tests.world.world import NOW

NASTY = [
    "<b>&amp;{{", "{% raw %}{{ company }}{# gone #}", "</td></tr></table><h1>x", "<script>alert(1)</script>",
    "&#x41; &lt; &nbsp; &", "\"quotes\" 'and' “more” 「引号」", "a" * 400, "漢字" * 120, "가나다" * 120,
    "https://example.com/" + "x/" * 80, "<!-- not a remark -->", "]]>", "%PDF-1.7", "${HOME} `id` %s {0}",
    "첨부 1 (첨부 2)", "三成 30% – 5㎏", "A\u00a0B", "tab\tand  blanks", "<style>p { display: none }</style>", "0", "-", "1. ",
]  # fmt: skip
DRAWN = sorted(set().union(*coverage().values()) - set(range(0x20)) - {0x7F})
NORMAL = st.one_of(
    st.text(st.sampled_from(string.printable.strip() + " "), min_size=1, max_size=80),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60),
    st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=60),
    st.text(st.sampled_from([chr(code) for code in DRAWN]), min_size=1, max_size=40),
    st.sampled_from(NASTY),
)
OWN_WORDS = st.lists(NORMAL, min_size=1, max_size=3).map(" ".join).filter(lambda text: text.strip())


class Written:
    """A case with own words, and what is known. A test that fails shows the words and not all of this."""

    def __init__(self, case: Case, knowledge: Knowledge) -> None:
        self.case, self.knowledge = case, knowledge

    def __repr__(self) -> str:
        return "the world"


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    world = filing_world(tmp_path_factory.mktemp("words"))
    said = {"zh": "原话", "en": "OWN", "ko": "OWN"}
    world.change({"response[0].corrective[0]": said | {"label": said, "done": "2026-11-21", "proof": ["E1"]}})
    world.change({"exhibits[0].shows": said})
    heading = {"zh": "通知", "en": "Notice", "ko": "통지"}
    notice = {"of": "notice", "heading": heading}  # the table of causes and actions stands there
    world.change_content("platforms/examplemart/platform.yml", {"letters.answer.sections[4]": notice})
    knowledge = world.knowledge()
    return Written(load_case(world.case_file, knowledge, "case/case.yml"), knowledge)


def letter_with(text: str, written: Written) -> Letter:
    """Return the letter with its own words and one exhibit's words replaced."""
    case = written.case
    (response,) = case.responses
    statements = tuple(
        s if s.action else replace(s, says=same(text), label=same(text)) for s in response.statements
    )
    exhibits = (replace(case.exhibits[0], shows=same(text)), *case.exhibits[1:])
    changed = replace(case, responses=(replace(response, statements=statements),), exhibits=exhibits)
    return Composer(changed, written.knowledge, NOW.date()).compose()


def page_with(letter: Letter, knowledge: Knowledge) -> str:
    return templating.render("packet/letter.html", "en", **values(letter, knowledge))


def values(letter: Letter, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "letter": letter, "case_id": "x", "draft": "", "paper_language": "en",
        "words": lambda key, **parts: knowledge.word(key, "en", **parts),
    }  # fmt: skip


def tags(page: str) -> list[str]:
    return re.findall(r"<[^>]*>", page)


def with_nasty(function: Any) -> Any:
    for text in NASTY:
        function = example(text)(function)
    return function


@with_nasty
@given(text=OWN_WORDS)
@settings(max_examples=60)
def test_text(written: Written, text: str) -> None:
    letter = letter_with(text, written)
    assert squeeze(f"- {text} (Exhibit 1)") in squeeze(letter_text(letter, written.knowledge))


@with_nasty
@given(text=OWN_WORDS)
@settings(max_examples=25)
def test_word_file(written: Written, text: str) -> None:
    data = letter_docx(letter_with(text, written), written.knowledge, NOW, "")
    document = docx.Document(io.BytesIO(data))
    items = [squeeze(p.text) for p in document.paragraphs if p.style and p.style.name == "List Number"]
    assert squeeze(f"{text} (Exhibit 1)") in items
    assert docx_words(data).count(bare(text)) >= 3  # statement, table, index of exhibits


@with_nasty
@given(text=OWN_WORDS)
@settings(max_examples=60)
def test_page_has_the_words_and_no_markup_of_theirs(written: Written, text: str) -> None:
    letter, knowledge = letter_with(text, written), written.knowledge
    page = page_with(letter, knowledge)
    plain = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert bare(plain).count(bare(text)) >= 3
    assert tags(page) == tags(page_with(letter_with("Own", written), knowledge))


def drawn_pdf(letter: Letter, knowledge: Knowledge) -> bytes:
    return render_pdf("letter.html", "en", name="letter", **values(letter, knowledge)).data


@given(text=st.text(st.sampled_from([chr(code) for code in DRAWN]), min_size=1, max_size=200))
@settings(max_examples=8)
def test_pdf_is_drawn(written: Written, text: str) -> None:
    """Whatever our faces have is drawn without a complaint."""
    letter = letter_with(text, written)
    assert drawn_pdf(letter, written.knowledge).startswith(b"%PDF-1.7")


def test_pdf_has_the_words(written: Written) -> None:
    words = pdf_words(drawn_pdf(letter_with(" ¶ ".join(NASTY), written), written.knowledge))
    assert [text for text in NASTY if bare(text) not in words] == []


@pytest.mark.parametrize("text", ["a" * 400, "漢字" * 120, "https://example.com/" + "x/" * 80])
def test_long_words_stay_on_the_page(written: Written, text: str) -> None:
    letter, knowledge = letter_with(text, written), written.knowledge
    data = drawn_pdf(letter, knowledge)
    for page in PdfReader(io.BytesIO(data)).pages:
        found: list[tuple[float, float]] = []

        def visit(
            piece: str, cm: list[float], tm: list[float], font: Any, size: float, found: Any = found
        ) -> None:
            if piece.strip():
                found.append((tm[4] * cm[0] + cm[4], len(piece) * float(size)))

        page.extract_text(visitor_text=visit)
        right = float(page.mediabox.right)
        # No letter of our faces is narrower than a sixth of its size.
        assert [piece for piece in found if piece[0] + piece[1] / 6 > right] == []


def test_the_world_s_letter_has_own_words(written: Written) -> None:
    assert [s.says.en for s in written.case.statements if s.action is None] == ["OWN"]
