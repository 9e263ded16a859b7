"""Tables as a seller portal exports them."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_export(header: Sequence[str], rows: Iterable[Sequence[object]], *, mark: bool = True) -> bytes:
    """UTF-8, with the mark that spreadsheet programs look for unless told otherwise.

    Lines end as the repository keeps them, so that a fresh copy of it has the same bytes.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")
