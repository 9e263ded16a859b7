"""The site's menu, made from the knowledge base."""

from typing import Any

from generator.knowledge.model import Knowledge
from generator.website import addresses

_REFERENCE = {
    "evidence_kinds": addresses.EVIDENCE,
    "conflicts": addresses.CONFLICTS,
    "changes": addresses.CHANGES,
    "checks": addresses.CHECKS,
    "glossary": addresses.GLOSSARY,
    "sources": addresses.SOURCES,
    "about": addresses.ABOUT,
}


def make_menu(knowledge: Knowledge, language: str) -> list[dict[str, Any]]:
    """Return the menu as nested titles and paths; the first page of a section carries the section's name."""

    def title(key: str) -> str:
        return knowledge.word(f"site_{key}", language)

    menu: list[dict[str, Any]] = [{title("nav_home"): addresses.HOME}]
    for platform in knowledge.platforms.values():
        violations = [
            {v.names.in_(language): addresses.violation(platform.id, v.id)}
            for v in platform.violations.values()
        ]
        parts = [
            {title(f"title_{name}"): addresses.part(platform.id, name)} for name in addresses.PLATFORM_PAGES
        ]
        head: list[dict[str, Any]] = [{title("nav_overview"): addresses.overview(platform.id)}]
        if violations:
            head.append({title("nav_violations"): violations})
        menu.append({platform.names.in_(language): [*head, *parts]})
    menu.append({title("nav_reference"): [{title(f"title_{key}"): path} for key, path in _REFERENCE.items()]})
    return menu
