"""The checks as a whole: ids that stay, five groups, conditions that exist and have their words."""

import re
from pathlib import Path

import pytest

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import GROUPS, Check, Knowledge
from generator.rules.applies import CONDITIONS, MADE, reason
from generator.source.schema import load_schema

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "check_ids.txt"
"""Every id that was ever published. Add new ones at the end; none is taken out or renamed."""


@pytest.fixture(scope="module")
def content() -> Knowledge:
    return load_knowledge(ROOT / "content")


def test_ids_are_append_only(content: Knowledge) -> None:
    kept = KEPT.read_text(encoding="utf-8").split()
    assert len(kept) == len(set(kept))
    assert [id_ for id_ in kept if id_ not in content.all_checks] == [], "an id was removed or renamed"
    assert [id_ for id_ in content.all_checks if id_ not in kept] == [], f"add it to the end of {KEPT.name}"


def test_there_are_enough_without_the_wording_rules(content: Knowledge) -> None:
    assert len(content.checks) >= 40
    groups = {c.group for c in content.checks.values()} | {c.group for c in content.confirmations.values()}
    assert groups == set(GROUPS)


def test_groups_are_the_five(content: Knowledge) -> None:
    assert tuple(load_schema("checks")["valuesrules"]["schema"]["group"]["allowed"]) == GROUPS
    for group in GROUPS:
        for key in (f"group_{group.replace('-', '_')}", f"site_group_{group.replace('-', '_')}"):
            assert content.ui[key].zh
            assert content.ui[key].en


def test_conditions_are_known_used_and_have_their_words(content: Knowledge) -> None:
    """The schema offers exactly the conditions there are; each is used by a check, and says in words that it fails."""
    rule = load_schema("checks")["valuesrules"]["schema"]["applies_when"]
    known = [*CONDITIONS, MADE]
    assert rule["schema"]["allowed"] == known
    used = {name for check in content.checks.values() for name in check.applies_when}
    assert used == set(known)
    for name in known:
        assert content.ui[reason(name)].zh


def test_every_published_list_is_accounted_for(content: Knowledge) -> None:
    """docs/developer/self-check.md names only ids there are, and every check that only the client can answer."""
    text = (ROOT / "docs" / "developer" / "self-check.md").read_text(encoding="utf-8")
    prefixes = "|".join({id_.partition(".")[0] for id_ in content.all_checks})
    named = set(re.findall(rf"\b(?:{prefixes})\.(?!yml)[a-z][a-z-]+", text))
    assert named - set(content.all_checks) == set()
    assert {id_ for id_ in content.all_checks if id_.startswith("conduct.")} <= named


def test_a_check_of_rules_needs_no_client(content: Knowledge) -> None:
    """What the client confirms and what rules find never share an id."""
    assert not any(id_.startswith(("conduct.", "wording.")) for id_ in content.checks)
    assert all(isinstance(check, Check) for check in content.checks.values())
