"""Many stopped listings: which group is answered first, what can be appealed at all, and the next date of each listing."""

from dataclasses import dataclass
from datetime import datetime

from generator.case.listings import Group, Listing, ManyListings
from generator.clock import end_of
from generator.knowledge.model import Knowledge
from generator.rules.deadlines import Deadlines, deadlines_of
from generator.rules.review import review


@dataclass(frozen=True)
class GroupHealth:
    """One group in the advised order. `letter` is the number of its letter; None where none is filed.

    `why` is `deadline`, `ready` or `size` (what put it before the next one), `errors` how many findings forbid filing.
    """

    group: Group
    deadlines: Deadlines
    appealable: str
    errors: int
    letter: int | None
    why: str


@dataclass(frozen=True)
class Next:
    """What comes next for one listing: `what` is a small word's key, `when` None where no date is known."""

    what: str
    when: datetime | None


def health(many: ManyListings, knowledge: Knowledge, now: datetime) -> tuple[GroupHealth, ...]:
    """Return the groups in the order in which their letters should go out, those without a letter last.

    The earliest hard deadline goes first, because it can't be made good; then what is ready before what has errors; then the
    larger group, because it brings back more.
    """
    known = [
        (
            group,
            deadlines_of(group.case),
            sum(f.severity(knowledge) == "error" for f in review(group.case, knowledge, now)),
        )
        if group.case.responses
        else (group, deadlines_of(group.case), 0)
        for group in many.groups
    ]
    known.sort(key=lambda k: (not _answered(k[0]), *_order(*k)))
    rows = []
    for number, (group, dates, errors) in enumerate(known, 1):
        after = known[number] if number < len(known) else None
        why = _why((group, dates, errors), after)
        letter = number if _answered(group) else None
        rows.append(GroupHealth(group, dates, group.case.violation.appealable.value, errors, letter, why))
    return tuple(rows)


def _answered(group: Group) -> bool:
    return bool(group.case.responses) and group.case.violation.appealable.value != "no"


def _order(group: Group, dates: Deadlines, errors: int) -> tuple[float, bool, int, str]:
    moment = dates.hard.timestamp() if dates.hard else float("inf")
    return moment, errors > 0, -len(group.listings), group.id


def _why(one: tuple[Group, Deadlines, int], after: tuple[Group, Deadlines, int] | None) -> str:
    if after is None or not _answered(after[0]):
        return ""
    here, there = _order(*one), _order(*after)
    return "deadline" if here[0] < there[0] else "ready" if here[1] < there[1] else "size"


def next_of(listing: Listing, row: GroupHealth, now: datetime) -> Next:
    """Return what comes next for a listing, with its date in the platform's zone."""
    platform = row.group.case.platform
    if listing.state in ("restored", "closed"):
        return Next(f"listing_next_{listing.state}", None)
    if listing.state == "filed" and listing.filed:
        last = platform.clock.office.add(listing.filed, platform.reply_window.max_working_days)
        return Next("listing_next_reply", end_of(last, platform.clock.zone))
    if row.appealable == "no":
        return Next("listing_next_not_appealable", None)
    if row.deadlines.hard is not None and now >= row.deadlines.hard:
        return Next("listing_next_late", row.deadlines.hard)
    late = row.deadlines.safe is not None and now >= row.deadlines.safe
    when = row.deadlines.hard if late else row.deadlines.safe
    if row.letter is None:
        return Next("listing_next_write", when)
    return Next("listing_next_mend" if row.errors else "listing_next_file", when)
