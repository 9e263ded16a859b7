"""Talking to the user: the only module that prints."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from generator.errors import Problem
from generator.messages import explain


class Progress:
    """A progress line on a terminal; nothing when the output goes elsewhere or is JSON."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Look at the options and at where the output goes."""
        self._wanted = sys.stderr.isatty() and not options.json
        self._status: Any = None

    def __enter__(self) -> "Progress":
        if self._wanted:
            from rich.console import Console

            self._status = Console(stderr=True).status("…")
            self._status.start()
        return self

    def step(self, what: str) -> None:
        """Show what is being worked on."""
        if self._status:
            self._status.update(what)

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()


def show_problems(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    """Show problems in the reader's language, or as JSON."""
    if options.json:
        print_json({"problems": json_problems(problems, options.lang)})
        return
    for problem in problems:
        complain(explain(problem, options.lang))
    complain({"en": f"{len(problems)} problem(s).", "zh": f"共 {len(problems)} 个问题。"}[options.lang])


def json_problems(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    """Return problems as they stand in JSON output."""
    return [
        {"path": p.place.path, "line": p.place.line, "column": p.place.column, "code": p.code,
         "text": explain(p, language)}
        for p in problems
    ]  # fmt: skip


def print_json(data: object) -> None:
    """Print data as JSON, readable in any script."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def say(text: str) -> None:
    """Tell the user something."""
    print(text, flush=True)


def ask(question: str) -> str:
    """Ask the user something; "" where nobody is there to answer."""
    if not sys.stdin.isatty():
        return ""
    complain(question)
    return input("> ").strip()


def complain(text: str) -> None:
    """Tell the user what is wrong, on the error stream."""
    print(text, file=sys.stderr)
