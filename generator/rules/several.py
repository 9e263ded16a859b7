"""Several issues in one notice: one letter for all, or one case each."""

from collections.abc import Iterator
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding
from generator.text import Text, listed


def issues(case: Case) -> tuple[str, ...]:
    """Return the ids of the violations that the points of the notice are about, in the notice's order."""
    return tuple(dict.fromkeys(allegation.violation for allegation in case.notice.allegations))


def check_several(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield how the platform wants the issues of one notice filed, where there is more than one."""
    found = issues(case)
    if len(found) < 2:
        return
    names = [case.platform.violations[id_].names for id_ in found]
    place = case.place("notice.allegations")
    values: dict[str, str | Text] = {
        "count": str(len(found)), "channel": case.channel.names,
        "issues": Text(listed([n.zh for n in names], "zh"), listed([n.en for n in names], "en")),
    }  # fmt: skip
    rule = case.channel.several
    if rule is None or rule.value == "unknown":
        yield Finding("notice.several-unknown", place, values)
    elif rule.value == "apart":
        yield Finding("notice.several-apart", place, {**values, "because": rule.because})
    else:
        yield Finding("notice.several-together", place, {**values, "because": rule.because})
