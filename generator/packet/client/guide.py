"""The submission guide: where to click, which text and file goes where, what proves the filing, when the answer comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.clock import CHINA, format_date, format_time
from generator.packet.client.basis import Basis
from generator.packet.client.desk import Desk
from generator.rules.waiting import Wait, wait_for_reply


@dataclass(frozen=True)
class Attachment:
    """One file to upload: its name below submit/, what it is, and its size in words."""

    name: str
    what: str
    size: str


def values(desk: Desk) -> Mapping[str, Any]:
    """Return what the template guide.html is filled with."""
    plan, case, language = desk.plan, desk.plan.case, desk.language
    hard, safe = plan.deadlines.hard, plan.deadlines.safe
    basis = Basis(desk.knowledge, language)
    return {
        "channel": case.channel, "channel_basis": basis.of_facts(case.channel.facts),
        "fields": plan.fields, "attachments": attachments(desk),
        "short": [(desk.word("short_one"), (plan.letter.short_one,)), (desk.word("short_three"), plan.letter.short_three)],
        "by_hand": plan.letter.signature.by_hand, "letter_language": case.language,
        "hard": hard, "hard_text": format_time(hard, language) if hard else "",
        "safe": safe, "safe_china": safe.astimezone(CHINA) if safe else None,
        **waiting(desk, wait_for_reply(case, plan.now), basis), "sources": basis.listed(),
    }  # fmt: skip


def waiting(desk: Desk, wait: Wait, basis: Basis) -> Mapping[str, Any]:
    """Return the words about the usual time of the answer: days in both zones, holidays and seasons in between."""
    language, case = desk.language, desk.plan.case
    window = case.platform.reply_window
    return {
        "wait": wait, "zone": case.platform.clock.timezone,
        "reply": desk.word(
            "guide_reply_window", min=window.min_working_days, max=window.max_working_days,
            first=format_date(wait.first.date(), language), last=format_date(wait.last.date(), language),
        ),
        "reply_china": desk.word(
            "guide_reply_china", first=format_time(wait.first.astimezone(CHINA), language),
            last=format_time(wait.last.astimezone(CHINA), language),
        ),
        "reply_basis": basis.of_facts(window.facts),
        "closed": [f"{format_date(day, language)} {name}" for day, name in wait.closed],
        "seasons": [
            (s.names.in_(language), s.says.in_(language), basis.of_facts(s.facts)) for s in wait.seasons
        ],
    }  # fmt: skip


def attachments(desk: Desk) -> list[Attachment]:
    """Return the files to upload in their order, the letter first. The Word version and the fields' texts stay behind."""
    names = [n for n in desk.files if n.startswith("submit/") and not n.startswith("submit/fields/")]
    if "attach" not in desk.plan.case.channel.letter_as:
        # Where the letter is pasted, its PDF is for the seller's own file.
        names.remove("submit/appeal-letter.pdf")
    return [
        Attachment(name, _what(name, desk), _size(len(desk.files[name])))
        for name in names
        if not name.endswith(".docx")
    ]


def _what(name: str, desk: Desk) -> str:
    """Return what a file is: an exhibit's title and what it shows, or the word for the paper."""
    for copy in desk.copies:
        if name.endswith(f"/{copy.name}"):
            return f"{copy.plan.label} · {copy.plan.title.client} · {copy.plan.shows.client}"
    for part in ("letter", "declaration", "binder"):
        if part in name:
            return desk.word(f"guide_what_{part}")
    return ""


def _size(count: int) -> str:
    """Return a number of bytes in words; as portals count, 1 KB is 1,000 bytes."""
    return f"{count / 1e6:,.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000)):,} KB"
