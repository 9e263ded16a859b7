"""Files of a case: found only inside its folder, opened with care, described without being changed."""

import csv
import hashlib
import io
import logging
import re
import warnings
import zipfile
from pathlib import Path, PurePosixPath

import pikepdf
from PIL import Image, ImageFile, UnidentifiedImageError

from generator.case.model import Media
from generator.case.pdf_text import page_texts
from generator.errors import Place, Problem
from generator.source.read import guess_encoding

MAX_MB = 60
MAX_UNPACKED_MB = 200
MAX_MEGAPIXELS = 120
MAX_ROWS = 20_000
MAX_TEXT_KB = 200
_GPS_TAG = 0x8825

Image.MAX_IMAGE_PIXELS = MAX_MEGAPIXELS * 1_000_000


def find(folder: Path, file: str, place: Place) -> Path | Problem:
    """Return the path of a file named in a case, or why it is refused. It can't lead out of the folder, links included."""
    if "\\" in file or re.match(r"[A-Za-z]:", file) or not file.strip() or "\0" in file:
        return Problem.of("path-form", place, file=file)
    steps = PurePosixPath(file)
    if steps.is_absolute() or ".." in steps.parts:
        return Problem.of("path-outside", place, file=file)
    path = folder
    try:
        for step in steps.parts:
            path = path / step
            if path.is_symlink():
                return Problem.of("file-link", place, file=file)
        if not path.is_file():
            return Problem.of("file-missing", place, file=file)
        # A folder that is a link on the way is caught above; this holds for what a system hides (junctions, mounts).
        if not path.resolve().is_relative_to(folder.resolve()):
            return Problem.of("path-outside", place, file=file)
    except (OSError, ValueError):  # a name the file system can't have, or a folder that can't be entered
        return Problem.of("file-missing", place, file=file)
    return path


def read(path: Path, file: str, place: Place) -> bytes | Problem:
    """Return the bytes of a file that `find` gave, or why it can't be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        return Problem.of("file-unreadable", place, file=file, reason=error.strerror or "?")


def read_text(folder: Path, file: str, place: Place) -> str | Problem:
    """Return a text file of the case (a notice, a letter, a reply), or why it can't be used."""
    path = find(folder, file, place)
    raw = path if isinstance(path, Problem) else read(path, file, place)
    if isinstance(raw, Problem):
        return raw
    if len(raw) > MAX_TEXT_KB * 1024:
        size = -(-len(raw) // 1024)
        return Problem.of("too-large", beside(place, file), size=size, limit=MAX_TEXT_KB)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem.of("not-utf8", beside(place, file), encoding=guess_encoding(raw))


def beside(place: Place, file: str) -> Place:
    """Return the place of a file of the case as a whole, named from where the case file is."""
    return Place((PurePosixPath(place.path).parent / file).as_posix())


def describe(path: Path, file: str, place: Place) -> Media | Problem:
    """Return what a file is, or why it can't be used. The whole file is read: a damaged page must not show up later."""
    size = path.stat().st_size
    if size == 0:
        return Problem.of("file-empty", place, file=file)
    if size > MAX_MB * 1_000_000:
        return Problem.of("file-too-large", place, file=file, size=size // 1_000_000, limit=MAX_MB)
    raw = read(path, file, place)
    if isinstance(raw, Problem):
        return raw
    suffix = path.suffix.lower().lstrip(".")
    found = _sniff(raw)
    wanted = {"jpeg": "jpg", "xlsx": "zip", "docx": "zip", "pptx": "zip"}.get(suffix, suffix)
    if wanted in ("pdf", "jpg", "png", "zip", "csv") and found not in (
        wanted,
        "text" if wanted == "csv" else wanted,
    ):
        return Problem.of("file-kind", place, file=file, found=found)
    match wanted:
        case "pdf":
            return _pdf(raw, file, place)
        case "jpg" | "png":
            return _image(raw, wanted, file, place)
        case "csv":
            return _table(raw, file, place)
        case "zip":
            return _unpacked(raw, file, place)
    return Problem.of("file-unsupported", place, file=file, wanted="PDF, JPG, PNG")


def _media(raw: bytes, kind: str, format_: str, pages: int, **more: object) -> Media:
    return Media(kind, format_, len(raw), hashlib.sha256(raw).hexdigest(), pages, **more)  # type: ignore[arg-type]


def _sniff(raw: bytes) -> str:
    """Name the kind of content by its first bytes."""
    for name, start in (
        ("jpg", b"\xff\xd8\xff"),
        ("png", b"\x89PNG\r\n"),
        ("zip", b"PK\x03\x04"),
        ("zip", b"PK\x05\x06"),
    ):
        if raw.startswith(start):
            return name
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    return "text" if b"\0" not in raw[:4096] else "binary"


class _Listener(logging.Handler):
    """Keeps what the PDF library logs instead of letting it out."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())

    def __enter__(self) -> list[str]:
        logger = logging.getLogger("pikepdf")
        logger.addHandler(self)
        logger.propagate = False
        return self.heard

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("pikepdf")
        logger.removeHandler(self)
        logger.propagate = True


_MENDED = ("damaged", "reconstruct", "ignoring")


def _pdf(raw: bytes, file: str, place: Place) -> Media | Problem:
    try:
        with _Listener() as heard, pikepdf.open(io.BytesIO(raw)) as pdf:
            pages = len(pdf.pages)
            heard.extend(map(str, pdf.get_warnings()))
        # qpdf mends what it can and says so; a mended file may have lost pages, so it is not filed.
        if any(word in message for message in heard for word in _MENDED):
            return Problem.of("pdf-damaged", place, file=file)
    except pikepdf.PasswordError:
        return Problem.of("pdf-locked", place, file=file)
    except (pikepdf.PdfError, RuntimeError):  # a page tree that contradicts itself is a RuntimeError
        return Problem.of("pdf-damaged", place, file=file)
    return (
        _media(raw, "pdf", "pdf", pages, text=page_texts(raw))
        if pages
        else Problem.of("pdf-empty", place, file=file)
    )


def _image(raw: bytes, format_: str, file: str, place: Place) -> Media | Problem:
    # img2pdf, where it is loaded, lets Pillow pass over missing data in the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(raw)) as image:
            megapixels = image.width * image.height // 1_000_000
            if megapixels > MAX_MEGAPIXELS:
                return Problem.of("image-too-big", place, file=file, pixels=megapixels, limit=MAX_MEGAPIXELS)
            location = _GPS_TAG in image.getexif()
            # A reduced decoding still reads every byte, which is what shows a file that was cut short.
            image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))
            image.load()
    except Image.DecompressionBombError:
        return Problem.of(
            "image-too-big", place, file=file, pixels=f">{2 * MAX_MEGAPIXELS}", limit=MAX_MEGAPIXELS
        )
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return Problem.of("image-damaged", place, file=file)
    return _media(raw, "image", format_, 1, location=location)


def _table(raw: bytes, file: str, place: Place) -> Media | Problem:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem.of("not-utf8", beside(place, file), encoding=guess_encoding(raw))
    try:
        written = [
            tuple(cell.strip() for cell in row)
            for row in csv.reader(io.StringIO(text, newline=""), strict=True)
        ]
    except csv.Error as error:
        return Problem.of("csv-form", place, file=file, reason=str(error))
    rows = tuple(row for row in written if any(row))
    if len(rows) < 2 or len(rows) > MAX_ROWS:
        return Problem.of("csv-rows", place, file=file, rows=len(rows), limit=MAX_ROWS)
    # Blank rows count as a spreadsheet counts them, so that the number leads to the row.
    for number, row in enumerate(written, 1):
        if any(row) and len(row) != len(rows[0]):
            return Problem.of(
                "csv-uneven", place, file=file, row=number, cells=len(row), heading=len(rows[0])
            )
    return _media(raw, "table", "csv", 1, rows=rows)


def _unpacked(raw: bytes, file: str, place: Place) -> Problem:
    """Say why an archive or office file is not filed; one that would swell is named as such."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return Problem.of("file-kind", place, file=file, found="archive")
    if unpacked > MAX_UNPACKED_MB * 1_000_000:
        return Problem.of("zip-bomb", place, file=file, limit=MAX_UNPACKED_MB)
    return Problem.of("file-unsupported", place, file=file, wanted="PDF")
