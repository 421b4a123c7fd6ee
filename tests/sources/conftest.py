import pytest

from tests import sites


@pytest.fixture
def site():
    with sites.served() as site:
        yield site
