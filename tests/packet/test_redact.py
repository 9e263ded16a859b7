"""A copy for showing to others: nothing by which the client could be known, in any file, however it is packed."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.case.load import load_case
from generator.case.model import Case
from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from generator.packet.build import Packet, build_packet, plan_packet
from generator.packet.redact import Mask, redact, redacted_id
from generator.text import Text
from tests.packet.filing import filing_world
from tests.packet.papers import EXAMPLES, ROOT, bare, insides, pages, words
from tests.packet.test_brand import CONTACT, NAMES, with_practice
from tests.world.world import NOW

SHOWN = (
    "amazon-inauthentic", "coupang-kc-certification", "coupang-korean-labelling", "joom-ip-trademark",
    "joom-payment-hold",
)  # fmt: skip
"""Every platform, both filed languages, binders and single files, money and marks."""

CODE = re.compile(
    r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Z0-9]+(?:-[A-Z0-9]+)+|(?=\w*\d)[A-Z0-9]{6,}|\d{6,}|\d+(?:-\d{4,})+"
)


@cache
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "content")


@cache
def case_of(name: str) -> Case:
    return load_case(EXAMPLES[name], knowledge())


@cache
def redacted(name: str) -> Packet:
    return build_packet(case_of(name), knowledge(), NOW, redacted=True)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for inner in value.values() for text in texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in texts(inner))
    elif isinstance(value, str):
        yield value


def secrets(name: str) -> set[str]:
    """Return what must not show, read from the case file alone."""
    written = yaml.load(EXAMPLES[name].read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    seller = written["seller"]
    found = {
        written["case_id"],
        *texts(seller["company"]),
        *texts(seller["signatory"]["name"]),
        *written.get("mask", ()),
    }
    found |= {
        seller["seller_id"],
        seller["store"],
        seller["email"],
        *texts(written["notice"].get("references", {})),
    }
    found |= {item for a in written["notice"]["allegations"] for item in a.get("items", ())}
    for exhibit in written["exhibits"]:
        found |= {exhibit["file"], Path(exhibit["file"]).name}
    papers = [
        written["response"],
        written.get("details", {}),
        *(e.get("fields", {}) for e in written["exhibits"]),
    ]
    # Numbers of contracts, invoices, parcels and products, wherever a statement or a paper names them; days are none.
    for text in texts(papers):
        found |= {c for c in CODE.findall(re.sub(r"\d{4}-\d{2}-\d{2}", " ", text)) if len(c) >= 5}
    notes = written.get("internal_notes", "")
    return found | {line.strip() for line in re.split(r"[\n。]", notes) if len(line.strip()) > 5}


@pytest.mark.parametrize("name", SHOWN)
class TestExample:
    def test_no_secret_in_any_byte(self, name: str) -> None:
        files = redacted(name).files
        hidden = secrets(name)
        assert len(hidden) > 8
        packed = {n: b"\n".join(insides(n, data)) for n, data in files.items()}
        coded = [(s, form) for s in hidden for form in {s.encode(), s.encode("utf-16-be")} if len(s) > 2]
        assert [(n, s) for n, data in packed.items() for s, form in coded if form in data] == []
        said = {n: words(n, data) for n, data in files.items() if not n.endswith(".zip")}
        assert [(n, s) for n, text in said.items() for s in hidden if bare(s) in text] == []
        assert [(n, s) for n in files for s in hidden if s in n] == []

    def test_every_page_says_what_it_is(self, name: str) -> None:
        packet = redacted(name)
        case = packet.plan.case
        for file, data in packet.files.items():
            language = case.language if file.startswith("submit/") else case.client_language
            mark = bare(knowledge().word("redact_mark", language))
            if file.endswith(".pdf"):
                assert [n for n, page in enumerate(pages(data), 1) if mark not in page] == [], file
            elif file.endswith(".txt"):
                assert mark in bare(data.decode())
            elif file.endswith(".docx"):
                head = docx.Document(io.BytesIO(data)).sections[0].header
                assert mark in bare("".join(p.text for p in head.paragraphs))

    def test_exhibits_have_a_cover_and_no_pages(self, name: str) -> None:
        packet = redacted(name)
        assert not any(n.startswith("submit/exhibits/") for n in packet.files)
        with pikepdf.open(io.BytesIO(packet.files["submit/exhibit-binder.pdf"])) as pdf:
            assert not any(list(page.get_images()) for page in pdf.pages)
        text = "".join(pages(packet.files["submit/exhibit-binder.pdf"]))
        assert [e.label for e in packet.plan.exhibits if bare(e.title.filed) not in text] == []

    def test_manifest_tells_nothing_of_the_originals(self, name: str) -> None:
        manifest = json.loads(redacted(name).files["manifest.json"])
        assert (manifest["draft"], manifest["redacted"], manifest["made_from"]) == (True, True, {})
        assert manifest["case_id"] == redacted_id(case_of(name))

    def test_findings_are_those_of_the_real_case(self, name: str) -> None:
        real = plan_packet(case_of(name), knowledge(), NOW)
        assert [f.id for f in redacted(name).plan.findings] == [f.id for f in real.findings]
        assert [row.result for row in redacted(name).plan.checks] == [row.result for row in real.checks]


def test_same_input_same_bytes() -> None:
    again = build_packet(case_of(SHOWN[0]), knowledge(), NOW, redacted=True)
    assert again.files == redacted(SHOWN[0]).files


def test_the_plan_itself_is_left_as_it_is() -> None:
    plan = plan_packet(case_of(SHOWN[0]), knowledge(), NOW)
    redact(plan, knowledge())
    assert plan == plan_packet(case_of(SHOWN[0]), knowledge(), NOW)


def test_errors_do_not_stop_what_is_never_filed(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    world.change({"response[0].corrective": "~"})
    made = build_packet(world.case(), world.knowledge(), NOW, redacted=True)
    assert made.plan.redacted


def test_the_practice_s_letterhead_stays(tmp_path: Path) -> None:
    world = filing_world(tmp_path)
    with_practice(world)
    files = build_packet(world.case(), world.knowledge(), NOW, redacted=True).files
    said = {n: words(n, data) for n, data in files.items() if n.endswith(".pdf")}
    for text in (NAMES["zh"], CONTACT["zh"]):
        assert {n for n in said if bare(text) in said[n]} == {n for n in said if n.startswith("client/")}


@pytest.fixture(scope="module")
def mask() -> Mask:
    return Mask(case_of("coupang-kc-certification"), knowledge())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Write to li.na+1@shop.example.com today.", "Write to [e-mail] today."),
        ("See https://shop.example/a?b=1.", "See [link]"),
        ("Call +86 755 2345 6789 or 13800138000.", "Call [phone] or [phone]."),
        ("We paid US$1,250.50 and 300 EUR.", "We paid [amount] and [amount]."),
        ("Order 111-1234567-1234567 of lot B0C1D2E3F4.", "Order [number] of lot [number]."),
        ("Bought from Blue Ridge Trading Co., Ltd. in May.", "Bought from [company] in May."),
        ("Our lead Ms Song checks.", "Our lead [name] checks."),
        ("our listing clerk Chen Li checks", "our listing clerk [name] checks"),
        ("The office is at 12 Pine Tree Road, Leeds.", "The office is at [address], Leeds."),
    ],
)
def test_shapes_are_masked(mask: Mask, text: str, wanted: str) -> None:
    assert mask.text(text, "en") == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("货款3.5万元已退，电话0755-12345678。", "zh", "货款[金额]已退，电话[电话]。"),
        ("由物流主管宋女士核对。", "zh", "由物流主管[姓名]核对。"),
        ("地址：深圳市南山区科技路88号。", "zh", "地址：[地址]。"),
        ("환불 금액 35,000원을 지급하였습니다.", "ko", "환불 금액 [금액]을 지급하였습니다."),
        ("등록 담당자 천지훈이 확인합니다.", "ko", "등록 담당자 [이름]이 확인합니다."),
        ("서울특별시 강남구 테헤란로 152에 있습니다.", "ko", "[주소]에 있습니다."),
    ],
)
def test_shapes_of_other_languages(mask: Mask, text: str, language: str, wanted: str) -> None:
    assert mask.text(text, language) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Since 18 November 2026, 212 of 1,426 orders (1.68%) left by 10:00.",
        "2026-11-18 to 2026-11-30, round 2, exhibit A, point 3",
        "自2026年11月18日起，每天10:00核对，超过2%即下架。",
        "2026년 11월 20일부터 30건을 매월 1일 점검합니다.",
        "case.yml:42 · amazon/platform.yml: plan-of-action.opening",
    ],
)
def test_what_tells_nothing_stays(mask: Mask, text: str) -> None:
    assert mask.text(text, "en") == text


def test_one_value_has_one_name(mask: Mask) -> None:
    said = mask.text("70000000102 and 70000000101; again 70000000102", "en")
    assert said == "[item 2] and [item 1]; again [item 2]"


def test_a_short_name_does_not_eat_longer_words() -> None:
    case = case_of("coupang-kc-certification")
    short = replace(case, seller=replace(case.seller, store="Li"))
    assert (
        Mask(short, knowledge()).text("Li sells lithium cells. li", "en")
        == "[store] sells lithium cells. [store]"
    )


def test_a_name_that_is_the_mask_s_own_word_is_not_given_away() -> None:
    case = case_of("coupang-kc-certification")
    named = replace(case, seller=replace(case.seller, store="Seller"))
    assert "seller" not in Mask(named, knowledge()).text("The Seller of A00EXAMPLE2.", "en").lower()


VALUES = st.text(
    st.characters(
        exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"), exclude_characters="[]"
    ),
    min_size=4,
    max_size=12,
).filter(lambda value: any(map(str.isalnum, value)))
AROUND = st.text(st.characters(exclude_categories=("Cs", "Co"), exclude_characters="[]"), max_size=20)


@given(
    company=VALUES,
    store=VALUES,
    seller_id=VALUES,
    email=VALUES,
    before=AROUND,
    after=AROUND,
    order=st.permutations(range(4)),
)
@settings(max_examples=60)
def test_no_value_is_left_whatever_stands_around_it(
    company: str, store: str, seller_id: str, email: str, before: str, after: str, order: list[int]
) -> None:
    case = case_of("coupang-kc-certification")
    seller = replace(
        case.seller, company=Text(company, company, company), store=store, seller_id=seller_id, email=email
    )
    values = [company, store, seller_id, email]
    text = before + " ".join(values[i] for i in order) + after
    said = Mask(replace(case, seller=seller), knowledge()).text(text, "en")
    plain = re.sub(r"\[[^\[\]]*\]", " ", said).casefold()
    assert [value for value in values if value.casefold() in plain] == []
