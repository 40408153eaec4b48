"""brat: what stands in a .ann points at the words of the .txt beside it, and what was written comes back."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.formats.brat import exporter, importer
from annotator.formats.brat_zip import importer as archives
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
    written,
)

TEXT = "😊 Ilse Maren and Tomas Brandl left Velmora."


def pair(annotations: str, text: str = TEXT, **files: bytes):
    """The article of such a pair, and the problems."""
    beside = {"wire.txt": text.encode(), **{name.replace("_", "."): data for name, data in files.items()}}
    found, problems = read(importer, annotations.encode(), "wire.ann", beside)
    return (found[0] if found else None), [one.removeprefix("wire.ann") for one in problems]


def members(data: bytes) -> dict[str, str]:
    """The texts in an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_files_that_brat_reads_are_written():
    one = annotated(
        EMOJI, labelled(EMOJI, ("Angela Merkel", "PER"), ("München", "LOC")), ref="desk/wire 1.txt"
    )
    files = members(written(exporter, [one]).data)
    assert list(files) == ["annotation.conf", "visual.conf", "000001-wire-1-txt.ann", "000001-wire-1-txt.txt"]
    assert files["000001-wire-1-txt.txt"] == EMOJI
    assert files["000001-wire-1-txt.ann"] == "T1\tPER 2 15\tAngela Merkel\nT2\tLOC 32 39\tMünchen\n"
    assert files["annotation.conf"] == (
        "[entities]\nPER\nORG\nLOC\n\n[relations]\n\n[events]\n\n"
        "[attributes]\nSentiment\tArg:<ENTITY>, Value:negative|neutral|positive\n"
    )


def test_labels_notes_and_opinions_come_back_with_their_ids():
    one = annotated(
        TEXT,
        labelled(TEXT, ("Ilse Maren", "PER"), ("Maren", "ORG"), ("Velmora", "LOC")),
        opinions=[(0, "negative", None, ((3, 7),)), (2, "positive", 0, ()), (0, "positive", None, ())],
        notes=["Of the article."],
        sentiment="negative",
        flag="",
    )
    result = written(exporter, [one])
    (back,), problems = read(archives, result.data, "out.zip")
    assert not problems
    assert (back.text, places(back)) == (TEXT, places(one))
    assert [span.id for span in back.spans] == ["T1", "T2", "T3"]
    assert [(said.target, said.polarity) for said in back.opinions] == [("T1", "negative")]
    assert result.left_out == {
        "opinions of others than the author": 1,
        "second opinions on one label": 1,
        "words and intensities of opinions": 1,
        "notes that are on no label": 1,
        "sentiment of articles": 1,
        "flags": 1,
    }
    assert set(result.left_out) <= set(exporter.cannot_hold)


def test_a_note_on_a_label_comes_back():
    from dataclasses import replace

    from annotator.domain.entities import NOTE, Mark

    one = annotated(TEXT, labelled(TEXT, ("Ilse Maren", "PER")))
    mark = Mark("n", "l", one.document.id, NOTE, "Which\nMaren?", 2, 12)
    result = written(exporter, [replace(one, annotations=replace(one.annotations, marks=(mark,)))])
    ((back,), _) = read(archives, result.data, "out.zip")
    assert [(note.text, note.start, note.end) for note in back.notes] == [("Which Maren?", 2, 12)]


def test_hard_texts_come_back_with_line_feeds():
    result = written(exporter, [annotated(HARD, HARD_SPANS)])
    (back,), problems = read(archives, result.data, "out.zip")
    assert not problems
    assert back.text == HARD.replace("\r\n", "\n")
    assert [(back.text[start:end], label) for start, end, label in places(back)] == [
        (HARD[start:end], label) for start, end, label in sorted(HARD_SPANS)
    ]
    assert result.left_out == {"line ends that became line feeds": 1}


@settings(max_examples=60)
@given(documents())
def test_whatever_it_can_hold_comes_back(one):
    result = written(exporter, [one])
    (back,), problems = read(archives, result.data, "out.zip")
    assert not problems
    text = one.document.text.replace("\r\n", "\n").replace("\r", "\n")
    assert back.text == text

    def words(text: str, found: list[tuple[int, int, str]]) -> set[tuple[str, str]]:
        return {(" ".join(text[start:end].split()), label) for start, end, label in found}

    assert words(text, places(back)) == words(one.document.text, places(one))
    if not result.left_out:
        assert places(back) == places(one)


def test_names_of_labels_come_back_whatever_letters_they_have():
    from annotator.formats.options import WriteOptions
    from tests.formats.making import annotated as labelled_by_name
    from tests.formats.making import scheme

    out = io.BytesIO()
    one = labelled_by_name("Ilse left", (0, 4, "public figure"), (5, 9, "人物"), (0, 9, "组织"))
    list(exporter.write([one], scheme("public figure", "人物", "组织"), out, WriteOptions()))
    assert "T1\t___2 0 9" in members(out.getvalue())["000001-" + one.document.id[:12] + ".ann"]
    (back,), _ = read(archives, out.getvalue(), "out.zip")
    assert sorted(span.label for span in back.spans) == ["public figure", "人物", "组织"]


def test_pieces_become_one_label_and_a_note_and_lines_need_none():
    found, problems = pair("T1\tPER 7 12;23 29\tMaren Brandl\n")
    assert places(found) == [(7, 29, "PER")]
    assert [(note.text, note.start, note.end) for note in found.notes] == [
        ("In pieces: “Maren”, “Brandl”", 7, 29)
    ]
    assert problems == [", line 1: T1 is in 2 pieces; it was kept as one label around them."]
    found, problems = pair("T1\tORG 0 4;6 10\tPort News\n", "Port\n\nNews left.")
    assert (places(found), found.notes, problems) == ([(0, 10, "ORG")], (), [])


def test_attributes_and_links_become_notes_and_what_has_no_place_is_listed():
    found, problems = pair(
        "T1\tPER 2 12\tIlse Maren\nT2\tPER 17 29\tTomas Brandl\nA1\tMention T1 Name\nM2\tSolo T1\n"
        "N1\tReference T1 Wikidata:Q567\tI. Maren\n#1\tNotes T2\t which one?\nA3\tPolarity T2 positive\n"
        "R1\tmet Arg1:T1 Arg2:T2\t\nE1\tMeet:T1 Who:T2\n*\tEquiv T1 T2\n*\tEquiv T2 T1\nA4\tSure E1 High\n"
    )
    assert [(note.text, note.start) for note in found.notes] == [
        ("Mention: Name", 2), ("Solo", 2), ("Reference: Wikidata:Q567 (I. Maren)", 2), ("which one?", 17),
    ]  # fmt: skip
    assert [(one.target, one.polarity) for one in found.opinions] == [("T2", "positive")]
    assert [one.split(":")[0] for one in problems] == [f", line {line}" for line in range(8, 13)]
    assert "a relation, which has no place here" in problems[0]


def test_offsets_are_counted_as_brat_does_or_as_the_words_show():
    text = "One\r\ntwo\r\nMaren left"
    for annotations in ("T1\tPER 8 13\tMaren\n", "T1\tPER 10 15\tMaren\n"):
        found, problems = pair(annotations, text)
        assert (found.text, places(found), problems) == (text, [(10, 15, "PER")], [])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T2\tPER 2 99\tx", "at 2-99 reaches beyond the text"),
        ("T2\tPER 2 12\tTomas", "says “Tomas”, but “Ilse Maren” stands there"),
        ("T2\tPER 5 5\t", "is empty or backwards"),
        ("T2\tPER two 12\tx", "is no line of brat"),
        ("T1\tPER 2 6\tIlse", "The id “T1” stands here twice"),
        ("A1\tSentiment T9 negative", "T9, which is no label here"),
        ("#1\tAnnotatorNotes T1\t", "The note has no words"),
        ("X", "is no line of brat"),
    ],
)
def test_a_bad_line_says_why_and_the_rest_goes_on(line: str, says: str):
    found, (problem,) = pair(f"T1\tPER 2 12\tIlse Maren\n{line}\nT3\tPER 17 29\tTomas Brandl\n")
    assert [span.id for span in found.spans] == ["T1", "T3"]
    assert problem.startswith(", line 2: ")
    assert says in problem


def test_a_text_that_is_missing_or_broken_says_so():
    found, problems = read(importer, b"T1\tPER 0 1\tx\n", "wire.ann")
    assert (found, problems) == (
        [],
        ["wire.ann: There is no wire.txt beside it, to which its offsets point."],
    )
    _, problems = read(importer, b"", "wire.ann", {"wire.txt": b"a\n\xff"})
    assert problems == ["wire.txt, line 2: It is not UTF-8, as brat's files are."]
    found, problems = read(archives, b"PK\x03\x04 no archive", "wire.zip")
    assert (found, problems) == ([], ["wire.zip: It is no archive that can be read."])


def test_a_folder_gives_each_pair_once_and_a_text_alone_as_it_is(tmp_path: Path):
    from annotator.services.importing import import_paths
    from tests.storage.builders import make_project

    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "wire.txt").write_text(TEXT, encoding="utf-8")
    (folder / "wire.ann").write_text("T1\tPER 2 12\tIlse Maren\n", encoding="utf-8")
    (folder / "alone.txt").write_text("Nobody said anything of this.", encoding="utf-8")
    with make_project(tmp_path) as project:
        steps = import_paths(project, [folder])
        try:
            while True:
                next(steps)
        except StopIteration as done:
            report = done.value
    assert (report.documents, report.spans, report.problems) == (2, 1, ())
    assert {(one.name, one.format) for one in report.files} == {("wire.ann", "brat"), ("alone.txt", "text")}


def test_an_archive_is_taken_only_with_annotations_in_it():
    assert archives.recognises(written(exporter, [annotated(EMOJI)]).data)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("TypeSystem.xml", "<x/>")
    assert not archives.recognises(other.getvalue())


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("annotator.formats.archives.LONGEST", 1_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ann", "")
        archive.writestr("a.txt", "a" * 100_000)
        archive.writestr("../b.ann", "T1\tPER 0 1\tb\n")
        archive.writestr("../b.txt", "b b")
    found, problems = read(archives, out.getvalue(), "x.zip")
    assert [places(one) for one in found] == [[(0, 1, "PER")]]
    assert ["x.zip/a.txt" in one for one in problems] == [True]


def test_the_specimen_has_what_its_makers_put_in(shared_data: Path):
    folder = shared_data / "formats" / "brat"
    data = (folder / "news-000-introduction.ann").read_bytes()
    text = (folder / "news-000-introduction.txt").read_bytes()
    (one,), problems = read(importer, data, "news-000-introduction.ann", {"news-000-introduction.txt": text})
    assert one.text.encode() == text
    assert len(one.spans) == 7
    assert [one.text[span.start : span.end] for span in one.spans][:2] == ["Citibank", "$100 million"]
    assert sorted(note.text for note in one.notes) == sorted(
        ["100000000 USD", "Mention: Name", "Individual", "Mention: Nominal", "Individual",
         "Reference: Wikipedia:64488 (Carlos Salinas de Gortari)"]
    )  # fmt: skip
    assert len(problems) == 4  # an event, an attribute of it, two relations


def test_another_reader_of_brat_finds_every_label():
    bioc = pytest.importorskip("bioc.brat")
    one = annotated(HARD, [*HARD_SPANS, (HARD.index("Siemens"), HARD.index("München") + 7, "ORG")])
    files = members(written(exporter, [one]).data)
    (text,) = (found for name, found in files.items() if name.endswith(".txt"))
    (annotations,) = (found for name, found in files.items() if name.endswith(".ann"))
    found = bioc.loads(text, annotations)
    assert len(found.entities) == len(HARD_SPANS) + 1
    for entity in found.entities:
        assert " ".join(text[at.begin : at.end] for at in sorted(entity.locations)) == entity.text
    assert {entity.type for entity in found.entities} <= {label.name for label in SCHEME.labels}


PAIR = (
    b"T1\tPER 2 12\tIlse Maren\nT2\tPER 17 22;24 29\tTomas Brand\nA1\tMention T1 Name\nN1\tRef T1 W:1\tx\n"
    b"#1\tNote T2\tlook\nA2\tSentiment T1 negative\nR1\tmet Arg1:T1 Arg2:T2\t\n"
)


@pytest.mark.parametrize("count", [200, pytest.param(4_000, marks=pytest.mark.thorough)])
def test_damaged_files_never_raise(count: int):
    for data in mutated(PAIR, count):
        found, _ = read(importer, data, "wire.ann", {"wire.txt": TEXT.encode()})
        for one in found:
            assert all(0 <= span.start < span.end <= len(TEXT) for span in one.spans)
    archive = written(exporter, [annotated(HARD, HARD_SPANS), annotated(TEXT)]).data
    for data in mutated(archive, count):
        archives.recognises(data)
        read(archives, data, "wire.zip")
