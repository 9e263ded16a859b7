"""Pictures of specimens: nothing overflows, they are sound XML with words for who can't see, and every kind has them."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.knowledge.evidence import Callout, Sheet, Specimen
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.text import Text, same
from generator.website import specimen_shapes as shapes
from generator.website.lettering import columns, width, wrap
from generator.website.pages import LANGUAGES
from generator.website.specimen import CELLS, ROWS, SIDES, described, draw, notes, pictures
from tests.website.site import ROOT

GOLDEN = Path(__file__).parent / "golden" / "specimens"
SVG = "{http://www.w3.org/2000/svg}"

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
WORDS = st.text(LETTERS, min_size=1, max_size=60).filter(lambda words: bool(words.strip()))
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" | ".join), min_size=1, max_size=8)
MARKS = st.lists(
    st.sampled_from(["signed", "stamped", "code", "cropped", "blurred", "glare"]), unique=True, max_size=6
)


@pytest.fixture(scope="module")
def own() -> Knowledge:
    return load_knowledge(ROOT / "content")


def sheet(heading: str, lines: list[str], marks: list[str], form: str | None = None) -> Sheet:
    """Return a sheet with a note at everything a note can point at."""
    places = ["heading", *map(str, range(1, len(lines) + 1)), *marks]
    said = tuple(Callout(at, same(f"note at {at}")) for at in reversed(places))
    return Sheet(same(heading), tuple(map(same, lines)), said, tuple(marks), form)


def texts(svg: str) -> Iterator[tuple[float, float, str, str]]:
    """Yield x, y, look and words of every text in a picture."""
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        yield (
            float(element.attrib["x"]),
            float(element.attrib["y"]),
            element.attrib["class"],
            element.text or "",
        )


SIZES = {"": 13.0, "k": 13.0, "s": 12.0, "h": 15 * 1.12, "b": 12 * 1.12}


@given(WORDS, LINES, MARKS, st.sampled_from(sorted(shapes.FORMS)), st.sampled_from(SIDES))
def test_no_text_leaves_its_picture(
    heading: str, lines: list[str], marks: list[str], form: str, side: str
) -> None:
    specimen = Specimen(form, sheet(heading, lines, marks), sheet(heading, lines, marks))
    picture = draw(specimen, side, "en", heading, " ".join(lines))
    assert picture == draw(specimen, side, "en", heading, " ".join(lines))
    root = ElementTree.fromstring(picture.svg)
    assert root.attrib["viewBox"] == f"0 0 {shapes.WIDTH} {picture.height}"
    for x, y, look, words in texts(picture.svg):
        assert 15 < y < picture.height - 4, words
        if look == "n":
            assert 10 <= x <= shapes.WIDTH - 13
        else:
            assert x >= shapes.LEFT
            assert x + width(words, SIZES[look]) <= shapes.RIGHT + 0.06, words
    assert sum(look == "n" for _, _, look, _ in texts(picture.svg)) == len(lines) + len(marks) + 1
    assert {e.tag for e in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"})


@given(st.text(max_size=200), st.integers(8, 20), st.integers(24, 300), st.integers(1, 4))
def test_wrapped_text_fits_and_loses_nothing_unseen(text: str, size: int, room: int, rows: int) -> None:
    lines = wrap(text, size, room, rows)
    assert 1 <= len(lines) <= rows
    assert all(width(line, size) <= room for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == re.sub(r"\s", "", text)


def test_lines_break_where_readers_expect_it() -> None:
    assert wrap("订单号与运单号逐一对应，不多不少", 10, 105, 3) == ["订单号与运单号逐一对", "应，不多不少"]
    assert wrap("배송조회 기록입니다", 10, 60, 3) == ["배송조회", "기록입니다"]
    assert wrap("one two three", 10, 50, 2) == ["one two", "three"]
    assert wrap("", 10, 50, 2) == [""]
    assert wrap("abcdefghijkl", 10, 33, 2) == ["abcde", "fghi…"]


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(120, 300))
def test_columns_share_the_room(cells: list[list[str]], room: int) -> None:
    widths = columns(cells, 12, room, 8)
    assert sum(widths) + 16 <= room + 0.01
    assert all(given > 0 for given in widths)


def test_a_line_has_only_so_many_cells() -> None:
    specimen = Specimen("letter", *[sheet("Table", [" | ".join("abcdefg"), "x"], [])] * 2)
    drawn = [words for _, _, look, words in texts(draw(specimen, "good", "en").svg) if look == "b"]
    assert drawn == ["a", "b", "c", "d", "e | f | g"]
    assert len(drawn) == CELLS


def test_notes_are_numbered_as_the_picture_shows_them() -> None:
    drawn = sheet("Paper", ["one", "two"], ["signed"])
    assert [note.at for note in notes(drawn)] == ["heading", "1", "2", "signed"]


def test_what_is_typed_never_becomes_markup() -> None:
    evil = sheet('<script>alert("x")</script>', ["&amp; <b> | \"'", "]]> -->"], [])
    svg = draw(Specimen("letter", evil, evil), "poor", "zh", "<title>", "a & b").svg
    assert next(words for _, _, look, words in texts(svg) if look == "h").startswith("<script>")
    assert "<script" not in svg


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_of_the_invented_platform(invented: Knowledge, language: str, update_golden: bool) -> None:
    for path, svg in pictures(invented, language):
        kept = GOLDEN / language / Path(path).name
        if update_golden:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(svg, encoding="utf-8")
        assert svg == kept.read_text(encoding="utf-8")


def test_every_type_of_proof_has_a_good_and_a_worthless_specimen(own: Knowledge) -> None:
    assert [kind.id for kind in own.evidence.values() if kind.specimen is None] == []
    for language in LANGUAGES:
        shown = dict(pictures(own, language))
        assert len(shown) == 2 * len(own.evidence)
        for path, svg in shown.items():
            root = ElementTree.fromstring(svg)
            assert root.attrib["role"] == "img", path
            named = {
                child.attrib["id"]: child.text for child in root if child.tag in (f"{SVG}title", f"{SVG}desc")
            }
            assert root.attrib["aria-labelledby"].split() == list(named), path
            assert all(named.values()), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_our_own_pictures_is_cut_short(own: Knowledge, language: str) -> None:
    for kind in own.evidence.values():
        assert kind.specimen
        for side in SIDES:
            one = kind.specimen.good if side == "good" else kind.specimen.poor
            written = "".join(line.in_(language) for line in (one.heading, *one.lines))
            drawn = "".join(words for _, _, _, words in texts(draw(kind.specimen, side, language).svg))
            assert drawn.count("…") == written.count("…"), (kind.id, side)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_told_in_words(own: Knowledge, language: str) -> None:
    for kind in own.evidence.values():
        assert kind.specimen
        for side in SIDES:
            one = kind.specimen.good if side == "good" else kind.specimen.poor
            words = described(own, kind.specimen, side, language)
            assert one.heading.in_(language) in words
            assert len(words.split(" · ")) >= 2 + len(one.lines) + len(one.marks)


def test_people_and_numbers_in_pictures_are_invented(own: Knowledge) -> None:
    """Mail addresses and sites are of the reserved kind, and no long number is a real one."""
    said = [
        text.in_(language)
        for kind in own.evidence.values()
        if kind.specimen
        for one in (kind.specimen.good, kind.specimen.poor)
        for text in (one.heading, *one.lines)
        for language in LANGUAGES
    ]
    hosts = {host for text in said for host in re.findall(r"@([\w.-]+)", text)}
    assert {host for host in hosts if not host.endswith(".example")} == set()
    assert [text for text in said if re.search(r"\b1[3-9]\d{9}\b", text)] == []


def test_rows_are_few(own: Knowledge) -> None:
    assert ROWS <= 3
    assert all(
        kind.specimen is None or len(one.lines) <= 8
        for kind in own.evidence.values()
        for one in ((kind.specimen.good, kind.specimen.poor) if kind.specimen else ())
    )


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["#fdfdfb", "#fdfcf4", "#f4f8fb", "#ffffff", "#e3f1e8", "#fbe7e4"])
def test_text_stands_out_from_every_ground(ground: str) -> None:
    assert min(contrast(ink, ground) for ink in ("#1c2427", "#4d5a5e")) >= 4.5
    assert min(contrast(ink, "#ffffff") for ink in ("#1d6a3c", "#a3281f")) >= 4.5


def test_a_sheet_may_have_a_form_of_its_own() -> None:
    specimen = Specimen("letter", sheet("A", ["b", "c"], []), sheet("A", ["b", "c"], [], "screen"))
    assert draw(specimen, "good", "en") != draw(specimen, "poor", "en")
    assert draw(specimen, "poor", "en").height > draw(specimen, "good", "en").height
    assert Text("A", "A", "A") == specimen.good.heading
