"""A case with errors is not built; a draft of it is, and says on every page that it is one."""

import io
import json
import random
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest

from generator.errors import CaseError
from generator.packet.build import errors_of
from tests.packet.conftest import Built
from tests.packet.filing import add_exhibit, build, filing_world
from tests.packet.papers import bare, pages, words
from tests.world.world import World, picture

MARK = {"en": "DRAFT", "ko": "초안", "zh": "草稿"}


def own(name: str) -> bool:
    """Tell whether a PDF is a paper of ours; an exhibit that came as PDF is filed as it came."""
    return name.endswith(".pdf") and not name.startswith("submit/exhibits/")


class TestExamples:
    def test_every_page_of_our_papers(self, drafted: Built) -> None:
        unmarked = [
            (name, number)
            for name, data in drafted.files.items()
            if own(name)
            for number, page in enumerate(pages(data), 1)
            if MARK[drafted.case.language if name.startswith("submit") else drafted.case.client_language]
            not in page
        ]
        assert unmarked == []

    def test_printed_tables(self, drafted: Built) -> None:
        tables = [p.file for p in drafted.packet.plan.exhibits if p.exhibit.media.kind == "table"]
        for file in tables:
            data = drafted.files[f"submit/exhibits/DRAFT_{file}.pdf"]
            assert all(MARK[drafted.case.language] in page for page in pages(data))

    def test_names_of_exhibits(self, drafted: Built) -> None:
        names = [n.rpartition("/")[2] for n in drafted.files if n.startswith("submit/exhibits/")]
        assert all(name.startswith("DRAFT_") for name in names)

    def test_word_file(self, drafted: Built) -> None:
        document = docx.Document(io.BytesIO(drafted.files["submit/appeal-letter.docx"]))
        headers = ["".join(p.text for p in section.header.paragraphs) for section in document.sections]
        assert headers
        assert all(MARK[drafted.case.language] in header for header in headers)

    def test_texts_for_the_portal(self, drafted: Built) -> None:
        texts = [d.decode() for n, d in drafted.files.items() if n.startswith("submit/fields/")]
        assert texts
        assert all(text.startswith(MARK[drafted.case.language]) for text in texts)

    def test_manifest(self, drafted: Built) -> None:
        assert json.loads(drafted.files["manifest.json"])["draft"] is True

    def test_a_final_packet_says_nothing_of_a_draft(self, built: Built) -> None:
        marks = {built.word("draft_mark"), built.own_word("draft_mark")}
        texts = {name: words(name, data) for name, data in built.files.items()}
        assert [name for name, text in texts.items() for mark in marks if bare(mark) in text] == []


ERRORS: dict[str, dict[str, Any]] = {
    "allegation.no-action": {"response[0].corrective": "~"},
    "channel.language": {"language": "ko"},
    "deadline.passed": {"notice.deadline": "2026-11-22T10:00+09:00"},
    "evidence.missing": {"exhibits[0].kind": "translation", "exhibits[0].fields": {"translator": "Kim"}},
    "allegation.quote-not-in-notice": {"notice.allegations[0].quote": "a sentence nobody wrote"},
}


def wrong_world(folder: Path, finding: str) -> World:
    world = filing_world(folder)
    world.change(ERRORS[finding])
    add_exhibit(world, "photo.png", picture("PNG"))
    return world


@pytest.mark.parametrize("finding", ERRORS)
def test_errors_stop_the_build(tmp_path: Path, finding: str) -> None:
    world = wrong_world(tmp_path, finding)
    with pytest.raises(CaseError) as caught:
        build(world)
    assert {p.code for p in caught.value.problems} == {"blocked"}
    assert finding in {dict(p.details)["finding"] for p in caught.value.problems}


@pytest.mark.parametrize("finding", ["allegation.no-action", "channel.language"])
def test_errors_do_not_stop_a_draft(tmp_path: Path, finding: str) -> None:
    world = wrong_world(tmp_path, finding)
    packet = build(world, draft=True)
    assert finding in {f.id for f in errors_of(packet.plan, world.knowledge())}
    language = packet.plan.case.language
    for name, data in packet.files.items():
        if own(name):
            mark = MARK[language if name.startswith("submit") else "zh"]
            assert [n for n, page in enumerate(pages(data), 1) if mark not in page] == [], name


def test_the_world_itself_is_in_order(tmp_path: Path) -> None:
    """Otherwise an error above might not be the one that stops the build."""
    world = filing_world(tmp_path)
    assert build(world).plan.draft is False


LIMITS = {
    "channel.pages": {"mail.max_pages": 3},
    "channel.too-many-files": {"mail.max_files": 1},
    "channel.letter-too-long": {"mail.fields.letter.max_characters": 20},
}


@pytest.mark.parametrize("finding", LIMITS)
def test_limits_of_the_channel_stop_the_build(tmp_path: Path, finding: str) -> None:
    world = filing_world(tmp_path)
    world.change_content("platforms/examplemart/channels.yml", LIMITS[finding])
    with pytest.raises(CaseError) as caught:
        build(world)
    assert {dict(p.details)["finding"] for p in caught.value.problems} == {finding}


def test_size_limit_stops_the_build(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change_content("platforms/examplemart/channels.yml", {"mail.max_file_mb": 1})
    heavy = pikepdf.new()
    page = heavy.add_blank_page()
    # On the page, so that it stays with it wherever the page goes; no shrinking helps with what came as PDF.
    page.Resources.Padding = heavy.make_stream(random.Random(1).randbytes(1_100_000))
    heavy.save(world.exhibits / "contract.pdf", static_id=True)
    with pytest.raises(CaseError) as caught:
        build(world)
    assert "channel.exhibit-too-big" in {dict(p.details)["finding"] for p in caught.value.problems}
