"""Tables come in whatever parts their cells, and no row is taken apart wrongly without a word."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.exchange import Incoming, Problem
from annotator.domain.text import unusable
from annotator.formats import ReadOptions
from annotator.formats.columns import Columns
from annotator.formats.lines import LONGEST
from annotator.formats.table import importer

PROSE = "The crane crews went on strike, and the harbour board met; nobody knows why."


def read(
    content: bytes | str, file: str = "wire.csv", encoding: str = "utf-8", columns: Columns | None = None
):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    found = list(importer.read(stream, file, ReadOptions(encoding, columns)))
    rows = [one for one in found if isinstance(one, Incoming)]
    return rows, [str(one) for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("file", ["a.csv", "a.tsv"])
def test_the_delimiter_is_found_whatever_the_ending(delimiter: str, file: str):
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter)
    writer.writerows([["id", "title", "text"], *([f"{n}", f"Title {n}", f"{PROSE} {n}"] for n in range(5))])
    rows, problems = read(table.getvalue(), file)
    assert problems == []
    assert [(row.appearances[0].ref, row.appearances[0].title, row.text) for row in rows][4] == (
        "4", "Title 4", f"{PROSE} 4",
    )  # fmt: skip


def test_quoted_cells_keep_their_line_ends_commas_and_marks():
    rows, problems = read(b'id,text\r\n1,"a\r\nb, ""q""\nc"\r\n2,"plain"\r\n')
    assert [row.text for row in rows] == ['a\r\nb, "q"\nc', "plain"]
    assert [row.line for row in rows] == [2, 5]
    assert problems == []


def test_marks_at_the_beginning_of_unquoted_cells_are_text_where_nothing_is_quoted():
    rows, problems = read(f'id\ttext\n1\t"Strike" was the word.\n2\t{PROSE}\n3\t"No", she said.\n', "a.tsv")
    assert [row.text for row in rows] == ['"Strike" was the word.', PROSE, '"No", she said.']
    assert problems == []


def test_a_table_without_a_text_names_its_columns():
    assert read("a;b\n1;2\n") == ([], ["wire.csv: None of its columns is a text. It has: a, b."])


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_table_says_so(content: bytes):
    assert read(content) == ([], ["wire.csv: There is nothing in it."])


def test_a_table_without_a_header_is_read_from_its_first_row():
    rows, _ = read(f"1;{PROSE}\n2;{PROSE} Indeed.\n".replace("met;", "met,"))
    assert [row.line for row in rows] == [1, 2]


def test_columns_are_guessed_by_the_longest_prose_where_no_name_tells():
    rows, _ = read(f"k,v,w\n1,short,{PROSE.replace(',', '')}\n")
    assert rows[0].text.startswith("The crane")
    assert rows[0].appearances[0].meta == {"k": "1", "v": "short"}


def test_columns_that_were_chosen_win_and_must_be_there():
    content = f"text,body,slug\nteaser,{PROSE.replace(',', '')},maren\n"
    rows, _ = read(content, columns=Columns("body", title="slug"))
    assert (rows[0].appearances[0].title, rows[0].appearances[0].meta) == ("maren", {"text": "teaser"})
    assert "None of its columns is a text" in read(content, columns=Columns("gone"))[1][0]


def test_annotations_stand_in_cells_as_json():
    spans = '[{""id"": ""a1"", ""start"": 0, ""end"": 4, ""label"": ""PER""}]'
    opinions = '[{""target"": ""a1"", ""polarity"": ""negative""}]'
    rows, problems = read(f'text,sentiment,spans,opinions\nIlse left,neutral,"{spans}","{opinions}"\n')
    assert problems == []
    assert (rows[0].sentiment, rows[0].spans[0].label, rows[0].opinions[0].target) == ("neutral", "PER", "a1")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2,b,a row, with a comma", "4 cells for 3 columns"),
        ('2,b,"marks "in" it"', "It is no row of a table"),
        ("2,b,", "There is no text in “text”"),
        ("2,b,a\0b", "NUL character at offset 1"),
    ],
)
def test_a_bad_row_says_why_and_the_rest_goes_on(row: str, says: str):
    rows, problems = read(f"id,title,text\n1,a,first\n{row}\n3,c,third\n")
    assert [one.text for one in rows] == ["first", "third"]
    assert len(problems) == 1
    assert problems[0].startswith("wire.csv, line 3: ")
    assert says in problems[0]


def test_bytes_that_the_encoding_does_not_have_break_their_row_only():
    rows, problems = read(b"id,text\n1,gut\n2,\xff\xfe\n3,besser\n")
    assert [row.text for row in rows] == ["gut", "besser"]
    assert problems == ["wire.csv, line 3: It holds bytes that are not utf-8."]


def test_a_mark_that_is_never_closed_costs_its_own_line_only():
    rows, problems = read('id,text\n1,fine\n2,"open\n3,found\n4,"again, open\n5,"last\n')
    assert [row.text for row in rows] == ["fine", "found"]
    assert [one.split(":")[0] for one in problems] == [f"wire.csv, line {line}" for line in (3, 5, 6)]
    _, problems = read('id,text\n1,"open\n2,found\n')
    assert problems == ["wire.csv, line 2: A quotation mark that is opened here is never closed."]


def test_a_mark_that_another_row_closes_costs_its_own_line_only():
    rows, problems = read('id,text\n1,"open\n2,found\n3,"said" he\n4,fine\n')
    assert [row.text for row in rows] == ["found", "fine"]
    assert [one.split(":")[0] for one in problems] == ["wire.csv, line 2", "wire.csv, line 4"]


def test_what_may_be_a_broken_cell_s_second_paragraph_is_no_row():
    rows, problems = read('id,title,text\n1,a,"open\nShe went, and came.\n2,b,found\n3,c\n')
    assert [row.text for row in rows] == ["found"]
    assert "line 3: It may belong to the broken row above" in problems[1]
    assert "line 5: There is no text" in problems[2]


def test_marks_that_are_never_closed_do_not_make_reading_endless(monkeypatch):
    monkeypatch.setattr("annotator.formats.table_lines._MOST_AGAIN", 100_000)
    content = "id,text\n" + '0,"""\n' * 20_001
    _, problems = read(content)
    assert problems


def test_a_huge_cell_comes_in_and_a_monstrous_line_does_not():
    huge = "long " * 100_000
    monstrous = "x" * (LONGEST + 1)
    rows, problems = read(f'id,text\n1,{huge}\n2,{monstrous}\n3,fine\n4,"open\n5,{monstrous}\n6,last\n')
    assert [row.text for row in rows] == [huge, "fine", "last"]
    assert problems == [
        "wire.csv, line 3: This is longer than 32 MB, which no article is.",
        "wire.csv, line 5: A quotation mark that is opened here is never closed.",
        "wire.csv, line 6: This is longer than 32 MB, which no article is.",
    ]


@pytest.mark.parametrize("content", ["id,text\n", 'id,text\n1,"open\n', "id,text\n1,\n2,\n"])
def test_a_column_that_is_named_text_is_the_text_though_no_row_shows_it(content: str):
    _, problems = read(content)
    assert not any("None of its columns" in one for one in problems)


def test_utf16_tables_as_spreadsheets_save_them_are_read():
    rows, _ = read("id\ttext\r\n1\tHafenbehörde 🍊\r\n".encode("utf-16"), encoding="utf-16")
    assert rows[0].text == "Hafenbehörde 🍊"


ODD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: unusable(text) is None
)


@given(st.lists(st.tuples(ODD, ODD), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_any_text_comes_in_as_it_went_out(pairs: list[tuple[str, str]], delimiter: str):
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["title", "text"], *pairs])
    rows, problems = read(table.getvalue())
    assert problems == []
    assert [(row.appearances[0].title, row.text) for row in rows] == pairs
