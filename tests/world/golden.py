"""Messages compared whole with the files that keep them."""

from collections.abc import Iterable
from pathlib import Path

from generator.errors import Problem
from generator.messages import explain


def check_messages(problems: Iterable[Problem], folder: Path, update: bool) -> None:
    """Compare the problems with expected.en.txt and expected.zh.txt in `folder`; or write these."""
    said = {
        folder / f"expected.{language}.txt": "".join(
            f"{explain(problem, language)}\n" for problem in problems
        )
        for language in ("en", "zh")
    }
    for path, text in said.items():
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text
