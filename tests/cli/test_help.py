"""Every command explains itself with an example that the parser takes."""

import shlex

import pytest

from generator.cli.main import HELP, _parser
from tests.cli.conftest import Run

COMMANDS = [name for name in HELP if name]


def test_every_command_of_the_parser_has_its_help(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    listed = said.out.partition("commands:")[2].split()
    assert [name for name in COMMANDS if name not in listed] == []
    wrong = run("no-such-command").err
    assert all(f"'{name}'" in wrong for name in COMMANDS)
    assert wrong.count("'") == 2 * (len(COMMANDS) + 1)  # the commands and the wrong one


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_shows_an_example(run: Run, command: str) -> None:
    said = run(*[command] if command else [], "--help")
    assert said.code == 0
    assert "example" in said.out
    assert "python build.py" in said.out
    assert said.err == ""


EXAMPLES = [
    line.strip().partition("  ")[0].partition(" > ")[0]
    for text in HELP.values()
    for line in text.splitlines()
    if line.strip().startswith("python build.py")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_taken_by_the_parser(example: str) -> None:
    python, file, *arguments = shlex.split(example)
    assert (python, file) == ("python", "build.py")
    options = _parser().parse_args(arguments)
    assert callable(options.run)


@pytest.mark.parametrize("command", COMMANDS)
def test_common_options_stand_in_every_help(run: Run, command: str) -> None:
    said = run(command, "--help").out
    assert [option for option in ("--lang", "--json", "--content", "--now") if option not in said] == []


@pytest.mark.parametrize("before", [True, False])
def test_options_count_before_and_after_the_command(before: bool) -> None:
    given = ["--lang", "zh", "--json", "--content", "elsewhere", "--now", "2026-11-23T10:00+09:00"]
    options = _parser().parse_args([*given, "check"] if before else ["check", *given])
    assert (options.lang, options.json, options.content.name) == ("zh", True, "elsewhere")
    assert options.now.isoformat() == "2026-11-23T10:00:00+09:00"


def test_given_twice_the_last_counts() -> None:
    assert _parser().parse_args(["--lang", "zh", "check", "--lang", "en"]).lang == "en"


@pytest.mark.parametrize(
    ("system", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh_TW.Big5", "zh"),
        ("en_US.UTF-8", "en"),
        ("ko_KR.UTF-8", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_language_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, system: str, language: str) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", system)
    assert _parser().parse_args(["check"]).lang == language
