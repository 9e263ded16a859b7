"""What a packet holds: every file, each in its folder, with right hashes, from untouched originals."""

import hashlib
import io
import json
import re
import zipfile

import pytest
import yaml

from tests.packet.conftest import Built
from tests.packet.papers import EXAMPLES, bare, hashes, insides, words

CLIENT = {
    "feasibility.pdf", "review-copy.pdf", "trace.pdf", "evidence-report.pdf", "self-check.pdf", "submission-guide.pdf",
    "timeline.pdf", "timeline.ics", "next-steps.pdf", "quote.pdf", "short-versions.txt",
}  # fmt: skip


def test_every_file_is_there(built: Built) -> None:
    assert set(built.of("client")) == CLIENT
    assert {n for n in built.files if "/" not in n} == {"manifest.json", "submit.zip", "client.zip"}


def test_no_file_is_empty(built: Built) -> None:
    assert [name for name, data in built.files.items() if not data] == []


def test_nothing_internal_is_filed(built: Built) -> None:
    """What the client reads in his own language, where it comes from, and what we noted stays with him."""
    letter = built.packet.plan.letter
    internal = {line.said.client for line in letter.lines if line.said.client != line.said.filed}
    internal |= {
        built.own_word(key) for key in ("client_footer", "review_title", "trace_title", "guide_title")
    }
    internal |= {source for line in letter.lines for source in line.source}
    internal |= {action.id for s in built.case.statements if (action := s.action)}
    filed = {name: words(name, data) for name, data in built.of("submit").items()}
    leaks = {(n, text) for n, inside in filed.items() for text in internal if bare(text) in inside}
    assert leaks == set()


def test_internal_notes_reach_no_file(built: Built) -> None:
    """Neither the platform nor the client reads them, in whatever file and however it is packed."""
    written = yaml.load(EXAMPLES[built.name].read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    notes = [line.strip() for line in re.split(r"[\n。；]", written["internal_notes"]) if line.strip()]
    files = {name: data for name, data in built.files.items() if not name.endswith(".zip")}
    said = {name: words(name, data) for name, data in files.items()}
    assert [(n, note) for n, text in said.items() for note in notes if bare(note) in text] == []
    packed = {name: b"\n".join(insides(name, data)) for name, data in built.files.items()}
    assert [(n, note) for n, data in packed.items() for note in notes if note.encode() in data] == []


def test_every_example_has_internal_notes_to_look_for() -> None:
    assert [n for n, path in EXAMPLES.items() if "\ninternal_notes:" not in path.read_text("utf-8")] == []


def test_archives_hold_their_folder(built: Built) -> None:
    for folder in ("submit", "client"):
        with zipfile.ZipFile(io.BytesIO(built.files[f"{folder}.zip"])) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == built.of(folder)
            assert archive.namelist() == sorted(archive.namelist())
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_manifest_has_the_hash_of_every_file(built: Built) -> None:
    manifest = json.loads(built.files["manifest.json"])
    listed = {name: entry["sha256"] for name, entry in manifest["files"].items()}
    rest = {name: data for name, data in built.files.items() if name != "manifest.json"}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in rest.items()}
    assert {n: e["bytes"] for n, e in manifest["files"].items()} == {n: len(d) for n, d in rest.items()}


def test_manifest_has_the_hash_of_every_original(built: Built) -> None:
    """The examples use each of their files."""
    manifest = json.loads(built.files["manifest.json"])
    assert manifest["made_from"] == built.before


def test_manifest_says_what_was_built(built: Built) -> None:
    manifest = json.loads(built.files["manifest.json"])
    assert manifest["case_id"] == built.case.id
    assert manifest["built_for"] == "2026-11-23T10:00:00+09:00"
    assert manifest["draft"] is False
    assert manifest["findings"]["error"] == 0


def test_originals_are_unchanged(built: Built) -> None:
    assert hashes(built.case.folder) == built.before


def test_pdf_exhibits_are_filed_as_they_came(built: Built) -> None:
    filed = [d for n, d in built.of("submit").items() if n.startswith("exhibits/")]
    papers = [e for e in built.packet.plan.case.exhibits if e.media.kind == "pdf"]
    assert papers
    assert {e.path.read_bytes() for e in papers} <= set(filed)


@pytest.mark.parametrize("folder", ["submit", "client"])
def test_names_are_such_as_every_system_takes(built: Built, folder: str) -> None:
    for name in built.of(folder):
        assert name.isascii()
        assert not set(name) & set(' \\:*?"<>|')
        assert len(name) <= 100
