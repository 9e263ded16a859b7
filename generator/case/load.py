"""Read a case: shape, ids, the slots of its actions, and its files. All problems come out together."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from generator import templating
from generator.case import files
from generator.case.model import (
    Allegation,
    Case,
    Exhibit,
    Media,
    NamedRisk,
    Notice,
    Person,
    Previous,
    Response,
    Seller,
    Statement,
)
from generator.case.practice import Practice
from generator.case.practice_file import find_practice
from generator.errors import CaseError, Place, Problem
from generator.knowledge.model import Action, Knowledge, Platform, Violation
from generator.knowledge.references import dangling
from generator.source.read import Document, Steps, dotted, read_yaml
from generator.source.schema import Rule, load_schema, rule_at
from generator.source.structure import structure
from generator.source.validate import validate
from generator.text import Text, in_language

LANGUAGES = ("zh", "en", "ko")
KINDS = ("root_cause", "corrective", "preventive")
COMMON = ("platforms", "evidence", "actions", "risks")

_TEXT: Rule = {
    "type": ["string", "dict"],
    "schema": {
        "en": {"type": "string", "required": True},
        "zh": {"type": "string", "required": True},
        "ko": {"type": "string"},
    },
}
SLOT_RULES: dict[str, Rule] = {
    "text": _TEXT, "integer": {"type": "integer"}, "number": {"type": "number"}, "percent": {"type": "number"},
    "date": {"type": "date"}, "time": {"type": "string", "regex": "([01][0-9]|2[0-3]):[0-5][0-9]"},
    "list": {"type": "list", "schema": _TEXT}, "choice": {"type": "string"},
}  # fmt: skip
"""The schema rule of every type a slot or a detail can have. An item of a list is a name or number, or a text."""

FIELD_RULES = {**SLOT_RULES, "list": {"type": "list", "schema": {"type": "string"}}}
"""The same for the fields of a paper, whose lists repeat what stands on it."""


def load_case(
    path: Path, knowledge: Knowledge, shown: str | None = None, practice: Practice | None = None
) -> Case:
    """Return the case in the file `path`. Raises CaseError with every problem of the case and its files.

    `practice` stands in for a practice file beside the case.
    """
    shown = shown or path.as_posix()
    document, problems = read_yaml(path, shown)
    if document is None:
        raise CaseError(problems)
    return load_document(path, document, knowledge, problems, practice)


def load_document(
    path: Path,
    document: Document,
    knowledge: Knowledge,
    problems: Collection[Problem] = (),
    practice: Practice | None = None,
) -> Case:
    """Return the case in a document that was read from `path`, whose folder holds the case's files.

    `problems` are those of the reading. Raises CaseError with every problem of the case and its files.
    """
    data, found = validate(document, load_schema("case"))
    problems = [*problems, *found]
    if problems:
        # The rest needs a case of the right shape; what is wrong with ids and slots comes with the next run.
        raise CaseError(problems)
    problems += dangling(document, data, load_schema("case"), lambda name: _known(name, data, knowledge))
    if data["platform"] not in knowledge.platforms:
        # Channels, policies and the rest hang on the platform; only the cause is told.
        problems = [p for p in problems if dict(p.details)["collection"] in COMMON]
    if problems:
        raise CaseError(problems)
    return _Loader(path, document, data, knowledge, practice).load()


def _known(collection: str, data: Mapping[str, Any], knowledge: Knowledge) -> Collection[str]:
    """Return the ids of a collection that this case may name."""
    if collection in COMMON:
        return list(getattr(knowledge, collection))
    platform = knowledge.platforms.get(data["platform"])
    if platform is None:
        return []
    if collection == "channels" and data["violation"] in platform.violations:
        return platform.violations[data["violation"]].channels
    return list(getattr(platform, collection))


class _Loader:
    """Turns one case's typed data into the model, collecting problems on the way."""

    def __init__(
        self,
        path: Path,
        document: Document,
        data: dict[str, Any],
        knowledge: Knowledge,
        practice: Practice | None,
    ) -> None:
        self.folder = path.parent
        self.practice = practice
        self.document = document
        self.data = data
        self.knowledge = knowledge
        self.platform: Platform = knowledge.platforms[data["platform"]]
        self.violation: Violation = self.platform.violations[data["violation"]]
        self.problems: list[Problem] = []

    def load(self) -> Case:
        data = self.data
        channel = self.platform.channels[data.get("channel") or self.violation.channels[0]]
        details = self._part(("details",), self._ask_rule()) if "details" in data else {}
        asked = {id_: {"type": "boolean", "nullable": True} for id_ in self.knowledge.confirmations}
        conduct = self._part(("conduct",), {"type": "dict", "schema": asked}) if "conduct" in data else {}
        notice = self._notice()
        responses = tuple(self._response(index) for index in range(len(data["response"])))
        exhibits = [self._exhibit(index) for index in range(len(data["exhibits"]))]
        self._repeated("exhibits", [e["id"] for e in data["exhibits"]])
        self._repeated("notice.allegations", [a["id"] for a in data["notice"]["allegations"]])
        practice = self._practice()
        previous = self._previous()
        if self.problems:
            raise CaseError(self.problems)
        seller = data["seller"]
        signatory = seller["signatory"]
        return Case(
            id=data["case_id"], folder=self.folder, path=self.document.path,
            platform=self.platform, violation=self.violation,
            marketplace=self.platform.marketplaces[data["marketplace"]], channel=channel,
            letter=self.platform.letters[channel.letter or self.violation.letter],
            language=data.get("language") or channel.languages[0],
            client_language=data.get("client", {}).get("language")
            or (practice.client_language if practice else None) or "zh",
            round=data["round"],
            context={**data["context"], "round": "first" if data["round"] == 1 else "later"},
            notice=notice,
            seller=Seller(
                company=_text(seller["company"]), seller_id=seller["seller_id"], store=seller["store"],
                signatory=Person(_text(signatory["name"]), _text(signatory["title"]), signatory["role"]),
                email=seller["email"],
            ),
            details=details, responses=responses, exhibits=tuple(e for e in exhibits if e), new_since=self._new_since(),
            places={dotted(steps): Place(self.document.path, *mark) for steps, mark in
                    {**self.document.values, **self.document.keys}.items() if steps},
            practice=practice, previous=previous, mask=tuple(data.get("mask", ())),
            conduct={id_: answer for id_, answer in conduct.items() if answer is not None},
            risks=tuple(self._risk(index) for index in range(len(data.get("risks", ())))),
        )  # fmt: skip

    def _practice(self) -> Practice | None:
        if self.practice:
            return self.practice
        try:
            shown = self.document.path.rpartition("/")[0] or "."
            return find_practice(self.folder, shown, self.knowledge)
        except CaseError as error:
            self.problems += error.problems
            return None

    def _risk(self, index: int) -> NamedRisk:
        data = self.data["risks"][index]
        note = _text(data["note"]) if "note" in data else None
        place = self.document.place(("risks", index))
        return NamedRisk(self.knowledge.risks[data["id"]], place, tuple(data.get("exhibits", ())), note)

    def _part(self, steps: Steps, rule: Rule) -> Any:
        """Return one part of the case checked against a rule made for it."""
        data, problems = validate(self.document, rule, steps)
        self.problems += problems
        return data

    def _ask_rule(self) -> Rule:
        """Return the rule of `details`: what the violation asks. What is missing is a finding, not a mistake of form."""
        fields = {}
        for name, ask in self.violation.ask.items():
            fields[name] = {**SLOT_RULES[ask.type], **({"allowed": list(ask.choices)} if ask.choices else {})}
        return {"type": "dict", "schema": fields}

    def _notice(self) -> Notice:
        data = self.data["notice"]
        allegations = tuple(
            Allegation(
                id=a["id"], quote=a["quote"], says=_text(a["says"]), count=a.get("count"),
                items=tuple(a.get("items", ())), violation=a.get("violation") or self.violation.id,
                place=self.document.place(("notice", "allegations", index)),
            )
            for index, a in enumerate(data["allegations"])
        )  # fmt: skip
        return Notice(
            received=data["received"], file=data["file"], text=self._text_of(("notice", "file"), data["file"]), allegations=allegations,
            deadline=data.get("deadline"), references=data.get("references", {}),
            policies=tuple(data.get("policies", ())), clauses=tuple(data.get("clauses", ())),
        )  # fmt: skip

    def _text_of(self, steps: Steps, file: str) -> str:
        """Return the text of a file that the case names at `steps`."""
        text = files.read_text(self.folder, file, self.document.place(steps))
        if isinstance(text, Problem):
            self.problems.append(text)
            return ""
        return text

    def _previous(self) -> Previous | None:
        data = self.data.get("previous")
        if data is None:
            return None
        letter, reply = (
            self._text_of(("previous", name), data[name]) if name in data else ""
            for name in ("letter", "reply")
        )
        named = tuple(data[name] for name in ("letter", "reply") if name in data)
        return Previous(data["filed"], letter, reply, data.get("replied"), named)

    def _response(self, index: int) -> Response:
        data = self.data["response"][index]
        statements = [
            self._statement(("response", index, kind, number), kind)
            for kind in KINDS
            for number in range(len(data.get(kind, ())))
        ]
        place = self.document.place(("response", index))
        return Response(tuple(data["answers"]), tuple(s for s in statements if s), place)

    def _new_since(self) -> tuple[Statement, ...]:
        lines = enumerate(self.data.get("new_since", ()))
        return tuple(
            self._made("new", self.document.place(("new_since", index)), data, _text(data), _text(data), None)
            for index, data in lines
        )

    def _statement(self, steps: Steps, kind: str) -> Statement | None:
        """Return one statement; its slots are checked against the action it uses."""
        rule = rule_at(load_schema("case"), steps)
        written = self.data["response"][steps[1]][kind][steps[3]]
        place = self.document.place(steps)
        common = {name: rule["schema"][name] for name in ("use", "done", "planned", "count", "proof")}
        before = len(self.problems)
        if "use" not in written:
            self._part(steps, {"type": "dict", "schema": rule["schema"]})
            if not {"en", "zh", "label"} <= written.keys():
                self.problems.append(Problem.of("statement-form", place, dotted(steps)))
            if len(self.problems) > before:
                return None
            return self._made(kind, place, written, _text(written), _text(written["label"]), None)
        action = self.knowledge.actions[written["use"]]
        slots = {name: SLOT_RULES[type_.rstrip("?")] for name, type_ in action.slots.items()}
        data = self._part(steps, {"type": "dict", "schema": {**common, **slots}})
        for name, type_ in action.slots.items():
            if name not in written and not type_.endswith("?"):
                problem = Problem.of(
                    "slot-missing", place, dotted(steps), action=action.id, slot=name, type=type_
                )
                self.problems.append(problem)
        if len(self.problems) > before:
            return None
        return self._made(kind, place, data, *_filled(action, data), action)

    def _made(
        self, kind: str, place: Place, data: Mapping[str, Any], says: Text, label: Text, action: Action | None
    ) -> Statement:
        return Statement(
            kind=kind, says=says, label=label, place=place, action=action, done=data.get("done"),
            planned=data.get("planned"), count=data.get("count"), proof=tuple(data.get("proof", ())),
            slots={name: data[name] for name in (action.slots if action else ()) if name in data},
        )  # fmt: skip

    def _exhibit(self, index: int) -> Exhibit | None:
        data = self.data["exhibits"][index]
        kind = self.knowledge.evidence[data["kind"]]
        fields = {}
        if "fields" in data:
            rules = {name: FIELD_RULES[f.type] for name, f in kind.fields.items()}
            fields = self._part(("exhibits", index, "fields"), {"type": "dict", "schema": rules})
        place = self.document.place(("exhibits", index, "file"))
        path = files.find(self.folder, data["file"], place)
        media: Media | Problem = (
            path if isinstance(path, Problem) else files.describe(path, data["file"], place)
        )
        if isinstance(path, Problem) or isinstance(media, Problem):
            self.problems.append(media)  # type: ignore[arg-type]  # a refused path is handed on as the media
            return None
        return Exhibit(
            id=data["id"], kind=kind, file=data["file"], path=path, media=media, shows=_text(data["shows"]),
            language=data["language"], place=self.document.place(("exhibits", index)), issued=data.get("issued"),
            expires=data.get("expires"), screenshot=data.get("screenshot", False), signed=data.get("signed"), fields=fields,
        )  # fmt: skip

    def _repeated(self, where: str, ids: list[str]) -> None:
        """Report ids that are used twice in a list of the case."""
        for index, id_ in enumerate(ids):
            if id_ in ids[:index]:
                steps: Steps = (*where.split("."), index, "id")
                other = f"{where}[{ids.index(id_)}]"
                self.problems.append(
                    Problem.of("id-repeated", self.document.place(steps), dotted(steps), got=id_, other=other)
                )


def _text(data: Mapping[str, Any]) -> Text:
    return structure({name: data[name] for name in LANGUAGES if name in data}, Text)


def _filled(action: Action, data: Mapping[str, Any]) -> tuple[Text, Text]:
    """Return an action's sentence and label in three languages, with the case's slots in place."""
    day = data.get("done") or data.get("planned")
    chosen = action.says or (action.planned if data.get("planned") and not data.get("done") else action.done)
    if chosen is None or (action.says is None and day is None):
        # Without a date, or planned where that can't be: a finding says so; until then its name stands for it.
        return action.names, action.names
    return _fill(chosen, action, data, day), _fill(action.label, action, data, day)


def _fill(template: Text, action: Action, data: Mapping[str, Any], day: Any) -> Text:
    filled = {}
    for language in (language for language in LANGUAGES if template.has(language)):
        values: dict[str, Any] = {"date": day}
        for name in action.slots:
            values[name] = in_language(data.get(name), language)
        filled[language] = templating.fill(template.in_(language), language, values)
    return Text(**filled)
