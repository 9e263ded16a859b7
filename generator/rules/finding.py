"""A finding: what one rule says about one case."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Place, Problem
from generator.knowledge.model import Knowledge
from generator.messages import LANGUAGES
from generator.text import Text

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One result of a rule. `id` names the check in content/checks.yml (or `wording.<rule>` in content/wording.yml)."""

    id: str
    place: Place
    values: Mapping[str, str | Text] = field(default_factory=dict)

    def severity(self, knowledge: Knowledge) -> str:
        """Return `error` (stops the build), `warning` or `note`."""
        return _texts(self.id, knowledge).severity

    def says(self, knowledge: Knowledge, language: str) -> str:
        """Return what is wrong."""
        return self._filled(_texts(self.id, knowledge).says, language)

    def mend(self, knowledge: Knowledge, language: str) -> str:
        """Return how to mend it."""
        return self._filled(_texts(self.id, knowledge).mend, language)

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


@dataclass(frozen=True)
class _Words:
    severity: str
    says: Text
    mend: Text


def _texts(id_: str, knowledge: Knowledge) -> _Words:
    group, _, name = id_.partition(".")
    record = knowledge.wording[name] if group == "wording" else knowledge.checks[id_]
    return _Words(record.severity, record.says, record.mend)


def worst_first(findings: list[Finding], knowledge: Knowledge) -> list[Finding]:
    """Return the findings by severity, then by place, each once."""
    unique = {(f.id, f.place, tuple(f.values.items())): f for f in findings}.values()
    return sorted(unique, key=lambda f: (SEVERITIES.index(f.severity(knowledge)), f.place, f.id))
