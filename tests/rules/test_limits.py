"""What the channel allows beside what the originals come to."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.case.model import Case
from generator.rules.limits import Limit, limits_of
from tests.world.world import copy_world


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return copy_world(tmp_path).case()


def by_name(case: Case, exhibits_as: str) -> dict[str, Limit]:
    channel = replace(case.channel, exhibits_as=exhibits_as)
    return {limit.of: limit for limit in limits_of(replace(case, channel=channel))}


@pytest.mark.parametrize(
    ("exhibits_as", "files", "pages"),
    [("separate", 3, 2), ("binder", 2, 5), ("both", 4, 7)],
)
def test_files_and_pages_by_the_way_of_filing(case: Case, exhibits_as: str, files: int, pages: int) -> None:
    """The letter is a file; a binder has an index and a cover sheet before each of the two exhibits."""
    limits = by_name(case, exhibits_as)
    assert (limits["files"].have, limits["pages"].have) == (files, pages)


def test_sizes(case: Case) -> None:
    large, small = (replace(e, media=replace(e.media, size=size)) for e, size in
                    zip(case.exhibits, (1_500_000, 400_000), strict=True))  # fmt: skip
    case = replace(case, exhibits=(large, small))
    alone, bound = by_name(case, "separate"), by_name(case, "both")
    assert (alone["file-mb"].have, alone["file-mb"].file) == (1.5, "exhibits/contract.pdf")
    assert alone["total-mb"].have == 1.9
    assert (bound["file-mb"].have, bound["total-mb"].have) == (1.9, 3.8)
    assert alone["file-mb"].is_over  # the form takes 1 MB a file and 2 MB in all
    assert not alone["total-mb"].is_over


def test_an_unknown_limit_is_never_passed(case: Case) -> None:
    assert not Limit("pages", 10_000, None).is_over


def test_a_limit_that_is_just_reached(case: Case) -> None:
    assert not Limit("files", 3, 3).is_over
    assert Limit("files", 4, 3).is_over


def test_no_exhibits(case: Case) -> None:
    limits = by_name(replace(case, exhibits=()), "both")
    assert [limit.have for limit in limits.values()] == [0, 0, 1, 0]
