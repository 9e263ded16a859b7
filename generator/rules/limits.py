"""What was done to the exhibits so that they stay within the channel's limits."""

from collections.abc import Iterator, Sequence

from generator.case.model import Case
from generator.rules.finding import Finding


def check_fitted(
    case: Case, shrunk: Sequence[str], pixels: int, parts: int, *, binder_only: bool
) -> Iterator[Finding]:
    """Yield what whoever files must know.

    `shrunk` holds the labels of pictures filed smaller than usual, `pixels` the length of their longer side,
    `parts` the number of files the binder is in; `binder_only` says that no exhibit is filed by itself any more.
    """
    place = case.place("channel")
    if shrunk:
        yield Finding("channel.shrunk", place, {"exhibits": ", ".join(shrunk), "pixels": str(pixels)})
    if parts > 1:
        yield Finding("channel.split", place, {"parts": str(parts)})
    if binder_only:
        yield Finding("channel.binder-only", place)
