"""Every format has a page that says what it is, what it cannot hold, what can be chosen and what loads it."""

import pytest

from annotator import formats
from annotator.errors import UserError
from annotator.services.format_pages import page


@pytest.mark.parametrize(
    "found", [one for one in formats.formats() if not one.problem], ids=lambda one: one.name
)
def test_every_format_has_its_page(found):
    said = page(found.name)
    assert said.startswith(f"{found.name}: {found.title}, ")
    assert len(said.split("\n\n")[1]) > 20
    if found.exporter is not None:
        assert "Load it with:" in said and "{file}" not in said
        assert all(what in said for what in found.exporter.cannot_hold)
        for choice in found.exporter.choices:
            assert all(f"    {value}: {meaning}" in said for value, meaning in choice.values.items())


def test_a_format_that_is_not_there_is_a_sentence():
    with pytest.raises(UserError, match="no format “nothing”"):
        page("nothing")
