"""An invented platform with one violation and one case, in YAML alone; tests copy it and change one thing."""

import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import yaml
from PIL import Image

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.rules.review import review

HERE = Path(__file__).parent
NOW = datetime.fromisoformat("2026-11-23T10:00+09:00")
BILL = "Invoice B-7 of 18 November 2026 from Far Works Inc. to Sample Trading Limited, 1,200 lamps LMP-10, brand Glow"
ORDERS = "Order,Left\nX-1,2026-11-18\nX-2,2026-11-18\n"


@dataclass(frozen=True)
class World:
    """A copy of the world that a test may break. `content` is its knowledge base, `case_file` its case."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def case_file(self) -> Path:
        return self.folder / "case" / "case.yml"

    @property
    def exhibits(self) -> Path:
        return self.folder / "case" / "exhibits"

    def change(self, changes: Mapping[str, Any]) -> None:
        """Change entries of the case, named as messages name them: `response[0].corrective[0].done`."""
        change_yaml(self.case_file, changes)

    def change_content(self, file: str, changes: Mapping[str, Any]) -> None:
        """Change entries of one file of the knowledge base."""
        change_yaml(self.content / file, changes)

    def knowledge(self) -> Knowledge:
        return load_knowledge(self.content)

    def case(self) -> Case:
        return load_case(self.case_file, self.knowledge(), "case/case.yml")

    def review(self, now: datetime = NOW) -> list[Finding]:
        knowledge = self.knowledge()
        return review(load_case(self.case_file, knowledge, "case/case.yml"), knowledge, now)


def copy_world(folder: Path) -> World:
    """Return a copy of the world in `folder`, with the case's files made."""
    shutil.copytree(HERE / "content", folder / "content")
    shutil.copytree(HERE / "case", folder / "case")
    world = World(folder)
    world.exhibits.mkdir()
    (world.exhibits / "contract.pdf").write_bytes(
        pdf(says="Contract C-9 of 2026-11-21, valid until 20 Nov 2027")
    )
    (world.exhibits / "scan.pdf").write_bytes(pdf(2))
    (world.exhibits / "draft.pdf").write_bytes(
        pdf(says="DRAFT - Contract C-9 of 2026-11-21, valid until 20 Nov 2027")
    )
    (world.exhibits / "bill.pdf").write_bytes(pdf(says=BILL))
    (world.exhibits / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (world.exhibits / "buyers.csv").write_text("Order,Buyer name\nX-1,Kim\nX-2,Lee\n", encoding="utf-8")
    rows = "Order,Left,Waybill\nX-1,2026-11-18,W-1\nX-2,2026-11-18,W-2\n"
    (world.exhibits / "waybills.csv").write_text(rows, encoding="utf-8")
    (world.exhibits / "photo.jpg").write_bytes(picture("JPEG", place=True))
    return world


def pdf(pages: int = 1, password: str = "", says: str = "") -> bytes:
    """Return a PDF of pages that are blank, as a scan is to a machine, or have one line of Latin text."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page()
        if says:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = made.make_stream(b"BT /F1 9 Tf 20 700 Td (" + says.encode("latin-1") + b") Tj ET")
    out = io.BytesIO()
    made.save(
        out,
        encryption=pikepdf.Encryption(owner=password, user=password) if password else None,
        static_id=not password,
    )
    return out.getvalue()


def picture(kind: str, *, place: bool = False) -> bytes:
    """Return a small picture, with the place where it was taken if wanted."""
    image = Image.effect_noise((64, 64), 40).convert("RGB")
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def change_yaml(path: Path, changes: Mapping[str, Any]) -> None:
    """Change entries of a YAML file. None or `~` takes an entry out; the index after the last one appends."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    for where, value in changes.items():
        *way, last = (
            int(step[1:-1]) if step.startswith("[") else step
            for step in re.findall(r"\[\d+\]|[^.\[]+", where)
        )
        inside = data
        for step in way:
            inside = inside[step]
        if value in (None, "~"):
            del inside[last]
        elif isinstance(inside, list) and last == len(inside):
            inside.append(value)
        else:
            inside[last] = value
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
