"""The folders that follow from a case: the next round after a reply, or one for each issue of the notice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.case.model import Case
from generator.case.practice_file import FILE as PRACTICE
from generator.case.rounds import LETTER, REPLY, Step, blank_point, next_case, thread
from generator.case.splitting import split_case
from generator.errors import CaseError, Problem
from generator.knowledge.model import Knowledge
from generator.packet.letter import Composer
from generator.packet.render.text import letter_text
from generator.rules.cooldown import CoolDown, cool_down
from generator.rules.replies import Reading, missing_papers, read_reply
from generator.rules.several import check_several, issues
from generator.source.read import Document, read_yaml
from generator.text import Text

Files = Mapping[str, bytes]
"""Files of a case folder by name."""


@dataclass(frozen=True)
class NextRound:
    """The next round: its folder's files, what the reply asks for, the papers not yet there, and the rest to be kept."""

    files: Files
    reading: Reading
    papers: tuple[str, ...]
    rest: CoolDown | None


def next_round(case: Case, reply: str, step: Step, knowledge: Knowledge, letter: str = "") -> NextRound:
    """Return the next round of a case after a reply. `letter` is the text as filed; without it the case's own is composed."""
    document, text = _source(case)
    reading = read_reply(reply, case.platform, case.violation.id)
    papers = tuple(dict.fromkeys(k for m in reading.matches for k in missing_papers(case, m.reply)))
    if not letter:
        day = step.filed.astimezone(case.platform.clock.zone).date()
        letter = letter_text(Composer(case, knowledge, day).compose(), knowledge)
    made = next_case(
        document, text, step,
        changes=list(_changes(case, reading, papers, knowledge)), points=list(_points(case, reading, knowledge)),
    )  # fmt: skip
    files = {
        **_kept(case, [e.file for e in case.exhibits]),
        "case.yml": made.encode(),
        case.notice.file: thread(reply, case.notice.text, case.notice.received).encode(),
        LETTER: letter.encode(),
        REPLY: reply.encode(),
    }
    return NextRound(files, reading, papers, cool_down(case, step.filed))


def split(case: Case, knowledge: Knowledge, now: datetime) -> dict[str, Files]:
    """Return the files of one case for each issue of the notice, by violation. Raises CaseError where it must stay one."""
    found = issues(case)
    if len(found) < 2:
        place = case.place("notice.allegations")
        raise CaseError([Problem.of("split-one", place, violation=case.violation.id)])
    if case.channel.several and case.channel.several.value == "together":
        raise CaseError(f.as_problem(knowledge) for f in check_several(case, knowledge, now))
    document, text = _source(case)
    made: dict[str, Files] = {}
    for id_ in found:
        part, exhibits = split_case(document, text, case.platform.violations[id_])
        shared = [case.notice.file, *(case.previous.files if case.previous else ())]
        made[id_] = {**_kept(case, shared + exhibits), "case.yml": part.encode()}
    return made


def _source(case: Case) -> tuple[Document, str]:
    """Return the case's file as read, and its text. It was read before, so it is in order."""
    path = case.folder / case.path.rpartition("/")[2]
    document, problems = read_yaml(path, case.path)
    if document is None:
        raise CaseError(problems)
    return document, path.read_bytes().decode("utf-8-sig")


def _kept(case: Case, names: list[str]) -> dict[str, bytes]:
    """Return files of the case's folder as they are, the consultant's own file among them."""
    if (case.folder / PRACTICE).is_file():
        names = [*names, PRACTICE]
    return {name: (case.folder / name).read_bytes() for name in names}


def _changes(case: Case, reading: Reading, papers: tuple[str, ...], knowledge: Knowledge) -> Iterator[str]:
    """Yield the lines that say in the new case what must change, in Chinese and English."""

    def both(key: str) -> str:
        return _both(Text(*(knowledge.word(key, language) for language in ("zh", "en"))))

    yield both("next_file_change")
    for number, found in enumerate(reading.matches, 1):
        yield f"{number}. {_both(found.reply.names)}: “{found.quote}”"
        for text in found.reply.add:
            yield f"   - {text.zh}"
            yield f"     {text.en}"
    if papers:
        yield both("next_file_papers")
        for kind in papers:
            yield f"   - {kind} ({_both(knowledge.evidence[kind].names)})"
    if reading.unknown:
        yield both("next_file_unknown")
        yield from (f"   - “{sentence}”" for sentence in reading.unknown)
    yield both("next_file_new")
    yield "new_since:"
    yield f"  - {{{_languages(case)}, proof: []}}"


def _points(case: Case, reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    """Yield the lines of a new point of the notice for every sentence that was recognised."""
    quotes = dict.fromkeys(found.quote for found in reading.matches)
    if quotes:
        yield _both(Text(*(knowledge.word("next_file_points", language) for language in ("zh", "en"))))
    first = max((int(a.id.removeprefix("A")) for a in case.notice.allegations), default=0) + 1
    for number, quote in enumerate(quotes, first):
        yield from blank_point(number, quote, f"{{{_languages(case)}}}")


def _languages(case: Case) -> str:
    return "en: , zh: , ko: " if case.language == "ko" else "en: , zh: "


def _both(text: Text) -> str:
    return f"{text.zh} / {text.en}"
