"""Archives with fixed times and order, and output folders that appear whole or not at all."""

import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from generator.errors import OutputError, Place, Problem

FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of an archive: the earliest the format knows."""

MARKER = "manifest.json"


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of the files, sorted by name, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every machine
            archive.writestr(entry, files[name])
    return out.getvalue()


def normal_zip(data: bytes) -> bytes:
    """Return an archive rewritten with fixed times; the order of its entries stays, as office files need."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(info))
    return out.getvalue()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files as `folder`, whole or not at all: built beside it, then renamed.

    A folder of the same name is replaced only if it is one of ours. Raises OutputError otherwise, and when the disk
    or its owner refuses; what was there before is then still there.
    """
    place = Place(folder.as_posix())
    if os.path.lexists(folder) and not _is_ours(folder):
        raise OutputError([Problem.of("output-taken", place, file=folder.as_posix())])
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _write_beside(beside, folder, files)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        problem = Problem.of(
            "output-failed", place, file=folder.as_posix(), reason=error.strerror or str(error)
        )
        raise OutputError([problem]) from error


def _write_beside(beside: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into `beside`, then put them in the place of `folder`."""
    fresh, old = beside / "new", beside / "old"
    for name in sorted(files):
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    if folder.exists():
        os.replace(folder, old)  # noqa: PTH105 - Path.replace says the same less plainly
    try:
        os.replace(fresh, folder)  # noqa: PTH105
    except OSError:
        if old.exists():
            os.replace(old, folder)  # noqa: PTH105
        raise


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is empty or holds a manifest this program wrote."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    if not any(folder.iterdir()):
        return True
    try:
        made = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(made, dict) and made.get("made_by") == "Reinstate"
