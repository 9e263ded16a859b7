"""The page of one violation: every answer a seller needs when the notice arrives, in the order of asking."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.knowledge import model
from generator.knowledge.fees import FeeFactor
from generator.knowledge.model import (
    Action,
    Ask,
    Channel,
    EvidenceNeed,
    Pitfall,
    Platform,
    Violation,
    about,
)  # fmt: skip
from generator.text import Text
from generator.website import addresses
from generator.website.page import Page
from generator.website.platform_pages import NEEDS, fee_range
from generator.website.statements import (
    Disagreement,
    Statement,
    answer,
    disagreements,
    pitfall,
    refusal,
    statements,
)

_SECTION_OF_TOPIC = {
    "deadline": "deadline", "review-time": "deadline", "holiday": "deadline",
    "evidence": "evidence",
    "channel": "filing", "format": "filing", "signatory": "filing", "escalation": "filing",
    "fee": "fees",
}  # fmt: skip
"""Where a violation's further facts stand; all other topics explain what happened."""

_Record = TypeVar("_Record", Pitfall, model.Question, model.Reply)


@dataclass(frozen=True)
class Section:
    """The facts of a section with the register's entries on them."""

    facts: list[Statement]
    conflicts: list[Disagreement]


@dataclass(frozen=True)
class Row:
    """One line of the evidence matrix."""

    kind: str
    when: str
    why: str


@dataclass(frozen=True)
class Wording:
    """The weak and the strong way to say something, then the strong one in the languages of filing."""

    title: str
    weak: str
    strong: str
    filed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sentence:
    """An action: its name, its sentence with blanks, the sentence as filed, what proves it, a hint."""

    name: str
    says: str
    filed: tuple[tuple[str, str], ...]
    proof: str
    hint: str


@dataclass(frozen=True)
class Question:
    """One thing the seller must be able to tell."""

    name: str
    prompt: str
    example: str
    weak: str
    strong: str


def violation_page(page: Page, platform: Platform, violation: Violation) -> str:
    """Return the Markdown of a violation's page."""
    channels = [platform.channels[id_] for id_ in violation.channels]
    return page.render(
        "violation",
        violation.names.in_(page.language),
        violation.summary.in_(page.language),
        platform=platform,
        violation=violation,
        filed_name=page.as_filed(platform, violation.names),
        channels=channels,
        glance=_glance(page, violation, channels[0]),
        sections=_sections(page, violation),
        hours=[(step, _hours(page, step.within_hours)) for step in violation.first_day],
        evidence=[(need, _rows(page, violation.evidence, need)) for need in NEEDS],
        situations=[(page.when(s.when), page.t(s.says), s.occurs) for s in violation.contexts],
        questions=[_question(page, ask) for ask in violation.ask.values()],
        wordings=[_wording(page, a.about, a.weak, a.strong, _languages(channels)) for a in violation.answers],
        actions=[
            (kind, _sentences(page, ids, _languages(channels)))
            for kind, ids in vars(violation.actions).items()
        ],
        refusals=[refusal(page, record) for record in _named(platform.replies, violation.id)],
        general_refusals=_general(platform.replies),
        pitfalls=[pitfall(page, record) for record in _named(platform.pitfalls, violation.id)],
        general_pitfalls=_general(platform.pitfalls),
        fees=[(fee, fee_range(page, fee)) for fee in _fees(platform, violation.id)],
        faq=[answer(page, record) for record in _named(platform.faq, violation.id)],
        general_faq=_general(platform.faq),
        sources=[page.knowledge.sources[id_] for id_ in _used_sources(page, platform, violation)],
        addresses=addresses,
    )


def _fees(platform: Platform, violation: str) -> list[FeeFactor]:
    """Return what moves the price, what the platform itself charges nothing for before everything else."""
    return sorted(
        about(platform.fees.values(), violation), key=lambda fee: bool(fee.violations) or fee.effect != "none"
    )


def _named(records: Mapping[str, _Record], violation: str) -> list[_Record]:
    """Return the records that name a violation; the others hold for the whole platform."""
    return [record for record in records.values() if violation in record.violations]


def _general(records: Mapping[str, _Record]) -> list[_Record]:
    return [record for record in records.values() if not record.violations]


def _glance(page: Page, violation: Violation, channel: Channel) -> list[tuple[str, str]]:
    """Return the box on top: label and answer, both Markdown."""
    deadline = page.word(f"decided_by_{violation.deadline.decided_by}")
    if violation.deadline.fact:
        fact = page.knowledge.fact(violation.deadline.fact)
        span = page.amount(fact.value or "", fact.unit)
        rule = (
            "glance_deadline_notice" if violation.deadline.decided_by == "notice" else "glance_deadline_fact"
        )
        deadline = page.word(rule, span=f"**{span}**", chip=page.chip("status", fact.status))
    languages = page.choices("language", _languages([channel]))
    return [
        (page.word("glance_appeal"), f"**{page.choice('appealable', violation.appealable.value)}**"),
        (page.word("glance_deadline"), deadline),
        (page.word("glance_where"), page.link(page.t(channel.names), page.path, "filing")),
        (page.word("glance_language"), languages),
        (page.word("glance_signer"), _signer(page, channel)),
        (page.word("glance_concerns"), page.choices("enforcement", violation.enforcement)),
        (page.word("glance_checked"), page.day(violation.checked)),
    ]  # fmt: skip


def _signer(page: Page, channel: Channel) -> str:
    if channel.signer == channel.signature == "unknown":
        return page.link(page.word("glance_signer_unknown"), page.path, "filing")
    signature = page.choice("signature", channel.signature)
    return page.word("glance_signs", signer=page.choice("signer", channel.signer), signature=signature)


def _sections(page: Page, violation: Violation) -> dict[str, Section]:
    """Return facts and conflicts by section; each fact and each conflict stands once on the page."""
    wanted: dict[str, list[str]] = {
        name: [] for name in ("happened", "appeal", "deadline", "evidence", "filing", "fees")
    }
    wanted["appeal"] += violation.appealable.facts
    wanted["deadline"] += [violation.deadline.fact] if violation.deadline.fact else []
    wanted["deadline"] += violation.deadline.facts
    for id_ in violation.facts:
        wanted[_SECTION_OF_TOPIC.get(page.knowledge.fact(id_).topic, "happened")].append(id_)
    seen: set[str] = set()
    shown: list[str] = []
    sections = {}
    # The deadline chooses first: a fact about it must not hide in a section above.
    for name in ("deadline", "appeal", "filing", "evidence", "fees", "happened"):
        facts = [id_ for id_ in dict.fromkeys(wanted[name]) if id_ not in seen]
        seen.update(facts)
        conflicts = disagreements(page, facts, shown, violation.id)
        shown += [conflict.id for conflict in conflicts]
        # The box on the deadline gives all sides; what stands there is not said again in the list.
        sides = name == "deadline"
        boxed = (
            {s.id for conflict in conflicts for s in (conflict.act_on, *conflict.others)} if sides else set()
        )
        sections[name] = Section(statements(page, [id_ for id_ in facts if id_ not in boxed]), conflicts)
    return sections


def _hours(page: Page, hours: int) -> str:
    return page.word("within_hours", hours=hours) if hours else page.word("within_hours_now")


def _rows(page: Page, needs: Iterable[EvidenceNeed], wanted: str) -> list[Row]:
    return [
        Row(
            page.evidence(n.kind),
            page.when(n.when) or page.word("always"),
            page.joined([page.t(n.why), page.basis(n.facts)]),
        )
        for n in needs
        if n.need == wanted
    ]


def _question(page: Page, ask: Ask) -> Question:
    chosen = ask.choices.get(ask.example)
    example = page.t(chosen) if chosen else page.literal(ask.example)
    prompt = page.t(ask.prompt)
    if ask.choices:
        offered = page.clauses(f"{page.literal(key)} {page.t(text)}" for key, text in ask.choices.items())
        prompt = page.joined([prompt, page.word("ask_choices", choices=offered)])
    return Question(page.t(ask.names), prompt, example, page.t(ask.weak), page.t(ask.strong))


def _languages(channels: Iterable[Channel]) -> list[str]:
    return list(dict.fromkeys(language for channel in channels for language in channel.languages))


def _filed(page: Page, text: Text, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the languages of filing other than the page's own, with the text in them."""
    for language in languages:
        if language != page.language:
            yield page.choice("language", language), page.filed(text, language)


def _wording(page: Page, title: Text, weak: Text, strong: Text, languages: list[str]) -> Wording:
    return Wording(page.t(title), page.t(weak), page.t(strong), tuple(_filed(page, strong, languages)))


def _sentences(page: Page, ids: Iterable[str], languages: list[str]) -> list[Sentence]:
    return [_sentence(page, page.knowledge.actions[id_], languages) for id_ in ids]


def _sentence(page: Page, action: Action, languages: list[str]) -> Sentence:
    text = action.says or action.done
    if text is None:  # the schema asks for one of them
        raise ValueError(action.id)
    filed = tuple(
        (page.choice("language", language), page.action(text, action, language))
        for language in languages
        if language != page.language
    )
    proof = page.listed(page.evidence(kind) for kind in action.proof)
    return Sentence(
        page.t(action.names), page.action(text, action, page.language), filed, proof, page.hint(action)
    )


def _used_sources(page: Page, platform: Platform, violation: Violation) -> list[str]:
    """Return the ids of every source behind the page, in the register's order."""
    facts = {*violation.facts, *violation.appealable.facts, *violation.deadline.facts}
    facts |= {fact for need in violation.evidence for fact in need.facts}
    facts |= {fact for id_ in violation.channels for fact in platform.channels[id_].facts}
    if violation.deadline.fact:
        facts.add(violation.deadline.fact)
    used = {source for id_ in facts for source in page.knowledge.fact(id_).sources}
    used |= {source for record in _named(platform.pitfalls, violation.id) for source in record.sources}
    used |= {source for record in _named(platform.faq, violation.id) for source in record.sources}
    used |= {source for record in _named(platform.replies, violation.id) for source in record.sources}
    used |= {source for fee in about(platform.fees.values(), violation.id) for source in fee.sources}
    used |= {source for id_ in violation.policies for source in platform.policies[id_].sources}
    return [id_ for id_ in page.knowledge.sources if id_ in used]
