"""Words in three languages: particles, lists, masks and names of files, for known words and for any."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import templating
from generator.templating import check_snippet, fill
from generator.text import (
    PARTICLES,
    Text,
    capital,
    file_name,
    has_han,
    has_hangul,
    josa,
    listed,
    mask,
    plural,
    same,
    sentence_spans,
    sentences,
    squeeze,
)

CLOSED = {pair: pair.split("/")[0] for pair in PARTICLES}
OPEN = {pair: pair.split("/")[1] for pair in PARTICLES}


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("을/를", "한진을 CJ대한통운을 롯데를 3을 2를 10을 KC를 SM을 DHL을 FedEx를 서울(본사)을 70%를"),
        ("을/를", "롯데(서울)를 한진(주)을 (주)한진을 Kim을 Amazon을 ‘한진’을 (주)를"),
        ("은/는", "한진은 우체국은 롯데는 1은 5는 PDF는 Partner는"),
        ("이/가", "물류팀이 담당자가 6이 9가 Anna가"),
        ("과/와", "계약서와 송장과 7과 4와 LG와"),
        ("으로/로", "서울로 부산으로 롯데로 한진으로 3으로 1로 8로 2로 0으로"),
        ("으로/로", "DHL로 SM으로 R로 경동택배로 KC로"),
    ],
)
def test_particles_of_known_words(pair: str, words: str) -> None:
    for phrase in words.split():
        word = next(
            p for p in (phrase.removesuffix(CLOSED[pair]), phrase.removesuffix(OPEN[pair])) if p != phrase
        )
        assert josa(word, pair) == phrase


@pytest.mark.parametrize("word", ["Coupang", "Shop", "Post", "株式会社", "…", "", "  ", "🙂", "Львов"])
def test_both_particles_where_the_sound_is_open(word: str) -> None:
    assert josa(word, "을/를") == f"{word}을(를)"
    assert josa(word, "으로/로") == f"{word}(으)로"


@pytest.mark.parametrize("pair", PARTICLES)
def test_particles_of_every_syllable(pair: str) -> None:
    """A syllable's code tells its final consonant: every 28th has none, the 8th of each 28 has ㄹ."""
    for code in range(ord("가"), ord("힣") + 1):
        final = (code - ord("가")) % 28
        closed = final != 0 and not (pair == "으로/로" and final == 8)
        assert josa(chr(code), pair) == chr(code) + (CLOSED if closed else OPEN)[pair]


@given(st.text(), st.sampled_from(PARTICLES))
def test_particles_of_any_text(word: str, pair: str) -> None:
    assert josa(word, pair).startswith(word)
    assert len(josa(word, pair)) > len(word)


@pytest.mark.parametrize("pair", ["를/을", "을", "", "이다/다"])
def test_unknown_particles_are_refused(pair: str) -> None:
    with pytest.raises(ValueError, match="josa knows"):
        josa("한진", pair)


@given(st.integers())
def test_plural(count: int) -> None:
    assert plural(count, "order", "orders") == ("order" if count == 1 else "orders")
    assert plural(str(count), "order", "orders") == plural(count, "order", "orders")


@pytest.mark.parametrize(
    ("phrase", "begun"),
    [
        ("our packers", "Our packers"), ("eSound E1", "eSound E1"), ("3 packers", "3 packers"), ("", ""),
        ("Example Ltd.", "Example Ltd."), ("a4-size sheets", "a4-size sheets"),
    ],
)  # fmt: skip
def test_phrases_that_begin_a_sentence(phrase: str, begun: str) -> None:
    assert capital(phrase) == begun
    assert fill("{{ who }} check.", "en", {"who": phrase}) == f"{begun} check.".strip()
    assert (
        fill("Now. {{ who }} check {{ who }}.", "en", {"who": "our team"}) == "Now. Our team check our team."
    )
    assert fill("{{ n }} check.", "en", {"n": 3}) == "3 check."


@pytest.mark.parametrize(
    ("items", "en", "zh", "ko"),
    [
        ([], "", "", ""), (["A"], "A", "A", "A"), (["A", "B"], "A and B", "A和B", "A, B"),
        (["A", "B", "C"], "A, B and C", "A、B和C", "A, B, C"), ([1, 2], "1 and 2", "1和2", "1, 2"),
    ],
)  # fmt: skip
def test_listed(items: list[object], en: str, zh: str, ko: str) -> None:
    assert [listed(items, language) for language in ("en", "zh", "ko")] == [en, zh, ko]


@given(st.lists(st.text(min_size=1)), st.sampled_from(["en", "zh", "ko"]))
def test_listed_leaves_nothing_out(items: list[str], language: str) -> None:
    phrase = listed(items, language)
    for item in items:
        assert item in phrase
    assert len(phrase) >= sum(map(len, items))


@given(st.text())
def test_mask_shows_one_character(value: str) -> None:
    masked = mask(value)
    assert masked == (value.strip()[0] + "***" if value.strip() else "")
    assert mask(masked) == masked


RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@given(
    st.one_of(
        st.text(), st.text("aA-_. /\\:*?<>|\"\0\n合同한", max_size=200),
        st.sampled_from(sorted(RESERVED)).map(str.upper),
        st.sampled_from(["con.pdf", "-con-", "nul ", "_", "..", "~", "com1."]),
    )
)  # fmt: skip
def test_file_names_are_safe_everywhere(text: str) -> None:
    name = file_name(text)
    assert re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?", name)
    assert len(name) <= 80
    assert name.lower() not in RESERVED
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A_Carrier_Contract", "A_Carrier_Contract"), ("营业执照", "file"), ("CON", "file-CON"), ("", "file"),
        ("INV 2026/11 (final).pdf", "INV-2026-11-final-pdf"), ("../../etc/passwd", "etc-passwd"),
        ("x" * 79 + "-y", "x" * 79),
    ],
)  # fmt: skip
def test_file_names(text: str, name: str) -> None:
    assert file_name(text) == name


@given(st.text())
def test_squeeze(text: str) -> None:
    assert squeeze(f"\n {text}\t") == squeeze(text)
    assert not re.search(r"\s\s", squeeze(text))


def test_scripts() -> None:
    assert has_han("a合b")
    assert not has_han("한국어, 、。")
    assert has_hangul("a한b")
    assert not has_hangul("合同")
    assert same("X") == Text("X", "X", "X")


@pytest.mark.parametrize(
    ("source", "values", "filled"),
    [
        ("{{ n }} {{ n | plural('order', 'orders') }}", {"n": 1}, "1 order"),
        ("{{ n }} {{ n | plural('order', 'orders') }}", {"n": 20}, "20 orders"),
        ("{{ rate | percent }}, {{ n | number }}", {"rate": 1.65, "n": 12345}, "1.65%, 12,345"),
        ("{{ skus | listed }}", {"skus": ["A", "B", "C"]}, "A, B and C"),
        ("moved {% if contract %}(no. {{ contract }}){% endif %} .", {"contract": None}, "moved."),
        ("moved {% if contract %}(no. {{ contract }}){% endif %} .", {"contract": "C-9"}, "moved (no. C-9)."),
        ("{{ text }}", {"text": "<b> & {{ x }}"}, "<b> & {{ x }}"),
    ],
)
def test_slots(source: str, values: dict[str, object], filled: str) -> None:
    assert fill(source, "en", values) == filled


def test_snippets_are_tried_with_each_optional_slot_missing() -> None:
    slots = {"a": "text?", "b": "text?"}
    assert check_snippet("{% if a and b %}{{ a }}{{ b }}{% endif %}", "en", slots) == ""
    assert "b is optional" in check_snippet("{% if a %}{{ a }}{{ b }}{% endif %}", "en", slots)
    assert "a is optional" in check_snippet("{% if not b %}{{ a | josa('은/는') }}{% endif %}", "en", slots)


PIECES = st.lists(
    st.sampled_from([
        "We moved ", "{{ n }}", "{{ gone }}", "{{ maybe }}", "{{ day | date }}", "{{ n | date }}", "{{ maybe | date }}",
        "{% if maybe %}", "{% if n %}", "{% if gone %}", "{% else %}", "{% endif %}", "{% if not maybe %}", "{# note #}",
        "{{ n | plural('order', 'orders') }}", "{{ n | plural('order') }}", '{{ who | josa("을/를") }}', "{{ who | josa }}",
        "{{ who | josa('을/는') }}", "{{ skus | listed }}", "{{ skus | length | plural('a', 'b') }}", "{{ rate | percent }}",
        "{{ who | percent }}", "{{ who | upper }}", "{{ who.name }}", "{{ 1 + n }}", "{{", "}}", "{%", "{{ n }", " .",
        "{{ n | plural('a)', \"b\") }}", "{%- if n %}", "{{- n -}}",
    ]),
    max_size=6,
).map("".join)  # fmt: skip


@given(PIECES, st.sampled_from(["zh", "en", "ko"]))
def test_a_quick_look_clears_no_text_that_can_not_be_filled(source: str, language: str) -> None:
    slots = {
        "n": "integer",
        "maybe": "date?",
        "day": "date",
        "who": "text",
        "skus": "list",
        "rate": "percent",
    }
    if templating._plainly_fits(source, language, slots):
        assert templating._fault(source, language, slots) == ""


def test_a_quick_look_clears_what_is_usual() -> None:
    source = "{{ n }} {{ n | plural('order', 'orders') }}{% if maybe %} by {{ maybe | date }}{% else %} now{% endif %}."
    assert templating._plainly_fits(source, "en", {"n": "integer", "maybe": "date?"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Example Co., Ltd. sent No. 5 on 3.5 days. \"Then\" it left.", ["Example Co., Ltd. sent No. 5 on 3.5 days.", '"Then" it left.']),
        ("제출하였습니다. 확인하여 주시기 바랍니다.", ["제출하였습니다.", "확인하여 주시기 바랍니다."]),
        ("原因已查明。措施见附件；其余不变！", ["原因已查明。", "措施见附件；", "其余不变！"]),
        ("A head\r\n\r\n  - a line \n", ["A head", "- a line"]),
        ("1. The first point.\n2. The second.", ["1. The first point.", "2. The second."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@given(st.text())
def test_sentences_keep_every_word(text: str) -> None:
    spans = sentence_spans(text)
    assert squeeze(" ".join(sentences(text))) == squeeze(" ".join(text[a:b] for a, b in spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
