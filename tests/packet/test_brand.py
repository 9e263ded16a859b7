"""The practice's look: on every paper of the client, on nothing that is filed."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
import yaml
from docx.shared import Pt, RGBColor
from PIL import Image

from generator.case.load import load_case
from generator.case.practice_file import contrast, load_practice
from generator.case.word_template import WordLook, word_look
from generator.errors import Place
from generator.knowledge.model import Knowledge
from generator.packet.build import Packet, build_packet
from generator.packet.client.papers import PAPERS
from generator.packet.render.docx import TEMPLATE
from generator.templating import FOLDER
from tests.packet.filing import build, filing_world
from tests.packet.papers import ROOT, bare, hashes, insides, pages, words
from tests.world.world import NOW, World

DOCX = "submit/appeal-letter.docx"
NAMES = {"zh": "青松跨境事务所", "en": "Green Pine Practice"}
CONTACT = {"zh": "深圳市松柏路7号", "en": "7 Pine Road, Shenzhen"}
COLOUR = "#7a1f4d"
SECRETS = (*NAMES.values(), *CONTACT.values(), COLOUR, COLOUR[1:], "Green Pine", "pine-logo")


FILED = ("base", "letter", "declaration", "binder", "table", "stamp", "left-out")
"""Templates of what goes to the platform."""


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), COLOUR).save(out, "PNG")
    return out.getvalue()


def written(**more: Any) -> str:
    practice = {"names": NAMES, "contact": [CONTACT], "colour": COLOUR, "logo": "pine-logo.png", **more}
    return yaml.safe_dump(practice, allow_unicode=True)


def with_practice(world: World, folder: Path | None = None, **more: Any) -> Path:
    """Put a practice file and its logo into a folder, the case's own if none is named."""
    folder = folder or world.case_file.parent
    (folder / "pine-logo.png").write_bytes(logo())
    (folder / "practice.yml").write_text(written(**more), encoding="utf-8")
    return folder / "practice.yml"


def of(packet: Packet, folder: str) -> dict[str, bytes]:
    return {name: data for name, data in packet.files.items() if name.startswith(f"{folder}/")}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    return build(filing_world(tmp_path_factory.mktemp("plain")))


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    world = filing_world(tmp_path_factory.mktemp("branded"))
    with_practice(world)
    return build(world)


class TestFiled:
    def test_the_same_bytes_with_and_without_a_practice(self, plain: Packet, branded: Packet) -> None:
        assert of(branded, "submit") == of(plain, "submit")

    def test_no_word_colour_or_picture_of_the_practice(self, branded: Packet) -> None:
        """Properties and metadata are among what is searched; the archive is the folder once more."""
        filed = of(branded, "submit") | {"submit.zip": branded.files["submit.zip"]}
        secrets = [secret.encode() for secret in SECRETS] + [logo(), logo().split(b"IDAT")[1]]
        leaks = {
            (name, secret)
            for name, data in filed.items()
            for inside in insides(name, data)
            for secret in secrets
            if secret.lower() in inside.lower()
        }
        assert leaks == set()
        said = {name: words(name, data) for name, data in filed.items()}
        assert [(n, s) for n, text in said.items() for s in SECRETS if bare(s) in text] == []

    @pytest.mark.parametrize("path", sorted((FOLDER / "packet").glob("*.html")), ids=lambda path: path.stem)
    def test_only_client_papers_know_of_the_practice(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert ("practice" in text) == (path.stem == "client")
        of_client = '{% extends "packet/client.html" %}' in text
        assert of_client or path.stem not in {paper.template for paper in PAPERS}
        assert not of_client or path.stem not in FILED


class TestClient:
    def test_letterhead_on_the_first_page_and_name_on_every_page(self, branded: Packet) -> None:
        for name, data in of(branded, "client").items():
            if name.endswith(".pdf"):
                first, *_ = pages(data)
                assert bare(CONTACT["zh"]) in first, name
                assert [n for n, page in enumerate(pages(data), 1) if bare(NAMES["zh"]) not in page] == [], (
                    name
                )

    def test_the_letterhead_never_stands_on_a_page_of_its_own(self, branded: Packet) -> None:
        for name, data in of(branded, "client").items():
            if name.endswith(".pdf"):
                assert len(pages(data)[0]) > 300, name

    def test_logo_has_its_name_for_those_who_listen(self, branded: Packet) -> None:
        with pikepdf.open(io.BytesIO(branded.files["client/timeline.pdf"])) as pdf:
            assert len(list(pdf.pages[0].get_images())) == 1
            texts = [str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
            assert texts == [NAMES["zh"]]

    def test_colour(self, plain: Packet, branded: Packet) -> None:
        def drawn(packet: Packet) -> bool:
            with pikepdf.open(io.BytesIO(packet.files["client/timeline.pdf"])) as pdf:
                content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
            wanted = [round(part / 255, 2) for part in bytes.fromhex(COLOUR[1:])]
            found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) rg", content)
            return wanted in [[round(float(part), 2) for part in colour] for colour in found]

        assert drawn(branded)
        assert not drawn(plain)

    def test_without_a_practice_there_is_no_letterhead(self, plain: Packet) -> None:
        with pikepdf.open(io.BytesIO(plain.files["client/timeline.pdf"])) as pdf:
            assert not list(pdf.pages[0].get_images())

    def test_manifest_names_what_the_look_was_made_from(self, tmp_path: Path) -> None:
        world = filing_world(tmp_path)
        with_practice(world, world.folder)
        made_from = json.loads(build(world).files["manifest.json"])["made_from"]
        before = hashes(world.folder)
        wanted = {f"../{name}": before[name] for name in ("practice.yml", "pine-logo.png")}
        assert {n: sha for n, sha in made_from.items() if n.startswith("../")} == wanted


class TestWhichPractice:
    def test_the_language_of_the_papers_is_the_case_s_else_the_practice_s(self, tmp_path: Path) -> None:
        world = filing_world(tmp_path)
        with_practice(world, client_language="en")
        assert world.case().client_language == "en"
        papers = of(build(world), "client")
        assert all(bare(NAMES["en"]) in pages(d)[0] for n, d in papers.items() if n.endswith(".pdf"))
        with pikepdf.open(io.BytesIO(papers["client/trace.pdf"])) as pdf:
            assert str(pdf.Root.Lang) == "en"
        world.change({"client": {"language": "zh"}})
        assert world.case().client_language == "zh"

    def test_the_one_beside_the_case_wins(self, tmp_path: Path) -> None:
        world = filing_world(tmp_path)
        with_practice(world, world.folder)
        found = world.case().practice
        assert found is not None
        assert found.names.en == NAMES["en"]
        with_practice(world, names={"zh": "另一家", "en": "Another"})
        found = world.case().practice
        assert found is not None
        assert found.names.en == "Another"

    def test_one_that_is_named_wins_over_both(self, tmp_path: Path) -> None:
        world = filing_world(tmp_path)
        with_practice(world)
        own = world.case().practice
        assert own is not None
        other = replace(own, names=replace(own.names, en="Named"))
        case = load_case(world.case_file, world.knowledge(), "case/case.yml", other)
        assert case.practice == other


def restyled(**properties: str) -> bytes:
    """Return a copy of our template as a consultant makes it: other styles, and a letterhead of his own in it."""
    document: Any = docx.Document(str(TEMPLATE))
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x11, 0x66, 0x33)
    document.styles["Heading 1"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(12)
    document.styles["List Number"].paragraph_format.left_indent = Pt(40)
    document.sections[0].left_margin = Pt(90)
    document.sections[0].header.paragraphs[0].text = NAMES["en"]
    document.sections[0].footer.paragraphs[0].text = CONTACT["en"]
    document.add_paragraph(f"Text of {NAMES['en']}")
    document.add_picture(io.BytesIO(logo()))
    document.styles.add_style("Green Pine Motto", 1)
    document.core_properties.author = NAMES["en"]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def own_look(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    world = filing_world(tmp_path_factory.mktemp("restyled"))
    with_practice(world, word_template="ours.docx")
    (world.case_file.parent / "ours.docx").write_bytes(restyled())
    return build(world)


class TestOwnWordTemplate:
    @pytest.fixture
    def document(self, own_look: Packet) -> Any:
        return docx.Document(io.BytesIO(own_look.files[DOCX]))

    def test_styles_are_the_consultant_s(self, document: Any) -> None:
        heading = next(p for p in document.paragraphs if p.style.name == "Heading 1").style
        assert (str(heading.font.color.rgb), heading.font.name) == ("116633", "Georgia")
        assert document.styles["Normal"].font.size == Pt(12)
        assert document.sections[0].left_margin == Pt(90)

    def test_a_list_s_indent_stands_in_its_counting_too(self, document: Any) -> None:
        level = document.part.numbering_part.element.find(".//{*}lvl/{*}pPr/{*}ind")
        assert [v for k, v in level.attrib.items() if k.endswith("}left")] == ["800"]

    def test_the_words_are_the_same(self, plain: Packet, own_look: Packet) -> None:
        assert words(DOCX, own_look.files[DOCX]) == words(DOCX, plain.files[DOCX])

    def test_nothing_else_of_the_file_is_filed(self, own_look: Packet) -> None:
        inside = b"\n".join(insides(DOCX, own_look.files[DOCX]))
        assert [secret for secret in SECRETS if secret.encode() in inside] == []
        assert b"media/" not in inside
        others = {n: d for n, d in of(own_look, "submit").items() if n != DOCX}
        assert [n for n, d in others.items() if any(NAMES["en"].encode() in i for i in insides(n, d))] == []

    def test_foot_and_draft_mark_are_still_ours(self, document: Any, own_look: Packet) -> None:
        assert own_look.plan.letter.signature.company.filed in document.sections[0].footer.paragraphs[0].text
        assert document.sections[0].footer.paragraphs[0].style.name == "Footer"

    def test_a_file_saved_without_theme_and_with_names_in_other_letters(self, tmp_path: Path) -> None:
        """Other programs write names of styles in their own letters and leave the theme out."""
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(restyled())) as old, zipfile.ZipFile(out, "w") as new:
            for name in ("word/styles.xml", "word/document.xml"):
                text = (
                    old.read(name)
                    .replace(b'"List Number"', b'"list number"')
                    .replace(b'"ListNumber"', b'"a7"')
                )
                new.writestr(name, text)
        world = filing_world(tmp_path)
        with_practice(world, word_template="ours.docx")
        (world.case_file.parent / "ours.docx").write_bytes(out.getvalue())
        document = docx.Document(io.BytesIO(build(world).files[DOCX]))
        assert "List Number" in {p.style.name for p in document.paragraphs if p.style}

    def test_same_input_same_bytes(self, own_look: Packet) -> None:
        case = own_look.plan.case
        knowledge_of = World(case.folder.parent).knowledge()
        again = build_packet(case, knowledge_of, NOW)
        assert again.files == own_look.files


@pytest.mark.parametrize(("colour", "wanted"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_that_of_the_guidelines(colour: str, wanted: float) -> None:
    """#767676 is the lightest grey that the guidelines' own examples let pass on white."""
    assert round(contrast(colour), 2) == wanted


def test_the_example_is_in_order(knowledge: Knowledge) -> None:
    file = "case_templates/practice.yml"
    practice = load_practice(ROOT / file, file, knowledge)
    assert practice.client_language == "zh"


def test_our_own_template_has_every_style_a_letter_names() -> None:
    assert isinstance(word_look(TEMPLATE.read_bytes(), TEMPLATE.name, Place(TEMPLATE.name)), WordLook)
