"""Where each page stands. Both languages have the same addresses and anchors."""

import posixpath

HOME = "index.md"
EVIDENCE = "evidence.md"
GLOSSARY = "glossary.md"
SOURCES = "sources.md"
CONFLICTS = "conflicts.md"
CHECKS = "checks.md"
CHANGES = "changes.md"
FEED = "changes.xml"
ABOUT = "about.md"

TOPIC_PAGES = {
    "deadlines": ("deadline", "review-time", "holiday"),
    "channels": ("channel", "format", "signatory", "escalation"),
    "evidence": ("evidence",),
    "metrics": ("metric", "threshold"),
    "regions": ("region",),
    "policies": ("policy", "definition", "consequence"),
    "fees": ("fee",),
}
"""Pages of a platform that show facts, with the topics they take. Every topic has one page."""

PLATFORM_PAGES = (
    "deadlines", "evidence", "channels", "replies", "pitfalls", "faq", "fees", "metrics", "policies", "regions",
)  # fmt: skip
"""The pages of a platform beside its overview and its violations, in reading order."""


def overview(platform: str) -> str:
    """Return the path of a platform's first page."""
    return f"{platform}/index.md"


def part(platform: str, name: str) -> str:
    """Return the path of one of a platform's PLATFORM_PAGES."""
    return f"{platform}/{name}.md"


def violation(platform: str, id_: str) -> str:
    """Return the path of a violation's page."""
    return f"{platform}/violations/{id_}.md"


def fact_page(platform: str, topic: str) -> str:
    """Return the path of the page that shows a platform's facts of a topic."""
    return part(platform, next(name for name, topics in TOPIC_PAGES.items() if topic in topics))


def fact_anchor(id_: str) -> str:
    """Return the anchor of a fact on its page."""
    return f"fact-{id_}"


def check_anchor(id_: str) -> str:
    """Return the anchor of a check on the checks page; letters of findings link to it."""
    return id_.replace(".", "-")


def relative(origin: str, target: str, anchor: str = "") -> str:
    """Return the link from one page to another, or to an anchor of it."""
    if target == origin and anchor:
        return f"#{anchor}"
    path = posixpath.relpath(target, posixpath.dirname(origin) or ".")
    return f"{path}#{anchor}" if anchor else path
