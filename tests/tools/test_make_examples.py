"""The example cases have the exhibit files they name, and these are as clients send them."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import Image

EXAMPLES = Path(__file__).parents[2] / "case_templates" / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/case.yml"))
KB = 1024

ORIENTATION, GPS = 0x0112, 0x8825


def exhibits(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((folder / "case.yml").read_text("utf-8"))["exhibits"]
    return found


def files(ending: str) -> list[Path]:
    return sorted(EXAMPLES.glob(f"*/exhibits/*{ending}"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_exhibits_are_the_files_the_case_names(folder: Path) -> None:
    named = {folder / exhibit["file"] for exhibit in exhibits(folder)}
    assert {path for path in folder.glob("exhibits/**/*") if path.is_file()} == named


def test_all_files_stay_small() -> None:
    sizes = {path: path.stat().st_size for path in EXAMPLES.glob("*/exhibits/*")}
    assert sum(sizes.values()) < 16 * KB * KB
    for path, size in sizes.items():
        assert size < (900 if path.suffix == ".jpg" else 400) * KB, path


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_phone_photos_lie_on_their_side_and_know_where_they_were_taken(folder: Path) -> None:
    kinds = {"product-photo", "label-photo", "handover-scan"}
    photos = [folder / exhibit["file"] for exhibit in exhibits(folder) if exhibit["kind"] in kinds]
    photos = [path for path in photos if path.suffix == ".jpg"]
    for path in photos:
        with Image.open(path) as picture:
            exif = picture.getexif()
            assert exif[ORIENTATION] in (3, 6), path
            assert exif.get_ifd(GPS), path


@pytest.mark.parametrize(
    "path", files("carrier_letter.pdf") + files("supply_contract_*.pdf"), ids=lambda p: p.name
)
def test_scans_have_no_text(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            assert "/Font" not in page.Resources
            assert list(page.Resources.XObject.keys()) == ["/Scan"]


@pytest.mark.parametrize("path", files(".csv"), ids=lambda path: path.name)
def test_exports_end_their_lines_as_the_repository_keeps_them(path: Path) -> None:
    assert b"\r" not in path.read_bytes()
