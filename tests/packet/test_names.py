"""Exhibits are named as the channel wants it: its pattern, characters every portal takes, none twice."""

import re
from pathlib import Path

from generator.packet.plan import Plan
from tests.packet.conftest import Built
from tests.packet.filing import CHANNELS, add_exhibit, build, filing_world
from tests.world.world import pdf


def exhibit_names(built: Built) -> list[str]:
    return [n.rpartition("/")[2] for n in built.of("submit") if n.startswith("exhibits/")]


def test_names_follow_the_channel(built: Built) -> None:
    plan: Plan = built.packet.plan
    pattern = plan.case.channel.file_name
    for number, exhibit in enumerate(plan.exhibits, 1):
        label = exhibit.label if exhibit.label.isascii() else f"{number:02}"
        known = {
            "label": label,
            "kind": exhibit.exhibit.kind.file_stem,
            "seller_id": plan.case.seller.seller_id,
        }
        for part, value in known.items():
            if re.search(r"\{\{ *" + part + r"\b", pattern):
                assert value in exhibit.file, (part, exhibit.file)


def test_names_are_safe_and_single(built: Built) -> None:
    names = exhibit_names(built)
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        stem, _, ending = name.rpartition(".")
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", stem)
        assert ending in built.case.channel.formats


def test_files_are_in_the_order_of_the_letter(built: Built) -> None:
    """Where the name begins with the label, a folder sorted by name shows the exhibits in the letter's order."""
    if re.match(r"\{\{ *label", built.case.channel.file_name) and len(built.packet.plan.exhibits) < 10:
        names = [e.file for e in built.packet.plan.exhibits]
        assert names == sorted(names)


def test_a_pattern_without_label_still_gives_every_exhibit_its_own_name(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change_content(CHANNELS, {"mail.file_name": "{{ kind }}"})
    for number in range(3):
        add_exhibit(world, f"orders-{number}.pdf", pdf())
    files = [e.file for e in build(world).plan.exhibits]
    assert files == ["Carrier_Contract", "Order_Export", "Order_Export-3", "Order_Export-4", "Order_Export-5"]


def test_a_long_pattern_is_cut_to_what_portals_take(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change_content(CHANNELS, {"mail.file_name": "{{ label }}_" + "x" * 200})
    for number in range(2):
        add_exhibit(world, f"orders-{number}.pdf", pdf())
    names = [e.file for e in build(world).plan.exhibits]
    assert [len(name) for name in names] == [80] * 4
    assert len(set(names)) == 4
