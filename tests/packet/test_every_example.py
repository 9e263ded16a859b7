"""All examples, built by another process: the same bytes as here, the files that are expected, and pages fit to be sent.

No gap is left unfilled, no heading stands without anything under it, no page holds two lines.
"""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest

from generator.case.load import load_case
from generator.knowledge.model import Knowledge
from generator.packet.build import build_packet
from generator.packet.render.workers import Workers
from tests.packet.conftest import Built, Example
from tests.packet.papers import EXAMPLES, ROOT, SHOWN, hashes, words
from tests.world.world import NOW

FILED = Path(__file__).parent / "golden" / "filed.json"
"""What each example files, by name; `pytest --update-golden` writes it anew."""

SLOT = re.compile(r"\{\{|\}\}|\{%|%\}|\{[a-z_]+\}|\bNone\b|\bundefined\b|Text\(zh=")
"""What a template leaves when nothing fills it."""

FEWEST = 3
FOOTER = re.compile(r"\d+ / \d+\s*$")

ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "America/New_York",
    "LC_ALL": "zh_CN.UTF-8",
    "PYTHONIOENCODING": "cp1252",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as another process builds them, in another place, zone and language, with another order of hashing."""
    made = tmp_path_factory.mktemp("elsewhere")
    command = [sys.executable, str(ROOT / "build.py"), "packet", *map(str, EXAMPLES.values())]
    command += ["--now", NOW.isoformat(), "--out", str(made / "out")]
    done = subprocess.run(command, cwd=made, env=os.environ | ELSEWHERE, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return made / "out"


@pytest.fixture(scope="module", params=EXAMPLES)
def files(request: pytest.FixtureRequest, folder: Path, cases: dict[str, str]) -> dict[str, bytes]:
    """The files of each example's packet in turn."""
    packet = folder / cases[request.param]
    return {name: (packet / name).read_bytes() for name in hashes(packet)}


@pytest.fixture(scope="module")
def cases(knowledge: Knowledge) -> dict[str, str]:
    """The id of the case of each example."""
    return {name: load_case(path, knowledge).id for name, path in EXAMPLES.items()}


def test_what_is_filed(folder: Path, cases: dict[str, str], update_golden: bool) -> None:
    filed = {name: sorted(hashes(folder / id_ / "submit")) for name, id_ in cases.items()}
    if update_golden:
        FILED.parent.mkdir(exist_ok=True)
        FILED.write_text(json.dumps(filed, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert filed == json.loads(FILED.read_text(encoding="utf-8"))


def test_the_shown_ones_show_every_letter(knowledge: Knowledge) -> None:
    def letters(names: Iterable[str]) -> set[tuple[str, str, str]]:
        read = [load_case(EXAMPLES[name], knowledge) for name in names]
        return {(case.platform.id, case.letter.id, case.language) for case in read}

    assert letters(EXAMPLES) - letters(SHOWN) == set()


def test_two_processes_make_the_same_files(folder: Path, built: Built) -> None:
    """Whatever the process, the place and what was built before; and written as it was in memory."""
    folder = folder / built.case.id
    written = {name: (folder / name).read_bytes() for name in hashes(folder)}
    assert [name for name in built.files if written.get(name) != built.files[name]] == []
    assert written.keys() == built.files.keys()


def test_whoever_lays_out_the_pages(example: Example) -> None:
    """Further processes take part in the work, and nothing in the packet shows it."""
    alone = example("joom-product-safety")
    with Workers(2) as workers:
        shared = build_packet(alone.case, alone.knowledge, NOW, workers=workers)
    assert shared.files == alone.files


def papers(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the PDFs that we set ourselves, without exhibits and the binder, whose pages are the client's."""
    return {
        name: data
        for name, data in files.items()
        if name.endswith(".pdf") and "/exhibits/" not in name and "binder" not in name
    }


def lines_of(data: bytes) -> list[list[str]]:
    """Return the lines of each page of a PDF, by the reader that is fast enough for all pages of all examples."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range().splitlines() for page in pdf]


def test_no_slot_is_left(files: dict[str, bytes]) -> None:
    texts = {
        name: words(name, data) for name, data in files.items() if name.endswith((".txt", ".docx", ".ics"))
    }
    texts |= {name: "\n".join(map("\n".join, lines_of(data))) for name, data in papers(files).items()}
    assert {name: found.group() for name, text in texts.items() if (found := SLOT.search(text))} == {}


def headings(element: Any) -> Iterator[tuple[int, bool]]:
    """Yield the rank of each heading of a tagged PDF in reading order, and rank 0 for everything that says something."""
    kids = element.get("/K", [])
    kind = str(element.get("/S", ""))
    if re.fullmatch(r"/H[1-6]", kind):
        yield int(kind[2]), True
        return
    if kind in ("/P", "/LI", "/Table", "/L", "/Figure", "/Caption"):
        yield 0, False
        return
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from headings(kid)
        elif not isinstance(kid, pikepdf.Dictionary):
            yield 0, False


def empty_headings(ranks: list[int]) -> list[int]:
    """Return the places of headings that nothing but a heading of the same or a higher rank follows, or nothing at all."""
    return [
        place
        for place, rank in enumerate(ranks)
        if rank and (place + 1 == len(ranks) or 0 < ranks[place + 1] <= rank)
    ]


def test_every_heading_of_a_pdf_has_something_under_it(files: dict[str, bytes]) -> None:
    found = {}
    for name, data in papers(files).items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            ranks = [rank for rank, _ in headings(pdf.Root.StructTreeRoot)]
        assert 1 in ranks, name
        found[name] = empty_headings(ranks)
    assert {name: places for name, places in found.items() if places} == {}


def test_every_heading_of_the_word_file_has_something_under_it(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["submit/appeal-letter.docx"]))
    ranks = []
    for element in document.element.body:
        style = (
            element.pPr.pStyle.val
            if element.tag.endswith("}p") and element.pPr is not None and element.pPr.pStyle is not None
            else ""
        )
        ranks.append(int(style[-1]) if re.fullmatch(r"Heading[1-6]", style) else 0)
    assert any(ranks)
    assert empty_headings(ranks) == []


def test_no_page_is_all_but_empty(files: dict[str, bytes]) -> None:
    """The last page of a letter may hold a signature alone."""
    short = {}
    for name, data in papers(files).items():
        pages = lines_of(data)
        for number, page in enumerate(pages, 1):
            lines = [line for line in page if line.strip() and not FOOTER.search(line)]
            last_of_letter = name == "submit/appeal-letter.pdf" and number == len(pages)
            if len(lines) < FEWEST and not last_of_letter:
                short[f"{name} page {number}"] = lines
    assert short == {}


@pytest.mark.parametrize(
    ("ranks", "empty"),
    [([1, 0, 2, 0], []), ([1, 2, 0], []), ([1, 0, 2, 2, 0], [2]), ([1, 0, 2], [2]), ([2, 1, 0], [0])],
)
def test_an_empty_heading_is_seen(ranks: list[int], empty: list[int]) -> None:
    assert empty_headings(ranks) == empty
