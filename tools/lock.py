"""Renew requirements.lock and requirements-dev.lock from pyproject.toml (``make lock``).

The locks hold exact versions and hashes for every system and every Python from 3.11 on, and no address:
whoever installs them chooses the index. Versions stay as they are unless ``--upgrade`` is given.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
# One version of a package for all Pythons, so that a page looks the same on each.
UNIVERSAL = ["--universal", "--python-version=3.11", "--fork-strategy=fewest", "--generate-hashes"]
BARE = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
LOCKS = {
    "requirements.lock": [],
    # The run lock is a constraint here, so that a test meets the versions that a user meets.
    "requirements-dev.lock": ["--extra=dev", "--constraint=requirements.lock"],
}


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # uv stays out of .venv: only this script needs it.
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, UV]
        subprocess.run(install, check=True)
        uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"]
        environment = {**os.environ, "PYTHONPATH": folder}
        for lock, options in LOCKS.items():
            command = [*uv, f"--output-file={lock}", *options, *UNIVERSAL, *BARE, *arguments]
            subprocess.run(command, check=True, cwd=ROOT, env=environment)
            print(f"{lock} is up to date")


if __name__ == "__main__":
    main(sys.argv[1:])
