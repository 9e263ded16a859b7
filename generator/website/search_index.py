"""The search index of a tree, after only some of its pages were rendered again."""

import json
from typing import Any


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
    return json.dumps({"config": old["config"], "docs": docs}, separators=(",", ":"))


def _page(doc: dict[str, Any]) -> str:
    return str(doc["location"]).partition("#")[0]
