"""The same input gives the same bytes, whatever the machine, the place and the order of hashing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.packet.build import build_packet
from generator.packet.render.workers import Workers
from tests.packet.conftest import Built, Example
from tests.packet.papers import EXAMPLES, ROOT, hashes
from tests.world.world import NOW

RUNS = {
    "one": {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    "two": {
        "PYTHONHASHSEED": "4711",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "zh_CN.UTF-8",
        "PYTHONIOENCODING": "cp1252",
    },
}


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The examples, built side by side by two processes that share nothing but their input."""
    running = {}
    made = {name: tmp_path_factory.mktemp(name) for name in RUNS}
    for name, environment in RUNS.items():
        command = [sys.executable, str(ROOT / "build.py"), "packet", *map(str, EXAMPLES.values())]
        command += ["--now", NOW.isoformat(), "--out", str(made[name] / "out")]
        running[name] = subprocess.Popen(
            command, cwd=ROOT if name == "one" else made[name], env=os.environ | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    for process in running.values():
        said, _ = process.communicate()
        assert process.returncode == 0, said.decode()
    return {name: folder / "out" for name, folder in made.items()}


def test_two_processes_make_the_same_files(folders: dict[str, Path]) -> None:
    first, second = (hashes(folder) for folder in folders.values())
    assert len({name.partition("/")[0] for name in first}) == len(EXAMPLES)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_written_as_built_in_memory(folders: dict[str, Path], built: Built) -> None:
    """The second packet of one process is no different from the first of another."""
    folder = folders["one"] / built.case.id
    written = {name: (folder / name).read_bytes() for name in hashes(folder)}
    assert [name for name in built.files if written[name] != built.files[name]] == []
    assert written.keys() == built.files.keys()


def test_whoever_lays_out_the_pages(example: Example) -> None:
    """Further processes take part in the work, and nothing in the packet shows it."""
    alone = example("joom-product-safety")
    with Workers(2) as workers:
        shared = build_packet(alone.case, alone.knowledge, NOW, workers=workers)
    assert shared.files == alone.files
