"""Papers as an office scanner gives them: pictures of pages in a PDF, a little crooked, without any text."""

import io
from collections.abc import Sequence
from random import Random

import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tools.examples import paper


def scanned_pdf(
    template: str,
    *,
    seed: str,
    turns: Sequence[float],
    dpi: int = 110,
    quality: int = 38,
    colour: bool = True,
    **values: object,
) -> bytes:
    """The filled template, printed and scanned again; `turns`: by how many degrees each page lies askew."""
    pages = paper.pictures(paper.text_pdf(template, **values), dpi * 2)
    jpegs = []
    for number, (page, turn) in enumerate(zip(pages, turns, strict=True), start=1):
        half = page.resize((page.width // 2, page.height // 2), Image.Resampling.LANCZOS)
        jpegs.append(_jpeg(aged(half, Random(f"{seed} {number}"), turn, colour), quality))
    return _pdf_of(jpegs, dpi)


def texture(size: tuple[int, int], grain: int, strength: int, random: Random) -> Image.Image:
    """Soft unevenness around the middle grey 128: the cloudiness of paper, card or light."""
    small = (size[0] // grain + 2, size[1] // grain + 2)
    noise = Image.frombytes("L", small, random.randbytes(small[0] * small[1]))
    noise = noise.point(lambda value: 128 + (value - 128) * strength // 128)
    return noise.resize(size, Image.Resampling.BICUBIC)


def aged(page: Image.Image, random: Random, turn: float, colour: bool = True) -> Image.Image:
    """The page as a scanner sees it: `turn` degrees askew, with dust, and the shadow of the lid."""
    # Toner is never black and paper never white.
    page = page.point(lambda value: 30 + value * 222 // 255)
    tint = Image.new("RGB", page.size, (255, 252, 245) if colour else (252, 252, 252))
    page = ImageChops.multiply(page, tint)
    page = page.rotate(
        turn,
        Image.Resampling.BICUBIC,
        translate=(random.randint(-4, 4), random.randint(-5, 5)),
        fillcolor=(238, 237, 233),
    )
    page = page.filter(ImageFilter.GaussianBlur(0.45))
    grain = texture(page.size, 4, 4, random).convert("RGB")
    page = ImageChops.add(page, grain, scale=1, offset=-128)
    draw = ImageDraw.Draw(page)
    for _ in range(random.randint(6, 14)):
        x, y, size = random.randrange(page.width), random.randrange(page.height), random.choice((1, 1, 2))
        draw.ellipse((x, y, x + size, y + size), fill=(150, 148, 142))
    page = ImageChops.multiply(page, _edge_shadow(page.size, random).convert("RGB"))
    return page if colour else page.convert("L")


def _edge_shadow(size: tuple[int, int], random: Random) -> Image.Image:
    """The grey rim where the lid of the scanner does not close."""
    shade = Image.new("L", size, 255)
    draw = ImageDraw.Draw(shade)
    left, bottom = random.randint(3, 9), random.randint(2, 7)
    draw.rectangle((0, 0, left, size[1]), fill=205)
    draw.rectangle((0, size[1] - bottom, size[0], size[1]), fill=222)
    return shade.filter(ImageFilter.GaussianBlur(6))


def _jpeg(page: Image.Image, quality: int) -> tuple[bytes, tuple[int, int], str]:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality, optimize=True, subsampling=2)
    return out.getvalue(), page.size, page.mode


def _pdf_of(jpegs: list[tuple[bytes, tuple[int, int], str]], dpi: int) -> bytes:
    pdf = pikepdf.Pdf.new()
    for data, (width, height), mode in jpegs:
        points = (width * 72 / dpi, height * 72 / dpi)
        page = pdf.add_blank_page(page_size=points)
        picture = pikepdf.Stream(pdf, data)
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        # Without a name of ours the resource gets one by chance, and the bytes differ each time.
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.Scan)
        page.Contents = pdf.make_stream(b"q %.2f 0 0 %.2f 0 0 cm /Scan Do Q" % points)
    pdf.docinfo["/Producer"] = "EXAMPLE SCANNER"
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
