"""The invented world made ready to file: a channel with a binder, the words of papers, further exhibits."""

import shutil
from pathlib import Path

import yaml

from generator.case.load import load_case
from generator.packet.build import Packet, build_packet
from tests.packet.papers import ROOT
from tests.world.world import NOW, World, copy_world

CHANNELS = "platforms/examplemart/channels.yml"


def filing_world(folder: Path) -> World:
    """Return a copy of the world whose case is filed by mail, with each exhibit alone and all in a binder."""
    world = copy_world(folder)
    shutil.copytree(ROOT / "content/ui", world.content / "ui", dirs_exist_ok=True)
    world.change_content(CHANNELS, {"mail.exhibits_as": "both", "mail.formats": ["pdf", "jpg", "png"]})
    world.change({"channel": "mail"})
    return world


def build(world: World, *, draft: bool = False) -> Packet:
    knowledge = world.knowledge()
    return build_packet(load_case(world.case_file, knowledge, "case/case.yml"), knowledge, NOW, draft=draft)


def add_exhibit(world: World, name: str, data: bytes, kind: str = "order-export") -> str:
    """Add a file as an exhibit that proves the preventive action; return its id."""
    case = yaml.safe_load(world.case_file.read_text(encoding="utf-8"))
    id_ = f"E{len(case['exhibits']) + 1}"
    (world.exhibits / name).write_bytes(data)
    shows = dict.fromkeys(("zh", "en", "ko"), f"Exhibit file {name}.")
    case["exhibits"].append(
        {"id": id_, "kind": kind, "file": f"exhibits/{name}", "shows": shows, "language": "en"}
    )
    case["response"][0]["preventive"][0]["proof"].append(id_)
    world.case_file.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return id_
