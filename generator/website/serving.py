"""The site while somebody edits: built again at every change, the last good one kept after a mistake."""

import shutil
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
    """A site that follows its sources. `folder` is where it stands; `rebuild` brings it up to date."""

    def __init__(
        self, root: Path, content: Path, today: date, report: Callable[[str], None],
        *, language: str = "en", folder: Path | None = None,
    ) -> None:  # fmt: skip
        """Take where everything is; `report` hears every rebuild and every problem, in `language`."""
        self.root, self.content, self.today = root, content, today
        self.report, self.language = report, language
        base = root / "build" / "serve" if folder is None else folder
        self.folder, self.markdown = base / "site", base / "markdown"
        self._frames: dict[str, Any] = {}
        self._themes: dict[str, Any] = {}

    def watched(self) -> list[Path]:
        """Return the files and folders whose changes call for a rebuild."""
        places = (self.content, self.root / "docs", self.root / "mkdocs.yml", build.TEMPLATES)
        return [place for place in places if place.exists()]

    def rebuild(self) -> bool:
        """Bring the site up to date and tell whether that went well; after a problem it stays as it was."""
        begun = perf_counter()
        try:
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
        self.report(
            knowledge.word(
                "site_rebuilt", self.language, pages=pages, seconds=f"{perf_counter() - begun:.1f}"
            )
        )
        return True

    def _rebuild_tree(self, knowledge: Knowledge, language: str) -> int:
        """Render what changed in one language and return how many files that were."""
        touched = build.write_markdown(knowledge, self.root, self.markdown, language, self.today)
        out, index = self.folder / language, self.folder / language / "search" / "search_index.json"
        frame = self._frame(knowledge, language)
        whole = self._frames.get(language) != frame or not index.is_file()
        if whole:
            trees.claim(self.folder)
            self._themes.pop(language, None)
            beside = self.folder.with_name(f"{self.folder.name}.{language}.new")
            shutil.rmtree(beside, ignore_errors=True)
            build.render_tree(
                knowledge,
                self.root,
                self.markdown / language,
                beside,
                language,
                self.today,
                kept=self._themes,
            )
            shutil.rmtree(out, ignore_errors=True)
            beside.replace(out)
        elif touched:
            before = index.read_text(encoding="utf-8")
            build.render_tree(
                knowledge, self.root, self.markdown / language, out, language, self.today,
                only_changed=True, kept=self._themes,
            )  # fmt: skip
            merged = search_index.merge(before, index.read_text(encoding="utf-8"))
            index.write_text(merged, encoding="utf-8")
            index.with_suffix(".js").write_text(f"var __index = {merged}", encoding="utf-8")
        self._frames[language] = frame
        return len(touched)

    def _frame(self, knowledge: Knowledge, language: str) -> Any:
        """Return what every page of a tree shows around its content; when it changes, all pages do."""
        theme = dict(trees.read_all(self.root / "docs" / "theme"))
        small = {key: text.in_(language) for key, text in knowledge.ui.items() if key.startswith("site_")}
        return make_menu(knowledge, language), theme, (self.root / "mkdocs.yml").read_bytes(), small

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
