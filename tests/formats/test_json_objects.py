"""JSON objects in a list or alone: each with its line, one at a time in memory, the broken ones told."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.exchange import Problem
from annotator.formats import json_objects
from annotator.formats.json_objects import first_object, objects_within


def found(data: bytes, encoding: str = "utf-8") -> list:
    return [
        str(one) if isinstance(one, Problem) else one
        for one in objects_within(io.BytesIO(data), "f", encoding)
    ]


_values = st.recursive(
    st.none() | st.integers() | st.text('a"\\{}[],é🍊\n', max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('k"{', max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100)
@given(
    rows=st.lists(
        st.dictionaries(st.text('ab"\\]', max_size=2), _values, max_size=4), min_size=1, max_size=4
    ),
    indent=st.sampled_from([None, 2]),
    piece=st.sampled_from([1, 3, 1 << 20]),
)
def test_lists_and_rows_of_objects_come_in_whole_wherever_they_are_cut(rows, indent, piece):
    before, json_objects._PIECE = json_objects._PIECE, piece
    try:
        listed = found(json.dumps(rows, indent=indent, ensure_ascii=False).encode())
        alone = found(b"\n".join(json.dumps(row, indent=indent).encode() for row in rows))
    finally:
        json_objects._PIECE = before
    assert [row for _, row in listed] == rows
    assert [row for _, row in alone] == rows


def test_each_object_has_the_line_in_which_it_begins():
    assert [line for line, _ in found(b'\xef\xbb\xbf[\n{"a":\n1},\n\n{"b": 2}]\n')] == [2, 5]
    assert found(b'{"a": 1}\n{"b": 2}') == [(1, {"a": 1}), (2, {"b": 2})]
    assert found('[{"a": "é"}]'.encode("utf-16"), "utf-16") == [(1, {"a": "é"})]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "There is nothing in it."),
        (b"[]", "There is nothing in it."),
        (b'[{"a": 1}, 7, {"a": 2}]', "What stands here is no JSON object"),
        (b'[{"a": 1}, {"a": ', "ends within the object"),
        (b'[{"a": 1}', "ends before its list does"),
        (b'[{"a": 1,}]', "It is not JSON"),
        (b'[{"a": 1, "a": 2}]', "stands in it twice"),
        (b"plain text", "What stands here is no JSON object"),
        (b"[[1]]", "It is no JSON object"),
        (b"}", "There is nothing in it."),
    ],
)
def test_what_is_no_object_is_told(data, told):
    assert any(told in one for one in found(data) if isinstance(one, str)), found(data)


def test_an_object_that_no_article_is_costs_only_itself(monkeypatch):
    monkeypatch.setattr(json_objects, "LONGEST", 100)
    rows = found(json.dumps([{"a": "x" * 200}, {"b": 1}]).encode())
    assert "longer than" in rows[0]
    assert rows[1] == (1, {"b": 1})


def test_the_first_object_is_known_by_its_whole_members():
    whole = json.dumps([{"a": {"b": [1, 2]}, "c": "d,}", "e": 1}]).encode()
    assert first_object(whole) == {"a": {"b": [1, 2]}, "c": "d,}", "e": 1}
    assert first_object(whole[:-4]) == {"a": {"b": [1, 2]}, "c": "d,}"}
    assert first_object(whole[:10]) == {}
    assert first_object(b"text") is None
