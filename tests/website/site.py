"""The sites the tests look at: one of an invented platform that exists only as YAML, one of our own content."""

import shutil
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.website.build import build_site

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "site_content"
TODAY = date(2026, 11, 23)


def invented_content(folder: Path) -> Path:
    """Write the invented knowledge base with our own small words into `folder` and return it."""
    content = folder / "content"
    shutil.copytree(INVENTED, content)
    shutil.copytree(ROOT / "content" / "ui", content / "ui")
    return content


@dataclass(frozen=True)
class Site:
    """A built site, and what it was made from."""

    folder: Path
    knowledge: Knowledge

    def pages(self, language: str) -> dict[str, "Html"]:
        """Return the pages of a language by address."""
        tree = self.folder / language
        return {p.relative_to(tree).as_posix(): Html.read(p) for p in sorted(tree.rglob("*.html"))}


def build(content: Path, folder: Path) -> Site:
    """Build a site of `content` in `folder`."""
    knowledge = load_knowledge(content)
    first = build_site(knowledge, ROOT, folder / "site", TODAY, markdown=folder / "markdown")
    return Site(first.parent, knowledge)


class Html(HTMLParser):
    """What the tests ask about a page."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.assets: list[str] = []
        self.headings: list[int] = []
        self.text = ""

    @classmethod
    def read(cls, path: Path) -> "Html":
        """Return a page read from a file."""
        page = cls()
        page.feed(path.read_text(encoding="utf-8"))
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") not in ("prev", "next"):
            self.assets.append(values["href"])
        elif tag in ("script", "img", "iframe", "source", "object") and ("src" in values or "data" in values):
            self.assets.append(values.get("src") or values["data"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_data(self, data: str) -> None:
        self.text += data
