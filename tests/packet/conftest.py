"""Packets that many tests read; each is built once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.packet.build import Packet, build_packet
from tests.packet.papers import EXAMPLES, ROOT, SHOWN, hashes
from tests.world.world import NOW


@dataclass(frozen=True)
class Built:
    """An example with its packet; `before` holds the hashes its folder had before the build."""

    name: str
    case: Case
    packet: Packet
    knowledge: Knowledge
    before: dict[str, str]

    @property
    def files(self) -> dict[str, bytes]:
        return dict(self.packet.files)

    def of(self, folder: str) -> dict[str, bytes]:
        """Return the files of `submit` or `client` by their names there."""
        return {n.removeprefix(f"{folder}/"): d for n, d in self.files.items() if n.startswith(f"{folder}/")}

    def word(self, key: str, **values: object) -> str:
        """Return a small word in the letter's language."""
        return self.knowledge.word(key, self.case.language, **values)

    def own_word(self, key: str, **values: object) -> str:
        """Return a small word in the client's language."""
        return self.knowledge.word(key, self.case.client_language, **values)


Example = Callable[..., Built]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "content")


@pytest.fixture(scope="session")
def example(knowledge: Knowledge) -> Example:
    """Builds an example, each once in a run."""

    @cache
    def build(name: str, draft: bool = False) -> Built:
        case = load_case(EXAMPLES[name], knowledge)
        before = hashes(case.folder)
        return Built(name, case, build_packet(case, knowledge, NOW, draft=draft), knowledge, before)

    return build


@pytest.fixture(scope="session", params=SHOWN)
def built(request: pytest.FixtureRequest, example: Example) -> Built:
    """Each example in turn."""
    return example(request.param)


# One letter in English with printed tables and a binder, one in Korean with the exhibits alone.
@pytest.fixture(scope="session", params=["coupang-late-shipment", "coupang-kc-certification"])
def drafted(request: pytest.FixtureRequest, example: Example) -> Built:
    """Examples as drafts."""
    return example(request.param, True)
