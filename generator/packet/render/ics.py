"""The timeline as a calendar file. The only module that knows icalendar."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

from generator.packet.plan import Event

REMIND = (timedelta(hours=24), timedelta(hours=2))
"""How long before an event a reminder rings."""


def calendar(events: tuple[Event, ...], case_id: str, now: datetime) -> bytes:
    """Return the events as an iCalendar file. Each keeps its UID over builds, so a new import moves it."""
    made = Calendar()
    made.add("prodid", "-//Reinstate//packet//EN")
    made.add("version", "2.0")
    for event in events:
        entry = CalendarEvent()
        entry.add("uid", f"{case_id}-{event.key}@reinstate.invalid")
        entry.add("dtstamp", now)
        # Of two entries with one UID a calendar keeps the higher sequence: that of the later build (RFC 5545, 3.8.7.4).
        entry.add("sequence", int(now.timestamp()) // 60)
        entry.add("dtstart", event.when)
        entry.add("dtend", event.when + timedelta(minutes=30))
        entry.add("summary", f"{event.title} · {case_id}")
        if event.note:
            entry.add("description", event.note)
        # A reminder of what is past would ring at the moment of import.
        for before in REMIND if event.when > now else ():
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", event.title)
            alarm.add("trigger", -before)
            entry.add_component(alarm)
        made.add_component(entry)
    made.add_missing_timezones()
    return bytes(made.to_ical())
