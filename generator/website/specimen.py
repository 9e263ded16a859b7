"""Pictures of invented papers, a good and a worthless one, drawn from what the knowledge base says stands on them.

A picture is a light sheet with colours of its own, so that it reads the same on a light and on a dark page. Its
numbers refer to the notes, which the page sets as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from generator.knowledge.evidence import Callout, Sheet, Specimen
from generator.knowledge.model import Knowledge
from generator.text import has_han, has_hangul, squeeze
from generator.website import specimen_shapes as shapes
from generator.website.lettering import columns, width, wrap

SIDES = ("good", "poor")

SIZE, SMALL, HEADING, BOLD = 13, 12, 15, 1.12
"""Sizes of letters, and how much wider bold ones are."""

ROW, GAP, ROWS, CELLS = 18, 8, 3, 5
"""Height of a row, space between cells, and how many rows a text and how many cells a line may have."""

_STYLE = (
    "text{font:13px -apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
    "'Apple SD Gothic Neo','Malgun Gothic',sans-serif;fill:#1c2427}"
    "text:lang(ko){font-family:'Apple SD Gothic Neo','Malgun Gothic','Noto Sans CJK KR',sans-serif}"
    ".h{font-size:15px;font-weight:600}.k{fill:#4d5a5e}.s{font-size:12px}.b{font-size:12px;font-weight:600}"
    "text.n{font-size:12px;font-weight:700;fill:#fff;text-anchor:middle}"
)

_INK = {"good": ("#1d6a3c", "#e3f1e8"), "poor": ("#a3281f", "#fbe7e4")}
"""Colour of a side's numbers, and of what they point at."""


@dataclass(frozen=True)
class Picture:
    """A drawn sheet."""

    svg: str
    height: int


@dataclass
class _Pen:
    """What was drawn so far and down to where. `spots` are what notes can point at: x and y of the number."""

    left: int
    y: float
    parts: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    spots: dict[str, tuple[float, float]] = field(default_factory=dict)

    def row(
        self, name: str, cells: list[tuple[list[str], float, str]], noted: str, height: int = ROW
    ) -> None:
        """Draw texts beside each other as one block; `noted` is the colour behind it if a note points at it."""
        top, rows = self.y - HEADING, max(len(words) for words, _, _ in cells)
        for texts, x, look in cells:
            for index, words in enumerate(texts):
                language = (
                    ' xml:lang="ko"' if has_hangul(words) else ' xml:lang="zh"' if has_han(words) else ""
                )
                y = self.y + index * height
                self.parts.append(
                    f'<text x="{x:.1f}" y="{y:g}" class="{look}"{language}>{escape(words)}</text>'
                )
        size = rows * height + 3
        if noted:
            box = f'x="{self.left - 6}" y="{top:g}" width="{shapes.RIGHT - self.left + 10}" height="{size:g}"'
            self.below.append(f'<rect {box} rx="3" fill="{noted}"/>')
        self.spots[name] = (shapes.RIGHT + 17, top + size / 2)
        self.y += size + 2


def notes(sheet: Sheet) -> list[Callout]:
    """Return a sheet's notes in the order in which the picture shows them; so they are numbered."""
    order = ["heading", *map(str, range(1, len(sheet.lines) + 1)), *sheet.marks]
    return sorted(sheet.notes, key=lambda note: order.index(note.at))


def draw(specimen: Specimen, side: str, language: str, title: str = "", desc: str = "") -> Picture:
    """Return the picture of one side of a specimen."""
    sheet = specimen.good if side == "good" else specimen.poor
    form = sheet.form or specimen.form
    left, top = shapes.FORMS[form]
    ink, tint = _INK[side]
    noted = {note.at: tint for note in sheet.notes}
    pen = _Pen(left, top)
    heading = wrap(sheet.heading.in_(language), HEADING * BOLD, shapes.RIGHT - left, 2)
    pen.row("heading", [(heading, left, "h")], noted.get("heading", ""), 20)
    pen.y += 6
    begun, first = pen.y - HEADING, len(pen.parts)
    _draw_lines(pen, [squeeze(line.in_(language)) for line in sheet.lines], noted)
    if blurred := "blurred" in sheet.marks:
        pen.parts[first:] = ['<g filter="url(#blur)">', *pen.parts[first:], "</g>"]
        pen.spots["blurred"] = (shapes.RIGHT - 40, (begun + pen.y) / 2)
    _draw_marks(pen, sheet, form)
    height = round(pen.y) + (10 if form == "photo" else 4)
    if "glare" in sheet.marks:
        pen.parts.append(shapes.glare(height))
        pen.spots["glare"] = (190, height * 0.6)
    pen.spots["cropped"] = (shapes.WIDTH / 2, height - 22)
    numbers = [shapes.number(n, *pen.spots[note.at], ink) for n, note in enumerate(notes(sheet), 1)]
    cropped = "cropped" in sheet.marks
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shapes.WIDTH} {height}" width="{shapes.WIDTH}" '
        f'height="{height}" role="img" xml:lang="{language}" aria-labelledby="t d"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{escape(desc)}</desc><style>{_STYLE}</style>'
    )
    soft = '<filter id="blur"><feGaussianBlur stdDeviation="2"/></filter>' if blurred else ""
    body = [head, soft, shapes.frame(form, height, cropped), *pen.below, *pen.parts, *numbers, "</svg>"]
    return Picture("\n".join(part for part in body if part) + "\n", height)


def _draw_lines(pen: _Pen, lines: list[str], noted: dict[str, str]) -> None:
    """Draw the lines: plain ones, labels with values, and tables."""
    split = [(str(n), line.split(" | ", CELLS - 1)) for n, line in enumerate(lines, 1)]
    room = shapes.RIGHT - pen.left
    for count, group in groupby(split, key=lambda line: len(line[1])):
        rows = list(group)
        if count == 1:
            for name, (text,) in rows:
                pen.row(name, [(wrap(text, SIZE, room, ROWS), pen.left, "")], noted.get(name, ""))
            continue
        table = count > 2
        size = SMALL * BOLD if table else SIZE
        widths = columns([cells for _, cells in rows], size, room, GAP)
        if not table:
            # The value takes what the label leaves.
            widths = [min(max(width(cells[0], SIZE) for _, cells in rows), room * 0.42), 0]
            widths[1] = room - GAP - widths[0]
        for index, (name, cells) in enumerate(rows):
            x, drawn = float(pen.left), []
            for at, (cell, given) in enumerate(zip(cells, widths, strict=True)):
                look = ("b" if index == 0 else "s") if table else ("k" if at == 0 else "")
                drawn.append((wrap(cell, size, given, ROWS), x, look))
                x += given + GAP
            pen.row(name, drawn, noted.get(name, ""), ROW - 2 if table else ROW)
            if table:
                y = pen.y - HEADING
                pen.parts.append(f'<path d="M{pen.left} {y:g}H{shapes.RIGHT}" stroke="#b9c1c2"/>')
                pen.y += 3


def _draw_marks(pen: _Pen, sheet: Sheet, form: str) -> None:
    """Draw signature, stamp and bar code beside each other, below the text."""
    if form == "card":
        pen.y = max(pen.y, 142)
    placed = [mark for mark in sheet.marks if mark in ("signed", "stamped", "code")]
    top = pen.y - 8
    for mark, x in zip(placed, shapes.SLOTS, strict=False):
        pen.parts.append(shapes.mark(mark, x, top))
        pen.spots[mark] = (x + 84, top + 22)
    pen.y += shapes.MARK_HEIGHT if placed else 0
    pen.y += 18 if "cropped" in sheet.marks else 0


def file_name(kind: str, side: str) -> str:
    """Return where a picture stands among the site's files."""
    return f"assets/specimens/{kind}-{side}.svg"


def pictures(knowledge: Knowledge, language: str) -> Iterator[tuple[str, str]]:
    """Yield path and SVG of every picture in one language."""
    for kind in knowledge.evidence.values():
        if specimen := kind.specimen:
            for side in SIDES:
                title = knowledge.word(f"site_specimen_{side}_of", language, name=kind.names.in_(language))
                words = described(knowledge, specimen, side, language)
                yield file_name(kind.id, side), draw(specimen, side, language, title, words).svg


def described(knowledge: Knowledge, specimen: Specimen, side: str, language: str) -> str:
    """Return in words what a picture shows, for those who can't see it."""
    sheet = specimen.good if side == "good" else specimen.poor
    shown = [knowledge.word(f"site_form_{sheet.form or specimen.form}", language)]
    shown += [squeeze(text.in_(language)).replace(" | ", " ") for text in (sheet.heading, *sheet.lines)]
    shown += [knowledge.word(f"site_mark_{mark}", language) for mark in sheet.marks]
    return " · ".join(shown)
