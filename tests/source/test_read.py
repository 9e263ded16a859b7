"""Reading YAML: values stay as typed, each knows its place, and nothing a file holds can break the reader."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Place
from generator.source import read
from generator.source.read import guess_encoding, parse_yaml, read_yaml

TYPED = [
    "NO",
    "no",
    "on",
    "Yes",
    "12:30",
    "010",
    "0x1F",
    "2026-01-02",
    "1e3",
    "1_000",
    ".inf",
    "True",
    "=",
    "+82 10",
]


@pytest.mark.parametrize("typed", TYPED)
def test_scalars_stay_as_typed(typed: str) -> None:
    document, problems = parse_yaml(f"key: {typed}\nlist: [{typed}]\n{typed}: x\n".encode(), "a.yml")
    assert problems == []
    assert document is not None
    assert document.data == {"key": typed, "list": [typed], typed: "x"}


@pytest.mark.parametrize(
    ("typed", "value"), [("", None), ("~", None), ("null", None), ("'~'", "~"), ('"null"', "null")]
)
def test_only_nothing_is_none(typed: str, value: str | None) -> None:
    document, _ = parse_yaml(f"key: {typed}\n".encode(), "a.yml")
    assert document is not None
    assert document.data == {"key": value}


def test_places() -> None:
    document, _ = parse_yaml("甲: 一\nlist:\n  - a: 1\n  - b:\n      c: 2\n".encode(), "a.yml")
    assert document is not None
    assert document.place(("甲",)) == Place("a.yml", 1, 4)
    assert document.key_place(("list",)) == Place("a.yml", 2, 1)
    assert document.place(("list", 1, "b", "c")) == Place("a.yml", 5, 10)
    # What is missing stands where its parent does.
    assert document.place(("list", 1, "b", "d", "e")) == Place("a.yml", 5, 7)
    assert str(document.key_place(("list", 0, "a"))) == "a.yml:3:5"


def test_byte_order_mark_is_no_character() -> None:
    document, problems = parse_yaml(b"\xef\xbb\xbfkey: x\n", "a.yml")
    assert problems == []
    assert document is not None
    assert document.data == {"key": "x"}
    assert document.key_place(("key",)) == Place("a.yml", 1, 1)


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    document, problems = read_yaml(tmp_path, "folder.yml")
    assert document is None
    assert [problem.code for problem in problems] == ["file-unreadable"]


@pytest.mark.parametrize("depth", [read.MAX_DEPTH, read.MAX_DEPTH + 1, 100_000])
def test_depth(depth: int) -> None:
    _, problems = parse_yaml(b"[" * depth + b"]" * depth, "a.yml")
    assert [p.code for p in problems] == ([] if depth <= read.MAX_DEPTH else ["too-deep"])


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    document, problems = parse_yaml(raw, "a.yml")
    assert document is not None or problems


YAMLISH = st.lists(
    st.sampled_from(
        [
            *"abc \n\t:-?[]{},#&*!|>'\"%@`~<",
            "\n  ",
            "\n- ",
            ": ",
            "---\n",
            "...\n",
            "键",
            "\x07",
            "\x85",
            "\ufeff",
        ]
    ),
    max_size=40,
)


@given(YAMLISH)
def test_no_text_breaks_the_reader(parts: list[str]) -> None:
    raw = "".join(parts).encode()
    document, problems = parse_yaml(raw, "a.yml")
    assert document is not None or problems
    lines = raw.count(b"\n") + "".join(parts).count("\x85") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= lines + 1
        assert problem.place.column >= 1


SENTENCES = {
    "GBK": ("gbk", "卖家账户因为迟发货被暂停，请在七天之内提交申诉材料。"),
    "CP949 (Korean)": (
        "cp949",
        "판매자 계정이 발송 지연으로 정지되었습니다. 7일 이내에 소명 자료를 제출해 주십시오.",
    ),
    "Big5": ("big5", "賣家帳戶因為延遲出貨而被停權，請在七天內提出申訴資料。"),
    "Shift-JIS": ("cp932", "出荷の遅れによりアカウントは停止されました。"),
    "Windows-1252": ("cp1252", "Das Verkäuferkonto für Bücher wurde wegen verspäteter Lieferungen gesperrt."),
    "UTF-16": ("utf-16", "卖家账户"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_encodings_are_named(name: str) -> None:
    codec, sentence = SENTENCES[name]
    assert guess_encoding(sentence.encode(codec)) == name


HANGUL = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), min_size=1, max_size=40)


@given(HANGUL)
def test_korean_is_never_taken_for_another_language(words: str) -> None:
    assert guess_encoding(words.encode("cp949")) == "CP949 (Korean)"


@given(st.binary(max_size=100))
def test_any_bytes_get_a_guess(raw: bytes) -> None:
    assert guess_encoding(raw)
