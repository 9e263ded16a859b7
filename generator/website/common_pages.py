"""The pages that hold for all platforms: home, words, sources, conflicts, checks, dates."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.knowledge.model import GROUPS, Check, Confirmation, Source, WordingRule
from generator.knowledge.upkeep import CHECKED, Look, RuleChange, looks, rule_changes
from generator.rules.applies import reason
from generator.text import Text
from generator.website import addresses
from generator.website.page import Page
from generator.website.statements import disagreement

SOURCE_TYPES = ("official", "law", "press", "law-firm", "statistics", "vendor", "community", "practice")
"""In the order of weight."""

STALE_AFTER_DAYS = 180
"""What nobody looked at for so long is marked."""


def home(page: Page) -> str:
    """Return the first page: which notice is it?"""
    return page.render(
        "home", page.plain("home_title"), page.plain("home_description"),
        hide="navigation", platforms=list(page.knowledge.platforms.values()), addresses=addresses,
    )  # fmt: skip


def glossary(page: Page) -> str:
    """Return the terms, sorted by their English name in both languages so that addresses and order agree."""
    terms = sorted(page.knowledge.glossary.values(), key=lambda term: term.term.en.casefold())
    other = "en" if page.language == "zh" else "zh"
    records = [
        (
            term,
            page.literal(term.term.in_(other)),
            page.listed(map(page.literal, term.also)),
            page.sources(term.sources),
        )
        for term in terms
    ]
    return page.render("glossary", page.plain("title_glossary"), page.plain("lead_glossary"), records=records)


def sources(page: Page) -> str:
    """Return where everything is said, by weight."""
    groups = [(kind, [s for s in page.knowledge.sources.values() if s.type == kind]) for kind in SOURCE_TYPES]
    rows = [
        (page.choice("source", kind), kind, [_source_row(page, s) for s in found])
        for kind, found in groups
        if found
    ]
    return page.render("sources", page.plain("title_sources"), page.plain("lead_sources"), groups=rows)


def _source_row(page: Page, source: Source) -> tuple[str, str, str, str, str]:
    title = page.t(source.title) if source.title else "–"
    language = page.choice("language", source.language) if source.language else "–"
    published = page.day(source.date) if source.date else "–"
    return source.id, page.source(source.id), title, f"{language} · {published}", page.day(source.read)


def conflicts(page: Page) -> str:
    """Return the register: where sources disagree, and what to act on."""
    records = [disagreement(page, conflict) for conflict in page.knowledge.conflicts.values()]
    return page.render(
        "conflicts", page.plain("title_conflicts"), page.plain("lead_conflicts"), records=records
    )


@dataclass(frozen=True)
class ShownCheck:
    """A check as its page shows it: with the question to the client, examples, and the reasons not to apply it."""

    id: str
    record: Check | Confirmation | WordingRule
    asks: Text | None
    weak: Text | None
    strong: Text | None
    others: tuple[str, ...]


def checks(page: Page) -> str:
    """Return every check of a case by what reviewers judge; findings link to their anchors."""
    shown = [_check(page, id_, record) for id_, record in page.knowledge.all_checks.items()]
    groups = [(group, [c for c in shown if c.record.group == group]) for group in GROUPS]
    return page.render(
        "checks", page.plain("title_checks"), page.plain("lead_checks"),
        groups=[(group, records) for group, records in groups if records], addresses=addresses,
    )  # fmt: skip


def _check(page: Page, id_: str, record: Check | Confirmation | WordingRule) -> ShownCheck:
    rule = record if isinstance(record, WordingRule) else None
    conditions = record.applies_when if isinstance(record, Check) else ()
    return ShownCheck(
        id_, record,
        asks=record.asks if isinstance(record, Confirmation) else None,
        weak=rule.weak if rule else None, strong=rule.strong if rule else None,
        others=tuple(page.knowledge.word(reason(name), page.language) for name in conditions),
    )  # fmt: skip


@dataclass(frozen=True)
class Age:
    """How fresh one collection of a platform is."""

    collection: str
    count: int
    oldest: str
    newest: str
    stale: int


def changes(page: Page) -> str:
    """Return which rules change or changed, and when everything was last checked."""
    known = [(change.day, _change(page, change)) for change in rule_changes(page.knowledge)]
    seen = looks(page.knowledge)
    ages = [
        (platform, list(_ages(page, [look for look in seen if look.platform == platform.id])))
        for platform in page.knowledge.platforms.values()
    ]
    return page.render(
        "changes", page.plain("title_changes"), page.plain("lead_changes"), feed=addresses.FEED,
        ahead=[change for change in known if change[0] > page.today],
        past=[change for change in known[::-1] if change[0] <= page.today],
        ages=ages, stale_days=STALE_AFTER_DAYS,
    )  # fmt: skip


def _change(page: Page, change: RuleChange) -> str:
    fact = change.fact
    refuted = fact.status == "contradicted" and fact.otherwise is not None
    return page.word(
        f"change_{change.kind}",
        platform=page.t(change.platform.names),
        fact=page.fact_link(fact, page.t(fact.otherwise if refuted else fact.says)),
        before=page.t(change.before.says) if change.before else "",
    )


def _ages(page: Page, seen: list[Look]) -> Iterator[Age]:
    for name in CHECKED:
        days = [look.checked for look in seen if look.collection == name]
        if days:
            old = sum((page.today - day).days > STALE_AFTER_DAYS for day in days)
            yield Age(
                page.word(f"collection_{name}"), len(days), page.day(min(days)), page.day(max(days)), old
            )
