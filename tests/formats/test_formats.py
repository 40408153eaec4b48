"""Formats are found by name and by ending, also those of other distributions, also those that cannot work."""

import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from annotator import formats
from annotator.errors import UserError
from annotator.formats import options
from annotator.formats.needs import need


def offer(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: EntryPoints(p for p in points if p.group == group)
    )


def test_the_formats_that_come_with_the_program_are_there():
    found = {one.name: one for one in formats.formats()}
    assert {"jsonl", "table", "text"} <= set(found)
    assert found["jsonl"].importer is not None
    assert found["jsonl"].exporter is not None
    endings = formats.importers_by_suffix()
    assert {".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".txt"} <= set(endings)
    # A format that takes any file of its ending comes behind those that know theirs.
    for importers in endings.values():
        known = [isinstance(one, formats.Recognises) for one in importers]
        assert known == sorted(known, reverse=True)
        assert known.count(False) <= 1


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
    offer(monkeypatch, EntryPoint("never", "no_such_library:exporter", formats.EXPORTERS))
    found = {one.name: one for one in formats.formats()}["never"]
    assert found.problem == "unavailable, because No module named 'no_such_library'"
    with pytest.raises(UserError, match="unavailable, because"):
        formats.exporter("never")


@pytest.mark.parametrize(("ask", "name"), [(formats.exporter, "text"), (formats.importer, "nothing")])
def test_what_is_not_there_is_refused_in_a_sentence(ask, name):
    with pytest.raises(UserError) as refused:
        ask(name)
    assert refused.value.hint


class Any:
    name, title, suffixes = "any", "Any", (".x",)


class Marked(Any):
    name = "marked"

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"<mark>")


def test_of_several_formats_of_one_ending_the_one_that_knows_the_file_reads_it():
    marked, other = Marked(), Any()
    assert formats.recognised((marked, other), b"<mark> text") is marked
    assert formats.recognised((marked, other), b"text") is other
    assert formats.recognised((marked,), b"text") is None


def test_a_choice_that_a_format_does_not_offer_is_refused_with_those_it_does():
    options.check("f", (options.EDGES,), {"edges": "widen"})
    with pytest.raises(UserError, match="has no choice “edge”") as refused:
        options.check("f", (options.EDGES,), {"edge": "widen"})
    assert "edges" in refused.value.hint
    with pytest.raises(UserError, match="cannot be “wide”") as refused:
        options.check("f", (options.EDGES,), {"edges": "wide"})
    assert "skip, widen, fail" in refused.value.hint


def test_a_library_that_is_missing_is_named_with_what_to_install():
    with pytest.raises(
        ImportError, match=r"no_such_library is not installed: pip install 'news-annotator\[x\]'"
    ):
        need("no_such_library", "x")
    need("json", "x")
