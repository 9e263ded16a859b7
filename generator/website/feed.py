"""The feed of rule changes (Atom, RFC 4287), one for each language."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from generator.knowledge.model import Knowledge
from generator.knowledge.upkeep import RuleChange, rule_changes
from generator.website import addresses


def make_feed(knowledge: Knowledge, language: str, today: date) -> bytes:
    """Return the feed: the latest change first, those ahead included. Links are relative to the feed."""
    changes = rule_changes(knowledge)[::-1]
    feed = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": {"zh": "zh-CN"}.get(language, language)}
    )
    _add(feed, "id", _urn("feed", language))
    _add(
        feed,
        "title",
        f"{knowledge.word('site_name', language)} · {knowledge.word('site_feed_title', language)}",
    )
    _add(feed, "updated", _moment(max((_known_since(c, today) for c in changes), default=today)))
    _add(_add(feed, "author"), "name", knowledge.word("site_name", language))
    _add(feed, "link", rel="self", href=addresses.FEED)
    for change in changes:
        entry = _add(feed, "entry")
        _add(entry, "id", _urn(change.fact.id, change.kind, change.day.isoformat(), language))
        _add(entry, "title", _title(knowledge, language, change))
        _add(entry, "updated", _moment(_known_since(change, today)))
        page = addresses.fact_page(change.platform.id, change.fact.topic).removesuffix(".md")
        _add(entry, "link", href=f"{page}.html#{addresses.fact_anchor(change.fact.id)}")
    ElementTree.indent(feed)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _title(knowledge: Knowledge, language: str, change: RuleChange) -> str:
    says = change.fact.otherwise if change.fact.status == "contradicted" else None
    return knowledge.word(
        f"site_change_{change.kind}", language,
        platform=change.platform.names.in_(language),
        fact=(says or change.fact.says).in_(language),
        before=change.before.says.in_(language) if change.before else "",
    )  # fmt: skip


def _known_since(change: RuleChange, today: date) -> date:
    """Return the day an entry became true or, for one ahead, the day somebody last looked."""
    return change.day if change.day <= today else change.fact.checked


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(*parts: str) -> str:
    """Return an id that stays the same at every build and wherever the site stands."""
    return uuid5(NAMESPACE_URL, "/".join(("reinstate", *parts))).urn
