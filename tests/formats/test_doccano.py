"""doccano's JSONL: labels come back in each unit, and the unit is a question only where it matters."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.formats.doccano import exporter, importer
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
    written,
)

SPANS = labelled(EMOJI, ("Angela Merkel", "PER"), ("Siemens", "ORG"))
FAMILY = "👩‍👩‍👧 Maren 🇩🇪 left."
UNITS = ("utf-16", "code-points", "graphemes")


def test_offsets_are_utf16_units_unless_another_unit_is_chosen():
    row = json.loads(written(exporter, [annotated(EMOJI, SPANS, sentiment="neutral")]).data)
    assert row["label"] == [[3, 16, "PER"], [22, 29, "ORG"]]
    assert row["sentiment"] == "neutral"
    one = annotated(FAMILY, labelled(FAMILY, ("Maren", "PER")))
    found = {unit: json.loads(written(exporter, [one], unit=unit).data)["label"][0][0] for unit in UNITS}
    assert found == {"utf-16": 9, "code-points": 6, "graphemes": 2}


def test_an_edge_within_a_grapheme_is_left_out_where_graphemes_are_counted():
    one = annotated(FAMILY, [(0, 1, "PER"), *labelled(FAMILY, ("Maren", "PER"))])
    found = written(exporter, [one], unit="graphemes")
    assert found.left_out == {"labels with edges within characters": 1}
    assert len(json.loads(found.data)["label"]) == 1


@pytest.mark.parametrize("unit", UNITS)
def test_hard_texts_come_back_in_each_unit(unit):
    one = annotated(HARD, HARD_SPANS, sentiment="positive", ref="wire-1", title="Wetter", language="de")
    (back,), problems = read(importer, written(exporter, [one], unit=unit).data, unit=unit)
    assert (places(back), back.sentiment, back.status, problems) == (places(one), "positive", "done", [])
    assert back.appearances == one.document.appearances


@settings(max_examples=60)
@given(one=documents(), unit=st.sampled_from(UNITS))
def test_labels_anywhere_come_back(one, unit):
    found = written(exporter, [one], unit=unit)
    (back,), problems = read(importer, found.data, unit=unit)
    assert problems == []
    assert set(places(back)) <= set(places(one))
    assert len(back.spans) + sum(found.left_out.values()) == len(places(one))


def test_the_unit_is_told_once_and_only_where_it_matters():
    plain = {"text": "Maren left.", "label": [[0, 5, "PER"]]}
    emoji = {"text": EMOJI, "label": [[22, 29, "ORG"]]}
    assert read(importer, as_lines([plain, {"text": EMOJI, "label": []}]))[1] == []
    found, problems = read(importer, as_lines([plain, emoji, emoji]))
    assert len(problems) == 1
    assert "line 2" in problems[0]
    assert "UTF-16" in problems[0]
    assert places(found[1]) == [(21, 28, "ORG")]
    (other,), problems = read(importer, as_lines([emoji]), unit="code-points")
    assert (places(other), problems) == ([(22, 29, "ORG")], [])


def test_an_offset_within_a_character_is_no_place():
    (one,), problems = read(importer, as_lines([{"text": EMOJI, "label": [[1, 16, "PER"], [22, 29, "ORG"]]}]))
    assert places(one) == [(21, 28, "ORG")]
    assert "at 1-16 is no place" in problems[1]


def test_older_shapes_comments_and_words_for_the_article_are_read():
    found, problems = read(
        importer,
        as_lines(
            [
                {"id": 3, "data": "Maren left.", "label": [[0, 5, "PER"]], "Comments": ["who?"]},
                {"text": "Maren left.", "annotations": [{"label": 12, "start_offset": 0, "end_offset": 5}]},
                {"text": "Bad news.", "label": ["negative"], "annotation_approver": "admin"},
                {"text": "Bad ports.", "label": ["negative", "ports"]},
                {"text": "Maren left.", "entities": [{"label": "PER", "start_offset": 0, "end_offset": 5}],
                 "relations": [{"from_id": 1, "to_id": 1, "type": "met"}]},
            ]
        ),
    )  # fmt: skip
    assert [places(one) for one in found] == [[(0, 5, "PER")], [(0, 5, "12")], [], [], [(0, 5, "PER")]]
    assert [one.sentiment for one in found] == [None, None, "negative", None, None]
    assert (found[0].notes[0].text, found[0].appearances[0].ref) == ("who?", "3")
    assert found[2].status == "done"
    assert found[3].appearances[0].meta == {"label": ["negative", "ports"]}
    assert problems == ["file, line 5: Relations of this file were left out: here are none."]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("labeling_text_label.jsonl", [("LOC", 6), ("PER", 4), ("ORG", 1)]),
        ("relation_extraction-example.jsonl", [("ORG", 1), ("DATE", 1), ("PERSON", 2)]),
    ],
)
def test_doccanos_own_examples_come_in_whole(shared_data, name, counts):
    data = (shared_data / "formats" / "doccano" / name).read_bytes()
    assert formats.recognised(formats.importers_by_suffix()[".jsonl"], data).name == "doccano"
    found, problems = read(importer, data, name)
    labels = [span.label for one in found for span in one.spans]
    assert {label: labels.count(label) for label in labels} == dict(counts)
    assert [one for one in problems if "Relations" not in one] == []


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"text": "a b", "label": [[0, 1, "X"]]}, "doccano"),
        ({"id": 1, "text": "a b", "label": [], "Comments": []}, "doccano"),
        ({"text": "a b", "label": "politics"}, "jsonl"),
        ({"text": "a b", "label": ["politics"]}, "jsonl"),
        ({"text": "a b", "label": []}, "jsonl"),
        ({"text": "a b", "entities": ["Maren"]}, "jsonl"),
    ],
)
def test_files_are_known_by_their_first_row(row, name):
    found = formats.recognised(formats.importers_by_suffix()[".jsonl"], as_lines([row]))
    assert found is not None
    assert found.name == name


def test_damaged_files_are_told_and_never_crash():
    data = written(
        exporter, [annotated(HARD, HARD_SPANS), annotated(EMOJI, SPANS, sentiment="positive")]
    ).data
    for broken in [*mutated(data, 200), *reshaped(data, 200)]:
        read(importer, broken)
        read(importer, broken, "file.json", unit="graphemes")
