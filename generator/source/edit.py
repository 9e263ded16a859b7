"""Edits in the lines of a YAML file. Whatever is not edited stays as its author wrote it, comments included."""

import re
from collections.abc import Sequence
from typing import Any

from generator.source.read import Document, Steps, value_at

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")
"""A line as YAML counts them, with its end."""


class CannotEditError(Exception):
    """An entry is written in a form whose lines can't be told apart; the author must edit it by hand."""


class Edits:
    """Changes to one file, all named by the positions it had when it was read."""

    def __init__(self, document: Document, text: str) -> None:
        """Take a file as read, and its text."""
        self._document = document
        self._lines: list[str] = [line for line in _LINE.findall(text) if line]
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._puts: list[tuple[int, int, int, str]] = []
        self._cuts: set[int] = set()
        self._adds: dict[int, list[str]] = {}
        self._marks: dict[Steps, tuple[int, int]] = {**document.values, **document.keys}

    def put(self, steps: Steps, value: str) -> None:
        """Write another value in the place of a short one that stands on one line."""
        line, column = self._document.values[steps]
        old = str(value_at(self._document.data, steps))
        rest = self._lines[line - 1][column - 1 :]
        for form in (old, f'"{old}"', f"'{old}'"):
            if rest.startswith(form):
                self._puts.append((line - 1, column - 1, len(form), value))
                return
        raise CannotEditError

    def put_list(self, steps: Steps, kept: Sequence[str]) -> None:
        """Leave only some of a list of short texts, written `[a, b]` on one line or one to a line."""
        line, column = self._document.values[steps]
        written = re.match(r"\[[^\[\]]*\]", self._lines[line - 1][column - 1 :])
        if written:
            self._puts.append((line - 1, column - 1, written.end(), f"[{', '.join(kept)}]"))
            return
        for index, item in enumerate(value_at(self._document.data, steps)):
            if item not in kept:
                self.drop((*steps, index))

    def drop(self, steps: Steps) -> None:
        """Take out an entry of a mapping or list, with the comment directly above it."""
        first, last = self._range(steps)
        indent = _indent(self._lines[first])
        while first and self._is_comment(first - 1) and _indent(self._lines[first - 1]) == indent:
            first -= 1
        self._cuts.update(range(first, last))

    def comment_out(self, steps: Steps) -> None:
        """Turn the lines of an entry into comments."""
        first, last = self._range(steps)
        indent = _indent(self._lines[first])
        self._puts += [(number, indent, 0, "# ") for number in range(first, last)]

    def add_after(self, steps: Steps, lines: Sequence[str]) -> None:
        """Add lines, without their ends, behind an entry."""
        self._adds.setdefault(self._range(steps)[1] - 1, []).extend(lines)

    def indent(self, steps: Steps) -> str:
        """Return the blanks before the line of an entry."""
        return " " * _indent(self._lines[self._range(steps)[0]])

    def text(self) -> str:
        """Return the file with all edits."""
        lines = list(self._lines)
        for at, column, length, value in sorted(self._puts, reverse=True):
            lines[at] = lines[at][:column] + value + lines[at][column + length :]
        made: list[str] = []
        for number, line in enumerate(lines):
            if number not in self._cuts:
                made.append(line)
            if number in self._adds:
                if made and not made[-1].endswith(("\r", "\n")):
                    made.append(self._end)
                made += [added + self._end for added in self._adds[number]]
        return "".join(made)

    def _range(self, steps: Steps) -> tuple[int, int]:
        """Return the first line of an entry and the one after its last, counted from 0."""
        first = self._document.keys.get(steps, self._marks[steps])[0] - 1
        depth = len(steps)
        later = [
            line - 1 for way, (line, _) in self._marks.items() if way[:depth] != steps and line - 1 > first
        ]
        last = min(later, default=len(self._lines))
        indent = _indent(self._lines[first])
        while last > first + 1 and self._is_free(last - 1, indent):
            last -= 1
        return first, last

    def _is_free(self, number: int, indent: int) -> bool:
        """Tell whether a line belongs to what follows an entry of this indent: blank, or a comment no deeper."""
        return self._lines[number].isspace() or (
            self._is_comment(number) and _indent(self._lines[number]) <= indent
        )

    def _is_comment(self, number: int) -> bool:
        return self._lines[number].lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def plain(value: Any) -> str:
    """Return a text as a YAML scalar on one line, in double quotes where it needs them."""
    text = str(value)
    if (
        text != "null"
        and re.fullmatch(r"[A-Za-z0-9가-힣一-鿿][^:#\n\r\t\"'{}\[\],&*!|>%@`]*", text)
        and text == text.strip()
    ):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{escaped}"'
