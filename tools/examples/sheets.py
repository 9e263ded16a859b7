"""Exhibits described in YAML: tools/examples/papers/<case>.yml says what stands on each paper of an example case.

    exhibits/invoice.pdf:
      as: text                  # text (PDF), scan (PDF of pictures), screen (PNG), photo (JPEG of a label), table (CSV)
      lang: en
      head: {name: Example Supplier Co., Ltd., lines: [1 Example Road, Yiwu], right: [phone 000-0000, example.com]}
      title: INVOICE
      specimen: NOT A REAL INVOICE      # on every page, for papers that could be taken for real ones
      body:                             # in order
        - facts: {Invoice no.: EX-1, Date: 3 March 2026}
        - p: A paragraph.
        - h: A heading
        - list: [one, two]
        - table: {head: [Item, Quantity], rows: [[Lamp, '200']], right: [1]}
        - newpage: true
        - sign: {name: Zhao Example, says: 'Manager, 3 March 2026', seal: 示例供应有限公司, across: EXAMPLE}

A screen takes `bar` (what stands in its dark bar) and `note` (a coloured line: {kind: bad|wait|good, text}) too; a
photo `taken: 2026-11-20T10:12:00+08:00` and, when the label is on the goods and not on a carton, `shell: [226, 228, 226]`,
the colour of the goods; where the carton itself is printed and bears no label, its colour as `paper: '#be9668'`; a table
`head` and `rows`.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tools.examples import paper, photo, scan
from tools.examples.export import csv_export
from tools.examples.screen import screenshot

PAPERS = Path(__file__).parent / "papers"
TEMPLATE, SCREEN, LABEL = "sheet/paper.html", "sheet/screen.html", "sheet/label.html"
DEFAULTS: dict[str, Any] = {
    "lang": "en", "head": None, "title": "", "specimen": "", "body": (), "bar": "", "note": None, "size": "A4",
}  # fmt: skip


def examples() -> dict[str, dict[str, Callable[[], bytes]]]:
    """Return the cases whose exhibits are described, each with its files and what makes them."""
    return {
        described.stem: {
            file: partial(make, file, about)
            for file, about in yaml.safe_load(described.read_text(encoding="utf-8")).items()
        }
        for described in sorted(PAPERS.glob("*.yml"))
    }


def make(file: str, about: dict[str, Any]) -> bytes:
    """Return the bytes of one exhibit. Raises KeyError if it is said to be of no known kind."""
    return _MAKERS[about["as"]](file, {**DEFAULTS, **about})


def _text(_: str, about: dict[str, Any]) -> bytes:
    return paper.text_pdf(TEMPLATE, **about)


def _scan(file: str, about: dict[str, Any]) -> bytes:
    pages = len(paper.pictures(paper.text_pdf(TEMPLATE, **about), 20))
    turns = [(0.4, -0.3, 0.2)[page % 3] for page in range(pages)]
    return scan.scanned_pdf(TEMPLATE, seed=file, turns=turns, **about)


def _screen(_: str, about: dict[str, Any]) -> bytes:
    return screenshot(SCREEN, dpi=96, **about)


def _photo(file: str, about: dict[str, Any]) -> bytes:
    """A label on the side of a carton, or of a thing with a shell, that stands on a table."""
    label = paper.picture(LABEL, 220, **about)
    if "paper" in about:
        label = label.crop((4, 4, label.width - 4, label.height - 4))  # the page's own edge would show
    shell = tuple(about.get("shell", (190, 150, 104)))
    taped = "shell" not in about and "paper" not in about
    side = photo.with_label(photo.card((2000, 1500), shell, tape=taped), label, (0.12, 0.16), 0.76, turn=-0.8)
    plain = photo.card((1200, 1500), shell if "shell" in about else (176, 138, 94))
    scene = photo.Scene(photo.Camera(eye=(6, -62, 34), at=(0, 0, 13), zoom=1.25, size=(2016, 2688)), file)
    scene.backdrop((150, 152, 150), (128, 126, 122), 60)
    scene.box((-20, -10, 0), (40, 26, 30), side, plain, photo.card((2000, 1300), shell, tape=taped))
    return photo.phone_jpeg(scene.finished(), about["taken"].astimezone(photo.CHINA))


def _table(_: str, about: dict[str, Any]) -> bytes:
    return csv_export(about["head"], about["rows"])


_MAKERS: dict[str, Callable[[str, dict[str, Any]], bytes]] = {
    "text": _text, "scan": _scan, "screen": _screen, "photo": _photo, "table": _table,
}  # fmt: skip
