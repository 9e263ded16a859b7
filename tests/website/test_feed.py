"""The feed of rule changes, read again by a parser."""

from datetime import date
from xml.etree import ElementTree

import pytest

from generator.knowledge.model import Knowledge
from generator.website.feed import make_feed
from tests.website.site import TODAY

ATOM = "{http://www.w3.org/2005/Atom}"


def read(knowledge: Knowledge, language: str, today: date = TODAY) -> ElementTree.Element:
    return ElementTree.fromstring(make_feed(knowledge, language, today))


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "Lantern: Reviews take 2 to 5 working days. Before: Reviews take 5 working days."),
        ("zh", "灯笼：审核2至5个工作日。；此前：审核5个工作日。"),
    ],
)
def test_entries_latest_first(invented: Knowledge, language: str, first: str) -> None:
    titles = [entry.findtext(f"{ATOM}title") for entry in read(invented, language).iter(f"{ATOM}entry")]
    assert titles[0] == first
    assert len(titles) == 4


def test_what_atom_asks_for(invented: Knowledge) -> None:
    feed = read(invented, "en")
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        assert (part.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert part.findtext(f"{ATOM}title")
        assert (part.findtext(f"{ATOM}updated") or "").endswith("T00:00:00Z")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def test_ids_stay_when_time_passes(invented: Knowledge) -> None:
    def ids(today: date) -> list[str | None]:
        return [element.text for element in read(invented, "en", today).iter(f"{ATOM}id")]

    assert ids(TODAY) == ids(date(2030, 1, 1))


def test_a_change_ahead_is_dated_by_who_looked(invented: Knowledge) -> None:
    (ahead, *_) = read(invented, "en").iter(f"{ATOM}entry")
    assert ahead.findtext(f"{ATOM}updated") == "2026-11-02T00:00:00Z"
    (begun, *_) = read(invented, "en", date(2026, 12, 1)).iter(f"{ATOM}entry")
    assert begun.findtext(f"{ATOM}updated") == "2026-12-01T00:00:00Z"
