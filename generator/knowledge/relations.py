"""Checks between statements: menus and deadlines that fit, situations and claims that nobody forgot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.errors import Problem
from generator.knowledge.references import FilePart
from generator.source.read import Steps, dotted
from generator.source.schema import annotated

SITUATIONS = {
    "fulfilment": ("seller", "platform"),
    "brand": ("own", "reseller", "licensed"),
    "round": ("later",),
}
"""What a case may be beside its violation; each violation says what holds in every one of these."""

RESERVED_SLOTS = frozenset(("use", "done", "planned", "count", "proof", "date", "label", "en", "zh", "ko"))
"""What a statement of a case may hold beside the slots of its action."""


def check_relations(parts: Iterable[FilePart]) -> list[Problem]:
    """Return every problem between statements that are each in order alone."""
    parts = list(parts)
    whole = _Whole(parts)
    carried = dict(_carried(parts))
    problems = []
    for part in parts:
        for steps, reason, reason_zh in _relations(part, whole, carried):
            place = part.document.place(steps)
            problems.append(Problem.of("relation", place, dotted(steps), reason=reason, reason_zh=reason_zh))
    return problems


class _Whole:
    """What relations need to know of all files together."""

    def __init__(self, parts: list[FilePart]) -> None:
        def records(collection: str) -> Iterator[tuple[str, dict[str, object]]]:
            return ((id_, r) for p in parts if p.collection == collection for id_, r in p.data.items())

        self.kinds = {id_: str(action["kind"]) for id_, action in records("actions")}
        self.timed = {
            id_
            for id_, fact in records("facts")
            if re.fullmatch("[0-9]{1,4}", str(fact.get("value", "")))
            and fact.get("unit") in ("hours", "days", "working-days")
        }
        # What the builder acts on where facts disagree: every fact of a conflict, with the one that is followed.
        self.settled = {
            str(fact): str(conflict["act_on"])
            for _, conflict in records("conflicts")
            if isinstance(facts := conflict["facts"], list)
            and conflict["act_on"] in self.timed.intersection(facts)
            for fact in facts
        }


def _carried(parts: list[FilePart]) -> Iterator[tuple[str, set[str]]]:
    """Yield every claim that statements carry, with the statuses of these statements."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for steps, claim, collection in annotated(part.data, part.rule, "ref"):
            if collection == "claims":
                found.setdefault(str(claim), set()).add(str(part.data[str(steps[0])]["status"]))
    yield from found.items()


Relation = tuple[Steps, str, str]
"""Where, and what is wrong in English and Chinese."""


def _relations(part: FilePart, whole: _Whole, carried: dict[str, set[str]]) -> Iterator[Relation]:
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
        case "fees":
            for id_, record in part.data.items():
                for steps, reason, reason_zh in backward_ranges(record):
                    yield (id_, *steps), reason, reason_zh
                if "and_more" in record and record["effect"] not in ("base", "raises"):
                    yield (
                        (id_, "and_more"),
                        "only a base or a surcharge can have no end",
                        "只有基础价或加价可以没有上限",
                    )
                if "amount" in record and "currency" not in record:
                    yield (id_, "amount"), "an amount needs its `currency`", "有 amount 就必须写 currency"
        case "conflicts":
            for id_, record in part.data.items():
                facts = record["facts"]
                if isinstance(facts, list) and record["act_on"] not in facts:
                    yield (id_, "act_on"), "`act_on` must be one of `facts`", "act_on 必须是 facts 中的一条"
        case "violations":
            yield from _violation_relations(part, whole)
            yield from _forgotten_situations(part)
        case "channels":
            for id_, channel in part.data.items():
                rests = channel.get("cool_down")
                for index, fact in enumerate(rests if isinstance(rests, list) else ()):
                    if fact not in whole.timed:
                        yield (id_, "cool_down", index), *_untimed(str(fact))
        case "claims":
            for id_, claim in part.data.items():
                yield from _claim_relations(id_, claim, carried.get(id_, set()))


def backward_ranges(record: Mapping[str, Any]) -> Iterator[Relation]:
    """Yield the prices of a record that end below where they begin."""
    for name in ("amount", "percent"):
        value = record.get(name)
        if isinstance(value, list) and value[0] > value[1]:
            yield (name,), "a range goes from the lower to the higher number", "区间要从小到大写"


def _claim_relations(id_: str, claim: dict[str, object], statuses: set[str]) -> Iterator[Relation]:
    if not statuses and "left_out" not in claim:
        yield (
            (id_,), "no statement carries this claim; name it in one, or say under `left_out` why none does",
            "没有任何内容采用这条说法；请在某条内容的 claims 里写上它，或在 left_out 说明为什么不采用",
        )  # fmt: skip
    if statuses and "left_out" in claim:
        yield (
            (id_, "left_out"),
            "a statement carries this claim, so it is not left out",
            "已有内容采用这条说法，不应写 left_out",
        )
    if statuses and claim["status"] == "contradicted" and "contradicted" not in statuses:
        yield (
            (id_,), "this claim is contradicted, but every statement that carries it stands as true",
            "这条说法已被更可靠的来源否定，采用它的内容却都按成立来写",
        )  # fmt: skip


def _forgotten_situations(part: FilePart) -> Iterator[Relation]:
    """Yield every situation about which a violation says nothing."""
    contexts: Any = part.data.get("contexts") or ()
    named = {
        (name, value) for context in contexts for name, values in context["when"].items() for value in values
    }
    for name, values in SITUATIONS.items():
        for value in values:
            if (name, value) not in named:
                yield (
                    ("contexts",), f"nothing is said for {name}: {value}; give advice, or `occurs: false` with the reason",
                    f"没有说明 {name}: {value} 时怎么办；请写建议，或写 occurs: false 和原因",
                )  # fmt: skip


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


def _violation_relations(part: FilePart, whole: _Whole) -> Iterator[Relation]:
    menu = part.data["actions"]
    for kind, wanted in menu.items():
        for index, action in enumerate(wanted if isinstance(wanted, list) else []):
            if whole.kinds.get(action, kind) != kind:
                reason = f"{action} is of kind {whole.kinds[action]}"
                yield ("actions", kind, index), reason, f"{action} 的类别是 {whole.kinds[action]}"
    deadline = part.data["deadline"]
    fact = deadline.get("fact")
    if deadline["decided_by"] == "fact" and fact is None:
        yield ("deadline",), "`decided_by: fact` needs `fact`", "decided_by: fact 时必须写 fact"
    safest = whole.settled.get(str(fact))
    if safest is not None and safest != fact:
        yield (
            ("deadline", "fact"), f"the register of conflicts acts on {safest}; name that fact here too",
            f"说法不一登记表按 {safest} 办理，这里也要写它",
        )  # fmt: skip
    if fact is not None and fact not in whole.timed:
        yield ("deadline", "fact"), *_untimed(str(fact))


def _untimed(fact: str) -> tuple[str, str]:
    return (
        f"{fact} needs a whole number as value and hours, days or working-days as unit",
        f"{fact} 的 value 必须是整数，unit 必须是 hours、days 或 working-days",
    )
