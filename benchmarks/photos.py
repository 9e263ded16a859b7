"""Measure a binder of 40 MB of photos, in a process of its own so that the peak of memory is its own.

Ten photos of twelve megapixels, made here, join an example's exhibits. The channel's limits are set aside: the whole
binder is made in one file, from the originals on.
"""

import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.case.load import load_case  # noqa: E402 - the path above comes first
from generator.knowledge.load import load_knowledge  # noqa: E402
from generator.packet import build as packet_build  # noqa: E402

NOW = datetime.fromisoformat("2026-11-23T10:00:00+09:00")
EXAMPLE = ROOT / "case_templates" / "examples" / "coupang-late-shipment"
PHOTOS = 10
SIZE = (4000, 3000)


def photo(seed: int) -> bytes:
    """Return a JPEG as large as a phone makes it: soft shapes with grain on them."""
    small = (SIZE[0] // 4, SIZE[1] // 4)
    grain = Image.frombytes("RGB", small, random.Random(seed).randbytes(small[0] * small[1] * 3))
    shapes = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    out = io.BytesIO()
    Image.blend(grain.resize(SIZE), shapes, 0.6).save(out, "JPEG", quality=92)
    return out.getvalue()


def with_photos(folder: Path) -> None:
    """Copy the example into `folder` and add the photos."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    file = folder / "case.yml"
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    model = next(e for e in case["exhibits"] if e["file"].endswith(".jpg"))
    for number in range(PHOTOS):
        (folder / "exhibits" / f"bench{number}.jpg").write_bytes(photo(number))
        case["exhibits"].append({**model, "id": f"E{100 + number}", "file": f"exhibits/bench{number}.jpg"})
        case["response"][0]["corrective"][0].setdefault("proof", []).append(f"E{100 + number}")
    dumper = yaml.SafeDumper
    dumper.ignore_aliases = lambda *_: True  # type: ignore[method-assign]
    file.write_text(yaml.dump(case, Dumper=dumper, allow_unicode=True), encoding="utf-8")


class Watch:
    """Adds up the seconds spent in a function, by the wall and by the processor."""

    def __init__(self, function: object) -> None:
        self.function, self.wall, self.cpu = function, 0.0, 0.0

    def __call__(self, *arguments: object, **named: object) -> object:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return self.function(*arguments, **named)  # type: ignore[operator]
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu


def main(folder: str = "") -> int:
    if folder:
        with_photos(Path(folder))
        return 0
    knowledge = load_knowledge(ROOT / "content")
    base = peak()
    with tempfile.TemporaryDirectory() as made:
        # Drawing them takes more memory than filing them: that is done by another process.
        subprocess.run([sys.executable, __file__, made], check=True)
        case = load_case(Path(made) / "case.yml", knowledge)
        total = sum(path.stat().st_size for path in Path(made).glob("exhibits/bench*"))
        channel = replace(case.channel, max_file_mb=None, max_total_mb=None, max_files=None, max_pages=None)
        parts = {name: Watch(getattr(packet_build, name)) for name in ("filed_copy", "bind")}
        for name, watch in parts.items():
            setattr(packet_build, name, watch)
        whole = Watch(packet_build.build_packet)
        packet: packet_build.Packet = whole(replace(case, channel=channel), knowledge, NOW)  # type: ignore[assignment]
        binder = len(packet.files["submit/exhibit-binder.pdf"])
        print(f"{PHOTOS} photos, {total / 1e6:.0f} MB; binder {binder / 1e6:.1f} MB")
        for name, watch in {**parts, "whole packet": whole}.items():
            print(f"  {name:20}{watch.wall:7.2f} s, processor {watch.cpu:6.2f} s")
        print(f"  peak {peak():.0f} MB, of it {base:.0f} MB before the case was read")
    return 0


def peak() -> float:
    """Return the most megabytes this process has held, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
