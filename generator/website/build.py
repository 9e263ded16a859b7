"""Markdown into the site, once per language. The only module that knows MkDocs."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from html import escape
from pathlib import Path
from typing import Any

from generator import templating
from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.website import addresses, search_index, trees
from generator.website.feed import make_feed
from generator.website.navigation import make_menu
from generator.website.pages import LANGUAGES, make_pages
from generator.website.specimen import pictures

Report = Callable[[str], None]

TEMPLATES = templating.FOLDER / "site"

FRAME_WORDS = ("name", "description", "footer", "switch", "switch_label", "to_dark", "to_light")
"""The small words that stand on every page."""


def _silent(_: str) -> None:
    """Report nothing."""


def build_site(
    knowledge: Knowledge, root: Path, out: Path, today: date,
    *, markdown: Path | None = None, progress: Report = _silent,
) -> Path:  # fmt: skip
    """Build the site of every language into `out` and return its first page.

    `root` holds mkdocs.yml and docs/. The Markdown goes to `markdown`, by default build/markdown.
    The site appears whole: it is built beside `out` and then takes its place.
    Raises OutputError if a folder holds what this program did not make.
    """
    markdown = markdown or root / "build" / "markdown"
    trees.check(out)
    beside = out.with_name(f".{out.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    trees.claim(beside)
    try:
        for language in LANGUAGES:
            progress(knowledge.word("site_building", language))
            write_markdown(knowledge, root, markdown, language, today)
            render_tree(knowledge, root, markdown / language, beside / language, language, today)
        (beside / "index.html").write_text(chooser(knowledge), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        beside.replace(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return out / "index.html"


def write_markdown(knowledge: Knowledge, root: Path, markdown: Path, language: str, today: date) -> list[str]:
    """Write what the builder reads in one language, and return which paths changed."""
    files = {path: text.encode() for path, text in make_pages(knowledge, language, today).items()}
    files[addresses.FEED] = make_feed(knowledge, language, today)
    files |= {path: svg.encode() for path, svg in pictures(knowledge, language)}
    files |= dict(trees.read_all(root / "docs" / "pages" / language))
    files |= {f"assets/{path}": data for path, data in trees.read_all(root / "docs" / "assets")}
    return trees.fill(markdown / language, files)


def render_tree(
    knowledge: Knowledge, root: Path, markdown: Path, out: Path, language: str, today: date,
    *, only_changed: bool = False, kept: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Render one language's Markdown into `out`. Any warning of the builder is an error.

    `only_changed` renders the pages that are newer than what stands in `out`, and `kept` keeps the compiled
    theme of a language from one call to the next; both are for a site that somebody edits.
    """
    # The theme prints a notice about its own future on import.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    import jieba
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort

    jieba.setLogLevel(logging.WARNING)
    with _collected_log() as complaints, _build_date(today):
        try:
            config = _config(knowledge, root, markdown, out, language, today)
            # A partial build warns about itself, and a warning would be an error.
            config.strict = not only_changed
            # The builder keeps its search plugin between builds, and the plugin the pages of the last partial one.
            config.plugins["material/search"].search_index_prev = None
            if kept is not None:
                theme = kept.setdefault(language, config.theme.get_env())
                config.theme.get_env = lambda: theme
            config.plugins.on_startup(command="build", dirty=only_changed)
            build(config, dirty=only_changed)
            config.plugins.on_shutdown()
            search_index.slim(out)
        except Abort as error:
            raise RuntimeError("\n".join(["MkDocs refused the site:", *complaints])) from error


def _config(knowledge: Knowledge, root: Path, markdown: Path, out: Path, language: str, today: date) -> Any:
    """Return mkdocs.yml with what depends on language and content."""
    from mkdocs.config import load_config

    def word(key: str, **values: Any) -> str:
        return knowledge.word(f"site_{key}", language, **values)

    config = load_config(
        str(root / "mkdocs.yml"), docs_dir=str(markdown), site_dir=str(out), site_name=word("name"),
        site_description=word("description"), nav=make_menu(knowledge, language),
        copyright=f"{escape(word('footer'))} {escape(word('built', date=format_date(today, language)))}",
    )  # fmt: skip
    config.theme["language"] = language
    for palette, key in zip(config.theme["palette"], ("to_dark", "to_light"), strict=True):
        palette["toggle"]["name"] = word(key)
    config.extra["switch"], config.extra["switch_label"] = word("switch"), word("switch_label")
    if not config.site_url:
        # Neither means anything while nobody knows where the site will stand.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
    return config


@contextmanager
def _collected_log() -> Iterator[list[str]]:
    """Collect what MkDocs complains about instead of letting it print."""
    complaints: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    collector = Collector(logging.WARNING)
    before = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield complaints
    finally:
        logger.removeHandler(collector)
        logger.propagate = before


@contextmanager
def _build_date(today: date) -> Iterator[None]:
    """Let every date the builder writes be the day of the build."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(today, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def chooser(knowledge: Knowledge) -> str:
    """Return the first page of all: which language?"""
    entries = [
        {
            "language": language,
            "name": knowledge.word("site_language_itself", language),
            "says": knowledge.word("site_description", language),
        }
        for language in LANGUAGES
    ]
    return templating.render("site/chooser.html", LANGUAGES[0], entries=entries)


def live_server(rebuild: Callable[[], None], folder: Path, port: int, watched: list[Path]) -> Any:
    """Return a server of `folder` that calls `rebuild` when something watched changes, then reloads pages."""
    from mkdocs.livereload import LiveReloadServer

    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(folder), polling_interval=0.2)
    for place in watched:
        server.watch(str(place), recursive=place.is_dir())
    return server


def serve_site(
    root: Path,
    content: Path,
    today: date,
    *,
    port: int = 8000,
    report: Report = _silent,
    language: str = "en",
) -> None:
    """Build the site, serve it on this computer and build it again at every edit, until interrupted.

    `report` hears where the site is, every rebuild, and every problem of an edit, in `language`.
    Raises OutputError if build/serve holds what this program did not make.
    """
    from generator.website.serving import LiveSite

    LiveSite(root, content, today, report, language=language).serve(port, report)
