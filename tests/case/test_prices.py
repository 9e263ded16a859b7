"""The price list in practice.yml: read whole, or refused with every mistake, in both languages."""

import shutil
from pathlib import Path

import pytest

from generator.case.load import load_case
from generator.case.practice_file import load_practice
from generator.errors import CaseError
from generator.knowledge.load import load_knowledge
from tests.world.golden import check_messages
from tests.world.world import copy_world

MISTAKES = Path(__file__).parents[1] / "bad_practice"
HEAD = "names: {zh: 事务所, en: Office}\ncontact: [{zh: 电话, en: Phone}]\n"
LIST = """\
prices:
  currency: CNY
  valid_days: 14
  base:
    - {amount: 1000.5}
    - {platform: examplemart, violations: [late-parcel], enforcement: [suspension], amount: [1000, 2000]}
  round: [{from: 2, percent: 12.5}]
  factors:
    - {names: {zh: 对照, en: Copy}, applies: {two_languages: true}, percent: 5}
"""


@pytest.mark.parametrize("mistake", sorted(path.name for path in MISTAKES.iterdir()))
def test_message(mistake: str, tmp_path: Path, update_golden: bool) -> None:
    world = copy_world(tmp_path)
    shutil.copy(MISTAKES / mistake / "practice.yml", world.folder / "case" / "practice.yml")
    with pytest.raises(CaseError) as caught:
        load_case(world.case_file, world.knowledge(), "case/case.yml")
    check_messages(caught.value.problems, MISTAKES / mistake, update_golden)


@pytest.mark.parametrize("beside", [True, False])
def test_a_list_beside_the_case_or_for_all_cases(beside: bool, tmp_path: Path) -> None:
    world = copy_world(tmp_path)
    folder = world.folder / "case" if beside else world.folder
    (folder / "practice.yml").write_text(HEAD + LIST, encoding="utf-8")
    practice = world.case().practice
    assert practice is not None
    assert practice.prices is not None
    assert [price.amount for price in practice.prices.base] == [(1000.5,), (1000, 2000)]
    assert practice.prices.round[0].percent == 12.5
    assert practice.prices.factors[0].percent == (5,)


def test_a_practice_without_prices(tmp_path: Path) -> None:
    world = copy_world(tmp_path)
    (world.folder / "case" / "practice.yml").write_text(HEAD, encoding="utf-8")
    practice = world.case().practice
    assert practice is not None
    assert practice.prices is None


def test_the_sample_is_in_order(tmp_path: Path) -> None:
    """Its price list is commented out, so that nobody quotes invented prices by mistake."""
    root = Path(__file__).parents[2]
    knowledge = load_knowledge(root / "content")
    sample = (root / "case_templates" / "practice.yml").read_text(encoding="utf-8")
    written, _, prices = sample.partition("# prices:")
    path = tmp_path / "practice.yml"
    path.write_text(f"{written}prices:{prices.replace(chr(10) + '# ', chr(10))}", encoding="utf-8")
    practice = load_practice(path, "practice.yml", knowledge)
    assert practice.prices is not None
    assert len(practice.prices.base) == 4
