"""Ways to file with a platform, and how its letters are built."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.text import Text


@dataclass(frozen=True)
class LetterSection:
    """One part of a letter: what it is made `of`, under which heading."""

    of: str
    heading: Text
    lead: Text | None = None


@dataclass(frozen=True)
class Declaration:
    """Statements the signatory makes."""

    title: Text
    statements: tuple[Text, ...]


@dataclass(frozen=True)
class LetterShape:
    """How one kind of letter is built. A `brief` one says causes and actions once, in its table."""

    id: str
    names: Text
    title: Text
    opening: Text
    request: Text
    responsibility: Text
    short: Text
    sections: tuple[LetterSection, ...]
    closing: Text
    max_pages: int
    brief: bool = False
    declaration: Declaration | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PortalField:
    """One field of a filing form. A limit of None is not known."""

    names: Text
    holds: str
    max_characters: int | None
    required: bool = False


@dataclass(frozen=True)
class Several:
    """Whether the issues of one notice are filed `apart` or `together` here; `unknown` where nothing says so."""

    value: str
    because: Text
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Channel:
    """One way to file with a platform. Limits of None are not known: ask the portal.

    `letter` is the shape this way wants, whatever the violation; None leaves it to the violation. `resend_similarity` is the
    share of an earlier letter, in percent, at which a new one counts as the same; `cool_down` names the facts that say
    how long the same grounds must rest.
    """

    id: str
    names: Text
    languages: tuple[str, ...]
    path: tuple[Text, ...]
    fields: Mapping[str, PortalField]
    letter_as: tuple[str, ...]
    formats: tuple[str, ...]
    max_file_mb: int | None
    max_total_mb: int | None
    max_files: int | None
    max_pages: int | None
    exhibits_as: str
    file_name: str
    exhibit_labels: str
    stamp: bool
    signer: str
    signature: str
    confirmation: Text
    save: tuple[Text, ...]
    reply: Text
    resend: Text
    letter: str | None = None
    refuses: tuple[str, ...] = ()
    pdf_form: str = "pdf/ua-1"
    resend_similarity: int | None = None
    cool_down: tuple[str, ...] = ()
    several: Several | None = None
    facts: tuple[str, ...] = ()
