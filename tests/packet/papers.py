"""Reading papers back: their words, page by page, and everything else that stands in them."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pikepdf
from pypdf import PdfReader

from generator.case.listings import has_many

ROOT = Path(__file__).parents[2]
_ALL = sorted((ROOT / "case_templates/examples").glob("*/case.yml"))
EXAMPLES = {path.parent.name: path for path in _ALL if not has_many(path)}
SHOWN = (
    "amazon-identity-verification", "amazon-inauthentic", "amazon-ip-copyright", "amazon-listing-quality",
    "amazon-order-defect-rate", "amazon-order-defect-rate-claim", "coupang-counterfeit", "coupang-court-order", "coupang-distribution-documents",
    "coupang-kc-certification", "coupang-late-shipment", "joom-identity-verification", "joom-ip-trademark",
    "joom-store-suspended-generic",
)  # fmt: skip
"""Examples that every test of packets looks at: each letter of each platform in each of its languages, binders, printed tables,
later rounds, papers left out. `test_every_example.py` looks at all."""

MANY = next(path for path in _ALL if has_many(path))
"""The example about many products: one file, several packets."""


def bare(text: str) -> str:
    """Return a text without its white space: where lines break is no part of what is said."""
    return "".join(text.split())


@cache
def pages(data: bytes) -> tuple[str, ...]:
    """Return the words of each page of a PDF. Many tests read the same papers."""
    return tuple(bare(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages)


def pdf_words(data: bytes) -> str:
    return "".join(pages(data))


def docx_words(data: bytes) -> str:
    """Return the words of a Word document, tables included, in the order of its body."""
    body = docx.Document(io.BytesIO(data)).element.body
    return bare("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


def words(name: str, data: bytes) -> str:
    """Return the words of one file of a packet; a picture has none."""
    if name.endswith(".pdf"):
        return pdf_words(data)
    if name.endswith(".docx"):
        return docx_words(data)
    if name.endswith(".ics"):  # its long lines are folded
        return bare(data.replace(b"\r\n ", b"").decode())
    return "" if name.endswith((".jpg", ".png", ".zip")) else bare(data.decode())


def insides(name: str, data: bytes) -> Iterator[bytes]:
    """Yield a file's bytes and whatever is packed in it, unpacked."""
    yield data
    if name.endswith((".zip", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from insides(inner, archive.read(inner))
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_raw_bytes()
                    if thing.get("/Filter") not in ("/DCTDecode", "/JPXDecode"):
                        yield thing.read_bytes()
                elif isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
                    yield thing.unparse()


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
