"""The consultant's own record: name, contact, prices and look of the client's papers. It never reaches what is filed."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.case.prices import Prices
from generator.case.word_template import WordLook
from generator.text import Text


@dataclass(frozen=True)
class Logo:
    """A picture for the letterhead: `png` or `jpg`, with its bytes."""

    format: str
    data: bytes = field(repr=False)

    @property
    def uri(self) -> str:
        """The picture as an address that holds it, for pages that fetch nothing."""
        kind = "jpeg" if self.format == "jpg" else self.format
        return f"data:image/{kind};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True)
class Practice:
    """Who works for the client. `colour` is `#rrggbb`; None leaves the papers as they are.

    `made_from` has the SHA-256 of the practice file and of the files it names, by their names.
    """

    names: Text
    contact: tuple[Text, ...]
    client_language: str | None = None
    colour: str | None = None
    prices: Prices | None = None
    included: tuple[Text, ...] = ()
    not_included: tuple[Text, ...] = ()
    logo: Logo | None = None
    word_template: WordLook | None = None
    made_from: Mapping[str, str] = field(default_factory=dict)
