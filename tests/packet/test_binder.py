"""The binder as its reader sees it: number printed = page of the cover = target of the link = target of the bookmark."""

import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from generator.knowledge.model import Knowledge
from generator.packet.build import Packet, plan_packet
from tests.packet.conftest import Built, Example
from tests.packet.filing import CHANNELS, add_exhibit, build, filing_world
from tests.packet.papers import bare, pages
from tests.world.world import NOW

BINDER = "submit/exhibit-binder.pdf"
MANY = 40
COLOURS = [(200, 30, 30), (30, 160, 30), (30, 30, 200), (180, 180, 20)]


@dataclass(frozen=True)
class Read:
    """A binder read back: words of each page, bookmarks with their pages, links of the index with what they frame."""

    pages: list[PageObject]
    words: tuple[str, ...]
    bookmarks: list[tuple[str, int]]
    links: dict[int, list[str]]
    index_pages: int


def read(data: bytes) -> Read:
    reader = PdfReader(io.BytesIO(data))
    sheets = list(reader.pages)
    targets = {name: 1 + page_index(reader, there) for name, there in reader.named_destinations.items()}
    links: dict[int, list[str]] = defaultdict(list)
    for page in sheets[: min(targets.values()) - 1]:
        pieces = placed_text(page)
        for entry in page.get("/Annots", []):
            target, (left, top, right, bottom) = targets[entry["/Dest"]], map(float, entry["/Rect"])
            bottom, top = sorted((bottom, top))
            framed = "".join(t for x, y, t in pieces if left - 1 <= x <= right and bottom <= y <= top)
            if bare(framed) not in links[target]:  # bold text in a link gives a second frame
                links[target].append(bare(framed))
    bookmarks = [
        (str(item["/Title"]), 1 + page_index(reader, item))
        for item in reader.outline
        if isinstance(item, Destination)
    ]
    return Read(sheets, pages(data), bookmarks, dict(links), min(targets.values()) - 1)


def pictures(data: bytes) -> dict[int, bytes]:
    """Return the first picture of each page that has one: a JPEG as it is, of others the pixels. Pages count from 0."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for picture in list(page.get_images().values())[:1]:
                assert isinstance(picture, pikepdf.Stream)
                raw = picture.read_raw_bytes()
                jpeg = raw.startswith(b"\xff\xd8")
                found[number] = (
                    raw if jpeg else pikepdf.PdfImage(picture).as_pil_image().convert("RGB").tobytes()
                )
    return found


def page_index(reader: PdfReader, target: Destination) -> int:
    found = reader.get_destination_page_number(target)
    assert found is not None
    return found


def placed_text(page: PageObject) -> list[tuple[float, float, str]]:
    """Return every piece of text on a page with where it begins."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            x, y = tm[4], tm[5]
            found.append((x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5], text))

    page.extract_text(visitor_text=visit)
    return found


def check_binder(binder: Read, packet: Packet, knowledge: Knowledge, pages_of: dict[str, int]) -> None:
    """Compare what the index prints, where its links and the bookmarks lead, and what the covers say of themselves.

    `pages_of` tells how many pages each exhibit has.
    """
    language, total, page = packet.plan.case.language, len(binder.pages), binder.index_pages + 1
    covers = []
    for plan in packet.plan.exhibits:
        count = pages_of[plan.exhibit.id]
        *named, printed = binder.links[page]
        assert printed == str(page), plan.label
        assert "".join(named) == plan.label + bare(plan.title.filed)
        cover = binder.words[page - 1]
        label = (
            plan.label if not plan.label.isascii() else f"{knowledge.word('exhibit', language)} {plan.label}"
        )
        assert cover.startswith(bare(label + plan.title.filed))
        assert bare(plan.shows.filed) in cover
        says = knowledge.word(
            "cover_pages", language, cover=page, first=page + 1, last=page + count, total=total
        )
        assert bare(says) in cover
        covers.append((plan, page))
        page += 1 + count
    assert page == total + 1
    assert set(binder.links) == {page for _, page in covers}
    heading, *marks = binder.bookmarks
    assert heading == (knowledge.word("binder_title", language), 1)
    assert marks == [(f"{plan.label} – {plan.title.filed}", page) for plan, page in covers]


@pytest.fixture(params=["coupang-counterfeit", "coupang-late-shipment"])
def bound(request: pytest.FixtureRequest, example: Example) -> Built:
    """The examples whose channel takes a binder."""
    return example(request.param)


def test_examples(bound: Built) -> None:
    lengths = {}
    for plan in bound.packet.plan.exhibits:
        name = next(n for n in bound.of("submit") if n.startswith(f"exhibits/{plan.file}."))
        data = bound.files[f"submit/{name}"]
        lengths[plan.exhibit.id] = len(PdfReader(io.BytesIO(data)).pages) if name.endswith(".pdf") else 1
    check_binder(read(bound.files[BINDER]), bound.packet, bound.knowledge, lengths)


def test_examples_hold_the_copies_that_are_filed(bound: Built) -> None:
    """Behind each cover stand the pages of that exhibit's copy and of no other."""
    binder = read(bound.files[BINDER])
    drawn = pictures(bound.files[BINDER])
    at = binder.index_pages
    for plan in bound.packet.plan.exhibits:
        at += 1
        name = next(n for n in bound.of("submit") if n.startswith(f"exhibits/{plan.file}."))
        data = bound.files[f"submit/{name}"]
        if name.endswith(".pdf"):
            copy = pages(data)
            assert binder.words[at : at + len(copy)] == copy, plan.label
            at += len(copy)
        else:
            with Image.open(io.BytesIO(data)) as filed:
                pixels = filed.convert("RGB").tobytes()
            assert drawn[at] == (data if name.endswith(".jpg") else pixels), plan.label
            at += 1
    assert at == len(binder.pages)


def sized_pdf(widths: list[int], turned: int = 0) -> bytes:
    """Return a PDF whose pages can be told apart by their width."""
    made = pikepdf.new()
    for width in widths:
        made.add_blank_page(page_size=(width, 500))
        made.pages[-1].rotate(turned, relative=False)
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def one_colour(colour: tuple[int, int, int], kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 60), colour).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Packet, Knowledge, dict[str, list[int]], Read]:
    """A binder of forty exhibits, with what stands behind each cover: page widths, or 0 for a picture."""
    world = filing_world(tmp_path_factory.mktemp("many"))
    inside: dict[str, list[int]] = {"E1": [612], "E2": [595]}
    for number in range(MANY - 2):
        if number % 4 == 3:
            kind, ending = ("JPEG", "jpg") if number % 8 == 3 else ("PNG", "png")
            picture = one_colour(COLOURS[number // 4 % 4], kind)
            inside[add_exhibit(world, f"p{number}.{ending}", picture)] = [0]
        else:
            widths = [300 + 5 * number + page for page in range(number % 5 + 1)]
            turned = 90 if number % 6 == 0 else 0
            inside[add_exhibit(world, f"p{number}.pdf", sized_pdf(widths, turned))] = widths
    knowledge = world.knowledge()
    packet = build(world)
    return packet, knowledge, inside, read(packet.files[BINDER])


def test_index_longer_than_a_page(many: tuple[Packet, Knowledge, dict[str, list[int]], Read]) -> None:
    packet, knowledge, inside, binder = many
    assert len(packet.plan.exhibits) == MANY
    assert binder.index_pages > 1
    check_binder(binder, packet, knowledge, {id_: len(pages) for id_, pages in inside.items()})


def test_forty_exhibits_stand_behind_their_covers(
    many: tuple[Packet, Knowledge, dict[str, list[int]], Read],
) -> None:
    packet, _, inside, binder = many
    at = binder.index_pages
    for plan in packet.plan.exhibits:
        at += 1
        for width in inside[plan.exhibit.id]:
            page = binder.pages[at]
            if width:
                assert round(float(page.mediabox.width)) == width or width == 595
            else:
                number = int(plan.exhibit.path.stem[1:])
                shown = page.images[0].image
                assert shown is not None
                pixel = shown.convert("RGB").getpixel((45, 30))
                assert pixel == pytest.approx(COLOURS[number // 4 % 4], abs=6)
            at += 1
    assert at == len(binder.pages)


def test_labels_go_on_behind_z(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change_content(CHANNELS, {"mail.exhibit_labels": "letters"})
    for number in range(26):
        add_exhibit(world, f"p{number}.png", one_colour(COLOURS[number % 4], "PNG"))
    plan = plan_packet(world.case(), world.knowledge(), NOW)
    assert [exhibit.label for exhibit in plan.exhibits][24:] == ["Y", "Z", "AA", "AB"]


def test_korean_labels(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change_content(CHANNELS, {"mail.exhibit_labels": "korean", "mail.languages": ["ko"]})
    world.change({"language": "ko"})
    packet = build(world)
    assert [plan.label for plan in packet.plan.exhibits] == ["첨부 1", "첨부 2"]
    lengths = dict.fromkeys(("E1", "E2"), 1)
    read_back = read(packet.files[BINDER])
    spaced = {page: [bare(text) for text in texts] for page, texts in read_back.links.items()}
    assert sorted(spaced) == [2, 4]
    assert spaced[2][0] == "첨부1"
    assert spaced[4][-1] == "4"
    assert "첨부1" in read_back.words[1]
    assert sum(lengths.values()) + 3 == len(read_back.pages)
