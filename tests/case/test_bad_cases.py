"""One mistake in a case or its files at a time: its message, whole, in both languages.

Each folder of tests/bad_cases/ is one mistake. Those with changes.yml change entries of the invented world's
case; the others are files that are made here.
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from generator.case.load import load_case
from generator.errors import CaseError
from generator.templating import FOLDER as TEMPLATES
from tests.world.golden import check_messages
from tests.world.world import ORDERS, World, copy_world, pdf, picture

MISTAKES = Path(__file__).parents[1] / "bad_cases"

needs_links = pytest.mark.skipif(os.name == "nt", reason="making a link needs special rights on Windows")


def exhibit(world: World, name: str, content: bytes) -> None:
    """Put a file into the case and name it as its first exhibit."""
    (world.exhibits / name).write_bytes(content)
    world.change({"exhibits[0].file": f"exhibits/{name}"})


def file_link(world: World) -> None:
    (world.exhibits / "link.pdf").symlink_to(world.exhibits / "contract.pdf")
    world.change({"exhibits[0].file": "exhibits/link.pdf"})


def folder_link(world: World) -> None:
    (world.folder / "elsewhere").mkdir()
    (world.folder / "elsewhere" / "contract.pdf").write_bytes(pdf())
    (world.folder / "case" / "more").symlink_to(world.folder / "elsewhere")
    world.change({"exhibits[0].file": "more/contract.pdf"})


def notice_link(world: World) -> None:
    (world.folder / "case" / "link.txt").symlink_to(world.folder / "case" / "notice.txt")
    world.change({"notice.file": "link.txt"})


def pdf_cut_short(world: World) -> None:
    made = pdf(3)
    exhibit(world, "contract.pdf", made[: len(made) // 2])


def pdf_lost_a_page(world: World) -> None:
    """The tree of pages names an object that is none."""
    exhibit(world, "contract.pdf", pdf(2).replace(b"/Kids [ 3 0 R", b"/Kids [ 9 0 R"))


def pdf_locked(world: World) -> None:
    exhibit(world, "contract.pdf", pdf(password="secret"))


def pdf_without_pages(world: World) -> None:
    exhibit(world, "contract.pdf", pdf(0))


def jpeg_cut_in_half(world: World) -> None:
    made = picture("JPEG")
    exhibit(world, "photo.jpg", made[: len(made) // 2])


def png_cut_in_half(world: World) -> None:
    made = picture("PNG")
    exhibit(world, "photo.png", made[: len(made) // 2])


def png_bomb(world: World, side: int = 30_000) -> None:
    """A picture of 900 million pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side // 8 + 1) * 1000)
    exhibit(
        world,
        "photo.png",
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""),
    )


def png_too_big(world: World) -> None:
    """Larger than the limit, not yet what the library calls a bomb."""
    png_bomb(world, 12_000)


def word_file(world: World) -> None:
    out = io.BytesIO()
    Document().save(out)
    exhibit(world, "contract.docx", out.getvalue())


def zip_bomb(world: World) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as entry,
    ):
        for _ in range(210):
            entry.write(b"\0" * 1_000_000)
    exhibit(world, "contract.docx", out.getvalue())


def damaged_archive(world: World) -> None:
    exhibit(world, "contract.docx", b"PK\x03\x04" + b"nothing" * 9)


def png_named_pdf(world: World) -> None:
    exhibit(world, "contract.pdf", picture("PNG"))


def page_named_pdf(world: World) -> None:
    exhibit(world, "contract.pdf", b"<!doctype html><title>Sign in</title>")


def sheet_named_csv(world: World) -> None:
    exhibit(world, "orders.csv", ORDERS.encode("utf-16"))


def empty_file(world: World) -> None:
    exhibit(world, "contract.pdf", b"")


def other_kind(world: World) -> None:
    exhibit(world, "contract.heic", b"\0\0\0\x18ftypheic")


def no_ending(world: World) -> None:
    exhibit(world, "contract", pdf())


def too_large(world: World) -> None:
    with (world.exhibits / "contract.pdf").open("r+b") as file:
        file.truncate(61_000_000)


def table_gbk(world: World) -> None:
    exhibit(world, "orders.csv", "订单号,发货时间\nX-1,十一月十八日\n".encode("gbk"))


def table_uneven(world: World) -> None:
    exhibit(world, "orders.csv", b"Order,Left\n\nX-1,2026-11-18\nX-2,2026-11-18,late\n")


def table_only_heading(world: World) -> None:
    exhibit(world, "orders.csv", b"Order,Left\n,\n\n")


def table_too_long(world: World) -> None:
    exhibit(world, "orders.csv", b"Order,Left\n" + b"X,1\n" * 20_000)


def table_quotes(world: World) -> None:
    exhibit(world, "orders.csv", b'Order,Left\nX-1,"2026"-11\n')


def notice_not_utf8(world: World) -> None:
    (world.folder / "case" / "notice.txt").write_bytes("판매자 계정이 정지되었습니다.".encode("cp949"))


def notice_too_large(world: World) -> None:
    (world.folder / "case" / "notice.txt").write_text("x" * (200 * 1024 + 1), encoding="utf-8")


def no_case_file(world: World) -> None:
    world.case_file.unlink()


def case_not_utf8(world: World) -> None:
    world.case_file.write_bytes(world.case_file.read_text(encoding="utf-8").encode("gb18030"))


def duplicate_keys(world: World) -> None:
    text = world.case_file.read_text(encoding="utf-8")
    world.case_file.write_text(text + "round: 2\nchanel: desk\n", encoding="utf-8")


def everything_at_once(world: World) -> None:
    """Ids, slots and files are looked at in one go once the shape is right."""
    exhibit(world, "contract.pdf", b"")
    world.change({"exhibits[1].file": "../orders.csv", "notice.file": "none.txt", "details.carier": "한진"})
    world.change({"response[0].root_cause[0].carrier": None, "exhibits[1].id": "E1"})


def practice(world: World, **changes: Any) -> None:
    """Put a practice file beside the case; its mistakes come with those of the case."""
    written = {
        "names": {"zh": "示例事务所", "en": "Example Practice"},
        "contact": [{"zh": "示例路1号", "en": "1 Example Road"}],
        **changes,
    }
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
    (world.folder / "case" / "practice.yml").write_text(text, encoding="utf-8")


def word_template(world: World, styles: bytes) -> None:
    """Make a Word template with these styles."""
    with zipfile.ZipFile(world.folder / "case" / "ours.docx", "w") as archive:
        archive.writestr("word/styles.xml", styles)
        archive.writestr("word/document.xml", "<document/>")
    practice(world, word_template="ours.docx")


def practice_keys(world: World) -> None:
    practice(world, color="#123456", contact=[{"zh": "示例路1号"}], colour="red", client_language="ko")


def practice_colour(world: World) -> None:
    practice(world, colour="#ffd54a")


def practice_files(world: World) -> None:
    practice(world, logo="../logo.png", word_template="none.docx")


def practice_logo_svg(world: World) -> None:
    (world.folder / "case" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    practice(world, logo="logo.svg")


def practice_logo_pdf(world: World) -> None:
    (world.folder / "case" / "logo.pdf").write_bytes(pdf())
    practice(world, logo="logo.pdf")


def practice_logo_damaged(world: World) -> None:
    made = picture("PNG")
    (world.folder / "case" / "logo.png").write_bytes(made[: len(made) // 2])
    practice(world, logo="logo.png")


def practice_logo_large(world: World) -> None:
    (world.folder / "case" / "logo.png").write_bytes(b"\0" * 2_100_000)
    practice(world, logo="logo.png")


def practice_word_picture(world: World) -> None:
    (world.folder / "case" / "ours.docx").write_bytes(picture("PNG"))
    practice(world, word_template="ours.docx")


def practice_word_entities(world: World) -> None:
    """Entities that swell are refused before anything reads them."""
    word_template(world, b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><styles>&b;</styles>')


def practice_word_styles(world: World) -> None:
    """A template whose owner threw two styles away."""
    with zipfile.ZipFile(TEMPLATES / "packet" / "letter.docx") as archive:
        styles = archive.read("word/styles.xml")
    for name in (b"Exhibit Mark", b"Letter Table"):
        styles = styles.replace(b'w:val="%s"' % name, b'w:val="Other"')
    word_template(world, styles)


MADE: dict[str, Callable[[World], None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        pdf_cut_short, pdf_lost_a_page, pdf_locked, pdf_without_pages, jpeg_cut_in_half, png_cut_in_half,
        png_bomb, png_too_big, word_file, zip_bomb, damaged_archive, png_named_pdf, page_named_pdf,
        sheet_named_csv, empty_file, other_kind, no_ending, too_large, table_gbk, table_uneven,
        table_only_heading, table_too_long, table_quotes, notice_not_utf8, notice_too_large, no_case_file,
        case_not_utf8, duplicate_keys, everything_at_once, practice_keys, practice_colour, practice_files,
        practice_logo_svg, practice_logo_pdf, practice_logo_damaged, practice_logo_large, practice_word_picture,
        practice_word_entities, practice_word_styles,
    )
}  # fmt: skip
LINKS = {made.__name__.replace("_", "-"): made for made in (file_link, folder_link, notice_link)}
WRITTEN = sorted(path.parent.name for path in MISTAKES.glob("*/changes.yml"))


@pytest.mark.parametrize(
    "mistake", [*WRITTEN, *MADE, *(pytest.param(name, marks=needs_links) for name in LINKS)]
)
def test_message(mistake: str, tmp_path: Path, update_golden: bool) -> None:
    world = copy_world(tmp_path)
    knowledge = world.knowledge()
    if mistake in WRITTEN:
        text = (MISTAKES / mistake / "changes.yml").read_text(encoding="utf-8")
        world.change(yaml.load(text, Loader=yaml.CBaseLoader))
    else:
        {**MADE, **LINKS}[mistake](world)
    with pytest.raises(CaseError) as caught:
        load_case(world.case_file, knowledge, "case/case.yml")
    check_messages(caught.value.problems, MISTAKES / mistake, update_golden)


def test_every_expectation_has_its_mistake() -> None:
    assert {path.name for path in MISTAKES.iterdir()} == {*WRITTEN, *MADE, *LINKS}
