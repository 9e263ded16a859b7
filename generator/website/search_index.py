"""The search index of a tree: in as few bytes as it takes, and whole after only some pages were rendered again."""

import json
from pathlib import Path
from typing import Any


def slim(folder: Path) -> None:
    """Write the index of a tree anew without escapes, which make Chinese twice as long as it is."""
    index = folder / "search" / "search_index.json"
    write(index, _dump(json.loads(index.read_text(encoding="utf-8"))))


def write(index: Path, text: str) -> None:
    """Write the index, and beside it the copy that pages opened from a folder read."""
    index.write_text(text, encoding="utf-8")
    index.with_suffix(".js").write_text(f"var __index = {text}", encoding="utf-8")


def _dump(index: dict[str, Any]) -> str:
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def merge(before: str, changed: str) -> str:
    """Return the index with the pages of `changed` in the place of their old entries.

    The builder indexes only what it rendered; without this the search would forget every other page.
    """
    old, new = json.loads(before), json.loads(changed)
    entries: dict[str, list[dict[str, Any]]] = {}
    for doc in old["docs"]:
        entries.setdefault(_page(doc), []).append(doc)
    renewed: dict[str, list[dict[str, Any]]] = {}
    for doc in new["docs"]:
        renewed.setdefault(_page(doc), []).append(doc)
    docs = [doc for page in {**entries, **renewed} for doc in renewed.get(page, entries.get(page, []))]
    return _dump({"config": old["config"], "docs": docs})


def _page(doc: dict[str, Any]) -> str:
    return str(doc["location"]).partition("#")[0]
