"""Further processes that turn pages into PDF while this one does the same: layout is most of the time a packet takes."""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from generator.packet.render.pdf import Page, Pdf, pdf_of, warm_up

MOST = 3
"""More processes than this have nothing to do: a packet has some ten papers."""


class Workers:
    """Processes for one run of the program; without any, all is done here. Same pages, same bytes, whoever does them."""

    def __init__(self, count: int | None = None) -> None:
        """Start `count` processes; by default one less than there are processors."""
        count = min(MOST, (os.cpu_count() or 1) - 1) if count is None else count
        self._pool: ProcessPoolExecutor | None = None
        if count > 0:
            # Started apart from this process, whose threads and open files they would otherwise carry along.
            way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            self._pool = ProcessPoolExecutor(count, multiprocessing.get_context(way), initializer=warm_up)
            self._pool.submit(int)  # the first job starts a process, which then gets ready while we plan

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def pdfs(self, pages: Sequence[Page]) -> list[Pdf]:
        """Return the PDF of each page, in their order."""
        if self._pool is None:
            return [pdf_of(page) for page in pages]
        waiting: list[Future[Pdf]] = [self._pool.submit(pdf_of, page) for page in pages]
        done: dict[int, Pdf] = {}
        # They take from the front; what nobody has begun we take from the back.
        for index in range(len(pages) - 1, -1, -1):
            if waiting[index].cancel():
                done[index] = pdf_of(pages[index])
        return [done[index] if index in done else future.result() for index, future in enumerate(waiting)]
