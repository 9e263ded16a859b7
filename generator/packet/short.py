"""The letter in one and in three sentences, for chat and phone: the same records, said shortly."""

from collections.abc import Iterable, Sequence

from generator.case.model import Statement
from generator.packet.plan import ExhibitPlan, Line, Said
from generator.packet.voice import Voice
from generator.text import capital

GAPS = {"en": "; ", "zh": "；", "ko": "; "}
"""What parts the things that are named in one sentence: their labels may have commas of their own."""


def short_versions(voice: Voice, exhibits: Sequence[ExhibitPlan]) -> tuple[Line, tuple[Line, ...]]:
    """Return who asks what over which notice; and the same with the causes, and with what is done and its proof."""
    one = voice.shape_line(voice.case.letter.short, "short")
    causes = [(s, r) for r in voice.case.responses for s in r.of("root_cause")]
    actions = [s for s in voice.case.statements if s.kind != "root_cause"]
    three = [one]
    if causes:
        named = _joined([voice.cause(s, r) for s, r in causes], voice)
        three.append(Line(_framed(voice, "short_causes", named), _sources(s for s, _ in causes)))
    if actions:
        three.append(Line(_measures(voice, actions, exhibits), _sources(actions)))
    return one, tuple(three)


def _measures(voice: Voice, actions: Sequence[Statement], exhibits: Sequence[ExhibitPlan]) -> Said:
    """Return what is done, what is only planned, and where the proof is."""
    parts = []
    if done := [s for s in actions if not s.is_planned]:
        named = _joined([voice.said(s.label) for s in done], voice)
        days = [s.done for s in done if s.done]
        parts.append(_framed(voice, "short_done", named, voice.day(max(days)) if days else None))
    if planned := [s for s in actions if s.is_planned]:
        named = _joined([_dated(voice, s) for s in planned], voice)
        parts.append(_framed(voice, "short_planned", named))
    if exhibits:
        # `첨부 1–6`: the word of Korean labels is said once, and is Korean; the client reads the numbers.
        first, last = exhibits[0].label, exhibits[-1].label
        numbers = [label.rpartition(" ")[2] for label in dict.fromkeys((first, last))]
        word = first.removesuffix(numbers[0])
        parts.append(_framed(voice, "short_proof", Said(word + "–".join(numbers), "–".join(numbers))))
    filed, client = (" – ".join(texts) for texts in zip(*((p.filed, p.client) for p in parts), strict=True))
    return _framed(voice, "short_sentence", Said(capital(filed), capital(client)))


def _dated(voice: Voice, statement: Statement) -> Said:
    """Return a planned action's label with its day behind it."""
    said = voice.said(statement.label)
    return _framed(voice, "short_noted", said, voice.day(statement.planned)) if statement.planned else said


def _joined(said: Sequence[Said], voice: Voice) -> Said:
    filed, client = voice.languages
    return Said(GAPS[filed].join(one.filed for one in said), GAPS[client].join(one.client for one in said))


def _framed(voice: Voice, key: str, said: Said, note: Said | None = None) -> Said:
    """Return the words of the frame `key` around what is said."""
    filed, client = voice.languages
    word, note = voice.knowledge.word, note or Said("", "")
    return Said(
        word(key, filed, what=said.filed, note=note.filed),
        word(key, client, what=said.client, note=note.client),
    )


def _sources(statements: Iterable[Statement]) -> tuple[str, ...]:
    sources = [s.place.short + (f" ({s.action.id})" if s.action else "") for s in statements]
    return tuple(dict.fromkeys(sources))
