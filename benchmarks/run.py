"""Measure what the design promises, and print it with machine and versions: `make bench`.

Times are medians; repeat before believing a difference below a fifth. Nothing here fails a build.
"""

import argparse
import io
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.case.listings import has_many  # noqa: E402
from generator.case.load import load_case  # noqa: E402 - the path above comes first
from generator.knowledge.load import load_knowledge  # noqa: E402
from generator.knowledge.model import Knowledge  # noqa: E402
from generator.packet.build import build_packet, plan_packet  # noqa: E402

NOW = datetime.fromisoformat("2026-11-23T10:00:00+09:00")
LIBRARIES = ("weasyprint", "pikepdf", "pillow", "cerberus", "pyyaml", "mkdocs", "mkdocs-material")


def median(run: Callable[[], object], times: int) -> float:
    """Return the median seconds of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def shell(*arguments: str) -> tuple[float, float]:
    """Run build.py in a process of its own; return seconds and, where the system tells it, peak megabytes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "build.py", *arguments], cwd=ROOT, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    try:
        import resource
    except ImportError:  # Windows
        return seconds, 0.0
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def show(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:62}{seconds * 1000:9.0f} ms  {more}")


def measure(path: Path, knowledge: Knowledge, times: int) -> None:
    """Show how long one example takes, warm."""
    case = load_case(path, knowledge)
    packet = build_packet(case, knowledge, NOW)
    documents = [data for name, data in packet.files.items() if name.endswith(".pdf")]
    pages = sum(len(PdfReader(io.BytesIO(data)).pages) for data in documents)
    show(f"{case.id}: case read", median(lambda: load_case(path, knowledge), times))
    show(f"{case.id}: reviewed, not rendered", median(lambda: plan_packet(case, knowledge, NOW), times))
    seconds = median(lambda: build_packet(case, knowledge, NOW), times)
    show(
        f"{case.id}: packet, warm",
        seconds,
        f"{len(packet.files)} files, {len(documents)} PDFs, {pages} pages",
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=5, help="runs of each measurement (default 5)")
    times = parser.parse_args().times
    print(
        f"{platform.platform()}, {platform.processor() or platform.machine()}, Python {platform.python_version()}"
    )
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES), end="\n\n")

    content = ROOT / "content"
    show("knowledge base, read whole, nothing kept", median(lambda: load_knowledge(content), times))
    with tempfile.TemporaryDirectory() as kept:
        load_knowledge(content, Path(kept))
        show("knowledge base, nothing changed", median(lambda: load_knowledge(content, Path(kept)), times))
    knowledge = load_knowledge(content)
    for path in sorted((ROOT / "case_templates" / "examples").glob("*/case.yml")):
        if not has_many(path):
            measure(path, knowledge, times)
    for arguments in (
        ["check"],
        ["review", *_examples()[:1]],
        ["packet", *_examples()[:1]],
        ["packet", *_examples()],
    ):
        seconds, megabytes = shell(
            *arguments, *(["--out", "build/bench"] if arguments[0] == "packet" else [])
        )
        words = " ".join([arguments[0], f"({len(arguments) - 1} cases)" if len(arguments) > 1 else ""])
        show(f"from the shell: {words}", seconds, f"peak so far {megabytes:.0f} MB" if megabytes else "")
    print()
    subprocess.run([sys.executable, str(Path(__file__).with_name("photos.py"))], cwd=ROOT, check=True)
    return 0


def _examples() -> list[str]:
    folder = ROOT / "case_templates" / "examples"
    return [path.relative_to(ROOT).as_posix() for path in sorted(folder.glob("*/case.yml"), reverse=True)]


if __name__ == "__main__":
    sys.exit(main())
