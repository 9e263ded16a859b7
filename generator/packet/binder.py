"""The exhibit binder: index first, a cover sheet before each exhibit, page numbers that are those of the PDF.

Our own sheets are set with a blank page for each page of an exhibit, so that every number on them counts what the
reader counts. The exhibits' pages then take the places of the blank ones.
"""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import img2pdf
import pikepdf

from generator.packet.exhibits import FiledCopy
from generator.packet.plan import ExhibitPlan
from generator.packet.render.pdf import Pdf, render_pdf
from generator.packet.render.tags import forget_pages

A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
MARGIN = img2pdf.mm_to_pt(12)
ROUNDS = 6
"""So often at most is a binder set anew because a cover takes two pages; once is nearly always enough."""


@dataclass(frozen=True)
class Entry:
    """One row of the index: the exhibit, its part of the binder, the page of its cover sheet, its first and last page."""

    exhibit: ExhibitPlan
    anchor: str
    part: int
    marked: bool
    page: int
    first: int
    last: int


@dataclass(frozen=True)
class Binder:
    """One finished PDF: the binder, or a part of it. `entries` are the index rows it was checked against, of all parts."""

    data: bytes
    pages: int
    part: int
    entries: tuple[Entry, ...]


def bind(
    groups: Sequence[Sequence[FiledCopy]], marked: Collection[str], language: str, **values: Any
) -> tuple[Binder, ...]:
    """Return one binder for each group of filed copies; each has the index of the whole and counts its pages from 1.

    `marked` holds the labels of exhibits on whose pages label and page number may be printed.
    The numbers of the index, its links and the bookmarks are read back from the finished PDFs and compared.
    """

    def sheets_of(rows: Sequence[Entry], part: int, pages: int) -> Pdf:
        return render_pdf("binder.html", language, name="binder", rows=rows, part=part, parts=len(groups),
                          pages=pages, **values)  # fmt: skip

    starts, totals = _guess(groups, 1)
    # The index by itself, of no part: setting the whole only to learn how long it is would take twice the time.
    starts, totals = _guess(groups, sheets_of(_entries(groups, marked, starts, totals), 0, totals[0]).pages)
    for _ in range(ROUNDS):
        rows = _entries(groups, marked, starts, totals)
        sheets = [sheets_of(rows, part, total) for part, total in enumerate(totals, 1)]
        found = [_covers(sheet) for sheet in sheets], [sheet.pages for sheet in sheets]
        if found == (starts, totals):
            break
        starts, totals = found
    else:
        raise AssertionError(f"binder: the index does not settle: {starts}")
    binders = []
    for part, (sheet, group) in enumerate(zip(sheets, groups, strict=True), 1):
        own = [row for row in rows if row.part == part]
        data = _merged(sheet, group, own, drafted=bool(values.get("draft")))
        _verify(data, own, sheet.pages)
        binders.append(Binder(data, sheet.pages, part, rows))
    return tuple(binders)


def _guess(groups: Sequence[Sequence[FiledCopy]], index: int) -> tuple[list[list[int]], list[int]]:
    """Return the covers' pages and the parts' lengths, if the index takes `index` pages and each cover one."""
    ends = [[*accumulate((1 + copy.pages for copy in group), initial=index)] for group in groups]
    return [[1 + end for end in part[:-1]] for part in ends], [part[-1] for part in ends]


def _entries(
    groups: Sequence[Sequence[FiledCopy]],
    marked: Collection[str],
    starts: Sequence[Sequence[int]],
    totals: Sequence[int],
) -> tuple[Entry, ...]:
    """Return the index rows; `starts` are the covers' pages in each part, `totals` the parts' numbers of pages."""
    entries: list[Entry] = []
    for part, (group, pages, total) in enumerate(zip(groups, starts, totals, strict=True), 1):
        # An exhibit ends where the next cover begins.
        for copy, (page, after) in zip(group, pairwise([*pages, total + 1]), strict=True):
            label = copy.plan.label
            entries.append(
                Entry(copy.plan, f"exhibit-{len(entries) + 1}", part, label in marked,
                      page, after - copy.pages, after - 1)
            )  # fmt: skip
    return tuple(entries)


def _covers(sheets: Pdf) -> list[int]:
    """Return on which pages the cover sheets came to stand."""
    with pikepdf.open(io.BytesIO(sheets.data)) as pdf:
        numbers = _numbers(pdf)
        return sorted(numbers[target[0].objgen] for target in _named_destinations(pdf.Root).values())


def _merged(sheets: Pdf, copies: Sequence[FiledCopy], entries: Sequence[Entry], *, drafted: bool) -> bytes:
    """Put the exhibits' pages in the places kept for them. Links keep pointing at the covers."""
    with pikepdf.open(io.BytesIO(sheets.data)) as pdf:
        kept = {page.objgen for e in entries for page in list(pdf.pages)[e.first - 1 : e.last]}
        forget_pages(pdf, kept)
        _name_links(pdf, entries)
        for entry, copy in zip(entries, copies, strict=True):
            with pikepdf.open(io.BytesIO(_as_pdf(copy))) as inner:
                for index, page in enumerate(inner.pages, entry.first - 1):
                    sheet = pdf.pages[index]
                    pdf.pages[index] = page
                    target: Any = pdf.pages[index]
                    _without_tags(target)
                    _turn(target)
                    if entry.marked or drafted:
                        _lay_over(target, sheet, index + 1)
        numbers = {"/S": pikepdf.Name.D, "/St": 1}
        pdf.Root.PageLabels = pikepdf.Dictionary({"/Nums": [0, pikepdf.Dictionary(numbers)]})
        # Pages from elsewhere carry no tags, so the whole no longer claims the standards of its sheets.
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in [k for k in metadata if "pdfuaid" in k or "pdfaid" in k]:
                del metadata[key]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _lay_over(target: Any, sheet: Any, number: int) -> None:
    """Draw a sheet upon the page with this number.

    pikepdf's own overlay gives it a random name, and no two binders would be the same. Pages may share their resources, so
    the name holds the number.
    """
    form = sheet.as_form_xobject()
    name = target.add_resource(form, pikepdf.Name.XObject, name=pikepdf.Name(f"/ReinstateSheet{number}"))
    placed = target.calc_form_xobject_placement(form, name, pikepdf.Rectangle(target.trimbox))
    target.contents_add(b"q\n", prepend=True)
    target.contents_add(b"\nQ\n" + placed)
    target.contents_coalesce()


def _as_pdf(copy: FiledCopy) -> bytes:
    """Return a filed copy as PDF pages; a picture becomes one page without being compressed anew."""
    if copy.format == "pdf":
        return copy.data
    layout = img2pdf.get_layout_fun(A4, border=(MARGIN, MARGIN), fit=img2pdf.FitMode.into, auto_orient=True)
    return bytes(img2pdf.convert(copy.data, layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal))


def _name_links(pdf: pikepdf.Pdf, entries: Sequence[Entry]) -> None:
    """Say in words where each link of the index leads, for those who hear it."""
    words = {entry.anchor: f"{entry.exhibit.label} – {entry.exhibit.title.filed}" for entry in entries}
    for page in list(pdf.pages)[: entries[0].page - 1]:
        for link in _list(page, "/Annots"):
            link.Contents = pikepdf.String(words[str(link.Dest)])


def _without_tags(page: Any) -> None:
    """Cut a page's ties to the tags of the document it came from, whose numbers mean other things here."""
    for holder in (page.obj, *_list(page, "/Annots")):
        for key in ("/StructParents", "/StructParent"):
            if key in holder:
                del holder[key]


def _turn(page: Any) -> None:
    """Turn a page that lies across, so that it stands upright and is read from the right-hand side, as courts ask."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    across = abs(right - left) > abs(top - bottom)
    if int(page.obj.get("/Rotate", 0)) % 180:
        across = abs(right - left) < abs(top - bottom)
    if across:
        page.rotate(270, relative=True)


def _verify(data: bytes, entries: Sequence[Entry], total: int) -> None:
    """Compare the finished PDF with the index: every link and bookmark leads to the page that is printed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = _numbers(pdf)
        wanted = [entry.page for entry in entries]
        names = _named_destinations(pdf.Root)

        def page_of(target: Any) -> int:
            named = isinstance(target, pikepdf.String | str)
            destination = names[str(target)] if named else target
            return numbers.get(destination[0].objgen, 0) if destination is not None else 0

        annotations: list[Any] = [
            a for page in list(pdf.pages)[: entries[0].page - 1] for a in _list(page, "/Annots")
        ]
        # Several links of one row follow each other; the rows come in order.
        linked = list(
            dict.fromkeys(page_of(a.get("/Dest") or a.get("/A", {}).get("/D")) for a in annotations)
        )
        with pdf.open_outline() as outline:
            marked = {page_of(item.destination or (item.action or {}).get("/D")) for item in outline.root}
        if len(numbers) != total or linked != wanted or not set(wanted) <= marked:
            raise AssertionError(
                f"binder: pages {wanted} of {total}; links {linked}, bookmarks {sorted(marked)}"
            )


def _numbers(pdf: pikepdf.Pdf) -> dict[Any, int]:
    return {page.objgen: number for number, page in enumerate(pdf.pages, 1)}


def _list(holder: Any, key: str) -> list[Any]:
    return list(holder.get(key, []))


def _named_destinations(root: Any) -> dict[str, Any]:
    """Return the destinations a PDF knows by name."""
    names: Any = root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    pairs = zip(names[::2], names[1::2], strict=True)
    return {
        str(key): value.get("/D") if isinstance(value, pikepdf.Dictionary) else value for key, value in pairs
    }
