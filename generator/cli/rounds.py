"""The commands `next` and `split`: new case folders from an old one."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.cli.commands import _cases, _knowledge, _now, _shown
from generator.cli.console import ask, complain, print_json, say
from generator.clock import format_date, format_time
from generator.errors import CaseError, Place, Problem

Word = Callable[..., str]


def next_round(options: argparse.Namespace) -> int:
    """Start the next round: recognise the reply, say what must change, write the new case folder."""
    from generator.case.rounds import Step, next_id
    from generator.packet.archive import write_folder
    from generator.packet.rounds import next_round as start

    knowledge = _knowledge(options)
    word = _words(knowledge, options)
    (case,) = _cases(options, knowledge)
    reply = _text(options.reply)
    letter = _text(options.letter) if options.letter else ""
    filed, received = _moment(options, "filed", word), _moment(options, "received", word)
    if filed is None or received is None:
        return 2
    made = start(case, reply, Step(filed, received, options.deadline), knowledge, letter)
    number = case.round + 1
    folder = options.out or case.folder.parent / f"{_first_name(case)}-round{number}"
    write_folder(folder, made.files)
    if options.json:
        print_json(_as_json(case, made, folder, options))
        return 0
    names = {"old": case.id, "before": case.round, "new": next_id(case.id, number), "round": number}
    say(word("next_made", folder=_shown(folder), **names))
    _say_reading(made, word, options.lang)
    _say_changes(made, word, knowledge, options.lang)
    _say_dates(made, options, word, knowledge)
    say("\n" + word("next_then", folder=_shown(folder)))
    return 0


def split(options: argparse.Namespace) -> int:
    """Write one case folder for each issue of a notice."""
    from generator.packet.archive import write_folder
    from generator.packet.rounds import split as apart

    knowledge = _knowledge(options)
    word = _words(knowledge, options)
    (case,) = _cases(options, knowledge)
    made = {
        violation: (case.folder.parent / f"{case.folder.resolve().name}-{violation}", files)
        for violation, files in apart(case, knowledge, _now(options)).items()
    }
    taken = [folder for folder, _ in made.values() if folder.exists()]
    if taken:
        # All of them or none: a second run over half of them would leave the cases at odds.
        raise CaseError([Problem.of("output-taken", Place(f.as_posix()), file=f.as_posix()) for f in taken])
    for folder, files in made.values():
        write_folder(folder, files)
    if options.json:
        print_json({"cases": [{"violation": v, "folder": str(folder)} for v, (folder, _) in made.items()]})
        return 0
    for violation, (folder, _) in made.items():
        say(word("split_made", violation=violation, folder=_shown(folder)))
    say(word("split_then"))
    return 0


def _words(knowledge: Any, options: argparse.Namespace) -> Word:
    def word(key: str, **values: Any) -> str:
        return str(knowledge.word(key, options.lang, **values))

    return word


def _first_name(case: Any) -> str:
    """Return the name of the first round's folder: the next one is `li-round3`, not `li-round2-round3`."""
    return str(case.folder.resolve().name).removesuffix(f"-round{case.round}")


def _text(path: Path) -> str:
    """Return a text file named on the command line. Raises CaseError when it can't be used, or says nothing."""
    from generator.case.files import read_text

    place = Place(_shown(path))
    text = read_text(path.parent, path.name, place)
    if isinstance(text, str) and text.strip():
        return text
    problem = Problem.of("file-empty", place, file=path.name) if isinstance(text, str) else text
    raise CaseError([problem])


def _moment(options: argparse.Namespace, name: str, word: Word) -> datetime | None:
    """Return a moment from the options, or ask for it; None, with a word of advice, when nobody says."""
    given: datetime | None = getattr(options, name)
    if given is None and not options.json:
        answer = ask(word(f"next_ask_{name}"))
        try:
            given = datetime.fromisoformat(answer)
        except ValueError:
            given = None
    if given is None or given.tzinfo is None:
        complain(word("next_no_moment", option=f"--{name}"))
        return None
    return given


def _say_reading(made: Any, word: Word, language: str) -> None:
    say("\n" + word("next_recognised"))
    if not made.reading.matches:
        say("  " + word("next_nothing"))
    for number, found in enumerate(made.reading.matches, 1):
        reply = found.reply
        status = word(f"site_status_{reply.status}")
        say(f"  {number}. {reply.names.in_(language)}")
        say("     " + word("next_quote", line=found.line, quote=found.quote))
        say("     " + word("next_asks", text=reply.asks_for.in_(language)))
        say("     " + word("next_source", status=status, date=format_date(reply.checked, language)))
    if made.reading.also:
        names = "; ".join(found.reply.names.in_(language) for found in made.reading.also)
        say("  " + word("next_also", names=names))
    if made.reading.unknown:
        say("  " + word("next_unknown"))
        for sentence in made.reading.unknown:
            say(f"     “{sentence}”")


def _say_changes(made: Any, word: Word, knowledge: Any, language: str) -> None:
    say("\n" + word("next_change"))
    wanted = [text.in_(language) for found in made.reading.matches for text in found.reply.add]
    for number, text in enumerate([*dict.fromkeys(wanted), word("next_change_letter")], 1):
        say(f"  {number}. {text}")
    say("\n" + word("round_papers"))
    for kind in made.papers:
        paper = knowledge.evidence[kind]
        say(f"  - {paper.names.in_(language)} ({kind}): {paper.get_from.in_(language)}")
    if not made.papers:
        say("  " + word("round_papers_none"))


def _say_dates(made: Any, options: argparse.Namespace, word: Word, knowledge: Any) -> None:
    say("\n" + word("next_dates"))
    if made.rest:
        fact = made.rest.fact
        day = format_date(made.rest.earliest.date(), options.lang)
        source = "; ".join(knowledge.sources[id_].publisher for id_ in fact.sources)
        status = word(f"site_status_{fact.status}")
        rule = fact.says.in_(options.lang)
        say("  " + word("round_earliest", day=day, status=status, rule=rule, source=source))
    else:
        say("  " + word("next_no_rest"))
    if options.deadline:
        say("  " + word("next_deadline", time=format_time(options.deadline, options.lang)))
    else:
        say("  " + word("next_no_deadline"))


def _as_json(case: Any, made: Any, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from generator.case.rounds import next_id
    from generator.rules.replies import missing_papers

    language, rest = options.lang, made.rest
    return {
        "case": case.id, "round": case.round + 1, "case_id": next_id(case.id, case.round + 1), "folder": str(folder),
        "recognised": [
            {"id": m.reply.id, "name": m.reply.names.in_(language), "quote": m.quote, "line": m.line, "spans": m.spans,
             "asks_for": m.reply.asks_for.in_(language), "add": [text.in_(language) for text in m.reply.add],
             "papers": list(missing_papers(case, m.reply)), "status": m.reply.status}
            for m in made.reading.matches
        ],
        "may_also_mean": [m.reply.id for m in made.reading.also],
        "not_recognised": list(made.reading.unknown),
        "papers": list(made.papers),
        "earliest": {"moment": rest.earliest.isoformat(), "fact": rest.fact.id, "status": rest.fact.status} if rest else None,
        "deadline": options.deadline.isoformat() if options.deadline else None,
    }  # fmt: skip
