"""Papers that can't be used and claims nothing proves: not in submit/, and the client's report says why."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from generator.errors import CaseError
from generator.packet.build import Packet
from generator.packet.client.desk import Desk
from generator.packet.client.evidence import values
from tests.packet.conftest import Built
from tests.packet.filing import add_exhibit, build, filing_world
from tests.packet.papers import ROOT, bare, insides, words
from tests.world.world import World, pdf

BAD = "never-to-be-filed"
REASONS: dict[str, dict[str, Any]] = {
    "evidence.expired": {"expires": "2026-11-22"},
    "evidence.unsigned": {"signed": "no"},
    "evidence.screenshot": {"screenshot": "yes"},
    "evidence.dated-later": {"issued": "2026-11-24"},
    "evidence.too-old": {"issued": "2025-11-22"},
    "evidence.language": {"language": "zh"},
    "evidence.after-proved": {"issued": "2026-11-23"},
    "evidence.other-company": {"fields": {"number": "C-7", "client": "Stranger Inc."}},
}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A case with a second contract, good as it is, that proves the same as the first and the preventive action."""
    world = filing_world(tmp_path)
    add_exhibit(
        world,
        f"{BAD}.pdf",
        pdf(says=f"Contract C-7 {BAD}, 21 November 2026, until 20 November 2027"),
        "carrier-contract",
    )
    good = {"issued": "2026-11-21", "expires": "2027-11-20", "signed": "yes", "fields": {"number": "C-7"}}
    world.change({f"exhibits[2].{name}": value for name, value in good.items()})
    world.change({"response[0].corrective[0].proof": ["E1", "E3"]})
    return world


def report(packet: Packet) -> str:
    return words("evidence-report.pdf", packet.files["client/evidence-report.pdf"])


def filed(packet: Packet) -> dict[str, bytes]:
    return {name: data for name, data in packet.files.items() if name.startswith("submit")}


def test_a_paper_that_can_be_used_is_filed(world: World) -> None:
    packet = build(world)
    assert [e.exhibit.id for e in packet.plan.exhibits] == ["E1", "E3", "E2"]
    assert packet.plan.aside == ()
    assert sum(BAD in words(name, data) for name, data in filed(packet).items()) >= 1


@pytest.mark.parametrize("reason", REASONS)
def test_a_paper_that_can_not_is_left_out_and_the_report_says_why(world: World, reason: str) -> None:
    original = world.exhibits / f"{BAD}.pdf"
    world.change({f"exhibits[2].{name}": value for name, value in REASONS[reason].items()})
    packet = build(world)
    assert [e.exhibit.id for e in packet.plan.exhibits] == ["E1", "E2"]
    for name, data in filed(packet).items():
        assert BAD not in name
        assert bare(BAD) not in words(name, data), name
        assert all(original.read_bytes() not in inside for inside in insides(name, data)), name
    (aside,) = packet.plan.aside
    assert reason in [finding.id for finding in aside.why]
    knowledge = world.knowledge()
    printed = report(packet)
    assert f"exhibits/{BAD}.pdf" in printed
    for finding in aside.why:
        assert bare(finding.says(knowledge, "zh")) in printed
        assert bare(finding.mend(knowledge, "zh")) in printed
    assert bare(aside.exhibit.kind.get_from.zh) in printed
    manifest = json.loads(packet.files["manifest.json"])
    assert manifest["set_aside"] == [f"exhibits/{BAD}.pdf"]
    assert f"exhibits/{BAD}.pdf" in manifest["made_from"]


def test_a_draft_by_its_own_words(world: World) -> None:
    (world.exhibits / f"{BAD}.pdf").write_bytes(pdf(says=f"DRAFT {BAD}"))
    packet = build(world)
    assert [f.id for a in packet.plan.aside for f in a.why] == ["evidence.draft"]
    assert [name for name, data in filed(packet).items() if bare(BAD) in words(name, data)] == []


def test_a_required_paper_that_is_set_aside_stops_the_build(world: World) -> None:
    world.change({"exhibits[0].signed": "no", "exhibits[2].signed": "no"})
    with pytest.raises(CaseError) as caught:
        build(world)
    assert {dict(p.details)["finding"] for p in caught.value.problems} >= {"evidence.missing"}


def test_a_claim_that_nothing_proves_is_left_out_of_the_letter(world: World) -> None:
    own = {
        "en": "We bought a thousand new scales.",
        "zh": "我们买了一千台新秤。",
        "ko": "저울 천 대를 구매하였습니다.",
    }
    label = {"en": "new scales", "zh": "新秤", "ko": "새 저울"}
    world.change({"response[0].corrective[1]": {**own, "label": label, "done": "2026-11-21", "proof": []}})
    packet = build(world)
    assert [s.says.en for s in packet.plan.unproved] == [own["en"]]
    assert [name for name, data in filed(packet).items() if "scales" in words(name, data)] == []
    assert label["zh"] in report(packet)
    world.change({"response[0].corrective[1].done": "~", "response[0].corrective[1].planned": "2026-12-01"})
    packet = build(world)
    assert packet.plan.unproved == ()
    assert any("scales" in words(name, data) for name, data in filed(packet).items())


def test_scanned_pages_are_named(world: World) -> None:
    (world.exhibits / f"{BAD}.pdf").write_bytes(pdf(2))
    packet = build(world)
    assert bare("扫描件，第1, 2页没有文字") in report(packet)


def test_a_number_that_the_paper_does_not_have(world: World) -> None:
    world.change({"exhibits[2].fields.number": "C-70001"})
    real = (ROOT / "content/checks/papers.yml").read_bytes()
    (world.content / "checks/papers.yml").write_bytes(real)
    packet = build(world)
    assert bare("附件E3的文字里找不到：C-70001") in report(packet)
    assert [f.id for f in packet.plan.findings if f.id == "evidence.text-differs"] == [
        "evidence.text-differs"
    ]


def told(built: Built) -> dict[str, Any]:
    return dict(values(Desk(built.packet.plan, built.knowledge, (), {})))


def test_every_kind_of_the_matrix_is_listed_with_what_is_there(built: Built) -> None:
    plan, rows = built.packet.plan, told(built)["wanted"]
    needs = [n for n in plan.case.violation.evidence if n.when.holds(plan.case.context)]
    assert [(row.kind.id, row.need) for row in rows] == [(n.kind, n.need) for n in needs]
    present = {e.exhibit.kind.id for e in plan.exhibits}
    for row in rows:
        assert (row.state == "here") == (row.need != "never" and row.kind.id in present)
    text = words("evidence-report.pdf", built.files["client/evidence-report.pdf"])
    for row in rows:
        assert bare(row.kind.names.in_(built.case.client_language)) in text
        assert bare(row.why.in_(built.case.client_language)) in text


def test_what_is_done_and_what_is_planned_stand_apart(built: Built) -> None:
    plan, report = built.packet.plan, told(built)
    actions = [s for s in plan.case.statements if s.kind != "root_cause"]
    label = plan.case.client_language
    assert {d.says for d in report["planned"]} == {s.label.in_(label) for s in actions if s.is_planned}
    assert {d.says for d in report["done"]} == {s.label.in_(label) for s in actions if not s.is_planned}


def test_it_has_a_title_and_headings_for_its_columns(built: Built) -> None:
    reader = PdfReader(io.BytesIO(built.files["client/evidence-report.pdf"]))
    assert reader.metadata is not None
    assert reader.metadata.title == built.own_word("papers_title")
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
