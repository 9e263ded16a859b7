"""Folders of generated files. Only files that changed are written; foreign folders are left alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import OutputError, Place, Problem

MARKER = ".reinstate"
"""A folder with this file was made by this program and may be replaced."""


def check(folder: Path) -> None:
    """Raise OutputError if the folder holds something this program did not make."""
    if folder.exists() and not (folder / MARKER).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError([Problem.of("output-taken", Place(folder.as_posix()), file=folder.as_posix())])


def claim(folder: Path) -> None:
    """Make the folder ours. Raises OutputError if it holds something this program did not make."""
    check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("Made by Reinstate; replaced at every build.\n", encoding="utf-8")


def fill(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make the folder hold exactly these files and return which paths were written or removed."""
    claim(folder)
    touched = []
    for path, data in files.items():
        target = folder / path
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            touched.append(path)
    for path in sorted(_files(folder) - set(files) - {MARKER}, reverse=True):
        (folder / path).unlink()
        touched.append(path)
    for inner in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(inner.iterdir()):
            inner.rmdir()
    return touched


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder of ours beside what is there."""
    claim(folder)
    for path, data in files.items():
        (folder / path).write_bytes(data)


def read_all(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder: path and content."""
    for path in sorted(_files(folder)):
        yield path, (folder / path).read_bytes()


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
