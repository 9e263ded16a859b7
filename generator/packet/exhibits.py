"""Copies of exhibits as they are filed: pictures without camera data, tables as pages without buyers' data."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.packet.plan import ExhibitPlan
from generator.packet.render.pdf import Pdf, render_pdf
from generator.rules.evidence import private_columns

RUNGS = ((2000, 85), (1600, 75), (1200, 65), (1000, 55))
"""The ladder on which pictures get smaller: pixels of the longer side and JPEG quality.

The first is what is filed where nothing limits it: 170 dots an inch on A4. Phone photos have twice that, which JPEG halves
cheaply. The last has 85 dots an inch, at which print of 8 points can still be read; below it a picture proves nothing.
"""


@dataclass(frozen=True)
class FiledCopy:
    """One exhibit as filed: file name with ending, bytes, kind of content, number of pages, and a picture's rung of RUNGS."""

    plan: ExhibitPlan
    name: str
    data: bytes
    format: str
    pages: int
    rung: int = 0


def filed_copy(plan: ExhibitPlan, case: Case, knowledge: Knowledge, draft: str, rung: int = 0) -> FiledCopy:
    """Return the copy of an exhibit that goes to the platform, a picture as on a rung of RUNGS. The original is only read.

    A draft's copies bear it in their names: pages that came from elsewhere are not written upon.
    """
    media = plan.exhibit.media
    file = f"DRAFT_{plan.file}" if draft else plan.file
    if media.kind == "table":
        pdf = _table(plan, case, knowledge, draft)
        return FiledCopy(plan, f"{file}.pdf", pdf.data, "pdf", pdf.pages)
    raw = plan.exhibit.path.read_bytes()
    if media.kind == "image":
        data = _picture(raw, media.format, *RUNGS[rung])
        return FiledCopy(plan, f"{file}.{media.format}", data, media.format, 1, rung)
    return FiledCopy(plan, f"{file}.{media.format}", raw, media.format, media.pages)


def left_out(plan: ExhibitPlan, case: Case, knowledge: Knowledge, draft: str) -> FiledCopy:
    """Return a page that stands for an exhibit in a redacted packet; the file itself is not even read."""
    pages = plan.exhibit.media.pages
    key = "redact_page" if pages == 1 else "redact_pages"
    pdf = render_pdf(
        "left-out.html", case.language, name=plan.file, title=f"{plan.label} – {plan.title.filed}",
        text=knowledge.word(key, case.language, pages=pages), draft=draft, paper_language=case.language,
    )  # fmt: skip
    return FiledCopy(plan, f"{plan.file}.pdf", pdf.data, "pdf", pdf.pages)


def _picture(raw: bytes, format_: str, long_side: int, quality: int) -> bytes:
    """Return a picture upright, at most `long_side` long, with its pixels and nothing else: no place, camera or author."""
    with Image.open(io.BytesIO(raw)) as opened:
        scale = long_side / max(opened.size)
        # The JPEG decoder skips the detail that would be thrown away.
        opened.draft("RGB", (int(opened.width * scale), int(opened.height * scale)))
        opened.thumbnail((long_side, long_side), Image.Resampling.BICUBIC, reducing_gap=2.0)
        image = ImageOps.exif_transpose(opened)
        out = io.BytesIO()
        if format_ == "jpg":
            clean = image.convert("RGB")
            clean.info.clear()
            clean.save(out, "JPEG", quality=quality, optimize=True)
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
        "table.html", case.language, name=plan.file, form=case.channel.pdf_form, title=f"{plan.label} – {plan.title.filed}",
        heading=[heading[i] for i in kept], rows=[[row[i] for i in kept] for row in shown], total=len(rows),
        left_out=[heading[i] for i in hidden], draft=draft, paper_language=case.language,
        words=lambda key, **values: knowledge.word(key, case.language, **values),
    )  # fmt: skip
