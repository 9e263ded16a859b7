"""Pages of the invented platform, whole; and what must hold on any page."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.knowledge.model import Knowledge
from generator.text import Text
from generator.website import addresses
from generator.website.page import Page
from generator.website.pages import LANGUAGES, make_pages
from tests.website.site import ROOT, TODAY

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_platform_that_exists_only_as_yaml(
    invented: Knowledge, language: str, update_golden: bool
) -> None:
    pages = make_pages(invented, language, TODAY)
    folder = GOLDEN / language
    if update_golden:
        for old in folder.rglob("*.md"):
            old.unlink()
        for path, text in pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    kept = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.md")}
    assert pages == kept


def test_both_languages_have_the_same_addresses_and_anchors(invented: Knowledge) -> None:
    chinese, english = (make_pages(invented, language, TODAY) for language in LANGUAGES)
    assert list(chinese) == list(english)
    for path, text in chinese.items():
        assert _anchors(text) == _anchors(english[path]), path


def test_every_heading_has_an_anchor_of_its_own(invented: Knowledge) -> None:
    for path, text in make_pages(invented, "zh", TODAY).items():
        headings = re.findall(r"^##+ .*$", text, re.MULTILINE)
        assert [
            h for h in headings if not re.search(r"\{: #[a-z0-9-]+( data-search-exclude=.1.)? \}$", h)
        ] == [], path
        assert len(_anchors(text)) == len(set(_anchors(text))), path


def _anchors(text: str) -> list[str]:
    return re.findall(r'\{: #([a-z0-9-]+)(?: data-search-exclude=.1.)? \}|id="([a-z0-9-]+)"', text)  # type: ignore[no-any-return, unused-ignore]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contradicted_fact_is_never_shown_as_true(invented: Knowledge, language: str) -> None:
    for platform in invented.platforms.values():
        refuted = [f for f in platform.facts.values() if f.status == "contradicted"]
        assert refuted
        for path, text in make_pages(invented, language, TODAY).items():
            for fact in refuted:
                claim, right = fact.says.in_(language), (fact.otherwise or fact.says).in_(language)
                for line in (line for line in text.splitlines() if claim in line):
                    # What holds comes first; the claim stands in its own span, with the label in words.
                    assert right in line.partition('<span class="claimed">')[0], path
                    assert (
                        f'<span class="claimed"><span class="chip chip--contradicted">{_label(language)}</span>'
                        in line
                    )


def _label(language: str) -> str:
    return {"zh": "与更可靠来源矛盾", "en": "contradicted"}[language]


def test_the_violation_page_answers_in_the_order_of_asking(invented: Knowledge) -> None:
    text = make_pages(invented, "zh", TODAY)["lantern/violations/dark-lamp.md"]
    order = re.findall(r"^## .*\{: #([a-z-]+)(?: data-search-exclude=.1.)? \}$", text, re.MULTILINE)
    assert order == [
        "happened", "appeal", "deadline", "first-day", "evidence", "situation", "letter", "filing", "refused",
        "mistakes", "fees", "faq",
        "rules", "sources",
    ]  # fmt: skip


def test_every_fact_check_and_wording_rule_has_its_anchor(invented: Knowledge) -> None:
    pages = make_pages(invented, "en", TODAY)
    for platform in invented.platforms.values():
        for fact in platform.facts.values():
            page = pages[addresses.fact_page(platform.id, fact.topic)]
            assert page.count(f'<span id="{addresses.fact_anchor(fact.id)}"></span>') == 1, fact.id
    for check in invented.checks:
        assert f"{{: #{check.replace('.', '-')} }}" in pages["checks.md"]
    for rule in invented.wording:
        assert f"{{: #wording-{rule} }}" in pages["checks.md"]


def test_missing_korean_is_said(invented: Knowledge) -> None:
    page = Page(invented, "zh", TODAY, "index.md")
    assert page.korean(Text("灯", "lamp", "조명")) == '<span lang="ko">조명</span>'
    assert page.korean(Text("灯", "lamp")) == '<span class="missing">暂无韩文</span>'
    assert "lamp" not in page.filed(Text("灯", "lamp"), "ko")


def test_dates_of_force_are_seen_from_today(invented: Knowledge) -> None:
    channels = make_pages(invented, "zh", TODAY)["lantern/channels.md"]
    assert "已于2026年6月30日失效" in channels
    before = make_pages(invented, "zh", TODAY.replace(month=6, day=30))["lantern/channels.md"]
    assert "有效至2026年6月30日" in before


def test_a_word_the_site_does_not_know_is_shown_as_written(invented: Knowledge) -> None:
    page = Page(invented, "zh", TODAY, "index.md")
    assert page.slot("orders") == "订单数"
    assert page.slot("colour_name") == "colour name"
    fewer = replace(invented, ui={k: v for k, v in invented.ui.items() if k != "site_slot_orders"})
    assert Page(fewer, "zh", TODAY, "index.md").slot("orders") == "orders"


def test_the_word_for_a_blank_may_depend_on_type_and_action(invented: Knowledge) -> None:
    more = {
        "site_slot_orders_as_list": Text("订单号", "order numbers"),
        "site_slot_orders_in_a-b": Text("单", "o"),
    }
    page = Page(replace(invented, ui={**invented.ui, **more}), "zh", TODAY, "index.md")
    assert page.slot("orders", "integer", "other") == "订单数"
    assert page.slot("orders", "list?", "other") == "订单号（选填）"
    assert page.slot("orders", "integer", "a-b") == "单"


def test_no_platform_or_violation_stands_in_code_or_templates() -> None:
    content = ROOT / "content" / "platforms"
    ids = {p.name for p in content.iterdir()} | {p.stem for p in content.glob("*/violations/*.yml")}
    files = [
        *(ROOT / "generator" / "website").rglob("*.py"), *(ROOT / "generator" / "templates" / "site").rglob("*"),
        *(ROOT / "docs" / "theme").rglob("*.html"), *(ROOT / "docs" / "assets").rglob("*.js"), ROOT / "mkdocs.yml",
    ]  # fmt: skip
    found = {
        (path.name, id_)
        for path in files
        for id_ in ids
        if re.search(rf"\b{id_}\b", path.read_text(encoding="utf-8"), re.I)
    }
    assert found == set()
