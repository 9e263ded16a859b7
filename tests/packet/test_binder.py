"""The binder as its reader sees it: number printed = page of the cover = target of the link = target of the bookmark."""

import io
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from generator.knowledge.model import Knowledge
from generator.packet.build import Packet, plan_packet
from generator.packet.plan import ExhibitPlan
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


def check_binder(parts: list[Read], packet: Packet, knowledge: Knowledge, pages_of: dict[str, int]) -> None:
    """Compare what each index prints, where its links and the bookmarks lead, and what the covers say of themselves.

    `parts` is the binder, or its parts in order; `pages_of` tells how many pages each exhibit has.
    """
    rows = []  # plan, part, page of its cover
    waiting = list(packet.plan.exhibits)
    for number, part in enumerate(parts, 1):
        page = part.index_pages + 1
        while page <= len(part.pages):
            plan = waiting.pop(0)
            check_cover(part, plan, page, pages_of[plan.exhibit.id], knowledge, packet.plan.case.language)
            rows.append((plan, number, page))
            page += 1 + pages_of[plan.exhibit.id]
        assert page == len(part.pages) + 1
    assert waiting == []
    for number, part in enumerate(parts, 1):
        index = "".join(part.words[: part.index_pages])
        for plan, of, page in rows:
            points = ",".join(map(str, plan.points))
            row = [
                plan.label,
                plan.title.filed,
                plan.shows.filed,
                points,
                *([of] if len(parts) > 1 else []),
                page,
            ]
            assert bare("".join(map(str, row))) in index, plan.label
        own = [(plan, page) for plan, of, page in rows if of == number]
        assert set(part.links) == {page for _, page in own}
        for plan, page in own:
            assert set(part.links[page]) == {bare(plan.label), bare(plan.title.filed), str(page)}
        heading, *marks = part.bookmarks
        assert heading[1] == 1
        assert heading[0].startswith(knowledge.word("binder_title", packet.plan.case.language))
        assert marks == [(f"{plan.label} – {plan.title.filed}", page) for plan, page in own]


def check_cover(
    part: Read, plan: ExhibitPlan, page: int, count: int, knowledge: Knowledge, language: str
) -> None:
    cover, total = part.words[page - 1], len(part.pages)
    label = plan.label if not plan.label.isascii() else f"{knowledge.word('exhibit', language)} {plan.label}"
    assert cover.startswith(bare(label + plan.title.filed))
    assert bare(plan.shows.filed) in cover
    key = "cover_pages" if count > 1 else "cover_page"
    says = knowledge.word(key, language, cover=page, first=page + 1, last=page + count, total=total)
    assert bare(says) in cover
    assert cover.endswith(f"{page}/{total}")


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
    check_binder([read(bound.files[BINDER])], bound.packet, bound.knowledge, lengths)


def test_examples_hold_the_copies_that_are_filed(bound: Built) -> None:
    """Behind each cover stand the pages of that exhibit's copy and of no other."""
    binder = read(bound.files[BINDER])
    drawn = pictures(bound.files[BINDER])
    at, total = binder.index_pages, len(binder.pages)
    for plan in bound.packet.plan.exhibits:
        at += 1
        name = next(n for n in bound.of("submit") if n.startswith(f"exhibits/{plan.file}."))
        data = bound.files[f"submit/{name}"]
        if name.endswith(".pdf"):
            for words in pages(data):
                mark = bare(f"{bound.word('exhibit')} {plan.label} · {at + 1} / {total}")
                assert binder.words[at] == words + (mark if plan.exhibit.kind.stamp else ""), plan.label
                at += 1
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


Many = tuple[Packet, Knowledge, dict[str, list[int]], Read]


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Many:
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


def test_index_longer_than_a_page(many: Many) -> None:
    packet, knowledge, inside, binder = many
    assert len(packet.plan.exhibits) == MANY
    assert binder.index_pages > 1
    check_binder([binder], packet, knowledge, {id_: len(pages) for id_, pages in inside.items()})


def test_forty_exhibits_stand_behind_their_covers(many: Many) -> None:
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


@pytest.mark.parametrize(
    ("style", "labels"), [("korean", ["첨부 1", "첨부 2"]), ("korean-court", ["갑 제1호증", "갑 제2호증"])]
)
def test_korean_labels(tmp_path: Path, style: str, labels: list[str]) -> None:
    world = filing_world(tmp_path)
    world.change_content(CHANNELS, {"mail.exhibit_labels": style, "mail.languages": ["ko"]})
    world.change({"language": "ko"})
    packet = build(world)
    assert [plan.label for plan in packet.plan.exhibits] == labels
    check_binder([read(packet.files[BINDER])], packet, world.knowledge(), {"E1": 1, "E2": 1})
    assert all(name.isascii() for name in packet.files)


def test_page_labels_are_the_numbers_of_the_pdf(many: Many) -> None:
    with pikepdf.open(io.BytesIO(many[0].files[BINDER])) as pdf:
        labels: list[Any] = [page.label for page in pdf.pages]
        assert labels == [str(n) for n in range(1, len(pdf.pages) + 1)]


# Width of a page 500 high, how it is turned when it comes, and how it must be turned in the binder.
TURNED = {
    "stands": (400, 0, 0),
    "lies": (700, 0, 270),
    "lies by its turn": (400, 90, 0),
    "stands by its turn": (700, 90, 90),
}


def test_pages_that_lie_across_are_turned(tmp_path: Path) -> None:
    """They are read from the right-hand side, after three quarters of a turn. Those that stand are left as they are."""
    world = filing_world(tmp_path)
    ids = {
        add_exhibit(world, f"{name}.pdf", sized_pdf([width], angle)): name
        for name, (width, angle, _) in TURNED.items()
    }
    photo = add_exhibit(world, "photo.jpg", one_colour(COLOURS[0], "JPEG"))
    packet = build(world)
    sheets = read(packet.files[BINDER]).pages
    behind = {plan.exhibit.id: sheets[2 + 2 * place] for place, plan in enumerate(packet.plan.exhibits)}
    for id_, name in ids.items():
        width, angle, wanted = TURNED[name]
        assert (round(float(behind[id_].mediabox.width)), behind[id_].rotation % 360) == (width, wanted), name
        plan = next(p for p in packet.plan.exhibits if p.exhibit.id == id_)
        (alone,) = PdfReader(io.BytesIO(packet.files[f"submit/exhibits/{plan.file}.pdf"])).pages
        assert alone.rotation == angle
    assert behind[photo].rotation == 270


def test_a_cover_of_two_pages(tmp_path: Path) -> None:
    """What it answers may be long; every number counts the second page as well."""
    world = filing_world(tmp_path)
    world.change(
        {"notice.allegations[0].says.en": "Two orders left the warehouse after the promised day. " * 110}
    )
    binder = read(build(world).files[BINDER])
    word = world.knowledge().word
    assert sorted(binder.links) == [2, 5]
    assert [page for _, page in binder.bookmarks] == [1, 2, 5]
    for page in (2, 5):
        says = word("cover_page", "en", cover=page, first=page + 2, total=7)
        assert bare(says) in binder.words[page]
        assert binder.words[page].endswith(f"{page + 1}/7")


def test_number_and_label_stand_where_channel_and_kind_allow_it(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    for channel, kind, private in product((False, True), repeat=3):
        world.change_content(CHANNELS, {"mail.stamp": channel})
        world.change_content(
            "evidence.yml", {"carrier-contract.stamp": kind, "carrier-contract.private": private}
        )
        words = read(build(world).files[BINDER]).words
        assert ("Exhibit1·3/5" in words[2]) is (channel and kind and not private)
        assert words[1].endswith("2/5")


def test_tags_of_exhibits_are_not_taken_for_those_of_the_binder(bound: Built) -> None:
    """A page's number in the tree of its own document means another page in the binder's."""
    with pikepdf.open(io.BytesIO(bound.files[BINDER])) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        nums = list(root.ParentTree.Nums)
        tagged = set(nums[::2])
        for page in pdf.pages:
            if "/StructParents" in page.obj:
                assert int(page.obj.StructParents) in tagged
                assert page.obj.get("/Tabs") == "/S"
        sheets = [page for page in pdf.pages if "/StructParents" in page.obj]
        assert len(sheets) == len(bound.packet.plan.exhibits) + read(bound.files[BINDER]).index_pages


def test_the_binder_claims_no_standard_its_exhibits_may_break(bound: Built) -> None:
    with pikepdf.open(io.BytesIO(bound.files[BINDER])) as pdf, pdf.open_metadata() as metadata:
        assert not [key for key in metadata if "pdfuaid" in key or "pdfaid" in key]
        assert pdf.Root.Lang == bound.case.language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
