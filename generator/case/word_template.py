"""The consultant's own Word template: read as a plain archive, checked for the styles the letter names.

Only what decides the look is kept. Texts, pictures, headers, footers and properties of the file stay behind, so that
nothing of the practice can reach what is filed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.errors import Place, Problem

STYLES: Mapping[str, tuple[str, ...]] = {
    "paragraph": (
        "Normal", "Title", "heading 1", "heading 2", "Letter Request", "Text After Table", "List Number", "caption",
        "Table Text", "Table Heading", "Letter Date", "Letter Signature", "Signature Line", "footer", "Draft Mark",
    ),
    "character": ("Strong", "Exhibit Mark"),
    "table": ("Letter Head", "Letter Table"),
}  # fmt: skip
"""The styles a letter uses, by kind, named as Word writes them into the file."""

MAX_MB = 10
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class WordLook:
    """What is taken over from a Word template: its styles and theme as XML, and the page in twentieths of a point."""

    styles: bytes
    theme: bytes | None
    page: Mapping[str, Mapping[str, str]]


def word_look(raw: bytes, file: str, place: Place) -> WordLook | list[Problem]:
    """Return the look of a Word file, or everything that keeps it from being used."""
    parts = _parts(raw)
    if parts is None:
        return [Problem.of("word-form", place, file=file)]
    styles, document = ElementTree.fromstring(parts["styles"]), ElementTree.fromstring(parts["document"])
    problems = list(_missing(styles, file, place))
    return problems or WordLook(parts["styles"], parts.get("theme"), _page(document))


def _parts(raw: bytes) -> dict[str, bytes] | None:
    """Return the parts that matter as well-formed XML, or None where this is no Word document of a sensible size."""
    names = {"styles": "word/styles.xml", "document": "word/document.xml", "theme": "word/theme/theme1.xml"}
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for part, name in names.items():
                if part == "theme" and name not in archive.namelist():
                    continue
                if archive.getinfo(name).file_size > MAX_MB * 1_000_000:
                    return None
                parts[part] = archive.read(name)
                # Word writes no document types; entities that swell need one.
                if b"<!DOCTYPE" in parts[part]:
                    return None
                ElementTree.fromstring(parts[part])
    except (zipfile.BadZipFile, KeyError, RuntimeError, ValueError, zlib.error, ElementTree.ParseError):
        return None
    return parts


def _missing(styles: ElementTree.Element, file: str, place: Place) -> Iterator[Problem]:
    present = {
        (style.get(f"{_WORD}type"), name.get(f"{_WORD}val", "").lower())
        for style in styles.iter(f"{_WORD}style")
        for name in style.iter(f"{_WORD}name")
    }
    for kind, names in STYLES.items():
        for name in names:
            if (kind, name.lower()) not in present:
                yield Problem.of("word-style-missing", place, file=file, style=name, kind=kind)


def _page(document: ElementTree.Element) -> dict[str, dict[str, str]]:
    """Return size and margins of the last section, as far as they are plain numbers."""
    page = {}
    for part in ("pgSz", "pgMar"):
        for element in document.iter(f"{_WORD}{part}"):
            page[part] = {
                name: value
                for name, value in element.attrib.items()
                if re.fullmatch(r"\d{1,5}|portrait|landscape", value)
            }
    return page
