"""What a machine can read in a paper: its words, what the case says about it, and whether a number or a day stands there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.case.model import Case, Exhibit

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_FORMS = {
    "limited": "ltd", "company": "co", "incorporated": "inc", "corporation": "corp", "㈜": "주식회사", "(주)": "주식회사",
}  # fmt: skip
_SEPARATOR = re.compile(r"[,;/、，；／]")


@dataclass(frozen=True)
class Words:
    """Text to search in: one width and one case, with its white space and without."""

    spaced: str
    solid: str

    def has(self, value: str) -> bool:
        """Tell whether a number or word stands in the text. Line breaks may part it; `C-9` does not stand in `C-91`."""
        wanted = bare(value)
        if wanted not in self.solid:
            return False
        if f"\n{wanted}\n" in self.spaced:  # a cell of a table, which is what long lists are looked for in
            return True
        before = r"(?<!\d)" if wanted[:1].isdigit() else ""
        after = r"(?!\d)" if wanted[-1:].isdigit() else ""
        return re.search(before + r"\s*".join(map(re.escape, wanted)) + after, self.spaced) is not None

    def has_day(self, day: date) -> bool:
        """Tell whether a day stands in the text in one of the ways in which papers write it."""
        return any(self.has(form) for form in writings(day))


def words(texts: Iterable[str]) -> Words:
    """Return texts, one below the other, ready for searching."""
    text = unicodedata.normalize("NFKC", "\n".join(["", *texts, ""])).casefold()
    return Words(text, "".join(text.split()))


def bare(text: str) -> str:
    """Return a text for searching: no white space, one width and one case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def party(name: str) -> str:
    """Return a company's or person's name for comparing: letters and digits alone, legal forms in one spelling."""
    text = unicodedata.normalize("NFKC", name).casefold()
    for written, short in _FORMS.items():
        text = text.replace(written, short)
    return re.sub(r"[\W_]+", "", text)


def words_of(exhibit: Exhibit) -> Words | None:
    """Return everything that stands in a paper; None where a page is only a picture."""
    media = exhibit.media
    if media.kind == "table":
        return words(cell for row in media.rows for cell in row)
    if media.kind == "pdf" and len(media.text) == media.pages and all(media.text):
        return words(media.text)
    return None


def unread_pages(exhibit: Exhibit) -> list[int]:
    """Return the pages of a PDF without readable text, counted from 1."""
    return [number for number, text in enumerate(exhibit.media.text, 1) if not text]


def values(exhibit: Exhibit, *meanings: str) -> list[str]:
    """Return what the case says about a paper in the fields with these meanings, lists taken apart."""
    return [
        part
        for key, field in exhibit.kind.fields.items()
        if field.means in meanings and key in exhibit.fields
        for part in _parts(exhibit.fields[key])
    ]


def told(case: Case, *meanings: str) -> list[str]:
    """Return the case's own details with these meanings, as far as they are told."""
    return [
        part
        for name, ask in case.violation.ask.items()
        if ask.means in meanings and name in case.details
        for part in _parts(case.details[name])
    ]


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (str(item) for item in value)
    elif isinstance(value, dict):
        yield from (str(text) for text in value.values())
    else:
        yield str(value)


def numbers(texts: Iterable[str]) -> list[str]:
    """Return the single numbers of texts that may hold several: `EX601, EX605`."""
    return [part.strip() for text in texts for part in _SEPARATOR.split(text) if part.strip()]


def writings(day: date) -> set[str]:
    """Return the ways in which papers write a day, ready for searching: 2026-11-18, 18 Nov 2026, 2026年11月18日 …"""
    y, m, d = day.year, day.month, day.day
    forms = {
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日",
        f"{y}년{m}월{d}일",
        f"{y}년{m:02}월{d:02}일",
        f"{y}{m:02}{d:02}",
    }
    for sign in "-/.":
        for month, number in ((f"{m}", f"{d}"), (f"{m:02}", f"{d:02}")):
            forms |= {sign.join(form) for form in
                      ((str(y), month, number), (number, month, str(y)), (month, number, str(y)))}  # fmt: skip
    for number in (f"{d}", f"{d:02}", f"{d}{_ordinal(d)}"):
        for month in {_MONTHS[m - 1], _MONTHS[m - 1][:3], _MONTHS[m - 1][:3] + "."}:
            forms |= {f"{number}{month}{y}", f"{number}of{month}{y}", f"{number}-{month}-{y}"}
            forms |= {f"{number}{month},{y}", f"{month}{number},{y}", f"{month}{number}{y}"}
    return forms


def counts(text: str) -> set[str]:
    """Return the whole numbers in a text, without the commas that part thousands."""
    return {number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)}


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
