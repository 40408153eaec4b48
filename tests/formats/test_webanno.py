"""WebAnno TSV: labels of several tokens, stacked, and of parts of tokens stand on the right characters."""

from pathlib import Path

import pytest

from annotator.formats import importers_by_suffix, recognised
from annotator.formats.webanno import importer
from tests.formats.exchanging import mutated, places, read

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def file(*layers: str, body: str) -> bytes:
    """A file with these layers."""
    header = "".join(f"#T_{layer}\n" for layer in layers)
    return f"#FORMAT=WebAnno TSV 3.3\n{header}\n\n{body}".encode()


def words(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The words with their labels, by place, and the problems."""
    (one,), problems = read(importer, data, "wire.tsv")
    return [(one.text[start:end], label) for start, end, label in places(one)], problems


EMOJI = file(
    f"SP={NER}|value",
    body="#Text=😊 Angela Merkel traf Siemens in München.\n1-1\t0-2\t😊\t_\t\n1-2\t3-9\tAngela\tPER[1]\t\n"
    "1-3\t10-16\tMerkel\tPER[1]\t\n1-4\t17-21\ttraf\t_\t\n1-5\t22-29\tSiemens\tORG\t\n1-6\t30-32\tin\t_\t\n"
    "1-7\t33-40\tMünchen\tLOC\t\n1-8\t40-41\t.\t_\t\n",
)


def test_offsets_of_utf16_become_code_points():
    (one,), problems = read(importer, EMOJI, "desk/wire.tsv")
    assert one.text == "😊 Angela Merkel traf Siemens in München."
    assert places(one) == [(2, 15, "PER"), (21, 28, "ORG"), (32, 39, "LOC")]
    assert (problems, one.appearances[0].ref) == ([], "wire.tsv")


def test_stacked_nested_and_parts_of_tokens_are_told_apart():
    found, problems = words(
        file(
            "SP=webanno.custom.Span|value",
            body="#Text=aaaaaa bbbbbb cccccc\n1-1\t0-6\taaaaaa\t2[1]|7[2]|1[3]\t\n1-1.1\t3-6\taaa\t9[4]\t\n"
            "1-2\t7-13\tbbbbbb\t2[1]|9[4]\t\n1-2.1\t7-10\tbbb\t7[2]\t\n1-2.2\t7-7\t\t11\t\n1-2.3\t9-11\tbb\t3\t\n"
            "1-3\t14-20\tcccccc\t_\t\n1-3.1\t14-17\tccc\t9[4]\t\n",
        )
    )
    assert found == [
        ("aaaaaa", "1"), ("aaaaaa bbb", "7"), ("aaaaaa bbbbbb", "2"), ("aaa bbbbbb ccc", "9"), ("bb", "3"),
    ]  # fmt: skip
    assert problems == ["wire.tsv, line 10: A label of Span at 7-7 is empty or backwards; it was left out."]


def test_sentences_are_put_where_their_tokens_say():
    body = (
        "#Text=He left .\n1-1\t0-2\tHe\t*[1]\t\n1-2\t3-7\tleft\t*[1]\t\n1-3\t8-9\t.\t*[1]\t\n\n"
        "#Sentence.id=2\n#Text=She\n#Text=stayed\\t.\n2-1\t10-13\tShe\t*[1]\t\n2-2\t14-20\tstayed\t_\t\n\n"
        "#Text=No\n3-1\t22-24\tNo\t_\t\n\n#Text=!\n4-1\t27-28\t!\t_\t\n"
    )
    (one,), problems = read(importer, file("SP=webanno.custom.Span|value", body=body))
    assert one.text == "He left .\nShe\nstayed\t.No\n  !"
    assert places(one) == [(0, 13, "Span")]
    assert not problems


def test_other_features_become_notes_and_escapes_are_undone():
    data = file(
        f"SP={NER}|identifier|value",
        body="#Text=Velmora flew\n1-1\t0-7\tVelmora\thttp://x/Q\\_1[1]\tGPE\\|x\\[1\\][1]\t\n1-2\t8-12\tflew\t_\t_\t\n",
    )
    (one,), problems = read(importer, data)
    assert places(one) == [(0, 7, "GPE|x[1]")]
    assert [(note.text, note.start, note.end) for note in one.notes] == [("identifier: http://x/Q_1", 0, 7)]
    assert not problems


def test_layers_of_other_things_are_left_out_and_listed():
    body = (
        "#Text=Ilse left\n1-1\t0-4\tIlse\tNE\tPROPN\t*\tp1\t1-2\t*->1-1\t*[1]\t_\t_\t\n1-2\t5-9\tleft"
        + "\t_" * 9
    )
    found, problems = words(
        file(
            "SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue|coarseValue",
            "SP=webanno.custom.Bare|",
            "SP=webanno.custom.Host|ROLE_webanno.custom.Host:links_webanno.custom.LinkType|webanno.custom.Bare",
            "CH=webanno.custom.SimpleLink|referenceRelation|referenceType",
            "RL=webanno.custom.Relation|value|BT_webanno.custom.Bare",
            body=body,
        )
    )
    assert found == [("Ilse", "Bare")]
    assert [one.removeprefix("file: ").split(": ")[-1] for one in problems] == [
        "The words of POS were left out.",
        "The slots of Host were left out.",
        "The chains of SimpleLink were left out.",
        "The relations of Relation were left out.",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1-2\tx\tleft\t_", "is no row of WebAnno TSV 3"),
        ("1-2\t4-8\tleft\tORG", "“left” does not stand at 4-8"),
        ("1-2\t5-99\tleft\tORG", "cuts a character or reaches beyond"),
    ],
)
def test_a_bad_row_says_why_and_the_rest_goes_on(line: str, says: str):
    data = file("SP=webanno.custom.S|v", body=f"#Text=Ilse left\n1-1\t0-4\tIlse\tPER\t\n{line}\n")
    (one,), problems = read(importer, data, "wire.tsv")
    assert (0, 4, "PER") in places(one)
    assert says in " ".join(problems)


def test_an_empty_file_says_so():
    assert read(importer, file(body=""))[1] == ["file: There is no row in it with a text above it."]


def test_it_is_told_from_tables_by_its_first_line():
    assert recognised(importers_by_suffix()[".tsv"], EMOJI) is importer
    assert recognised(importers_by_suffix()[".tsv"], b"text\tlabel\nIlse left\tx\n").name == "table"


def test_the_specimen_has_one_label_on_its_emoji(shared_data: Path):
    data = (shared_data / "formats" / "webanno-tsv" / "testSentenceWithEmoji.tsv").read_bytes()
    assert importer.recognises(data)
    (one,), problems = read(importer, data)
    assert (one.text, places(one), problems) == ("I like it 😊 .", [(10, 11, "Span")], [])


@pytest.mark.parametrize("count", [200, pytest.param(4_000, marks=pytest.mark.thorough)])
def test_damaged_files_never_raise(count: int):
    for data in mutated(EMOJI, count):
        importer.recognises(data)
        for one in read(importer, data)[0]:
            assert all(0 <= span.start < span.end <= len(one.text) for span in one.spans)
