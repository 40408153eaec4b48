"""spaCy's examples as JSONL: labels come back, nested ones too, and spaCy's own JSON is read."""

import json

import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.formats.spacy_jsonl import exporter, importer
from tests.formats.exchanging import (
    EMOJI,
    HARD,
    HARD_SPANS,
    annotated,
    as_lines,
    documents,
    labelled,
    mutated,
    places,
    read,
    reshaped,
    round_trip,
    written,
)


def test_the_row_is_the_one_that_spacys_users_know():
    spans = labelled(EMOJI, ("Angela Merkel", "PER"), ("Siemens", "ORG"), ("München", "LOC"))
    row = json.loads(written(exporter, [annotated(EMOJI, spans, sentiment="neutral", ref="dpa-1")]).data)
    assert row["ents"] == [[2, 15, "PER"], [21, 28, "ORG"], [32, 39, "LOC"]]
    assert row["cats"] == {"negative": 0.0, "neutral": 1.0, "positive": 0.0}
    assert (row["ref"], "spans" in row) == ("dpa-1", False)


def test_nested_labels_are_spans_beside_the_outermost_entities():
    text = "Port Authority of Velmora"
    row = json.loads(written(exporter, [annotated(text, [(0, 25, "ORG"), (18, 25, "LOC")])]).data)
    assert row["ents"] == [[0, 25, "ORG"]]
    assert row["spans"] == {"sc": [[0, 25, "ORG"], [18, 25, "LOC"]]}


def test_hard_texts_come_back():
    one = annotated(HARD, HARD_SPANS, sentiment="positive", ref="wire-1", title="Wetter", language="de")
    (back,) = round_trip(exporter, importer, one)
    assert (places(back), back.sentiment, back.status) == (places(one), "positive", "done")
    assert back.appearances == one.document.appearances


@settings(max_examples=60)
@given(one=documents())
def test_labels_anywhere_come_back(one):
    (back,) = round_trip(exporter, importer, one)
    assert (places(back), back.sentiment) == (places(one), one.annotations.sentiment)


def test_what_spacy_writes_of_a_document_is_read():
    spacy = pytest.importorskip("spacy")
    doc = spacy.blank("en")("Mark Milley met Siemens.")
    doc.ents = [doc.char_span(0, 11, "PERSON")]
    doc.spans["sc"] = [doc.char_span(16, 23, "ORG")]
    (one,), problems = read(importer, as_lines([doc.to_json()]))
    assert (places(one), problems) == ([(0, 11, "PERSON"), (16, 23, "ORG")], [])


def test_a_place_that_is_none_costs_only_itself():
    (one,), problems = read(importer, as_lines([{"text": EMOJI, "ents": [[2, 15, "PER"], [1, 99, "X"], 7]}]))
    assert places(one) == [(2, 15, "PER")]
    assert len(problems) == 2
    assert "line 1" in problems[0]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"text": EMOJI, "ents": []}, "spacy-jsonl"),
        ({"id": "1", "text": "x" * 70_000, "ents": [[0, 1, "PER"]]}, "jsonl"),
        ({"text": EMOJI, "spans": [{"start": 0, "end": 1, "label": "PER"}]}, "jsonl"),
    ],
)
def test_files_are_known_by_their_first_row(row, name):
    found = formats.recognised(formats.importers_by_suffix()[".jsonl"], as_lines([row])[: 1 << 16])
    assert found is not None
    assert found.name == name


def test_damaged_files_are_told_and_never_crash():
    data = written(exporter, [annotated(HARD, HARD_SPANS), annotated(EMOJI, sentiment="positive")]).data
    for broken in [*mutated(data, 200), *reshaped(data, 200)]:
        read(importer, broken)
