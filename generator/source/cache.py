"""Results kept on disk under the hash of everything they depend on, so that unchanged files are not read again."""

import hashlib
import pickle
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

_Result = TypeVar("_Result")

MAX_ENTRIES = 400


class Cache:
    """A folder of pickled results. It holds nothing that can't be made again; deleting it is always safe."""

    def __init__(self, folder: Path | None) -> None:
        """Use `folder`; None keeps nothing."""
        self.folder = folder

    def get_or_make(self, key: str, make: Callable[[], _Result]) -> _Result:
        """Return the kept result for `key`, or make and keep it."""
        if self.folder is None:
            return make()
        path = self.folder / f"{key}.pickle"
        try:
            return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError):
            result = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        if len(kept := list(self.folder.glob("*.pickle"))) > MAX_ENTRIES:
            for old in kept:
                old.unlink(missing_ok=True)
        beside = path.with_suffix(".new")
        beside.write_bytes(pickle.dumps(result))
        beside.replace(path)
        return result


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
    for name in ("pyyaml", "cerberus", "jinja2", "cattrs"):
        digest.update(version(name).encode())
    for path in files:
        if path.suffix in (".py", ".yml"):
            digest.update(path.read_bytes())
    return digest.digest()
