"""Documents from HTML templates: the PDF of one, and pictures of its pages.

This is the only module here that knows Jinja2, WeasyPrint and poppler.
"""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from PIL import Image

from generator.packet.render.fonts import FAMILIES, missing_characters, use_private_fonts
from tools.examples import marks

use_private_fonts()  # before weasyprint: afterwards it would keep the fonts of the machine
import weasyprint  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

TEMPLATES = Path(__file__).parent / "templates"

# Fonts inside a PDF carry the time of their making; this one is as good as any, and stays.
FIXED_TIME = "1764547200"


class MissingToolError(Exception):
    """Poppler's pdftoppm is not on this computer."""


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        seal=marks.seal,
        signature=marks.signature,
        tick=marks.tick,
        barcode=marks.barcode,
        dot_code=marks.dot_code,
        scrawl=marks.scrawl,
        families=FAMILIES,
    )
    return environment


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


def text_pdf(template: str, **values: Any) -> bytes:
    """The PDF, with text in it, of a template filled with the values."""
    os.environ["SOURCE_DATE_EPOCH"] = FIXED_TIME
    html = _environment().get_template(template).render(**values)
    if unknown := missing_characters(html):
        raise ValueError(f"{template}: our fonts have no {unknown[0][0]!r}")
    pdf: bytes = weasyprint.HTML(string=html).write_pdf(font_config=_fonts())
    return pdf


def pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Each page of the PDF as an RGB picture."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise MissingToolError("pdftoppm is missing: install poppler (Debian: apt-get install poppler-utils)")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.pdf")
        source.write_bytes(pdf)
        subprocess.run([program, "-r", str(dpi), str(source), str(Path(folder, "page"))], check=True)
        pages = []
        for path in sorted(Path(folder).glob("page-*.ppm")):
            with Image.open(path) as page:
                pages.append(page.convert("RGB"))
        return pages


def picture(template: str, dpi: int = 96, **values: Any) -> Image.Image:
    """The first page of a filled template as a picture: a label, a screen, the side of a box."""
    return pictures(text_pdf(template, **values), dpi)[0]
