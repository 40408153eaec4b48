"""JSONL is read line by line: what is sound comes in, what is not says which line and why."""

import io
import json
import tracemalloc
from collections.abc import Iterable, Iterator

import pytest

from annotator.domain.exchange import Incoming, Problem
from annotator.formats import ReadOptions
from annotator.formats.columns import Columns
from annotator.formats.jsonl import importer
from annotator.formats.lines import LONGEST

TEXT = "Ilse Maren 🍊 left Kastelholm."
PERSON = {"id": "a1", "start": 0, "end": 10, "label": "PER", "text": "Ilse Maren"}
TOWARDS = {"target": "a1", "polarity": "positive"}


def read(*lines: bytes | str | dict, encoding: str = "utf-8", columns: Columns | None = None) -> list:
    """What the importer makes of these lines."""
    as_bytes = (
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    )
    stream = io.BytesIO(b"\n".join(as_bytes))
    return list(importer.read(stream, "wire.jsonl", ReadOptions(encoding, columns)))


def rows(found: Iterable) -> list[Incoming]:
    return [one for one in found if isinstance(one, Incoming)]


def problems(found: Iterable) -> list[str]:
    return [str(one) for one in found if isinstance(one, Problem)]


def test_every_key_of_ours_is_read():
    row = {
        "ref": "wire-1", "title": "Maren leaves", "text": TEXT, "source": "Lantern Wire", "author": "A. B.",
        "published": "2031-05-14", "language": "en", "url": "https://example.org/1", "headline": [0, 10],
        "meta": {"desk": "world"}, "layer": "ines", "status": "done", "sentiment": "negative", "flag": "",
        "spans": [PERSON, {"id": "b2", "start": 18, "end": 28, "label": "GPE"}],
        "sentences": [{"start": 0, "end": 29, "sentiment": "neutral"}],
        "opinions": [{"target": "a1", "polarity": "negative", "holder": "b2", "expression": [[13, 17]]}],
        "notes": [{"text": "Check the name."}, {"text": "here", "start": 0, "end": 4}],
    }  # fmt: skip
    (one,) = read(row)
    first = one.appearances[0]
    assert (first.ref, first.title, first.source, first.author) == (
        "wire-1",
        "Maren leaves",
        "Lantern Wire",
        "A. B.",
    )
    assert (first.published, first.language, first.url) == ("2031-05-14", "en", "https://example.org/1")
    assert (first.headline, first.meta) == ((0, 10), {"desk": "world"})
    assert (one.layer, one.status, one.sentiment, one.flag) == ("ines", "done", "negative", "")
    assert [TEXT[span.start : span.end] for span in one.spans] == ["Ilse Maren", "Kastelholm"]
    assert [span.id for span in one.spans] == ["a1", "b2"]
    assert one.sentences[0].sentiment == "neutral"
    assert (one.opinions[0].target, one.opinions[0].holder, one.opinions[0].expression) == (
        "a1",
        "b2",
        ((13, 17),),
    )
    assert [(note.text, note.start) for note in one.notes] == [("Check the name.", None), ("here", 0)]


def test_unknown_keys_are_kept_in_meta_and_a_foreign_id_becomes_the_ref():
    (one,) = read(
        {"id": 4711, "text": TEXT, "section": "Ports", "layer": [0, 1], "nested": {"b": 1, "a": None}}
    )
    assert one.appearances[0].ref == "4711"
    assert one.appearances[0].meta == {"section": "Ports", "layer": [0, 1], "nested": {"a": None, "b": 1}}
    assert one.layer is None


def test_the_same_facts_in_another_order_are_the_same_appearance():
    (one,) = read('{"text": "a b", "x": {"a": 1, "b": [2, {"c": 3, "d": 4}]}, "y": 1}')
    (two,) = read('{"y": 1, "x": {"b": [2, {"d": 4, "c": 3}], "a": 1}, "text": "a b"}')
    assert one.appearances == two.appearances


@pytest.mark.parametrize("name", ["body", "content", "maintext", "Article Text", "story"])
def test_a_text_under_another_name_is_found(name: str):
    (one,) = read({"headline": "Maren leaves", name: TEXT, "publishedAt": "2031-05-14", "link": "u"})
    assert (one.text, one.appearances[0].title) == (TEXT, "Maren leaves")
    assert (one.appearances[0].published, one.appearances[0].url) == ("2031-05-14", "u")


def test_columns_that_were_chosen_win():
    row = {"text": "the teaser", "body": TEXT, "slug": "maren"}
    (one,) = read(row, columns=Columns("body", title="slug"))
    assert (one.text, one.appearances[0].title) == (TEXT, "maren")
    assert one.appearances[0].meta == {"text": "the teaser"}


def test_lines_are_split_at_line_feeds_only():
    text = "one\u2028two\u0085three\x0bfour\x0cfive\x1csix\r\nseven"
    line = json.dumps({"text": text}, ensure_ascii=False).replace("\\u000b", "\\u000b")
    assert [one.text for one in read(line, line.replace("one", "uno") + "\r")] == [
        text,
        text.replace("one", "uno"),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_line_but_of_a_text_that_has_one():
    (one,) = read(b"\xef\xbb\xbf" + json.dumps({"text": "\ufeffa b"}).encode())
    assert one.text == "\ufeffa b"


def test_other_encodings_are_read_line_by_line_too():
    stream = io.BytesIO('{"text": "Hafenbehörde"}\n{"text": "zwei 🍊"}\n'.encode("utf-16"))
    found = list(importer.read(stream, "x.jsonl", ReadOptions("utf-16")))
    assert [one.text for one in found] == ["Hafenbehörde", "zwei 🍊"]


def test_a_byte_that_an_encoding_does_not_have_breaks_its_line_only():
    found = read(b'{"text": "gr\xfc\xdf"}', b'{"text": "\x81"}', b'{"text": "gut"}', encoding="cp1252")
    assert [one.text for one in rows(found)] == ["grüß", "gut"]
    assert problems(found)[0].startswith("wire.jsonl, line 2: It is not cp1252")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "a"', "It is not JSON"),
        (b'{"text": "\xff"}', "It is not utf-8: byte 0xff at 10"),
        (b'{"text": "a\x00b"}', "It holds a NUL byte"),
        (b'{"text": "a\\u0000b"}', "The text holds a NUL character at offset 1"),
        (b'{"text": "half \\ud83d"}', "half a character"),
        (b'{"text": "swapped \\ude00\\ud83d"}', "half a character"),
        (b'{"text": "a", "n": NaN}', "NaN is no JSON number"),
        (b'{"text": "a", "n": -Infinity}', "-Infinity is no JSON number"),
        (b'{"text": "a", "n": 1e999}', "too large"),
        (b'{"text": "a", "text": "b"}', "The key “text” stands in it twice"),
        (b'{"text": "a", "m": {"k" : 1, "k": 2}}', "The key “k” stands in it twice"),
        (b'{"text": "a", "m": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"text": "a", "m": ' + b'{"k":' * 700 + b"1" + b"}" * 700 + b"}", "nested too deeply"),
        (b'{"text": "a", "m": {"\\u0022:" : 1}, "k": 1, "k": 2}', "The key “k” stands in it twice"),
        (b"null", "null"),
        (b'["text"]', "It is no JSON object"),
        (b'"text"', "It is no JSON object"),
        (b'{"text": 5}', "There is no text in “text”"),
        (b'{"title": "a"}', "There is no text in “text”"),
        (b'{"text": ""}', "The text is empty"),
        (b'{"text": " \\n\\u00a0"}', "nothing but white space"),
    ],
)  # fmt: skip
def test_a_bad_line_is_skipped_and_says_why_and_the_rest_goes_on(line: bytes, says: str):
    found = read({"text": "before"}, line, {"text": "after"})
    assert [one.text for one in rows(found)] == ["before", "after"]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert problem.skipped
    assert (problem.file, problem.line) == ("wire.jsonl", 2)
    assert says in problem.message


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"spans": [{"start": 0, "end": 99, "label": "PER"}]}, "at 0-99 reaches beyond the text"),
        ({"spans": [{"start": -1, "end": 3, "label": "PER"}]}, "at -1-3 is empty or backwards"),
        ({"spans": [{"start": 3, "end": 3, "label": "PER"}]}, "at 3-3 is empty or backwards"),
        ({"spans": [{"start": 0.0, "end": 4, "label": "PER"}]}, "no whole numbers"),
        ({"spans": [{"start": False, "end": True, "label": "PER"}]}, "no whole numbers"),
        ({"spans": [{"start": 4, "end": 5, "label": "PER"}]}, "nothing but white space"),
        ({"spans": [{"start": 0, "end": 4, "label": " "}]}, "no usable label"),
        ({"spans": [{"start": 0, "end": 4, "label": 5}]}, "no usable label"),
        ({"spans": [{"start": 19, "end": 29, "label": "GPE", "text": "Kastelholm"}]}, "says “Kastelholm”"),
        ({"spans": [{**PERSON, "end": 4, "text": None}, PERSON]}, "The id “a1” stands at two spans"),
        ({"sentences": [{"start": 0, "end": 99, "sentiment": "neutral"}]}, "A sentence at 0-99 reaches"),
        ({"sentences": [{"start": 0, "end": 9}]}, "no sentiment"),
        ({"sentences": [{"start": 0, "end": 9, "sentiment": "a"}] * 2}, "stands here twice"),
        ({"opinions": [{"target": "zz", "polarity": "positive"}]}, "The target “zz” of an opinion"),
        ({"spans": [PERSON], "opinions": [{"target": "a1"}]}, "no polarity"),
        ({"spans": [PERSON], "opinions": [{**TOWARDS, "holder": "q"}]}, "The holder “q”"),
        ({"spans": [PERSON], "opinions": [{**TOWARDS, "expression": [[5]]}]}, "no whole numbers"),
        ({"notes": [{"text": "where?", "start": 0, "end": 99}]}, "the note is kept for the whole article"),
        ({"notes": [{"text": ""}]}, "A note has no words"),
        ({"headline": [0, 99]}, "The headline at 0-99 reaches beyond"),
        ({"status": "finished"}, "The status “finished” is none of"),
        ({"spans": [[0, 4, "PER"]]}, "kept in meta"),
        ({"id": "0" * 64}, "that of another text"),
        ({"a": 1, "meta": {"a": 2}}, "“a” stands in the row and in its meta"),
        ({"spans": [{**PERSON, "confidence": 1.5}]}, "The confidence “1.5” of a span"),
        ({"spans": [{**PERSON, "token_start": 0}]}, "keys that were left out: token_start"),
    ],
)  # fmt: skip
def test_what_is_said_wrongly_is_left_out_and_the_text_comes_in(said: dict, says: str):
    found = read({"text": TEXT, **said})
    (one,), (problem,) = rows(found), [one for one in found if isinstance(one, Problem)]
    assert one.text == TEXT
    assert not problem.skipped
    assert problem.line == 1
    assert says in problem.message


def test_an_offset_in_utf16_is_caught_by_the_words_it_names():
    found = read(
        {"text": TEXT, "spans": [PERSON, {"start": 19, "end": 29, "label": "GPE", "text": "Kastelholm"}]}
    )
    assert [span.label for span in rows(found)[0].spans] == ["PER"]


def test_a_surrogate_pair_in_escapes_is_one_code_point():
    (one,) = read(
        b'{"text": "\\ud83c\\udf4a left", "spans": [{"start": 2, "end": 6, "label": "X", "text": "left"}]}'
    )
    assert (len(one.text), one.spans[0].start) == (6, 2)


def test_opinions_of_a_span_that_was_left_out_are_left_out_with_it():
    beyond = {**PERSON, "end": 99, "text": None}
    found = read({"text": TEXT, "spans": [beyond], "opinions": [{"target": "a1", "polarity": "negative"}]})
    assert len(problems(found)) == 2
    assert rows(found)[0].opinions == ()


def test_colons_and_quotation_marks_in_strings_are_no_repeated_keys():
    text = 'He said: "text": and "text" : again, "text":"x"'
    (one,) = read({"text": text, "meta": {"text": '":":":'}})
    assert one.text == text


def test_where_a_text_appeared_several_times_each_is_an_appearance():
    listed = [{"ref": "a", "source": "A"}, {"ref": "b", "source": "B", "title": "Other"}]
    (one,) = read({"text": TEXT, "ref": "a", "source": "A", "language": "en", "appearances": listed})
    told = [(where.ref, where.source, where.title, where.language) for where in one.appearances]
    assert told == [("a", "A", "", "en"), ("b", "B", "Other", "en")]


def test_a_complete_list_of_appearances_is_taken_as_it_is():
    listed = [{"ref": "a", "source": "A"}, {"source": "A"}]
    (one,) = read({"text": TEXT, "ref": "a", "source": "A", "appearances": listed})
    assert [(where.ref, where.source) for where in one.appearances] == [("a", "A"), (None, "A")]


@pytest.mark.parametrize("content", [b"", b"\n \n\r\n"])
def test_an_empty_file_says_so(content: bytes):
    assert problems(read(content)) == ["wire.jsonl: There is nothing in it."]


def test_a_file_without_a_text_names_what_it_has():
    assert problems(read({"a": 1, "b": "x"}, {"c": None})) == [
        "wire.jsonl: None of its fields is a text. It has: a, b, c."
    ]


class _LongLine(io.RawIOBase):
    """A sound line, a line of 100 MB, a sound line; made as it is read."""

    def __init__(self) -> None:
        self._parts = self._all()
        self._left = b""

    def _all(self) -> Iterator[bytes]:
        yield b'{"text": "before"}\n{"text": "'
        for _ in range(100):
            yield b"x" * (1 << 20)
        yield b'"}\n{"text": "after"}\n'

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._left = self._left or next(self._parts, b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def test_a_line_of_a_hundred_megabytes_is_refused_without_being_held():
    tracemalloc.start()
    found = list(importer.read(io.BufferedReader(_LongLine()), "wire.jsonl", ReadOptions()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.text for one in rows(found)] == ["before", "after"]
    assert problems(found) == ["wire.jsonl, line 2: This is longer than 32 MB, which no article is."]
    assert peak < 2.5 * LONGEST


@pytest.mark.parametrize("depth", [900, 960, 980, 995, 5000, 200_000])
@pytest.mark.parametrize("tail", ["", "x", "1"])
def test_what_is_nested_deeply_and_never_closed_is_one_problem(depth, tail):
    first, deep, last = '{"text":"first"}', '{"text":"x","a":' + "[" * depth + tail, '{"text":"last"}'
    found = list(importer.read(io.BytesIO("\n".join((first, deep, last)).encode()), "f.jsonl", ReadOptions()))
    assert [isinstance(one, Problem) for one in found] == [False, True, False]
