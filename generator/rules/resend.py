"""A later letter set beside the one before it: what comes again, and whether the same grounds have rested long enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.case.model import Case
from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.likeness import best_match
from generator.rules.cooldown import cool_down
from generator.rules.finding import Finding
from generator.text import Text, sentences

SAME_SENTENCE = 85
"""A sentence this like one of the old letter, of 100, is the old one: a date or a number may differ, hardly more."""

SAME_LETTER = 85
"""Share of the text, in percent, from which a letter counts as sent again, where the channel names no number of its own.

No platform publishes such a number: this is our own caution. Of twenty sentences three or more must be new.
"""


@dataclass(frozen=True)
class Comparison:
    """How many of a letter's sentences stood in the one before, and their share of its text in percent."""

    same: int
    count: int
    similarity: int


def compare(body: Sequence[str], before: str) -> Comparison:
    """Compare the paragraphs of a letter's body with the whole text of the letter before."""
    new = [_bare(sentence) for paragraph in body for sentence in sentences(paragraph)]
    old = [_bare(sentence) for sentence in sentences(before)]
    same = [sentence for sentence in new if best_match(sentence, old) >= SAME_SENTENCE]
    total = sum(map(len, new))
    return Comparison(len(same), len(new), round(100 * sum(map(len, same)) / total) if total else 0)


def check_resend(case: Case, body: Sequence[str], knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield how like the letter is to the one before, and whether it comes too soon.

    `body` holds the paragraphs of news, causes and actions as composed; heads, headings and lists of exhibits are the same in
    every round and do not count.
    """
    previous = case.previous
    if previous is None:
        return
    if previous.replied and previous.filed > previous.replied:
        yield Finding("round.filed-after-reply", case.place("previous.filed"))
    unchanged = False
    if previous.letter:
        found = compare(body, previous.letter)
        limit = case.channel.resend_similarity or SAME_LETTER
        unchanged = found.similarity >= limit
        values: dict[str, str | Text] = {
            "same": str(found.same), "count": str(found.count), "similarity": str(found.similarity), "limit": str(limit),
        }  # fmt: skip
        yield Finding(
            "round.resend-unchanged" if unchanged else "round.resend-compared",
            case.place("previous.letter"),
            values,
        )
    rest = cool_down(case, previous.filed)
    if rest and now < rest.earliest:
        values = {
            "day": _day(rest.earliest), "rule": rest.fact.says,
            "status": Text(*(knowledge.word(f"site_status_{rest.fact.status}", language) for language in ("zh", "en"))),
            "source": "; ".join(knowledge.sources[id_].publisher for id_ in rest.fact.sources),
        }  # fmt: skip
        yield Finding(
            "round.cool-down" if unchanged else "round.within-cool-down", case.place("previous.filed"), values
        )


def _bare(sentence: str) -> str:
    """Return a sentence as it is compared: without bullets, in small letters."""
    return sentence.lstrip("-•* ").casefold()


def _day(moment: datetime) -> Text:
    return Text(*(format_date(moment.date(), language) for language in ("zh", "en", "ko")))
