"""What comes after an answer of the platform."""

from dataclasses import dataclass
from datetime import date

from generator.knowledge.when import ALWAYS, When
from generator.text import Text


@dataclass(frozen=True)
class AfterStep:
    """What comes after an answer, by `part`: accepted, settings, watch, ranking, silent (no answer), stop."""

    id: str
    part: str
    says: Text
    status: str
    sources: tuple[str, ...]
    checked: date
    when: When = ALWAYS
    violations: tuple[str, ...] = ()
