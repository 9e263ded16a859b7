"""Facts carry over from the articles the project began from; their sentences do not."""

from pathlib import Path

import pytest
import yaml

from tools.article_runs import hashed, kept, runs

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def of_articles() -> frozenset[bytes]:
    return kept()


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(
    "file", sorted(p.relative_to(CONTENT).as_posix() for p in CONTENT.rglob("*.yml"))
)  # fmt: skip
def test_no_sentence_of_an_article(file: str, of_articles: frozenset[bytes]) -> None:
    data = yaml.load((CONTENT / file).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert [run for text in texts(data) for run in runs(text) if hashed(run) in of_articles] == []


def test_a_sentence_of_an_article_would_be_found(of_articles: frozenset[bytes]) -> None:
    """The first sentence under the heading of one article, broken up as somebody might who pastes it."""
    sentence = "是指第三方服务商或专业团队，帮助中国跨境卖家针对Coupang平台发出的绩效警告、店铺扣分"
    assert any(hashed(run) in of_articles for run in runs(sentence))
    assert not any(
        hashed(run) in of_articles for run in runs("我们自己写的句子不会出现在任何一篇文章里，因为是今天写的")
    )
