"""A case about many products: a packet for each group in the advised order, and the listing health report."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations

import pytest

from generator.case.listings import ManyListings, load_many
from generator.errors import CaseError
from generator.knowledge.model import Knowledge
from generator.packet.many import Packets, build_many
from generator.rules.listings import health, next_of
from tests.packet.papers import MANY, pdf_words
from tests.world.world import NOW


@pytest.fixture(scope="module")
def many(knowledge: Knowledge) -> ManyListings:
    return load_many(MANY, knowledge, "case.yml")


@pytest.fixture(scope="module")
def packets(many: ManyListings, knowledge: Knowledge) -> Packets:
    return build_many(many, knowledge, NOW)


def table(packets: Packets) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packets.files["client/listing-health.csv"].decode("utf-8-sig"))))


def test_one_packet_for_each_answered_group(packets: Packets) -> None:
    folders = {name.partition("/")[0] for name in packets.files if "/" in name}
    assert folders == {"1-white-background", "2-long-title", "client"}
    for folder in ("1-white-background", "2-long-title"):
        assert f"{folder}/submit/appeal-letter.pdf" in packets.files
        assert f"{folder}/client/review-copy.pdf" in packets.files


def test_each_letter_names_its_own_listings_alone(packets: Packets, many: ManyListings) -> None:
    for number, group in enumerate(many.groups[:2], 1):
        letter = pdf_words(packets.files[f"{number}-{group.id}/submit/appeal-letter.pdf"])
        others = [listing.id for other in many.groups if other is not group for listing in other.listings]
        assert [id_ for id_ in others if id_ in letter] == []
        assert all(listing.id in letter for listing in group.listings)


def test_the_report_names_every_listing_and_what_comes_next(packets: Packets, many: ManyListings) -> None:
    rows = table(packets)
    report = pdf_words(packets.files["client/listing-health.pdf"])
    assert [row["listing"] for row in rows] == [listing.id for g in many.groups for listing in g.listings]
    assert all(row["listing"] in report for row in rows)
    by_id = {row["listing"]: row for row in rows}
    assert by_id["B0EXAMPLE901"]["letter"] == "1"
    assert by_id["B0EXAMPLE921"]["letter"] == ""
    # 24 hours before the deadline it is Sunday, and Thursday before that is a holiday.
    assert by_id["B0EXAMPLE921"]["next_date"] == "2026-11-27 18:00"
    assert by_id["B0EXAMPLE922"]["next_date"] == ""


def test_the_manifest_says_what_was_made(packets: Packets) -> None:
    manifest = json.loads(packets.files["manifest.json"])
    assert manifest["listings"] == 14
    assert [g["letter"] for g in manifest["groups"]] == [1, 2, None]
    assert set(manifest["files"]) == set(packets.files) - {"manifest.json"}


def test_the_same_bytes_twice(packets: Packets, many: ManyListings, knowledge: Knowledge) -> None:
    assert build_many(many, knowledge, NOW).files == packets.files


def test_the_order_is_the_same_however_the_file_is_ordered(many: ManyListings, knowledge: Knowledge) -> None:
    orders = {
        tuple(row.group.id for row in health(replace(many, groups=groups), knowledge, NOW))
        for groups in permutations(many.groups)
    }
    assert orders == {("white-background", "long-title", "restricted")}


def test_an_earlier_deadline_goes_first(many: ManyListings, knowledge: Knowledge) -> None:
    first, second, rest = many.groups
    assert second.case.notice.deadline
    notice = replace(second.case.notice, deadline=second.case.notice.deadline - timedelta(days=2))
    sooner = replace(second, case=replace(second.case, notice=notice))
    rows = health(replace(many, groups=(first, sooner, rest)), knowledge, NOW)
    assert [(row.group.id, row.why) for row in rows[:2]] == [
        ("long-title", "deadline"),
        ("white-background", ""),
    ]


def test_a_group_with_errors_is_told_and_stops_the_build(many: ManyListings, knowledge: Knowledge) -> None:
    late = NOW + timedelta(days=60)
    assert all(row.errors for row in health(many, knowledge, late) if row.letter)
    with pytest.raises(CaseError) as caught:
        build_many(many, knowledge, late)
    assert {problem.place.line for problem in caught.value.problems}
    assert build_many(many, knowledge, late, draft=True).files


@pytest.mark.parametrize(
    ("state", "filed", "what"),
    [
        ("blocked", None, "listing_next_file"),
        ("filed", date(2026, 11, 20), "listing_next_reply"),
        ("restored", None, "listing_next_restored"),
        ("closed", None, "listing_next_closed"),
    ],
)
def test_what_comes_next(
    many: ManyListings, knowledge: Knowledge, state: str, filed: date | None, what: str
) -> None:
    row = health(many, knowledge, NOW)[0]
    listing = replace(row.group.listings[0], state=state, filed=filed)
    following = next_of(listing, row, NOW)
    assert following.what == what
    assert (following.when is None) == (state in ("restored", "closed"))


def test_what_comes_next_when_it_is_late(many: ManyListings, knowledge: Knowledge) -> None:
    row = health(many, knowledge, NOW)[0]
    assert row.deadlines.hard
    assert row.deadlines.safe
    listing = row.group.listings[0]
    assert next_of(listing, row, row.deadlines.safe).when == row.deadlines.hard
    after: datetime = row.deadlines.hard + timedelta(minutes=1)
    assert next_of(listing, row, after).what == "listing_next_late"
