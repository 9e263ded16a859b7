"""The committed faces: what they cover, and that a packet is set in them alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from generator.packet.render import fonts

ROOT = Path(__file__).resolve().parents[2]
FACES = {
    "Reinstate Sans SC": ("ReinstateSans-SC-Regular.otf", "ReinstateSans-SC-Bold.otf"),
    "Reinstate Sans KR": ("ReinstateSans-KR-Regular.otf", "ReinstateSans-KR-Bold.otf"),
    "Reinstate Sans Symbols": ("ReinstateSans-Symbols-Regular.ttf", "ReinstateSans-Symbols-Bold.ttf"),
}
TICKS = "✓✔✗✘☐☑☒"


def decoded(codec: str, leads: range, trails: range) -> set[str]:
    """Every character a double-byte codec knows in an area."""
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return {char for pair in pairs if len(char := pair.decode(codec, errors="ignore")) == 1}


def between(first: str, last: str) -> set[str]:
    return {chr(code) for code in range(ord(first), ord(last) + 1)}


def has(*families: str) -> set[str]:
    return {chr(code) for family in families for code in fonts.coverage()[family]}


HIGH = range(0xA1, 0xFF)
HANGUL = between("가", "힣")
COMMON = {
    "Basic Latin": between("!", "~") | {" "},
    "Latin-1": between("\u00a0", "ÿ") - {"\u00ad"},
    "Latin Extended-A": between("\u0100", "\u017f"),
    "general punctuation": between("\u2010", "\u2027") | between("\u2030", "\u205e"),
    "CJK punctuation": between("\u3000", "\u303f"),
    "fullwidth forms": between("\uff01", "\uff60") | between("\uffe0", "\uffe6"),
    "arrows": between("\u2190", "\u21ff"),
    "ticks": set(TICKS),
    "circled digits": between("①", "⑳") | between("❶", "❿"),
    "currency": set("€£¥₩￥") | between("\u20a0", "\u20bf"),
    "mathematics": set("≤≥×÷±≈"),
    "shapes": set("•■□●○▲△▶★☆"),
    "abbreviations": set("№℃㈜"),
}


@pytest.mark.parametrize("face", ["Reinstate Sans SC", "Reinstate Sans KR"])
@pytest.mark.parametrize("name", COMMON)
def test_common_characters(face: str, name: str) -> None:
    assert COMMON[name] - has(face, "Reinstate Sans Symbols") == set()


def test_general_standard_chinese_table() -> None:
    table = set("".join((ROOT / "tools/font_coverage/tgh8105.txt").read_text(encoding="utf-8").split()))
    assert len(table) == 8105
    assert table - has("Reinstate Sans SC") == set()


def test_gb2312() -> None:
    characters = decoded("gb2312", range(0xA1, 0xF8), HIGH)
    assert len(characters) == 7445
    assert characters - has("Reinstate Sans SC") == set()


def test_common_traditional_characters() -> None:
    characters = decoded("big5", range(0xA4, 0xC7), range(0x40, 0xFF)) & between("一", "\u9fff")
    assert len(characters) == 5401
    assert characters - has("Reinstate Sans SC") == set()


def test_hangul() -> None:
    standard = decoded("euc_kr", range(0xB0, 0xC9), HIGH)
    assert len(standard) == 2350
    assert len(HANGUL) == 11172
    assert (standard | HANGUL) - has("Reinstate Sans KR") == set()


def test_korean_symbols_and_jamo() -> None:
    wanted = decoded("euc_kr", range(0xA1, 0xAD), HIGH) | between("ㄱ", "ㆎ") | between("\u1100", "\u11ff")
    assert wanted - has("Reinstate Sans KR", "Reinstate Sans Symbols") == set()


def test_korean_face_leaves_han_to_the_chinese_face() -> None:
    assert has("Reinstate Sans KR") & (between("㐀", "\u9fff") | between("\uf900", "\ufaff")) == set()


def test_ticks_and_crosses_come_from_one_face() -> None:
    assert set(TICKS) & has("Reinstate Sans SC", "Reinstate Sans KR") == set()


@pytest.mark.parametrize("family", FACES)
def test_coverage_list_equals_the_faces(family: str) -> None:
    assert set(fonts.coverage()) == set(FACES)
    for file in FACES[family]:
        with TTFont(fonts.FONT_DIR / file, lazy=True) as font:
            assert set(font.getBestCmap()) == fonts.coverage()[family], file


@pytest.mark.parametrize("family", FACES)
def test_names_weights_and_sizes(family: str) -> None:
    for file, style, weight in zip(FACES[family], ("Regular", "Bold"), (400, 700), strict=True):
        path = fonts.FONT_DIR / file
        assert path.stat().st_size < 6_000_000
        with TTFont(path, lazy=True) as font:
            assert font["OS/2"].usWeightClass == weight
            assert font["name"].getDebugName(1) == family
            assert font["name"].getDebugName(2) == style
            # The licence forbids the reserved name, and the copyright line has to stay.
            assert not {"noto", "source"} & set(str(font["name"].getDebugName(4)).lower().split())
            assert "Adobe" in font["name"].getDebugName(0) or "Google" in font["name"].getDebugName(0)


def test_no_other_font_file_is_in_the_folder() -> None:
    found = {
        path.name for path in fonts.FONT_DIR.iterdir() if path.suffix in {".otf", ".ttf", ".ttc", ".woff2"}
    }
    assert found == {file for files in FACES.values() for file in files}


def test_quotes_are_wide_in_chinese_and_narrow_in_english() -> None:
    for language, wide in (("zh", True), ("en", False), ("ko", False)):
        first = fonts.FAMILIES[language].split('"')[1]
        with TTFont(fonts.FONT_DIR / FACES[first][0], lazy=True) as font:
            widths = {font["hmtx"][font.getBestCmap()[ord(char)]][0] for char in "“”‘’"}
        assert (widths == {1000}) is wide, language


def test_nothing_is_missing_from_ordinary_text() -> None:
    text = "申诉信“整改”——第①条 ✓\r\n\tAppeal – “plan” №1\u00a0€5\n한국어 이의신청 ㈜회사\u3000國際貿易"
    assert fonts.missing_characters(text) == []
    assert fonts.missing_characters("\ufeffA\u200b\u200d☑\ufe0f\u2003\u00adB") == []


def test_missing_characters_are_reported_once_and_in_order() -> None:
    assert fonts.missing_characters("好ก，🙂好กA\U00020000") == [("ก", 1), ("🙂", 3), ("\U00020000", 7)]


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x85", "\u2028", "\ufffd"])
def test_a_control_character_that_prints_a_box_is_missing(char: str) -> None:
    assert fonts.missing_characters(f"A{char}B") == [(char, 1)]


RENDER = """
import json, logging, sys
from generator.packet.render import fonts

fonts.use_private_fonts()
import weasyprint

warnings = []
handler = logging.Handler()
handler.emit = lambda record: warnings.append(record.getMessage())
logging.getLogger("weasyprint").addHandler(handler)
weasyprint.HTML(string=sys.stdin.read()).write_pdf(sys.argv[1])
print(json.dumps(warnings))
"""


def render(body: str, target: Path) -> list[str]:
    """Render in a new process, where nothing has touched fontconfig yet; return weasyprint's warnings."""
    style = "".join(
        f":lang({language}) {{ font-family: {names} }}" for language, names in fonts.FAMILIES.items()
    )
    done = subprocess.run(
        [sys.executable, "-c", RENDER, str(target)],
        input=f"<html lang='zh'><style>{style}</style><body>{body}".encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )
    warnings: list[str] = json.loads(done.stdout)
    return warnings


def embedded(pdf: Path) -> set[str]:
    """Names of the fonts in a PDF, without the subset tag."""
    with pikepdf.open(pdf) as document:
        dictionaries = (item for item in document.objects if isinstance(item, pikepdf.Dictionary))
        descriptors = [item for item in dictionaries if item.get("/Type") == "/FontDescriptor"]
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()) for item in descriptors)
        return {str(item["/FontName"]).rpartition("+")[2] for item in descriptors}


def drawn_glyphs(pdf: Path) -> list[int]:
    """The glyph numbers of all text on all pages."""
    found: list[int] = []
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page, "TJ Tj"):
                for operand in instruction.operands:
                    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
                        if isinstance(part, pikepdf.String):
                            data = bytes(part)
                            found += [
                                int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)
                            ]
    return found


def test_a_packet_embeds_our_faces_only(tmp_path: Path) -> None:
    body = """<h1>申诉信“整改计划”——①</h1><p>正文 <b>加粗</b> ✓ <b>☑</b> 𬱖</p>
        <table><tr><th>项目<td>￥1,200 ≤ €150</table>
        <p lang="en">English “quotes” <b>bold</b> <i>italic</i> Łódź</p>
        <p lang="ko">한국어 <b>굵게</b> ㈜ 뷁 中国</p>
        <p style="font-family: serif">衬线 한글 serif</p><pre>等宽 code</pre>
        <p style="font-family: 'Noto Sans CJK SC', 'DejaVu Sans'">别的字体 other</p>"""
    target = tmp_path / "packet.pdf"
    assert render(body, target) == []
    assert embedded(target) == {
        f"Reinstate-Sans-{region}{weight}" for region in ("SC", "KR", "Symbols") for weight in ("", "-Bold")
    }
    glyphs = drawn_glyphs(target)
    assert len(glyphs) > 100
    assert 0 not in glyphs


def test_a_missing_character_does_not_fall_back_to_a_system_font(tmp_path: Path) -> None:
    """Also shows that the check for boxes above can fail."""
    target = tmp_path / "packet.pdf"
    warnings = render("<p>好ก</p>", target)
    assert len(warnings) == 1
    assert "U+0E01" in warnings[0]
    assert embedded(target) == {"Reinstate-Sans-SC"}
