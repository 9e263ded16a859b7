"""Papers against each other and against the case: numbers, quantities, and what their own pages say."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.case.model import Case, Exhibit
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.rules.reading import (
    Words,
    bare,
    counts,
    numbers,
    party,
    told,
    unread_pages,
    values,
    words,
    words_of,
)
from generator.text import Text

_PRINTED = (
    "orders", "orders-cited", "waybills", "waybills-cited", "invoices", "invoices-cited", "certificate-number", "mark-number",
    "number", "models", "items",
)  # fmt: skip
"""Meanings of fields whose values must stand on the paper as they are written in the case."""

_CITED = {"orders-cited": "orders", "waybills-cited": "waybills", "invoices-cited": "invoices"}
"""What a paper cites -> the meaning of the fields that prove it in other papers."""

_SAME = ("brand", "certificate-number", "mark-number")
"""What a paper and the case's details must name alike."""

SHOWN = 5
"""So many numbers are named in a finding; the rest are counted."""


def check_text(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield the pages no machine can read, and what the case says of a paper and the paper's own text does not have."""
    for exhibit in case.exhibits:
        if pages := unread_pages(exhibit):
            shown = {
                "exhibit": exhibit.id,
                "pages": ", ".join(map(str, pages)),
                "total": str(exhibit.media.pages),
            }
            yield Finding("evidence.scanned", exhibit.place, shown)
        text = words_of(exhibit)
        if text is not None and (absent := list(_absent(exhibit, text))):
            shown = {"exhibit": exhibit.id, "missing": _short(absent)}
            yield Finding("evidence.text-differs", exhibit.place, shown)


def _absent(exhibit: Exhibit, text: Words) -> Iterator[str]:
    """Yield the numbers, names, quantities and days of a paper that its text does not have."""
    yield from (number for number in numbers(values(exhibit, *_PRINTED)) if not text.has(number))
    if exhibit.media.kind != "pdf":
        return  # an export bears neither names nor the day of its making
    parties = party(text.spaced)
    for name in values(exhibit, "buyer", "supplier", "holder"):
        # `中文名 (English name)` and `one; the other` are found by either.
        if not any(party(part) in parties for part in re.split(r"[;；(（]", name) if party(part)):
            yield name
    if len(numbers(values(exhibit, "invoices"))) == 1:  # the sum of several invoices stands on none of them
        printed = counts(text.spaced)
        yield from (count for count in values(exhibit, "units-bought") if count not in printed)
    for day in (exhibit.issued, exhibit.expires):
        if day and not text.has_day(day):
            yield str(day)


def check_numbers(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield the orders, waybills and invoices that one paper cites and no other has."""
    for exhibit in case.exhibits:
        for cited, proved in _CITED.items():
            named = numbers(values(exhibit, cited))
            known = _known(case, exhibit, proved) if named else None
            if known and (absent := [n for n in named if not known.has(n)]):
                shown = {"exhibit": exhibit.id, "missing": _short(absent)}
                yield Finding("evidence.number-unknown", exhibit.place, shown)
        yield from _waybills_in_orders(case, exhibit)


def _known(case: Case, exhibit: Exhibit, meaning: str) -> Words | None:
    """Return everything other papers say that could hold numbers of a meaning; None where one of them can't be read."""
    texts = []
    for paper in case.exhibits:
        if paper is exhibit or all(field.means != meaning for field in paper.kind.fields.values()):
            continue
        read, said = words_of(paper), values(paper, meaning)
        if read is None and not said:
            return None
        texts += [read.spaced if read else "", *said]
    if meaning == "orders" and texts:
        texts += [item for allegation in case.notice.allegations for item in allegation.items]
    return words(texts) if texts else None


def _waybills_in_orders(case: Case, exhibit: Exhibit) -> Iterator[Finding]:
    """Yield waybills that stand in no row of the order exports, where these hold waybills at all."""
    named = numbers(values(exhibit, "waybills"))
    exports = [e for e in case.exhibits if any(f.means == "orders" for f in e.kind.fields.values())]
    cells = {bare(cell) for e in exports for row in e.media.rows for cell in row}
    absent = [number for number in named if bare(number) not in cells]
    # An export without a column of waybills has none of them; that says nothing.
    if absent and 2 * len(absent) < len(named):
        yield Finding(
            "evidence.number-unknown", exhibit.place, {"exhibit": exhibit.id, "missing": _short(absent)}
        )


def check_quantities(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield invoices that do not cover what was sold, or do not add up to what the case says was bought."""
    ours = [e for e in case.exhibits if _is_ours(case, e)]
    invoiced = [int(value) for e in ours for value in values(e, "units-bought")]
    for meaning in ("units-sold", "units-bought") if invoiced else ():
        id_ = "evidence.quantity-short" if meaning == "units-sold" else "evidence.quantity-differs"
        total = sum(invoiced)
        for count in told(case, meaning):
            if total < int(count) or (total != int(count) and meaning == "units-bought"):
                yield Finding(id_, case.place("details"), {"invoiced": str(total), "told": count})


def _is_ours(case: Case, exhibit: Exhibit) -> bool:
    """Tell whether an invoice was made out to the seller; those before it in the chain do not add to what he bought."""
    suppliers = {bare(name) for e in case.exhibits for name in values(e, "supplier")}
    return not any(bare(name) in suppliers for name in values(exhibit, "buyer"))


def check_details(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield brands and certificate numbers that a paper writes otherwise than the case."""
    for exhibit in case.exhibits:
        for meaning in _SAME:
            written, said = values(exhibit, meaning), told(case, meaning)
            if written and said and not any(_alike(w, s) for w in written for s in said):
                shown: dict[str, str | Text] = {
                    "exhibit": exhibit.id,
                    "written": "; ".join(written),
                    "told": "; ".join(said),
                }
                yield Finding("evidence.detail-differs", exhibit.place, shown)


def _alike(one: str, other: str) -> bool:
    return bare(one) in bare(other) or bare(other) in bare(one)


def _short(found: Sequence[str]) -> str:
    """Return the first of many numbers, and how many there are."""
    return ", ".join(found[:SHOWN]) + (f" … ({len(found)})" if len(found) > SHOWN else "")
