"""An output folder appears whole or not at all, and nothing of others is touched."""

import json
import os
import shutil
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.errors import OutputError
from generator.packet.archive import write_folder
from tests.packet.filing import filing_world
from tests.packet.papers import hashes
from tests.world.world import NOW, World, change_yaml

MANIFEST = json.dumps({"made_by": "Reinstate"}).encode()
OLD = {"manifest.json": MANIFEST, "submit/letter.txt": b"old", "submit/gone.txt": b"old"}
NEW = {"manifest.json": MANIFEST, "submit/letter.txt": b"new", "client/guide.txt": b"new"}


def read_back(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def codes(error: OutputError) -> list[str]:
    return [problem.code for problem in error.problems]


class TestWriteFolder:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path / "out" / "case"

    def test_new(self, folder: Path) -> None:
        write_folder(folder, NEW)
        assert read_back(folder) == NEW
        assert names_in(folder.parent) == ["case"]

    def test_ours_is_replaced_with_nothing_left_of_it(self, folder: Path) -> None:
        write_folder(folder, OLD)
        write_folder(folder, NEW)
        assert read_back(folder) == NEW
        assert names_in(folder.parent) == ["case"]

    def test_an_empty_folder_is_filled(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        write_folder(folder, NEW)
        assert read_back(folder) == NEW

    @pytest.mark.parametrize(
        "manifest",
        [None, b"", b"{", b"[]", b'{"made_by": "Somebody"}', b"\xff\xfe"],
        ids=["none", "empty", "damaged", "list", "of-others", "binary"],
    )
    def test_a_folder_of_others_is_left_alone(self, folder: Path, manifest: bytes | None) -> None:
        folder.mkdir(parents=True)
        (folder / "thesis.txt").write_text("years of work")
        if manifest is not None:
            (folder / "manifest.json").write_bytes(manifest)
        before = hashes(folder)
        with pytest.raises(OutputError) as caught:
            write_folder(folder, NEW)
        assert codes(caught.value) == ["output-taken"]
        assert hashes(folder) == before
        assert names_in(folder.parent) == ["case"]

    def test_a_file_of_that_name_is_left_alone(self, folder: Path) -> None:
        folder.parent.mkdir()
        folder.write_text("a file")
        with pytest.raises(OutputError) as caught:
            write_folder(folder, NEW)
        assert codes(caught.value) == ["output-taken"]
        assert folder.read_text() == "a file"

    @pytest.mark.parametrize("target", ["there", "nowhere"])
    def test_a_link_is_left_alone(self, folder: Path, target: str) -> None:
        write_folder(folder.parent.parent / "there", OLD)
        folder.parent.mkdir()
        folder.symlink_to(folder.parent.parent / target)
        with pytest.raises(OutputError) as caught:
            write_folder(folder, NEW)
        assert codes(caught.value) == ["output-taken"]
        assert folder.is_symlink()
        assert read_back(folder.parent.parent / "there") == OLD

    def test_a_file_where_the_folder_should_stand(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("a file")
        with pytest.raises(OutputError) as caught:
            write_folder(tmp_path / "out" / "case", NEW)
        assert codes(caught.value) == ["output-failed"]
        assert (tmp_path / "out").read_text() == "a file"

    @pytest.mark.parametrize("old", [None, OLD], ids=["nothing before", "an older packet"])
    def test_failure_half_way(self, folder: Path, old: dict[str, bytes] | None) -> None:
        folder.parent.mkdir()
        if old:
            write_folder(folder, old)
        with pytest.raises(OutputError) as caught:
            write_folder(folder, NEW | {"x" * 300: b"no system takes this name"})
        assert codes(caught.value) == ["output-failed"]
        assert names_in(folder.parent) == (["case"] if old else [])
        assert read_back(folder) == (old or {})

    def test_failure_at_the_last_step_brings_the_old_packet_back(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As when another program holds the folder on Windows."""
        write_folder(folder, OLD)
        replace, tried = os.replace, []

        def refuse_second(source: Path, target: Path) -> None:
            tried.append(target)
            if len(tried) == 2:
                raise PermissionError(13, "Permission denied")
            replace(source, target)

        monkeypatch.setattr(os, "replace", refuse_second)
        with pytest.raises(OutputError) as caught:
            write_folder(folder, NEW)
        assert codes(caught.value) == ["output-failed"]
        assert len(tried) == 3
        assert read_back(folder) == OLD
        assert names_in(folder.parent) == ["case"]


class TestCommand:
    """The same through the front door."""

    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return filing_world(tmp_path / "world")

    @pytest.fixture
    def out(self, tmp_path: Path) -> Path:
        return tmp_path / "out"

    def run(self, world: World, out: Path, *cases: Path, draft: bool = False) -> int:
        given = ["packet", *map(str, cases or [world.case_file]), "--content", str(world.content)]
        return main([*given, "--out", str(out), "--now", NOW.isoformat(), *(["--draft"] if draft else [])])

    def test_a_case_with_errors_writes_nothing(self, world: World, out: Path) -> None:
        world.change({"response[0].corrective": "~"})
        assert self.run(world, out) == 1
        assert not out.exists()

    def test_a_case_with_errors_leaves_the_older_packet(self, world: World, out: Path) -> None:
        assert self.run(world, out) == 0
        before = hashes(out)
        world.change({"response[0].corrective": "~"})
        assert self.run(world, out) == 1
        assert hashes(out) == before
        assert names_in(out) == ["world-1"]

    def test_a_second_build_replaces_the_first(self, world: World, out: Path) -> None:
        assert self.run(world, out, draft=True) == 0
        first = hashes(out)
        assert self.run(world, out) == 0
        second = hashes(out)
        assert len(first) == len(second)
        assert not [name for name in second if "DRAFT" in name]
        assert first["world-1/submit/appeal-letter.pdf"] != second["world-1/submit/appeal-letter.pdf"]
        assert names_in(out) == ["world-1"]

    def test_a_folder_of_others_is_named(
        self, world: World, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (out / "world-1").mkdir(parents=True)
        (out / "world-1" / "mine.txt").write_text("mine")
        assert self.run(world, out) == 1
        assert "world-1 exists and was not made by this program" in capsys.readouterr().err
        assert names_in(out / "world-1") == ["mine.txt"]

    def test_two_cases_of_one_id_are_refused(
        self, world: World, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        twin = self.copy(world, "twin", {})
        assert self.run(world, out, world.case_file, twin) == 1
        said = capsys.readouterr().err
        assert "twin/case.yml:1:" in said
        assert "case_id world-1 is also used by" in said
        assert not out.exists()

    def test_ids_that_differ_in_capitals_are_refused(self, world: World, out: Path) -> None:
        """Windows and macOS would put both packets into one folder."""
        twin = self.copy(world, "twin", {"case_id": "WORLD-1"})
        assert self.run(world, out, world.case_file, twin) == 1
        assert not out.exists()

    def test_one_bad_case_among_several(
        self, world: World, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = self.copy(world, "bad", {"case_id": "bad-1", "response[0].preventive": "~"})
        good = self.copy(world, "good", {"case_id": "good-1"})
        assert self.run(world, out, bad, good) == 1
        said = capsys.readouterr()
        assert "good-1" in said.out
        assert "allegation.no-action" in said.err
        assert names_in(out) == ["good-1"]
        assert json.loads((out / "good-1/manifest.json").read_bytes())["case_id"] == "good-1"

    def test_one_case_that_can_t_be_read_among_several(self, world: World, out: Path) -> None:
        """Problems of form are all told before anything is built."""
        bad = self.copy(world, "bad", {"case_id": "bad-1", "response": "~"})
        assert self.run(world, out, world.case_file, bad) == 1
        assert not out.exists()

    def test_originals_are_unchanged(self, world: World, out: Path) -> None:
        before = hashes(world.folder)
        assert self.run(world, out) == 0
        assert hashes(world.folder) == before

    def copy(self, world: World, name: str, changes: dict[str, str]) -> Path:
        """Copy the case into another folder and change it there."""
        shutil.copytree(world.folder / "case", world.folder / name)
        change_yaml(world.folder / name / "case.yml", changes)
        return world.folder / name / "case.yml"
