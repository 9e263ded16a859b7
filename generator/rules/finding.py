"""A finding: what one rule says about one case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Place, Problem
from generator.knowledge.model import Knowledge
from generator.messages import LANGUAGES
from generator.text import Text

SHOWN_CHARACTERS = 60
"""So much of the words a wording rule found is shown."""

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One result of a rule. `id` names the check in content/checks.yml (or `wording.<rule>`, `conduct.<confirmation>`)."""

    id: str
    place: Place
    values: Mapping[str, str | Text] = field(default_factory=dict)

    def severity(self, knowledge: Knowledge) -> str:
        """Return `error` (stops the build), `warning` or `note`."""
        return knowledge.all_checks[self.id].severity

    def says(self, knowledge: Knowledge, language: str) -> str:
        """Return what is wrong."""
        text = self._filled(knowledge.all_checks[self.id].says, language)
        # A wording rule tells what is wrong with words; the reader must also see which.
        found = self.values.get("found")
        if not isinstance(found, str) or found in text:
            return text
        return f"{text} “{found if len(found) <= SHOWN_CHARACTERS else found[:SHOWN_CHARACTERS] + '…'}”"

    def mend(self, knowledge: Knowledge, language: str) -> str:
        """Return how to mend it."""
        return self._filled(knowledge.all_checks[self.id].mend, language)

    def as_problem(self, knowledge: Knowledge) -> Problem:
        """Return the finding as a problem, where it stops what was asked for."""
        en, zh = (f"{self.says(knowledge, lang)} {self.mend(knowledge, lang)}" for lang in ("en", "zh"))
        return Problem.of("blocked", self.place, finding=self.id, text=en, text_zh=zh)

    @property
    def page(self) -> str:
        """Return the address of the page that explains it, below the site's language folder."""
        return page_of(self.id)

    def _filled(self, text: Text, language: str) -> str:
        values = {name: v.in_(language) if isinstance(v, Text) else v for name, v in self.values.items()}
        return text.in_(language).format(**values)


def language_name(code: str) -> Text:
    """Return the name of a language in the reader's language."""
    return Text(zh=LANGUAGES["zh"][code], en=LANGUAGES["en"][code])


def page_of(id_: str) -> str:
    """Return the page and anchor that explain a check or wording rule."""
    return f"checks.html#{id_.replace('.', '-')}"


def worst_first(findings: list[Finding], knowledge: Knowledge) -> list[Finding]:
    """Return the findings by severity, then by place, each once."""
    unique = {(f.id, f.place, tuple(f.values.items())): f for f in findings}.values()
    return sorted(unique, key=lambda f: (SEVERITIES.index(f.severity(knowledge)), f.place, f.id))
