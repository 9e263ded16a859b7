"""Checks on the whole set: ids that are named exist, texts can be filled, statements agree with each other."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any, Protocol

from generator.errors import Problem
from generator.source.read import Document, Steps, dotted
from generator.source.schema import Rule, annotated
from generator.source.validate import closest
from generator.templating import check_snippet

GLOBAL = (
    "sources",
    "glossary",
    "evidence",
    "actions",
    "wording",
    "checks",
    "conflicts",
    "ui",
    "privacy",
    "facts",
)
"""Collections whose ids hold for the whole knowledge base; all others belong to one platform."""


RESERVED_SLOTS = frozenset(("use", "done", "planned", "count", "proof", "date", "label", "en", "zh", "ko"))
"""What a statement of a case may hold beside the slots of its action."""


class FilePart(Protocol):
    """What these checks need of one file."""

    @property
    def collection(self) -> str: ...  # noqa: D102
    @property
    def platform(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def document(self) -> Document: ...  # noqa: D102
    @property
    def rule(self) -> Rule: ...  # noqa: D102
    @property
    def data(self) -> dict[str, dict[str, object]]: ...  # noqa: D102


class Ids:
    """Every id there is, by collection and platform, with the file that owns it."""

    def __init__(self, parts: Iterable[FilePart]) -> None:
        """Collect the ids; an id used twice becomes one of `problems`."""
        self.problems: list[Problem] = []
        self._owner: dict[tuple[str, str], dict[str, str]] = {}
        for part in parts:
            for collection, ids in _ids_of(part):
                scope = "" if collection in GLOBAL else part.platform
                known = self._owner.setdefault((collection, scope), {})
                for id_ in ids:
                    if id_ in known:
                        place = part.document.key_place((id_,))
                        self.problems.append(Problem.of("id-twice", place, id_, got=id_, other=known[id_]))
                    known.setdefault(id_, part.document.path)

    def known(self, collection: str, platform: str) -> list[str]:
        """Return the ids of a collection that a file of `platform` may name."""
        scope = "" if collection in GLOBAL or collection == "platforms" else platform
        return list(self._owner.get((collection, scope), {}))


def dangling(
    document: Document, data: object, rule: Rule, known: Callable[[str], Collection[str]]
) -> Iterator[Problem]:
    """Yield a problem for every id in a document that names nothing; `known` gives the ids of a collection."""
    for steps, value, collection in annotated(data, rule, "ref"):
        ids = known(collection)
        if value not in ids:
            yield Problem.of(
                "dangling-id", document.place(steps), dotted(steps),
                collection=collection, got=value, guess=closest(value, ids),
            )  # fmt: skip


def _ids_of(part: FilePart) -> Iterator[tuple[str, list[str]]]:
    if part.collection == "platform":
        yield "letters", list(part.data["letters"])
        yield "marketplaces", list(part.data["marketplaces"])
    elif part.collection == "violations":
        yield "violations", [part.name]
    else:
        yield part.collection, list(part.data)


def check_references(parts: Iterable[FilePart]) -> list[Problem]:
    """Return every problem that shows only when all files are seen together."""
    parts = list(parts)
    ids = Ids(parts)
    problems = [*ids.problems, *_untranslated(parts)]
    kinds = {
        id_: str(record["kind"]) for p in parts if p.collection == "actions" for id_, record in p.data.items()
    }
    timed = {
        id_
        for p in parts
        if p.collection == "facts"
        for id_, fact in p.data.items()
        if re.fullmatch("[0-9]{1,4}", str(fact.get("value", "")))
        and fact.get("unit") in ("hours", "days", "working-days")
    }
    # What the builder acts on where facts disagree: every fact of a conflict, with the one that is followed.
    settled = {
        str(fact): str(conflict["act_on"])
        for p in parts
        if p.collection == "conflicts"
        for conflict in p.data.values()
        if isinstance(facts := conflict["facts"], list) and conflict["act_on"] in timed.intersection(facts)
        for fact in facts
    }
    for part in parts:
        known = partial(ids.known, platform=part.platform)
        problems.extend(dangling(part.document, part.data, part.rule, known))
        for steps, reason, reason_zh in _relations(part, kinds, timed, settled):
            place = part.document.place(steps)
            problems.append(Problem.of("relation", place, dotted(steps), reason=reason, reason_zh=reason_zh))
    return problems


def _untranslated(parts: list[FilePart]) -> Iterator[Problem]:
    """Yield every text that reaches a paper filed in Korean and has no Korean."""
    korean = {
        p.platform
        for p in parts
        if p.collection == "channels" and any("ko" in _texts(c.get("languages")) for c in p.data.values())
    }
    menus = [p.data["actions"] for p in parts if p.collection == "violations" and p.platform in korean]
    used = {action for menu in menus for actions in menu.values() for action in _texts(actions)}
    for part in parts:
        if part.platform not in korean and part.collection != "actions":
            continue
        for steps, text, _ in annotated(part.data, part.rule, "filed"):
            if "ko" not in text and (part.collection != "actions" or steps[0] in used):
                place = part.document.key_place(steps)
                yield Problem.of("missing-translation", place, dotted(steps), language="ko", key="ko")


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def check_templates(part: FilePart) -> Iterator[Problem]:
    """Try every text with slots, in each language it exists in."""
    for steps, text, slots in annotated(part.data, part.rule, "template"):
        if slots == "slots":
            record = part.data[str(steps[0])]
            written = record.get("slots", {})
            known = {str(k): str(v) for k, v in written.items()} if isinstance(written, dict) else {}
            if record["kind"] != "root_cause":
                known["date"] = "date"
        else:
            # The packet fills every one of these, if need be with "".
            known = dict.fromkeys(slots.split(","), "text")
        language = str(steps[-1]) if steps[-1] in ("zh", "en", "ko") else "en"
        if reason := check_snippet(text, language, known):
            yield Problem.of("bad-template", part.document.place(steps), dotted(steps), reason=reason)


Relation = tuple[Steps, str, str]
"""Where, and what is wrong in English and Chinese."""


def _relations(
    part: FilePart, kinds: dict[str, str], timed: set[str], settled: dict[str, str]
) -> Iterator[Relation]:
    """Yield the statements of a file that contradict each other."""
    match part.collection:
        case "actions":
            for id_, action in part.data.items():
                slots = action.get("slots")
                for name in sorted(RESERVED_SLOTS.intersection(slots if isinstance(slots, dict) else ())):
                    reason = f"a case uses the word {name} itself; call the slot another"
                    yield (id_, "slots", name), reason, f"{name} 在案件里另有用途，请换一个名称"
                texts = ("says",) if action["kind"] == "root_cause" else ("done",)
                wrong = ("done", "planned") if action["kind"] == "root_cause" else ("says",)
                for name in (n for n in texts if n not in action):
                    yield (
                        (id_,),
                        f"an action of kind {action['kind']} needs {name}",
                        f"{action['kind']} 类动作必须有 {name}",
                    )
                for name in (n for n in wrong if n in action):
                    yield (
                        (id_, name),
                        f"{action['kind']} takes no {name}",
                        f"{action['kind']} 类动作不能写 {name}",
                    )
        case "evidence":
            yield from _specimen_relations(part)
        case "facts" | "pitfalls" | "faq":
            for id_, record in part.data.items():
                if record["status"] == "contradicted" and "otherwise" not in record:
                    yield (
                        (id_,), "a contradicted statement needs `otherwise`: what is right instead",
                        "status 为 contradicted 时必须写 otherwise（正确的说法）",
                    )  # fmt: skip
                if str(record.get("from", "")) > str(record.get("to", "9999")):
                    yield (id_, "to"), "`to` lies before `from`", "to 早于 from"
        case "conflicts":
            for id_, record in part.data.items():
                facts = record["facts"]
                if isinstance(facts, list) and record["act_on"] not in facts:
                    yield (id_, "act_on"), "`act_on` must be one of `facts`", "act_on 必须是 facts 中的一条"
        case "violations":
            yield from _violation_relations(part, kinds, timed, settled)


def _specimen_relations(part: FilePart) -> Iterator[Relation]:
    """Yield every note of a specimen that points at nothing, or where another note points already."""
    for id_, record in part.data.items():
        specimen: Any = record.get("specimen") or {}
        for side in (side for side in ("good", "poor") if side in specimen):
            sheet = specimen[side]
            free = {"heading", *sheet.get("marks", ()), *(str(n + 1) for n in range(len(sheet["lines"])))}
            for index, note in enumerate(sheet["notes"]):
                if note["at"] not in free:
                    reason = f"{note['at']} is not there, or has a note already"
                    yield (
                        (id_, "specimen", side, "notes", index, "at"), reason, f"{note['at']} 不存在，或已有批注",
                    )  # fmt: skip
                free.discard(note["at"])


def _violation_relations(
    part: FilePart, kinds: dict[str, str], timed: set[str], settled: dict[str, str]
) -> Iterator[Relation]:
    menu = part.data["actions"]
    for kind, wanted in menu.items():
        for index, action in enumerate(wanted if isinstance(wanted, list) else []):
            if kinds.get(action, kind) != kind:
                reason = f"{action} is of kind {kinds[action]}"
                yield ("actions", kind, index), reason, f"{action} 的类别是 {kinds[action]}"
    deadline = part.data["deadline"]
    fact = deadline.get("fact")
    if deadline["decided_by"] == "fact" and fact is None:
        yield ("deadline",), "`decided_by: fact` needs `fact`", "decided_by: fact 时必须写 fact"
    safest = settled.get(str(fact))
    if safest is not None and safest != fact:
        yield (
            ("deadline", "fact"), f"the register of conflicts acts on {safest}; name that fact here too",
            f"说法不一登记表按 {safest} 办理，这里也要写它",
        )  # fmt: skip
    if fact is not None and fact not in timed:
        yield (
            ("deadline", "fact"), f"{fact} needs a whole number as value and hours, days or working-days as unit",
            f"{fact} 的 value 必须是整数，unit 必须是 hours、days 或 working-days",
        )  # fmt: skip
