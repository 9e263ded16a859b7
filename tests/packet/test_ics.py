"""The calendar file, read back: the plan's dates, reminders, and entries that a new import moves instead of doubling."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from generator.packet.build import plan_packet
from generator.packet.render.ics import calendar
from tests.packet.conftest import Built
from tests.packet.filing import build, filing_world
from tests.packet.papers import SHOWN, bare, pages
from tests.world.world import NOW

ICS = "client/timeline.ics"
DEADLINES = {
    "coupang-counterfeit": "2026-11-30T23:59+09:00",
    "coupang-kc-certification": "2026-11-25T18:00+09:00",
    "coupang-late-shipment": "2026-11-27T23:59+09:00",
}


def entries(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def by_uid(data: bytes) -> dict[str, Any]:
    return {str(entry["uid"]): entry for entry in entries(data)}


def test_times_and_words_are_the_plan_s(built: Built) -> None:
    plan = built.packet.plan
    found = entries(built.files[ICS])
    assert [entry.start for entry in found] == [event.when for event in plan.events]
    for entry, event in zip(found, plan.events, strict=True):
        assert entry["summary"] == f"{event.title} · {plan.case.id}"
        assert entry.get("description", "") == event.note
        assert entry.end > entry.start


def test_events_are_in_order(built: Built) -> None:
    events = built.packet.plan.events
    assert all(one.when <= other.when for one, other in pairwise(events))
    keys = [event.key for event in events]
    assert len(set(keys)) == len(keys)
    assert [k for k in keys if k in ("received", "review", "safe", "hard")] == [
        "received",
        "review",
        "safe",
        "hard",
    ]


def test_deadline_is_told_in_the_platform_s_time(built: Built) -> None:
    entry = by_uid(built.files[ICS])[f"{built.case.id}-hard@reinstate.invalid"]
    zone = built.case.platform.clock.timezone
    named = built.case.notice.deadline
    assert named is not None
    deadline = named.astimezone(ZoneInfo(zone))
    if built.name in DEADLINES:
        assert deadline == datetime.fromisoformat(DEADLINES[built.name])
    assert entry.start == deadline
    assert entry.start.tzinfo.key == zone
    assert entry["dtstart"].params["TZID"] == zone
    assert f"DTSTART;TZID={zone}:{deadline:%Y%m%dT%H%M%S}".encode() in built.files[ICS]


def test_zone_is_described_in_the_file(built: Built) -> None:
    zone: Any
    (zone,) = icalendar.Calendar.from_ical(built.files[ICS]).walk("VTIMEZONE")
    assert zone["tzid"] == built.case.platform.clock.timezone
    winter = {"Asia/Seoul": "+0900", "Europe/Riga": "+0200", "America/Los_Angeles": "-0800"}[zone["tzid"]]
    assert winter in {sub["TZOFFSETTO"].to_ical() for sub in zone.walk("STANDARD")}


def test_reminders(built: Built) -> None:
    for entry in entries(built.files[ICS]):
        alarms = entry.walk("VALARM")
        # What is past would ring at the moment of import.
        past = entry["dtstart"].dt <= built.packet.plan.now
        expected = [] if past else [-timedelta(days=1), -timedelta(hours=2)]
        assert sorted(alarm["trigger"].dt for alarm in alarms) == expected
        assert all(alarm["action"] == "DISPLAY" and alarm["description"] for alarm in alarms)


def test_lines_end_and_fold_as_the_standard_says(built: Built) -> None:
    data = built.files[ICS]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # no character is cut in two


def test_long_words_are_folded(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    label = {"zh": "很长的措施名称" * 12, "en": "a very long label " * 12, "ko": "아주 긴 조치 이름 " * 12}
    own = {
        "zh": "将改用。",
        "en": "We will move.",
        "ko": "변경하겠습니다.",
        "label": label,
        "planned": "2026-12-01",
    }
    world.change({"response[0].preventive[1]": own})
    packet = build(world)
    assert max(len(line) for line in packet.files[ICS].split(b"\r\n")) <= 75
    (planned,) = (e for uid, e in by_uid(packet.files[ICS]).items() if uid.startswith("world-1-planned-own-"))
    assert label["zh"] in planned["summary"]
    assert planned.start == datetime(2026, 12, 1, 18, tzinfo=ZoneInfo("Asia/Seoul"))


def test_a_later_build_moves_the_same_entries(built: Built) -> None:
    later = NOW + timedelta(days=1, hours=3)
    plan = plan_packet(built.case, built.knowledge, later)
    before = by_uid(built.files[ICS])
    after = by_uid(calendar(plan.events, built.case.id, later))
    assert before.keys() == after.keys()
    fixed = [uid for uid in before if "-reply-" not in uid]
    assert all(before[uid].start == after[uid].start for uid in fixed)
    moved = f"{built.case.id}-reply-first@reinstate.invalid"
    assert after[moved].start > before[moved].start
    assert all(after[uid]["dtstamp"].dt > before[uid]["dtstamp"].dt for uid in before)


def own(name: str, planned: str) -> dict[str, object]:
    """Return an action in own words."""
    text = dict.fromkeys(("zh", "en", "ko"), f"We will {name}.")
    return {**text, "label": dict.fromkeys(("zh", "en", "ko"), name), "planned": planned}


def test_other_actions_do_not_change_whose_entry_is_whose(tmp_path: Path) -> None:
    """One is put before the others, one moves to another date: each keeps its entry."""
    world = filing_world(tmp_path)
    known: dict[str, str] = {}
    for actions in (
        [("count parcels", "2026-12-01"), ("train packers", "2026-12-02")],
        [("buy scales", "2026-11-28"), ("count parcels", "2026-12-01"), ("train packers", "2026-12-09")],
        [("train packers", "2026-12-09"), ("count parcels", "2026-12-01")],
    ):
        world.change({"response[0].preventive": [own(*action) for action in actions]})
        made = calendar(plan_packet(world.case(), world.knowledge(), NOW).events, "world-1", NOW)
        planned = {uid: e for uid, e in by_uid(made).items() if "-planned-" in uid}
        assert len(planned) == len(actions)
        for uid, entry in planned.items():
            (name,) = (name for name, _ in actions if name in entry["summary"])
            assert known.setdefault(name, uid) == uid
    assert len(set(known.values())) == 3


def test_the_same_action_twice_has_two_entries(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change({"response[0].preventive": [own("count parcels", d) for d in ("2026-12-01", "2026-12-08")]})
    events = plan_packet(world.case(), world.knowledge(), NOW).events
    assert len({event.key for event in events}) == len(events)


def test_the_later_build_outranks(built: Built) -> None:
    first, second = (
        by_uid(calendar(built.packet.plan.events, built.case.id, NOW + later))
        for later in (timedelta(0), timedelta(minutes=1))
    )
    assert all(0 < first[uid]["sequence"] < second[uid]["sequence"] < 2**31 for uid in first)


def test_cases_do_not_share_entries(example: Any) -> None:
    uids = [uid for name in SHOWN for uid in by_uid(example(name).files[ICS])]
    assert len(set(uids)) == len(uids)


def test_timeline_page_tells_the_same(built: Built) -> None:
    """Each event in the platform's time and an hour earlier in China."""
    text = "".join(pages(built.files["client/timeline.pdf"]))
    at = 0
    china = ZoneInfo("Asia/Shanghai")
    for event in built.packet.plan.events:
        there, here = event.when, event.when.astimezone(china)
        row = "".join(f"{t.year}年{t.month}月{t.day}日{t:%H:%M}" for t in (there, here)) + bare(event.title)
        at = text.index(row, at)


@pytest.mark.parametrize(
    ("unit", "value", "ends"),
    [
        ("days", 7, "2026-11-27T23:59"),
        ("working-days", 3, "2026-11-25T23:59"),
        ("hours", 48, "2026-11-22T09:30"),
    ],
)
def test_deadline_the_notice_does_not_name(tmp_path: Path, unit: str, value: int, ends: str) -> None:
    world = filing_world(tmp_path)
    world.change({"notice.deadline": "~"})
    world.change_content(
        "platforms/examplemart/facts.yml", {"answer-in-7-days.unit": unit, "answer-in-7-days.value": value}
    )
    plan = plan_packet(world.case(), world.knowledge(), datetime.fromisoformat("2026-11-20T12:00+09:00"))
    (hard,) = [event for event in plan.events if event.key == "hard"]
    assert hard.when.isoformat() == f"{ends}:00+09:00"
