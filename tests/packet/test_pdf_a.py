"""A channel that asks for PDF/A-3u gets it: by a line of YAML, for every paper of ours that is filed."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generator.errors import ContentError
from tests.packet.filing import CHANNELS, build, filing_world
from tests.packet.test_pdf_ua import content, fonts, tree

FORBIDDEN = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData")


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDFs of a channel that asks for the archival form."""
    world = filing_world(tmp_path_factory.mktemp("archival"))
    world.change_content(CHANNELS, {"mail.pdf_form": "pdf/a-3u"})
    return {name: data for name, data in build(world).files.items() if name.endswith(".pdf")}


def ours(filed: dict[str, bytes]) -> dict[str, bytes]:
    return {n: d for n, d in filed.items() if n in ("submit/appeal-letter.pdf", "submit/exhibits/2.pdf")}


def test_they_say_so(filed: dict[str, bytes]) -> None:
    assert len(ours(filed)) == 2
    for data in ours(filed).values():
        with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
            assert metadata["dc:title"] == pdf.docinfo.get("/Title")
            assert metadata["pdf:Producer"] == pdf.docinfo.get("/Producer")


def test_they_keep_what_a_program_can_see_of_it(filed: dict[str, bytes]) -> None:
    """ISO 19005-3, clause 6: colours with a profile, typefaces inside and readable as text, nothing that acts."""
    for data in ours(filed).values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            intents: Any = pdf.Root.OutputIntents
            assert intents[0].S == "/GTS_PDFA1"
            assert intents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
            assert not pdf.is_encrypted
            assert len(pdf.trailer.ID) == 2
            assert "/Filter" not in pdf.Root.Metadata
            assert list(fonts(pdf)) == []
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                    assert str(thing.get("/S", "")) not in FORBIDDEN
                    assert thing.get("/Filter") != "/LZWDecode"


def test_they_stay_tagged(filed: dict[str, bytes]) -> None:
    for data in ours(filed).values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert [*tree(pdf), *content(pdf)] == []


def test_the_binder_does_not_claim_it(filed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(filed["submit/exhibit-binder.pdf"])) as pdf, pdf.open_metadata() as metadata:
        assert not [key for key in metadata if "pdfaid" in key]


def test_the_client_s_papers_stay_as_they_are(filed: dict[str, bytes]) -> None:
    for name in (n for n in filed if n.startswith("client/")):
        with pikepdf.open(io.BytesIO(filed[name])) as pdf, pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_another_form_is_refused(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change_content(CHANNELS, {"mail.pdf_form": "pdf/x-4"})
    with pytest.raises(ContentError) as caught:
        world.knowledge()
    assert [problem.where for problem in caught.value.problems] == ["mail.pdf_form"]
