"""The site while somebody edits."""

import json
import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.website import build, search_index
from generator.website.serving import LiveSite
from tests.website.site import ROOT, TODAY, invented_content

FACTS = "platforms/lantern/facts.yml"
PAGE = "zh/lantern/deadlines.html"


def live(tmp_path: Path) -> tuple[LiveSite, list[str]]:
    heard: list[str] = []
    content = invented_content(tmp_path)
    return LiveSite(ROOT, content, TODAY, heard.append, folder=tmp_path / "serve"), heard


def edit(site: LiveSite, old: str, new: str) -> None:
    path = site.content / FACTS
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_edits_lead_to_the_same_site_as_a_build_from_nothing(tmp_path: Path) -> None:
    site, heard = live(tmp_path)
    assert site.rebuild()
    edit(site, "停售后3天内申诉", "停售后三天之内申诉")
    assert site.rebuild()
    assert "三天之内" in (site.folder / PAGE).read_text(encoding="utf-8")
    assert heard[-1].startswith("Updated: ")

    fresh = LiveSite(ROOT, site.content, TODAY, heard.append, folder=tmp_path / "fresh")
    assert fresh.rebuild()
    ours, theirs = everything(site.folder), everything(fresh.folder)
    assert ours == theirs


@pytest.mark.slow
def test_a_mistake_is_told_and_the_last_good_site_stays(tmp_path: Path) -> None:
    site, heard = live(tmp_path)
    assert site.rebuild()
    before = everything(site.folder)
    edit(site, "topic: review-time", "topic: review-tim")
    assert not site.rebuild()
    assert heard[-1].startswith(f"content/{FACTS}:")
    assert "did you mean review-time" in heard[-1]
    assert everything(site.folder) == before
    edit(site, "topic: review-tim", "topic: review-time")
    assert site.rebuild()
    assert everything(site.folder) == before


@pytest.mark.slow
def test_a_new_title_shows_at_once_on_its_page_and_then_in_every_menu(tmp_path: Path) -> None:
    site, _ = live(tmp_path)
    assert site.rebuild()
    violation = site.content / "platforms" / "lantern" / "violations" / "dark-lamp.yml"
    violation.write_text(
        violation.read_text(encoding="utf-8").replace("灯不亮,", "灯全不亮,"), encoding="utf-8"
    )
    assert site.rebuild()
    assert "灯全不亮" in (site.folder / "zh/lantern/violations/dark-lamp.html").read_text(encoding="utf-8")
    site.finish()
    assert "灯全不亮" in (site.folder / "zh/lantern/faq.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_new_page_and_a_page_that_goes(tmp_path: Path) -> None:
    site, _ = live(tmp_path)
    assert site.rebuild()
    violations = site.content / "platforms" / "lantern" / "violations"
    shutil.copy(violations / "dark-lamp.yml", violations / "dim-lamp.yml")
    assert site.rebuild()
    assert (site.folder / "en/lantern/violations/dim-lamp.html").is_file()
    site.finish()
    assert "dim-lamp" in (site.folder / PAGE).read_text(encoding="utf-8")
    (violations / "dim-lamp.yml").unlink()
    assert site.rebuild()
    site.finish()
    assert not (site.folder / "en/lantern/violations/dim-lamp.html").exists()
    assert "dim-lamp" not in (site.folder / PAGE).read_text(encoding="utf-8")


@contextmanager
def served(site: LiveSite) -> Iterator[str]:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    server = build.live_server(lambda: (site.rebuild(), None)[1], site.folder, port, site.watched())
    running = threading.Thread(target=server.serve)
    running.start()
    while not _listens(port):
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()
        running.join()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_an_edit_shows_soon(tmp_path: Path) -> None:
    site, _ = live(tmp_path)
    assert site.rebuild()
    with served(site) as address:
        assert "停售后3天内申诉" in read(address + PAGE)
        time.sleep(0.5)
        edit(site, "停售后3天内申诉", "停售后三天之内申诉")
        begun = time.monotonic()
        while "三天之内" not in read(address + PAGE):
            # Two seconds is the promise on a quiet computer; a busy one may take longer.
            assert time.monotonic() - begun < 20
            time.sleep(0.05)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def test_the_search_keeps_pages_that_were_not_rendered_again() -> None:
    def index(*docs: tuple[str, str]) -> str:
        return json.dumps({"config": {}, "docs": [{"location": a, "text": t} for a, t in docs]})

    before = index(("a.html", "old a"), ("a.html#x", "old x"), ("b.html", "b"))
    changed = index(("a.html", "new a"), ("a.html#y", "new y"), ("c.html", "c"))
    merged = json.loads(search_index.merge(before, changed))["docs"]
    assert [(d["location"], d["text"]) for d in merged] == [
        ("a.html", "new a"), ("a.html#y", "new y"), ("b.html", "b"), ("c.html", "c"),
    ]  # fmt: skip
