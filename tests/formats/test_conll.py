"""CoNLL: tokens, tags and sentences come in from all its dialects, and go out so that their readers agree."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats import importers_by_suffix, recognised
from annotator.formats.conll import exporter, importer
from tests.formats.exchanging import mutated, places
from tests.formats.making import (
    TEXTS,
    annotated,
    documents,
    lost,
    read,
    scheme,
    with_everything,
    write,
)

MAREN = "Ilse Maren left the Kastelholm Port Authority . She flew ."


def said(data: bytes | str, file: str = "wire.conll", **choices: str) -> tuple[list[tuple[str, str]], str]:
    """The words and labels of the one article, and its text."""
    (one,), _ = read(importer, data.encode() if isinstance(data, str) else data, file, **choices)
    return [(one.text[span.start : span.end], span.label) for span in one.spans], one.text


def columns(tags: str, words: str = "Ilse Maren met Tomas Brandl") -> str:
    """Two columns."""
    return "".join(f"{word}\t{tag}\n" for word, tag in zip(words.split(), tags.split(), strict=True)) + "\n"


def test_the_four_columns_of_conll_2003_are_written_by_default():
    data, left = write(exporter, [annotated("😊 Ilse Maren flew.", (2, 12, "PER"))])
    assert data.decode() == (
        "-DOCSTART- -X- O O\n\n😊 -X- _ O\nIlse -X- _ B-PER\nMaren -X- _ I-PER\nflew -X- _ O\n. -X- _ O\n\n"
    )
    assert not left


@pytest.mark.parametrize(
    ("tagging", "tags"),
    [
        ("iob2", "B-PER I-PER B-PER O B-ORG"),
        ("iob1", "I-PER I-PER B-PER O I-ORG"),
        ("bioes", "B-PER E-PER S-PER O S-ORG"),
    ],
)
def test_every_scheme_of_tags_is_written_and_read_back(tagging: str, tags: str):
    text = "Ilse Maren Brandl left Velmora"
    spans = [(0, 10, "PER"), (11, 17, "PER"), (23, 30, "ORG")]
    data, _ = write(exporter, [annotated(text, *spans)], tags=tagging, columns="2", separator="tab")
    rows = [line.split("\t") for line in data.decode().split("\n") if "\t" in line][1:]
    assert " ".join(row[1] for row in rows) == tags
    (one,), _ = read(importer, data)
    assert (one.text, places(one)) == (text, spans)


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("B-PER I-PER O B-PER I-PER", ["Ilse Maren", "Tomas Brandl"]),
        ("I-PER I-PER O I-PER I-PER", ["Ilse Maren", "Tomas Brandl"]),
        ("I-PER B-PER O I-PER I-ORG", ["Ilse", "Maren", "Tomas", "Brandl"]),
        ("B-PER L-PER O U-PER S-PER", ["Ilse Maren", "Tomas", "Brandl"]),
        ("B-PER E-PER O B-PER M-PER", ["Ilse Maren", "Tomas Brandl"]),
        ("E-PER E-PER O O O", ["Ilse", "Maren"]),
    ],
)
def test_tags_of_every_scheme_are_read_without_being_named(tags: str, found: list[str]):
    assert [words for words, _ in said(columns(tags))[0]] == found


@pytest.mark.parametrize("count", ["2", "3", "4", "5"])
@pytest.mark.parametrize("separator", ["space", "tab"])
def test_two_to_five_columns_are_written_and_read_back(count: str, separator: str):
    data, _ = write(
        exporter, [annotated("Ilse Maren left.", (0, 10, "PER"))], columns=count, separator=separator
    )
    rows = [line for line in data.decode().split("\n") if line]
    assert {len(row.split("\t" if separator == "tab" else " ")) for row in rows} == {int(count)}
    (one,), problems = read(importer, data)
    assert places(one) == [(0, 10, "PER")]
    assert not problems


def test_every_document_begins_with_its_mark_and_comes_back_as_one():
    data, _ = write(exporter, [annotated("Ilse left."), annotated("Tomas stayed. He slept.", (0, 5, "PER"))])
    found, _ = read(importer, data, "desk/wire.conll")
    assert [one.text for one in found] == ["Ilse left .", "Tomas stayed .\nHe slept ."]
    assert [one.appearances[0].ref for one in found] == ["wire.conll#1", "wire.conll#2"]
    assert [one.line for one in found] == [3, 9]


def test_no_sentence_ends_within_a_label():
    text = "He chairs Ports. Inc. and more. She left."
    data, _ = write(exporter, [annotated(text, (10, 36, "ORG"))], columns="2", separator="tab")
    blocks = data.decode().strip().split("\n\n")[1:]
    assert "B-ORG" in blocks[0]
    assert all(not block.split("\t")[1].startswith("I-") for block in blocks)


def test_labels_at_the_end_of_one_sentence_and_the_beginning_of_the_next_do_not_touch():
    data, _ = write(
        exporter, [annotated("Ilse\nTomas", (0, 4, "PER"), (5, 10, "PER"))], tags="iob1", columns="2"
    )
    assert data.decode().endswith("Ilse I-PER\n\nTomas I-PER\n\n")


@pytest.mark.parametrize(
    ("overlaps", "kept"), [("longest", "Kastelholm Port Authority"), ("shortest", "Kastelholm")]
)
def test_of_labels_that_overlap_one_is_written_and_the_others_are_listed(overlaps: str, kept: str):
    one = annotated(MAREN, (20, 45, "ORG"), (20, 30, "GPE"), (0, 10, "PER"), (0, 10, "ORG"))
    data, left = write(exporter, [one], overlaps=overlaps)
    assert kept in [words for words, _ in said(data)[0]]
    assert lost(left) == {"labels within or across other labels": 2}


def test_edges_within_tokens_are_left_out_or_widened_and_listed_or_refused():
    one = annotated("The Marenites left.", (4, 9, "PER"))
    data, left = write(exporter, [one])
    assert (b"PER" in data, lost(left)) == (False, {"labels with edges within tokens": 1})
    data, left = write(exporter, [one], edges="widen")
    assert (b"Marenites -X- _ B-PER" in data, lost(left)) == (True, {"labels widened to whole tokens": 1})
    with pytest.raises(UserError, match="“Maren” at 4-9 ends within a token"):
        write(exporter, [one], edges="fail")


def test_white_space_at_the_edges_of_a_label_is_no_token():
    data, left = write(exporter, [annotated("Ilse Maren left", (0, 11, "PER"), (4, 5, "ORG"))])
    assert said(data)[0] == [("Ilse Maren", "PER")]
    assert lost(left) == {"labels without the white space at their edges": 1, "labels without a token": 1}


def test_what_it_cannot_hold_is_listed():
    _, left = write(exporter, [with_everything("Ilse Maren left.", (0, 10, "PER"))])
    assert set(lost(left)) == {
        "opinions", "sentiment of articles", "sentiment of sentences", "notes", "flags",
    }  # fmt: skip
    assert set(lost(left)) <= set(exporter.cannot_hold)


def test_names_of_labels_have_no_white_space_and_never_become_one():
    text, label = "Ilse left", scheme("public figure")
    data, left = write(exporter, [annotated(text, (0, 4, "public figure"))], label)
    assert said(data)[0] == [("Ilse", "public_figure")]
    assert lost(left) == {"labels under another name": 1}
    with pytest.raises(UserError, match="would both be written as"):
        write(exporter, [annotated(text)], scheme("a b", "a_b"))


def test_an_imported_file_goes_out_as_it_came():
    data = (
        b"-DOCSTART- -X- O O\n\nself -X- _ O\n- -X- _ O\ndriving -X- _ B-ORG\nn't -X- _ O\n\nA -X- _ O\n\n"
        b"-DOCSTART- -X- O O\n\nU.S -X- _ B-GPE\n. -X- _ O\n\n"
    )
    found, _ = read(importer, data)
    again = [annotated(one.text, *places(one)) for one in found]
    assert write(exporter, again, tokens="lines")[0] == data


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_of_every_script_keep_their_labels(text: str):
    from annotator.domain.words import tokens

    first, last = tokens(text)[0], tokens(text)[-2]
    one = annotated(text, (*first, "PER"), (*last, "GPE"))
    data, left = write(exporter, [one])
    assert [words for words, _ in said(data)[0]] == [text[slice(*first)], text[slice(*last)]]
    assert not left


@settings(max_examples=60)
@given(documents(nested=False))
def test_what_it_can_hold_comes_back(one):
    data, left = write(exporter, [one], overlaps="longest")
    assert not left
    found, problems = read(importer, data)
    assert not problems
    assert [[label for *_, label in places(back)] for back in found] == [[label for *_, label in places(one)]]
    (back,) = found
    again = annotated(back.text, *places(back))
    assert write(exporter, [again], tokens="lines")[0] == data


def test_the_text_of_a_comment_is_the_text_where_the_tokens_stand_in_it():
    rows = (
        "# sent_id = 1\n# text = “No,” Maren said.\n“\tO\nNo\tO\n,\tO\n”\tO\nMaren\tB-PER\nsaid\tO\n.\tO\n\n"
    )
    assert said(rows) == ([("Maren", "PER")], "“No,” Maren said.")
    (one,), (problem,) = read(importer, rows.replace("Maren said", "Brandl said").encode())
    assert one.text == "“ No , ” Maren said ."
    assert "do not stand in the sentence" in problem.message


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ("spaces", "“ No , ” ( he ) was n't ."),
        ("tidy", "“No,” (he) wasn't."),
        ("nothing", "“No,”(he)wasn't."),
    ],
)
def test_tokens_are_joined_as_asked(how: str, text: str):
    assert said(columns("O " * 10, "“ No , ” ( he ) was n't ."), join=how)[1] == text


def test_numbered_tokens_and_levels_of_nesting_are_seen():
    rows = (
        "#\thttp://example.org/1\t[2031-05-14]\n1\tFC\tB-ORG\tO\n2\tVelmora\tI-ORG\tB-GPE\n3\t#\tO\tO\n\n"
        "1\tVelmora\tB-GPE\tO\n2\tO\tO\tO\n"
    )
    found, text = said(rows)
    assert text == "FC Velmora #\nVelmora O"
    assert sorted(found) == [("FC Velmora", "ORG"), ("Velmora", "GPE"), ("Velmora", "GPE")]


def test_levels_hold_the_same_labels_and_chunks_do_not():
    nested = "Bank\tB-ORG\tO\nof\tI-ORG\tO\nVelmora\tI-ORG\tB-ORG\n\n"
    assert sorted(said(nested)[0]) == [("Bank of Velmora", "ORG"), ("Velmora", "ORG")]
    chunks = "Bank NN B-NP B-ORG\nleft VB B-VP O\n. . O O\n\n"
    assert said(chunks)[0] == [("Bank", "ORG")]
    assert said(chunks, column="3")[0] == [("Bank", "NP"), ("left", "VP")]


def test_columns_behind_the_tags_do_not_hide_them():
    rows = "# sent_id = 1\n1\tIlse\tB-PER\t-\tines\n2\tleft\tO\t-\tines\n\n"
    (one,), (problem,) = read(importer, rows.encode())
    assert places(one) == [(0, 4, "PER")]
    assert "column 3" in problem.message


def test_each_sentence_is_an_article_where_that_is_asked_for():
    found, _ = read(importer, b"Ilse O\nleft O\n\nTomas B-PER\n\n", "wire.iob", documents="sentences")
    assert [(one.text, one.appearances[0].ref) for one in found] == [
        ("Ilse left", "wire.iob#1"),
        ("Tomas", "wire.iob#2"),
    ]


def test_an_endless_article_is_cut_after_a_sentence():
    data = b"A\tO\n" + b"word\tO\n" * 40 + b"\n"
    found, problems = read(importer, data * 6_000)
    assert [len(one.text) < 1_001_000 for one in found] == [True, True]
    assert ["was cut after a sentence" in one.message for one in problems] == [True]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"Maren", "It has 1 columns, where this file has 2."),
        (b"Maren B-PER x", "It has 3 columns"),
        (b"Maren PER", "“PER” is no tag such as O, B-PER or I-PER"),
        (b"M\xffren O", "It is not utf-8"),
        (b"M\0ren O", "NUL"),
        (b"\tO", "It has no token"),
    ],
)
def test_a_bad_row_says_why_and_the_rest_goes_on(line: bytes, says: str):
    (one,), problems = read(importer, b"Ilse B-PER\n" + b"left O\n" * 30 + line + b"\nagain O\n", "w.conll")
    assert one.text.endswith("again")
    assert [problem.line for problem in problems][:1] == [32]
    assert says in problems[0].message


def test_what_holds_no_tags_says_so():
    for data in (b"", b"\n\n", b"Prose has no tags.\nNone at all.\n"):
        found, (problem,) = read(importer, data)
        assert not found
        assert "token" in problem.message or "tags" in problem.message


@pytest.mark.parametrize(
    ("file", "data", "name"),
    [
        ("a.tsv", b"Ilse\tB-PER\nleft\tO\n.\tO\n\n", "conll"),
        ("a.txt", b"-DOCSTART- -X- O O\n\nIlse NNP B-NP B-PER\nleft VBD B-VP O\n\n", "conll"),
        ("a.tsv", b"text\tlabel\nIlse left.\tO\nShe slept.\tB-1\n", "table"),
        ("a.txt", b"Plan B-1\nPlan B-2\nPlan B-3\n", "text"),
        ("a.txt", b"Vitamin B-12\n\nIs good. O\n", "text"),
        ("a.conll", b"Ilse O\nleft O\n. O\n\n", "conll"),
    ],
)
def test_files_are_told_from_tables_and_prose_by_how_they_begin(file: str, data: bytes, name: str):
    suffix = file[1:]
    assert recognised(importers_by_suffix()[suffix], data).name == name


def test_the_specimen_has_the_entities_of_its_maker(shared_data: Path):
    path = shared_data / "formats" / "conll" / "spacy-ner-token-per-line-conll2003.iob"
    data = path.read_bytes()
    assert importer.recognises(data)
    (one,), (problem,) = read(importer, data, path.name)
    assert [(one.text[span.start : span.end], span.label) for span in one.spans] == [
        ("Sebastian Thrun", "PERSON"), ("Google", "ORG"), ("2007", "DATE"), ("American", "NORP"),
        ("Thrun", "PERSON"), ("Recode", "ORG"), ("earlier this week", "DATE"),
    ]  # fmt: skip
    assert one.text.count("\n") == 1
    assert not problem.skipped


SPECIMEN = (
    b"-DOCSTART- -X- O O\n\n# text = Ilse Maren left.\nIlse NNP B-NP B-PER\nMaren NNP I-NP I-PER\n"
    b"left VBD B-VP O\n"
    b". . O O\n\nTomas NNP B-NP B-PER\n\n-DOCSTART- -X- O O\n\n\xf0\x9f\x98\x8a O O O\n"
)


@pytest.mark.parametrize("count", [200, pytest.param(4_000, marks=pytest.mark.thorough)])
def test_damaged_files_never_raise(count: int):
    for data in mutated(SPECIMEN, count):
        importer.recognises(data)
        for column in ("guess", "3"):
            found, _ = read(importer, data, column=column)
            for one in found:
                assert all(0 <= span.start < span.end <= len(one.text) for span in one.spans)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("line", [b"O " * 300_000, b"#a" + b" " * 300_000 + b"x", b"a\tB-" + b"x" * 300_000])
def test_an_endless_line_takes_no_endless_time(line: bytes):
    read(importer, b"Ilse\tB-PER\n" + line + b"\nleft\tO\n")
