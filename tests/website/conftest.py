"""Sites that many tests read; each is built once."""

from pathlib import Path

import pytest

from generator.knowledge.load import load_knowledge
from generator.knowledge.model import Knowledge
from tests.website.site import ROOT, Site, build, invented_content


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A platform that Python never heard of."""
    return load_knowledge(invented_content(tmp_path_factory.mktemp("invented")))


@pytest.fixture(scope="session", params=["invented", "own"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A built site: of the invented platform, then of our own content."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    content = invented_content(folder) if request.param == "invented" else ROOT / "content"
    return build(content, folder)
