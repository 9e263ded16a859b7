"""Pages as they leave the house: no gap left unfilled, no heading without anything under it, no page of two lines."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pikepdf
import pytest
from pypdf import PdfReader

from tests.packet.conftest import Built
from tests.packet.papers import words

SLOT = re.compile(r"\{\{|\}\}|\{%|%\}|\{[a-z_]+\}|\bNone\b|\bundefined\b|Text\(zh=")
"""What a template leaves when nothing fills it."""

FEWEST = 3
FOOTER = re.compile(r"\d+ / \d+\s*$")


def papers(built: Built) -> dict[str, bytes]:
    """Return the PDFs that we set ourselves, without exhibits and the binder, whose pages are the client's."""
    return {
        name: data
        for name, data in built.files.items()
        if name.endswith(".pdf") and "/exhibits/" not in name and "binder" not in name
    }


def test_no_slot_is_left(built: Built) -> None:
    texts = {name: words(name, data) for name, data in built.files.items() if name != "manifest.json"}
    # White space is kept here, so that a word by itself is seen as one.
    texts |= {
        f"{name}, as it stands": "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
        for name, data in papers(built).items()
    }
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


def test_every_heading_of_a_pdf_has_something_under_it(built: Built) -> None:
    found = {}
    for name, data in papers(built).items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            ranks = [rank for rank, _ in headings(pdf.Root.StructTreeRoot)]
        assert 1 in ranks, name
        found[name] = empty_headings(ranks)
    assert {name: places for name, places in found.items() if places} == {}


def test_every_heading_of_the_word_file_has_something_under_it(built: Built) -> None:
    document = docx.Document(io.BytesIO(built.files["submit/appeal-letter.docx"]))
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


def test_no_page_is_all_but_empty(built: Built) -> None:
    """The last page of a letter may hold a signature alone."""
    short = {}
    for name, data in papers(built).items():
        pages = PdfReader(io.BytesIO(data)).pages
        for number, page in enumerate(pages, 1):
            lines = [
                line for line in page.extract_text().splitlines() if line.strip() and not FOOTER.search(line)
            ]
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
