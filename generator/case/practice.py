"""The consultant's own file: name, contact, prices and look of the client's papers. It never reaches what is filed."""

from dataclasses import dataclass
from pathlib import Path

from generator.case.prices import Prices, as_ranges, check_prices
from generator.errors import CaseError
from generator.knowledge.model import Knowledge
from generator.source.read import read_yaml
from generator.source.schema import load_schema
from generator.source.structure import structure
from generator.source.validate import validate
from generator.text import Text

FILE = "practice.yml"


@dataclass(frozen=True)
class Practice:
    """Who works for the client. `colour` is `#rrggbb`; None leaves the papers as they are."""

    names: Text
    contact: tuple[Text, ...]
    client_language: str | None = None
    colour: str | None = None
    prices: Prices | None = None
    included: tuple[Text, ...] = ()
    not_included: tuple[Text, ...] = ()


def find_practice(folder: Path, shown: str, knowledge: Knowledge) -> Practice | None:
    """Return the practice of a case's folder: its own file, else the one in the folder above, else None.

    `shown` is the folder as the user would name it. Raises CaseError with every problem of the file.
    """
    for place, name in ((folder, f"{shown}/{FILE}"), (folder.parent, f"{shown}/../{FILE}")):
        if (place / FILE).is_file():
            return load_practice(place / FILE, name, knowledge)
    return None


def load_practice(path: Path, shown: str, knowledge: Knowledge) -> Practice:
    """Return the practice in the file `path`. Raises CaseError with every problem of the file."""
    document, problems = read_yaml(path, shown)
    if document is None:
        raise CaseError(problems)
    data, found = validate(document, load_schema("practice"))
    # What is wrong with prices shows only in a file of the right shape.
    if problems := problems + found or check_prices(document, data, knowledge):
        raise CaseError(problems)
    if "prices" in data:
        data = {**data, "prices": as_ranges(data["prices"])}
    return structure(data, Practice)
