"""Web Annotation: all that is said comes back, and annotations of others find their texts and places."""

import json

import jsonschema
import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.formats.webannotation import exporter, importer
from tests.formats.exchanging import (
    EMOJI,
    HARD,
    HARD_SPANS,
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
# What the standard says an annotation must have.
_INTEGER = {"type": "integer"}
_POSITION = {
    "properties": {"type": {"const": "TextPositionSelector"}, "start": _INTEGER, "end": _INTEGER},
    "required": ["type", "start", "end"],
    "additionalProperties": False,
}
_QUOTATION = {"properties": {"type": {"const": "TextQuoteSelector"}}, "required": ["type", "exact"]}
_SELECTORS = {"type": "array", "items": {"oneOf": [_POSITION, _QUOTATION]}}
_TARGET = {
    "oneOf": [
        {"type": "string", "format": "iri"},
        {"type": "object", "required": ["source"], "properties": {"selector": _SELECTORS}},
    ]
}
_ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+:[^ ]+$"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["assessing", "classifying", "commenting", "moderating"]},
        "target": _TARGET,
    },
}
SCHEMA = {
    "type": "array",
    "items": {
        "required": ["@context", "id", "type", "items"],
        "properties": {"type": {"const": "AnnotationPage"}, "items": {"type": "array", "items": _ANNOTATION}},
    },
}
EVERYTHING = annotated(
    HARD,
    HARD_SPANS,
    sentiment="positive",
    sentences=[(0, 20, "negative")],
    opinions=[(1, "negative", None, ()), (0, "positive", 1, ((29, 33),))],
    notes=["Look again."],
    flag="",
    ref="wire-1",
    title="Wetter",
    source="dpa",
    language="de",
    published="2031-05-14",
)


def annotation(
    body, start: int | None = None, end: int | None = None, exact: str | None = None, **more
) -> dict:
    selectors = [{"type": "TextPositionSelector", "start": start, "end": end}] if start is not None else []
    selectors += [{"type": "TextQuoteSelector", "exact": exact, **more}] if exact else []
    target = {"source": "https://example.org/news/merkel", "selector": selectors}
    context = "http://www.w3.org/ns/anno.jsonld"
    return {"@context": context, "id": f"urn:{start}", "type": "Annotation", "body": body, "target": target}


def read_beside(*found: dict, text: str = EMOJI):
    return read(importer, json.dumps(list(found)).encode(), "a.jsonld", {"merkel.txt": text.encode()})


def test_an_annotation_is_as_the_standard_wants_it():
    pages = json.loads(written(exporter, [annotated(EMOJI, SPANS), EVERYTHING]).data)
    jsonschema.validate(pages, SCHEMA)
    first = pages[0]["items"][0]
    assert first["body"] == {"type": "TextualBody", "value": "PER", "purpose": "tagging"}
    assert first["target"]["selector"] == [
        {"type": "TextPositionSelector", "start": 2, "end": 15},
        {"type": "TextQuoteSelector", "exact": "Angela Merkel", "prefix": "😊 ",
         "suffix": " traf Siemens in München."},
    ]  # fmt: skip
    assert first["target"]["source"] == pages[0]["schema:about"]["id"]


def test_all_that_was_said_comes_back():
    (back,) = round_trip(exporter, importer, EVERYTHING)
    assert (places(back), back.sentiment, back.flag) == (places(EVERYTHING), "positive", "")
    assert (back.layer, back.status) == ("mine", "done")
    assert [(one.start, one.end, one.sentiment) for one in back.sentences] == [(0, 20, "negative")]
    assert {(one.target, one.polarity, one.holder, one.expression) for one in back.opinions} == {
        ("s1", "negative", None, ()), ("s0", "positive", "s1", ((29, 33),))
    }  # fmt: skip
    assert [note.text for note in back.notes] == ["Look again."]
    assert back.appearances == EVERYTHING.document.appearances
    assert {span.id for span in back.spans} == {f"s{at}" for at in range(len(HARD_SPANS))}


def test_a_document_of_which_nothing_was_said_keeps_its_layer():
    (back,) = round_trip(exporter, importer, annotated(EMOJI))
    assert (back.layer, back.status, back.spans) == ("mine", "done", ())


def test_what_only_this_program_knows_is_listed():
    one = annotated(EMOJI, meta={"desk": "world"}, headline=(2, 15))
    assert written(exporter, [one]).left_out == {"further facts of articles": 2}


@settings(max_examples=60)
@given(one=documents())
def test_labels_anywhere_come_back(one):
    (back,) = round_trip(exporter, importer, one)
    assert (places(back), back.sentiment) == (places(one), one.annotations.sentiment)


def test_annotations_of_others_take_their_text_from_beside_the_file():
    merkel = annotation(
        [{"type": "TextualBody", "value": "PER", "purpose": "tagging"}], 2, 15, "Angela Merkel"
    )
    siemens = {**annotation("ORG", 21, 28), "creator": {"name": "Ines"}, "motivation": "tagging"}
    comment = annotation({"type": "TextualBody", "value": "Who?", "purpose": "commenting"}, 2, 15)
    found, problems = read_beside(merkel, {"type": "AnnotationPage", "items": [siemens, comment]})
    assert problems == []
    assert [(one.layer, places(one)) for one in found] == [
        (None, [(2, 15, "PER")]), ("Ines", [(21, 28, "ORG")])
    ]  # fmt: skip
    assert [(note.text, note.start) for note in found[0].notes] == [("Who?", 2)]
    assert found[0].appearances[0].ref == "merkel"
    lost, problems = read(importer, json.dumps(merkel).encode(), "a.jsonld")
    assert lost == []
    assert "put it beside this file as merkel.txt" in problems[0]


def test_a_position_that_is_wrong_is_mended_by_the_quotation():
    found, problems = read_beside(
        annotation("A", 3, 16, "Angela Merkel"),
        annotation("B", 20, 28, "Siemens"),
        annotation("C", exact="München"),
        annotation("D", 2, 15, "Velmora"),
        annotation("E", 30, 99),
    )
    assert places(found[0]) == [(2, 15, "A"), (21, 28, "B"), (32, 39, "C")]
    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "The place of “A” was counted in UTF-16 units and was read so.",
        "The place of “B” was not where its quotation stands; it was found by that.",
        "“Velmora” is not in the text; the annotation was left out.",
        "A span at 30-99 reaches beyond the text, which has 40 characters; it was left out.",
    ]


def test_of_equal_quotations_what_stands_around_decides():
    text = "Maren met Brandl. Later Maren left."
    found, _ = read_beside(annotation("PER", 0, 4, "Maren", prefix="Later ", suffix=" left"), text=text)
    assert places(found[0]) == [(24, 29, "PER")]


def test_files_are_known_by_the_vocabulary():
    data = written(exporter, [EVERYTHING]).data
    assert formats.recognised(formats.importers_by_suffix()[".jsonld"], data).name == "webannotation"
    assert formats.recognised(formats.importers_by_suffix()[".json"], data).name == "webannotation"


@pytest.mark.parametrize("selector", [{"type": "XPathSelector", "value": "/p"}, [], "text", {"type": 7}])
def test_places_of_other_kinds_are_told_or_are_the_whole_text(selector):
    one = annotation("Note this.", 1, 2)
    one["target"]["selector"] = selector
    found, problems = read_beside(one)
    assert found[0].spans == ()
    assert problems or found[0].notes


def test_damaged_files_are_told_and_never_crash():
    data = written(exporter, [EVERYTHING, annotated(EMOJI, SPANS)]).data
    other = json.dumps([annotation("A", 3, 16, "Angela Merkel"), annotation("B", 20, 28, "Siemens")]).encode()
    for broken in [*mutated(data, 200), *mutated(other, 100), *reshaped(data, 200), *reshaped(other, 200)]:
        read(importer, broken, "a.jsonld", {"merkel.txt": EMOJI.encode()})
