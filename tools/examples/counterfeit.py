"""The exhibits of coupang-counterfeit: where two branded products came from, and which units came back."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from tools.examples import paper, photo, scan
from tools.examples.screen import screenshot

NAMES: dict[str, Any] = {
    "seller": "Example Audio Trading Co., Ltd.",
    "seller_zh": "示例音频贸易有限公司",
    "seller_address": "8 Example Road, Nanshan District, Shenzhen, China",
    "credit_code": "91440300MAEXAMPLE3",
    "owner": "Example Sound Labs, Inc.",
    "distributor": "Example Distribution (HK) Limited",
    "distributor_address": "Unit 3, 8 Example Street, Hong Kong",
}

# The two receipts of the bank.
JUNE = {"no": "EXB-0604-0007", "day": "4 June 2026", "invoice": "EDHK-2606-0031", "stamp": "04 JUN 2026"}
SEPTEMBER = {
    "no": "EXB-0910-0012",
    "day": "10 September 2026",
    "invoice": "EDHK-2609-0048",
    "stamp": "10 SEP 2026",
}

# Month, came in, with which invoice, sold, left at the end.
EARPHONES = (
    ("June", 250, "invoice EDHK-2606-0031, received 6 June", 55, 195),
    ("July", 0, "", 74, 121),
    ("August", 0, "", 76, 45),
    ("September", 200, "invoice EDHK-2609-0048, received 12 September", 78, 167),
    ("October", 0, "", 76, 91),
    ("1–15 November", 0, "", 21, 70),
)
SPEAKERS = (
    ("June", 100, "invoice EDHK-2606-0031", 20, 80),
    ("July", 0, "", 27, 53),
    ("August", 0, "", 26, 27),
    ("September", 70, "invoice EDHK-2609-0048", 26, 71),
    ("October", 0, "", 25, 46),
    ("1–15 November", 0, "", 8, 38),
)
MOVEMENTS = (
    ("ES-100 (vendor item 90000000021)", EARPHONES, (450, 380, "70 = 56 new + 14 returned, set aside")),
    ("SP-20 (vendor item 90000000022)", SPEAKERS, (170, 132, 38)),
)
PUT_BACK = (
    (
        "10000000000031",
        "12 Oct 2026",
        "ESX-00117",
        "10000000000011",
        "8 Oct 2026",
        "9 Oct 2026",
        "17 Nov 2026",
    ),
    (
        "10000000000032",
        "19 Oct 2026",
        "ESX-00142",
        "10000000000012",
        "8 Oct 2026",
        "9 Oct 2026",
        "17 Nov 2026",
    ),
    (
        "10000000000033",
        "28 Oct 2026",
        "ESX-00203",
        "10000000000013",
        "22 Oct 2026",
        "23 Oct 2026",
        "17 Nov 2026",
    ),
    (
        "10000000000034",
        "8 Nov 2026",
        "ESX-00226",
        "10000000000014",
        "22 Oct 2026",
        "23 Oct 2026",
        "17 Nov 2026",
    ),
)
CAGE = [
    "00021",
    "00034",
    "00058",
    "00077",
    "00090",
    "00103",
    "00125",
    "00151",
    "00168",
    "00187",
    "00211",
    "00234",
    "00251",
    "00266",
]

INK_BLACK = (30, 31, 34)


@dataclass(frozen=True)
class Offer:
    """One line of the comparison of offers with their pages."""

    item: str
    model: str
    page: str
    points: tuple[str, str, str, str]  # name, brand, photos, model number
    result: str

    @property
    def matches(self) -> bool:
        return "differs" not in self.points


def _offers() -> Iterator[Offer]:
    alike = ("ok", "ok", "ok", "ok")
    yield Offer("90000000021", "ES-100", "7000000044", alike, "matches")
    yield Offer(
        "90000000022", "SP-20", "7000000045", ("ok", "ok", "differs", "differs"), "does not match: off sale"
    )
    for place in range(1, 22):
        yield Offer(str(90000000022 + place), f"EX-{place:02d}", str(7000000045 + place), alike, "matches")


def _invoice(no: str, day: str, earphones: int, speakers: int, tilt: float) -> bytes:
    return paper.text_pdf(
        "counterfeit/invoice.html", no=no, day=day, earphones=earphones, speakers=speakers, tilt=tilt, **NAMES
    )


def _licence() -> bytes:
    page = paper.picture("counterfeit/licence.html", 254, lang="zh", **NAMES)
    out = io.BytesIO()
    scan.aged(page, Random("licence"), 0.3).save(out, "JPEG", quality=66, optimize=True)
    return out.getvalue()


def _table(scene: photo.Scene, colour: tuple[int, int, int]) -> None:
    """A table with a few boards, in front of a wall."""
    scene.backdrop((186, 184, 178), colour, 46)
    dark = Image.new("RGB", (20, 20), (colour[0] - 22, colour[1] - 22, colour[2] - 22))
    for x in range(-84, 90, 24):
        scene.face(dark, [(x, 45.8, 0), (x + 0.35, 45.8, 0), (x + 0.35, -24, 0), (x, -24, 0)])


def _sealed_box_photo() -> bytes:
    """A sealed box on a table, its flap with the round label towards us."""
    lid = paper.picture("counterfeit/box_front.html", 200)
    flap = Image.new("RGB", (1700, 900), INK_BLACK)
    ImageDraw.Draw(flap).rectangle((0, 330, 1700, 338), fill=(8, 8, 9))
    flap = photo.with_label(flap, paper.picture("counterfeit/box_back.html", 300), (0.05, 0.13), 0.5, 0.8)
    silver = paper.picture("counterfeit/seal_label.html", 300)
    cut = Image.new("L", silver.size, 0)
    ImageDraw.Draw(cut).ellipse((10, 10, silver.width - 10, silver.height - 10), fill=255)
    silver.putalpha(cut)
    flap = photo.with_label(flap, silver, (0.6, 0.12), 0.36, -9)

    camera = photo.Camera(eye=(1.5, -31, 25), at=(0.4, 3.5, 4.6), zoom=1.42, size=(3000, 4000))
    scene = photo.Scene(camera, "sealed box")
    _table(scene, (168, 140, 108))
    plain = Image.new("RGB", (400, 400), INK_BLACK)
    scene.box((-8.4, -4.0, 0), (17, 19, 9), flap, plain, lid, turn=4)
    return photo.phone_jpeg(scene.finished(), datetime(2026, 11, 18, 10, 12, tzinfo=photo.CHINA))


def _model_plate_photo() -> bytes:
    """The underside of the speaker with its plate, and its box behind."""
    under = Image.new("RGB", (2600, 1500), (52, 55, 60))
    draw = ImageDraw.Draw(under)
    for x, y in ((210, 210), (2390, 210), (210, 1290), (2390, 1290)):
        draw.ellipse((x - 95, y - 95, x + 95, y + 95), fill=(24, 25, 28), outline=(84, 88, 94), width=9)
    for y in (150, 1350):  # screws
        draw.ellipse((1260, y - 40, 1340, y + 40), fill=(120, 124, 130), outline=(20, 20, 22), width=6)
        draw.line((1274, y, 1326, y), fill=(40, 42, 46), width=9)
        draw.line((1300, y - 26, 1300, y + 26), fill=(40, 42, 46), width=9)
    plate = photo.rounded(paper.picture("counterfeit/plate.html", 400), 40)
    under = photo.with_label(under, plate, (0.25, 0.22), 0.5)

    camera = photo.Camera(eye=(0.5, -33, 35), at=(0.4, 6.0, 4.2), zoom=1.2, size=(4000, 3000))
    scene = photo.Scene(camera, "model plate")
    _table(scene, (150, 152, 154))
    side = photo.card((500, 700), (206, 201, 190))
    scene.box(
        (-1.0, 16.5, 0),
        (11.5, 7, 15),
        paper.picture("counterfeit/speaker_box.html", 200),
        side,
        side,
        turn=-7,
    )
    corners = [(-13.4, 8.6, 5.0), (9.8, 9.9, 5.0), (10.6, -4.2, 5.0), (-12.8, -5.4, 5.0)]
    scene.shadow([(x + 2.2, y - 0.6, 0) for x, y, _ in corners], soft=80, dark=0.6)
    body = photo.rounded(Image.new("RGB", under.size, (34, 36, 40)), 300)
    for step in range(10):
        height = step * 0.5
        scene.face(body, [(x, y, height) for x, y, _ in corners], 0.8 + 0.03 * step)
    scene.face(photo.rounded(under, 290), corners)
    return photo.phone_jpeg(
        scene.finished(), datetime(2026, 11, 18, 10, 40, tzinfo=photo.CHINA), orientation=3
    )


FILES: dict[str, Callable[[], bytes]] = {
    "exhibits/appointment_brand_owner_to_distributor.pdf": lambda: paper.text_pdf(
        "counterfeit/appointment.html", **NAMES
    ),
    "exhibits/authorisation_distributor_to_seller.pdf": lambda: paper.text_pdf(
        "counterfeit/authorisation.html", **NAMES
    ),
    "exhibits/invoice_2026-06-03.pdf": lambda: _invoice("EDHK-2606-0031", "3 June 2026", 250, 100, -6),
    "exhibits/invoice_2026-09-09.pdf": lambda: _invoice("EDHK-2609-0048", "9 September 2026", 200, 70, 11),
    "exhibits/bank_receipt_2026-06-04.pdf": lambda: paper.text_pdf(
        "counterfeit/receipt.html", **JUNE, **NAMES
    ),
    "exhibits/bank_receipt_2026-09-10.png": lambda: screenshot(
        "counterfeit/receipt.html", dpi=200, colours=32, **SEPTEMBER, **NAMES
    ),
    "exhibits/supply_contract_2026-06-01.pdf": lambda: scan.scanned_pdf(
        "counterfeit/contract.html", seed="supply contract", turns=(-0.7, 0.5), **NAMES
    ),
    "exhibits/business_licence.jpg": _licence,
    "exhibits/stock_and_returns_2026-11-18.pdf": lambda: paper.text_pdf(
        "counterfeit/stock.html", movements=MOVEMENTS, put_back=PUT_BACK, cage=CAGE, **NAMES
    ),
    "exhibits/photo_es-100_label.jpg": _sealed_box_photo,
    "exhibits/photo_sp-20_model_plate.jpg": _model_plate_photo,
    "exhibits/returns_and_brand_papers_procedure.pdf": lambda: paper.text_pdf(
        "counterfeit/procedure.html", **NAMES
    ),
    "exhibits/offer_page_check_2026-11-18.pdf": lambda: paper.text_pdf(
        "counterfeit/offers.html", rows=list(_offers()), **NAMES
    ),
    "exhibits/business_licence_translation.pdf": lambda: paper.text_pdf(
        "counterfeit/translation.html", **NAMES
    ),
}
