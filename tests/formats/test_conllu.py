"""CoNLL-U: the text comes back to the character, entities as brackets or tags, and other readers agree."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats import importers_by_suffix, recognised
from annotator.formats.conllu import exporter, importer
from annotator.formats.conllu_spaces import escaped, unescaped
from tests.formats import making
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
    round_trip,
    written,
)

EXAMPLE = """# newdoc id = dpa-1
# global.Entity = eid-etype-head-other
# sent_id = 1-1
# text = 😊 Angela Merkel traf Siemens in München.
1	😊	_	_	_	_	_	_	_	_
2	Angela	_	_	_	_	_	_	_	Entity=(e1-PER-1-
3	Merkel	_	_	_	_	_	_	_	Entity=e1)
4	traf	_	_	_	_	_	_	_	_
5	Siemens	_	_	_	_	_	_	_	Entity=(e2-ORG-1-)
6	in	_	_	_	_	_	_	_	_
7	München	_	_	_	_	_	_	_	Entity=(e3-LOC-1-)|SpaceAfter=No
8	.	_	_	_	_	_	_	_	_

"""
NAMES = (("Angela Merkel", "PER"), ("Siemens", "ORG"), ("München", "LOC"))


def row(id: str, form: str, misc: str = "_", lemma: str = "_") -> str:
    """A row."""
    return "\t".join((id, form, lemma, *"______", misc)) + "\n"


def one(text: str):
    """The one article of such a file, and the problems."""
    (found,), problems = read(importer, text.encode(), "wire.conllu")
    return found, [each.removeprefix("wire.conllu, ") for each in problems]


def test_the_example_of_the_format_is_written():
    found = written(exporter, [annotated(EMOJI, labelled(EMOJI, *NAMES), ref="dpa-1")])
    assert found.data.decode() == EXAMPLE
    assert not found.left_out


def test_hard_texts_come_back_to_the_character():
    (back,) = round_trip(exporter, importer, annotated(HARD, HARD_SPANS, ref="wire-1"))
    assert places(back) == sorted(HARD_SPANS)
    assert back.appearances[0].ref == "wire-1"


@settings(max_examples=60)
@given(documents(edges="words"))
def test_whatever_it_can_hold_comes_back(document):
    result = written(exporter, [document])
    found, problems = read(importer, result.data)
    if result.left_out.get("articles without a word"):
        return
    assert problems == []
    assert [back.text for back in found] == [document.document.text]
    assert places(found[0]) == places(document)


@settings(max_examples=60)
@given(making.documents(nested=False))
def test_tags_come_back_too(document):
    data, left = making.write(exporter, [document], entities="ne")
    assert not left
    (back,), problems = making.read(importer, data)
    assert not problems
    assert (back.text, places(back)) == (document.document.text, places(document))


def test_crossing_labels_and_several_of_one_place_are_held():
    text = "Bank of Velmora Port Authority"
    spans = [(0, 15, "ORG"), (8, 30, "ORG"), (8, 15, "LOC"), (8, 15, "PER"), (0, 30, "ORG")]
    (back,) = round_trip(exporter, importer, annotated(text, spans))
    assert places(back) == sorted(spans)


def test_tags_hold_one_label_a_word():
    text = "Bank of Velmora"
    result = written(exporter, [annotated(text, [(0, 15, "ORG"), (8, 15, "LOC")])], entities="ne")
    assert b"1\tBank\t_\t_\t_\t_\t_\t_\t_\tNE=B-ORG\n" in result.data
    assert b"Entity" not in result.data
    assert result.left_out == {"labels within or across other labels": 1}


def test_reserved_characters_in_names_and_edges_within_words_are_listed():
    labels = making.scheme("geo-political (x)")
    document = making.annotated("Maren left", (0, 5, "geo-political (x)"), (0, 2, "geo-political (x)"))
    data, left = making.write(exporter, [document], labels)
    assert b"(e1-geo_political__x_-1-)" in data
    assert making.lost(left) == {"labels with edges within tokens": 1, "labels under another name": 1}
    with pytest.raises(UserError):
        making.write(exporter, [document], making.scheme("a-b", "a_b"))


def test_what_it_cannot_hold_is_listed():
    _, left = making.write(exporter, [making.with_everything("Ilse left.", (0, 4, "PER"))])
    assert set(making.lost(left)) == set(exporter.cannot_hold) & set(making.lost(left))
    assert len(making.lost(left)) == 5


def test_spaces_come_from_the_last_column_or_from_the_comment():
    found, _ = one(
        row("1", "No", "SpaceAfter=No") + row("2", ".", r"SpacesAfter=\s\s\n\p\\\u00a0") + row("3", "x")
    )
    assert found.text == "No.  \n|\\\u00a0x"
    found, _ = one(
        "# text = “No,” she\n"
        + "".join(row(str(at), form) for at, form in enumerate(["“", "No", ",", "”", "she"], 1))
    )
    assert found.text == "“No,” she"
    found, _ = one(
        row("1", "A", r"SpacesBefore=\s") + "\n" + row("1", "B") + "\n# newpar\n" + row("1", "C") + "\n"
    )
    assert found.text == " A B\n\nC"


@given(making.documents())
def test_gaps_survive(document):
    assert unescaped(escaped(document.document.text)) == document.document.text


def test_several_words_written_as_one_and_words_that_are_not_written():
    found, problems = one(
        row("1-2", "vámonos", "SpaceAfter=No")
        + row("1", "vamos", "Entity=(e1-X-1-)")
        + row("2", "nos")
        + row("2.1", "we")
        + row("3", "!", lemma="!")
    )
    assert (found.text, places(found)) == ("vámonos!", [(0, 7, "X")])
    assert problems == [
        "line 4: Words that are not written (such as 8.1) were left out.",
        "line 5: The file's lemmas, tags, heads and features of words were left out.",
    ]


def test_the_header_says_what_stands_in_a_bracket():
    found, problems = one(
        "# global.Entity = GRP-etype-infstat-centering-minspan-link-identity\n"
        + row("1", "Ilse", "Entity=(1-person-giv:act-cf1-1-coref-Ilse_%28x%29(2-place-new-cf2-1-sgl")
        + row("2", "Maren", "Entity=2)1)(1-person-giv-cf1-1-ana)")
    )
    assert places(found) == [(0, 10, "person"), (0, 10, "place"), (5, 10, "person")]
    assert problems == ["line 2: Which mentions are of one entity was left out."]


def test_pieces_become_one_label_and_a_note():
    found, problems = one(
        row("1", "Ilse", "Entity=(e1[1/2]-PER-1-)")
        + row("2", "and")
        + row("3", "Tomas", "Entity=(e2-PER-1-")
        + row("4", "Maren", "Entity=(e1[2/2]-PER-1-)e2)")
    )
    assert places(found) == [(0, 20, "PER"), (9, 20, "PER")]
    assert [(note.text, note.start, note.end) for note in found.notes] == [
        ("In pieces: “Ilse”, “Maren”", 0, 20)
    ]
    assert problems == ["line 1: A mention of e1/2 is in 2 pieces; it was kept as one label around them."]


def test_documents_are_parted_at_their_marks_or_at_sentences():
    data = (
        "# newdoc id = a\n" + row("1", "A") + "\n# newdoc\n" + row("1", "B") + "\n" + row("1", "C") + "\n"
    ).encode()
    found, _ = read(importer, data, "w.conllu")
    assert [(each.text, each.appearances[0].ref) for each in found] == [("A", "a"), ("B C", "w.conllu#2")]
    found, _ = read(importer, data, "w.conllu", documents="sentences")
    assert [each.text for each in found] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1\tx\n", "It has 2 columns, where CoNLL-U has 10"),
        (row("x", "left"), "“x” is no number of a word"),
        (row("2", ""), "It has no word"),
        (row("2", "left", "Entity=e7)"), "The bracket of e7 is closed, but was never opened"),
        (row("2", "left", "Entity=(e7-PER-1-"), "The bracket of e7 is never closed"),
        (row("2", "left", "Entity=nonsense"), "“nonsense” is no bracket of an entity"),
    ],
)
def test_a_bad_row_says_why_and_the_rest_goes_on(line: str, says: str):
    found, problems = one(row("1", "Ilse", "Entity=(e1-PER-1-)") + line + row("3", "today"))
    assert places(found) == [(0, 4, "PER")]
    assert found.text.endswith("today")
    assert says in problems[0]


def test_an_empty_file_says_so():
    assert read(importer, b"\n# newdoc\n")[1] == ["file: There is no word in it."]


@pytest.mark.parametrize(
    ("suffix", "data", "name"),
    [
        (".txt", EXAMPLE.encode(), "conllu"),
        (".conll", EXAMPLE.encode(), "conllu"),
        (".conll", b"Ilse B-PER\nleft O\n. O\n\n", "conll"),
        (".txt", b"1\tIlse left.\n", "text"),
    ],
)
def test_it_is_told_by_its_rows(suffix: str, data: bytes, name: str):
    assert recognised(importers_by_suffix()[suffix], data).name == name


def test_the_library_of_the_format_reads_every_word():
    conllu = pytest.importorskip("conllu")
    data = written(exporter, [annotated(HARD, HARD_SPANS), annotated(EMOJI, labelled(EMOJI, *NAMES))]).data
    sentences = conllu.parse(data.decode())
    found = [
        misc["Entity"]
        for sentence in sentences
        for token in sentence
        if (misc := token["misc"]) and "Entity" in misc
    ]
    assert "".join(found).count("(") == len(HARD_SPANS) + len(NAMES)
    for sentence in sentences:
        words = [
            token["form"] + " " * ((token["misc"] or {}).get("SpaceAfter") != "No") for token in sentence
        ]
        assert "".join(words).strip() == sentence.metadata["text"]


@pytest.mark.long
def test_the_converter_of_spacy_reads_the_tags(tmp_path: Path):
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    document = annotated(EMOJI, labelled(EMOJI, *NAMES))
    (tmp_path / "wire.conllu").write_bytes(written(exporter, [document], entities="ne").data)
    line = [sys.executable, "-m", "spacy", "convert", "wire.conllu", ".", "--converter", "conllu"]
    subprocess.run(line, cwd=tmp_path, check=True, capture_output=True, timeout=100)
    (doc,) = DocBin().from_disk(tmp_path / "wire.spacy").get_docs(spacy.blank("de").vocab)
    assert [(entity.text, entity.label_) for entity in doc.ents] == list(NAMES)
    assert doc.text.strip() == EMOJI


@pytest.mark.parametrize("count", [200, pytest.param(4_000, marks=pytest.mark.thorough)])
def test_damaged_files_never_raise(count: int):
    data = (
        EXAMPLE.encode() + row("1-2", "vámonos").encode() + row("1", "x", "NE=B-PER|SpacesAfter=\\n").encode()
    )
    for broken in mutated(data, count):
        importer.recognises(broken)
        for found in read(importer, broken)[0]:
            assert all(0 <= span.start < span.end <= len(found.text) for span in found.spans)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("cell", ["x" * 200_000, "(e1[1/2]-X-1-)" * 3_000, "|" * 200_000, "(" * 20_000])
def test_an_endless_cell_takes_no_endless_time(cell: str):
    one("# a" + " " * 200_000 + "x\n" + row("1", "Ilse", f"Entity={cell}"))
