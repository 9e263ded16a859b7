"""The words of clients' PDFs: read where there are some, "" where a machine can't, and never a traceback."""

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.case.pdf_text import page_texts
from tests.world.world import pdf

EXAMPLES = Path(__file__).parents[2] / "case_templates" / "examples"


def test_words_of_each_page() -> None:
    assert (
        page_texts(pdf(2, says="Invoice B-7 of 18 November 2026")) == ("Invoice B-7 of 18 November 2026",) * 2
    )


def test_a_blank_or_scanned_page_has_none() -> None:
    assert page_texts(pdf(3)) == ("", "", "")
    assert page_texts((EXAMPLES / "coupang-late-shipment/exhibits/carrier_letter.pdf").read_bytes()) == (
        "",
        "",
        "",
    )


def test_a_page_number_on_a_scan_is_no_text() -> None:
    assert page_texts(pdf(says="page 1 / 3")) == ("",)


def test_korean_and_chinese() -> None:
    (text,) = page_texts((EXAMPLES / "coupang-kc-certification/exhibits/kc_certificate.pdf").read_bytes())
    assert "예시주방가전유한회사" in text
    (text,) = page_texts(
        (EXAMPLES / "amazon-identity-verification/exhibits/electricity_bill.pdf").read_bytes()
    )
    assert "示例园艺照明有限公司" in text


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    with pikepdf.open(io.BytesIO(pdf(says="Contract C-9 in force"))) as made:
        out = io.BytesIO()
        made.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert page_texts(out.getvalue()) == ("Contract C-9 in force",)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"no pdf", pdf(password="secret")])
def test_what_can_not_be_opened_has_no_pages(raw: bytes) -> None:
    assert page_texts(raw) == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_breaks_nothing(data: st.DataObject) -> None:
    raw = bytearray(pdf(2, says="Contract C-9 in force"))
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    assert all(isinstance(text, str) for text in page_texts(bytes(raw)))
