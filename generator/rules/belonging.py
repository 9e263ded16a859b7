"""Whether a paper is about this seller and these products, or about somebody else's."""

import re
from collections.abc import Iterator

from generator.case.model import Case, Exhibit
from generator.rules.finding import Finding
from generator.rules.reading import party, told, values

_IDENTIFIER = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")


def check_belonging(case: Case, exhibit: Exhibit) -> Iterator[Finding]:
    """Yield that a paper is made out to another company, or covers none of the products in question.

    A company of the chain counts as ours where another paper names it as a supplier, or the case tells of it. Products are compared like with like:
    item numbers with item numbers, models with models, and only where both sides name some.
    """
    ours = [case.seller.company.in_(language) for language in ("en", "zh", "ko")]
    person = [case.seller.signatory.name.in_(language) for language in ("en", "zh", "ko")]
    chain = [name for e in case.exhibits if e is not exhibit for name in values(e, "supplier")]
    named = values(exhibit, "buyer", "holder")
    known = (*ours, *person, *chain)
    if named and not any(_same(k, name) for name in named for k in known) and not _told(case, named):
        shown = {"exhibit": exhibit.id, "name": "; ".join(named), "company": ours[0]}
        yield Finding("evidence.other-company", exhibit.place, shown)
    for meaning in ("items", "models"):
        wanted = _identifiers(told(case, meaning, "products"))
        covered = _identifiers(values(exhibit, meaning))
        if meaning == "items":  # a seller's own number says nothing about the marketplace's
            shapes = {_shape(item) for item in wanted}
            covered = {item for item in covered if _shape(item) in shapes}
        if wanted and covered and not wanted & covered:
            shown = {"exhibit": exhibit.id, "named": ", ".join(values(exhibit, meaning)[:5])}
            yield Finding("evidence.other-product", exhibit.place, shown)
            return


def _same(known: str, name: str) -> bool:
    """Tell whether a name of a party stands in a field, however the legal form is written."""
    return party(known) in party(name)


def _told(case: Case, names: list[str]) -> bool:
    """Tell whether the case's details speak of a company themselves, such as those of the chain or the group."""
    details = party(str(list(case.details.values())))
    return any(party(name) in details for name in names)


def _shape(item: str) -> tuple[int, bool]:
    return len(item), item.isdigit()


def _identifiers(texts: list[str]) -> set[str]:
    """Return the numbers of items or models in texts: words of at least three signs with a digit among them."""
    words = (word for text in texts for word in _IDENTIFIER.findall(text.casefold()))
    return {word for word in words if len(word) > 2 and any(c.isdigit() for c in word)}
