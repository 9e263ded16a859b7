"""What lies on the desk when the client's papers are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.knowledge.model import Knowledge
from generator.packet.exhibits import FiledCopy
from generator.packet.plan import Plan


@dataclass(frozen=True)
class Desk:
    """What the client's papers are made from: the plan, what is known, and everything made for filing so far."""

    plan: Plan
    knowledge: Knowledge
    copies: tuple[FiledCopy, ...]
    files: Mapping[str, bytes]

    @property
    def language(self) -> str:
        """The language the client reads."""
        return self.plan.case.client_language

    def word(self, key: str, **values: Any) -> str:
        """Return a small word in the client's language."""
        return self.knowledge.word(key, self.language, **values)
