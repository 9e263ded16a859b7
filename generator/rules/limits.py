"""What the channel allows beside what the originals come to, and what was done to keep within it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.case.model import Case
from generator.rules.finding import Finding


@dataclass(frozen=True)
class Limit:
    """One limit of the channel: `file-mb`, `total-mb`, `files` or `pages`.

    `have` is what the originals come to; `limit` is None where the platform publishes none. `file` names the largest one.
    Filed copies of photos are smaller than their originals, and tables are printed: what is made is measured again.
    """

    of: str
    have: float
    limit: int | None
    file: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the originals pass the limit."""
        return self.limit is not None and self.have > self.limit


def limits_of(case: Case) -> tuple[Limit, ...]:
    """Return the channel's limits with what the usable originals come to. Sizes are in MB of 1,000,000 bytes.

    Files count the letter and the declaration; pages count neither, since they are not composed yet.
    """
    channel, media = case.channel, [exhibit.media for exhibit in case.exhibits]
    largest = max(case.exhibits, key=lambda e: e.media.size, default=None)
    size, pages = sum(m.size for m in media) / 1e6, sum(m.pages for m in media)
    files = 1 + (case.letter.declaration is not None)
    bound, apart = channel.exhibits_as in ("binder", "both"), channel.exhibits_as in ("separate", "both")
    # A binder has an index and a cover sheet before each exhibit.
    covers = 1 + len(media) if bound and media else 0
    times = bound + apart
    biggest = size if bound else (largest.media.size / 1e6 if largest else 0)
    file = largest.file if largest and not bound else ""
    return (
        Limit("file-mb", round(biggest, 2), channel.max_file_mb, file),
        Limit("total-mb", round(size * times, 2), channel.max_total_mb),
        Limit("files", files + len(media) * apart + (bound and bool(media)), channel.max_files),
        Limit("pages", pages * times + covers, channel.max_pages),
    )


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
