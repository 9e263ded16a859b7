"""The packet's own fonts: make them the only ones, and check a text against them."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

FONT_DIR: Final[Path] = Path(__file__).resolve().parents[2] / "fonts"

_SC: Final = "Reinstate Sans SC"
_KR: Final = "Reinstate Sans KR"
_SYMBOLS: Final = "Reinstate Sans Symbols"

# Value of the CSS property font-family, by language. The first face that has a character draws it. The
# Chinese face makes curly quotes, the middle dot and the dash as wide as a Chinese character, which is
# wrong in English: there the Korean face, with the same Latin letters and narrow quotes, comes first. It
# has no Chinese characters that it could take over.
FAMILIES: Final[dict[str, str]] = {
    "zh": f'"{_SC}", "{_KR}", "{_SYMBOLS}"',
    "en": f'"{_KR}", "{_SC}", "{_SYMBOLS}"',
    "ko": f'"{_KR}", "{_SC}", "{_SYMBOLS}"',
}

# Characters that need no face, as measured: the layout engine draws nothing or a gap. Other control
# characters are not among them: Word's line break U+000B, U+0085 and U+2028 come out as a box.
_NEEDS_NO_FACE: Final[frozenset[int]] = frozenset(
    code
    for first, last in (
        (0x09, 0x0A),
        (0x0C, 0x0D),
        (0xAD, 0xAD),  # soft hyphen
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x2000, 0x200F),  # spaces of every width, joiners, direction marks
        (0x202A, 0x202F),
        (0x205F, 0x206F),
        (0xFE00, 0xFE0F),  # variation selectors
        (0xFEFF, 0xFEFF),
        (0xE0000, 0xE01EF),  # tags, more variation selectors
    )
    for code in range(first, last + 1)
)


def use_private_fonts() -> None:
    """Make fontconfig see the faces in ``FONT_DIR`` and no font of the machine.

    Call it before weasyprint is imported. A ``FontConfiguration`` made earlier keeps the machine's fonts.
    """
    config = str(FONT_DIR / "fonts.conf")
    os.environ["FONTCONFIG_FILE"] = config
    if sys.platform == "win32":
        # Pango from MSYS2's MINGW64 is linked to msvcrt, which copied the environment when the process
        # started and does not see the line above.
        import ctypes

        ctypes.cdll.msvcrt._wputenv(f"FONTCONFIG_FILE={config}")


@lru_cache(maxsize=1)
def coverage() -> dict[str, frozenset[int]]:
    """Return the code points of each family, as ``tools/bake_fonts.py`` listed them.

    Reading the list takes a tenth of the time the fonts' own tables would.
    """
    found: dict[str, set[int]] = {}
    codes: set[int] = set()
    for line in (FONT_DIR / "coverage.txt").read_text(encoding="ascii").splitlines():
        if line.startswith("["):
            codes = found.setdefault(line.strip("[]"), set())
            continue
        first, _, last = line.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return {family: frozenset(points) for family, points in found.items()}


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    return _NEEDS_NO_FACE.union(*coverage().values())


def missing_characters(text: str) -> list[tuple[str, int]]:
    """Return the characters no face has, each with the index of its first appearance, in that order.

    White space, joiners, variation selectors and the like are never missing; a control character that would
    be drawn as a box is.
    """
    drawable = _drawable()
    first_seen: dict[str, int] = {}
    for index, char in enumerate(text):
        if ord(char) not in drawable and char not in first_seen:
            first_seen[char] = index
    return list(first_seen.items())
