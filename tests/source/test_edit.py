"""Edits in the lines of a YAML file: what is edited changes, everything else stays as it was written."""

from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.source.edit import CannotEditError, Edits, plain
from generator.source.read import Document, parse_yaml

TEXT = """\
# about the case
case_id: EX-1    # ours
round: "1"
notice:
  received: 2026-11-20T09:30+09:00
  # the day in the notice
  deadline: 2026-11-27T23:59+09:00

  # the points
  allegations:
    - id: A1
      quote: one
    # the second
    - id: A2
      quote: >-
        two
        # no comment
    - id: A3
      items: [X-1, X-2]

# the answer
response:
- answers: [A1, A2]
- answers:
  - A2
  - A3
notes: |
  # kept
"""


def document(text: str) -> Document:
    made, problems = parse_yaml(text.encode(), "case.yml")
    assert made is not None
    assert problems == []
    return made


def edits(text: str = TEXT) -> Edits:
    return Edits(document(text), text)


def test_nothing_edited() -> None:
    assert edits().text() == TEXT


def test_a_value_with_its_comment_beside_it() -> None:
    made = edits()
    made.put(("case_id",), "EX-1-R2")
    made.put(("round",), "2")
    assert made.text() == TEXT.replace("EX-1 ", "EX-1-R2 ").replace('round: "1"', "round: 2")


def test_a_value_over_several_lines_is_refused() -> None:
    with pytest.raises(CannotEditError):
        edits().put(("notice", "allegations", 1, "quote"), "new")


def test_an_entry_goes_with_the_comment_above_it() -> None:
    made = edits()
    made.drop(("notice", "allegations", 1))
    cut = "    # the second\n    - id: A2\n      quote: >-\n        two\n        # no comment\n"
    assert made.text() == TEXT.replace(cut, "")


def test_the_last_entry_leaves_what_follows() -> None:
    made = edits()
    made.drop(("notice", "allegations", 2))
    assert made.text() == TEXT.replace("    - id: A3\n      items: [X-1, X-2]\n", "")


def test_an_entry_becomes_a_comment() -> None:
    made = edits()
    made.comment_out(("notice", "deadline"))
    assert made.text() == TEXT.replace("  deadline:", "  # deadline:")


def test_lines_behind_an_entry_and_at_the_end() -> None:
    made = edits(TEXT.rstrip("\n"))
    made.add_after(("notice", "allegations", 2), ["    # - id: A4"])
    made.add_after(("notes",), ["more: yes"])
    assert made.text() == TEXT.replace("X-2]\n", "X-2]\n    # - id: A4\n") + "more: yes\n"


def test_lists_of_both_forms() -> None:
    made = edits()
    made.put_list(("response", 0, "answers"), ["A2"])
    made.put_list(("response", 1, "answers"), ["A3"])
    assert made.text() == TEXT.replace("[A1, A2]", "[A2]").replace("  - A2\n", "")


def test_windows_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    made = edits(text)
    made.put(("case_id",), "EX-2")
    made.add_after(("round",), ["new: 1"])
    assert made.text() == text.replace("EX-1", "EX-2").replace('"1"\r\n', '"1"\r\nnew: 1\r\n')


keys = st.text("abcdefgh", min_size=1, max_size=4)
scalars = st.text("xyz0189 가나中文", min_size=1, max_size=8).map(str.strip).filter(bool)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(keys, values, min_size=2, max_size=5), st.data())
def test_any_entry_can_be_dropped_and_the_rest_keeps_its_lines(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    """Comments stand above every top entry and at the end; all but those of the dropped entry survive, in order."""
    parts = {
        key: f"# about {key}\n" + yaml.safe_dump({key: value}, allow_unicode=True, default_style='"')
        for key, value in data.items()
    }
    text = "".join(parts.values()) + "# the end\n"
    gone = draw.draw(st.sampled_from(sorted(data)))
    made = edits(text)
    made.drop((gone,))
    assert made.text() == text.replace(parts[gone], "", 1)


@given(st.text(max_size=30))
def test_plain_texts_read_back(text: str) -> None:
    assume(text.isprintable() and not any(c in text for c in "\ufeff\x85"))
    assert document(f"a: {plain(text)}\nb: 1").data["a"] == text
