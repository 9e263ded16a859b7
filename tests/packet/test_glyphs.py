"""A character no face has stops the build and is named; it never becomes a box in a letter."""

from pathlib import Path

import pytest

from generator.cli.main import main
from generator.errors import RenderError
from tests.packet.filing import build, filing_world
from tests.world.world import NOW

RARE = {
    "emoji": "🚚",
    "rare Chinese": "𠀀",
    "Arabic": "ش",
    "private use": "\ue000",
    "Word's line break": "\u2028",
}


def own_words(character: str) -> dict[str, object]:
    said = {
        "zh": f"换车{character}。",
        "en": f"We moved {character} to vans.",
        "ko": f"변경{character}했습니다.",
    }
    return said | {"label": {"zh": "换车", "en": "Vans", "ko": "변경"}, "count": 2}


@pytest.mark.parametrize("name", RARE)
def test_is_named_with_its_place(tmp_path: Path, name: str) -> None:
    character = RARE[name]
    world = filing_world(tmp_path)
    world.change({"response[0].root_cause[0]": own_words(character)})
    with pytest.raises(RenderError) as caught:
        build(world)
    (problem,) = caught.value.problems
    details = dict(problem.details)
    assert problem.code == "glyph-missing"
    assert problem.place.path == "appeal-letter"
    assert details["character"] == character
    assert details["codepoint"] == f"U+{ord(character):04X}"
    assert "We moved" in details["text"]


def test_every_one_is_named_once(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change({"response[0].root_cause[0]": own_words("🚚 🚀 🚚")})
    with pytest.raises(RenderError) as caught:
        build(world)
    assert [dict(p.details)["character"] for p in caught.value.problems] == ["🚀", "🚚"]


@pytest.mark.parametrize("entry", ["exhibits[0].shows.en", "seller.signatory.name.en", "seller.company.en"])
def test_wherever_it_stands(tmp_path: Path, entry: str) -> None:
    world = filing_world(tmp_path)
    world.change({entry: "Li 🚚 Na"})
    with pytest.raises(RenderError) as caught:
        build(world)
    assert {dict(p.details)["character"] for p in caught.value.problems} == {"🚚"}


def test_in_a_printed_table(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    (world.exhibits / "orders.csv").write_text("Order,Left\nX-1,🚚\nX-2,2026-11-18\n", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        build(world)
    assert [dict(p.details)["codepoint"] for p in caught.value.problems] == ["U+1F69A"]


def test_only_in_the_client_s_reading(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change({"exhibits[0].shows.zh": "新合同🚚"})
    with pytest.raises(RenderError) as caught:
        build(world)
    assert [p.place.path for p in caught.value.problems] == ["review-copy"]


def test_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world = filing_world(tmp_path / "world")
    world.change({"response[0].root_cause[0]": own_words("🚚")})
    out = tmp_path / "out"
    given = ["packet", str(world.case_file), "--content", str(world.content), "--out", str(out)]
    assert main([*given, "--now", NOW.isoformat()]) == 1
    assert "U+1F69A" in capsys.readouterr().err
    assert not out.exists()


def test_what_is_common_is_drawn(tmp_path: Path) -> None:
    """Quotes, dashes, circled digits, Korean and Chinese in one letter."""
    world = filing_world(tmp_path)
    world.change({"response[0].root_cause[0]": own_words("“①→②” – €5 ± 3 % … 가나다 é ✓ ㈜")})
    assert build(world).files["submit/appeal-letter.pdf"]
