"""A plan fit for showing to others: names, numbers, addresses and amounts masked once, before anything is rendered.

What a case itself names (seller, signatory, references, items, files, names in the fields of its papers) is masked
wherever it stands, in every language; what only has the shape of a number, an amount or a name is masked by
content/privacy.yml. The mask is applied to the plan and not to the case, so that the findings are those of the real case.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from generator.case.model import Case, Exhibit, Statement
from generator.case.practice import Practice
from generator.errors import Place
from generator.knowledge.model import Knowledge
from generator.packet.plan import ExhibitPlan, Plan, PortalText
from generator.text import Text, file_name, same

LANGUAGES = ("zh", "en", "ko")
FILED = frozenset(("filed", "quote"))
"""Fields of records that hold words in the letter's language; all others are read by the client."""

KEPT = frozenset(
    ("id", "key", "of", "kind", "group", "result", "role", "language", "client_language", "answers", "proof")
)
"""Fields that name things within the program; nothing of them is free text."""

SHORT = 4
"""A value of fewer characters is masked only where it stands alone: a store called Li must not mask Lithium."""

BLANK = "[…]"
_UNNAMED = same("…")
_PLACE = 0xF0000  # private use: no typeface has it, so no text of a packet does

CASE, NOTICE = "case.yml", "notice.txt"
"""What the case's own files are called in a redacted packet, whatever they are called here."""

_Record = TypeVar("_Record")


def redact(plan: Plan, knowledge: Knowledge) -> Plan:
    """Return the plan with everything masked by which the client, his buyers or his suppliers could be known."""
    # Papers left out and what they would have proved are told of in the client's papers.
    papers = (*plan.case.exhibits, *(a.exhibit for a in plan.aside))
    mask = Mask(replace(plan.case, exhibits=papers), knowledge, plan.unproved)
    case = plan.case
    exhibits = {e.id: _exhibit(e, mask) for e in case.exhibits}
    masked = mask.record(replace(plan, exhibits=(), fields=(), aside=(), case=replace(case, exhibits=())))
    return replace(
        masked, draft=True, redacted=True,
        exhibits=tuple(_exhibit_plan(e, exhibits[e.exhibit.id], n, mask) for n, e in enumerate(plan.exhibits, 1)),
        fields=tuple(_field(field, mask) for field in plan.fields),
        aside=tuple(replace(a, exhibit=_exhibit(a.exhibit, mask), why=mask.record(a.why)) for a in plan.aside),
        case=replace(
            masked.case, id=redacted_id(case), folder=Path(), path=CASE, exhibits=tuple(exhibits.values()),
            notice=replace(masked.case.notice, file=NOTICE, text=""), places={},
        ),
    )  # fmt: skip


def redacted_id(case: Case) -> str:
    """Return a name for the copy that is the same each time and tells nothing of the client."""
    secret = "\n".join((case.id, case.seller.company.zh, case.seller.seller_id, case.seller.email))
    return f"redacted-{hashlib.sha256(secret.encode()).hexdigest()[:8]}"


class Mask:
    """Masks texts of one case."""

    def __init__(self, case: Case, knowledge: Knowledge, further: Sequence[Statement] = ()) -> None:
        """Take the case with all its exhibits, what is known, and statements that stand beside the case's own."""
        self.case = case
        self.further = further
        self.knowledge = knowledge
        self._shapes = [
            (re.compile(text), kind.names) for kind in knowledge.privacy.values() for text in kind.texts
        ]
        values = [(value, names) for value, names in self._values() if any(map(str.isalnum, value))]
        self._known = {value.casefold(): names for value, names in values}
        longest = sorted({value for value, _ in values}, key=lambda value: (-len(value), value))
        self._pattern = re.compile("|".join(map(_alone, longest)) or r"(?!)", re.IGNORECASE)

    def text(self, text: str, language: str) -> str:
        """Return a text in `language` with every known value and every telling shape masked."""
        masks: list[Text] = []

        def hold(names: Text) -> str:
            """Return a character nobody writes, so that no shape is seen in what stands there already."""
            masks.append(names)
            return chr(_PLACE + len(masks) - 1)

        text = self._pattern.sub(lambda found: hold(self._known.get(found[0].casefold(), _UNNAMED)), text)
        for pattern, names in self._shapes:
            text = pattern.sub(lambda _, names=names: hold(names), text)  # type: ignore[misc]
        return "".join(
            self._token(masks[at], language)
            if 0 <= (at := ord(character) - _PLACE) < len(masks)
            else character
            for character in text
        )

    def both(self, text: Text) -> Text:
        """Return a text masked in each of its languages."""
        return Text(
            self.text(text.zh, "zh"), self.text(text.en, "en"), self.text(text.ko, "ko") if text.ko else None
        )

    def record(self, record: _Record) -> _Record:
        """Return a record of the case or the plan with every text in it masked."""
        return self._masked(record, self.case.client_language)  # type: ignore[no-any-return]

    def _masked(self, value: Any, language: str) -> Any:
        match value:
            case str():
                return self.text(value, language)
            case Text():
                return self.both(value)
            case Place():
                return replace(value, path=self.text(PurePosixPath(value.path).name, language))
            case Mapping():
                return {
                    key: self._masked(v, key if key in LANGUAGES else language) for key, v in value.items()
                }
            case tuple() | list():
                return type(value)(self._masked(inner, language) for inner in value)
            case Practice():
                return value
            case _ if is_dataclass(value) and not _is_public(value):
                return replace(value, **{  # type: ignore[type-var]
                    field.name: self._masked(getattr(value, field.name), self.case.language if field.name in FILED else language)
                    for field in fields(value) if field.name not in KEPT
                })  # fmt: skip
        return value

    def _token(self, names: Text, language: str) -> str:
        """Return what stands in place of a value, unless it would itself give one away."""
        token = names.in_(language)
        if self._pattern.search(token):
            return BLANK
        return token if "." in token else f"[{token}]"

    def _word(self, key: str, **values: Any) -> Text:
        word = self.knowledge.word
        return Text(*(word(key, language, **values) for language in LANGUAGES))

    def _values(self) -> Iterator[tuple[str, Text]]:
        """Yield what the case itself names, with what stands in its place. Of two for one value the last counts."""
        case, seller = self.case, self.case.seller
        statements = (*case.statements, *case.new_since, *self.further)
        holders = (case.details, *(e.fields for e in case.exhibits), *(s.slots for s in statements))
        named = [*case.mask, *(value for holder in holders for value in _names(holder.values()))]
        for number, value in enumerate(dict.fromkeys(named), 1):
            yield value, self._word("redact_value", n=number)
        items = dict.fromkeys(item for a in case.notice.allegations for item in a.items)
        for number, value in enumerate(items, 1):
            yield value, self._word("redact_item", n=number)
        for number, value in enumerate(case.notice.references.values(), 1):
            yield value, self._word("redact_reference", n=number)
        single = {
            "redact_company": seller.company, "redact_signatory": seller.signatory.name,
            "redact_seller_id": same(seller.seller_id), "redact_store": same(seller.store),
            "redact_mail": same(seller.email), "redact_case": same(case.id),
        }  # fmt: skip
        for key, text in single.items():
            for language in LANGUAGES:
                yield text.in_(language), self._word(key)
        files = {case.path: CASE, case.notice.file: NOTICE, **{e.file: _original(e) for e in case.exhibits}}
        for file, shown in files.items():
            for name in (file, PurePosixPath(file).name):
                if name != shown:
                    yield name, same(shown)


def _alone(value: str) -> str:
    pattern = re.escape(value)
    if len(value) >= SHORT or not value.isascii():
        return pattern
    return rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"


def _names(values: Iterable[Any]) -> Iterator[str]:
    """Yield the names and numbers among values of a case: every word of one begins like one.

    Of a value in several languages the English one decides, since only there names differ from other words.
    """
    for value in values:
        if isinstance(value, str):
            yield from (part.strip() for part in re.split(r"[,;、，；]", value) if _is_name(part))
        elif isinstance(value, Mapping):
            if _is_name(value["en"]):
                yield from value.values()
        elif isinstance(value, list | tuple):
            yield from _names(value)


_DAY = re.compile(r"(\d{1,2} )?[A-Z][a-z]+ (\d{1,2}, )?\d{4}")
_TELLING = re.compile(r"[^\W\d_]|\d{5}")


def _is_name(text: str) -> bool:
    """Tell whether a value is a name or a number by which something can be found; times, days and counts are not."""
    text = text.strip()
    if len(text) < (3 if text.isascii() else 2) or _DAY.fullmatch(text) or not _TELLING.search(text):
        return False
    return all(not word[0].islower() or any(map(str.isdigit, word)) for word in text.split())


def _is_public(record: Any) -> bool:
    """Tell whether a record is the knowledge base's: the same for every client."""
    return bool(type(record).__module__ == "generator.knowledge.model")


def _original(exhibit: Exhibit) -> str:
    return f"{exhibit.id}.{exhibit.media.format}"


def _exhibit(exhibit: Exhibit, mask: Mask) -> Exhibit:
    """Return an exhibit without its file: its name tells what kind of paper it is, its content is gone."""
    media = replace(exhibit.media, sha256="", rows=(), size=0)
    masked = mask.record(replace(exhibit, media=media, fields={}))
    return replace(masked, file=_original(exhibit), path=Path())


def _exhibit_plan(plan: ExhibitPlan, exhibit: Exhibit, number: int, mask: Mask) -> ExhibitPlan:
    file = file_name(f"{number:02}_{exhibit.kind.file_stem}")
    return replace(
        plan, exhibit=exhibit, title=mask.record(plan.title), shows=mask.record(plan.shows), file=file
    )


def _field(field: PortalText, mask: Mask) -> PortalText:
    return replace(field, text=mask.text(field.text, mask.case.language))
