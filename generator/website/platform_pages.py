"""The pages of one platform beside its violations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.knowledge.fees import FeeFactor
from generator.knowledge.model import Channel, Metric, Platform
from generator.website import addresses, markup
from generator.website.page import Page
from generator.website.statements import answer, disagreements, pitfall, refusal, statements

NEEDS = ("must", "should", "never")
"""How much a paper is needed, as pages show it."""


@dataclass(frozen=True)
class DeadlineRow:
    """What is known about the deadline of one violation."""

    violation: str
    rule: str
    span: str
    status: str


def overview(page: Page, platform: Platform) -> str:
    """Return the platform's first page."""
    titles = [(name, page.plain(f"title_{name}")) for name in addresses.PLATFORM_PAGES]
    return page.render(
        "overview", platform.names.in_(page.language), platform.summary.in_(page.language),
        platform=platform, titles=titles, addresses=addresses,
        days=page.choices("day", platform.clock.working_days),
        marketplaces=[(page.t(m.names), page.basis(m.facts)) for m in platform.marketplaces.values()],
    )  # fmt: skip


def deadlines(page: Page, platform: Platform) -> str:
    """Return what is known about time: how long there is, how long answers take, when it is closed."""
    rows = []
    for violation in platform.violations.values():
        rule = violation.deadline
        fact = page.knowledge.fact(rule.fact) if rule.fact else None
        span = page.amount(fact.value or "", fact.unit) if fact else page.word("none_known")
        status = page.fact_link(fact, page.chip("status", fact.status)) if fact else ""
        rows.append(DeadlineRow(page.violation(platform, violation.id), page.t(rule.says), span, status))
    return _topic_page(
        page, platform, "deadlines", rows=rows,
        days=page.choices("day", platform.clock.working_days),
        seasons=[(page.t(s.names), page.t(s.says), page.basis(s.facts)) for s in platform.seasons],
    )  # fmt: skip


def evidence(page: Page, platform: Platform) -> str:
    """Return which paper each violation needs: for each type of proof, where it is a must, helps, or does harm."""
    rows = []
    for kind in page.knowledge.evidence:
        found = [(need, page.listed(_needing(page, platform, kind, need))) for need in NEEDS]
        if any(violations for _, violations in found):
            # A phone sets the cells below each other, where the head of the table says nothing.
            cells = [
                f"{page.chip('need', need)} {violations}" if violations else "" for need, violations in found
            ]
            rows.append((page.evidence(kind), cells))
    return _topic_page(page, platform, "evidence", needs=NEEDS, rows=rows)


def _needing(page: Page, platform: Platform, kind: str, need: str) -> Iterator[str]:
    """Yield the violations that need a type of proof, each with the situation in which they do."""
    for violation in platform.violations.values():
        whens = [page.when(n.when) for n in violation.evidence if (n.kind, n.need) == (kind, need)]
        if whens:
            # Once without a condition, it holds always.
            when = "" if "" in whens else page.listed(whens)
            yield page.joined(
                [page.violation(platform, violation.id), when and page.word("brackets", text=when)]
            )


def pitfalls(page: Page, platform: Platform) -> str:
    """Return every mistake known to sink an appeal on the platform."""
    records = [
        (pitfall(page, r), page.violations(platform, r.violations), r) for r in platform.pitfalls.values()
    ]
    return _topic_page(page, platform, "pitfalls", records=records)


def faq(page: Page, platform: Platform) -> str:
    """Return every question with its answer."""
    records = [(answer(page, r), page.violations(platform, r.violations)) for r in platform.faq.values()]
    return _topic_page(page, platform, "faq", template="advice_page", records=records)


def fees(page: Page, platform: Platform) -> str:
    """Return what moves the price of help."""
    rows = [
        (
            fee,
            fee_range(page, fee),
            page.violations(platform, fee.violations),
            page.proof(fee.status, fee.sources, fee.checked),
        )
        for fee in platform.fees.values()
    ]
    return _topic_page(page, platform, "fees", rows=rows)


def fee_range(page: Page, fee: FeeFactor) -> str:
    """Return a published range of a fee, or ""."""
    values = fee.percent or fee.amount
    if not values:
        return ""
    low, high = (f"{value:,g}" for value in values)
    kind = "fee_percent" if fee.percent else "fee_amount"
    end = "_more" if fee.and_more else "_one" if low == high else ""
    return page.word(kind + end, low=low, high=high, currency=markup.inline(fee.currency or ""))


def channels(page: Page, platform: Platform) -> str:
    """Return every way to file."""
    used_by = {
        id_: page.violations(platform, [v.id for v in platform.violations.values() if id_ in v.channels])
        for id_ in platform.channels
    }
    records = [
        (c, channel_lines(page, c), used_by[c.id], field_rows(page, c)) for c in platform.channels.values()
    ]
    return _topic_page(page, platform, "channels", records=records)


def channel_lines(page: Page, channel: Channel) -> list[tuple[str, str]]:
    """Return what a channel takes: label and value, both Markdown."""
    return [
        (page.word("channel_languages"), page.choices("language", channel.languages)),
        (page.word("channel_letter"), page.choices("letter_as", channel.letter_as)),
        (page.word("channel_exhibits"), page.choice("exhibits_as", channel.exhibits_as)),
        (page.word("channel_formats"), page.listed(f.upper() for f in channel.formats)),
        (page.word("channel_file"), page.limit(channel.max_file_mb, "mb")),
        (page.word("channel_total"), page.limit(channel.max_total_mb, "mb")),
        (page.word("channel_files"), page.limit(channel.max_files, "files")),
        (page.word("channel_pages"), page.limit(channel.max_pages, "pages")),
        (page.word("channel_signer"), page.choice("signer", channel.signer)),
        (page.word("channel_signature"), page.choice("signature", channel.signature)),
    ]


def field_rows(page: Page, channel: Channel) -> list[tuple[str, str, str]]:
    """Return the fields of a channel's form: name, what goes in, how long it may be."""
    return [
        (page.t(f.names), page.choice("holds", f.holds), page.limit(f.max_characters, "characters"))
        for f in channel.fields.values()
    ]


def replies(page: Page, platform: Platform) -> str:
    """Return how refusals are phrased, what each asks for, and what the next round must bring."""
    records = [(refusal(page, r), page.violations(platform, r.violations)) for r in platform.replies.values()]
    return _topic_page(page, platform, "replies", template="advice_page", records=records)


def metrics(page: Page, platform: Platform) -> str:
    """Return what the platform measures."""
    used_by = {
        id_: [page.violation(platform, v.id) for v in platform.violations.values() if id_ in v.metrics]
        for id_ in platform.metrics
    }
    records = [(m, _metric_lines(page, m), page.listed(used_by[m.id])) for m in platform.metrics.values()]
    return _topic_page(page, platform, "metrics", records=records)


def _metric_lines(page: Page, metric: Metric) -> list[tuple[str, str]]:
    return [
        (page.word("metric_formula"), page.t(metric.formula)),
        (page.word("metric_window"), page.t(metric.window)),
        (page.word("metric_target"), page.t(metric.target) or page.word("metric_no_target")),
        *([(page.word("metric_warning"), page.t(metric.early_warning))] if metric.early_warning else []),
    ]


def policies(page: Page, platform: Platform) -> str:
    """Return the rule books the platform cites."""
    records = [(p, page.proof(p.status, p.sources, p.checked)) for p in platform.policies.values()]
    return _topic_page(page, platform, "policies", records=records)


def regions(page: Page, platform: Platform) -> str:
    """Return what single countries ask for beyond the platform's own rules."""
    return _topic_page(page, platform, "regions")


def _topic_page(page: Page, platform: Platform, name: str, *, template: str = "", **values: Any) -> str:
    """Return a page with the facts of its topics and the register's entries on them."""
    topics = addresses.TOPIC_PAGES.get(name, ())
    facts = _by_topic(platform, topics)
    title = page.plain(
        "title_of", platform=platform.names.in_(page.language), page=page.plain(f"title_{name}")
    )
    return page.render(
        template or name, title, page.plain(f"lead_{name}"),
        part=name, platform=platform, addresses=addresses,
        facts=[(topic, statements(page, ids)) for topic, ids in facts if ids],
        conflicts=disagreements(page, [id_ for _, ids in facts for id_ in ids]),
        **values,
    )  # fmt: skip


def _by_topic(platform: Platform, topics: Iterable[str]) -> list[tuple[str, list[str]]]:
    return [(topic, [fact.id for fact in platform.facts.values() if fact.topic == topic]) for topic in topics]
