"""Results kept on disk under the hash of everything they depend on, so that unchanged files are not read again."""

import hashlib
import pickle
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

_Result = TypeVar("_Result")

MAX_ENTRIES = 1200


class Cache:
    """A folder of pickled results. It holds nothing that can't be made again; deleting it is always safe."""

    def __init__(self, folder: Path | None) -> None:
        """Use `folder`; None keeps nothing."""
        self.folder = folder

    def holds(self, key: str) -> bool:
        """Tell whether a result is kept for `key`."""
        return self.folder is not None and (self.folder / f"{key}.pickle").is_file()

    def get_or_make(self, key: str, make: Callable[[], _Result]) -> _Result:
        """Return the kept result for `key`, or make and keep it."""
        if self.folder is None:
            return make()
        path = self.folder / f"{key}.pickle"
        try:
            return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
        except Exception:  # a damaged pickle may raise anything; it is made anew
            result = make()
        with suppress(OSError):  # a full or read-only disk only costs time
            self._keep(path, pickle.dumps(result))
        return result

    def _keep(self, path: Path, data: bytes) -> None:
        """Write a result whole, under a name of its own first: several runs may keep the same one at once."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(kept := list(path.parent.glob("*.pickle"))) > MAX_ENTRIES:
            for old in kept:
                old.unlink(missing_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as beside:
            beside.write(data)
        Path(beside.name).replace(path)


def key_of(parts: Iterable[bytes]) -> str:
    """Return the key of a result that depends on these bytes and on the program itself."""
    digest = hashlib.sha256(_program())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:40]


@cache
def _program() -> bytes:
    """Return the hash of our own code, schemas and the libraries that shape a result."""
    package = Path(__file__).parents[1]
    files = sorted([*package.glob("*.py"), *package.glob("source/**/*.*"), *package.glob("knowledge/*.py")])
    digest = hashlib.sha256()
    for name in ("pyyaml", "cerberus", "jinja2", "cattrs", "rapidfuzz", "holidays"):
        digest.update(version(name).encode())
    for path in files:
        if path.suffix in (".py", ".yml"):
            digest.update(path.read_bytes())
    return digest.digest()
