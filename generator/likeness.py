"""How alike two texts are: near misses of a word, sentences that come again. The only module that knows rapidfuzz."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def closest(word: str, known: Iterable[object]) -> str:
    """Return the known word nearest to `word`, or "" when none is near."""
    found = process.extractOne(word, [str(k) for k in known], score_cutoff=70)
    return str(found[0]) if found else ""


def best_match(sentence: str, others: Iterable[str]) -> float:
    """Return how like the most similar of `others` is to a sentence, from 0 to 100 (word for word)."""
    return max((fuzz.ratio(sentence, other) for other in others), default=0.0)
