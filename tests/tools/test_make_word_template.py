"""The letter's Word template is what its parts in tools/ say."""

import io
import zipfile

from tools.make_word_template import TEMPLATE, word_template


def inside(data: bytes) -> dict[str, bytes]:
    """Return the parts; how tightly they are packed may differ from one computer to the next."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_template_is_packed_from_its_parts() -> None:
    assert inside(word_template()) == inside(TEMPLATE.read_bytes()), "run: python tools/make_word_template.py"


def test_list_of_parts_comes_first() -> None:
    assert next(iter(inside(TEMPLATE.read_bytes()))) == "[Content_Types].xml"
