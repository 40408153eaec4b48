"""Label Studio's JSON: labels, sentiment and the author's opinions come back, and each annotator has a
layer.
"""

import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.formats.labelstudio import exporter, importer
from annotator.formats.options import WriteOptions
from tests.formats.exchanging import (
    EMOJI,
    HARD,
    HARD_SPANS,
    SCHEME,
    annotated,
    documents,
    labelled,
    mutated,
    places,
    read,
    reshaped,
    round_trip,
    written,
)

SPANS = labelled(EMOJI, ("Angela Merkel", "PER"), ("Siemens", "ORG"))


def region(start: int, end: int, *labels: str, text: str | None = None, **more) -> dict:
    value = {"start": start, "end": end, "labels": list(labels)} | ({} if text is None else {"text": text})
    return {"id": "r1", "from_name": "ner", "to_name": "text", "type": "labels", "value": value, **more}


def task(text: str, *annotations: dict, **more) -> dict:
    return {"id": 1, "data": {"text": text}, "annotations": list(annotations), **more}


def read_tasks(*tasks: dict):
    return read(importer, json.dumps(tasks).encode(), "tasks.json")


def test_the_task_is_as_label_studio_has_it():
    one = annotated(EMOJI, SPANS, sentiment="neutral", opinions=[(1, "positive", None, ())], ref="dpa-1")
    (found,) = json.loads(written(exporter, [one]).data)
    assert found["data"]["text"] == EMOJI
    results = found["annotations"][0]["result"]
    assert results[0] == {
        "id": "s0", "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": 2, "end": 15, "text": "Angela Merkel", "labels": ["PER"]},
    }  # fmt: skip
    assert [(one["from_name"], one["value"]["choices"]) for one in results[2:]] == [
        ("towards", ["positive"]), ("sentiment", ["neutral"])
    ]  # fmt: skip
    assert results[2]["id"] == "s1"


def test_the_configuration_has_all_the_controls_that_results_name():
    one = annotated(
        EMOJI,
        SPANS,
        sentiment="neutral",
        opinions=[(1, "positive", None, ())],
        sentences=[(0, 40, "negative")],
    )
    view = ET.fromstring(written_config())
    controls = {node.get("name"): {child.get("value") for child in node} for node in view if len(node)}
    for result in json.loads(written(exporter, [one]).data)[0]["annotations"][0]["result"]:
        said = result["value"].get("labels") or result["value"]["choices"]
        assert set(said) <= controls[result["from_name"]]
    assert view.find("Text").get("name") == "text"


def written_config() -> str:
    out = io.BytesIO()
    assert list(exporter.write([], SCHEME, out, WriteOptions({"content": "config"}))) == []
    return out.getvalue().decode()


def test_what_has_no_place_is_listed():
    one = annotated(
        EMOJI, SPANS, notes=["?"], flag="",
        opinions=[(1, "positive", 0, ()), (0, "negative", None, ((16, 20),))],
    )  # fmt: skip
    assert written(exporter, [one]).left_out == {
        "notes": 1, "flags": 1, "opinions that somebody in the text holds": 1, "words of opinions": 1
    }  # fmt: skip


def test_hard_texts_come_back_with_all_that_was_said():
    one = annotated(
        HARD, HARD_SPANS, sentiment="positive", sentences=[(0, 20, "negative")],
        opinions=[(1, "negative", None, ())], ref="wire-1", title="Wetter", language="de",
    )  # fmt: skip
    (back,) = round_trip(exporter, importer, one)
    assert (places(back), back.sentiment, back.status, back.layer) == (
        places(one),
        "positive",
        "done",
        "mine",
    )
    assert [(mark.start, mark.end, mark.sentiment) for mark in back.sentences] == [(0, 20, "negative")]
    assert [(opinion.target, opinion.polarity) for opinion in back.opinions] == [("s1", "negative")]
    assert back.appearances == one.document.appearances


@settings(max_examples=60)
@given(one=documents())
def test_labels_anywhere_come_back(one):
    (back,) = round_trip(exporter, importer, one)
    assert (places(back), back.sentiment) == (places(one), one.annotations.sentiment)


def test_a_skipped_article_stays_skipped_and_nothing_makes_an_empty_list():
    (back,) = round_trip(exporter, importer, annotated(EMOJI, status="skipped"))
    assert back.status == "skipped"
    assert json.loads(written(exporter, []).data) == []


def test_each_annotator_and_each_model_has_a_layer():
    found, problems = read_tasks(
        task(
            EMOJI,
            {"completed_by": 3, "result": [region(2, 15, "PER")]},
            {"completed_by": {"email": "ines@example.org"}, "result": [region(21, 28, "ORG", "LOC")]},
            {"completed_by": 4, "was_cancelled": True, "result": [region(2, 15, "LOC")]},
            predictions=[{"model_version": "ner-2", "score": 0.5, "result": [region(32, 39, "LOC")]}],
        )
    )
    assert problems == []
    assert [(one.layer, one.status, places(one)) for one in found] == [
        ("user 3", "done", [(2, 15, "PER")]),
        ("ines@example.org", "done", [(21, 28, "LOC"), (21, 28, "ORG")]),
        ("user 4", "skipped", []),
        ("ner-2", None, [(32, 39, "LOC")]),
    ]
    assert (found[3].spans[0].origin, found[3].spans[0].confidence) == ("ner-2", 0.5)


def test_offsets_of_older_releases_are_told_by_what_the_regions_say():
    found, problems = read_tasks(
        task(EMOJI, {"result": [region(3, 16, "PER", text="Angela Merkel")]}),
        task(EMOJI, {"result": [region(2, 15, "PER", text="Angela Merkel")]}),
    )
    assert [places(one) for one in found] == [[(2, 15, "PER")]] * 2
    assert len(problems) == 1
    assert "UTF-16" in problems[0]


def test_a_region_whose_words_stand_elsewhere_is_left_out_but_a_line_break_may_be_written_out():
    text = "Ilse\nMaren left."
    (one,), problems = read_tasks(
        task(
            text,
            {
                "result": [
                    region(0, 10, "PER", text="Ilse\\nMaren"),
                    region(0, 4, "ORG", text="Maren", id="r2"),
                ]
            },
        )
    )
    assert places(one) == [(0, 10, "PER")]
    assert "says “Maren”" in problems[0]


def test_what_has_no_meaning_here_is_told_once():
    relation = {"type": "relation", "from_id": "a", "to_id": "b"}
    sure = {
        "id": "r1",
        "from_name": "sure",
        "type": "choices",
        "value": {"start": 2, "end": 15, "choices": ["no"]},
    }
    one = task(EMOJI, {"result": [region(2, 15), region(21, 28, "ORG"), relation, sure]})
    found, problems = read_tasks(one, one)
    assert len(found) == 2
    assert [re.sub("^.*?: ", "", problem) for problem in problems] == [
        "The region at 2-15 has no label; it was left out.",
        "What is of the type “relation” in this file was left out.",
        "Choices of “sure” on labels of this file were left out.",
        "The region at 2-15 has no label; it was left out.",
    ]


def test_choices_of_several_controls_are_kept_and_the_sentiment_is_one():
    def choice(name: str, *words: str) -> dict:
        return {"from_name": name, "type": "choices", "value": {"choices": list(words)}}

    (one, other), _ = read_tasks(
        task(EMOJI, {"result": [choice("topic", "ports"), choice("sentiment", "negative")]}),
        task("Ports.", {"result": [choice("mood", "negative")]}),
    )
    assert (one.sentiment, one.appearances[0].meta) == ("negative", {"topic": ["ports"]})
    assert other.sentiment == "negative"


@pytest.mark.parametrize(
    ("name", "spans", "sentiment", "begins"),
    [
        ("named_entity.annotation-1.json", [(343, 354, "Date")], None, "Showers"),
        ("sentiment_analysis.annotation-1.json", [], "Negative", "What a waste"),
    ],
)
def test_label_studios_own_examples_come_in_whole(shared_data, name, spans, sentiment, begins):
    data = (shared_data / "formats" / "label-studio" / name).read_bytes()
    assert formats.recognised(formats.importers_by_suffix()[".json"], data).name == "labelstudio"
    (one,), problems = read(importer, data, name)
    assert (places(one), one.sentiment, problems) == (spans, sentiment, [])
    assert one.text.startswith(begins)


def test_damaged_files_are_told_and_never_crash():
    data = written(
        exporter, [annotated(HARD, HARD_SPANS, sentences=[(0, 9, "neutral")]), annotated(EMOJI, SPANS)]
    ).data
    for broken in [*mutated(data, 200), *reshaped(data, 200)]:
        read(importer, broken, "tasks.json")
