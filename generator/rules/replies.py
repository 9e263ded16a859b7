"""What the platform's reply asks for: its phrases recognised, each with the sentence it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from generator.case.model import Case
from generator.knowledge.model import Knowledge, Platform, Reply
from generator.rules.finding import Finding
from generator.text import Text, has_han, has_hangul, listed, sentence_spans, squeeze

_LONG_LINE = 60
"""A line of so many columns was broken by a mail program, not by its author. Chinese and Korean signs take two."""

_STOPS = ".!?。！？；"


@dataclass(frozen=True)
class Match:
    """One reply recognised: the sentence around its longest phrase, with its line counted from 1.

    `spans` are the places of its phrases in the text, the longest first.
    """

    reply: Reply
    quote: str
    line: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reading:
    """What was recognised in a reply, the strongest first, and the full sentences that nothing recognises.

    `also` are weaker readings of words that one of `matches` explains already.
    """

    matches: tuple[Match, ...]
    also: tuple[Match, ...]
    unknown: tuple[str, ...]


def match(text: str, platform: Platform, language: str | None = None, violation: str = "") -> list[Match]:
    """Return the platform's replies whose phrases stand in a text, the strongest first.

    Only phrases of `language` count, or of all three when it is None. A reply about `violation` goes before one about
    all, and that before one about others; then the one with more phrases found, then the one that stands first.
    """
    smooth = _smooth(text)
    found = []
    for reply in platform.replies.values():
        spans = {
            hit.span()
            for name, phrases in reply.phrases.items()
            if language in (None, name)
            for phrase in phrases
            for hit in re.finditer(phrase, smooth, re.IGNORECASE)
        }
        if spans:
            ordered = sorted(spans, key=lambda span: (span[0] - span[1], span[0]))
            line = text.count("\n", 0, ordered[0][0]) + 1
            found.append(Match(reply, _said(text, smooth, ordered[0]), line, tuple(ordered)))
    return sorted(
        found, key=lambda m: (_distance(m.reply, violation), -len(m.spans), min(m.spans), m.reply.id)
    )


def read_reply(text: str, platform: Platform, violation: str = "") -> Reading:
    """Return what a reply asks for, and the sentences that no phrase recognises: these a person must read."""
    every = match(text, platform, violation=violation)
    smooth = _smooth(text)
    matches: list[Match] = []
    for found in every:
        if not any(_meet(found.spans[0], stronger.spans[0]) for stronger in matches):
            matches.append(found)
    known = [span for found in every for span in found.spans]
    unknown = [
        squeeze(text[start:end])
        for start, end in sentence_spans(smooth)
        if smooth[start:end].rstrip()[-1] in _STOPS and not any(_meet((start, end), span) for span in known)
    ]
    also = [found for found in every if found not in matches]
    return Reading(tuple(matches), tuple(also), tuple(dict.fromkeys(unknown)))


def missing_papers(case: Case, reply: Reply) -> tuple[str, ...]:
    """Return the ids of the kinds of paper a reply usually wants that the case does not have."""
    held = {exhibit.kind.id for exhibit in case.exhibits}
    return tuple(kind for kind in reply.evidence if kind not in held)


def check_reply(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what the reply to the round before asks for and the case does not take up.

    A sentence of the reply is taken up when a point of the notice quotes it: then it must be answered like any other.
    """
    if case.previous is None or not case.previous.reply:
        return
    place = case.place("previous.reply")
    quoted = [squeeze(allegation.quote) for allegation in case.notice.allegations]
    for found in read_reply(case.previous.reply, case.platform, case.violation.id).matches:
        reply = found.reply
        if any(quote in found.quote or found.quote in quote for quote in quoted):
            continue
        values: dict[str, str | Text] = {
            "quote": found.quote, "reply": reply.names, "asks": reply.asks_for, "add": _joined(reply.add),
        }  # fmt: skip
        yield Finding("round.reply-unanswered", place, values)
        papers = missing_papers(case, reply)
        if papers and len(papers) == len(reply.evidence):
            kinds = [knowledge.evidence[kind].names for kind in papers]
            yield Finding("round.reply-papers", place, {"reply": reply.names, "kinds": _list(kinds)})


def _distance(reply: Reply, violation: str) -> int:
    if not reply.violations:
        return 1
    return 0 if violation in reply.violations else 2


def _smooth(text: str) -> str:
    """Return a text of the same length with typographic quotes made plain and lines joined that a mail program broke."""
    text = text.replace("\r\n", " \n").replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    lines = text.split("\n")
    made = lines[0]
    for before, line in pairwise(lines):
        width = sum(2 if has_han(c) or has_hangul(c) else 1 for c in before)
        broken = width >= _LONG_LINE and before.rstrip()[-1:] not in _STOPS and line[:1].strip("-*•·")
        made += (" " if broken else "\n") + line
    return made


def _said(text: str, smooth: str, span: tuple[int, int]) -> str:
    """Return the sentence around a phrase, letter by letter as it stands in the text, so that it can be quoted."""
    return squeeze(" ".join(text[a:b] for a, b in sentence_spans(smooth) if _meet((a, b), span)))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joined(texts: tuple[Text, ...]) -> Text:
    return Text("；".join(t.zh.rstrip("。") for t in texts), "; ".join(t.en.rstrip(".") for t in texts))


def _list(texts: list[Text]) -> Text:
    return Text(listed([t.zh for t in texts], "zh"), listed([t.en for t in texts], "en"))
