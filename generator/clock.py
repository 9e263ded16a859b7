"""Dates, times and working days. Today is always an argument; this module never asks the machine for the time."""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHINA = ZoneInfo("Asia/Shanghai")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def format_date(day: date, language: str) -> str:
    """Return a day in words: `18 November 2026`, `2026年11月18日`, `2026년 11월 18일`."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    units = ("年", "月", "日") if language == "zh" else ("년 ", "월 ", "일")
    return f"{day.year}{units[0]}{day.month}{units[1]}{day.day}{units[2]}"


def format_time(moment: datetime, language: str) -> str:
    """Return day and time of a moment in its own zone: `18 November 2026, 23:59`."""
    gap = ", " if language == "en" else " "
    return f"{format_date(moment.date(), language)}{gap}{moment:%H:%M}"


@cache
def public_holidays(country: str, year: int, language: str = "en_US") -> dict[date, str]:
    """Return a country's public holidays of one year with their English names."""
    # Loaded here: most commands never need a calendar, and the library takes a moment to import.
    import holidays

    found = holidays.country_holidays(country, years=year, language=language)
    return dict(found.items())


def has_calendar(country: str) -> bool:
    """Tell whether the public holidays of a country (ISO code) are known."""
    import holidays

    return country in holidays.list_supported_countries(include_aliases=False)


class WorkingDays:
    """Which days an office works: its weekdays less a country's public holidays and extra ones."""

    def __init__(self, country: str, weekdays: tuple[str, ...], extra: Set[date] = frozenset()) -> None:
        """Take the country's ISO code, the days worked (`mon` … `sun`) and further days off."""
        self.country = country
        self.weekdays = frozenset(WEEKDAYS.index(day) for day in weekdays)
        self.extra = frozenset(extra)

    def holiday(self, day: date) -> str | None:
        """Return the name of the public holiday on `day`, or None."""
        if day in self.extra:
            return "office closed"
        return public_holidays(self.country, day.year).get(day)

    def works(self, day: date) -> bool:
        """Tell whether the office works on `day`."""
        return day.weekday() in self.weekdays and self.holiday(day) is None

    def add(self, day: date, count: int) -> date:
        """Return the working day `count` working days after `day`; `day` itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def last_before(self, day: date) -> date:
        """Return `day` itself if it is worked, otherwise the last working day before it."""
        while not self.works(day):
            day -= timedelta(days=1)
        return day


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the last minute of a day in a zone."""
    return datetime.combine(day, time(23, 59), zone)


def later(moment: datetime, hours: int) -> datetime:
    """Return the moment so many hours later (earlier when negative), also when clocks are changed."""
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)


def months_before(day: date, months: int) -> date:
    """Return the day `months` months earlier; a day the month lacks becomes its last one."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
