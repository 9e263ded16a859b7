"""The two languages of a letter: the one it is filed in and the one the client reads, made from the same records."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator import templating
from generator.case.model import Case, Response, Statement
from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.packet.plan import Line, Said
from generator.text import Text, listed


class Voice:
    """Says one case's texts in both languages."""

    def __init__(self, case: Case, knowledge: Knowledge, today: date) -> None:
        """Take the case, what is known, and the day the letter bears (in the platform's zone)."""
        self.case = case
        self.knowledge = knowledge
        self.today = today
        self.languages = (case.language, case.client_language)

    def said(self, text: Text) -> Said:
        """Return a text as filed and as the client reads it."""
        return Said(*(text.in_(language) for language in self.languages))

    def word(self, key: str, **values: Any) -> Said:
        """Return a small word of papers in both languages."""
        return Said(*(self.knowledge.word(key, language, **values) for language in self.languages))

    def day(self, day: date) -> Said:
        """Return a day in words."""
        return Said(*(format_date(day, language) for language in self.languages))

    def cause(self, cause: Statement, response: Response) -> Said:
        """Return a cause's label with how many of the orders or items it accounts for: a reviewer adds them up."""
        label, count = self.said(cause.label), cause.count
        if not count:
            return label
        answered = (a for a in self.case.notice.allegations if a.id in response.answers)
        total = max((a.count or 0 for a in answered), default=0)
        key = "cause_of_total" if total > count else "cause_of_all"
        word = self.knowledge.word
        return Said(*(
            word(key, language, label=text, count=count, total=total)
            for language, text in zip(self.languages, (label.filed, label.client), strict=True)
        ))  # fmt: skip

    def filled(self, text: Text) -> Said:
        """Return a text of the letter shape with its slots filled."""
        return Said(*(templating.fill(text.in_(lang), lang, self._slots(lang)) for lang in self.languages))

    def shape_line(self, text: Text, part: str) -> Line:
        """Return a sentence of the letter shape; its facts are the case's seller and notice."""
        case = self.case
        shape = f"{case.platform.id}/platform.yml: {case.letter.id}.{part}"
        return Line(self.filled(text), (shape, case.place("notice").short, case.place("seller").short))

    def cited(self) -> Said:
        """Return the rules the notice cites, by name."""
        return Said(*(self._cited(language) for language in self.languages))

    def _cited(self, language: str) -> str:
        notice, known = self.case.notice, self.case.platform.policies
        return listed(
            [*(known[id_].names.in_(language) for id_ in notice.policies), *notice.clauses], language
        )

    def _slots(self, language: str) -> Mapping[str, str]:
        case = self.case
        done = [s.done for s in case.statements if s.done]
        received = case.notice.received.astimezone(case.platform.clock.zone).date()
        counted = [a for a in case.notice.allegations if a.count]
        items = {item for a in counted for item in a.items}
        # Points may be about the same orders; only where some are not listed does the largest point stand for all.
        count = len(items) if all(a.items for a in counted) else max(a.count or 0 for a in counted)
        return {
            "company": case.seller.company.in_(language), "seller_id": case.seller.seller_id,
            "store": case.seller.store, "marketplace": case.marketplace.names.in_(language),
            "notice_date": format_date(received, language),
            "references": listed(list(case.notice.references.values()), language),
            "policies": self._cited(language),
            "allegation_count": str(len(case.notice.allegations)),
            "items_count": str(count) if counted else "",
            "action_date": format_date(max(done), language) if done else "",
            "signatory": case.seller.signatory.name.in_(language),
            "signatory_title": case.seller.signatory.title.in_(language),
            "today": format_date(self.today, language),
            "enforcement": case.context["enforcement"],
            "exhibit_kinds": " ".join(dict.fromkeys(e.kind.id for e in case.exhibits)),
        }  # fmt: skip
