"""The site in a real browser, read as a seller reads it."""

import json
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.website import addresses
from tests.browser.conftest import Reader
from tests.website.site import Site

pytestmark = pytest.mark.browser

WIDTHS = (360, 390, 768, 1280)


def violation_pages(site: Site) -> list[str]:
    """Return the address of one violation's page per platform."""
    return [
        addresses.violation(p.id, next(iter(p.violations))).replace(".md", ".html")
        for p in site.knowledge.platforms.values()
        if p.violations
    ]


def all_pages(site: Site, language: str) -> list[str]:
    tree = site.folder / language
    return sorted(p.relative_to(tree).as_posix() for p in tree.rglob("*.html"))


def some_pages(site: Site, language: str) -> list[str]:
    """Return every page but the violations' beyond one of each platform, which come from one template."""
    return [a for a in all_pages(site, language) if "/violations/" not in a] + violation_pages(site)


def without_search(
    browser: Browser, width: int = 1280, scheme: Literal["light", "dark"] = "light", *, scripts: bool = True
) -> Page:
    """Return a page that does not load the search index, which takes most of the time of a page that is only looked at."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    context.route(re.compile(r"search_index\.js"), lambda route: route.abort())
    return context.new_page()


def search(page: Page, words: str) -> None:
    box = page.locator("[data-md-component=search-query]")
    box.click()
    expect(box).to_be_focused()
    page.keyboard.insert_text(words)
    # Inserting Chinese or Korean fires no key event, and the search waits for one.
    page.keyboard.press("End")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "申诉"), ("zh", "配送"), ("zh", "认证"), ("zh", "停售邮件"), ("zh", "소명"), ("zh", "판매중지"), ("zh", "KC认证"),
        ("en", "appeal"), ("en", "certificate"), ("en", "소명"), ("en", "판매중지"),
    ],
)  # fmt: skip
def test_search_finds(reader: Reader, base: str, language: str, words: str) -> None:
    reader.page.goto(f"{base}{language}/index.html")
    search(reader.page, words)
    first = reader.page.locator(".md-search-result__item a").first
    expect(first).to_be_visible(timeout=20_000)
    expect(reader.page.locator(".md-search-result__item").first.locator("mark").first).to_be_attached()
    first.click()
    reader.page.wait_for_load_state()
    assert "index.html" not in reader.page.url or words in reader.page.inner_text("body")
    assert reader.complaints == []


def test_the_switch_stays_on_the_page_and_at_the_place(reader: Reader, base: str, site: Site) -> None:
    address = violation_pages(site)[0]
    reader.page.goto(f"{base}zh/{address}#evidence")
    reader.page.locator(".site-switch").click()
    reader.page.wait_for_url(f"**/en/{address}#evidence")
    assert reader.page.evaluate("document.documentElement.lang") == "en"
    expect(reader.page.locator("#evidence")).to_be_in_viewport()
    reader.page.locator(".site-switch").click()
    reader.page.wait_for_url(f"**/zh/{address}#evidence")
    assert reader.complaints == []


def test_no_request_leaves_and_nothing_complains(reader: Reader, base: str, site: Site) -> None:
    own = urlsplit(base)
    for address in [f"zh/{address}" for address in some_pages(site, "zh")] + ["en/index.html"]:
        reader.page.goto(base + address)
    reader.page.goto(f"{base}index.html")
    elsewhere = [
        url for url in reader.requests if urlsplit(url)[:2] != own[:2] and not url.startswith("data:")
    ]
    assert elsewhere == []
    assert reader.complaints == []


def widths_passed(page: Page, address: str) -> list[int]:
    """Return the widths at which a page is wider than its window, everything folded opened."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(width)
    return wide


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways(browser: Browser, site: Site, language: str) -> None:
    """Without scripts nothing is wrapped in a box of its own that scrolls, so what fits then fits always."""
    page = without_search(browser, scripts=False)
    tree = site.folder / language
    # Both trees are set by the same templates; Chinese has every page looked at, English one in three.
    addresses_ = [*all_pages(site, language)[:: 3 if language == "en" else 1], "../index.html"]
    wide = {a: found for a in addresses_ if (found := widths_passed(page, (tree / a).as_uri()))}
    page.context.close()
    assert wide == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_with_scripts(browser: Browser, site: Site, width: int) -> None:
    page = without_search(browser, width)
    for address in ("index.html", "evidence.html", "conflicts.html", *violation_pages(site)):
        page.goto((site.folder / "zh" / address).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.context.close()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(reader: Reader, base: str, site: Site) -> None:
    reader.page.goto(f"{base}zh/{violation_pages(site)[0]}")
    reached = []
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        reached.append(
            reader.page.evaluate(
                """() => {
                    const el = document.activeElement, style = getComputedStyle(el);
                    const shown = [el, ...document.querySelectorAll(':focus-visible, :has(> :focus-visible)')]
                        .some(e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; });
                    return {name: el.className || el.tagName, shown, box: el.getBoundingClientRect().width > 0};
                }"""
            )
        )
    assert any("md-skip" in stop["name"] for stop in reached)
    assert any("site-switch" in stop["name"] for stop in reached)
    assert any("md-search__input" in stop["name"] for stop in reached)
    assert [stop for stop in reached if not stop["shown"]] == []


def test_light_and_dark_are_kept_when_the_language_changes(reader: Reader, base: str) -> None:
    reader.page.goto(f"{base}zh/index.html")
    assert reader.page.evaluate("document.body.dataset.mdColorScheme") == "default"
    reader.page.locator("label[for=__palette_1]").click()
    assert reader.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    reader.page.locator(".site-switch").click()
    reader.page.wait_for_url("**/en/index.html")
    assert reader.page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_a_link_into_a_closed_box_opens_it(reader: Reader, base: str, site: Site) -> None:
    reader.page.goto(f"{base}zh/{violation_pages(site)[0]}")
    inside = reader.page.evaluate(
        """() => {
            const box = document.querySelector('details:not([open])');
            const target = box.querySelector('p, li');
            target.id = 'inside';
            location.hash = 'inside';
            return new Promise(done => setTimeout(() => done(box.open), 100));
        }"""
    )
    assert inside is True


CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_text_stands_out_from_its_ground(
    browser: Browser, site: Site, scheme: Literal["light", "dark"], width: int
) -> None:
    page = without_search(browser, width, scheme)
    faint: dict[str, object] = {}
    addresses_ = [
        "index.html",
        "checks.html",
        "sources.html",
        "evidence.html",
        "about.html",
        *violation_pages(site),
    ]
    for address in addresses_:
        page.goto((site.folder / "zh" / address).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        for found in page.evaluate(CONTRAST):
            faint.setdefault(json.dumps(found, ensure_ascii=False), address)
    page.goto((site.folder / "index.html").as_uri())
    faint |= {json.dumps(found): "index" for found in page.evaluate(CONTRAST)}
    page.context.close()
    assert faint == {}


def test_controls_and_pictures_have_names(reader: Reader, site: Site) -> None:
    for language in ("zh", "en"):
        for address in ("index.html", *violation_pages(site)):
            reader.page.goto((site.folder / language / address).as_uri())
            nameless = reader.page.evaluate(
                """() => [...document.querySelectorAll('a, button, summary, input:not([type=checkbox]):not([aria-hidden]), img')]
                    .filter(e => !(e.textContent || '').trim() && !e.getAttribute('aria-label') && !e.title && !e.alt)
                    .map(e => e.outerHTML.slice(0, 120))"""
            )
            assert nameless == [], address


def test_korean_words_are_marked_as_korean(browser: Browser, site: Site) -> None:
    page = without_search(browser, scripts=False)
    for language in ("zh", "en"):
        for address in all_pages(site, language):
            path = site.folder / language / address
            if not re.search("[가-힣]", path.read_text(encoding="utf-8")):
                continue
            page.goto(path.as_uri())
            unmarked = page.evaluate(
                """() => {
                    const walk = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
                    const found = [];
                    while (walk.nextNode())
                        if (/[가-힣]/.test(walk.currentNode.data) && !walk.currentNode.parentElement.closest('[lang=ko]'))
                            found.push(walk.currentNode.data.trim());
                    return found;
                }"""
            )
            assert unmarked == [], (language, address)
    page.context.close()
