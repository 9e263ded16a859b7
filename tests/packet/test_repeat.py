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

ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "America/New_York",
    "LC_ALL": "zh_CN.UTF-8",
    "PYTHONIOENCODING": "cp1252",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as another process builds them, in another place, zone and language, with another order of hashing."""
    made = tmp_path_factory.mktemp("elsewhere")
    command = [sys.executable, str(ROOT / "build.py"), "packet", *map(str, EXAMPLES.values())]
    command += ["--now", NOW.isoformat(), "--out", str(made / "out")]
    done = subprocess.run(command, cwd=made, env=os.environ | ELSEWHERE, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return made / "out"


def test_two_processes_make_the_same_files(folder: Path, built: Built) -> None:
    """Whatever the process, the place and what was built before; and written as it was in memory."""
    folder = folder / built.case.id
    written = {name: (folder / name).read_bytes() for name in hashes(folder)}
    assert [name for name in built.files if written.get(name) != built.files[name]] == []
    assert written.keys() == built.files.keys()


def test_whoever_lays_out_the_pages(example: Example) -> None:
    """Further processes take part in the work, and nothing in the packet shows it."""
    alone = example("joom-product-safety")
    with Workers(2) as workers:
        shared = build_packet(alone.case, alone.knowledge, NOW, workers=workers)
    assert shared.files == alone.files
