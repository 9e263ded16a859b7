"""The exhibit binder: index first, a cover sheet before each exhibit, page numbers that are those of the PDF."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import img2pdf
import pikepdf

from generator.packet.exhibits import FiledCopy
from generator.packet.plan import ExhibitPlan
from generator.packet.render.pdf import Pdf, render_pdf

A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
MARGIN = img2pdf.mm_to_pt(12)


@dataclass(frozen=True)
class Entry:
    """One row of the index: the exhibit, where its cover sheet stands, and how many pages follow the cover."""

    exhibit: ExhibitPlan
    anchor: str
    page: int
    pages: int


@dataclass(frozen=True)
class Binder:
    """The finished binder with the index rows it was checked against."""

    data: bytes
    pages: int
    entries: tuple[Entry, ...]


def bind(copies: Sequence[FiledCopy], language: str, *, stamps: Sequence[str], **values: Any) -> Binder:
    """Return the binder of the filed copies. `stamps` holds one text per copy to print on its pages, "" for none.

    The page numbers of the index, its links and the bookmarks are read back from the finished PDF and compared.
    """
    index_pages = 1
    while True:
        entries = _entries(copies, index_pages)
        total = entries[-1].page + entries[-1].pages
        sheets = render_pdf("binder.html", language, name="binder", entries=entries, pages=total, **values)
        if sheets.pages - len(copies) == index_pages:
            break
        # The index turned out longer than thought; number again with its real length.
        index_pages = sheets.pages - len(copies)
    data = _merged(sheets, copies, index_pages, _stamp_sheets(copies, stamps, language))
    _verify(data, entries, total)
    return Binder(data, total, entries)


def _entries(copies: Sequence[FiledCopy], index_pages: int) -> tuple[Entry, ...]:
    entries = []
    page = index_pages + 1
    for number, copy in enumerate(copies, 1):
        entries.append(Entry(copy.plan, f"exhibit-{number}", page, copy.pages))
        page += 1 + copy.pages
    return tuple(entries)


def _merged(
    sheets: Pdf, copies: Sequence[FiledCopy], index_pages: int, stamps: Sequence[Pdf | None]
) -> bytes:
    """Put each exhibit's pages behind its cover sheet. Links keep pointing at the covers, wherever these move."""
    with pikepdf.open(io.BytesIO(sheets.data)) as pdf:
        position = index_pages
        for copy, stamp in zip(copies, stamps, strict=True):
            position += 1
            with pikepdf.open(io.BytesIO(_as_pdf(copy))) as inner:
                for offset, page in enumerate(inner.pages):
                    pdf.pages.insert(position + offset, page)
                    if stamp:
                        with pikepdf.open(io.BytesIO(stamp.data)) as sheet:
                            target: Any = pdf.pages[position + offset]
                            target.add_overlay(sheet.pages[0])
            position += copy.pages
        out = io.BytesIO()
        # Pages from elsewhere carry no tags, so the whole no longer claims the accessibility standard of its sheets.
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in [k for k in metadata if "pdfuaid" in k]:
                del metadata[key]
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _as_pdf(copy: FiledCopy) -> bytes:
    """Return a filed copy as PDF pages; a picture becomes one page without being compressed anew."""
    if copy.format == "pdf":
        return copy.data
    layout = img2pdf.get_layout_fun(A4, border=(MARGIN, MARGIN), fit=img2pdf.FitMode.into, auto_orient=True)
    return bytes(img2pdf.convert(copy.data, layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal))


def _stamp_sheets(copies: Sequence[FiledCopy], stamps: Sequence[str], language: str) -> list[Pdf | None]:
    """Return a transparent sheet to lay over the pages of each copy that is stamped."""
    return [
        render_pdf("stamp.html", language, name=copy.name, text=text, draft="", paper_language=language)
        if text
        else None
        for copy, text in zip(copies, stamps, strict=True)
    ]


def _verify(data: bytes, entries: Sequence[Entry], total: int) -> None:
    """Compare the finished PDF with the index: every link and bookmark leads to the page that is printed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
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


def _list(holder: Any, key: str) -> list[Any]:
    return list(holder.get(key, []))


def _named_destinations(root: Any) -> dict[str, Any]:
    """Return the destinations a PDF knows by name."""
    names: Any = root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    pairs = zip(names[::2], names[1::2], strict=True)
    return {
        str(key): value.get("/D") if isinstance(value, pikepdf.Dictionary) else value for key, value in pairs
    }
