"""Text into Markdown: nothing typed turns into markup, Korean is marked as Korean, slots become blanks."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from html import escape as escape_html

from generator import templating
from generator.clock import format_date
from generator.text import squeeze

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "{": "&#123;", "}": "&#125;"}
_ESCAPES = str.maketrans(_ENTITIES | {mark: f"\\{mark}" for mark in "\\`*_[]"})
_BLOCK_START = re.compile(r"^(\d*)([.)#+!-])")
_NO_ESCAPE = ("?", "~", ":", "=")
"""Marks that begin a block in some extension and that a backslash does not take the meaning from."""
_HANGUL = "[\uac00-\ud7a3\u3131-\u318e]"
_KOREAN = re.compile(rf"{_HANGUL}+(?:[ ·-]?{_HANGUL}+)*")
_NAMED = re.compile(r"\{(\w+)\}")
_BLANKS_FROM = 0xE000
"""Blanks travel through escaping as characters of Unicode's private area, which no text contains."""


def escape(text: str) -> str:
    """Return the text as one line of Markdown that shows exactly these characters."""
    line = _BLOCK_START.sub(r"\1\\\2", squeeze(text).translate(_ESCAPES))
    return f"&#{ord(line[0])};{line[1:]}" if line[:1] in _NO_ESCAPE else line


def mark_korean(markdown: str) -> str:
    """Return the Markdown with its Korean words marked, so that they are read out and set as Korean."""
    return _KOREAN.sub(lambda match: f'<span lang="ko">{match[0]}</span>', markdown)


@lru_cache(maxsize=20_000)  # the same texts stand on many pages, and again after every edit
def inline(text: str) -> str:
    """Return a text of Chinese or English as Markdown, Korean words within it marked."""
    return mark_korean(escape(text))


def korean(text: str) -> str:
    """Return a Korean text as Markdown."""
    return f'<span lang="ko">{escape(text)}</span>'


def attribute(text: str) -> str:
    """Return the text for use between the quotes of an HTML attribute."""
    return escape_html(squeeze(text)).replace("{", "&#123;").replace("}", "&#125;").replace("|", "&#124;")


def blank(label: str) -> str:
    """Return a blank to be filled in, with what belongs there."""
    return f'<span class="blank">{escape(label)}</span>'


def with_named_blanks(text: str, label: Callable[[str], str]) -> str:
    """Return a text as Markdown, its `{name}` parts as blanks; `label` takes the name."""
    names: list[str] = []

    def keep(match: re.Match[str]) -> str:
        names.append(match[1])
        return chr(_BLANKS_FROM + len(names) - 1)

    line = inline(_NAMED.sub(keep, text))
    for index, name in enumerate(names):
        line = line.replace(chr(_BLANKS_FROM + index), blank(label(name)))
    return line


def with_slot_word(text: str, language: str, name: str, label: str) -> str:
    """Return a hint with the name of a slot replaced by the word on its blank, in quotation marks.

    In Chinese a name is Latin letters before a Chinese word; in English only a name with an underscore is no word.
    """
    if language == "zh":
        pattern = rf"(?<![A-Za-z_ ]){name}(?=[\u4e00-\u9fff；。，])"
    elif "_" in name:
        pattern = rf"(?i:(?<![A-Za-z_]){name}(?![A-Za-z_]))"
    else:
        return text
    return re.sub(pattern, f"“{label}”", text)


class _NumberBlank(float):
    """A large number that shows as a mark."""

    def __new__(cls, mark: str) -> "_NumberBlank":
        number = super().__new__(cls, 1e9)
        number.mark = mark
        return number

    mark: str

    def __str__(self) -> str:
        return self.mark

    def __format__(self, _: str) -> str:
        return self.mark


def with_slots(text: str, language: str, slots: Mapping[str, str], label: Callable[[str, str], str]) -> str:
    """Return an action's text as Markdown with all its slots, optional ones included, as blanks.

    `label` takes a slot's name and its type, with the `?` of an optional one.
    """
    values: dict[str, object] = {}
    written: dict[str, str] = {}
    for index, (name, kind) in enumerate(slots.items()):
        mark = chr(_BLANKS_FROM + index)
        match kind.rstrip("?"):
            case "date":
                # No text mentions these years, so the formatted day can be found again.
                day = date(1001 + index, 1, 1)
                values[name] = day
                written[format_date(day, language)] = mark
                written[day.isoformat()] = mark
            case "integer" | "number" | "percent":
                values[name] = _NumberBlank(mark)
            case "list":
                values[name] = [mark]
            case _:
                values[name] = mark
    line = templating.fill(text, language, values)
    for day_text, mark_text in written.items():
        line = line.replace(day_text, mark_text)
    line = korean(line) if language == "ko" else inline(line)
    for index, (name, kind) in enumerate(slots.items()):
        line = line.replace(chr(_BLANKS_FROM + index), blank(label(name, kind)))
    return line
