"""Checks on the whole set: ids that are named exist, texts can be filled, Korean stands where it is filed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Protocol

from generator.errors import Problem
from generator.likeness import closest
from generator.source.read import Document, dotted
from generator.source.schema import Rule, annotated
from generator.templating import check_snippet

GLOBAL = (
    "sources",
    "claims",
    "glossary",
    "evidence",
    "actions",
    "wording",
    "checks",
    "confirmations",
    "conflicts",
    "ui",
    "privacy",
    "marks",
    "risks",
    "characters",
    "facts",
)
"""Collections whose ids hold for the whole knowledge base; all others belong to one platform."""


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
    for part in parts:
        known = partial(ids.known, platform=part.platform)
        problems.extend(dangling(part.document, part.data, part.rule, known))
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
