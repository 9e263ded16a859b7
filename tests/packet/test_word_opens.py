"""Another program opens the Word letter and shows the same words."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packet.filing import build, filing_world
from tests.packet.papers import bare, pages

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_letter(tmp_path: Path) -> None:
    packet = build(filing_world(tmp_path / "world"))
    (tmp_path / "letter.docx").write_bytes(packet.files["submit/appeal-letter.docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "letter.docx")], check=True, capture_output=True)
    shown = pages((tmp_path / "letter.pdf").read_bytes())
    letter = packet.plan.letter
    said = "".join(shown)
    assert [line.said.filed for line in letter.lines if bare(line.said.filed) not in said] == []
    # The fields are computed: each page has its own number and that of all.
    assert [bool(re.search(rf"{n}/{len(shown)}", page)) for n, page in enumerate(shown, 1)] == [True] * len(
        shown
    )
    items = [line for s in letter.sections if s.of == "root_cause" for line in s.lines]
    assert f"1.{bare(items[0].said.filed)}" in said
