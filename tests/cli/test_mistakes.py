"""A user's mistake is explained in a line and never shows a traceback; a fault of ours does show one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_alone
from tests.world.world import World

USAGE = {
    "no such command": ["chekc"],
    "no case": ["packet"],
    "no case to review": ["review"],
    "time without zone": ["check", "--now", "2026-11-23T10:00"],
    "a day only": ["check", "--now", "2026-11-23"],
    "no time at all": ["check", "--now", "tomorrow"],
    "impossible time": ["check", "--now", "2026-02-30T10:00+09:00"],
    "no such language": ["check", "--lang", "ko"],
    "no such option": ["packet", "case.yml", "--drfat"],
    "option without value": ["check", "--content"],
    "port that is no number": ["site", "--port", "eighty"],
    "one name too many": ["form", "a", "b", "c"],
}


@pytest.mark.parametrize("mistake", USAGE)
def test_wrong_usage(run: Run, mistake: str) -> None:
    said = run(*USAGE[mistake])
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: build.py")
    assert "build.py" in said.err.splitlines()[-1]
    assert "error: " in said.err.splitlines()[-1]
    assert "Traceback" not in said.err


def test_time_without_zone_says_how_to_write_it(run: Run) -> None:
    assert "2026-11-23T10:00+09:00" in run("check", "--now", "2026-11-23T10:00").err


@pytest.mark.parametrize("value", ["yesterday", "12.5", "9" * 30])
def test_wrong_time_in_the_environment(
    run: Run, of_world: list[str], world: World, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    said = run("review", world.case_file, "--content", world.content)
    assert (said.code, said.out) == (2, "")
    assert f"SOURCE_DATE_EPOCH is not a number of seconds since 1970: {value}" in said.err


def missing(world: World) -> Path:
    return world.folder / "no" / "case.yml"


def folder_without_case(world: World) -> Path:
    return world.exhibits


def folder_called_case(world: World) -> Path:
    (world.folder / "odd" / "case.yml").mkdir(parents=True)
    return world.folder / "odd"


def not_yaml(world: World) -> Path:
    world.case_file.write_text("case_id: [1, 2\nplatform: {", encoding="utf-8")
    return world.case_file


def picture(world: World) -> Path:
    return world.exhibits / "photo.jpg"


def empty(world: World) -> Path:
    world.case_file.write_text("", encoding="utf-8")
    return world.case_file


def list_instead_of_entries(world: World) -> Path:
    world.case_file.write_text("- one\n- two\n", encoding="utf-8")
    return world.case_file


def other_encoding(world: World) -> Path:
    world.case_file.write_bytes("case_id: 案件一二三四五六七八\n".encode("gb18030"))
    return world.case_file


def exhibit_missing(world: World) -> Path:
    (world.exhibits / "contract.pdf").unlink()
    return world.case_file


def exhibit_damaged(world: World) -> Path:
    (world.exhibits / "contract.pdf").write_bytes(b"%PDF-1.7 nothing more")
    return world.case_file


def exhibit_outside(world: World) -> Path:
    world.change({"exhibits[0].file": "../../secret.pdf"})
    return world.case_file


def notice_missing(world: World) -> Path:
    (world.case_file.parent / "notice.txt").unlink()
    return world.case_file


def date_nobody_knows(world: World) -> Path:
    world.change({"exhibits[0].issued": "2026-02-30"})
    return world.case_file


INPUT: list[Callable[[World], Path]] = [
    missing, folder_without_case, folder_called_case, not_yaml, picture, empty, list_instead_of_entries, other_encoding,
    exhibit_missing, exhibit_damaged, exhibit_outside, notice_missing, date_nobody_knows,
]  # fmt: skip


@pytest.mark.parametrize("command", ["review", "packet"])
@pytest.mark.parametrize("mistake", INPUT)
def test_wrong_input(
    run: Run,
    of_world: list[str],
    world: World,
    tmp_path: Path,
    command: str,
    mistake: Callable[[World], Path],
) -> None:
    case = mistake(world)
    out = ["--out", tmp_path / "out"] if command == "packet" else []
    said = run(command, case, *of_world, *out)
    assert (said.code, said.out) == (1, "")
    *lines, count = said.err.splitlines()
    assert lines
    assert count == f"{len(lines)} problem(s)."
    assert all(line.startswith(str(case.parent)) or case.parent.name in line for line in lines)
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_no_knowledge_base_there(run: Run, world: World, tmp_path: Path) -> None:
    said = run("review", world.case_file, "--content", tmp_path / "nowhere")
    assert (said.code, said.out) == (1, "")
    assert "nowhere" in said.err


def test_output_where_a_file_stands(run: Run, of_world: list[str], world: World, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    said = run("packet", world.case_file, "--out", tmp_path / "taken", *of_world)
    assert (said.code, said.out) == (1, "")
    assert "can't be written" in said.err
    assert (tmp_path / "taken").read_text() == "a file"


def test_all_problems_of_all_cases_come_together(
    run: Run, of_world: list[str], world: World, tmp_path: Path
) -> None:
    world.change({"exhibits[0].file": "exhibits/no.pdf", "exhibits[1].file": "exhibits/no.csv"})
    said = run("review", world.case_file, missing(world), *of_world)
    assert said.code == 1
    assert [part in said.err for part in ("no.pdf", "no.csv", "no/case.yml")] == [True] * 3
    assert said.err.endswith("3 problem(s).\n")


def test_a_fault_of_ours_shows_where_it_is(of_world: list[str], world: World) -> None:
    """Whoever mends it needs the traceback: an import that fails is none of the user's business."""
    fault = "import sys; sys.modules['generator.rules.review'] = None; from generator.cli.main import main; "
    done = subprocess.run(
        [sys.executable, "-c", fault + f"main(['review', {str(world.case_file)!r}, *{of_world!r}])"],
        cwd=Path(__file__).parents[2], capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "ImportError" in done.stderr or "ModuleNotFoundError" in done.stderr


def test_a_mistake_alone_shows_no_traceback(tmp_path: Path) -> None:
    """In a process of its own, where nothing stands between the command and the console."""
    said = run_alone("packet", "no-such-case.yml", cwd=tmp_path)
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[0].startswith("no-such-case.yml: ")
    assert len(said.err.splitlines()) == 2


def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", interrupted)  # the user waits no longer for the disk
    said = run("check")
    assert (said.code, said.out, said.err) == (130, "", "")
