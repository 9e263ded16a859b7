"""Files of a case: what is found where, and that no name and no content can do harm."""

import hashlib
import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.case import files
from generator.case.model import Media
from generator.errors import Place, Problem
from tests.world.world import ORDERS, pdf, picture

PLACE = Place("case.yml", 3, 4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case's folder with a file in it, and a file beside it that must stay out of reach."""
    outside = tmp_path_factory.mktemp("clients")
    inside = outside / "case"
    (inside / "exhibits").mkdir(parents=True)
    (inside / "exhibits" / "a.pdf").write_bytes(b"inside")
    (outside / "secret.pdf").write_bytes(b"outside")
    if os.name != "nt":
        (inside / "up").symlink_to(outside)
        (inside / "exhibits" / "secret.pdf").symlink_to(outside / "secret.pdf")
        (inside / "round").symlink_to(inside / "round")
    return inside


STEPS = [
    "exhibits",
    "a.pdf",
    "secret.pdf",
    "up",
    "round",
    "case",
    "..",
    ".",
    "",
    "~",
    "C:",
    "\\",
    "\0",
    "nul",
    "…",
    "a" * 256,
]
NAMES = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(STEPS), max_size=6).map("/".join),
    st.text(st.characters(), max_size=300),
)


@given(file=NAMES)
@example(file="exhibits/a.pdf")
@example(file="exhibits//./a.pdf")
@example(file="up/secret.pdf")
@example(file="\ud800")
@example(file="//etc/hosts")
def test_nothing_outside_the_folder_is_ever_found(folder: Path, file: str) -> None:
    found = files.find(folder, file, PLACE)
    if isinstance(found, Path):
        assert found.read_bytes() == b"inside"
        assert found.resolve().is_relative_to(folder.resolve())
    else:
        assert found.place == PLACE


def test_folder_that_is_itself_reached_by_a_link(folder: Path, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("making a link needs special rights on Windows")
    (tmp_path / "mine").symlink_to(folder)
    assert isinstance(files.find(tmp_path / "mine", "exhibits/a.pdf", PLACE), Path)


ROWS = (("Order", "Left"), ("X-1", "2026-11-18"), ("X-2", "2026-11-18"))
GOOD: dict[str, tuple[bytes, Media]] = {
    "a.pdf": (pdf(3), Media("pdf", "pdf", 0, "", 3)),
    "A.PDF": (pdf(), Media("pdf", "pdf", 0, "", 1)),
    "a.jpg": (picture("JPEG"), Media("image", "jpg", 0, "", 1)),
    "a.JPEG": (picture("JPEG", place=True), Media("image", "jpg", 0, "", 1, location=True)),
    "a.png": (picture("PNG"), Media("image", "png", 0, "", 1)),
    "a.csv": (ORDERS.encode("utf-8-sig"), Media("table", "csv", 0, "", 1, rows=ROWS)),
    "mac.csv": (b'Order,Left\r X-1 ,"a\rb"\r', Media("table", "csv", 0, "", 1, rows=(ROWS[0], ("X-1", "a\rb")))),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_described(name: str, tmp_path: Path) -> None:
    content, wanted = GOOD[name]
    (tmp_path / name).write_bytes(content)
    media = files.describe(tmp_path / name, name, PLACE)
    assert isinstance(media, Media)
    assert (media.kind, media.format, media.pages) == (wanted.kind, wanted.format, wanted.pages)
    assert (media.location, media.rows) == (wanted.location, wanted.rows)
    assert (media.size, media.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (tmp_path / name).read_bytes() == content


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "<w/>" * 50)
        made.writestr("封面.txt", "x")
    return out.getvalue()


KINDS = {
    "a.pdf": pdf(3), "a.jpg": picture("JPEG", place=True), "a.png": picture("PNG"), "a.docx": archive(),
    "a.csv": ORDERS.encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_no_damage_breaks_the_description(name: str, tmp_path: Path) -> None:
    """Cut and altered files end as media or as a message; anything else would be an exception here."""
    chance = random.Random(name)
    for _ in range(300):
        content = bytearray(KINDS[name])
        if chance.random() < 0.3:
            content = content[: chance.randrange(1, len(content))]
        for _ in range(chance.randrange(4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (tmp_path / name).write_bytes(content)
        assert isinstance(files.describe(tmp_path / name, name, PLACE), Media | Problem)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_every_cut_of_a_picture_is_noticed(kind: str, tmp_path: Path) -> None:
    whole = picture(kind)
    name = f"a.{kind.lower()}"
    for end in range(20, len(whole) - 20, 97):
        (tmp_path / name).write_bytes(whole[:end])
        found = files.describe(tmp_path / name, name, PLACE)
        assert isinstance(found, Problem)
        assert found.code == "image-damaged"


def test_nothing_is_said_aloud(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(2).replace(b"/Kids [ 3 0 R", b"/Kids [ 9 0 R"))
    found = files.describe(tmp_path / "a.pdf", "a.pdf", PLACE)
    assert isinstance(found, Problem)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system's owner may read everything"
)
def test_file_without_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    path.chmod(0)
    found = files.describe(path, "a.pdf", PLACE)
    assert isinstance(found, Problem)
    assert found.code == "file-unreadable"


def test_file_beside_the_case() -> None:
    assert files.beside(Place("cases/li/case.yml", 3, 4), "exhibits/a.csv") == Place(
        "cases/li/exhibits/a.csv"
    )
    assert files.beside(Place("case.yml", 3, 4), "a.csv") == Place("a.csv")
