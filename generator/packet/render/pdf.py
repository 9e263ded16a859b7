"""HTML to tagged PDF, with our own typefaces and nothing fetched. The only module that knows WeasyPrint."""

import html as html_module
import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator import templating
from generator.errors import Place, Problem, RenderError
from generator.packet.render.fonts import FAMILIES, missing_characters, use_private_fonts
from generator.packet.render.tags import mend_tags


@dataclass(frozen=True)
class Pdf:
    """A rendered document: its bytes and the number of its pages."""

    data: bytes
    pages: int


UA = "pdf/ua-1"
"""The form of a paper that nobody asked to be otherwise: tagged, with title and language (ISO 14289-1)."""


@dataclass(frozen=True)
class Page:
    """A paper as HTML, ready for layout; `name` is what messages call it, `form` the standard the PDF keeps."""

    name: str
    html: str
    form: str = UA


def page_of(template: str, language: str, *, name: str, form: str = UA, **values: Any) -> Page:
    """Return `templates/packet/<template>` filled, in `language`. Papers of every form are tagged.

    Raises RenderError when a character stands in it that no typeface has.
    """
    page = templating.render(f"packet/{template}", language, **values)
    check_glyphs(page, name)
    return Page(name, page, form)


def pdf_of(page: Page) -> Pdf:
    """Return a page laid out as a PDF."""
    engine = _engine()
    with _Complaints() as complaints:
        document = engine.html(page.html).render(font_config=engine.fonts, stylesheets=[engine.style])
        data = document.write_pdf(pdf_variant=page.form, pdf_tags=True)
    if complaints.records:
        raise AssertionError(f"{page.name}: {complaints.records[0].getMessage()}")
    return Pdf(mend_tags(data), len(document.pages))


def render_pdf(template: str, language: str, *, name: str, form: str = UA, **values: Any) -> Pdf:
    """Return `templates/packet/<template>` as a PDF; see `page_of` and `pdf_of`."""
    return pdf_of(page_of(template, language, name=name, form=form, **values))


def warm_up() -> None:
    """Import what takes long and read the typefaces, before there is anything to do."""
    _engine()


def check_glyphs(page: str, name: str) -> None:
    """Raise RenderError for each character of an HTML page that would come out as a box."""
    text = html_module.unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))
    problems = []
    for character, index in missing_characters(text):
        around = " ".join(text[max(0, index - 12) : index + 12].split())
        codepoint = f"U+{ord(character):04X}"
        problems.append(
            Problem.of("glyph-missing", Place(name), character=character, codepoint=codepoint, text=around)
        )
    if problems:
        raise RenderError(problems)


@dataclass(frozen=True)
class _Engine:
    """WeasyPrint with what every document shares; a second FontConfiguration would cost time and memory."""

    module: Any
    fonts: Any
    style: Any
    fetcher: Any

    def html(self, page: str) -> Any:
        return self.module.HTML(string=page, url_fetcher=self.fetcher)


@cache
def _engine() -> _Engine:
    use_private_fonts()
    # Imported late: it takes half a second, and the typefaces must be chosen before.
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    # Only pictures that stand in the page itself; anything else is a fault of ours and stops the build.
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    fonts = FontConfiguration()
    style = templating.render("packet/style.css", "en", markup=False, families=FAMILIES)
    return _Engine(
        weasyprint, fonts, weasyprint.CSS(string=style, font_config=fonts, url_fetcher=fetcher), fetcher
    )


class _Complaints(logging.Handler):
    """Collects what WeasyPrint warns about; a page that draws a warning is not the page we meant."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def __enter__(self) -> "_Complaints":
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
