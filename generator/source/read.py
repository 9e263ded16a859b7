"""Read a YAML file into plain values with the position of every key and value. The only module that knows PyYAML.

Every scalar stays the text its author typed (`NO`, `12:30`, `010`, dates); only an empty value, `~` and `null`
become None. The schema decides later what a text means.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.errors import Place, Problem

MAX_KB = 2048
MAX_DEPTH = 40

Steps = tuple[str | int, ...]
"""Way to a value: keys and list indexes from the top."""


@dataclass(frozen=True)
class Document:
    """A YAML file as read: its data, and the place of each value (and of the key that holds it)."""

    path: str
    data: Any
    values: dict[Steps, tuple[int, int]] = field(repr=False)
    keys: dict[Steps, tuple[int, int]] = field(repr=False)

    def place(self, steps: Steps) -> Place:
        """Return where the value at `steps` stands; a value that is missing has its parent's place."""
        while steps not in self.values and steps:
            steps = steps[:-1]
        return Place(self.path, *self.values.get(steps, (1, 1)))

    def key_place(self, steps: Steps) -> Place:
        """Return where the key of the value at `steps` stands; list entries have their own place."""
        return Place(self.path, *self.keys[steps]) if steps in self.keys else self.place(steps)


def read_yaml(path: Path, shown: str) -> tuple[Document | None, list[Problem]]:
    """Read `path`; `shown` is its name in messages. The document is None when it can't be used at all."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem.of("file-unreadable", Place(shown), file=shown, reason=error.strerror or "?")]
    return parse_yaml(raw, shown)


def parse_yaml(raw: bytes, shown: str) -> tuple[Document | None, list[Problem]]:
    """Parse the bytes of a YAML file; see `read_yaml`."""
    if len(raw) > MAX_KB * 1024:
        return None, [Problem.of("too-large", Place(shown), size=-(-len(raw) // 1024), limit=MAX_KB)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        return None, [Problem.of("not-utf8", Place(shown, line, column), encoding=guess_encoding(raw))]
    builder = _Builder(shown)
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
            if builder.stopped:
                return None, builder.problems
    except yaml.reader.ReaderError as error:
        # libyaml counts the bytes before the character and gives its number.
        before = text.encode()[: error.position].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        character = f"U+{error.character:04X}"
        return None, [Problem.of("control-character", Place(shown, line, column), character=character)]
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(error, text, shown)]
    if builder.root is None:
        return None, [*builder.problems, Problem.of("empty-file", Place(shown, 1, 1))]
    return Document(shown, builder.root, builder.values, builder.keys), builder.problems


def load_trusted(path: Path) -> Any:
    """Return a YAML file of our own (a schema) with YAML's usual types."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def guess_encoding(raw: bytes) -> str:
    """Name the encoding a non-UTF-8 file is most likely in. Chinese Windows writes GBK, Korean Windows CP949."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    scores = {name: _plausible(raw, codec) for name, codec in _CANDIDATES.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "unknown"


# Every Hangul syllable of CP949 reads as an everyday character in GBK too, but not the other way round, so it goes first.
_CANDIDATES = {
    "CP949 (Korean)": "cp949", "GBK": "gb18030", "Big5": "big5", "Shift-JIS": "cp932", "Windows-1252": "cp1252",
}  # fmt: skip


def _plausible(raw: bytes, codec: str) -> float:
    """Return the share of characters that are everyday ones of the encoding's own language; 0 when it can't be."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    foreign = [c for c in text if ord(c) > 127]
    if not foreign:
        return 0.0
    if codec == "gb18030":
        # Level 1 of GB2312 (rows 16 to 55) holds the 3,755 characters in daily use.
        good = sum(1 for c in foreign if "一" <= c <= "鿿" and 0xB0 <= c.encode(codec)[0] <= 0xD7)
    elif codec == "cp949":
        good = sum(1 for c in foreign if "가" <= c <= "힣")
    elif codec == "big5":
        # Level 1 of Big5 ends at 0xC67E.
        good = sum(1 for c in foreign if "一" <= c <= "鿿" and c.encode("big5")[0] <= 0xC6)
    elif codec == "cp932":
        good = sum(1 for c in foreign if "぀" <= c <= "ヿ")
    else:
        good = sum(1 for c in foreign if c.isalpha() or c in "–—‘’“”…€")
    # Any bytes make some Western text, so that reading counts for less than one that fits its own language.
    return good / len(foreign) * (0.4 if codec == "cp1252" else 1)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, shown: str) -> Problem:
    """Turn the scanner's error into ours; a tab in the indentation gets its own words."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    for number in (line, line - 1):
        source = lines[number - 1] if 0 < number <= len(lines) else ""
        indent = source[: len(source) - len(source.lstrip())]
        if "\t" in indent:
            return Problem.of("tab", Place(shown, number, indent.index("\t") + 1))
    return Problem.of("yaml-syntax", Place(shown, line, column), reason=error.problem or error.context or "?")


@dataclass
class _Frame:
    """A mapping or list under construction."""

    steps: Steps
    value: dict[str, Any] | list[Any]
    key: str | None = None
    key_lines: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Builds values from parser events with a stack of its own, so that no input can exhaust Python's."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.root: Any = None
        self.values: dict[Steps, tuple[int, int]] = {}
        self.keys: dict[Steps, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.stopped = False
        self._stack: list[_Frame] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        mark = event.start_mark
        at = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop("alias", at)
        elif getattr(event, "tag", None):
            self._stop("tag", at, tag=event.tag)
        elif isinstance(event, yaml.ScalarEvent):
            plain_null = event.implicit[0] and event.value in ("", "~", "null")
            self._add(None if plain_null else event.value, at)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            steps = self._add(value, at)
            if len(self._stack) >= MAX_DEPTH:
                self._stop("too-deep", at, limit=MAX_DEPTH)
            self._stack.append(_Frame(steps, value))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop("several-documents", at)

    def _add(self, value: Any, at: tuple[int, int]) -> Steps:
        """Put a value where it belongs and return the way to it."""
        steps: Steps = ()
        if not self._stack:
            self.root = value
        else:
            frame = self._stack[-1]
            if isinstance(frame.value, list):
                steps = (*frame.steps, len(frame.value))
                frame.value.append(value)
            elif frame.key is None:
                return self._take_key(frame, value, at)
            else:
                steps = (*frame.steps, frame.key)
                # Of two equal keys the first is kept: the second has already been reported.
                frame.value.setdefault(frame.key, value)
                frame.key = None
        self.values.setdefault(steps, at)
        return steps

    def _take_key(self, frame: _Frame, key: Any, at: tuple[int, int]) -> Steps:
        if not isinstance(key, str):
            self._stop("key-not-text", at)
            return frame.steps
        frame.key = key
        steps = (*frame.steps, key)
        if key in frame.key_lines:
            first = frame.key_lines[key]
            self.problems.append(
                Problem.of("duplicate-key", Place(self.shown, *at), dotted(steps), key=key, first=first)
            )
        frame.key_lines.setdefault(key, at[0])
        self.keys.setdefault(steps, at)
        return steps

    def _stop(self, code: str, at: tuple[int, int], **details: Any) -> None:
        self.problems.append(Problem.of(code, Place(self.shown, *at), **details))
        self.stopped = True


def dotted(steps: Steps) -> str:
    """Return the way to a value as authors write it: `exhibits[2].kind`."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def value_at(data: Any, steps: Steps) -> Any:
    """Return the value at `steps`."""
    for step in steps:
        data = data[step]
    return data
