"""Limits of a channel: pictures get smaller, the binder comes in parts, and what can't be kept is said."""

import io
import random
import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.errors import CaseError
from generator.packet.build import Packet
from tests.packet.filing import CHANNELS, add_exhibit, build, filing_world
from tests.packet.papers import bare, pdf_words
from tests.packet.test_binder import check_binder, read
from tests.world.world import World

MB = 1_000_000


def photo(size: tuple[int, int], seed: int) -> bytes:
    """Return a JPEG that hardly compresses, as photos of parcels do."""
    pixels = random.Random(seed).randbytes(size[0] * size[1])
    out = io.BytesIO()
    Image.frombytes("L", size, pixels).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def heavy_pdf(size: int, pages: int = 1) -> bytes:
    """Return a PDF whose first page weighs about `size` bytes."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    made.pages[0].obj.Padding = made.make_stream(random.Random(size).randbytes(size))
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def limited(folder: Path, **limits: object) -> World:
    world = filing_world(folder)
    world.change_content(CHANNELS, {f"mail.{key}": value for key, value in limits.items()})
    return world


def binders(packet: Packet) -> dict[str, bytes]:
    return {n: d for n, d in packet.files.items() if n.startswith("submit/exhibit-binder")}


def told(packet: Packet) -> dict[str, dict[str, object]]:
    return {f.id: dict(f.values) for f in packet.plan.findings if f.id.startswith("channel.")}


def stopped(world: World) -> dict[str, str]:
    """Return the findings that stop the build, by id, with their words."""
    with pytest.raises(CaseError) as caught:
        build(world)
    return {dict(p.details)["finding"]: dict(p.details)["text"] for p in caught.value.problems}


def long_side(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as image:
        return max(image.size)


class TestPictures:
    def test_nothing_is_touched_while_everything_fits(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=5, max_total_mb=10, max_files=20, max_pages=100)
        add_exhibit(world, "photo.jpg", photo((700, 700), 1))
        assert told(build(world)) == {}

    def test_they_get_smaller_as_far_as_needed(self, tmp_path: Path) -> None:
        """Three of 335 kB are just too many; the next rung brings the binder below 1 MB in one file."""
        world = limited(tmp_path, max_file_mb=1, exhibits_as="binder")
        for number in range(3):
            add_exhibit(world, f"photo{number}.jpg", photo((760, 700), number))
        packet = build(world)
        (data,) = binders(packet).values()
        assert len(data) <= MB
        assert told(packet) == {"channel.shrunk": {"exhibits": "3, 4, 5", "pixels": "1600"}}

    def test_a_large_one_alone_gets_smaller_and_the_others_stay(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=1, exhibits_as="separate")
        add_exhibit(world, "large.jpg", photo((2000, 1400), 1))
        add_exhibit(world, "small.jpg", photo((300, 300), 2))
        packet = build(world)
        assert set(told(packet)) == {"channel.shrunk"}
        assert told(packet)["channel.shrunk"]["exhibits"] == "3"
        assert max(len(d) for n, d in packet.files.items() if "/exhibits/" in n) <= MB

    def test_originals_are_unchanged(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=1)
        raw = photo((2000, 1400), 1)
        add_exhibit(world, "large.jpg", raw)
        build(world)
        assert (world.exhibits / "large.jpg").read_bytes() == raw

    def test_never_below_what_can_be_read(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=1, max_total_mb=1, exhibits_as="separate")
        for number in range(6):
            add_exhibit(world, f"photo{number}.jpg", photo((1400, 1100), number))
        assert set(stopped(world)) == {"channel.total-too-big"}
        draft = build(world, draft=True)
        assert min(long_side(d) for n, d in draft.files.items() if n.endswith(".jpg")) >= 1000

    def test_papers_of_others_are_not_touched(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=1)
        raw = heavy_pdf(700_000)
        add_exhibit(world, "paper.pdf", raw)
        add_exhibit(world, "large.jpg", photo((2000, 1400), 1))
        packet = build(world)
        assert packet.files["submit/exhibits/3.pdf"] == raw


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A binder of three parts."""
    world = limited(tmp_path_factory.mktemp("parts"), max_file_mb=1)
    for number in range(5):
        add_exhibit(world, f"paper{number}.pdf", heavy_pdf(400_000, 1 + number))
    return world


@pytest.fixture(scope="module")
def packet(world: World) -> Packet:
    return build(world)


class TestParts:
    def test_each_part_keeps_the_limit(self, packet: Packet) -> None:
        assert list(binders(packet)) == [f"submit/exhibit-binder-{n}.pdf" for n in (1, 2, 3)]
        assert all(len(data) <= MB for data in binders(packet).values())
        assert told(packet) == {"channel.split": {"parts": "3"}}

    def test_each_part_has_the_index_of_the_whole(self, packet: Packet, world: World) -> None:
        lengths = {"E1": 1, "E2": 1, **{f"E{3 + number}": 1 + number for number in range(5)}}
        check_binder([read(data) for data in binders(packet).values()], packet, world.knowledge(), lengths)

    def test_each_part_says_which_it_is(self, packet: Packet, world: World) -> None:
        word = world.knowledge().word
        for number, data in enumerate(binders(packet).values(), 1):
            pages = len(read(data).pages)
            assert bare(word("binder_part_title", "en", part=number, parts=3)) in pdf_words(data)
            assert bare(word("binder_part_note", "en", part=number, parts=3, pages=pages)) in pdf_words(data)

    def test_the_client_is_told(self, packet: Packet) -> None:
        guide = pdf_words(packet.files["client/submission-guide.pdf"])
        assert all(f"exhibit-binder-{number}.pdf" in guide for number in (1, 2, 3))

    def test_the_same_bytes_every_time(self, packet: Packet, world: World) -> None:
        assert build(world).files == packet.files

    def test_pictures_keep_their_size_where_smaller_ones_would_not_save_a_part(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=1, exhibits_as="binder")
        for number in range(4):
            add_exhibit(world, f"paper{number}.pdf", heavy_pdf(450_000))
        add_exhibit(world, "photo.jpg", photo((500, 500), 1))
        assert set(told(build(world))) == {"channel.split"}


class TestWhatCanNotBeKept:
    def test_one_exhibit_too_large(self, tmp_path: Path) -> None:
        """Nothing but another file helps: the message names exhibit, size and limit."""
        world = limited(tmp_path, max_file_mb=1, exhibits_as="binder")
        add_exhibit(world, "paper.pdf", heavy_pdf(300_000))
        add_exhibit(world, "scan.pdf", heavy_pdf(1_300_000))
        found = stopped(world)
        assert set(found) == {"channel.exhibit-too-big"}
        assert re.search(r"E4 1\.[34] MB > 1 MB", found["channel.exhibit-too-big"])

    def test_it_points_at_the_exhibit_in_the_case(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_file_mb=1)
        id_ = add_exhibit(world, "scan.pdf", heavy_pdf(1_300_000))
        packet = build(world, draft=True)
        places = {f.place for f in packet.plan.findings if f.id == "channel.exhibit-too-big"}
        assert places == {next(e.place for e in world.case().exhibits if e.id == id_)}

    def test_too_many_files_are_bound_where_the_channel_takes_a_binder(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_files=4)
        for number in range(3):
            add_exhibit(world, f"paper{number}.pdf", heavy_pdf(1000))
        packet = build(world)
        assert set(told(packet)) == {"channel.binder-only"}
        assert sorted(n for n in packet.files if n.startswith("submit/") and n.endswith(".pdf")) == [
            "submit/appeal-letter.pdf",
            "submit/exhibit-binder.pdf",
        ]

    def test_too_many_files_are_an_error_elsewhere(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_files=2, exhibits_as="separate")
        add_exhibit(world, "paper.pdf", heavy_pdf(1000))
        assert set(stopped(world)) == {"channel.too-many-files"}

    def test_parts_count_as_files(self, tmp_path: Path) -> None:
        world = limited(tmp_path, max_files=3, max_file_mb=1, exhibits_as="binder")
        for number in range(6):
            add_exhibit(world, f"paper{number}.pdf", heavy_pdf(450_000))
        assert set(stopped(world)) <= {"channel.too-many-files", "channel.file-too-big"}
