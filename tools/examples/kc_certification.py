"""The exhibits of coupang-kc-certification: a hand blender whose certificate number was not on its page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw

from tools.examples import paper, photo
from tools.examples.screen import screenshot

NAMES: dict[str, Any] = {
    "lang": "ko",
    "company_ko": "예시주방가전유한회사",
    "company_en": "Example Kitchen Appliances Co., Ltd.",
    "address": "중국 저장성 닝보시 예시산업단지 00호",
    "number": "HU00000-00000EXAMPLE",
    "report": "TR-EXAMPLE-2025-0407",
}


@dataclass(frozen=True)
class Checked:
    """One line of the check of all options."""

    option: str
    product: str
    model: str
    number: str
    result: str


def _checked() -> Iterator[Checked]:
    for last, (colour, letter) in enumerate(
        [("화이트", "W"), ("그레이", "G"), ("크림", "C"), ("다지기 세트", "S")], start=101
    ):
        yield Checked(
            f"70000000{last}",
            f"핸드블렌더 {colour}",
            f"EXB-200{letter}",
            NAMES["number"],
            "이상 없음 (11.19 수정)",
        )
    for first, count, product, model, tail in [
        (201, 8, "전기포트", "EXK-100", 2),
        (301, 8, "토스터", "EXT-50", 3),
        (401, 10, "믹서", "EXM-300", 4),
    ]:
        for place in range(count):
            yield Checked(
                f"70000000{first + place}",
                product,
                f"{model}{'ABCDEFGHIJ'[place]}",
                f"HU00000-0000{tail}EXAMPLE",
                "이상 없음",
            )


def _listing(before: bool) -> bytes:
    return screenshot(
        "kc_certification/listing.html",
        dpi=96,
        before=before,
        captured="2026-11-18 16:05" if before else "2026-11-19 17:20",
        banner="판매중지" if before else "판매중지 (검토 대기)",
        right=NAMES["number"],
        wrong="HU00000-00001EXAMPLE",
        lang="ko",
    )


def _label_photo() -> bytes:
    """The underside of the device on a table, with its label."""
    label = paper.picture("kc_certification/label.html", 300, **NAMES)
    under = Image.new("RGB", (2400, 2900), (236, 236, 232))
    draw = ImageDraw.Draw(under)
    for x, y in ((330, 340), (2070, 340), (330, 2560), (2070, 2560)):  # rubber feet
        draw.ellipse(
            (x - 120, y - 120, x + 120, y + 120), fill=(92, 94, 98), outline=(150, 150, 150), width=12
        )
    for line in range(7):  # air slots
        draw.rounded_rectangle((760, 300 + line * 62, 1640, 326 + line * 62), 13, fill=(176, 176, 172))
    for x, y in ((1200, 960), (1200, 2560)):  # screws
        draw.ellipse((x - 46, y - 46, x + 46, y + 46), fill=(198, 198, 196), outline=(120, 120, 120), width=6)
        draw.line((x - 30, y, x + 30, y), fill=(90, 90, 90), width=9)
        draw.line((x, y - 30, x, y + 30), fill=(90, 90, 90), width=9)
    under = photo.with_label(under, label, (0.1, 0.41), 0.8, turn=0.6)
    camera = photo.Camera(eye=(0.6, -7.5, 27), at=(0, 0.1, 0), zoom=1.22, size=(3024, 4032))
    scene = photo.Scene(camera, "kc label")
    scene.backdrop((150, 152, 155), (150, 152, 155), 60)
    turn = [(-8.9, 9.6, 0.0), (7.8, 10.8, 0.0), (8.9, -9.6, 0.0), (-7.8, -10.8, 0.0)]
    scene.shadow([(x + 0.7, y - 0.7, 0) for x, y, _ in turn], soft=90, dark=0.55)
    thick = [(x * 1.012 + 0.12, y * 1.012 - 0.3, -0.2) for x, y, _ in turn]
    scene.face(photo.rounded(Image.new("RGB", under.size, (176, 176, 174)), 230), thick)
    scene.face(photo.rounded(under, 220), turn)
    return photo.phone_jpeg(scene.finished(), datetime(2026, 11, 20, 10, 12, 33, tzinfo=photo.CHINA))


FILES: dict[str, Callable[[], bytes]] = {
    "exhibits/kc_certificate.pdf": lambda: paper.text_pdf(
        "kc_certification/certificate.html", specimen="NOT A REAL CERTIFICATE", **NAMES
    ),
    "exhibits/test_report.pdf": lambda: paper.text_pdf(
        "kc_certification/test_report.html", specimen="NOT A REAL REPORT", **NAMES
    ),
    "exhibits/listing_before.png": lambda: _listing(before=True),
    "exhibits/listing_after.png": lambda: _listing(before=False),
    "exhibits/label_photo.jpg": _label_photo,
    "exhibits/check_log.pdf": lambda: paper.text_pdf(
        "kc_certification/check_log.html", rows=list(_checked()), **NAMES
    ),
}
