"""Facts and conflicts as a page shows them: what to believe first, then what is claimed elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.knowledge.model import Conflict, Fact, Pitfall, Question, Reply
from generator.website.page import Page


@dataclass(frozen=True)
class Statement:
    """One fact on a page; all strings are Markdown, empty ones are left out."""

    id: str
    says: str
    claimed: str
    details: tuple[str, ...]
    proof: str


def statement(page: Page, fact: Fact) -> Statement:
    """Return a fact as shown. Of a contradicted one `otherwise` is said, the fact is only claimed."""
    details = []
    if scope := page.when(fact.scope):
        details.append(page.word("fact_scope", scope=scope))
    if fact.from_:
        key = "fact_from" if fact.from_ <= page.today else "fact_not_yet"
        details.append(page.word(key, date=page.day(fact.from_)))
    if fact.to:
        key = "fact_to" if fact.to >= page.today else "fact_ended"
        details.append(page.word(key, date=page.day(fact.to)))
    details += [
        page.word(
            "fact_before",
            date=page.day(earlier.to),
            says=page.t(earlier.says),
            sources=page.sources(earlier.sources),
        )
        for earlier in fact.history
    ]
    if fact.note:
        details.append(page.word("fact_note", note=page.t(fact.note)))
    claimed = fact.status == "contradicted" and fact.otherwise is not None
    return Statement(
        fact.id,
        page.t(fact.otherwise if claimed else fact.says),
        _refuted(page, page.t(fact.says)) if claimed else "",
        tuple(details),
        page.proof("" if claimed else fact.status, fact.sources, fact.checked),
    )


def _refuted(page: Page, claim: str) -> str:
    """Return what is claimed elsewhere; the label stands on the claim, never on what holds."""
    return page.word("claimed_elsewhere", chip=page.chip("status", "contradicted"), claim=claim)


def statements(page: Page, facts: Iterable[str]) -> list[Statement]:
    """Return facts as shown, in the order given."""
    return [statement(page, page.knowledge.fact(id_)) for id_ in facts]


@dataclass(frozen=True)
class Disagreement:
    """An entry of the conflict register on a page; all strings are Markdown."""

    id: str
    title: str
    do: str
    because: str
    act_on: Statement
    others: tuple[Statement, ...]
    checked: str
    link: str


def disagreement(page: Page, conflict: Conflict) -> Disagreement:
    """Return an entry of the register as shown: the fact to act on, then the others."""
    others = [id_ for id_ in conflict.facts if id_ != conflict.act_on]
    return Disagreement(
        conflict.id,
        page.t(conflict.names),
        page.t(conflict.do),
        page.t(conflict.because),
        statement(page, page.knowledge.fact(conflict.act_on)),
        tuple(statements(page, others)),
        page.word("checked", date=page.day(conflict.checked)),
        page.conflict(conflict),
    )


def disagreements(
    page: Page, facts: Iterable[str], shown: Sequence[str] = (), violation: str = ""
) -> list[Disagreement]:
    """Return the register's entries that speak of any of the facts and were not shown yet.

    With a violation, only entries of which at least two facts concern it: one fact alone is no disagreement.
    """
    wanted = set(facts)
    return [
        disagreement(page, conflict)
        for conflict in page.knowledge.conflicts.values()
        if conflict.id not in shown
        and wanted.intersection(conflict.facts)
        and (not violation or sum(_concerns(page, id_, violation) for id_ in conflict.facts) > 1)
    ]


def _concerns(page: Page, fact: str, violation: str) -> bool:
    named = page.knowledge.fact(fact).violations
    return not named or violation in named


@dataclass(frozen=True)
class Advice:
    """A pitfall or an answer on a page: what is said, then labelled parts; all strings are Markdown."""

    id: str
    title: str
    says: str
    parts: tuple[tuple[str, str], ...]
    proof: str


def pitfall(page: Page, record: Pitfall) -> Advice:
    """Return a pitfall: the mistake, why it fails, what to do instead; if refuted, first what holds."""
    refuted = record.status == "contradicted" and record.otherwise is not None
    claim = page.chip("status", "contradicted") + " " if refuted else ""
    parts = (
        *([(page.word("pitfall_holds"), page.t(record.otherwise))] if refuted else []),
        (page.word("pitfall_mistake"), claim + page.t(record.mistake)),
        (page.word("pitfall_why"), page.t(record.why)),
        (page.word("pitfall_instead"), page.t(record.instead)),
    )
    proof = page.proof("" if refuted else record.status, record.sources, record.checked)
    return Advice(record.id, page.t(record.names), "", parts, proof)


def answer(page: Page, record: Question) -> Advice:
    """Return a question with its answer; a refuted answer stands after what holds."""
    refuted = record.status == "contradicted" and record.otherwise is not None
    return Advice(
        record.id,
        page.t(record.question),
        page.t(record.otherwise if refuted else record.answer),
        (("", _refuted(page, page.t(record.answer))),) if refuted else (),
        page.joined(
            [
                page.proof("" if refuted else record.status, record.sources, record.checked),
                page.basis(record.facts),
            ]
        ),
    )


def refusal(page: Page, record: Reply) -> Advice:
    """Return a refusal: how it may read, what it asks for, what to add in the next round."""
    added = page.clauses(page.t(text) for text in record.add)
    papers = page.listed(page.evidence(kind) for kind in record.evidence)
    parts = (
        (page.word("reply_reads"), page.quoted(record.example)),
        (page.word("reply_asks"), page.t(record.asks_for)),
        (page.word("reply_add"), added),
        *([(page.word("reply_papers"), papers)] if papers else []),
    )
    proof = page.proof(record.status, record.sources, record.checked)
    return Advice(record.id, page.t(record.names), "", parts, proof)
