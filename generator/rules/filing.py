"""Who files, through which door, and whether the violation can be appealed at all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from generator.case.model import Case, Exhibit
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding, language_name
from generator.text import Text, same

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PLACEHOLDER = re.compile(r"x{3,}|_{2,}|\?{2,}|<[^>]*>|\[[^\]]*\]|\{\{|某某|待补|○○|OOO|TBD", re.IGNORECASE)


def check_violation(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield whether an appeal is possible, and what the violation asks that the case does not tell."""
    place = case.place("violation")
    if case.violation.appealable.value == "no":
        yield Finding("violation.not-appealable", place, {"violation": case.violation.names})
    elif case.violation.appealable.value == "after-fix":
        yield Finding("violation.fix-first", place, {"violation": case.violation.names})
    for name, ask in case.violation.ask.items():
        if ask.required and name not in case.details:
            yield Finding("details.missing", case.place("details"), {"field": ask.names})
    level = case.context["enforcement"]
    if level not in case.violation.enforcement:
        values: dict[str, str | Text] = {"violation": case.violation.names, "enforcement": level}
        yield Finding("violation.enforcement-differs", case.place("context.enforcement"), values)
    if case.round > 1 and not case.new_since:
        yield Finding("round.first", case.place("round"), {"round": str(case.round)})
    if case.round == 1 and case.new_since:
        yield Finding("round.nothing-before", case.place("new_since"))


def check_parties(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield doubts about company and signatory."""
    seller = case.seller
    named = {
        "seller.company": seller.company, "seller.seller_id": same(seller.seller_id),
        "seller.store": same(seller.store), "seller.signatory.name": seller.signatory.name,
        "seller.signatory.title": seller.signatory.title, "seller.email": same(seller.email),
    }  # fmt: skip
    for field, text in named.items():
        for language in ("en", "zh", "ko"):
            if _PLACEHOLDER.search(value := text.in_(language)):
                values = {"field": field, "value": value}
                yield Finding("party.company-placeholder", case.place(field), values)
    signer, role = case.channel.signer, seller.signatory.role
    if signer in ("legal-representative", "account-holder") and role not in (
        "legal-representative",
        "account-holder",
    ):
        yield Finding(
            "party.signatory-role", case.place("seller.signatory.role"), {"role": role, "signer": signer}
        )
    if case.channel.signature == "handwritten":
        place = case.place("seller.signatory")
        yield Finding("party.signature-by-hand", place, {"channel": case.channel.names})
    if case.letter.declaration:
        place = case.place("seller.signatory")
        yield Finding("party.declaration-by-hand", place, {"signatory": seller.signatory.name})
    if not _ADDRESS.fullmatch(seller.email):
        yield Finding("party.contact-unreachable", case.place("seller.email"), {"email": seller.email})


def check_channel(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield what the channel will not take, as far as it shows before anything is made."""
    channel = case.channel
    if case.language not in channel.languages:
        values: dict[str, str | Text] = {"language": language_name(case.language), "channel": channel.names}
        yield Finding("channel.language", case.place("language"), values)
    # In a binder every exhibit becomes PDF pages; only separate files must have the channel's formats.
    for exhibit in case.exhibits if channel.exhibits_as != "binder" else ():
        filed_as = "pdf" if exhibit.media.kind == "table" else exhibit.media.format
        if filed_as not in channel.formats:
            values = {"exhibit": exhibit.id, "format": filed_as, "allowed": ", ".join(channel.formats)}
            yield Finding("channel.format", exhibit.place, values)


def check_fields(case: Case, fields: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the texts for the portal's fields. Lengths count characters, line breaks included."""
    for name, text in fields.items():
        limit = case.channel.fields[name].max_characters
        label = case.channel.fields[name].names
        if limit is not None and len(text) > limit:
            values: dict[str, str | Text] = {"field": label, "count": str(len(text)), "limit": str(limit)}
            yield Finding("channel.letter-too-long", case.place("response"), values)
        if case.channel.fields[name].required and not text.strip():
            yield Finding("channel.field-empty", case.place("notice.references"), {"field": label})
        refused = "".join(sorted({c for c in case.channel.refuses if c in text}))
        if refused:
            yield Finding(
                "channel.refused-character", case.place("response"), {"field": label, "characters": refused}
            )


def check_names(case: Case, names: Sequence[str]) -> Iterator[Finding]:
    """Yield names of filed copies that a portal may refuse, cut or overwrite."""
    for index, name in enumerate(names):
        if not _FILE_NAME.fullmatch(name) or name.casefold() in (n.casefold() for n in names[:index]):
            yield Finding("channel.file-name", case.place("exhibits"), {"file": name})


def check_sizes(
    case: Case,
    sizes: Mapping[str, int],
    pages: int,
    letter_pages: int,
    alone: Mapping[str, Exhibit] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Yield limits of the channel that the made files pass. `sizes` are bytes by file name; MB are 1,000,000 bytes.

    `alone` maps files that hold a single exhibit to it.
    """
    channel = case.channel
    place = case.place("channel")
    for file, size in sizes.items():
        if channel.max_file_mb is not None and size > channel.max_file_mb * 1_000_000:
            values = {"exhibit": file, "size": f"{size / 1e6:.1f}", "limit": str(channel.max_file_mb)}
            if file in alone:
                named = {**values, "exhibit": alone[file].id}
                yield Finding("channel.exhibit-too-big", alone[file].place, named)
            else:
                yield Finding("channel.file-too-big", place, values)
    total = sum(sizes.values())
    if channel.max_total_mb is not None and total > channel.max_total_mb * 1_000_000:
        values = {"total": f"{total / 1e6:.1f}", "limit": str(channel.max_total_mb)}
        yield Finding("channel.total-too-big", place, values)
    if channel.max_files is not None and len(sizes) > channel.max_files:
        values = {"count": str(len(sizes)), "limit": str(channel.max_files)}
        yield Finding("channel.too-many-files", place, values)
    if channel.max_pages is not None and pages > channel.max_pages:
        yield Finding("channel.pages", place, {"pages": str(pages), "limit": str(channel.max_pages)})
    if letter_pages > case.letter.max_pages:
        values = {"pages": str(letter_pages), "limit": str(case.letter.max_pages)}
        yield Finding("channel.letter-pages", place, values)
