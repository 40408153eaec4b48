"""Formats are found by name and by ending, also those of other distributions, also those that cannot work."""

import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from annotator import formats
from annotator.errors import UserError


def offer(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: EntryPoints(p for p in points if p.group == group)
    )


def test_the_formats_that_come_with_the_program_are_there():
    found = {one.name: one for one in formats.formats()}
    assert set(found) == {"jsonl", "table", "text"}
    assert found["jsonl"].importer is not None
    assert found["jsonl"].exporter is not None
    assert set(formats.importers_by_suffix()) == {".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".txt"}


def test_an_exporter_of_another_distribution_is_found(monkeypatch, tmp_path):
    (tmp_path / "plugged_format.py").write_text(
        "class Plugged:\n    name = 'plugged'\n    title = 'Plugged'\n    suffix = '.plug'\n"
        "    def write(self, documents, scheme, out):\n        yield from ()\n"
        "exporter = Plugged()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    offer(monkeypatch, EntryPoint("plugged", "plugged_format:exporter", formats.EXPORTERS))
    assert formats.exporter("plugged").suffix == ".plug"
    sys.modules.pop("plugged_format")


def test_a_format_whose_library_is_missing_says_so(monkeypatch):
    offer(monkeypatch, EntryPoint("parquet", "no_such_library:exporter", formats.EXPORTERS))
    found = {one.name: one for one in formats.formats()}["parquet"]
    assert found.problem == "unavailable, because No module named 'no_such_library'"
    with pytest.raises(UserError, match="unavailable, because"):
        formats.exporter("parquet")


@pytest.mark.parametrize(("ask", "name"), [(formats.exporter, "text"), (formats.importer, "nothing")])
def test_what_is_not_there_is_refused_in_a_sentence(ask, name):
    with pytest.raises(UserError) as refused:
        ask(name)
    assert refused.value.hint
