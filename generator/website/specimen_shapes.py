"""What the pictures of specimens are drawn on, and the marks on them: frames, stamps, signatures, cut edges."""

WIDTH = 340
LEFT, RIGHT = 20, 300
"""Where text begins and ends; the numbers of notes stand to the right of it."""

FORMS = {
    "letter": (LEFT, 36),
    "certificate": (LEFT, 40),
    "screen": (LEFT, 56),
    "photo": (LEFT, 112),
    "card": (98, 54),
}
"""The layouts: where text begins, and how low the heading's first row stands."""

MARK_HEIGHT = 50
SLOTS = (LEFT, LEFT + 94, LEFT + 188)
"""Where marks stand beside each other."""

_EDGE = "#8b9699"


def frame(form: str, height: int, cropped: bool) -> str:
    """Return the empty paper, screen, photo or card."""
    match form:
        case "screen":
            dots = "".join(f'<circle cx="{x}" cy="17" r="4" fill="#c3cbcd"/>' for x in (18, 32, 46))
            return (
                _sheet(height, cropped, "#fdfdfb", 8)
                + f'<path d="M4 12q0-8 8-8h316q8 0 8 8v18H4z" fill="#e3e8e8"/>{dots}'
                + '<rect x="64" y="10" width="260" height="14" rx="7" fill="#fff"/>'
            )
        case "photo":
            carton = (
                '<path d="M110 40l60-20 60 20-60 22z" fill="#d3b48c"/><path d="M110 40l60 22v36l-60-24z" fill="#b9966b"/>'
                '<path d="M230 40l-60 22v36l60-24z" fill="#a5835a"/>'
            )
            label = f'<rect x="10" y="88" width="320" height="{height - 106}" rx="2" fill="#fff" stroke="{_EDGE}"/>'
            return _sheet(height, cropped, "#c9d0c9", 2) + carton + label
        case "card":
            return (
                _sheet(height, cropped, "#f4f8fb", 12)
                + '<path d="M4 16q0-12 12-12h308q12 0 12 12v14H4z" fill="#c5d6e4"/>'
                + '<rect x="20" y="44" width="62" height="78" fill="#dfe8ee" stroke="#7f97ab"/>'
                + '<circle cx="51" cy="72" r="13" fill="#8fa3b3"/><path d="M27 122q2-30 24-30t24 30z" fill="#8fa3b3"/>'
            )
        case "certificate":
            inner = (
                f'<rect x="9" y="9" width="322" height="{height - 18}" fill="none" stroke="#9c8a4e" '
                'stroke-width="2"/><rect x="13" y="13" width="314" '
                f'height="{height - 26}" fill="none" stroke="#c9bb85"/>'
            )
            return _sheet(height, cropped, "#fdfcf4", 2) + ("" if cropped else inner)
        case _:
            return _sheet(height, cropped, "#fdfdfb", 2)


def _sheet(height: int, cropped: bool, ground: str, corner: int) -> str:
    if not cropped:
        return f'<rect x="4" y="4" width="332" height="{height - 8}" rx="{corner}" fill="{ground}" stroke="{_EDGE}"/>'
    teeth = "l-8.3 -8l-8.3 8" * 20
    return (
        f'<path d="M4 4h332V{height - 4}{teeth}z" fill="{ground}" stroke="{_EDGE}" stroke-dasharray="4 2"/>'
    )


def mark(name: str, x: int, y: float) -> str:
    """Return a signature, a stamp or a bar code in its slot."""
    match name:
        case "signed":
            return (
                f'<path d="M{x + 4} {y + 28:g}q7-26 11-8t-4 14q9-32 15-14t8-3q6-11 8 0t12-4q6-3 14-2" fill="none" '
                f'stroke="#1f3f8a" stroke-width="1.8" stroke-linecap="round"/>'
                f'<path d="M{x} {y + 42:g}h70" stroke="{_EDGE}"/>'
            )
        case "stamped":
            cx, cy = x + 36, y + 24
            star = f"M{cx} {cy - 9:g}l2.6 5.6 6.2.7-4.6 4.2 1.2 6.1-5.4-3.1-5.4 3.1 1.2-6.1-4.6-4.2 6.2-.7z"
            return (
                f'<circle cx="{cx}" cy="{cy:g}" r="22" fill="none" stroke="#c0392b" stroke-width="2"/>'
                f'<circle cx="{cx}" cy="{cy:g}" r="16" fill="none" stroke="#c0392b" stroke-dasharray="3 2"/>'
                f'<path d="{star}" fill="#c0392b"/>'
            )
        case _:
            bars = "".join(
                f"M{x + at} {y + 6:g}v30"
                for at in (1, 5, 7, 12, 16, 18, 24, 28, 33, 35, 41, 45, 47, 53, 57, 62, 66)
            )
            return f'<path d="{bars}" stroke="#1c2427" stroke-width="2.4"/>'


def glare(height: int) -> str:
    """Return the light that hides what lies under it."""
    return (
        f'<ellipse cx="190" cy="{height * 0.6:g}" rx="86" ry="{height * 0.2:g}" fill="#fff" opacity=".93"/>'
        f'<ellipse cx="190" cy="{height * 0.6:g}" rx="60" ry="{height * 0.14:g}" fill="#fffdf0"/>'
    )


def number(count: int, x: float, y: float, ink: str) -> str:
    """Return the number of a note."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="9.5" fill="{ink}"/><text x="{x:g}" y="{y + 4.5:g}" class="n">{count}</text>'
