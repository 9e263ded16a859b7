"""What the answer is built of: its parts, something done, each point proved, each sentence said once."""

from collections.abc import Iterator
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.text import Text, has_han, has_hangul, squeeze


def check_parts(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield parts of the letter's shape that would stay empty, and statements that its shape has no part for."""
    kinds = ("root_cause", "corrective", "preventive")
    shape = {section.of: section.heading for section in case.letter.sections}
    filled = {statement.kind for statement in case.statements}
    for kind in kinds:
        if kind in shape and kind not in filled:
            yield Finding("letter.part-missing", case.place("response"), {"part": shape[kind]})
    for statement in case.statements:
        if statement.kind not in shape:
            yield Finding("letter.part-left-out", statement.place, {"action": statement.title})
    corrections = [s for s in case.statements if s.kind == "corrective"]
    if corrections and not any(s.done for s in corrections):
        yield Finding("action.nothing-done", corrections[0].place)


def check_points_proved(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield points of the notice that are answered without a single exhibit."""
    for allegation in case.notice.allegations:
        answers = [r for r in case.responses if allegation.id in r.answers]
        if answers and not any(s.proof for r in answers for s in r.statements):
            yield Finding("allegation.unproved", allegation.place, {"allegation": allegation.id})


def check_sentences(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield sentences said twice, in another language than their own, or about another platform."""
    said: set[str] = set()
    others = {
        name
        for platform in knowledge.platforms.values()
        if platform.id != case.platform.id
        for name in (platform.names.en, platform.names.ko or "")
        if name
    }
    for statement in case.statements:
        name: dict[str, str | Text] = {"action": statement.title}
        text = statement.says.in_(case.language)
        if squeeze(text).casefold() in said:
            yield Finding("text.repeated", statement.place, name)
        said.add(squeeze(text).casefold())
        for other in sorted(o for o in others if o.casefold() in text.casefold()):
            yield Finding("text.other-platform", statement.place, {**name, "platform": other})
        if not _in_its_language(statement.says):
            yield Finding("text.wrong-language", statement.place, name)


def _in_its_language(text: Text) -> bool:
    """Tell whether each language's text has letters of that language: the client reads one, the reviewer another."""
    latin = any(c.isascii() and c.isalpha() for c in text.en)
    return latin and has_han(text.zh) and (not text.ko or has_hangul(text.ko))
