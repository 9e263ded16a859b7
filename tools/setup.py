"""Prepare this computer: ``python3 tools/setup.py run`` to build, ``... dev`` to test as well.

Standard library only, because it runs before anything is installed, on a Python that may lack venv and
pip. It avoids newer syntax so that an old Python can still say that it is too old.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}

# WeasyPrint loads these by name; a library may have any one of its names (Linux, macOS, Windows).
LIBRARIES = (
    ("pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")),
    ("pango", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll")),
    # WeasyPrint works without this one, but then a letter takes ten to ninety times as long.
    ("subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")),
    # Playwright brings its own Node.js, whose Linux build needs this; elsewhere it is part of the system.
    *([("atomic", ("libatomic.so.1",))] if sys.platform == "linux" else []),
)
# Where WeasyPrint (Windows) and the Makefile (macOS) look besides the system's own folders.
DLL_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
BREW_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib")

NAMES = {
    "python": "Python 3.11 or newer",
    "venv": "Python's venv and ensurepip modules",
    "pango": "Pango (text layout)",
    "subset": "HarfBuzz subset (small fonts in PDFs)",
    "atomic": "libatomic (browser tests)",
    "browser": "Chromium or Chrome (browser tests)",
}
FOR_TESTS = ("atomic", "browser")
MANAGERS = ("apt-get", "dnf", "pacman", "brew")
PACKAGES = {  # one column for each of MANAGERS
    "python": ("python3.11 python3.11-venv", "python3.13", "python", "python@3.13"),
    "venv": (f"python3.{sys.version_info[1]}-venv", "python3-libs", "python", "python@3.13"),
    "pango": ("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango", "pango"),
    "subset": ("libharfbuzz-subset0", "harfbuzz", "harfbuzz", "harfbuzz"),
    "atomic": ("libatomic1", "libatomic", "gcc-libs", "gcc"),
    "browser": ("chromium", "chromium", "chromium", "google-chrome"),
}
INSTALL = {
    "apt-get": "{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {packages}",
    "dnf": "{sudo}dnf install -y {packages}",
    "pacman": "{sudo}pacman -S --needed --noconfirm {packages}",
    "brew": "brew install {packages}",
}
MSYS_BASH = Path(r"C:\msys64\usr\bin\bash.exe")


def absent_libraries() -> list[str]:
    """Return the parts whose libraries cannot be loaded; in a child: loading runs foreign code."""
    folders = [""]
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", DLL_FOLDERS).split(";"):
            if Path(folder).is_dir():
                os.add_dll_directory(folder)
    elif sys.platform == "darwin":
        folders += [folder + "/" for folder in BREW_FOLDERS]
    return [part for part, names in LIBRARIES if not any(_loads(f + n) for f in folders for n in names)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def find_browser() -> str | None:
    """Return the path of a Chromium, Chrome or Edge; ``REINSTATE_BROWSER`` names another one."""
    chosen = os.environ.get("REINSTATE_BROWSER")
    if chosen:
        return shutil.which(chosen)
    places = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
    if sys.platform == "darwin":
        apps = ("Google Chrome", "Chromium", "Microsoft Edge")
        places += [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in apps]
    if sys.platform == "win32":
        programs = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
        roots = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")]
        places += [root + "\\" + program for program in programs for root in roots if root]
    return next((found for found in map(shutil.which, places) if found), None)


def missing(kind: str) -> list[str]:
    """Return the parts of the system that ``kind`` needs and this computer lacks."""
    probe = subprocess.run([sys.executable, "-IS", __file__, "probe"], stdout=subprocess.PIPE, text=True)
    # A child that died while loading printed nothing: none of its libraries can be trusted.
    absent = probe.stdout.split() if probe.returncode == 0 else [part for part, _ in LIBRARIES]
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        absent.append("venv")
    if not find_browser():
        absent.append("browser")
    return [part for part in NAMES if part in absent and (kind == "dev" or part not in FOR_TESTS)]


def package_manager() -> str:
    """Return the name of this system's package manager, or an empty string."""
    if sys.platform in ("win32", "darwin"):
        return {"win32": "winget", "darwin": "brew"}[sys.platform]
    return next((name for name in MANAGERS if shutil.which(name)), "")


def is_ubuntu() -> bool:
    """Tell Ubuntu from Debian: its chromium package only stands for a snap."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines()


def line_to_type(parts: list[str], manager: str, *, root: bool = False, ubuntu: bool = False) -> str:
    """Return the one line that installs ``parts``; on Windows the next one, since no tool there has all."""
    if manager == "winget":
        if "python" in parts or "venv" in parts:
            return "winget install -e --id Python.Python.3.13"
        if parts == ["browser"]:
            return "winget install -e --id Google.Chrome"
        if MSYS_BASH.is_file():
            return f'{MSYS_BASH} -lc "pacman -S --needed --noconfirm mingw-w64-ucrt-x86_64-pango"'
        return "winget install -e --id MSYS2.MSYS2"
    if manager not in MANAGERS:
        return "Install with your package manager: " + ", ".join(NAMES[part] for part in parts)
    sudo = "" if root else "sudo "
    by_snap = [part for part in parts if part == "browser" and ubuntu]
    packages = [PACKAGES[part][MANAGERS.index(manager)] for part in parts if part not in by_snap]
    lines = [INSTALL[manager].format(sudo=sudo, packages=" ".join(packages))] if packages else []
    return " && ".join(lines + [sudo + "snap install chromium" for _ in by_snap])


def refuse(parts: list[str], root: bool) -> int:
    """Say what is missing and the one line that mends it."""
    print("This computer lacks: " + ", ".join(NAMES[part] for part in parts) + ".")
    print("Type this line, then run the same command again (先运行下面这一行, 再重新运行刚才的命令):\n")
    print("    " + line_to_type(parts, package_manager(), root=root, ubuntu=is_ubuntu()) + "\n")
    return 1


def apt_install(parts: list[str]) -> None:
    """Install what apt has of ``parts``; what then is still missing is reported by the caller."""
    packages = " ".join(PACKAGES[part][0] for part in parts).split()
    print("Installing system packages: " + " ".join(packages), flush=True)
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*apt, *step], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
        )
        if done.returncode:
            print(done.stderr.decode(errors="replace")[-2000:])


def _starts(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def stamps(kind: str) -> dict[Path, str]:
    """Return the stamp files of an installation of ``kind``, with the hash of each one's lock."""
    # The dev lock contains the run lock, so installing it satisfies both.
    names = ["run", "dev"] if kind == "dev" else ["run"]
    hashes = (hashlib.sha256((ROOT / LOCKS[name]).read_bytes()).hexdigest() for name in names)
    return {VENV / f".reinstate-{name}": value for name, value in zip(names, hashes, strict=True)}


def install_lock(kind: str) -> int:
    """Install the lock of ``kind`` into the venv and stamp it."""
    started = time.monotonic()
    print("Installing the Python packages into .venv (once, about a minute) ...", flush=True)
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "--no-deps", "-r", str(ROOT / LOCKS[kind])]
    pip = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if pip.returncode:
        said = pip.stdout.decode(errors="replace").splitlines()
        print("\n".join([line for line in said if not line.startswith("WARNING")][-12:]))
        print("The Python packages could not be installed. Is the internet reachable? Then try again.")
        print("Python 软件包安装失败: 请检查网络后重试。")
        return 1
    for stamp, value in stamps(kind).items():
        stamp.write_text(value, encoding="utf-8")
    print(f"Ready after {time.monotonic() - started:.0f} s", flush=True)
    return 0


def prepare(kind: str) -> int:
    """Bring the system and the venv to what ``kind`` needs; do nothing where all is there."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    absent = missing(kind)
    by_apt = [part for part in absent if not (part == "browser" and is_ubuntu())]
    if by_apt and root and package_manager() == "apt-get":
        apt_install(by_apt)
        importlib.invalidate_caches()
        absent = missing(kind)
    if absent:
        return refuse(absent, root)
    # The venv's Python may have moved, or been upgraded away from its packages.
    works = _starts([str(VENV_PYTHON), "-c", "import pip"])
    if works and all(f.is_file() and f.read_text(encoding="utf-8") == v for f, v in stamps(kind).items()):
        return 0
    if not works:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    return install_lock(kind)


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code."""
    if arguments == ["probe"]:
        print(" ".join(absent_libraries()))
        return 0
    if arguments not in (["run"], ["dev"]):
        print("Usage: python3 tools/setup.py run|dev")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - only a Python that is too old gets here
        names = map(shutil.which, ("python3.13", "python3.12", "python3.11"))
        newer = next((name for name in names if name and _starts([name, "-c", ""])), None)
        if newer:
            return subprocess.call([newer, __file__, *arguments])
        return refuse(["python"], root=False)
    try:
        return prepare(arguments[0])
    except KeyboardInterrupt:
        return 130
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Setup could not finish: {error}")
        return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A console that has no Chinese shows question marks instead of stopping.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    sys.exit(main(sys.argv[1:]))
