"""The built site: addresses, links, languages, nothing from elsewhere, the same bytes twice."""

import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from generator.errors import OutputError
from generator.website import addresses
from generator.website.build import build_site
from generator.website.pages import LANGUAGES
from tests.website.site import ROOT, TODAY, Html, Site, build, invented_content


def test_both_trees_have_the_same_addresses(site: Site) -> None:
    assert site.pages("zh").keys() == site.pages("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_its_language(site: Site, language: str) -> None:
    assert {page.language for page in site.pages(language).values()} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_site_leads_somewhere(site: Site, language: str) -> None:
    pages = {f"{lang}/{path}": page for lang in LANGUAGES for path, page in site.pages(lang).items()}
    broken = []
    for path, page in site.pages(language).items():
        origin = f"{language}/{path}"
        for link in page.links:
            if re.match(r"(https?:|javascript:|mailto:)", link):
                continue
            if link == addresses.FEED and (site.folder / posixpath.dirname(origin) / link).is_file():
                continue
            target, _, anchor = link.partition("#")
            address = (
                posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(target)))
                if target
                else origin
            )
            if address not in pages or (anchor and anchor not in pages[address].ids):
                broken.append((origin, link))
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_leads_to_the_same_page(site: Site, language: str) -> None:
    other = "en" if language == "zh" else "zh"
    for path, page in site.pages(language).items():
        switches = [link for link in page.links if re.match(rf"[./]*/\.\./{other}/", link)]
        assert len(switches) == 1, path
        assert (
            posixpath.normpath(posixpath.join(language, posixpath.dirname(path), switches[0]))
            == f"{other}/{path}"
        )


def test_nothing_is_loaded_from_elsewhere(site: Site) -> None:
    for page in (
        *site.pages("zh").values(),
        *site.pages("en").values(),
        Html.read(site.folder / "index.html"),
    ):
        assert [asset for asset in page.assets if re.match(r"(https?:)?//", asset)] == []
    for style in site.folder.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//[^)]*", text) == [], style.name
    for language in LANGUAGES:
        for name in ("site.js", "search.js"):
            assert "//" not in _without_comments(site.folder / language / "assets" / name)


def _without_comments(script: Path) -> str:
    return re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_asset_is_there(site: Site) -> None:
    for language in LANGUAGES:
        for path, page in site.pages(language).items():
            for asset in page.assets:
                file = asset.partition("?")[0]
                assert (site.folder / language / posixpath.dirname(path) / file).is_file(), (path, asset)


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_find_their_explanation(site: Site, language: str) -> None:
    ids = site.pages(language)["checks.html"].ids
    wanted = [check.replace(".", "-") for check in site.knowledge.checks]
    wanted += [f"wording-{rule}" for rule in site.knowledge.wording]
    assert [anchor for anchor in wanted if ids.count(anchor) != 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_in_order_and_ids_are_unique(site: Site, language: str) -> None:
    for path, page in site.pages(language).items():
        assert page.headings.count(1) == 1, path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert [(a, b) for a, b in steps if b > a + 1] == [], path
        assert len(page.ids) == len(set(page.ids)), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_says_what_this_is_not_once(site: Site, language: str) -> None:
    footer = {
        "zh": "不构成法律意见。 生成于2026年11月23日",
        "en": "Not legal advice. Built on 23 November 2026",
    }
    for path, page in site.pages(language).items():
        assert page.text.count(footer[language]) == 1, path


def test_the_first_page_needs_no_script(site: Site) -> None:
    page = Html.read(site.folder / "index.html")
    assert page.links == ["zh/index.html", "en/index.html"]
    assert "<script" not in (site.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_leads_to_its_facts(site: Site, language: str) -> None:
    tree = site.folder / language
    feed = ElementTree.parse(tree / "changes.xml").getroot()
    for entry in feed.iter("{http://www.w3.org/2005/Atom}entry"):
        link = entry.find("{http://www.w3.org/2005/Atom}link")
        assert link is not None
        page, _, anchor = link.attrib["href"].partition("#")
        assert f'id="{anchor}"' in (tree / page).read_text(encoding="utf-8")


def test_unfinished_markup_does_not_show(site: Site) -> None:
    for language in LANGUAGES:
        for path, page in site.pages(language).items():
            visible = page.text.partition("__md_scope")[2]
            found = re.findall(
                r"\{: |\]\(|(?<![\w*])\*\*(?=\w)|^#{2,} |\?\?\? |!!! |\{[a-z_]+\}|\ue000", visible
            )
            assert found == [], path


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    content = invented_content(tmp_path)
    first, second = build(content, tmp_path / "a"), build(content, tmp_path / "b")
    files = [
        {p.relative_to(s.folder).as_posix(): p.read_bytes() for p in s.folder.rglob("*") if p.is_file()}
        for s in (first, second)
    ]
    assert files[0] == files[1]


@pytest.mark.slow
def test_plain_mkdocs_builds_the_chinese_tree_too(tmp_path: Path) -> None:
    content = invented_content(tmp_path)
    site = build(content, tmp_path)
    for name in ("mkdocs.yml", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "markdown").symlink_to(tmp_path / "markdown")
    config = tmp_path / "plain.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(tmp_path / "plain")],
        capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    built = {p.relative_to(tmp_path / "plain").as_posix() for p in (tmp_path / "plain").rglob("*.html")}
    assert site.pages("zh").keys() <= built


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, site: Site) -> None:
    taken = tmp_path / "site"
    taken.mkdir()
    (taken / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError) as caught:
        build_site(site.knowledge, ROOT, taken, TODAY, markdown=tmp_path / "markdown")
    assert [p.code for p in caught.value.problems] == ["output-taken"]
    (tmp_path / "notes" / "zh").mkdir(parents=True)
    (tmp_path / "notes" / "zh" / "diary.md").write_text("Dear diary")
    with pytest.raises(OutputError):
        build_site(site.knowledge, ROOT, tmp_path / "out", TODAY, markdown=tmp_path / "notes")
    assert (tmp_path / "notes" / "zh" / "diary.md").exists()
    assert [p.name for p in taken.iterdir()] == ["thesis.txt"]
    assert not (tmp_path / "out").exists()
