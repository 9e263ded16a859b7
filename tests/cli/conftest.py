"""Commands run as a user runs them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import main
from tests.packet.filing import filing_world
from tests.world.world import NOW, World

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, through the real parser."""

    def in_process(*arguments: str | Path) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # how argparse ends
            code = stop.code if isinstance(stop.code, int) else 1
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return in_process


def run_alone(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ran:
    """Run a command in a process of its own."""
    command = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, check=False)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def world(tmp_path: Path) -> World:
    return filing_world(tmp_path / "world")


@pytest.fixture
def of_world(world: World) -> list[str]:
    """The options every command on the invented world takes."""
    return ["--content", str(world.content), "--now", NOW.isoformat()]
