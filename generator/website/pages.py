"""The knowledge base as Markdown pages: the same addresses in every language."""

from datetime import date

from generator.knowledge.model import Knowledge
from generator.website import addresses, common_pages, evidence_page, platform_pages
from generator.website.page import Page
from generator.website.violation_page import violation_page

LANGUAGES = ("zh", "en")

_COMMON = {
    addresses.HOME: common_pages.home,
    addresses.EVIDENCE: evidence_page.evidence,
    addresses.GLOSSARY: common_pages.glossary,
    addresses.SOURCES: common_pages.sources,
    addresses.CONFLICTS: common_pages.conflicts,
    addresses.CHECKS: common_pages.checks,
    addresses.CHANGES: common_pages.changes,
}

_OF_PLATFORM = {
    "deadlines": platform_pages.deadlines,
    "evidence": platform_pages.evidence,
    "channels": platform_pages.channels,
    "replies": platform_pages.replies,
    "pitfalls": platform_pages.pitfalls,
    "faq": platform_pages.faq,
    "fees": platform_pages.fees,
    "metrics": platform_pages.metrics,
    "policies": platform_pages.policies,
    "regions": platform_pages.regions,
}


def make_pages(knowledge: Knowledge, language: str, today: date) -> dict[str, str]:
    """Return the site's Markdown in one language: path -> text."""

    def page(path: str) -> Page:
        return Page(knowledge, language, today, path)

    made = {path: write(page(path)) for path, write in _COMMON.items()}
    for platform in knowledge.platforms.values():
        path = addresses.overview(platform.id)
        made[path] = platform_pages.overview(page(path), platform)
        for name in addresses.PLATFORM_PAGES:
            path = addresses.part(platform.id, name)
            made[path] = _OF_PLATFORM[name](page(path), platform)
        for violation in platform.violations.values():
            path = addresses.violation(platform.id, violation.id)
            made[path] = violation_page(page(path), platform, violation)
    return made
