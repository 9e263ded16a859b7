"""Photos as a phone takes them: drawn things under one lamp, and all that a phone writes into the file."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from PIL.TiffImagePlugin import IFDRational

from tools.examples.scan import texture

Point = tuple[float, float]
Space = tuple[float, float, float]

# The clock of a phone in China.
CHINA = timezone(timedelta(hours=8))

# Nobody lives there: a place in the open East China Sea, which a packet must not give away all the same.
SEA = ((30.0, 0.0, 0.0), (124.0, 0.0, 0.0))


@dataclass
class Camera:
    """Where the camera stands and what it looks at; x goes right, y away from us, z up, in centimetres."""

    eye: Space
    at: Space
    zoom: float
    size: tuple[int, int]

    def sees(self, point: Space) -> Point:
        """The place of a point in the picture."""
        ahead = _unit(_minus(self.at, self.eye))
        right = _unit(_cross(ahead, (0.0, 0.0, 1.0)))
        up = _cross(right, ahead)
        way = _minus(point, self.eye)
        depth = max(_dot(way, ahead), 0.01)
        scale = self.zoom * self.size[0] / depth
        return (self.size[0] / 2 + scale * _dot(way, right), self.size[1] / 2 - scale * _dot(way, up))


@dataclass
class Scene:
    """A picture that grows from the back to the front."""

    camera: Camera
    seed: str
    canvas: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.canvas = Image.new("RGB", self.camera.size, (96, 96, 96))
        self.random = Random(f"scene {self.seed}")

    def backdrop(self, wall: tuple[int, int, int], floor: tuple[int, int, int], far: float) -> None:
        """A wall that stands on a floor or table, `far` behind the middle."""
        width, height = self.camera.size
        edge = int(self.camera.sees((0.0, far, 0.0))[1])
        draw = ImageDraw.Draw(self.canvas)
        draw.rectangle((0, 0, width, max(edge, 0)), fill=wall)
        draw.rectangle((0, edge, width, height), fill=floor)
        self.canvas = self.canvas.filter(ImageFilter.GaussianBlur(5))
        self.canvas = ImageChops.add(
            self.canvas, texture(self.camera.size, 700, 9, self.random).convert("RGB"), 1, -128
        )

    def shadow(self, corners: Sequence[Space], soft: float = 40, dark: float = 0.5) -> None:
        """The shadow of something that stands on these corners."""
        small = (self.camera.size[0] // 4, self.camera.size[1] // 4)
        mask = Image.new("L", small, 255)
        spots = [(x / 4, y / 4) for x, y in map(self.camera.sees, corners)]
        ImageDraw.Draw(mask).polygon(spots, fill=int(255 * (1 - dark)))
        mask = mask.filter(ImageFilter.GaussianBlur(soft / 4)).resize(
            self.camera.size, Image.Resampling.BICUBIC
        )
        self.canvas = ImageChops.multiply(self.canvas, mask.convert("RGB"))

    def face(self, picture: Image.Image, corners: Sequence[Space], light: float = 1.0) -> None:
        """A flat picture in space, its corners from the top left clockwise; its alpha is kept."""
        quad = [self.camera.sees(corner) for corner in corners]
        left, top = (math.floor(min(p[i] for p in quad)) - 2 for i in (0, 1))
        right, bottom = (math.ceil(max(p[i] for p in quad)) + 2 for i in (0, 1))
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right, self.camera.size[0]), min(bottom, self.camera.size[1])
        if right <= left or bottom <= top:
            return
        wide = max(math.dist(quad[0], quad[1]), math.dist(quad[3], quad[2]))
        high = max(math.dist(quad[0], quad[3]), math.dist(quad[1], quad[2]))
        picture = picture.resize((max(int(wide), 2), max(int(high), 2)), Image.Resampling.LANCZOS)
        if light != 1.0:
            lit = picture.convert("RGB").point(lambda value: min(int(value * light), 255))
            if picture.mode == "RGBA":
                lit.putalpha(picture.getchannel("A"))
            picture = lit
        here = [(x - left, y - top) for x, y in quad]
        box = (right - left, bottom - top)
        placed = picture.transform(
            box, Image.Transform.PERSPECTIVE, _perspective(here, picture.size), Image.Resampling.BICUBIC
        )
        mask = Image.new("L", (box[0] * 2, box[1] * 2), 0)
        ImageDraw.Draw(mask).polygon([(x * 2, y * 2) for x, y in here], fill=255)
        mask = mask.resize(box, Image.Resampling.BOX)
        if placed.mode == "RGBA":
            mask = ImageChops.multiply(mask, placed.getchannel("A"))
        self.canvas.paste(placed.convert("RGB"), (left, top), mask)

    def box(
        self,
        corner: Space,
        size: Space,
        front: Image.Image,
        side: Image.Image,
        top: Image.Image,
        turn: float = 0.0,
        cast: bool = True,
    ) -> None:
        """A box, placed by its near left lower corner and turned around it."""
        wide, deep, high = size
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

        def at(x: float, y: float, z: float) -> Space:
            return (corner[0] + x * cos - y * sin, corner[1] + x * sin + y * cos, corner[2] + z)

        if cast:
            spread = 0.12 * high
            self.shadow(
                [
                    at(-spread, -spread * 0.5, 0),
                    at(wide + spread * 2.4, -spread * 0.5, 0),
                    at(wide + spread * 2.4, deep, 0),
                    at(-spread, deep, 0),
                ]
            )
        self.face(
            top, [at(0, deep, high), at(wide, deep, high), at(wide, 0, high), at(0, 0, high)], light=1.06
        )
        lower_right, lower_left = at(wide, 0, 0), at(0, 0, 0)
        if _outside(self.camera.eye, lower_right, at(wide, deep, 0)):
            self.face(
                side, [at(wide, 0, high), at(wide, deep, high), at(wide, deep, 0), lower_right], light=0.72
            )
        if _outside(self.camera.eye, at(0, deep, 0), lower_left):
            self.face(side, [at(0, deep, high), at(0, 0, high), lower_left, at(0, deep, 0)], light=0.8)
        self.face(front, [at(0, 0, high), at(wide, 0, high), lower_right, lower_left], light=0.93)

    def finished(self, sharp: float = 0.8, lamp: Point = (0.4, 0.3)) -> Image.Image:
        """The picture with the fall of light, the small blur and the unevenness of a phone camera."""
        width, height = self.camera.size
        glow = Image.new("L", (64, 64))
        for y in range(64):
            for x in range(64):
                away = math.hypot((x / 63 - lamp[0]) * width / height, y / 63 - lamp[1])
                glow.putpixel((x, y), int(255 - 82 * min(away, 1.1) ** 1.5))
        light = glow.resize(self.camera.size, Image.Resampling.BICUBIC)
        picture = ImageChops.multiply(self.canvas, light.convert("RGB"))
        picture = picture.filter(ImageFilter.GaussianBlur(sharp))
        grain = texture(self.camera.size, 3, 4, self.random).convert("RGB")
        return ImageChops.add(picture, grain, 1, -128)


# EXIF orientation -> how the upright picture was turned before it was stored.
TURNED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}


def phone_jpeg(picture: Image.Image, when: datetime, *, orientation: int = 6, quality: int = 60) -> bytes:
    """The upright picture as a phone stores it: turned as the phone was held, with time, make and place."""
    lying = picture.transpose(TURNED[orientation])
    stamp = when.strftime("%Y:%m:%d %H:%M:%S")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "EXAMPLE PHONE"
    exif[0x0110] = "EXAMPLE PHONE"
    exif[0x0132] = stamp
    taken = exif.get_ifd(0x8769)
    taken[0x9003] = stamp
    taken[0x9011] = when.isoformat()[-6:]  # the offset from UTC
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", _degrees(SEA[0])
    place[3], place[4] = "E", _degrees(SEA[1])
    out = io.BytesIO()
    lying.save(out, "JPEG", quality=quality, optimize=True, subsampling=2, exif=exif)
    return out.getvalue()


def card(
    size: tuple[int, int], colour: tuple[int, int, int] = (190, 150, 104), tape: bool = False
) -> Image.Image:
    """A side of a carton, with or without packing tape along its middle."""
    picture = Image.new("RGB", size, colour)
    grain = texture(size, 220, 7, Random(f"card {size} {colour}")).convert("RGB")
    picture = ImageChops.add(picture, grain, 1, -128)
    if tape:
        middle, half = size[1] // 2, size[1] // 11
        strip = Image.new("RGB", (size[0], half * 2), (206, 180, 138))
        picture.paste(
            Image.blend(picture.crop((0, middle - half, size[0], middle + half)), strip, 0.75),
            (0, middle - half),
        )
        ImageDraw.Draw(picture).line((0, middle, size[0], middle), fill=(150, 112, 72), width=3)
    edge = ImageDraw.Draw(picture)
    edge.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=_darker(colour), width=4)
    return picture


def rounded(picture: Image.Image, radius: int) -> Image.Image:
    """The picture with round corners, see-through outside of them."""
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((4, 4, picture.width - 5, picture.height - 5), radius, fill=255)
    result = picture.convert("RGBA")
    result.putalpha(mask.filter(ImageFilter.GaussianBlur(2)))
    return result


def with_label(
    base: Image.Image, label: Image.Image, at: Point, width: float, turn: float = 0.0
) -> Image.Image:
    """The base with a label stuck on: place and width as parts of the base's width and height."""
    scale = base.width * width / label.width
    label = label.resize((int(label.width * scale), int(label.height * scale)), Image.Resampling.LANCZOS)
    stuck = label.convert("RGBA").rotate(turn, Image.Resampling.BICUBIC, expand=True)
    result = base.copy()
    result.paste(stuck, (int(at[0] * base.width), int(at[1] * base.height)), stuck)
    return result


def _darker(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = colour
    return (red * 4 // 5, green * 4 // 5, blue * 4 // 5)


def _degrees(parts: Space) -> tuple[IFDRational, IFDRational, IFDRational]:
    first, second, third = (IFDRational(int(part * 100), 100) for part in parts)
    return first, second, third


def _minus(a: Space, b: Space) -> Space:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def _dot(a: Space, b: Space) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: Space, b: Space) -> Space:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _unit(a: Space) -> Space:
    length = math.sqrt(_dot(a, a))
    return (a[0] / length, a[1] / length, a[2] / length)


def _outside(eye: Space, start: Space, end: Space) -> bool:
    """Whether the eye is on the right hand of the way from start to end, seen from above."""
    along = (end[0] - start[0], end[1] - start[1])
    return along[0] * (eye[1] - start[1]) - along[1] * (eye[0] - start[0]) < 0


def _perspective(quad: Sequence[Point], size: tuple[int, int]) -> list[float]:
    """The eight numbers with which Pillow finds, for a place in the quad, the place in the flat picture."""
    wide, high = size
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(quad, ((0, 0), (wide, 0), (wide, high), (0, high)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(8):
            if row != column and rows[row][column]:
                times = rows[row][column]
                rows[row] = [a - times * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]
