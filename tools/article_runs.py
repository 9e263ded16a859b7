"""Keep what is needed to see whether a sentence of a source article stands in the content, without the article.

Each run of 20 Chinese characters and of 12 English words is kept as a hash of 6 bytes. Run this when an article
is added to those the project began from:

    .venv/bin/python tools/article_runs.py ARTICLE.txt [ARTICLE.txt …]
"""

import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

KEPT = Path(__file__).resolve().parents[1] / "tests" / "knowledge" / "article_runs.bin"
SIZE = 6
CHARACTERS, WORDS = 20, 12
_HAN = re.compile("[㐀-鿿]")


def runs(text: str) -> Iterator[str]:
    """Yield every run of 20 characters that are mostly Chinese, and of 12 words, without blanks and punctuation."""
    joined = re.sub(r"[^㐀-鿿A-Za-z0-9]", "", text)
    for start in range(len(joined) - CHARACTERS + 1):
        run = joined[start : start + CHARACTERS]
        if len(_HAN.findall(run)) * 4 >= CHARACTERS * 3:
            yield run.lower()
    words = re.findall(r"[A-Za-z0-9'’]+", text.lower())
    for start in range(len(words) - WORDS + 1):
        yield " ".join(words[start : start + WORDS])


def hashed(run: str) -> bytes:
    """Return the hash under which a run is kept."""
    return blake2b(run.encode(), digest_size=SIZE).digest()


def kept() -> frozenset[bytes]:
    """Return the hashes of all runs of the articles."""
    data = KEPT.read_bytes()
    return frozenset(data[at : at + SIZE] for at in range(0, len(data), SIZE))


def main(articles: Sequence[str]) -> int:
    """Write the hashes of all runs of the articles."""
    if not articles:
        print(__doc__)
        return 2
    found = {hashed(run) for article in articles for run in runs(Path(article).read_text(encoding="utf-8"))}
    KEPT.write_bytes(b"".join(sorted(found)))
    print(f"{len(found)} runs of {len(articles)} articles")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
