"""Data sets of Hugging Face: rows of tokens and tags, the card with their names, Parquet that has them."""

import io
import json
import subprocess
import sys
import zipfile
from importlib.util import find_spec

import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.domain.exchange import AnnotatedDocument
from annotator.errors import UserError
from annotator.formats.huggingface import exporter, importer
from tests.formats.exchanging import (
    EMOJI,
    HARD,
    HARD_SPANS,
    annotated,
    as_lines,
    documents,
    labelled,
    mutated,
    places,
    read,
    reshaped,
    written,
)

SPANS = labelled(EMOJI, ("Angela Merkel", "PER"), ("Siemens", "ORG"), ("München", "LOC"))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data: bytes) -> list[dict]:
    return [json.loads(line) for line in members(data)["train.jsonl"].splitlines()]


def words(one) -> list[tuple[str, str]]:
    """The labelled words, without the white space in them."""
    text = one.document.text if isinstance(one, AnnotatedDocument) else one.text
    return [("".join(text[start:end].split()), label) for start, end, label in places(one)]


def test_a_row_has_tokens_tags_and_where_the_tokens_begin():
    (row,) = rows(written(exporter, [annotated(EMOJI, SPANS, ref="dpa-1")]).data)
    assert row == {
        "id": "dpa-1-0",
        "document": "dpa-1",
        "tokens": ["😊", "Angela", "Merkel", "traf", "Siemens", "in", "München", "."],
        "starts": [0, 2, 9, 16, 21, 29, 32, 39],
        "ner_tags": ["O", "B-PER", "I-PER", "O", "B-ORG", "O", "B-LOC", "O"],
    }


def test_a_row_can_be_an_article_and_tags_can_be_of_another_scheme():
    text = "Maren left. Brandl stayed."
    one = annotated(text, labelled(text, ("Maren", "PER"), ("Brandl", "PER")), language="en")
    assert len(rows(written(exporter, [one]).data)) == 2
    (row,) = rows(written(exporter, [one], rows="articles", tags="bioes").data)
    assert row["ner_tags"] == ["S-PER", "O", "O", "S-PER", "O", "O"]


def test_nested_labels_and_what_a_tag_cannot_say_are_listed():
    text = "Port Authority of Velmora"
    one = annotated(text, [(0, 25, "ORG"), (18, 25, "LOC")], sentiment="negative", notes=["?"])
    found = written(exporter, [one])
    assert rows(found.data)[0]["ner_tags"] == ["B-ORG", "I-ORG", "I-ORG", "I-ORG"]
    assert found.left_out == {
        "labels within or across other labels": 1, "sentiment of articles": 1, "notes": 1
    }  # fmt: skip


def test_labels_of_hard_texts_come_back_on_their_tokens():
    one = annotated(HARD, [span for span in HARD_SPANS if span[2] != "ORG" or span[0] > 30], language="de")
    found = written(exporter, [one])
    (back,), problems = read(importer, members(found.data)["train.jsonl"])
    assert problems == []
    assert words(back) == words(one)
    assert (back.status, back.appearances[0].ref) == ("done", one.document.id)


@settings(max_examples=60)
@given(one=documents(edges="words"))
def test_what_was_read_is_written_the_same_again(one):
    first = written(exporter, [one])
    (back,), _ = read(importer, members(first.data)["train.jsonl"])
    kept = len(places(one)) - first.left_out.get("labels within or across other labels", 0)
    assert len(back.spans) == kept


def test_tags_that_are_numbers_take_their_names_from_the_card():
    row = as_lines([{"id": "7", "tokens": ["Maren", "left"], "ner_tags": [1, 0]}])
    card = members(written(exporter, [annotated(EMOJI, SPANS)]).data)["README.md"]
    (one,), problems = read(importer, row, beside={"README.md": card})
    assert (words(one), problems) == ([("Maren", "PER")], [])
    (told,) = read(importer, row)[1]
    assert told.startswith("file, line 1: Its tags are numbers")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"tokens": ["a"], "ner_tags": ["O"]}, "huggingface"),
        ({"words": ["a"], "ner": ["B-PER"]}, "huggingface"),
        ({"text": "a b", "tags": ["politics"], "words": ["a"]}, "jsonl"),
        ({"tokens": ["a", "b"], "ner_tags": ["O"], "text": "a b"}, "jsonl"),
    ],
)
def test_files_are_known_by_their_first_row(row, name):
    found = formats.recognised(formats.importers_by_suffix()[".jsonl"], as_lines([row]))
    assert found is not None
    assert found.name == name


def test_damaged_files_are_told_and_never_crash():
    data = members(written(exporter, [annotated(HARD, HARD_SPANS[3:]), annotated(EMOJI, SPANS)]).data)
    rows = data["train.jsonl"]
    for broken in [*mutated(rows, 200), *reshaped(rows, 200)]:
        read(importer, broken, beside={"README.md": broken})


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
class TestParquet:
    """The same rows as Parquet."""

    def test_the_names_of_the_tags_travel_in_the_file(self):
        from annotator.formats import huggingface_parquet as parquet

        one = annotated(EMOJI, SPANS, ref="dpa-1")
        found = written(parquet.exporter, [one] * 3)
        (back,), problems = read(parquet.importer, found.data)
        assert problems == []
        assert words(back)[:3] == words(one)
        assert back.appearances[0].ref == "dpa-1"

    def test_what_has_no_tokens_or_is_damaged_is_refused_in_a_sentence(self):
        import pyarrow
        import pyarrow.parquet

        from annotator.formats import huggingface_parquet as parquet

        out = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), out)
        assert read(parquet.importer, out.getvalue())[1] == ["file: It has no tokens with tags. It has: a."]
        data = written(parquet.exporter, [annotated(EMOJI, SPANS)]).data
        assert "It is no Parquet file" in read(parquet.importer, b"text")[1][0]
        for broken in mutated(data, 200):
            read(parquet.importer, broken)


LOADING = """
import datasets, sys
folder, file = sys.argv[1:]
by_file = datasets.load_dataset("parquet", data_files=file, split="train")
for found in (datasets.load_dataset(folder, split="train"), by_file):
    names = found.features["ner_tags"].feature.names
    print([names[tag] for tag in found[0]["ner_tags"]], names, found.features["starts"])
"""


@pytest.mark.long
def test_datasets_loads_both_with_the_names_of_the_tags(tmp_path):
    pytest.importorskip("datasets")
    from annotator.formats import huggingface_parquet as parquet

    one = annotated(EMOJI, SPANS, ref="dpa-1", language="de")
    for name, content in members(written(exporter, [one]).data).items():
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / name).write_bytes(content)
    (tmp_path / "gold.parquet").write_bytes(written(parquet.exporter, [one]).data)
    run = subprocess.run(
        [sys.executable, "-c", LOADING, "gold", "gold.parquet"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=100,
        env={"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home"), "PATH": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    names = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
    tags = ["O", "B-PER", "I-PER", "O", "B-ORG", "O", "B-LOC", "O"]
    assert run.stdout.splitlines() == [f"{tags} {names} List(Value('int64'))"] * 2


def test_the_archive_is_read_as_it_was_written_and_a_broken_one_is_told():
    data = written(exporter, [annotated(EMOJI, SPANS, ref="dpa-1")]).data
    found = formats.recognised(formats.importers_by_suffix()[".zip"], data)
    assert found is not None
    assert found.name == "huggingface-zip"
    (one,), problems = read(found, data, "gold.zip")
    assert (words(one), problems) == (words(annotated(EMOJI, SPANS)), [])
    for broken in mutated(data, 200):
        read(found, broken)


def test_an_article_without_a_word_is_listed():
    found = written(exporter, [annotated("\u200b \u200b", ref="empty")])
    assert (rows(found.data), found.left_out) == ([], {"articles without a word": 1})


def test_nothing_is_written_where_a_label_cannot_be_and_that_was_asked_for():
    one = annotated("A pro-Velmora vote", [(6, 13, "LOC")])
    with pytest.raises(UserError, match="within a token"):
        written(exporter, [one], edges="fail")
