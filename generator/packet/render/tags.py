"""What the typesetter leaves undone in a tagged PDF, mended so that it keeps PDF/UA-1 (ISO 14289-1)."""

import io
import re
from collections.abc import Collection, Iterator
from typing import Any

import pikepdf

_MARKED = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")
_ARTIFACT = b"/Artifact BMC"


def mend_tags(data: bytes) -> bytes:
    """Return a tagged PDF whose page margins are artifacts, whose table heads have a scope and whose lists are lists."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root: Any = pdf.Root.StructTreeRoot
        used: dict[Any, set[int]] = {}
        for element, parent in _elements(root):
            _mend(element, parent)
            for kid in _kids(element):
                if isinstance(kid, int):
                    used.setdefault(element.Pg.objgen, set()).add(kid)
        for page in pdf.pages:
            _mark_margins(page, used.get(page.objgen, set()))
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()


def forget_pages(pdf: pikepdf.Pdf, pages: Collection[Any]) -> None:
    """Take the elements that stand on pages about to leave out of the tree; `pages` are their object numbers."""
    for element, parent in list(_elements(pdf.Root.StructTreeRoot)):
        if "/Pg" in element and element.Pg.objgen in pages:
            parent.K = pikepdf.Array([kid for kid in parent.K if kid != element])


def _elements(holder: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every element below a structure element with its parent, parents first."""
    for kid in _kids(holder):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, holder
            yield from _elements(kid)


def _kids(holder: Any) -> list[Any]:
    kids = holder.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _mend(element: Any, parent: Any) -> None:
    match str(element.S):
        case "/TH":
            # All our heads stand above their columns, or at the start of a row.
            element.A.Scope = pikepdf.Name.Column if _is(parent.P, "/THead") else pikepdf.Name.Row
        case "/L" if not all(_is(kid, "/LI", "/L", "/Caption") for kid in _kids(element)):
            # Names with their values, each pair in a group: no list in the sense of PDF.
            element.S = pikepdf.Name.Div
        case "/LI" if not _is(parent, "/L"):
            element.S = pikepdf.Name.Div
        case "/LBody" if not _is(parent, "/LI"):
            element.S = pikepdf.Name.P


def _is(element: Any, *names: str) -> bool:
    return isinstance(element, pikepdf.Dictionary) and str(element.get("/S")) in names


def _mark_margins(page: Any, used: Collection[int]) -> None:
    """Mark as artifact what is tagged on a page but stands nowhere in the tree: running heads and page numbers."""

    def mark(match: re.Match[bytes]) -> bytes:
        return match[0] if int(match[1]) in used else _ARTIFACT

    raw = page.Contents.read_bytes()
    marked = _MARKED.sub(mark, raw)
    if marked != raw:
        page.Contents.write(marked)
