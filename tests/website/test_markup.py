"""Text into Markdown: what is typed is what is seen."""

from datetime import date
from html import unescape

import markdown
import pytest

from generator.website import markup

EXTENSIONS = ["admonition", "fenced_code", "attr_list", "md_in_html", "tables", "pymdownx.details"]


@pytest.mark.parametrize(
    "text",
    [
        "*stars* and _lines_ and `ticks`", "<b>tags</b> & © entities", "a | b || c", "[link](https://x.example)",
        "# no heading", "1. no list", "2026. no list", "- no list", "+ no list", "!!! no box", "??? no box", "{: #id .c }",
        "{% if x %}{{ y }}", "C:\\path\\x_y", "前后 “引号” 《书》", "![image](x.png)", "> no quote", "```", "~~~", ": no definition", "a  \nb",
    ],
)  # fmt: skip
def test_nothing_typed_becomes_markup(text: str) -> None:
    shown = " ".join(text.split())
    for line, tag in ((markup.inline(text), "p"), (f"- {markup.inline(text)}", "li")):
        html = unescape(markdown.markdown(line, extensions=EXTENSIONS))
        assert f"<{tag}>{shown}</{tag}>" in html


def test_korean_words_are_marked() -> None:
    assert markup.inline("填写소명서 제출（소명）。") == (
        '填写<span lang="ko">소명서 제출</span>（<span lang="ko">소명</span>）。'
    )


def test_slots_become_blanks() -> None:
    slots = {"n": "integer", "day": "date", "who": "text?", "items": "list", "rate": "percent"}
    text = (
        "{{ n }} {{ n | plural('order', 'orders') }} on {{ day | date }} ({{ rate | percent }}) {{ items | listed }}"
        "{% if who %} by {{ who }}{% endif %}{% if n > 1 %}!{% endif %}"
    )
    shown = markup.with_slots(
        text, "en", slots, lambda name, kind: f"{name}{'*' if kind.endswith('?') else ''}"
    )
    assert shown == (
        '<span class="blank">n</span> orders on <span class="blank">day</span> (<span class="blank">rate</span>%) '
        '<span class="blank">items</span> by <span class="blank">who\\*</span>!'
    )


def test_particles_after_a_blank_stay_open() -> None:
    shown = markup.with_slots("{{ who | josa('을/를') }}", "ko", {"who": "text"}, lambda name, _: name)
    assert shown == '<span lang="ko"><span class="blank">who</span>을(를)</span>'


def test_named_parts_become_blanks() -> None:
    shown = markup.with_named_blanks("缺少{kind}。", lambda name: f"[{name}]")
    assert shown == '缺少<span class="blank">\\[kind\\]</span>。'


def test_two_dates_stay_apart() -> None:
    shown = markup.with_slots(
        "{{ a | date }}{{ b | date }}", "zh", {"a": "date", "b": "date"}, lambda name, _: name
    )
    assert shown == '<span class="blank">a</span><span class="blank">b</span>'
    assert str(date(1001, 1, 1).year) not in shown


@pytest.mark.parametrize(
    ("language", "hint", "shown"),
    [
        ("zh", "word写名词，例如the word of the notice。", "“原词”写名词，例如the word of the notice。"),
        ("zh", "没有就不填word。", "没有就不填“原词”。"),
        ("en", "Word is a noun phrase.", "Word is a noun phrase."),
    ],
)
def test_hints_speak_of_the_words_on_blanks(language: str, hint: str, shown: str) -> None:
    assert markup.with_slot_word(hint, language, "word", "原词") == shown


def test_english_hints_show_no_underscores() -> None:
    text = "Looked_at lists them; write looked_at in full."
    shown = "“records” lists them; write “records” in full."
    assert markup.with_slot_word(text, "en", "looked_at", "records") == shown
