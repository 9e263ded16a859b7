"""Copies of exhibits as they are filed: pictures without camera data, tables as pages without buyers' data."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.packet.plan import ExhibitPlan
from generator.packet.render.pdf import Pdf, render_pdf
from generator.rules.evidence import private_columns

LONG_SIDE = 2000
"""Pixels of a filed photo's longer side: 170 dots an inch on A4. Phone photos have twice that, which JPEG halves cheaply."""

JPEG_QUALITY = 85


@dataclass(frozen=True)
class FiledCopy:
    """One exhibit as filed: file name with ending, bytes, kind of content and number of pages."""

    plan: ExhibitPlan
    name: str
    data: bytes
    format: str
    pages: int


def filed_copy(plan: ExhibitPlan, case: Case, knowledge: Knowledge, draft: str) -> FiledCopy:
    """Return the copy of an exhibit that goes to the platform. The original is only read.

    A draft's copies bear it in their names: pages that came from elsewhere are not written upon.
    """
    media = plan.exhibit.media
    file = f"DRAFT_{plan.file}" if draft else plan.file
    if media.kind == "table":
        pdf = _table(plan, case, knowledge, draft)
        return FiledCopy(plan, f"{file}.pdf", pdf.data, "pdf", pdf.pages)
    raw = plan.exhibit.path.read_bytes()
    data = _picture(raw, media.format) if media.kind == "image" else raw
    return FiledCopy(plan, f"{file}.{media.format}", data, media.format, media.pages)


def left_out(plan: ExhibitPlan, case: Case, knowledge: Knowledge, draft: str) -> FiledCopy:
    """Return a page that stands for an exhibit in a redacted packet; the file itself is not even read."""
    pages = plan.exhibit.media.pages
    key = "redact_page" if pages == 1 else "redact_pages"
    pdf = render_pdf(
        "left-out.html", case.language, name=plan.file, title=f"{plan.label} – {plan.title.filed}",
        text=knowledge.word(key, case.language, pages=pages), draft=draft, paper_language=case.language,
    )  # fmt: skip
    return FiledCopy(plan, f"{plan.file}.pdf", pdf.data, "pdf", pdf.pages)


def _picture(raw: bytes, format_: str) -> bytes:
    """Return a picture upright, at most LONG_SIDE long, with its pixels and nothing else: no place, camera or author."""
    with Image.open(io.BytesIO(raw)) as opened:
        scale = LONG_SIDE / max(opened.size)
        # The JPEG decoder skips the detail that would be thrown away.
        opened.draft("RGB", (int(opened.width * scale), int(opened.height * scale)))
        opened.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
        image = ImageOps.exif_transpose(opened)
        out = io.BytesIO()
        if format_ == "jpg":
            clean = image.convert("RGB")
            clean.info.clear()
            clean.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
        else:
            clean = _on_white(image) if image.has_transparency_data else image
            clean.info.clear()
            clean.save(out, "PNG", optimize=False)
        return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture as a viewer shows it on paper; some viewers draw what is transparent in black."""
    shown = image.convert("RGBA")
    paper = Image.new("RGB", shown.size, "white")
    paper.paste(shown, mask=shown)
    return paper


def _table(plan: ExhibitPlan, case: Case, knowledge: Knowledge, draft: str) -> Pdf:
    heading, *rows = plan.exhibit.media.rows
    hidden = private_columns(heading, knowledge)
    items = {item for a in case.notice.allegations for item in a.items}
    # A reviewer looks for the orders of the notice; the rest of a long export would bury them.
    named = [row for row in rows if items.intersection(row)]
    shown = named or rows
    kept = [index for index in range(len(heading)) if index not in hidden]
    return render_pdf(
        "table.html", case.language, name=plan.file, title=f"{plan.label} – {plan.title.filed}",
        heading=[heading[i] for i in kept], rows=[[row[i] for i in kept] for row in shown], total=len(rows),
        left_out=[heading[i] for i in hidden], draft=draft, paper_language=case.language,
        words=lambda key, **values: knowledge.word(key, case.language, **values),
    )  # fmt: skip
