"""A real browser, and a site of our own content served from a folder and over HTTP."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.website.site import ROOT, Site, build
from tools.setup import find_browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(ROOT / "content", tmp_path_factory.mktemp("site"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes on breaks off what it was reading."""


@pytest.fixture(scope="session")
def http(site: Site) -> Iterator[str]:
    """Address of the site over HTTP."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site.folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["folder", "http"])
def base(request: pytest.FixtureRequest, site: Site) -> str:
    """Address of the site: opened from a folder, then over HTTP."""
    if request.param == "folder":
        return Path(site.folder).as_uri() + "/"
    return str(request.getfixturevalue("http"))


@dataclass
class Reader:
    """A reader's window, and everything it should not do."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    seen = Reader(context.new_page())
    context.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on(
        "console", lambda m: seen.complaints.append(m.text) if m.type in ("error", "warning") else None
    )
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    # A page that is left while it still loads breaks off its requests; that is no fault.
    seen.page.on(
        "requestfailed",
        lambda request: (
            None if "ABORTED" in str(request.failure) else seen.complaints.append(f"failed: {request.url}")
        ),
    )
    yield seen
    context.close()
