"""Sentences of letters stay grammatical whatever a case puts into their slots."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Action
from generator.templating import fill
from generator.text import PARTICLES, josa
from tests.website.site import ROOT

KNOWLEDGE = load_knowledge(ROOT / "content")
NAMES = {
    "ko": ("한진", "CJ대한통운", "롯데", "서울 창고", "물류팀장", "A1EXAMPLE", "쿠팡"),
    "en": ("Example Cargo", "the logistics lead", "SKU GLS-04", "A1EXAMPLE"),
    "zh": ("示例货代", "物流主管", "SKU GLS-04", "A1EXAMPLE"),
}


def values(language: str) -> dict[str, st.SearchStrategy[object]]:
    names = st.sampled_from(NAMES[language])
    return {
        "text": names,
        "integer": st.integers(1, 2000),
        "number": st.sampled_from((0.5, 1, 2, 12.25)),
        "percent": st.sampled_from((0.5, 1, 4, 1.65)),
        "date": st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        "time": st.sampled_from(("10:00", "00:30")),
        "list": st.lists(names, min_size=1, max_size=3, unique=True),
    }


def sentences(action: Action, language: str) -> Iterator[tuple[str, str]]:
    for name in ("label", "says", "done", "planned"):
        text = getattr(action, name)
        if text is not None and text.has(language):
            yield name, text.in_(language)


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
@given(data=st.data())
@settings(max_examples=12)
def test_every_sentence_for_any_filling(language: str, data: st.DataObject) -> None:
    drawn = {
        kind: data.draw(st.lists(values, min_size=8, max_size=8)) for kind, values in values(language).items()
    }
    wrong = []
    for action in KNOWLEDGE.actions.values():
        given = {
            name: None if kind.endswith("?") and number % 2 else drawn[kind.rstrip("?")][number % 8]
            for number, (name, kind) in enumerate(action.slots.items())
        }
        for name, template in sentences(action, language):
            said = fill(template, language, {**given, "date": drawn["date"][0]})
            wrong += [f"{action.id}.{name}: {fault}: {said}" for fault in faults(said, language)]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
@pytest.mark.parametrize("optional", [True, False])
def test_every_sentence_for_one_of_everything(language: str, optional: bool) -> None:
    name = NAMES[language][0]
    ones: dict[str, object] = {
        "text": name, "integer": 1, "number": 1, "percent": 0.5, "date": date(2026, 11, 1), "time": "10:00", "list": [name],
    }  # fmt: skip
    wrong = []
    for action in KNOWLEDGE.actions.values():
        given = {
            slot: None if kind.endswith("?") and not optional else ones[kind.rstrip("?")]
            for slot, kind in action.slots.items()
        }
        for text, template in sentences(action, language):
            said = fill(template, language, {**given, "date": ones["date"]})
            wrong += [f"{action.id}.{text}: {fault}: {said}" for fault in faults(said, language)]
    assert wrong == []


def faults(said: str, language: str) -> Iterator[str]:
    """Yield what is wrong with a filled sentence."""
    if re.search(r"[{}]|\bnan\b|\[|\]", said):
        yield "something is left to fill in"
    if re.search(r"\s[,.;:，。；：]|[,;，；][,.;，。；]|\.\.|。。|\(\s*\)|（\s*）", said):
        yield "punctuation"
    if language == "en" and (
        found := re.search(
            r"(?<![\w.,:-])1 (?!(?:as|is|was|has|shows|extends|surplus|address|process)\b)[a-z]+s\b", said
        )
    ):
        yield f"plural after one: {found[0]}"
    if language == "ko":
        for word in NAMES["ko"]:
            for pair in PARTICLES:
                for particle in pair.split("/"):
                    if (
                        re.search(rf"{re.escape(word)}{particle}(?=[\s.,]|$)", said)
                        and josa(word, pair) != word + particle
                    ):
                        yield f"particle {particle} after {word}"


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("We sent 1 orders.", "en"), ("We sent 12 orders , today.", "en"), ("롯데을 교체하였습니다.", "ko"),
        ("한진가 확인합니다.", "ko"), ("自18日起，，核对。", "zh"),
    ],
)  # fmt: skip
def test_faults_are_seen(said: str, language: str) -> None:
    assert list(faults(said, language))


def test_no_particle_is_written_behind_a_slot_by_hand() -> None:
    """A particle behind a slot that may be any word depends on the word: it belongs to the filter."""
    bare = re.compile(r"\{\{\s*(\w+)\s*(?:\|\s*listed\s*)?\}\}(을|를|은|는|이|가|과|와|으로|로)(?=[\s.,]|$)")
    found = [
        (action.id, name, match[0])
        for action in KNOWLEDGE.actions.values()
        for name, template in sentences(action, "ko")
        for match in bare.finditer(template)
        if action.slots.get(match[1], "date").rstrip("?") in ("text", "list", "integer", "number")
    ]
    assert found == []
