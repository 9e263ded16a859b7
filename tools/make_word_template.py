"""Pack tools/word_template/ into the letter's Word template, the same bytes every time.

The parts are kept as plain XML so that a change of a style shows in a diff. Run it after changing one:

    python tools/make_word_template.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.packet.archive import zip_files  # noqa: E402

PARTS = ROOT / "tools" / "word_template"
TEMPLATE = ROOT / "generator" / "templates" / "packet" / "letter.docx"


def word_template() -> bytes:
    """Return the template. By name the list of content types comes first, as Word wants it."""
    paths = [path for path in PARTS.rglob("*") if path.is_file()]
    return zip_files({path.relative_to(PARTS).as_posix(): path.read_bytes() for path in paths})


if __name__ == "__main__":
    TEMPLATE.write_bytes(word_template())
    print(TEMPLATE.relative_to(ROOT).as_posix())
