"""The page of all types of proof, each with its demands, its pictures and where it is needed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.knowledge.model import EvidenceKind, Violation
from generator.website import markup
from generator.website.page import Page
from generator.website.platform_pages import NEEDS
from generator.website.specimen import SIDES, described, draw, file_name, notes
from generator.website.specimen_shapes import WIDTH


def evidence(page: Page) -> str:
    """Return every type of proof: what it is, what a reviewer looks for, where to get it."""
    # What most cases need comes first, in both languages.
    asked = Counter(
        need.kind
        for p in page.knowledge.platforms.values()
        for v in p.violations.values()
        for need in v.evidence
    )
    kinds = sorted(
        page.knowledge.evidence.values(), key=lambda kind: (-asked[kind.id], kind.names.en.casefold())
    )
    records = [(k, _demands(page, k), list(_needed_by(page, k.id)), list(_pictures(page, k))) for k in kinds]
    return page.render(
        "evidence_kinds",
        page.plain("title_evidence_kinds"),
        page.plain("lead_evidence_kinds"),
        records=records,
    )


def _demands(page: Page, kind: EvidenceKind) -> list[str]:
    """Return what holds for a type of proof as short sentences."""
    demands = []
    if kind.dated:
        demands.append(page.word("evidence_dated"))
    if kind.expires:
        demands.append(page.word("evidence_expires"))
    if kind.max_age_months:
        demands.append(page.word("evidence_age", age=page.amount(str(kind.max_age_months), "months")))
    for platform in page.knowledge.platforms.values():
        for rule in (rule for rule in platform.papers if rule.kind == kind.id):
            age = page.amount(str(rule.max_age_months), "months")
            says = page.word("evidence_age_on", platform=page.t(platform.names), age=age)
            demands.append(page.joined([says, page.basis(rule.facts)]))
    if kind.signed:
        demands.append(page.word("evidence_signed"))
    if kind.screenshot == "refused":
        demands.append(page.word("evidence_no_screenshot"))
    if kind.private:
        demands.append(page.word("evidence_private"))
    return demands


def _needed_by(page: Page, kind: str) -> Iterator[tuple[str, str]]:
    """Yield where a type of proof is needed: how much, and the violations of each platform."""
    for need in NEEDS:
        for platform in page.knowledge.platforms.values():
            violations = [v.id for v in platform.violations.values() if _needs(v, kind, need)]
            if violations:
                links = page.violations(platform, violations)
                yield page.chip("need", need), f"{page.t(platform.names)} · {links}"


def _needs(violation: Violation, kind: str, need: str) -> bool:
    return any((n.kind, n.need) == (kind, need) for n in violation.evidence)


@dataclass(frozen=True)
class Shown:
    """A picture on the page: which side it is, its `img` element, and the notes to its numbers."""

    side: str
    image: str
    notes: list[str]


def _pictures(page: Page, kind: EvidenceKind) -> Iterator[Shown]:
    """Yield the good and the worthless specimen of a type of proof."""
    if not kind.specimen:
        return
    for side in SIDES:
        height = draw(kind.specimen, side, page.language).height
        words = markup.attribute(described(page.knowledge, kind.specimen, side, page.language))
        image = (
            f'<img src="{page.to(file_name(kind.id, side))}" alt="{words}" width="{WIDTH}" height="{height}" '
            'loading="lazy">'
        )
        sheet = kind.specimen.good if side == "good" else kind.specimen.poor
        yield Shown(side, image, [page.t(note.says) for note in notes(sheet)])
