"""What a new computer meets: tools/setup.py, the locks, and the lists that they are made from."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


# --- the one line to type ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manager", "parts", "line"),
    [
        (
            "apt-get",
            ["pango", "subset"],
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends"
            " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
        ("dnf", ["pango", "browser"], "sudo dnf install -y pango chromium"),
        ("pacman", ["pango", "subset"], "sudo pacman -S --needed --noconfirm pango harfbuzz"),
        ("brew", ["pango", "browser"], "brew install pango google-chrome"),
        ("winget", ["venv", "pango"], "winget install -e --id Python.Python.3.13"),
        ("winget", ["pango", "browser"], "winget install -e --id MSYS2.MSYS2"),
        ("winget", ["browser"], "winget install -e --id Google.Chrome"),
        ("", ["pango"], "Install with your package manager: Pango (text layout)"),
    ],
)
def test_each_system_gets_its_own_line(manager: str, parts: list[str], line: str) -> None:
    assert setup.line_to_type(parts, manager) == line


def test_windows_with_msys2_is_told_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "MSYS_BASH", Path(sys.executable))
    line = setup.line_to_type(["pango", "subset"], "winget")
    assert line.endswith('-lc "pacman -S --needed --noconfirm mingw-w64-ucrt-x86_64-pango"')


def test_root_is_not_told_to_use_sudo() -> None:
    assert "sudo" not in setup.line_to_type(list(setup.NAMES), "apt-get", root=True, ubuntu=True)


def test_the_venv_package_is_the_one_of_the_running_python() -> None:
    assert f"python3.{sys.version_info[1]}-venv" in setup.line_to_type(["venv"], "apt-get").split()


def test_ubuntu_gets_its_browser_as_a_snap() -> None:
    both = setup.line_to_type(["pango", "browser"], "apt-get", ubuntu=True)
    assert both.endswith("libpango-1.0-0 libpangoft2-1.0-0 && sudo snap install chromium")
    assert setup.line_to_type(["browser"], "apt-get", ubuntu=True) == "sudo snap install chromium"


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "pacman", "brew", "winget", ""])
@pytest.mark.parametrize("part", list(setup.NAMES))
def test_every_part_has_one_line_everywhere(manager: str, part: str) -> None:
    line = setup.line_to_type([part], manager)
    assert line.strip()
    assert "\n" not in line


# --- finding what is missing ------------------------------------------------------------------------


def test_a_library_that_does_not_load_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (("pango", ("libno-such-thing.so.0",)), ("subset", ("libneither.so.0", "libnor.dylib")))
    monkeypatch.setattr(setup, "LIBRARIES", broken)
    assert setup.absent_libraries() == ["pango", "subset"]


def test_a_library_needs_only_one_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("libno-such-thing.so.0", *setup.LIBRARIES[0][1])
    monkeypatch.setattr(setup, "LIBRARIES", (("pango", names),))
    assert setup.absent_libraries() == []


def test_a_probe_that_dies_counts_as_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os; os.abort()")
    monkeypatch.setattr(setup, "__file__", str(dying))
    assert setup.missing("run") == ["pango", "subset"]


def test_only_dev_needs_a_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REINSTATE_BROWSER", str(tmp_path / "no-browser"))
    assert setup.missing("run") == []
    assert setup.missing("dev") == ["browser"]
    monkeypatch.setenv("REINSTATE_BROWSER", sys.executable)
    assert setup.find_browser() == sys.executable
    assert setup.missing("dev") == []


def test_what_is_missing_is_said_in_plain_words_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "missing", lambda kind: ["pango", "subset"])
    monkeypatch.setattr(setup, "package_manager", lambda: "brew")
    assert setup.main(["run"]) == 1
    said = capsys.readouterr().out
    assert "lacks: Pango (text layout), HarfBuzz subset" in said
    assert "再重新运行" in said
    assert [line.strip() for line in said.splitlines() if line.startswith("    ")] == [
        "brew install pango harfbuzz"
    ]


@pytest.mark.parametrize("arguments", [[], ["all"], ["run", "dev"], ["--help"]])
def test_anything_else_shows_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(arguments) == 2
    assert "setup.py run|dev" in capsys.readouterr().out


# --- the virtual environment ------------------------------------------------------------------------


def wheel(folder: Path, version: str) -> str:
    """Make a package of one module, and return its line for a lock."""
    path = folder / f"leaf-{version}-py3-none-any.whl"
    info = f"leaf-{version}.dist-info"
    files = {
        "leaf.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: leaf\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(text)}\n"
        archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return f"leaf @ {path.as_uri()} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Checkout:
    """A folder with tools/setup.py and a lock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tools").mkdir()
        shutil.copy(ROOT / "tools/setup.py", folder / "tools/setup.py")
        self.lock = folder / "requirements.lock"
        self.python = folder / setup.VENV_PYTHON.relative_to(ROOT)

    def setup(self) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(self.folder / "tools/setup.py"), "run"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    def installed(self) -> str:
        command = [str(self.python), "-c", "import leaf; print(leaf.VERSION)"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.slow
def test_the_venv_follows_the_lock(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    checkout.lock.write_text(wheel(tmp_path, "1.0"))
    first = checkout.setup()
    assert (first.returncode, first.stderr) == (0, "")
    assert checkout.installed() == "1.0"

    stamp = tmp_path / ".venv/.reinstate-run"
    assert stamp.read_text() == hashlib.sha256(checkout.lock.read_bytes()).hexdigest()
    before = stamp.stat().st_mtime_ns
    second = checkout.setup()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert stamp.stat().st_mtime_ns == before

    checkout.lock.write_text(wheel(tmp_path, "2.0"))
    assert checkout.setup().returncode == 0
    assert checkout.installed() == "2.0"

    # Python moved: the venv's own one no longer starts.
    checkout.python.unlink()
    assert checkout.setup().returncode == 0
    assert checkout.installed() == "2.0"

    # A package that is not the locked one is refused, and the next run tries again.
    checkout.lock.write_text(checkout.lock.read_text()[:-9] + "00000000\n")
    for _ in range(2):
        refused = checkout.setup()
        assert refused.returncode == 1
        assert "could not be installed" in refused.stdout
        assert "请检查网络" in refused.stdout
        assert "Traceback" not in refused.stdout + refused.stderr


def test_installing_dev_satisfies_run() -> None:
    run, dev = setup.stamps("run"), setup.stamps("dev")
    assert run.items() < dev.items()


# --- the locks --------------------------------------------------------------------------------------


def locked(lock: str) -> dict[str, str]:
    """Return each package of a lock with its whole entry."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split("==")[0]: " ".join(line.split()) for line in text.splitlines() if line.strip()}


def normal(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-|#)(?!-hash=)", text, re.MULTILINE), "an option or a comment"
    for name, entry in locked(lock).items():
        shape = r"[a-z0-9-]+==[^ ;]+( ; [^-]+)?( --hash=sha256:[0-9a-f]{64})+"
        assert re.fullmatch(shape, entry), f"{name}: {entry[:120]}"


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = {normal(requirement) for requirement in project["dependencies"]}
    dev = {normal(requirement) for requirement in project["optional-dependencies"]["dev"]}
    assert run <= locked(LOCKS[0]).keys()
    assert run | dev <= locked(LOCKS[1]).keys()


def test_a_test_meets_the_versions_that_a_user_meets() -> None:
    assert locked(LOCKS[0]).items() <= locked(LOCKS[1]).items()
