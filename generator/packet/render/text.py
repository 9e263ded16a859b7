"""The letter as plain text, for forms that take nothing else."""

from collections.abc import Collection

from generator.clock import format_date
from generator.knowledge.model import Knowledge
from generator.packet.plan import Letter, Line


def letter_text(letter: Letter, knowledge: Knowledge) -> str:
    """Return the letter as plain text: short lines for heads, a blank line between paragraphs, no markup."""

    def word(key: str, **values: object) -> str:
        return knowledge.word(key, letter.language, **values)

    parts = [letter.title.filed, "\n".join(f"{name.filed}: {value.filed}" for name, value in letter.header)]
    parts += [line_text(line, word("exhibit")) for line in (letter.opening, letter.request)]
    if letter.news:
        parts.append(word("letter_news"))
        parts += ["- " + line_text(line, word("exhibit")) for line in letter.news]
    for number, section in enumerate(letter.sections, 1):
        parts.append(f"{number}. {section.heading.filed}")
        parts += [line.said.filed for line in section.leads]
        if section.of == "exhibits":
            parts.append("\n".join(f"{line.exhibits[0]}. {line.said.filed}" for line in section.lines))
        elif section.of == "notice":
            told = [line for row in letter.rows for line in row.told]
            parts += [
                f"{line.points[0]}. {line.said.filed}"
                if line in told
                else "- " + line_text(line, word("exhibit"))
                for line in section.lines
            ]
        elif section.of == "details":
            parts.append("\n".join(line.said.filed for line in section.lines))
        else:
            parts += ["- " + line_text(line, word("exhibit")) for line in section.lines]
        if section.planned:
            parts.append(word("letter_still_planned"))
            parts += ["- " + line_text(line, word("exhibit")) for line in section.planned]
    parts.append(line_text(letter.closing, ""))
    signature = letter.signature
    parts.append(
        "\n".join(
            [format_date(signature.day, letter.language), signature.company.filed,
             f"{signature.name.filed}, {signature.title.filed}"]
        )
    )  # fmt: skip
    return "\n\n".join(parts) + "\n"


def plain(text: str, refused: Collection[str], knowledge: Knowledge) -> str:
    """Return a text with what a form refuses said in plain characters, as far as content/characters.yml knows any.

    What it does not know stays and is reported: nothing is dropped that a reader would miss.
    """
    for group in knowledge.characters.values():
        if not any(character in group.instead for character in refused):
            for character in set(group.characters) & set(refused):
                text = text.replace(character, group.instead)
    return text


def line_text(line: Line, exhibit: str) -> str:
    """Return a paragraph with its exhibits in brackets behind it."""
    return f"{line.said.filed} {marks(line.exhibits, exhibit)}".strip()


def marks(labels: tuple[str, ...], exhibit: str) -> str:
    """Return exhibit labels as they stand in a sentence: `(Exhibit A, C)`, `(첨부 1, 첨부 2)`."""
    if not labels:
        return ""
    # Korean labels carry their own word.
    return f"({', '.join(labels)})" if not labels[0].isascii() else f"({exhibit} {', '.join(labels)})"
