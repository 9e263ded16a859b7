"""The knowledge base, read from its files, or kept from the last run when nothing has changed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.knowledge.model import Knowledge
from generator.source.cache import Cache, key_of


def load_knowledge(folder: Path, cache: Path | None = None) -> Knowledge:
    """Return the knowledge base in `folder`. Raises ContentError with every problem of every file.

    With `cache`, a folder, files that have not changed since the last run are not read again.
    """
    kept = Cache(cache)
    files = read_files(folder)
    key = key_of(part for shown, raw in files.items() for part in (shown.encode(), raw or b""))

    def checked() -> Knowledge:
        # What reads and checks takes longer to import than a kept result takes to load.
        from generator.knowledge.assemble import assemble

        return assemble(folder, files, kept)

    # Only a whole that is in order is kept; problems are found anew, from the parts.
    with _collector_resting():
        return kept.get_or_make(f"knowledge-{key}", checked)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Let Python's collector rest: reading makes trees without circles, and it would walk all of them time and again."""
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


def read_files(folder: Path) -> dict[str, bytes | None]:
    """Return shown name and bytes of each file below a folder; None where it can't be read."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            try:
                found[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
            except OSError:
                found[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = None
    return found
