"""The notice against what the case says of it: its numbers, its rules, whom it names, and when it came."""

import re
from collections.abc import Iterator
from datetime import datetime

from generator import clock
from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.text import Text, squeeze

_CLAUSE = re.compile(
    r"(?:\bsection|\barticle|\bclause|§) ?\d+(?:\.\d+)*|第 ?\d+(?:\.\d+)* ?条|제 ?\d+ ?조", re.IGNORECASE
)
"""A numbered clause, as notices in English, Chinese and Korean cite it."""

WHOLE_NOTICE = 80
"""A notice that holds fewer characters beside the quoted sentences is an excerpt, not the message as it came."""


def check_notice(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield where the case does not fit the notice, or leaves out what an answer must name."""
    notice = case.notice
    text = squeeze(notice.text).casefold()
    if notice.received > now:
        moment = Text(*(clock.format_time(notice.received, language) for language in ("zh", "en", "ko")))
        yield Finding("notice.received-later", case.place("notice.received"), {"received": moment})
    rest = text
    for allegation in notice.allegations:
        rest = rest.replace(squeeze(allegation.quote).casefold(), "")
    if len(rest) < WHOLE_NOTICE:
        yield Finding("notice.excerpt", case.place("notice.file"), {"file": notice.file})
    if not notice.references:
        yield Finding("notice.reference-missing", case.place("notice.references"))
    for name, value in notice.references.items():
        if squeeze(value).casefold() not in text:
            place = case.place(f"notice.references.{name}")
            yield Finding("notice.reference-differs", place, {"name": name, "value": value})
    seller = case.seller
    known = [seller.seller_id, seller.store, seller.company.en, seller.company.zh, seller.company.ko or ""]
    if not any(squeeze(name).casefold() in text for name in known if name):
        yield Finding("party.not-in-notice", case.place("seller.seller_id"), {"seller_id": seller.seller_id})
    yield from _rules(case, text)
    yield from _items(case, text)


def _rules(case: Case, text: str) -> Iterator[Finding]:
    """Yield rules and clauses that the notice names and the case does not enter."""
    notice = case.notice
    entered = squeeze(" ".join(notice.clauses)).casefold()
    place = case.place("notice.policies")
    for id_, policy in case.platform.policies.items():
        names = {squeeze(n).casefold() for n in (policy.names.en, policy.names.zh, policy.names.ko) if n}
        if id_ not in notice.policies and any(n in text and n not in entered for n in names):
            yield Finding("notice.policy-not-entered", place, {"policy": policy.names})
    for clause in dict.fromkeys(_CLAUSE.findall(text)):
        if clause not in entered:
            yield Finding("notice.policy-not-entered", case.place("notice.clauses"), {"policy": clause})


def _items(case: Case, text: str) -> Iterator[Finding]:
    """Yield listed numbers that are not the notice's. A notice that lists none leaves the list to the seller's reports."""
    for allegation in case.notice.allegations:
        differing = [item for item in allegation.items if item.casefold() not in text]
        if differing and len(differing) < len(allegation.items):
            values = {"allegation": allegation.id, "missing": ", ".join(differing[:5])}
            yield Finding("allegation.item-not-in-notice", allegation.place, values)


def check_cited(case: Case, letter: str) -> Iterator[Finding]:
    """Yield rules and clauses that the notice cites and the letter does not name; `letter` is its whole filed text."""
    text = squeeze(letter).casefold()
    policies = [case.platform.policies[id_].names for id_ in case.notice.policies]
    for name in (*(p.in_(case.language) for p in policies), *case.notice.clauses):
        if squeeze(name).casefold() not in text:
            yield Finding("notice.policy-not-cited", case.place("notice.policies"), {"policy": name})
