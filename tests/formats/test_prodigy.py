"""Prodigy's JSONL: every label stands on tokens and comes back, and only what was accepted counts."""

import json

import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.formats.prodigy import exporter, importer
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


def rows(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()]


def check_tokens(row: dict) -> None:
    """Prodigy's own rules: tokens make the text again, and spans begin and end with tokens."""
    tokens = row["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == row["text"]
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    for token in tokens:
        assert row["text"][token["start"] : token["end"]] == token["text"]
    for span in row["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]


def test_the_row_is_prodigys():
    (row,) = rows(written(exporter, [annotated(EMOJI, SPANS, source="dpa", sentiment="neutral")]).data)
    check_tokens(row)
    assert row["spans"][0] == {"start": 2, "end": 15, "token_start": 1, "token_end": 2, "label": "PER"}
    assert row["tokens"][6] == {"text": "München", "start": 32, "end": 39, "id": 6, "ws": False}
    assert (row["answer"], row["accept"], row["meta"]["source"]) == ("accept", ["neutral"], "dpa")
    assert (row["_view_id"], row["_annotator_id"]) == ("ner_manual", "mine")


def test_a_label_within_a_token_cuts_it():
    text = "The pro-Velmora vote"
    (row,) = rows(written(exporter, [annotated(text, labelled(text, ("Velmora", "LOC")))]).data)
    check_tokens(row)
    assert [token["text"] for token in row["tokens"]] == ["The", "pro-", "Velmora", "vote"]


def test_hard_texts_come_back():
    one = annotated(HARD, HARD_SPANS, sentiment="positive", ref="wire-1", title="Wetter", language="de")
    found = written(exporter, [one])
    check_tokens(*rows(found.data))
    (back,), problems = read(importer, found.data)
    assert (places(back), back.sentiment, back.status, back.layer) == (
        places(one),
        "positive",
        "done",
        "mine",
    )
    assert back.appearances == one.document.appearances
    assert (problems, found.left_out) == ([], {})


@settings(max_examples=60)
@given(one=documents())
def test_labels_anywhere_come_back_without_white_space_at_their_edges(one):
    found = written(exporter, [one])
    check_tokens(*rows(found.data))
    (back,), problems = read(importer, found.data)
    assert problems == []
    assert back.sentiment == one.annotations.sentiment
    if not found.left_out:
        assert places(back) == places(one)


def test_only_what_was_accepted_is_labelled():
    span = {"start": 0, "end": 5, "label": "PER"}
    found, problems = read(
        importer,
        as_lines(
            [
                {"text": "Maren left.", "spans": [span], "answer": way}
                for way in ("accept", "reject", "ignore")
            ]
        ),
    )
    assert [(len(one.spans), one.status) for one in found] == [(1, "done"), (0, None), (0, "skipped")]
    assert problems == ["file, line 2: Of tasks that were rejected only the texts came in."]


def test_annotators_are_layers_models_are_origins_and_topics_stay_in_meta():
    span = {"start": 0, "end": 5, "label": "PER", "source": "en_core_web_sm"}
    found, _ = read(
        importer,
        as_lines(
            [
                {"text": "Maren left.", "spans": [span], "answer": "accept", "_annotator_id": "ines"},
                {"text": "Maren left.", "label": "PORTS", "answer": "accept", "_session_id": "news-tomas"},
                {"text": "Maren left.", "options": [], "accept": ["a", "b"], "answer": "accept"},
            ]
        ),
    )
    assert [one.layer for one in found] == ["ines", "news-tomas", None]
    assert found[0].spans[0].origin == "en_core_web_sm"
    assert [one.appearances[0].meta for one in found] == [{}, {"label": "PORTS"}, {"accept": ["a", "b"]}]


def test_prodigys_own_example_comes_in_whole(shared_data):
    data = (shared_data / "formats" / "prodigy" / "annotated_news_headlines-ner.jsonl").read_bytes()
    assert formats.recognised(formats.importers_by_suffix()[".jsonl"], data).name == "prodigy"
    found, problems = read(importer, data)
    labels = [span.label for one in found for span in one.spans]
    assert (len(found), problems) == (120, [])
    assert {label: labels.count(label) for label in labels} == {"LOCATION": 49, "ORG": 39, "PERSON": 19}
    assert {one.appearances[0].source for one in found} == {"The New York Times"}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"text": "a", "spans": [], "answer": "accept"}, "prodigy"),
        ({"text": "a", "_input_hash": 1}, "prodigy"),
        ({"text": "a", "answer": "because"}, "jsonl"),
        ({"text": "a", "tokens": [], "spans": []}, "jsonl"),
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
