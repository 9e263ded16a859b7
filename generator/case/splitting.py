"""One case for each issue of a notice: the shared parts, and only what answers that issue."""

from collections.abc import Collection
from copy import deepcopy
from typing import Any

from generator.case.rounds import by_hand, checked
from generator.errors import CaseError, Problem
from generator.knowledge.model import Violation
from generator.source.edit import CannotEditError, Edits
from generator.source.read import Document

KINDS = ("root_cause", "corrective", "preventive")


def split_case(document: Document, text: str, violation: Violation) -> tuple[str, list[str]]:
    """Return the text of the case about one violation, and the files of its exhibits.

    Kept are its points, the answers to them and the exhibits these name; exhibits nobody names, and everything about
    notice and seller, stay in each. Raises CaseError when nothing answers the points, or the lines can't be edited.
    """
    data = document.data
    points = {
        a["id"]
        for a in data["notice"]["allegations"]
        if a.get("violation", data["violation"]) == violation.id
    }
    if not any(points.intersection(response["answers"]) for response in data["response"]):
        place = document.place(("response",))
        raise CaseError([Problem.of("split-unanswered", place, points=", ".join(sorted(points)))])
    expected = _expected(data, violation, points)
    edits = Edits(document, text)
    try:
        edits.put(("case_id",), expected["case_id"])
        edits.put(("violation",), violation.id)
        if "channel" in data and "channel" not in expected:
            edits.drop(("channel",))
        for name in data.get("details", ()):
            if "details" in expected and name not in expected["details"]:
                edits.drop(("details", name))
        if "details" in data and "details" not in expected:
            edits.drop(("details",))
        for index, allegation in enumerate(data["notice"]["allegations"]):
            if allegation["id"] not in points:
                edits.drop(("notice", "allegations", index))
        for index, response in enumerate(data["response"]):
            kept = [id_ for id_ in response["answers"] if id_ in points]
            if not kept:
                edits.drop(("response", index))
            elif kept != response["answers"]:
                edits.put_list(("response", index, "answers"), kept)
        exhibits = {exhibit["id"] for exhibit in expected["exhibits"]}
        for index, exhibit in enumerate(data["exhibits"]):
            if exhibit["id"] not in exhibits:
                edits.drop(("exhibits", index))
    except CannotEditError:
        raise by_hand(document) from None
    return checked(document, edits.text(), expected), [e["file"] for e in expected["exhibits"]]


def _expected(data: dict[str, Any], violation: Violation, points: Collection[str]) -> dict[str, Any]:
    """Return what the case about one violation must say."""
    made = deepcopy(data)
    made["case_id"] = f"{data['case_id']}-{violation.id}"
    made["violation"] = violation.id
    if made.get("channel") not in violation.channels:
        made.pop("channel", None)
    made["details"] = {name: v for name, v in made.get("details", {}).items() if name in violation.ask}
    if not made["details"]:
        del made["details"]
    made["notice"]["allegations"] = [a for a in made["notice"]["allegations"] if a["id"] in points]
    for response in made["response"]:
        response["answers"] = [id_ for id_ in response["answers"] if id_ in points]
    made["response"] = [response for response in made["response"] if response["answers"]]
    named, kept = _proofs(data), _proofs(made)
    made["exhibits"] = [e for e in made["exhibits"] if e["id"] in kept or e["id"] not in named]
    return made


def _proofs(data: dict[str, Any]) -> set[str]:
    """Return the ids of the exhibits that statements of a case name."""
    statements = [s for r in data["response"] for kind in KINDS for s in r.get(kind) or ()]
    statements += data.get("new_since") or ()
    return {id_ for statement in statements for id_ in statement.get("proof") or ()}
