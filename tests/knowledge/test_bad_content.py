"""One mistake in the knowledge base at a time: its message, whole, in both languages.

Each folder of tests/bad_content/ is one mistake: files laid over the invented world, or changes.yml with
entries to change in its files. Mistakes that no small file can show are made here.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.errors import ContentError
from generator.knowledge.load import load_knowledge
from tests.world.golden import check_messages
from tests.world.world import World, copy_world

MISTAKES = Path(__file__).parents[1] / "bad_content"


def too_large(world: World) -> None:
    (world.content / "glossary.yml").write_bytes(b"# " + b"x" * 2048 * 1024 + b"\n")


def two_platforms(world: World) -> None:
    """Facts hold for the whole knowledge base, everything else for one platform."""
    shutil.copytree(world.content / "platforms" / "examplemart", world.content / "platforms" / "othermart")


def odd_name(world: World) -> None:
    folder = world.content / "platforms" / "examplemart" / "violations"
    (folder / "late-parcel.yml").rename(folder / "Late Parcel.yml")


def no_folder(world: World) -> None:
    shutil.rmtree(world.content)


MADE: dict[str, Callable[[World], None]] = {
    "too-large": too_large, "id-on-two-platforms": two_platforms, "odd-file-name": odd_name,
    "no-folder": no_folder,
}  # fmt: skip
WRITTEN = sorted(
    path.name
    for path in MISTAKES.iterdir()
    if any(not f.name.startswith("expected.") for f in path.rglob("*"))
)


@pytest.mark.parametrize("mistake", [*WRITTEN, *MADE])
def test_message(mistake: str, tmp_path: Path, update_golden: bool) -> None:
    world = copy_world(tmp_path)
    if mistake in MADE:
        MADE[mistake](world)
    else:
        lay_over(world, MISTAKES / mistake)
    with pytest.raises(ContentError) as caught:
        load_knowledge(world.content)
    check_messages(caught.value.problems, MISTAKES / mistake, update_golden)


def lay_over(world: World, mistake: Path) -> None:
    for path in sorted(p for p in mistake.rglob("*") if p.is_file() and not p.name.startswith("expected.")):
        if path.name == "changes.yml":
            for file, changes in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader).items():
                world.change_content(file, changes)
        else:
            copy = world.content / path.relative_to(mistake)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def test_every_expectation_has_its_mistake() -> None:
    assert {path.name for path in MISTAKES.iterdir()} == {*WRITTEN, *MADE}
