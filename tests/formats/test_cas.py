"""UIMA CAS: every label is where it was, in UTF-16 units in the file, whoever reads it back."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

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
    written,
)

cassis = pytest.importorskip("cassis")

from annotator.formats.cas import exporter, importer  # noqa: E402 - they need the library
from annotator.formats.cas_zip import importer as archives  # noqa: E402
from annotator.formats.uima import SENTENCE, TOKEN  # noqa: E402

KINDS = ("json", "xmi")
NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def members(data: bytes) -> dict[str, bytes]:
    """The files in an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def only(data: bytes, suffix: str) -> bytes:
    """The one article in an archive."""
    (found,) = (one for name, one in members(data).items() if name.endswith(suffix))
    return found


def in_json(*structures: dict, text: object = "Ilse Maren 😊 left", types: dict | None = None) -> bytes:
    """A CAS with these feature structures."""
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text}
    others = [{"%ID": at, "@sofa": 1, **one} for at, one in enumerate(structures, 2)]
    ids = [one["%ID"] for one in others]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": ids}}
    return json.dumps(
        {"%TYPES": types or {}, "%FEATURE_STRUCTURES": [sofa, *others], "%VIEWS": views}
    ).encode()


def custom(name: str, *features: str, range: str = "uima.cas.String") -> dict:
    """A type with features."""
    said = {one: {"%NAME": one, "%RANGE": range} for one in features}
    return {name: {"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation", **said}}


@pytest.mark.parametrize("kind", KINDS)
def test_the_units_of_the_file_are_utf16_and_the_library_reads_every_label(kind: str):
    one = annotated(HARD, [*HARD_SPANS, *labelled(HARD, ("👩‍👩‍👧", "LOC"), ("🇩🇪", "LOC"))])
    files = written(exporter, [one], **{"as": kind})
    data = only(files.data, f"1-{one.document.id[:12]}.{kind}")
    if kind == "json":
        cas = cassis.load_cas_from_json(io.BytesIO(data))
    else:
        types = cassis.load_typesystem(io.BytesIO(members(files.data)["TypeSystem.xml"]))
        cas = cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=types)
    found = sorted((e.begin, e.end, e.value) for e in cas.select(NER))
    assert cas.sofa_string == HARD
    assert found == places(one)
    assert cas.select(NER)[0].get_covered_text() == "Angela 👩‍👩‍👧 Merkel 🇩🇪"
    assert not files.left_out
    starts = [len(HARD[:start].encode("utf-16-le")) // 2 for start, *_ in places(one)]
    assert all(f'begin="{at}"'.encode() in data or f'"begin": {at},'.encode() in data for at in starts)


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_and_tokens_are_written_as_inception_wants_them(kind: str):
    text = "Angela Merkel traf Siemens. Sie flog."
    one = annotated(text, [(0, 13, "PER")], title="A title", ref="wire-1", language="de", url="https://x/1")
    files = written(exporter, [one], **{"as": kind})
    ((back,), problems) = read(archives, files.data, "out.zip")
    assert (places(back), problems) == ([(0, 13, "PER")], [])
    first = back.appearances[0]
    assert (first.title, first.ref, first.url, first.language) == ("A title", "wire-1", "https://x/1", "de")
    assert "000001-wire-1." + kind in members(files.data)
    data = only(files.data, f"wire-1.{kind}")
    if kind == "json":
        cas = cassis.load_cas_from_json(data.decode())
        assert [one.get_covered_text() for one in cas.select(SENTENCE)] == [
            "Angela Merkel traf Siemens.",
            "Sie flog.",
        ]
        assert [one.get_covered_text() for one in cas.select(TOKEN)][-3:] == ["Sie", "flog", "."]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30)
@given(one=documents())
def test_whatever_it_can_hold_comes_back(kind: str, one):
    found, problems = read(archives, written(exporter, [one], **{"as": kind}).data, "out.zip")
    assert not problems
    assert [back.text for back in found] == [one.document.text]
    assert places(found[0]) == places(one)


def test_what_it_cannot_hold_is_listed():
    one = annotated(
        EMOJI,
        labelled(EMOJI, ("Angela Merkel", "PER")),
        sentiment="negative",
        opinions=[(0, "negative", None, ())],
        notes=["Look."],
    )
    lost = written(exporter, [one]).left_out
    assert lost == {"opinions": 1, "sentiment of articles": 1, "notes": 1}
    assert set(lost) <= set(exporter.cannot_hold)


def test_xmi_leaves_out_an_article_with_control_characters_and_says_so():
    bad, good = annotated("a \x07 bell", [(0, 1, "PER")]), annotated("no bell")
    result = written(exporter, [bad, good], **{"as": "xmi"})
    assert result.left_out == {"articles with control characters": 1}
    assert [one.text for one in read(archives, result.data, "x.zip")[0]] == ["no bell"]
    found, _ = read(archives, written(exporter, [bad]).data, "x.zip")
    assert [one.text for one in found] == ["a \x07 bell"]


def test_features_become_the_label_and_notes():
    types = {
        **custom("webanno.custom.Person", "identifier", "value"),
        **custom("webanno.custom.Bare"),
        **custom("webanno.custom.Sure", "confidence", range="uima.cas.Double"),
    }
    data = in_json(
        {"%TYPE": "webanno.custom.Person", "begin": 0, "end": 10, "value": "PER", "identifier": "Q1"},
        {"%TYPE": "webanno.custom.Bare", "begin": 5, "end": 10},
        {"%TYPE": "webanno.custom.Person", "begin": 11, "end": 13, "identifier": "Q2"},
        {"%TYPE": "webanno.custom.Sure", "begin": 14, "end": 18, "confidence": 0.5},
        types=types,
    )
    (one,), problems = read(importer, data, "wire.json")
    assert places(one) == [(0, 10, "PER"), (5, 10, "Bare"), (11, 12, "Person"), (13, 17, "Sure")]
    assert sorted(note.text for note in one.notes) == ["confidence: 0.5", "identifier: Q1", "identifier: Q2"]
    assert (problems, one.appearances[0].ref) == ([], "wire.json")


def test_relations_and_words_are_left_out_and_listed():
    pos = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"
    types = {**custom("webanno.custom.Relation", "value", "Governor"), **custom(pos, "PosValue")}
    data = in_json(
        {"%TYPE": "webanno.custom.Relation", "begin": 0, "end": 4},
        {"%TYPE": pos, "begin": 0, "end": 4, "PosValue": "NN"},
        {"%TYPE": pos, "begin": 5, "end": 10, "PosValue": "NN"},
        types=types,
    )
    (one,), problems = read(importer, data, "wire.json")
    assert one.spans == ()
    assert problems == ["wire.json: Annotations of other things were left out: 1 Relation, 2 POS."]


def test_offsets_within_a_character_or_beyond_the_text_are_never_rounded():
    data = in_json(
        {"%TYPE": "uima.tcas.Annotation", "begin": 11, "end": 12},
        {"%TYPE": "uima.tcas.Annotation", "begin": 0, "end": 4},
        {"%TYPE": "uima.tcas.Annotation", "begin": 5, "end": 99},
    )
    (one,), problems = read(importer, data, "wire.json")
    assert places(one) == [(0, 4, "Annotation")]
    assert len(problems) == 2
    assert all("cuts a character or reaches beyond the text" in one for one in problems)


def test_xmi_without_its_type_system_says_which_types_are_unknown():
    header = (
        '<?xml version="1.0"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore" xmlns:xmi="http://www.omg.org/XMI"'
        ' xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
    )
    body = (
        '<custom:Person xmi:id="2" sofa="1" begin="0" end="4" value="PER"/>'
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ilse left"/>'
        '<cas:View sofa="1" members="2"/></xmi:XMI>'
    )
    data = (header + body).encode()
    assert importer.recognises(data)
    (one,), problems = read(importer, data, "wire.xmi")
    assert (one.text, one.spans) == ("Ilse left", ())
    assert problems == ["wire.xmi: Annotations without a known type were left out: Person."]
    system = cassis.TypeSystem()
    person = system.create_type("webanno.custom.Person")
    system.create_feature(person, "value", "uima.cas.String")
    (one,), problems = read(importer, data, "wire.xmi", {"TypeSystem.xml": system.to_xml().encode()})
    assert (places(one), problems) == ([(0, 4, "PER")], [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>', "declares entities"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x>http://www.omg.org/XMI</x>'.encode("utf-16"), "declares entities"),
        (b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><cas:', "It is no CAS that can be read"),
        (b'{"%TYPES": {', "It is no CAS that can be read"),
        (b"[]", "It is no CAS that can be read"),
        (b"\xff\xfe{", "It is no CAS that can be read"),
        (b'{"%TYPES": {}, "%VIEWS": {}}', "There is no text in it"),
        (in_json(text="\ud83d half"), "It is no CAS that can be read"),
        (in_json(text=5), "It is no CAS that can be read"),
        (in_json({"%TYPE": "no.such.Type", "begin": 0, "end": 1}), "no.such.Type"),
        (b"[" * 200_000, "It is no CAS that can be read"),
    ],
)
def test_what_is_no_cas_says_so(data: bytes, says: str):
    found, (problem,) = read(importer, data, "wire.xmi")
    assert not found
    assert says in problem


def test_it_is_told_by_how_it_begins():
    one = annotated(EMOJI)
    assert importer.recognises(only(written(exporter, [one]).data, ".json"))
    assert not importer.recognises(b'[{"text": "Ilse", "id": 1}]')
    assert archives.recognises(written(exporter, [one]).data)
    assert archives.recognises(written(exporter, [one], **{"as": "xmi"}).data)
    assert not archives.recognises(b"PK\x03\x04")


def test_a_project_of_inception_gives_a_layer_an_annotator_and_gold():
    def cas(value: str) -> bytes:
        types = custom("webanno.custom.Person", "value")
        return in_json({"%TYPE": "webanno.custom.Person", "begin": 0, "end": 10, "value": value}, types=types)

    inner, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("ines.json", cas("PER"))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("exportedproject1.json", "{}")
        archive.writestr("source/doc.txt", "Ilse")
        archive.writestr("annotation/doc.txt/ines.zip", inner.getvalue())
        archive.writestr("annotation/doc.txt/tomas.json", cas("ORG"))
        archive.writestr("annotation_ser/doc.txt/tomas.ser", b"\xac\xed")
        archive.writestr("curation/doc.txt/CURATION_USER.json", cas("GPE"))
    assert archives.recognises(out.getvalue())
    found, problems = read(archives, out.getvalue(), "p.zip")
    assert [(one.layer, places(one)) for one in found] == [
        ("ines", [(0, 10, "PER")]),
        ("tomas", [(0, 10, "ORG")]),
        ("gold", [(0, 10, "GPE")]),
    ]
    assert ["Java objects" in one for one in problems] == [True]


def test_the_specimen_has_an_annotation_on_each_word_and_emoji(shared_data: Path):
    data = (shared_data / "formats" / "uima-cas" / "casWithEmojiUnicodeTextAndAnnotations.json").read_bytes()
    assert importer.recognises(data)
    (one,), problems = read(importer, data, "wire.json")
    assert [one.text[span.start : span.end] for span in one.spans] == [
        "🥳", "This", "👳🏻‍♀️", "is", "✆", "a", "🧔🏾‍♂️", "test", "👻",
    ]  # fmt: skip
    assert not problems


@pytest.mark.parametrize("count", [200, pytest.param(2_000, marks=pytest.mark.thorough)])
def test_damaged_files_never_raise(count: int):
    one = annotated(EMOJI, labelled(EMOJI, ("Angela Merkel", "PER"), ("Siemens", "ORG")))
    as_json = in_json(
        {"%TYPE": "webanno.custom.P", "begin": 0, "end": 10, "value": "PER"},
        {"%TYPE": "uima.tcas.Annotation", "begin": 11, "end": 13},
        types=custom("webanno.custom.P", "value"),
    )
    as_xmi = only(written(exporter, [one], **{"as": "xmi"}).data, f"{one.document.id[:12]}.xmi")
    for data in (*mutated(as_json, count // 2), *mutated(as_xmi, count // 4)):
        importer.recognises(data)
        for back in read(importer, data, "wire.json")[0]:
            assert all(0 <= span.start < span.end <= len(back.text) for span in back.spans)
    for data in mutated(written(exporter, [one]).data, count // 4):
        archives.recognises(data)
        read(archives, data, "wire.zip")
