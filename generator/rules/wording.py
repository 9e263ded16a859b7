"""Words that weaken or break a letter, by content/wording.yml, and text in the wrong language."""

import re
from collections.abc import Iterator
from datetime import datetime

from generator.case.model import Case
from generator.errors import Place
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding, language_name
from generator.text import Text, has_han


def check_wording(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield every wording rule that speaks about a statement of the letter, in the letter's language."""
    for statement in case.told:
        text = statement.says.in_(case.language)
        for rule in knowledge.wording.values():
            if statement.scopes.isdisjoint(rule.applies_to):
                continue
            for pattern in rule.patterns.get(case.language, ()):
                if found := re.search(pattern, text, re.IGNORECASE):
                    yield Finding(f"wording.{rule.id}", statement.place, {"found": found.group(0)})
                    break


def check_letter_wording(case: Case, knowledge: Knowledge, letter: str) -> Iterator[Finding]:
    """Yield wording rules that look at the letter as a whole; `letter` is its filed text."""
    for rule in knowledge.wording.values():
        if "letter" in rule.applies_to:
            for pattern in rule.patterns.get(case.language, ()):
                if found := re.search(pattern, letter, re.IGNORECASE):
                    words = {"found": found.group(0)}
                    yield Finding(f"wording.{rule.id}", case.place("response"), words)
                    break


def check_language(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield text that is missing in the letter's language or holds Chinese characters there."""
    for where, text, place in _filed_texts(case):
        if not text.has(case.language):
            values: dict[str, str | Text] = {"action": where, "language": language_name(case.language)}
            yield Finding("action.own-words-language", place, values)
        elif has_han(text.in_(case.language)):
            yield Finding("text.mixed-language", place, {"where": where})
    # A name may stand in a Korean letter as it is in English.
    for where, text in (("company", case.seller.company), ("signatory.name", case.seller.signatory.name)):
        if has_han(text.in_(case.language)):
            yield Finding("text.mixed-language", case.place(f"seller.{where}"), {"where": where})


def _filed_texts(case: Case) -> Iterator[tuple[str | Text, Text, Place]]:
    """Yield every sentence of the case that is printed in a filed paper."""
    for statement in case.told:
        yield statement.title, statement.says, statement.place
        yield statement.title, statement.label, statement.place
    for allegation in case.notice.allegations:
        yield allegation.id, allegation.says, allegation.place
    for exhibit in case.exhibits:
        yield exhibit.id, exhibit.shows, exhibit.place
    yield "signatory.title", case.seller.signatory.title, case.place("seller.signatory.title")
