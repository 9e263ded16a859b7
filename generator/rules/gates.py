"""Gates: what decides before any paper does. Each is open, open with a caution, or blocks the way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generator import clock
from generator.case.model import Case
from generator.knowledge.model import Fact, Knowledge, Risk
from generator.rules.deadlines import Deadlines
from generator.rules.finding import Finding
from generator.rules.gaps import Gap, Matrix
from generator.text import Text, listed, plural, same


@dataclass(frozen=True)
class Saying:
    """A sentence of content/ui, by its key, with what is filled in."""

    key: str
    values: Mapping[str, str | Text] = field(default_factory=dict)

    def in_(self, knowledge: Knowledge, language: str) -> str:
        """Return the sentence in `language`."""
        values = {name: v.in_(language) if isinstance(v, Text) else v for name, v in self.values.items()}
        return knowledge.word(self.key, language, **values)


@dataclass(frozen=True)
class Gate:
    """One gate. `state`: open, caution, blocking, to-confirm (the client has not named it) or not-applicable.

    `at_best` is the best grade it lets through.
    """

    id: str
    state: str
    says: Saying
    names: Text | None = None
    why: tuple[Text, ...] = ()
    facts: tuple[Fact, ...] = ()
    at_best: str = "high"


_BEST = {"open": "high", "not-applicable": "high", "caution": "medium", "blocking": "not-advised"}


def gates_of(
    case: Case, knowledge: Knowledge, now: datetime, deadlines: Deadlines, gaps: Collection[Gap]
) -> tuple[Gate, ...]:
    """Return all gates of a case as it stands with `gaps`."""
    return (
        _appealable(case, gaps),
        _licence(case, knowledge, gaps),
        _time(case, now, deadlines),
        *_risks(case, knowledge),
        _round(case),
    )


def _gate(id_: str, state: str, key: str, /, why: tuple[Text, ...] = (), facts: tuple[Fact, ...] = (), **values: str | Text) -> Gate:  # fmt: skip
    return Gate(id_, state, Saying(key, values), why=why, facts=facts, at_best=_BEST[state])


def _appealable(case: Case, gaps: Collection[Gap]) -> Gate:
    """Say whether this kind of violation can be appealed: by the violation's `appealable`."""
    rule = case.violation.appealable
    facts = tuple(case.platform.facts[id_] for id_ in rule.facts)
    if rule.value == "no":
        state, key = "blocking", "gate_appealable_no"
    elif rule.value == "after-fix":
        done = {id_ for r in case.responses if any(s.done for s in r.of("corrective")) for id_ in r.answers}
        mended = {a.id for a in case.notice.allegations} <= done
        state, key = ("open", "gate_appealable_fixed") if mended else ("caution", "gate_appealable_fix_first")
    elif rule.value == "depends":
        lacking = any(gap.must and gap.is_absent for gap in gaps)
        state, key = ("caution" if lacking else "open"), "gate_appealable_depends"
    else:
        state, key = "open", "gate_appealable_yes"
    return _gate("appealable", state, key, why=(rule.because,), facts=facts)


def _licence(case: Case, knowledge: Knowledge, gaps: Collection[Gap]) -> Gate:
    """Say whether a licence, certificate or grant that the matrix calls a must is there and usable."""
    kinds = [knowledge.evidence[id_] for id_ in Matrix(case, knowledge).of("must")]
    licences = [kind for kind in kinds if kind.licence]
    if not licences:
        return _gate("licence", "not-applicable", "gate_licence_none")
    missing = [kind for kind in licences if any(g.must and g.is_absent and g.kind == kind for g in gaps)]
    state, key = ("blocking", "gate_licence_missing") if missing else ("open", "gate_licence_there")
    return _gate("licence", state, key, papers=all_of([kind.names for kind in missing or licences]))


def _time(case: Case, now: datetime, deadlines: Deadlines) -> Gate:
    """Say how much time is left."""
    hard, safe = deadlines.hard, deadlines.safe
    why = (case.violation.deadline.says,)
    facts = (deadlines.assumed,) if deadlines.assumed else ()
    if hard is None or safe is None:
        return _gate("time", "open", "gate_time_unknown", why=why)
    if now >= hard:
        return _gate("time", "blocking", "gate_time_passed", facts=facts, hard=both_zones(hard))
    state, key = ("caution", "gate_time_short") if now >= safe else ("open", "gate_time_enough")
    values: dict[str, str | Text] = {
        "left": time_left(hard, now),
        "hard": both_zones(hard),
        "safe": both_zones(safe),
    }
    return _gate("time", state, key, why=why if facts else (), facts=facts, **values)


def _risks(case: Case, knowledge: Knowledge) -> Iterator[Gate]:
    """Yield a gate for each risk the case names, and for those that every client is asked about."""
    named = {told.risk.id: told for told in case.risks}
    for risk in knowledge.risks.values():
        facts = tuple(_facts_here(risk, case))
        if told := named.get(risk.id):
            state = "blocking" if risk.at_best == "not-advised" else "caution"
            said = (told.note,) if told.note else ()
            papers = all_of([same(id_) for id_ in told.exhibits])
            key = "gate_risk_says_papers" if told.exhibits else "gate_risk_says"
            says = Saying(key, {"says": risk.says, "papers": papers})
            yield Gate(risk.id, state, says, risk.names, (*said, risk.mend), facts, risk.at_best)
        elif risk.asked:
            yield Gate(risk.id, "to-confirm", Saying("gate_risk_not_named"), risk.names)


def _facts_here(risk: Risk, case: Case) -> Iterator[Fact]:
    for id_ in risk.facts:
        fact = case.platform.facts.get(id_)
        if fact and (not fact.violations or case.violation.id in fact.violations):
            yield fact


def _round(case: Case) -> Gate:
    """Say what an earlier refusal means; where the knowledge base says there is one filing only, it blocks."""
    if case.round == 1:
        return _gate("round", "open", "gate_round_first")
    later = [s for s in case.violation.contexts if "later" in s.when.round and s.when.holds(case.context)]
    only_once = any(not situation.occurs for situation in later)
    state, key = ("blocking", "gate_round_only_one") if only_once else ("caution", "gate_round_later")
    return _gate("round", state, key, why=tuple(s.says for s in later), round=str(case.round))


def check_risks(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what the client has told that bears on the outcome, and papers it names that are not there."""
    known = {exhibit.id for exhibit in case.exhibits}
    for told in case.risks:
        id_ = "risk.blocking" if told.risk.at_best == "not-advised" else "risk.named"
        yield Finding(id_, told.place, {"risk": told.risk.names, "way": told.risk.mend})
        for exhibit in told.exhibits:
            if exhibit not in known:
                yield Finding("evidence.unknown-exhibit", told.place, {"exhibit": exhibit})


def both_zones(moment: datetime) -> Text:
    """Return a moment in China's time and in its own zone: Chinese readers see theirs first."""
    china = moment.astimezone(clock.CHINA)
    zh, en = (clock.format_time(m, language) for m, language in ((china, "zh"), (moment, "en")))
    same_day = moment.date() == china.date()
    beside_zh = f"{moment:%H:%M}" if same_day else clock.format_time(moment, "zh")
    beside_en = f"{china:%H:%M}" if same_day else clock.format_time(china, "en")
    return Text(
        f"北京时间{zh}（{moment.tzname()} {beside_zh}）", f"{en} {moment.tzname()} ({beside_en} in China)"
    )


def time_left(until: datetime, now: datetime) -> Text:
    """Return how long it is from `now`, in whole hours rounded down, with days where there are more than two."""
    hours = int((until - now).total_seconds() // 3600)
    if hours < 1:
        return Text("不到1小时", "less than an hour")
    days, rest = divmod(hours, 24) if hours > 48 else (0, hours)
    zh, en = f"{rest}小时", f"{rest} {plural(rest, 'hour', 'hours')}"
    return Text(f"{days}天{zh}", f"{days} days {en}") if days else Text(zh, en)


def all_of(texts: list[Text]) -> Text:
    """Return the texts as one phrase in Chinese and English."""
    return Text(*(listed([text.in_(language) for text in texts], language) for language in ("zh", "en")))
