"""How wide words are before any browser has drawn them, and how they fit into lines."""

import re

from generator.text import squeeze

_NARROW = frozenset("fijlrtIJ.,:;'|!()[]- /`")
_WIDE = frozenset("mwMW@%")
_WIDER = frozenset("#&+<=>~")
_FULL = "[\u2e80-\ua4fc\uf900-\ufaff\uff01-\uff60\u201c\u201d]"
"""Chinese characters and their punctuation; a line may end after any of them. Korean words stay whole."""
_TOKEN = re.compile(rf"{_FULL}[，。、；：！？）》”]*|[ ]|(?:(?!{_FULL})[^ ])+")


def width(text: str, size: float) -> float:
    """Return the most that a text set in `size` takes up, in the widest face a reader is likely to have."""
    return sum(map(_em, text)) * size


def _em(character: str) -> float:
    if not character.isascii() or character in _WIDE:
        return 1.0
    if character in _NARROW:
        return 0.42
    if character in _WIDER:
        return 0.84
    return 0.79 if character.isupper() else 0.65


def wrap(text: str, size: float, room: float, rows: int) -> list[str]:
    """Return a text in at most `rows` lines, none wider than `room`; where something is left out stands `…`."""
    lines = [""]
    for token in _TOKEN.findall(squeeze(text)):
        if width(lines[-1] + token, size) <= room:
            lines[-1] += token
            continue
        lines.append("")
        for character in token.lstrip():
            if lines[-1] and width(lines[-1] + character, size) > room:
                lines.append("")
            lines[-1] += character
    lines = [line.strip() for line in lines if line.strip()] or [""]
    if len(lines) > rows:
        lines = [*lines[: rows - 1], _cut(lines[rows - 1], size, room)]
    return lines


def _cut(line: str, size: float, room: float) -> str:
    """Return as much of the line as fits with `…` after it."""
    while line and width(line + "…", size) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def columns(cells: list[list[str]], size: float, room: float, gap: float) -> list[float]:
    """Return widths for the columns of a table: what each needs, or a fair share where that is too much."""
    needed = [max(width(cell, size) for cell in column) for column in zip(*cells, strict=True)]
    left = room - gap * (len(needed) - 1)
    given = [0.0] * len(needed)
    for done, index in enumerate(sorted(range(len(needed)), key=needed.__getitem__)):
        given[index] = min(needed[index], left / (len(needed) - done))
        left -= given[index]
    return given
