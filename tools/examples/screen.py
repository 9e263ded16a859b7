"""Screenshots of an invented seller portal."""

import io

from PIL import Image

from tools.examples import paper


def screenshot(template: str, *, colours: int = 48, dpi: int = 120, **values: object) -> bytes:
    """The filled template as a PNG with few colours."""
    page = paper.picture(template, dpi, **values)
    few = page.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
