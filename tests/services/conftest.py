"""A reviewer's desk, with nothing on it or with layers that differ."""

import pytest

from tests.services.desk import Desk


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.project.close()


@pytest.fixture
def split(desk):
    """Two say the long name and one the short; all say Maren; one says Kastelholm."""
    ines, marek, rita = desk.layers
    desk.label(ines, "Port Authority of Velmora", "ORG")
    desk.label(marek, "Port Authority", "ORG")
    desk.label(rita, "Port Authority of Velmora", "ORG")
    desk.everybody("Ilse Maren", "PER")
    desk.label(ines, "Kastelholm", "GPE")
    return desk
