"""The case of the next round: the old case.yml with the few lines changed that a new round changes."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.errors import CaseError, Problem
from generator.source.edit import CannotEditError, Edits, plain
from generator.source.read import Document, parse_yaml

LETTER = "previous/letter.txt"
REPLY = "previous/reply.txt"


@dataclass(frozen=True)
class Step:
    """From one round to the next: when it was filed, when the reply came, until when it wants an answer."""

    filed: datetime
    replied: datetime
    deadline: datetime | None = None


def next_id(case_id: str, number: int) -> str:
    """Return the case id of a round: `EX-1` becomes `EX-1-R2`, then `EX-1-R3`. Packets keep apart by it."""
    return f"{re.sub(f'-R{number - 1}$', '', case_id)}-R{number}"


def next_case(
    document: Document, text: str, step: Step, *, changes: Sequence[str], points: Sequence[str]
) -> str:
    """Return the text of the next round's case.yml.

    `changes` are lines that say what must change, `points` lines that offer sentences of the reply as new points of the
    notice; both become comments. Raises CaseError when the old file is written in a form that can't be edited by lines.
    """
    data = document.data
    number = int(data["round"]) + 1
    edits = Edits(document, text)
    expected = deepcopy(data)
    expected.pop("new_since", None)
    expected["previous"] = _previous(step)
    notice = expected["notice"]
    try:
        if "previous" in data:
            edits.drop(("previous",))
        if "new_since" in data:
            edits.comment_out(("new_since",))
        for steps, value in (
            (("case_id",), next_id(data["case_id"], number)),
            (("round",), str(number)),
            (("notice", "received"), _moment(step.replied)),
        ):
            edits.put(steps, value)
            (expected if len(steps) == 1 else notice)[steps[-1]] = value
        deadline = ("notice", "deadline")
        if step.deadline and "deadline" in notice:
            edits.put(deadline, _moment(step.deadline))
        elif step.deadline:
            indent = edits.indent(("notice", "received"))
            edits.add_after(("notice", "received"), [f"{indent}deadline: {_moment(step.deadline)}"])
        elif "deadline" in notice:
            edits.add_after(deadline, [f"{edits.indent(deadline)}# {_DEADLINE}"])
            edits.comment_out(deadline)
        notice.pop("deadline", None)
        notice |= {"deadline": _moment(step.deadline)} if step.deadline else {}
        last = ("notice", "allegations", len(data["notice"]["allegations"]) - 1)
        mark = edits.indent(last)
        edits.add_after(last, [f"{mark}# {line}".rstrip() for line in points])
        head = [f"# {_PREVIOUS}", "previous:", *(f"  {k}: {v}" for k, v in expected["previous"].items())]
        edits.add_after(("round",), ["", *head, "", *(f"# {line}".rstrip() for line in changes)])
    except CannotEditError:
        raise by_hand(document) from None
    return checked(document, edits.text(), expected)


def checked(document: Document, text: str, expected: Mapping[str, Any]) -> str:
    """Return an edited file if it says what it should. Raises CaseError otherwise: nothing may be lost silently."""
    made, _ = parse_yaml(text.encode(), document.path)
    if made is None or made.data != expected:
        raise by_hand(document)
    return text


def by_hand(document: Document) -> CaseError:
    """Return the error for a file that only its author can change."""
    return CaseError([Problem.of("edit-form", document.place(()))])


def _previous(step: Step) -> dict[str, str]:
    return {
        "filed": _moment(step.filed), "letter": LETTER, "reply": REPLY, "replied": _moment(step.replied),
    }  # fmt: skip


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def thread(reply: str, notice: str, received: datetime) -> str:
    """Return the reply with the earlier notice below it, as a mail shows a conversation: both may be quoted."""
    return f"{reply.rstrip()}\n\n----- {_moment(received)} -----\n\n{notice.lstrip()}"


def blank_point(number: int, quote: str, languages: str) -> list[str]:
    """Return the lines of a point of the notice that is still to be filled in."""
    return [f"- id: A{number}", f"  quote: {plain(quote)}", f"  says: {languages}"]


_PREVIOUS = "上一轮 / The round before"
_DEADLINE = "上面是上一轮的期限。答复写了新期限的，改成新的 / that was the earlier deadline; write the new one if the reply names one"
