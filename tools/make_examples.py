"""Make the exhibit files of the example cases: invented letters, scans, photos, screenshots and exports.

The files are kept in the repository. Run this after a change in tools/examples/, look at what came out,
and commit it.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.examples import counterfeit, kc_certification, late_shipment, sheets  # noqa: E402
from tools.examples.paper import MissingToolError  # noqa: E402

CASES = ROOT / "case_templates" / "examples"

# Folder of the case -> its files, each with the function that makes it.
EXAMPLES: dict[str, dict[str, Callable[[], bytes]]] = {
    "coupang-counterfeit": counterfeit.FILES,
    "coupang-kc-certification": kc_certification.FILES,
    "coupang-late-shipment": late_shipment.FILES,
    **sheets.examples(),
}


def make(name: str, target: Path) -> list[Path]:
    """Write the exhibit files of one example below the target, and say which."""
    written = []
    for file, content in EXAMPLES[name].items():
        path = target / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())
        written.append(path)
    return written


def differences(names: Sequence[str]) -> list[str]:
    """The files that are missing, left over, or not what would be made now."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            for fresh in make(name, Path(folder)):
                kept = CASES / fresh.relative_to(folder)
                if not kept.is_file():
                    found.append(f"missing: {kept.relative_to(ROOT).as_posix()}")
                elif kept.read_bytes() != fresh.read_bytes():
                    found.append(f"differs: {kept.relative_to(ROOT).as_posix()}")
            exhibits = CASES / name / "exhibits"
            known = {CASES / name / file for file in EXAMPLES[name]}
            extra = sorted(path for path in set(exhibits.rglob("*")) - known if path.is_file())
            found.extend(f"left over: {path.relative_to(ROOT).as_posix()}" for path in extra)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or compare the examples: 0 is good, 1 means that files differ, 2 that a program is missing."""
    parser = argparse.ArgumentParser(
        description="Make the exhibit files of the example cases in case_templates/examples/.",
        epilog=(
            "examples:\n"
            "  python tools/make_examples.py                        make all of them\n"
            "  python tools/make_examples.py coupang-late-shipment  make one of them\n"
            "  python tools/make_examples.py --check                compare with what would be made\n"
            "\n"
            "The same computer makes the same bytes each time. Another version of Pango, poppler or Pillow\n"
            "may draw a line differently; then --check says which files to look at.\n"
            "Needs pdftoppm (Debian: poppler-utils) besides what the packets need."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of: {', '.join(EXAMPLES)}")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in EXAMPLES]
    if unknown:
        parser.error(f"no example is called {unknown[0]}; there are: {', '.join(EXAMPLES)}")
    names = options.names or list(EXAMPLES)
    try:
        if options.check:
            found = differences(names)
            print("\n".join(found) or "the example files are as they would be made now")
            return 1 if found else 0
        for name in names:
            for path in make(name, CASES):
                print(f"{path.stat().st_size / 1024:8.1f} kB  {path.relative_to(ROOT).as_posix()}")
    except MissingToolError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
