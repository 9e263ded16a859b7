"""The short versions as a plain file the client can copy from: what is said to the platform, and below it what it means."""

from generator.packet.plan import Letter, Line

SHORT_WORDS = ("short_title", "short_intro", "short_one", "short_three")
"""The file's headings, in content/ui."""


def short_text(letter: Letter, words: dict[str, str]) -> str:
    """Return the file's text; `words` are its headings in the client's language."""
    parts = [words["short_title"], words["short_intro"]]
    parts += [words["short_one"], _pair((letter.short_one,))]
    parts += [words["short_three"], _pair(letter.short_three)]
    return "\n\n".join(parts) + "\n"


def _pair(lines: tuple[Line, ...]) -> str:
    """Return the sentences as filed, then as the client reads them where that differs."""
    filed = "\n".join(line.said.filed for line in lines)
    client = "\n".join(line.said.client for line in lines)
    return filed if filed == client else f"{filed}\n\n→\n{client}"
