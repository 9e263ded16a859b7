"""What is filed holds no buyer, no place, no camera, and nothing we noted for ourselves."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from PIL import ExifTags, Image, PngImagePlugin

from generator.packet.build import Packet
from tests.packet.conftest import Built
from tests.packet.filing import add_exhibit, build, filing_world
from tests.packet.papers import ROOT, bare, insides, words

HEADINGS = {
    "en": [
        "Buyer Name", "recipient-name", "Recipient", "Consignee", "Ship To", "Buyer Phone", "Mobile", "Contact",
        "Shipping Address", "ship-address-1", "ship-city", "Street", "Zip Code", "ship-postal-code", "Postcode",
        "E-mail", "buyer-email", "Personal Customs Code", "PCCC", "Delivery Note",
    ],
    "ko": [
        "구매자", "수취인", "수취인명", "수취인이름", "받는 분", "주문자", "고객명", "구매자전화번호", "수취인 연락처", "핸드폰",
        "수취인 주소", "우편번호", "배송지", "배송메세지", "구매자이메일", "개인통관고유부호", "개인통관번호(PCCC)",
        "통관용수취인전화번호",
    ],
    "zh": [
        "买家姓名", "买家", "收件人", "收货人姓名", "联系人", "姓名", "买家电话", "收货人手机", "联系方式", "收货地址", "邮编",
        "邮政编码", "买家邮箱", "个人通关编号", "个人通关码", "清关编码", "身份证号", "买家留言",
    ],
}  # fmt: skip
HARMLESS = {
    "en": ["Order No.", "Product Name", "Tracking No.", "Delivered", "Qty", "Promised Delivery Date", "Customs Cleared"],
    "ko": ["주문번호", "상품명", "운송장번호", "배송완료일", "수량", "구매수량", "출고일"],
    "zh": ["订单号", "商品名称", "运单号", "签收时间", "数量", "发货时间", "商品编号"],
}  # fmt: skip
CAMERA = "SecretCam-X9"
AUTHOR = "Hidden Author 8471"
MARKS = [
    CAMERA.encode(), AUTHOR.encode(), AUTHOR.encode("utf-16-le"), b"Exif\0\0", b"eXIf", b"http://ns.adobe.com/xap/",
    b"iTXt", b"tEXt", b"zTXt",
]  # fmt: skip
NOTE = "Inner note 8471: 不要让平台看到"


def private_value(language: str, number: int) -> str:
    name = {"en": "Kim Buyer", "ko": "김구매", "zh": "金买家"}[language]
    return f"{name}{number:03}"


def kept_value(language: str, number: int) -> str:
    return f"KEPT-{language}-{number:02}"


def table(language: str) -> bytes:
    columns = [*HARMLESS[language], *HEADINGS[language]]
    shown = len(HARMLESS[language])
    row = [
        kept_value(language, n) if n < shown else private_value(language, n - shown)
        for n in range(len(columns))
    ]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in (columns, row)).encode()


def taken_picture(kind: str) -> bytes:
    """Return a picture held sideways by a camera that tells everything: red on its left, blue on its right."""
    image = Image.new("RGB", (120, 80), (220, 20, 20))
    image.paste((20, 20, 220), (60, 0, 120, 80))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # to be turned by 90 degrees clockwise
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", CAMERA
    exif[ExifTags.Base.Artist] = AUTHOR
    exif[ExifTags.Base.XPAuthor] = AUTHOR.encode("utf-16-le")
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[1], place[2], place[3], place[4] = "N", (37.0, 30.0, 0.0), "E", (127.0, 0.0, 0.0)
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{AUTHOR}</a></x:xmpmeta>'.encode()
    out = io.BytesIO()
    if kind == "JPEG":
        image.save(out, kind, exif=exif, xmp=xmp, comment=AUTHOR.encode())
    else:
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", AUTHOR)
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        text.add_text("Comment", AUTHOR, zip=True)
        image.save(out, kind, exif=exif, pnginfo=text)
    return out.getvalue()


@pytest.fixture(scope="session")
def packet(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    """A packet whose originals tell more than is to be filed."""
    world = filing_world(tmp_path_factory.mktemp("private"))
    (world.content / "privacy.yml").write_bytes((ROOT / "content/privacy.yml").read_bytes())
    for language in HEADINGS:
        add_exhibit(world, f"buyers-{language}.csv", table(language))
    add_exhibit(world, "taken.jpg", taken_picture("JPEG"))
    add_exhibit(world, "taken.png", taken_picture("PNG"))
    world.change({"internal_notes": NOTE})
    return build(world)


def filed(packet: Packet) -> dict[str, bytes]:
    return {name: data for name, data in packet.files.items() if name.startswith("submit")}


def copies(packet: Packet, ending: str) -> Iterator[bytes]:
    return (d for n, d in packet.files.items() if n.startswith("submit/exhibits/") and n.endswith(ending))


@pytest.mark.parametrize("language", HEADINGS)
class TestBuyers:
    def test_their_columns_are_not_filed(self, packet: Packet, language: str) -> None:
        texts = {name: words(name, data) for name, data in filed(packet).items()}
        leaks = [
            (heading, name)
            for number, heading in enumerate(HEADINGS[language])
            for name, text in texts.items()
            if bare(private_value(language, number)) in text
        ]
        assert leaks == []

    def test_their_values_are_in_no_file_s_bytes(self, packet: Packet, language: str) -> None:
        values = [private_value(language, n).encode() for n in range(len(HEADINGS[language]))]
        found = {
            (name, value)
            for name, data in filed(packet).items()
            for inside in insides(name, data)
            for value in values
            if value in inside
        }
        assert found == set()

    def test_other_columns_are_kept(self, packet: Packet, language: str) -> None:
        kept = [bare(kept_value(language, n)) for n in range(len(HARMLESS[language]))]
        printed = "".join(words("a.pdf", data) for data in copies(packet, ".pdf"))
        assert [value for value in kept if value not in printed] == []


def test_the_original_tables_hold_the_buyers(packet: Packet) -> None:
    """Otherwise the tests above would test nothing."""
    for exhibit in packet.plan.case.exhibits:
        if exhibit.path.stem.startswith("buyers-"):
            language = exhibit.path.stem.partition("-")[2]
            assert private_value(language, 0) in exhibit.path.read_text(encoding="utf-8")


class TestPictures:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_the_original_tells_everything(self, kind: str) -> None:
        raw = taken_picture(kind)
        assert CAMERA.encode() in raw
        assert AUTHOR.encode() in raw

    def test_nothing_but_pixels_is_filed(self, packet: Packet) -> None:
        found = {
            (name, mark)
            for name, data in filed(packet).items()
            if name.endswith((".jpg", ".png", "binder.pdf"))
            for inside in insides(name, data)
            for mark in MARKS
            if mark in inside
        }
        assert found == set()

    @pytest.mark.parametrize("ending", [".jpg", ".png"])
    def test_it_stands_upright_without_being_told(self, packet: Packet, ending: str) -> None:
        (data,) = copies(packet, ending)
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (80, 120)
            assert not image.getexif()
            assert not set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            upper, lower = (image.convert("RGB").getpixel(at) for at in ((40, 20), (40, 100)))
        assert upper == pytest.approx((220, 20, 20), abs=12)
        assert lower == pytest.approx((20, 20, 220), abs=12)

    def test_what_is_transparent_becomes_white(self, tmp_path: Path) -> None:
        world = filing_world(tmp_path)
        image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
        image.paste((10, 200, 10, 255), (0, 0, 10, 20))
        out = io.BytesIO()
        image.save(out, "PNG")
        add_exhibit(world, "clear.png", out.getvalue())
        (data,) = copies(build(world), ".png")
        with Image.open(io.BytesIO(data)) as filed_copy:
            assert filed_copy.mode == "RGB"
            assert filed_copy.getpixel((5, 5)) == (10, 200, 10)
            assert filed_copy.getpixel((15, 5)) == (255, 255, 255)


class TestNotes:
    def test_of_the_world_are_nowhere(self, packet: Packet) -> None:
        assert [n for n, d in packet.files.items() if bare(NOTE) in words(n, d)] == []
        assert [n for n, d in packet.files.items() if any(b"note 8471" in i for i in insides(n, d))] == []

    def test_of_examples_are_nowhere(self, built: Built) -> None:
        written = notes_of(built)
        assert written
        texts = {name: words(name, data) for name, data in built.files.items()}
        assert [(name, note) for name, text in texts.items() for note in written if bare(note) in text] == []


def notes_of(built: Built) -> list[str]:
    """Return the sentences of an example's internal notes."""
    case = yaml.safe_load((built.case.folder / "case.yml").read_text(encoding="utf-8"))
    return [s.strip() for s in case["internal_notes"].replace("\n", "。").split("。") if len(s.strip()) > 6]
