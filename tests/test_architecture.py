"""How the program is put together: which way imports go, who knows which library, and that ids stay in content/."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in GENERATOR.rglob("*.py"))

LAYERS = ("", "source", "knowledge", "case", "rules", "packet", "website", "cli")
"""Each may import itself and what stands before it; "" are the leaves."""

LEAVES = ("__init__", "errors", "messages", "text", "clock", "templating", "likeness")

LIBRARIES = {
    "yaml": ("generator/source/read.py",),
    "cerberus": ("generator/source/validate.py",),
    "rapidfuzz": ("generator/likeness.py",),
    "cattrs": ("generator/source/structure.py",),
    "jinja2": ("generator/templating.py",),
    "weasyprint": ("generator/packet/render/pdf.py",),
    "docx": ("generator/packet/render/docx.py",),
    "icalendar": ("generator/packet/render/ics.py",),
    "mkdocs": ("generator/website/build.py",),
    "material": (),
    "holidays": ("generator/clock.py",),
    "rich": ("generator/cli/console.py",),
    "pypdfium2": ("generator/case/pdf_text.py",),
    "pikepdf": ("generator/case/files.py", "generator/packet/"),
    "PIL": ("generator/case/files.py", "generator/packet/"),
}
"""Where each library may be imported; a folder ends with a slash."""

LONG = {
    "generator/knowledge/model.py": 650,  # one record after the other, nothing to lose one's way in
}
"""Modules that may be longer than the others, with their limit."""

POSIX_ONLY = {
    "fcntl",
    "resource",
    "pwd",
    "grp",
    "termios",
    "tty",
    "pty",
    "syslog",
    "posix",
    "crypt",
    "readline",
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def imports(module: str, *, at_start: bool = False) -> Iterator[str]:
    """Yield the full name of everything a module imports; inside functions too, or only at its start."""
    package = Path(module).parent.as_posix().replace("/", ".")
    for node in tree(module).body if at_start else ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join(package.split(".")[: len(package.split(".")) + 1 - node.level]) if node.level else ""
            )
            start = ".".join(part for part in (base, node.module) if part)
            yield from (f"{start}.{name.name}" for name in node.names)


def calls(module: str) -> Iterator[str]:
    """Yield what a module calls, as written: `datetime.now`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def layer(name: str) -> str | None:
    """Return the layer a dotted name belongs to; None outside the generator."""
    steps = name.split(".")
    if steps[0] != "generator":
        return None
    return "" if len(steps) == 1 or steps[1] in LEAVES or steps[1] not in LAYERS else steps[1]


def layer_of(module: str) -> str:
    found = layer(module.removesuffix(".py").replace("/", "."))
    assert found is not None
    return found


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    own = LAYERS.index(layer_of(module))
    backwards = [
        name for name in imports(module) if (at := layer(name)) is not None and LAYERS.index(at) > own
    ]
    assert backwards == []


def test_every_module_has_its_layer() -> None:
    tops = {Path(module).parts[1].removesuffix(".py") for module in MODULES}
    assert tops == {*LAYERS[1:], *LEAVES}


def test_leaves_know_only_each_other() -> None:
    known = {
        leaf: {n.split(".")[1] for n in imports(f"generator/{leaf}.py") if n.startswith("generator.")}
        for leaf in LEAVES
    }
    assert known["errors"] == known["text"] == known["clock"] == set()
    assert known["messages"] == {"errors"}
    assert known["templating"] == {"clock", "text"}


def test_no_circles() -> None:
    """Also inside a layer no two modules need each other to be imported, however long the way round."""
    names = {
        module.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for module in MODULES
    }

    def direct(name: str) -> set[str]:
        found = {i if i in names else i.rpartition(".")[0] for i in imports(names[name], at_start=True)}
        return {i for i in found if i in names and i != name and not names[i].endswith("__init__.py")}

    open_: list[str] = []
    done: set[str] = set()

    def visit(name: str) -> None:
        assert name not in open_, " → ".join([*open_[open_.index(name) :], name])
        if name not in done:
            open_.append(name)
            for other in sorted(direct(name)):
                visit(other)
            done.add(open_.pop())

    for name in names:
        visit(name)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_imported_alone(module: str) -> None:
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import {name}"],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("library", LIBRARIES)
def test_one_module_knows_each_library(library: str) -> None:
    users = {m for m in MODULES if any(name.split(".")[0] == library for name in imports(m))}
    assert [
        u
        for u in users
        if not any(u == place or (place[-1:] == "/" and u.startswith(place)) for place in LIBRARIES[library])
    ] == []
    assert users or not LIBRARIES[library]


@pytest.mark.parametrize("module", MODULES)
def test_only_systems_common_to_all_are_used(module: str) -> None:
    assert {name.split(".")[0] for name in imports(module)} & POSIX_ONLY == set()
    assert {
        call for call in calls(module) if call in ("os.fork", "os.getuid", "os.geteuid", "signal.alarm")
    } == set()


CLOCKS = re.compile(r"(.*\.)?(now|today|utcnow|localtime|gmtime)|time\.(time|time_ns|ctime|strftime)")


@pytest.mark.parametrize("module", [m for m in MODULES if m != "generator/cli/commands.py"])
def test_only_the_commands_read_the_clock(module: str) -> None:
    assert [call for call in calls(module) if CLOCKS.fullmatch(call)] == []
    assert {"time.time", "time.time_ns", "time.localtime", "time.gmtime"} & set(imports(module)) == set()


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith("generator/cli/")])
def test_only_the_command_line_prints_and_exits(module: str) -> None:
    spoken = {
        "print",
        "input",
        "exit",
        "quit",
        "sys.exit",
        "os._exit",
        "sys.stdout.write",
        "sys.stderr.write",
    }
    assert spoken & set(calls(module)) == set()


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_short_enough_to_read(module: str) -> None:
    lines = (ROOT / module).read_text(encoding="utf-8").count("\n")
    assert lines <= LONG.get(module, 350)


def test_limits_for_long_modules_are_needed() -> None:
    assert [m for m in LONG if (ROOT / m).read_text(encoding="utf-8").count("\n") <= 350] == []


def test_modules_are_named_for_what_they_own() -> None:
    names = {Path(module).stem for module in MODULES} | {
        path.name for path in GENERATOR.iterdir() if path.is_dir()
    }
    assert names & {"site", "calendar", "zipfile", "utils", "util", "helpers", "common", "misc"} == set()
    assert [module for module in MODULES if not re.fullmatch(r"[a-z_/]+\.py", module)] == []


def ids() -> list[str]:
    """Return the ids of all platforms and violations of the real knowledge base."""
    platforms = sorted(path for path in (ROOT / "content" / "platforms").iterdir() if path.is_dir())
    violations = {path.stem for platform in platforms for path in platform.glob("violations/*.yml")}
    return [*(platform.name for platform in platforms), *sorted(violations)]


def programs() -> Iterator[Path]:
    """Yield every file that must not know what content/ holds."""
    yield ROOT / "mkdocs.yml"
    yield ROOT / "build.py"
    for folder, endings in (
        ("generator", (".py",)),
        ("generator/templates", ("",)),
        ("tools/word_template", (".xml",)),  # packed into templates/packet/letter.docx
        ("docs", (".js", ".css", ".html")),
    ):
        for path in sorted((ROOT / folder).rglob("*")):
            text = path.suffix != ".docx" and "__pycache__" not in path.parts
            if path.is_file() and path.name.endswith(endings) and text:
                yield path


@pytest.mark.parametrize("id_", ids())
def test_no_platform_or_violation_stands_in_the_program(id_: str) -> None:
    """An id may be spelt with hyphens, underscores, blanks or as one word."""
    spelling = re.compile(
        r"(?<![a-z0-9])" + "[-_ ]?".join(map(re.escape, id_.split("-"))) + r"(?![a-z0-9])", re.IGNORECASE
    )
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()}"
        for path in programs()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if spelling.search(line)
    ]
    assert found == []


def test_there_are_ids_to_look_for() -> None:
    assert len(ids()) >= 2
