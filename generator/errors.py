"""Problems as values, and the few exceptions that carry them.

A problem is somebody's mistake in a file; it knows where it is and which message explains it. Library code
collects problems and raises them all at once; only the command line turns them into words and exit codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A position in an input file. Lines and columns count from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    @property
    def short(self) -> str:
        """File name and line, as a client reads it: `case.yml:42`."""
        return f"{self.path.rpartition('/')[2]}:{self.line}"

    def __str__(self) -> str:
        """Return `path:line:column`, without the zeros."""
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in an input: `code` names its text in `generator.messages`, `details` fill it."""

    place: Place
    where: str
    code: str
    details: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, place: Place, where: str = "", **details: object) -> "Problem":
        """Make a problem; the details become the words of its message."""
        return cls(place, where, code, tuple((name, str(value)) for name, value in details.items()))


class ReinstateError(Exception):
    """Base of every error a user can cause. Anything else is our bug and keeps its traceback."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep all problems, sorted by place, each once."""
        self.problems = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problem(s), first: {self.problems[:1]}")


class ContentError(ReinstateError):
    """The knowledge base has mistakes."""


class CaseError(ReinstateError):
    """A case or one of its files has mistakes."""


class RenderError(ReinstateError):
    """Something correct in form can't be put on a page, for example a character no typeface has."""


class OutputError(ReinstateError):
    """The output folder can't be used."""
