"""The site while somebody edits: built again at every change, the last good one kept after a mistake."""

import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from generator.errors import ReinstateError
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.messages import explain
from generator.website import build, search_index, trees
from generator.website.navigation import make_menu
from generator.website.pages import LANGUAGES


class LiveSite:
    """A site that follows its sources. `folder` is where it stands; `rebuild` brings it up to date.

    An edit first renders the pages that it changed, which takes about a second. If it changed the menu, which
    stands on every page, the other pages follow in the background.
    """

    def __init__(
        self, root: Path, content: Path, today: date, report: Callable[[str], None],
        *, language: str = "en", folder: Path | None = None,
    ) -> None:  # fmt: skip
        """Take where everything is; `report` hears every rebuild and every problem, in `language`."""
        self.root, self.content, self.today = root, content, today
        self.report, self.language = report, language
        base = root / "build" / "serve" if folder is None else folder
        self.folder, self.markdown = base / "site", base / "markdown"
        self._building = threading.RLock()
        self._behind: set[str] = set()
        self._follower: threading.Thread | None = None
        self._latest: Knowledge | None = None
        self._menus: dict[str, Any] = {}
        self._looks: dict[str, Any] = {}
        self._themes: dict[str, Any] = {}

    def watched(self) -> list[Path]:
        """Return the files and folders whose changes call for a rebuild."""
        places = (self.content, self.root / "docs", self.root / "mkdocs.yml", build.TEMPLATES)
        return [place for place in places if place.exists()]

    def rebuild(self) -> bool:
        """Bring the site up to date and tell whether that went well; after a problem it stays as it was."""
        begun = perf_counter()
        try:
            with self._building:
                knowledge = load_knowledge(self.content, self.root / "build" / "cache")
                pages = sum(self._rebuild_tree(knowledge, language) for language in LANGUAGES)
                trees.write(self.folder, {"index.html": build.chooser(knowledge).encode()})
        except ReinstateError as error:
            for problem in error.problems:
                self.report(explain(problem, self.language))
            return False
        # Whatever an edit breaks, the server goes on.
        except Exception as error:
            self.report(f"{type(error).__name__}: {error}")
            return False
        seconds = f"{perf_counter() - begun:.1f}"
        self.report(knowledge.word("site_rebuilt", self.language, pages=pages, seconds=seconds))
        with self._building:
            self._latest = knowledge
            if self._behind and self._follower is None:
                self._follower = threading.Thread(target=self._follow, daemon=True)
                self._follower.start()
        return True

    def finish(self) -> None:
        """Wait until the pages that follow in the background are done."""
        if follower := self._follower:
            follower.join()

    def _rebuild_tree(self, knowledge: Knowledge, language: str) -> int:
        """Render what changed in one language and return how many files that were."""
        touched = build.write_markdown(knowledge, self.root, self.markdown, language, self.today)
        index = self.folder / language / "search" / "search_index.json"
        look = (dict(trees.read_all(self.root / "docs" / "theme")), (self.root / "mkdocs.yml").read_bytes())
        if self._looks.get(language) != look or not index.is_file():
            self._themes.pop(language, None)
            self._render_all(knowledge, language)
            self._looks[language] = look
            return len(touched)
        if touched:
            before = index.read_text(encoding="utf-8")
            self._render(knowledge, language, self.folder / language, only_changed=True)
            merged = search_index.merge(before, index.read_text(encoding="utf-8"))
            search_index.write(index, merged)
        if self._menus[language] != _menu(knowledge, language):
            self._behind.add(language)
        return len(touched)

    def _follow(self) -> None:
        """Render every page of the languages that are behind. An edit may come in between two languages."""
        while True:
            with self._building:
                if not self._behind or self._latest is None:
                    self._follower = None
                    return
                self._render_all(self._latest, min(self._behind))

    def _render_all(self, knowledge: Knowledge, language: str) -> None:
        """Render every page of a language beside the tree that stands, then take its place."""
        trees.claim(self.folder)
        beside = self.folder.with_name(f"{self.folder.name}.{language}.new")
        shutil.rmtree(beside, ignore_errors=True)
        self._render(knowledge, language, beside)
        shutil.rmtree(self.folder / language, ignore_errors=True)
        beside.replace(self.folder / language)
        self._menus[language] = _menu(knowledge, language)
        self._behind.discard(language)

    def _render(self, knowledge: Knowledge, language: str, out: Path, *, only_changed: bool = False) -> None:
        build.render_tree(
            knowledge, self.root, self.markdown / language, out, language, self.today,
            only_changed=only_changed, kept=self._themes,
        )  # fmt: skip

    def _rebuild(self) -> None:
        self.rebuild()

    def serve(self, port: int, started: Callable[[str], None]) -> None:
        """Serve the site until interrupted. `started` hears its address."""
        self.rebuild()
        server = build.live_server(self._rebuild, self.folder, port, self.watched())
        started(server.url)
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
            self.finish()


def _menu(knowledge: Knowledge, language: str) -> Any:
    """Return what every page of a tree shows around its content."""
    return make_menu(knowledge, language), [
        knowledge.word(f"site_{key}", language) for key in build.FRAME_WORDS
    ]
