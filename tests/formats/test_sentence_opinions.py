"""Opinions by sentence: NewsMTSC and structured sentiment hold what is said within one, and come back."""

import io
import json
from dataclasses import replace

import pytest

from annotator import formats
from annotator.domain.entities import Rules, ScaleValue
from annotator.domain.scheme import Scheme
from annotator.formats import newsmtsc, sentgraph
from annotator.formats.options import WriteOptions
from tests.formats import exchanging
from tests.formats.exchanging import (
    EMOJI,
    annotated,
    as_lines,
    labelled,
    mutated,
    places,
    read,
    reshaped,
    written,
)

TEXT = (
    "😊 Maren praised Brandl’s “steady hand” 👩‍👩‍👧.\r\nThe Board of Velmora met. 港务局 主席 王小明 来了。"
)
SPANS = labelled(TEXT, ("Maren", "PER"), ("Brandl", "PER"), ("Board of Velmora", "ORG"), ("王小明", "PER"))


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


SAID = annotated(
    TEXT,
    SPANS,
    opinions=[
        (1, "positive", 0, (at("steady hand"),)),
        (0, "neutral", None, ()),
        (1, "negative", None, (at("hand"),)),
        (2, "negative", None, ()),
        (3, "positive", None, ()),
    ],
    ref="wire-1",
)


def lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()]


def told(found) -> list[list[tuple[str, str]]]:
    """The targets of each sentence, with their polarity."""
    sentences = []
    for one in found:
        words = {span.id: one.text[span.start : span.end] for span in one.spans}
        sentences.append([(words[opinion.target], opinion.polarity) for opinion in one.opinions])
    return sentences


def test_newsmtsc_has_a_line_for_each_sentence_with_a_target():
    found = written(newsmtsc.exporter, [SAID])
    rows = lines(found.data)
    assert [row["sentence_normalized"][:5] for row in rows] == ["😊 Mar", "The B", "港务局 主"]
    assert rows[0]["targets"][0] == {
        "Input.gid": "wire-1_0_2_7", "from": 2, "to": 7, "mention": "Maren", "polarity": 4.0,
        "further_mentions": [],
    }  # fmt: skip
    assert rows[0]["primary_gid"] == "wire-1_0_2_7"
    for row in rows:
        for target in row["targets"]:
            assert row["sentence_normalized"][target["from"] : target["to"]] == target["mention"]
    assert found.left_out == {
        "opinions that somebody in the text holds": 1, "words of opinions": 1, "names of labels": 4
    }  # fmt: skip


def test_newsmtsc_comes_back():
    found, problems = read(newsmtsc.importer, written(newsmtsc.exporter, [SAID]).data)
    assert problems == []
    assert told(found) == [
        [("Maren", "neutral"), ("Brandl", "negative")],
        [("Board of Velmora", "negative")],
        [("王小明", "positive")],
    ]
    assert {one.appearances[0].ref for one in found} >= {"wire-1_0_2_7"}


def test_structured_sentiment_has_all_sentences_and_all_parts():
    quiet = annotated("Maren left. Nobody minded.", [(0, 5, "PER")])
    found = written(sentgraph.exporter, [SAID, quiet])
    rows = json.loads(found.data)
    assert [row["sent_id"] for row in rows][:3] == ["wire-1-0", "wire-1-1", "wire-1-2"]
    assert [len(row["opinions"]) for row in rows] == [3, 1, 1, 0, 0]
    held = next(one for one in rows[0]["opinions"] if one["Source"][0])
    hand = rows[0]["text"].index("steady hand")
    assert held == {
        "Source": [["Maren"], ["2:7"]],
        "Target": [["Brandl"], ["16:22"]],
        "Polar_expression": [["steady hand"], [f"{hand}:{hand + 11}"]],
        "Polarity": "Positive",
        "Intensity": None,
    }
    assert found.left_out == {"labels that are part of no written opinion": 1, "names of labels": 4}


def test_structured_sentiment_comes_back_with_holders_words_and_intensity():
    strong = tuple(replace(one, intensity="strong") for one in SAID.annotations.opinions)
    said = replace(SAID, annotations=replace(SAID.annotations, opinions=strong))
    data = written(sentgraph.exporter, [said]).data
    found, problems = read(sentgraph.importer, data, "train.json")
    assert problems == []
    assert sorted(told(found)[0]) == [("Brandl", "negative"), ("Brandl", "positive"), ("Maren", "neutral")]
    first = found[0]
    held = next(one for one in first.opinions if one.holder)
    assert {
        (span.label, first.text[span.start : span.end]) for span in first.spans if span.id == held.holder
    } == {("HOLDER", "Maren")}
    assert [first.text[start:end] for start, end in held.expression] == ["steady hand"]
    assert {one.intensity for one in first.opinions} == {"strong"}


@pytest.mark.parametrize("format", [newsmtsc, sentgraph])
def test_an_opinion_across_sentences_is_left_out(format):
    text = "Maren left. Brandl cheered."
    one = annotated(text, [(0, 5, "PER"), (0, 18, "ORG")], opinions=[(1, "positive", None, ())])
    left_out = written(format.exporter, [one]).left_out
    assert left_out.pop("articles without a target", 1) == 1
    assert left_out == {"opinions across sentences": 1, "labels that are part of no written opinion": 2}
    one = annotated(text, [(0, 5, "PER")], opinions=[(0, "positive", None, ((19, 26),))])
    left_out = written(sentgraph.exporter, [one]).left_out
    assert left_out == {"opinions across sentences": 1, "labels that are part of no written opinion": 1}
    whole = written(sentgraph.exporter, [one], rows="articles")
    assert [(row["text"], len(row["opinions"])) for row in json.loads(whole.data)] == [(text, 1)]


@pytest.mark.parametrize("format", [newsmtsc, sentgraph])
def test_a_finer_scale_is_told_by_its_signs(format, monkeypatch):
    steps = [ScaleValue(name, name, sign) for name, sign in (("bad", -1), ("neutral", 0), ("good", 1))]
    monkeypatch.setattr(exchanging, "SCHEME", Scheme(Rules("n", "n", scale=tuple(steps))))
    one = annotated(EMOJI, labelled(EMOJI, ("Siemens", "ORG")), opinions=[(0, "bad", None, ())])
    found = written(format.exporter, [one])
    assert found.left_out["polarities written as negative, neutral or positive"] == 1
    assert told(read(format.importer, found.data, "a.json" if format is sentgraph else "a.jsonl")[0]) == [
        [("Siemens", "negative")]
    ]


def test_the_flattened_twin_of_newsmtsc_is_put_together_again():
    def row(mention: str, polarity: int) -> dict:
        start = EMOJI.index(mention)
        place = {"from": start, "to": start + len(mention)}
        return {"mention": mention, "polarity": polarity, **place, "sentence": EMOJI, "id": f"g_{start}"}

    other = {**row("Siemens", 0), "sentence": "x" * 21 + "Siemens"}
    data = as_lines([row("Siemens", -1), row("München", 1), other])
    assert formats.recognised(formats.importers_by_suffix()[".jsonl"], data).name == "newsmtsc"
    found, problems = read(newsmtsc.importer, data)
    assert problems == []
    assert told(found) == [[("Siemens", "negative"), ("München", "positive")], [("Siemens", "neutral")]]


def test_newsmtsc_that_is_wrong_is_told():
    target = {"from": 21, "to": 28, "mention": "Siemens", "polarity": 5.0}
    moved = {"from": 20, "to": 27, "mention": "Siemens", "polarity": 6.0}
    (one,), problems = read(
        newsmtsc.importer, as_lines([{"sentence_normalized": EMOJI, "targets": [target, moved]}])
    )
    assert (places(one), one.opinions) == ([(21, 28, "TARGET")], ())
    assert "“5.0” is none of 2, 4 and 6" in problems[0]
    assert "says “Siemens”" in problems[1]


def test_structured_sentiment_of_other_corpora_is_read():
    row = {
        "sent_id": "opener/english00164-6",
        "text": "Even though the price is decent for Paris , I would not recommend this hotel .",
        "opinions": [
            {"Source": [["I"], ["44:45"]], "Target": [["this hotel"], ["66:76"]],
             "Polar_expression": [["would", "recommend"], ["46:51", "56:65"]], "Polarity": "Negative",
             "Intensity": "Standard"},
            {"Source": [[], []], "Target": [["the", "price"], ["12:15", "16:21"]],
             "Polar_expression": [["decent"], ["25:31"]], "Polarity": "Positive", "Intensity": "Slight"},
            {"Source": [[], []], "Target": [[], []], "Polar_expression": [["decent"], ["25:31"]],
             "Polarity": "Positive", "Intensity": "Average"},
        ],
    }  # fmt: skip
    data = json.dumps([row], indent=1).encode()
    assert formats.recognised(formats.importers_by_suffix()[".json"], data).name == "sentgraph"
    (one,), problems = read(sentgraph.importer, data, "a.json")
    assert told([one]) == [[("this hotel", "negative"), ("the price", "positive")]]
    assert [opinion.intensity for opinion in one.opinions] == ["medium", "weak"]
    assert one.opinions[0].expression == ((46, 51), (56, 65))
    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "A target is in 2 pieces; what is between was taken in.",
        "An opinion has no target; it was left out.",
    ]


def test_all_targets_of_real_sentences_are_written_and_come_back(shared_data):
    path = shared_data / "sentiment" / "newsmtsc_devtest_mt.jsonl"
    count = 0
    for line in path.read_text("utf-8").split("\n")[:200]:
        row = json.loads(line)
        targets = row["targets"]
        spans = [(one["start"], one["end"], "PER") for one in targets]
        opinions = [(at, one["polarity"], None, ()) for at, one in enumerate(targets)]
        one = annotated(row["text"], spans, opinions=opinions, language="en")
        exported = written(newsmtsc.exporter, [one])
        found, problems = read(newsmtsc.importer, exported.data)
        assert problems == []
        wanted = sorted((row["text"][t["start"] : t["end"]], t["polarity"]) for t in targets)
        got = sorted(pair for sentence in told(found) for pair in sentence)
        assert got == wanted or "opinions across sentences" in exported.left_out
        count += len(got)
    assert count > 350


@pytest.mark.parametrize(("format", "file"), [(newsmtsc, "a.jsonl"), (sentgraph, "a.json")])
def test_damaged_files_are_told_and_never_crash(format, file):
    data = written(format.exporter, [SAID]).data
    for broken in [*mutated(data, 200), *reshaped(data, 200)]:
        read(format.importer, broken, file)


def test_no_document_makes_an_empty_list():
    out = io.BytesIO()
    assert list(sentgraph.exporter.write([], exchanging.SCHEME, out, WriteOptions())) == []
    assert json.loads(out.getvalue()) == []
