"""The practice file: where it is looked for, and how it and the files it names are read."""

import hashlib
from dataclasses import replace
from pathlib import Path

from generator.case import files
from generator.case.practice import Logo, Practice
from generator.case.prices import as_ranges, check_prices
from generator.case.word_template import WordLook, word_look
from generator.errors import CaseError, Place, Problem
from generator.knowledge.model import Knowledge
from generator.source.read import Document, read_yaml
from generator.source.schema import load_schema
from generator.source.structure import structure
from generator.source.validate import validate

FILE = "practice.yml"
FILES = ("logo", "word_template")
"""Keys that name a file below the practice file's folder."""

MAX_MB = 2
"""So large may a logo or a Word template be; the logo stands in every paper of the client."""

MIN_CONTRAST = 4.5
"""Of text against white paper: level AA of the Web Content Accessibility Guidelines 2.2, criterion 1.4.3."""


def find_practice(folder: Path, shown: str, knowledge: Knowledge) -> Practice | None:
    """Return the practice of a case's folder: its own file, else the one in the folder above, else None.

    `shown` is the folder as the user would name it. Raises CaseError with every problem of the file.
    """
    for place, way in ((folder, ""), (folder.parent, "../")):
        if (place / FILE).is_file():
            practice = load_practice(place / FILE, f"{shown}/{way}{FILE}", knowledge)
            return replace(practice, made_from={way + n: sha for n, sha in practice.made_from.items()})
    return None


def load_practice(path: Path, shown: str, knowledge: Knowledge) -> Practice:
    """Return the practice in the file `path`. Raises CaseError with every problem of the file."""
    document, problems = read_yaml(path, shown)
    if document is None:
        raise CaseError(problems)
    data, found = validate(document, load_schema("practice"))
    # What is wrong with prices and files shows only in a file of the right shape.
    if problems := problems + found:
        raise CaseError(problems)
    problems += check_prices(document, data, knowledge)
    written = {key: data.pop(key) for key in FILES if key in data}
    raw: dict[str, bytes] = {}
    for key, file in written.items():
        one = _read(path.parent, file, document.place((key,)))
        if isinstance(one, Problem):
            problems.append(one)
        else:
            raw[key] = one
    logo = look = None
    if "logo" in raw:
        logo = _logo(path.parent, written["logo"], raw["logo"], document, problems)
    if "word_template" in raw:
        look = _look(written["word_template"], raw["word_template"], document, problems)
    problems += _too_light(data.get("colour"), document.place(("colour",)))
    if problems:
        raise CaseError(problems)
    if "prices" in data:
        data["prices"] = as_ranges(data["prices"])
    made_from = {path.name: path.read_bytes(), **{written[key]: content for key, content in raw.items()}}
    return replace(
        structure(data, Practice), logo=logo, word_template=look,
        made_from={name: hashlib.sha256(content).hexdigest() for name, content in made_from.items()},
    )  # fmt: skip


def _read(folder: Path, file: str, place: Place) -> bytes | Problem:
    path = files.find(folder, file, place)
    if isinstance(path, Problem):
        return path
    size = path.stat().st_size
    if size > MAX_MB * 1_000_000:
        return Problem.of("file-too-large", place, file=file, size=f"{size / 1e6:.1f}", limit=MAX_MB)
    return files.read(path, file, place)


def _logo(folder: Path, file: str, raw: bytes, document: Document, problems: list[Problem]) -> Logo | None:
    """Return the logo; anything but a whole PNG or JPG is a problem."""
    place = document.place(("logo",))
    picture = Path(file).suffix.lower() in (".png", ".jpg", ".jpeg")
    media = (
        files.describe(folder / file, file, place) if picture else Problem.of("logo-form", place, file=file)
    )
    if isinstance(media, Problem):
        problems.append(media)
        return None
    return Logo(media.format, raw)


def _look(file: str, raw: bytes, document: Document, problems: list[Problem]) -> WordLook | None:
    look = word_look(raw, file, document.place(("word_template",)))
    if isinstance(look, WordLook):
        return look
    problems += look
    return None


def _too_light(colour: str | None, place: Place) -> list[Problem]:
    """Return the problem of a colour in which nobody could read a heading on white paper."""
    if colour is None:
        return []
    found = contrast(colour)
    if found >= MIN_CONTRAST:
        return []
    return [Problem.of("colour-too-light", place, got=colour, contrast=f"{found:.1f}", limit=MIN_CONTRAST)]


def contrast(colour: str) -> float:
    """Return the contrast of `#rrggbb` against white, 1 to 21, as WCAG 2.2 defines it."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in bytes.fromhex(colour[1:]))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
