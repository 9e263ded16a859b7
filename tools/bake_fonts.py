"""Bake the small static font faces of ``generator/fonts`` from Noto.

The packets are rendered with these faces and with nothing else, so the same input gives the same PDF on
every machine. Run this only to change the coverage or the source version; the result is committed.

Example (Debian packages fonts-noto-cjk and fonts-noto-core):

    python tools/bake_fonts.py /usr/share/fonts/opentype/noto /usr/share/fonts/truetype/noto
"""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TGH_LIST = ROOT / "tools" / "font_coverage" / "tgh8105.txt"
MAX_BYTES = 6_000_000

# 2021-04-28, the day of Noto Sans CJK 2.004, in seconds since 1904, the epoch of the 'head' table. A fixed
# day makes two runs give the same bytes.
HEAD_TIME = 3_702_412_800

EM_DASH = 0x2014
HORIZONTAL_BAR = 0x2015

# Noto Sans CJK has U+2713 but no other tick or cross, and its tick has no side bearings. All of them come
# from one face, so that a tick and a cross in the same table look like a pair.
FROM_SYMBOLS = frozenset({0x2713})

SCRIPTS = ("DFLT", "latn", "cyrl", "grek", "hani", "hang", "kana")
SYMBOL_SOURCES = ("NotoSans-{style}.ttf", "NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf")


@dataclass(frozen=True)
class CjkFace:
    """One face cut from a Noto Sans CJK collection."""

    region: str
    style: str
    index: int

    @property
    def family(self) -> str:
        """Family name, free of the names 'Noto' and 'Source'."""
        return f"Reinstate Sans {self.region}"

    @property
    def file_name(self) -> str:
        """Name of the baked file."""
        return f"ReinstateSans-{self.region}-{self.style}.otf"


CJK_FACES = tuple(
    CjkFace(region, style, index) for region, index in (("SC", 2), ("KR", 1)) for style in ("Regular", "Bold")
)
SYMBOLS_FAMILY = "Reinstate Sans Symbols"


def spans(*pairs: tuple[int, int]) -> set[int]:
    """Return the assigned, visible code points of inclusive ranges.

    Format characters and odd spaces are left out: the shaper handles them without a glyph.
    """
    found = {code for first, last in pairs for code in range(first, last + 1)}
    return {
        code for code in found if unicodedata.category(chr(code)) not in {"Cn", "Cc", "Cf", "Zl", "Zp", "Zs"}
    }


def codec_rows(codec: str, first: int, last: int) -> set[int]:
    """Return every character a double-byte codec decodes from lead bytes first..last."""
    found: set[int] = set()
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            try:
                found.update(map(ord, bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError:
                continue
    # A codec may take the second byte for an ASCII character of its own.
    return {code for code in found if code > 0x7F}


def common_characters() -> set[int]:
    """Return the characters every language's text may use."""
    return (
        {0x20, 0xA0, 0x3000}
        | spans((0x21, 0x7E), (0xA1, 0x17F))
        | spans((0x218, 0x21B))  # Romanian letters with comma below
        | spans((0x2010, 0x205E))  # general punctuation
        | spans((0x20A0, 0x20BF))  # currency
        | spans((0x2190, 0x21FF))  # arrows
        | spans((0x2460, 0x2473), (0x2776, 0x277F))  # circled digits, white and black
        | spans((0x3001, 0x303F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6))  # CJK punctuation, fullwidth forms
        | set(map(ord, "✓✔✗✘☐☑☒■□●○▲△▶★☆№℃℉™㈜≤≥≠×÷±≈−∞√•‣◦⋯"))
    )


def sc_characters() -> set[int]:
    """Return the code points of the Simplified Chinese faces.

    The first level of Big5 (the 5,401 common traditional characters) is in because sellers with a Hong Kong
    or Taiwan company have to write its registered name.
    """
    table = {ord(char) for char in TGH_LIST.read_text(encoding="utf-8") if not char.isspace()}
    kana = spans((0x3041, 0x3096), (0x30A0, 0x30FF))
    return common_characters() | table | codec_rows("gb2312", 0xA1, 0xF7) | big5_level1() | kana


def big5_level1() -> set[int]:
    """Return the 5,401 common characters of Big5."""
    return {code for code in codec_rows("big5", 0xA4, 0xC6) if 0x4E00 <= code <= 0x9FFF}


def kr_characters() -> set[int]:
    """Return the code points of the Korean faces.

    There are no hanja among them, so that Han text always takes the Chinese face.
    """
    symbols = codec_rows("euc_kr", 0xA1, 0xAC)
    jamo = spans((0x1100, 0x11FF), (0x3131, 0x318E))
    return common_characters() | symbols | jamo | set(range(0xAC00, 0xD7A4))


def naming(family: str, style: str, version: str, source: str, rights: Iterable[str]) -> dict[str, str]:
    """Return the name table entries of a face.

    The Open Font License asks a changed font not to use a reserved name. Adobe reserves 'Source'; 'Noto' is
    a trademark. The names shown to users hold neither; the copyright lines stay.
    """
    post_script = f"{family.replace(' ', '')}-{style}"
    return {
        "copyright": " ".join(rights),
        "familyName": family,
        "styleName": style,
        "uniqueFontIdentifier": f"{version};{post_script}",
        "fullName": family if style == "Regular" else f"{family} {style}",
        "version": f"Version {version}",
        "psName": post_script,
        "description": f"Subset of {source}, renamed.",
        "licenseDescription": "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        "licenseInfoURL": "https://openfontlicense.org",
    }


NAME_IDS = {
    "copyright": 0,
    "familyName": 1,
    "styleName": 2,
    "uniqueFontIdentifier": 3,
    "fullName": 4,
    "version": 5,
    "psName": 6,
    "description": 10,
    "licenseDescription": 13,
    "licenseInfoURL": 14,
}


def bake_cjk(collection: Path, face: CjkFace, wanted: set[int]) -> tuple[TTFont, set[int]]:
    """Cut one face from a collection.

    Returns:
        The font, and the wanted code points the collection does not have.
    """
    font = TTFont(collection, fontNumber=face.index, lazy=True, recalcTimestamp=False)
    has = font.getBestCmap()
    features = ["kern"]
    if face.region == "SC":
        # The default em dash is a Western one, 0.894 em wide, and a Chinese dash (two of them) shows a gap.
        # In text tagged zh the source font swaps it for the glyph of U+2015 through 'locl'; here that is
        # the default, and 'ccmp' joins the pair into one line two em long.
        for table in font["cmap"].tables:
            if table.format != 14 and EM_DASH in table.cmap:
                table.cmap[EM_DASH] = table.cmap[HORIZONTAL_BAR]
        features.append("ccmp")
    else:
        # This face also sets English: the ellipsis after Latin letters stands on the base line.
        features.append("locl")
    subsetter = Subsetter(
        Options(
            layout_features=features,
            # The default of each script only: the other regions' rules would bring their glyphs along.
            layout_scripts=[f"{script}.dflt" for script in SCRIPTS],
            hinting=False,
            glyph_names=False,
            notdef_outline=True,
            # Vertical writing is not used.
            drop_tables=["BASE", "GDEF", "VORG", "vhea", "vmtx"],
        )
    )
    subsetter.populate(unicodes=(wanted - FROM_SYMBOLS) & has.keys())
    subsetter.subset(font)

    source_name = font["name"]
    version = str(source_name.getDebugName(5)).removeprefix("Version ").split(";")[0]
    names = naming(
        face.family,
        face.style,
        version,
        f"Noto Sans CJK {face.region} {version}",
        [str(source_name.getDebugName(0))],
    )
    source_name.names = []
    for key, value in names.items():
        source_name.setName(value, NAME_IDS[key], 3, 1, 0x409)
    rename_cff(font, names)
    font["head"].created = font["head"].modified = HEAD_TIME
    return font, wanted - (has.keys() - FROM_SYMBOLS)


def rename_cff(font: TTFont, names: Mapping[str, str]) -> None:
    """Give the CFF table the new names: PDF tools show these."""
    cff = font["CFF "].cff
    cff.fontNames = [names["psName"]]
    top = cff.topDictIndex[0]
    top.rawDict["FullName"] = names["fullName"]
    top.rawDict["FamilyName"] = names["familyName"]
    for part in top.FDArray:
        # 'NotoSansCJKsc-Regular-Alphabetic' keeps its last word only.
        part.rawDict["FontName"] = f"{names['psName']}-{str(part.rawDict['FontName']).rsplit('-', 1)[-1]}"


def bake_symbols(folder: Path, style: str, wanted: set[int], metrics: TTFont) -> tuple[TTFont, set[int]]:
    """Collect the characters Noto Sans CJK lacks from other Noto faces into one small face.

    Args:
        folder: Where the Noto TrueType files are.
        style: Regular or Bold. Letters follow it; symbols exist in one weight only.
        wanted: The code points to find.
        metrics: A baked CJK face. Its line metrics are copied, so that a symbol never changes a line's
            height.

    Returns:
        The font, and the code points no source has.
    """
    missing = set(wanted)
    glyphs: dict[str, Any] = {}
    widths: dict[str, int] = {}
    cmap: dict[int, str] = {}
    rights: list[str] = []
    used: list[str] = []
    for pattern in SYMBOL_SOURCES:
        source = TTFont(folder / pattern.format(style=style), lazy=True)
        if source["head"].unitsPerEm != metrics["head"].unitsPerEm:
            raise ValueError(f"{pattern}: units per em differ from the CJK faces")
        has, outlines = source.getBestCmap(), source.getGlyphSet()
        picks = {f"uni{code:04X}": (has[code], code) for code in sorted(missing & has.keys())}
        if not glyphs:
            picks = {".notdef": (".notdef", -1), **picks}
        for name, (origin, code) in picks.items():
            recording = DecomposingRecordingPen(outlines)
            outlines[origin].draw(recording)
            pen = TTGlyphPen(None)
            recording.replay(pen)
            glyphs[name] = pen.glyph()
            widths[name] = round(outlines[origin].width)
            if code >= 0:
                cmap[code] = name
        if picks:
            rights.append(str(source["name"].getDebugName(0)))
            used.append(str(source["name"].getDebugName(4)))
        missing -= has.keys()

    version = "1.000"
    names = naming(SYMBOLS_FAMILY, style, version, ", ".join(used), dict.fromkeys(rights))
    builder = FontBuilder(metrics["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {
            name: (width, table[name].xMin if table[name].numberOfContours else 0)
            for name, width in widths.items()
        }
    )
    builder.setupHorizontalHeader(ascent=metrics["hhea"].ascent, descent=metrics["hhea"].descent)
    builder.setupNameTable(dict(names), mac=False)
    line = metrics["OS/2"]
    bold = style == "Bold"
    builder.setupOS2(
        sTypoAscender=line.sTypoAscender,
        sTypoDescender=line.sTypoDescender,
        sTypoLineGap=line.sTypoLineGap,
        usWinAscent=line.usWinAscent,
        usWinDescent=line.usWinDescent,
        usWeightClass=line.usWeightClass,
        fsSelection=0x20 if bold else 0x40,
        fsType=0,
        achVendID="NONE",
    )
    builder.font["OS/2"].recalcUnicodeRanges(builder.font)
    builder.setupPost(keepGlyphNames=False)
    builder.setupHead(
        unitsPerEm=metrics["head"].unitsPerEm,
        created=HEAD_TIME,
        modified=HEAD_TIME,
        fontRevision=float(version),
        macStyle=int(bold),
    )
    builder.font.recalcTimestamp = False
    return builder.font, missing


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield code points as ``4E00`` or ``4E00-4E8F``, in order."""
    first = last = -2
    for code in [*sorted(codes), -2]:
        if code == last + 1:
            last = code
            continue
        if first >= 0:
            yield f"{first:04X}" if first == last else f"{first:04X}-{last:04X}"
        first = last = code


def write_bytes(path: Path, data: bytes) -> None:
    """Write through a second file: fontconfig notices a new font by its folder's time only."""
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(data)
    draft.replace(path)


def save(font: TTFont, path: Path) -> int:
    """Save a font and return its size.

    Raises:
        ValueError: The file is too big for the repository.
    """
    draft = path.with_name(path.name + ".new")
    font.save(draft, reorderTables=True)
    size = draft.stat().st_size
    if size > MAX_BYTES:
        draft.unlink()
        raise ValueError(f"{path.name}: {size} bytes, more than {MAX_BYTES}")
    draft.replace(path)
    return size


def bake(cjk: Path, core: Path, out: Path) -> None:
    """Bake every face and the coverage list into a folder.

    Raises:
        ValueError: A requested character is in no source, or two faces of a family differ in coverage.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted = {"SC": sc_characters(), "KR": kr_characters()}
    coverage: dict[str, set[int]] = {}
    metrics: dict[str, TTFont] = {}
    lacking: set[int] = set()

    def keep(font: TTFont, family: str, path: Path) -> None:
        size = save(font, path)
        # Read back what was written: the coverage list must say what the file has, not what was asked for.
        has = set(TTFont(path, lazy=True).getBestCmap())
        if coverage.setdefault(family, has) != has:
            raise ValueError(f"{path.name}: coverage differs from the other weight of {family}")
        print(f"{path.name}: {size:,} bytes, {len(has):,} characters")

    for face in CJK_FACES:
        font, absent = bake_cjk(cjk / f"NotoSansCJK-{face.style}.ttc", face, wanted[face.region])
        keep(font, face.family, out / face.file_name)
        metrics[face.style] = font
        lacking |= absent
    for style, like in metrics.items():
        # The spaces are in because the layout engine keeps the space after a symbol in the symbol's face.
        font, absent = bake_symbols(core, style, lacking | {0x20, 0xA0}, like)
        if absent:
            raise ValueError(
                f"no source has: {' '.join(f'U+{code:04X} {chr(code)}' for code in sorted(absent))}"
            )
        keep(font, SYMBOLS_FAMILY, out / f"ReinstateSans-Symbols-{style}.ttf")

    text = "".join(
        f"[{family}]\n" + "".join(f"{part}\n" for part in ranges(has)) for family, has in coverage.items()
    )
    write_bytes(out / "coverage.txt", text.encode("ascii"))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    summary, _, example = (__doc__ or "").partition("Example")
    parser = argparse.ArgumentParser(
        description=summary,
        epilog=f"Example{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("cjk", type=Path, help="folder with NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc")
    parser.add_argument(
        "core", type=Path, help="folder with NotoSans-*.ttf, NotoSansMath and NotoSansSymbols2"
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "generator" / "fonts", help="where to write the faces"
    )
    options = parser.parse_args(arguments)
    # fontTools stamps some tables with it, whatever the flags say.
    os.environ["SOURCE_DATE_EPOCH"] = str(HEAD_TIME - 2_082_844_800)
    try:
        bake(options.cjk, options.core, options.out)
    except (OSError, ValueError) as error:
        print(f"bake_fonts: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
