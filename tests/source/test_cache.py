"""Results kept between runs: the same as made anew, and never in the way."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from generator.errors import ContentError
from generator.knowledge.load import load_knowledge
from generator.source.cache import MAX_ENTRIES, Cache, key_of
from tests.world.world import World, copy_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return copy_world(tmp_path)


def test_kept_knowledge_is_the_same(world: World, tmp_path: Path) -> None:
    fresh = load_knowledge(world.content)
    assert load_knowledge(world.content, tmp_path / "kept") == fresh
    assert load_knowledge(world.content, tmp_path / "kept") == fresh


def test_a_change_is_seen(world: World, tmp_path: Path) -> None:
    load_knowledge(world.content, tmp_path / "kept")
    world.change_content("platforms/examplemart/platform.yml", {"portal": "Other Desk"})
    assert load_knowledge(world.content, tmp_path / "kept").platforms["examplemart"].portal == "Other Desk"


def test_problems_are_found_again_and_again(world: World, tmp_path: Path) -> None:
    world.change_content("platforms/examplemart/platform.yml", {"portal": None})
    problems = []
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            load_knowledge(world.content, tmp_path / "kept")
        problems.append(caught.value.problems)
    assert problems[0] == problems[1]
    world.change_content("platforms/examplemart/platform.yml", {"portal": "Desk"})
    assert load_knowledge(world.content, tmp_path / "kept") == load_knowledge(world.content)


DAMAGED = [
    b"",
    b"nonsense",
    pickle.dumps([1, 2])[:-3],
    b"\x80\x05K",
    b"cnowhere\nNothing\n.",
    b"\x80\xff.",
]


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_results_are_made_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pickle").write_bytes(content)
    assert Cache(tmp_path).get_or_make("a", lambda: "good") == "good"


def test_results_are_made_once(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> str:
        made.append(1)
        return "good"

    for _ in range(3):
        assert Cache(tmp_path / "kept").get_or_make("a", make) == "good"
    assert made == [1]


def test_without_a_folder_nothing_is_kept() -> None:
    made: list[int] = []
    for _ in range(2):
        Cache(None).get_or_make("a", lambda: made.append(1))
    assert made == [1, 1]


def test_several_at_once(tmp_path: Path) -> None:
    """Workers that make the same results at the same time don't trip over each other."""

    together = Barrier(8)

    def make() -> str:
        together.wait()
        return "good" * 100_000

    def take(number: int) -> str:
        return Cache(tmp_path / "kept").get_or_make("a", make)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(take, range(8))) == {"good" * 100_000}
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["a.pickle"]


def test_a_place_that_can_not_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert Cache(tmp_path / "file" / "kept").get_or_make("a", lambda: "good") == "good"


def test_the_folder_does_not_grow_without_end(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    for number in range(MAX_ENTRIES + 20):
        kept.get_or_make(f"key-{number}", lambda: 1)
    assert len(list(tmp_path.iterdir())) <= MAX_ENTRIES + 1


def test_keys_depend_on_every_part_and_on_where_it_ends() -> None:
    keys = [key_of(parts) for parts in ([], [b""], [b"ab"], [b"a", b"b"], [b"b", b"a"])]
    assert len(set(keys)) == len(keys)
    assert key_of([b"ab"]) == keys[2]
