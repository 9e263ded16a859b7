"""What every test may use: rewriting golden files on request."""

import pytest
from hypothesis import settings

from generator.packet.render import workers

# The same examples on every computer, however slow it is.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")

# Tests are shared out to all processors already; a packet's own further processes would only be in the way.
workers.MOST = 0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew instead of comparing"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))
