"""Our PDFs against PDF/UA-1, by the conditions of the Matterhorn Protocol 1.1 that a program can decide.

Numbers are those of the protocol's failure conditions. No validator is at hand where the tests run, so what matters is
looked at here; what needs a person (does the reading order make sense) is left to the page order of the templates.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from generator import templating
from generator.packet.render.pdf import render_pdf
from generator.packet.render.tags import mend_tags
from tests.packet.conftest import Built, Example

PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
INSIDE = {
    "/L": {"/L", "/LI", "/Caption"}, "/LI": {"/Lbl", "/LBody"}, "/TR": {"/TH", "/TD"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"}, "/THead": {"/TR"}, "/TBody": {"/TR"},
}  # fmt: skip
"""What an element may hold."""

HOLDERS = {"/LI": {"/L"}, "/LBody": {"/LI"}, "/Lbl": {"/LI"}, "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}}
"""What an element must stand in."""


def kids(holder: Any) -> list[Any]:
    inside = holder.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def elements(holder: Any) -> Iterator[tuple[Any, Any]]:
    for kid in kids(holder):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, holder
            yield from elements(kid)


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a PDF, each led by the number of the failure condition."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*document(pdf), *tree(pdf), *content(pdf), *links(pdf), *fonts(pdf)]


def document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    with pdf.open_metadata() as metadata:
        if not str(metadata.get("dc:title", "")).strip():
            yield "06-003 no title in the metadata"
        if metadata.get("pdfuaid:part") != "1" and metadata.get("pdfaid:part") != "3":
            yield "06-002 the standard is not named"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "06 the document is not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "01-007 suspect tags"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "07-001 the title is not shown"
    if not re.fullmatch(r"en|zh|ko", str(root.get("/Lang", ""))):
        yield "11-006 no language"
    if pdf.is_encrypted:
        yield "26-001 encrypted"
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Tabs") != "/S":
            yield f"28-008 page {number}: tabs do not follow the structure"


def tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    found = list(elements(pdf.Root.StructTreeRoot))
    if not found:
        yield "01-005 nothing is tagged"
    for element, holder in found:
        kind = str(element.S)
        inside = {str(k.S) for k in kids(element) if isinstance(k, pikepdf.Dictionary) and "/S" in k}
        if kind in INSIDE and inside - INSIDE[kind]:
            yield f"09 {kind} holds {inside - INSIDE[kind]}"
        if kind in HOLDERS and str(holder.get("/S")) not in HOLDERS[kind]:
            yield f"09 {kind} stands in {holder.get('/S')}"
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "13-004 a picture without a text for it"
        if kind == "/TH" and str(element.get("/A", {}).get("/Scope")) not in ("/Column", "/Row"):
            yield "15-003 a head without scope"
        if heading := re.fullmatch(r"/H(\d)", kind):
            if int(heading[1]) > level + 1:
                yield f"14 heading {heading[1]} after {level}"
            level = int(heading[1])
    if sum(str(e.S) == "/H1" for e, _ in found) != 1:
        yield "14 not one first heading"


def content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is painted but neither an artifact nor in the tree, and what the tree has and no page paints."""
    in_tree = {
        (element.Pg.objgen, kid)
        for element, _ in elements(pdf.Root.StructTreeRoot)
        for kid in kids(element)
        if isinstance(kid, int)
    }
    painted = set()
    for number, page in enumerate(pdf.pages, 1):
        stack: list[Any] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name == "BDC":
                mcid = int(operands[1].get("/MCID", -1))
                stack.append((page.objgen, mcid))
                if (page.objgen, mcid) not in in_tree:
                    yield f"01-003 page {number}: content {mcid} is tagged and not in the tree"
                if any(outer == "/Artifact" for outer in stack):
                    yield f"01-001 page {number}: tagged content in an artifact"
                painted.add((page.objgen, mcid))
            elif name == "BMC":
                stack.append(str(operands[0]))
                if any(isinstance(outer, tuple) for outer in stack[:-1]):
                    yield f"01-002 page {number}: an artifact in tagged content"
            elif name == "EMC":
                stack.pop()
            elif name in PAINTS and not stack:
                yield f"01-004 page {number}: {name} is neither tagged nor an artifact"
    if in_tree - painted:
        yield "the tree names content that is not there"


def links(pdf: pikepdf.Pdf) -> Iterator[str]:
    referred = {
        kid.Obj.objgen
        for element, _ in elements(pdf.Root.StructTreeRoot)
        for kid in kids(element)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    }
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", []):
            if annotation.objgen not in referred:
                yield f"28-002 page {number}: a link outside the tree"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"28-012 page {number}: a link without a text for it"


def fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
            continue
        kind, name = str(thing.get("/Subtype")), thing.get("/BaseFont")
        if kind == "/Type0" and "/ToUnicode" not in thing:
            yield f"31-027 {name} can't be turned into text"
        if kind.startswith("/CIDFont"):
            file: Any = {"/FontFile2", "/FontFile3"} & set(thing.get("/FontDescriptor", {}).keys())
            if not file:
                yield f"31-009 {name} is not embedded"
            if kind == "/CIDFontType2" and thing.get("/CIDToGIDMap") is None:
                yield f"31-005 {name} has no glyph map"


@pytest.fixture(
    params=[
        "coupang-counterfeit",
        "coupang-kc-certification",
        "amazon-order-defect-rate",
        "joom-product-safety",
    ]
)
def some(request: pytest.FixtureRequest, example: Example) -> Built:
    """English and Korean letters, tables, a declaration, each platform."""
    return example(request.param)


def test_our_papers(some: Built) -> None:
    printed = {
        f"submit/exhibits/{p.file}.pdf" for p in some.packet.plan.exhibits if p.exhibit.media.kind == "table"
    }
    ours = {
        name: data
        for name, data in some.files.items()
        if name.endswith(".pdf")
        and "binder" not in name
        and (name.startswith("client/") or name.count("/") == 1)
    }
    ours |= {name: some.files[name] for name in printed}
    assert {name: found for name, data in ours.items() if (found := faults(data))} == {}


def test_the_binder_s_own_sheets(some: Built) -> None:
    """Exhibits come untagged, so the binder claims nothing; its own sheets and links keep the rules all the same."""
    for name, data in some.files.items():
        if "exhibit-binder" in name:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                assert [*tree(pdf), *links(pdf)] == []


PAGE = "<!doctype html><html lang='en'><title>A title</title><body><h1>One</h1>{}</body></html>"


def rendered(body: str, monkeypatch: pytest.MonkeyPatch, *, mended: bool = True) -> bytes:
    """Return a page as the renderer makes it, or as the typesetter alone would."""
    monkeypatch.setattr(templating, "render", lambda *_, **__: PAGE.format(body))
    if not mended:
        monkeypatch.setattr("generator.packet.render.pdf.mend_tags", lambda data: data)
    return render_pdf("any", "en", name="any").data


BROKEN = {
    "01-003": "<div class='footer'>A running foot</div><p>Text</p>",
    "15-003": "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>",
    "09": "<dl><div><dt>Name</dt><dd>Value</dd></div></dl>",
}
"""What the typesetter leaves wrong, by the condition that finds it."""


@pytest.mark.parametrize("condition", BROKEN)
def test_what_the_typesetter_leaves_is_found_and_mended(
    condition: str, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    example("coupang-kc-certification")  # so that the style sheet has been read
    raw = rendered(BROKEN[condition], monkeypatch, mended=False)
    assert any(fault.startswith(condition) for fault in faults(raw))
    assert faults(mend_tags(raw)) == []


@pytest.mark.parametrize(
    ("condition", "body"), [("14", "<h3>Three</h3>"), ("28-012", "<p><a href='#x'>to</a></p><p id='x'>x</p>")]
)
def test_faults_of_a_template_are_found(
    condition: str, body: str, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    example("coupang-kc-certification")
    data = rendered(body, monkeypatch)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                del annotation["/Contents"]
        out = io.BytesIO()
        pdf.save(out)
    assert any(fault.startswith(condition) for fault in faults(out.getvalue()))
