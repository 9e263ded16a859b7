"""The exhibits of coupang-late-shipment: a week in which 31 of 412 parcels came late, and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from PIL import Image, ImageDraw

from tools.examples import paper, photo, scan
from tools.examples.export import csv_export
from tools.examples.screen import screenshot

NAMES: dict[str, Any] = {
    "seller": "Example Home Goods Co., Ltd.",
    "seller_zh": "示例家居用品有限公司",
    "carrier": "Example Cargo Co., Ltd.",
    "carrier_zh": "示例货运有限公司",
    "contract": "EXC-2025-EXAMPLE-07",
}

# All times of the case are Korean.
KST = timezone(timedelta(hours=9))

# Promised day -> first and last number of its orders, and the day of the truck that was in time for them.
DAYS = {
    date(2026, 11, 9): (1, 58, date(2026, 11, 2)),
    date(2026, 11, 10): (59, 119, date(2026, 11, 2)),
    date(2026, 11, 11): (120, 182, date(2026, 11, 5)),
    date(2026, 11, 12): (183, 242, date(2026, 11, 5)),
    date(2026, 11, 13): (243, 299, date(2026, 11, 5)),
    date(2026, 11, 14): (300, 355, date(2026, 11, 9)),
    date(2026, 11, 15): (356, 412, date(2026, 11, 9)),
}

# The late orders by cause: A waited for a truck, B was held at customs, C was cut to size.
WAITED = (63, 74, 88, 97, 112, 246, 251, 257, 262, 268, 275, 281, 288, 296, 304, 315, 327, 338, 349)
HELD = (129, 147, 171, 190, 204, 219, 233, 371, 402)
CUT = (27, 226, 388)

PRODUCTS = {
    1: "Cotton storage box",
    2: "Bamboo drawer divider",
    3: "Door mat 60 cm",
    4: "Linen cushion cover",
    5: "Over-door hook rail",
    6: "Curtain cut to size",
    7: "Folding laundry basket",
    8: "Shoe rack 3 tiers",
    9: "Table runner",
    10: "Cork coaster set",
}
CUT_TO_SIZE = 6
OTHERS = tuple(number for number in PRODUCTS if number != CUT_TO_SIZE)


@dataclass(frozen=True)
class Order:
    """One order with the times of its parcel."""

    number: int
    cause: str  # A, B, C, or nothing when it was on time
    option: int
    promised: date
    paid: datetime
    packed: datetime
    handed_over: datetime
    first_scan: datetime
    delivered: datetime

    @property
    def order_no(self) -> str:
        return str(30000000000000 + self.number)

    @property
    def tracking_no(self) -> str:
        return f"EXC26{self.number:07d}KR"

    @property
    def waited_days(self) -> int:
        return (self.first_scan.date() - self.packed.date()).days

    @property
    def arrived(self) -> datetime:
        return _at(self.handed_over.date() + timedelta(days=2), 9, 0, 5 * self.number % 60)

    @property
    def cleared(self) -> datetime:
        return _at(self.delivered.date() - timedelta(days=1), 15, 0, 3 * self.number % 60)


def _at(day: date, hour: int, minute: int, more_minutes: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), KST) + timedelta(minutes=more_minutes)


def orders() -> Iterator[Order]:
    """All orders of the week, by rule and without chance."""
    for promised, (first, last, truck) in DAYS.items():
        for number in range(first, last + 1):
            yield _order(number, promised, truck)


def _order(number: int, promised: date, truck: date) -> Order:
    paid_on = promised - timedelta(days=9)
    packed = _at(paid_on + timedelta(days=1), 9, 0, 13 * number % 300)
    transit = 4 if number % 2 == 0 else 5
    option = OTHERS[number % 9]
    cause = ""
    if number in WAITED:
        cause = "A"
        if promised.day in (10, 13):  # packed after the truck had left
            packed = _at(paid_on + timedelta(days=1), 14, 30, 7 * number % 150)
            truck = {10: date(2026, 11, 5), 13: date(2026, 11, 9)}[promised.day]
        transit = 5 if promised.day == 13 and number % 2 == 1 else 6
    elif number in HELD:
        cause = "B"
        transit = {11: 8, 12: 9, 15: 8}[promised.day]
    elif number in CUT:
        cause, option, transit = "C", CUT_TO_SIZE, 5
        packed_on, truck = {
            9: (date(2026, 11, 4), date(2026, 11, 5)),
            12: (date(2026, 11, 6), date(2026, 11, 9)),
            15: (date(2026, 11, 11), date(2026, 11, 12)),
        }[promised.day]
        packed = _at(packed_on, 9, 0, 13 * number % 300)
    return Order(
        number=number,
        cause=cause,
        option=option,
        promised=promised,
        paid=_at(paid_on, 0, 0, 37 * number % 1440),
        packed=packed,
        handed_over=_at(truck, 16, 0),
        first_scan=_at(truck, 20, 0, 11 * number % 90),
        delivered=_at(truck + timedelta(days=transit), 10, 0, 17 * number % 540),
    )


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _customs_code(order: Order) -> str:
    if order.cause == "B":
        return "" if order.number % 2 == 0 else f"P00000000{order.number:03d}"
    return f"P000000000{order.number:03d}"


def _orders_csv() -> bytes:
    header = [
        "Order No.",
        "Option ID",
        "Product",
        "Qty",
        "Paid At",
        "Promised Delivery Date",
        "Packed At",
        "Carrier",
        "Tracking No.",
        "Handed Over",
        "First Scan",
        "Delivered",
        "Buyer Name",
        "Buyer Phone",
        "Personal Customs Code",
        "Zip Code",
        "Address",
    ]
    rows = [
        (
            order.order_no,
            7000000000 + order.option,
            PRODUCTS[order.option],
            2 if order.number % 11 == 0 else 1,
            _minute(order.paid),
            order.promised.isoformat(),
            _minute(order.packed),
            "Example Cargo",
            order.tracking_no,
            _minute(order.handed_over),
            _minute(order.first_scan),
            _minute(order.delivered),
            f"예시고객{order.number:03d}",
            f"0502-000-{order.number:04d}",
            _customs_code(order),
            "00000",
            f"예시도 예시시 예시로 {order.number}, 101동 {100 + order.number % 20}호",
        )
        for order in orders()
    ]
    return csv_export(header, rows)


def _events(order: Order) -> Iterator[tuple[str, datetime, str]]:
    yield "Collected from shipper", order.handed_over, "Weihai"
    yield "First scan at hub", order.first_scan, "Weihai hub"
    yield "Arrived in Korea", order.arrived, "Incheon"
    if order.cause == "B":
        held = _at(order.arrived.date(), 14, 0, 3 * order.number % 60)
        yield "Held at customs: customs code missing or not matching", held, "Incheon"
    yield "Customs cleared", order.cleared, "Incheon"
    yield "Out for delivery", _at(order.delivered.date(), 8, 30, order.number % 60), "Korea hub"
    yield "Delivered", order.delivered, "Consignee"


def _tracking_csv() -> bytes:
    header = ("Order No.", "Carrier", "Tracking No.", "Event", "Status Time (KST)", "Location")
    rows = [
        (order.order_no, "Example Cargo", order.tracking_no, event, _minute(when), where)
        for order in orders()
        if order.cause
        for event, when, where in _events(order)
    ]
    return csv_export(header, rows, mark=False)


def _carrier_letter() -> bytes:
    late = list(orders())
    return scan.scanned_pdf(
        "late_shipment/carrier_letter.html",
        seed="carrier letter",
        turns=(0.6, -0.4, 0.8),
        waited=[order for order in late if order.cause == "A"],
        held=[order for order in late if order.cause == "B"],
        **NAMES,
    )


def _handover_photo() -> bytes:
    """A clipboard with the hand-over sheet, on parcels in a roll cage at the loading bay."""
    sheet = paper.picture("late_shipment/handover_sheet.html", 230, **NAMES)
    board = Image.new("RGB", (2000, 1500), (126, 88, 54))
    board = photo.card(board.size, (134, 96, 60))
    board.paste(sheet.resize((1880, 1330), Image.Resampling.LANCZOS), (60, 130))
    draw = ImageDraw.Draw(board)
    draw.rounded_rectangle((730, 8, 1270, 150), 26, fill=(176, 180, 186), outline=(104, 108, 114), width=8)
    draw.rounded_rectangle((800, 96, 1200, 178), 18, fill=(206, 210, 214), outline=(120, 124, 130), width=6)
    draw.ellipse((970, 34, 1030, 94), fill=(86, 90, 96))

    camera = photo.Camera(eye=(1, -44, 88), at=(0, 4, 26), zoom=1.2, size=(3024, 4032))
    scene = photo.Scene(camera, "handover")
    scene.backdrop((142, 146, 148), (122, 122, 120), 120)
    _loading_bay(scene)
    _cage(scene)
    flap = photo.card((900, 700), (192, 152, 108), tape=True)
    plain = photo.card((900, 700), (184, 144, 100))
    label = paper.picture("late_shipment/parcel_label.html", 60)
    labelled = photo.with_label(flap, label, (0.1, 0.52), 0.3, 1.5)
    for corner, size, top in (
        ((-52, 24, 0), (36, 34, 34), flap),
        ((-14, 26, 0), (40, 34, 40), labelled),
        ((28, 24, 0), (34, 34, 30), flap),
        ((-54, -14, 0), (46, 36, 24), labelled),
        ((-6, -14, 0), (52, 38, 24), plain),
        ((-50, -44, 0), (52, 28, 20), flap),
        ((4, -44, 0), (44, 28, 18), labelled),
    ):
        scene.box(corner, size, plain, plain, top)
    height = 26.0
    corners = [(-22.5, 14.6, height), (20.0, 17.2, height), (22.2, -14.8, height), (-20.3, -17.4, height)]
    scene.shadow([(x + 1.4, y - 1.6, height - 1.6) for x, y, _ in corners], soft=60, dark=0.55)
    scene.face(photo.rounded(board, 40), corners)
    return photo.phone_jpeg(
        scene.finished(lamp=(0.45, 0.5)), datetime(2026, 11, 21, 16, 12, 24, tzinfo=photo.CHINA)
    )


def _loading_bay(scene: photo.Scene) -> None:
    """The dock behind: a door of the truck, and the yellow line on the floor."""
    door = Image.new("RGB", (800, 500), (66, 72, 80))
    draw = ImageDraw.Draw(door)
    for line in range(0, 500, 50):
        draw.line((0, line, 800, line), fill=(56, 61, 68), width=6)
    scene.face(door, [(-75, 119, 78), (45, 119, 78), (45, 119, 2), (-75, 119, 2)])
    stripe = Image.new("RGB", (600, 40), (206, 176, 58))
    scene.face(stripe, [(-140, 84, 0), (140, 84, 0), (140, 76, 0), (-140, 76, 0)])


def _cage(scene: photo.Scene) -> None:
    """The steel wires at the far side of the roll cage."""
    steel = Image.new("RGB", (40, 40), (168, 172, 178))
    far = 66.0
    for x in range(-66, 70, 8):
        scene.face(steel, [(x, far, 66.0), (x + 0.8, far, 66.0), (x + 0.8, far, 0.0), (x, far, 0.0)])
    for z in (30.0, 48.0, 66.0):
        scene.face(steel, [(-66, far, z + 1.6), (66, far, z + 1.6), (66, far, z), (-66, far, z)], 1.08)


FILES: dict[str, Callable[[], bytes]] = {
    "exhibits/orders.csv": _orders_csv,
    "exhibits/tracking.csv": _tracking_csv,
    "exhibits/carrier_letter.pdf": _carrier_letter,
    "exhibits/carrier_contract.pdf": lambda: paper.text_pdf("late_shipment/carrier_contract.html", **NAMES),
    "exhibits/shipping_settings.png": lambda: screenshot("late_shipment/shipping_settings.html", dpi=96),
    "exhibits/handover_photo.jpg": _handover_photo,
    "exhibits/check_log.pdf": lambda: paper.text_pdf("late_shipment/check_log.html", **NAMES),
}
