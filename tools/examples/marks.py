"""What people put on paper by hand or with a stamp: seals, signatures, ticks, bar codes. All are SVG."""

import math
from random import Random

from markupsafe import Markup

RED = "#c4202c"
INK = "#1f2f6b"


def _svg(width: float, height: float, view: str, inner: str, *, stretch: bool = False) -> Markup:
    keep = ' preserveAspectRatio="none"' if stretch else ""
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="mark" width="{width}" height="{height}" '
        f'viewBox="{view}"{keep}>{inner}</svg>'
    )


def seal(
    around: str, across: str = "", size: int = 120, tilt: float = -8, colour: str = RED, *, ring: bool = False
) -> Markup:
    """A round company seal: one text along the rim, a star, and a short text across.

    With `ring` it is a chop as in Hong Kong: the text goes all the way round, between two circles.
    """
    parts = [f'<circle r="74" fill="none" stroke="{colour}" stroke-width="4.5"/>']
    span = 360 - 360 / len(around) if ring else min(280.0, 24.0 * len(around))
    letter = 13.0 if ring else min(19.0, 250 / len(around) + 4)
    radius_text = 58 if ring else 52
    for place, sign in enumerate(around):
        angle = -span / 2 + span * place / max(len(around) - 1, 1)
        parts.append(
            f'<text transform="rotate({angle:.2f}) translate(0 -{radius_text})" text-anchor="middle" '
            f'font-size="{letter:.1f}" font-weight="bold" fill="{colour}">{sign}</text>'
        )
    if ring:
        parts.append(f'<circle r="52" fill="none" stroke="{colour}" stroke-width="2"/>')
    else:
        parts.append(f'<polygon points="{_star(20, 7.8)}" fill="{colour}"/>')
    if across:
        parts.append(
            f'<text x="0" y="{6 if ring else 46}" text-anchor="middle" font-size="{18 if ring else 14}" '
            f'fill="{colour}">{across}</text>'
        )
    inner = f'<g transform="rotate({tilt})" opacity="0.82">{"".join(parts)}</g>'
    return _svg(size, size, "-80 -80 160 160", inner)


def _star(outer: float, inner: float) -> str:
    points = []
    for corner in range(10):
        radius, turn = (outer, inner)[corner % 2], math.pi * corner / 5
        points.append(f"{radius * math.sin(turn):.2f},{-radius * math.cos(turn):.2f}")
    return " ".join(points)


def _smooth(points: list[tuple[float, float]]) -> str:
    """A curve through the points."""
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(len(points) - 1):
        before, here = points[max(i - 1, 0)], points[i]
        there, after = points[i + 1], points[min(i + 2, len(points) - 1)]
        first = (here[0] + (there[0] - before[0]) / 5, here[1] + (there[1] - before[1]) / 5)
        second = (there[0] - (after[0] - here[0]) / 5, there[1] - (after[1] - here[1]) / 5)
        path.append(
            f"C{first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} {there[0]:.1f} {there[1]:.1f}"
        )
    return "".join(path)


def signature(seed: str, width: int = 150, height: int = 52, colour: str = INK) -> Markup:
    """Pen strokes that look like a signature and spell nothing; the same seed gives the same hand."""
    random = Random(f"signature {seed}")
    loops = random.uniform(2.6, 6.8)
    lean, swing = random.uniform(0.2, 1.1), random.uniform(4, 17)
    phase, second = random.uniform(0, 2 * math.pi), random.uniform(0.35, 0.8)
    first_tall = random.uniform(11, 20)
    body = []
    for step in range(61):
        part = step / 60
        turn = 2 * math.pi * loops * part + phase
        tall = first_tall * (1 - 0.6 * part) * (0.65 + 0.35 * math.sin(second * turn))
        up = tall * math.cos(turn)
        body.append((22 + 108 * part + swing * math.sin(turn) + lean * up * 0.7, 36 - up))
    start = (body[0][0] - random.uniform(2, 8), 36 + random.uniform(6, 14))
    capital = [start]
    for step in range(random.randint(2, 5)):
        high = step % 2 == 0
        capital.append(
            (start[0] + random.uniform(-4, 26), random.uniform(1, 12) if high else random.uniform(40, 54))
        )
    capital.append(body[0])
    end = body[-1]
    tail = [end, (end[0] + 16, 30 - random.uniform(0, 8)), (end[0] + 26, 34.0)]
    under = [
        (140 + random.uniform(0, 12), 47.0),
        (80.0, 53 + random.uniform(-2, 3)),
        (34 + random.uniform(-8, 12), 57.0),
    ]
    strokes = [(capital, 2.3), (body, 1.6), (tail, 1.3)]
    if random.random() < 0.6:
        strokes.append((under, 1.5))
    inner = "".join(
        f'<path d="{_smooth(points)}" fill="none" stroke="{colour}" stroke-width="{pen}" '
        'stroke-linecap="round"/>'
        for points, pen in strokes
    )
    return _svg(width, height, "0 0 176 62", inner)


def scrawl(text: str, size: int = 18, colour: str = INK, seed: str = "") -> Markup:
    """A few letters or numbers written by hand: each stands and leans a little in its own way."""
    random = Random(f"scrawl {text} {seed}")
    parts, x = [], 4.0
    for sign in text:
        advance = size * (
            1.0 if ord(sign) >= 0x2E80 else 0.34 if sign in ":." else 0.85 if sign in "NWM" else 0.58
        )
        low = size * 1.1 + random.uniform(-1.6, 1.6)
        lean = random.uniform(-9, 4)
        tall = size * random.uniform(0.92, 1.08)
        parts.append(
            f'<text transform="translate({x:.1f} {low:.1f}) rotate({lean:.1f}) skewX(-10)" '
            f'font-size="{tall:.1f}" fill="{colour}">{sign}</text>'
        )
        x += advance * random.uniform(0.9, 1.0)
    return _svg(x + 6, size * 1.5, f"0 0 {x + 6:.0f} {size * 1.5:.0f}", "".join(parts))


def tick(seed: str, size: int = 15, colour: str = INK) -> Markup:
    """A tick made with a pen."""
    random = Random(f"tick {seed}")
    low = (random.uniform(5, 8), random.uniform(15, 18))
    points = [
        (random.uniform(0, 3), random.uniform(8, 11)),
        low,
        (random.uniform(15, 21), random.uniform(0, 4)),
    ]
    inner = (
        f'<path d="{_smooth(points)}" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"/>'
    )
    return _svg(size, size, "0 0 22 20", inner)


def barcode(text: str, width: int = 220, height: int = 46) -> Markup:
    """Bars of many widths, which no reader understands."""
    random = Random(f"barcode {text}")
    bars, x = [], 0.0
    while x < 200:
        bar = random.choice((1, 1, 1, 2, 2, 3))
        bars.append(f'<rect x="{x:.0f}" y="0" width="{bar}" height="40"/>')
        x += bar + random.choice((1, 1, 2, 3))
    return _svg(width, height, f"0 0 {x:.0f} 40", "".join(bars), stretch=True)


def dot_code(text: str, size: int = 70) -> Markup:
    """A square of dots that looks like a two-dimensional code and holds nothing."""
    random = Random(f"dots {text}")
    cells = 25
    eyes = ((0, 0), (cells - 7, 0), (0, cells - 7))
    parts = []
    for y in range(cells):
        for x in range(cells):
            near_eye = any(ex - 1 <= x <= ex + 7 and ey - 1 <= y <= ey + 7 for ex, ey in eyes)
            if not near_eye and random.random() < 0.48:
                parts.append(f'<rect x="{x}" y="{y}" width="1" height="1"/>')
    for x, y in eyes:
        parts.append(
            f'<rect x="{x + 0.5}" y="{y + 0.5}" width="6" height="6" fill="none" stroke="#000"/>'
            f'<rect x="{x + 2}" y="{y + 2}" width="3" height="3"/>'
        )
    return _svg(size, size, f"-1 -1 {cells + 2} {cells + 2}", "".join(parts))
