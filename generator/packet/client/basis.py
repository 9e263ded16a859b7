"""Where a paper's statements come from: the status in words, numbers for the sources, and their list at the end."""

from collections.abc import Iterable

from generator.knowledge.model import Knowledge

STATUSES = ("official", "corroborated", "reported")
"""The surest first. What is contradicted is no basis: what is said then rests on the facts beside it."""


class Basis:
    """Numbers a paper's sources in the order in which its statements first name them."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        """Take what is known and the language the paper is in."""
        self.knowledge = knowledge
        self.language = language
        self._numbers: dict[str, int] = {}

    def mark(self, status: str, sources: Iterable[str]) -> str:
        """Return a statement's status with its sources: `official [1][2]`; our own advice says only that it is."""
        sources = list(sources)
        if all(self.knowledge.sources[id_].type == "practice" for id_ in sources):
            return self.knowledge.word("basis_advice", self.language)
        numbers = [self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in sources]
        word = self.knowledge.word(f"site_status_{status}", self.language)
        return f"{word} {''.join(f'[{number}]' for number in numbers)}"

    def of_facts(self, ids: Iterable[str]) -> str:
        """Return statuses and sources of the facts that a statement rests on, the surest first."""
        facts = [self.knowledge.fact(id_) for id_ in ids]
        marks = []
        for status in STATUSES:
            sources = dict.fromkeys(id_ for fact in facts if fact.status == status for id_ in fact.sources)
            if sources:
                marks.append(self.mark(status, sources))
        return "；".join(marks) if self.language == "zh" else "; ".join(marks)

    def listed(self) -> list[str]:
        """Return the sources in the order of their numbers: publisher, title and address."""
        lines = []
        for id_ in self._numbers:
            source = self.knowledge.sources[id_]
            parts = (source.publisher, source.title.in_(self.language) if source.title else None, source.url)
            lines.append(" · ".join(part for part in parts if part))
        return lines
