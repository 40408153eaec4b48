"""Tables of articles and of sentences: what a spreadsheet or a classifier reads is all there, text as it
is.
"""

import csv
import io

from hypothesis import given, settings

from annotator.formats import csv_documents, csv_sentences
from annotator.formats.table import importer as table
from tests.formats.exchanging import EMOJI, HARD, HARD_SPANS, annotated, documents, labelled, read, written

SPANS = labelled(EMOJI, ("Angela Merkel", "PER"), ("Siemens", "ORG"))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_row_is_an_article_with_its_labels_counted():
    one = annotated(
        EMOJI, [*SPANS, (32, 39, "ORG")], sentiment="negative", notes=["Look, again.", "\"Why\""], flag="",
        ref="dpa-1", title="Wetter", source="dpa", language="de",
        opinions=[(0, "positive", None, ())], sentences=[(0, 40, "neutral")],
    )  # fmt: skip
    found = written(csv_documents.exporter, [one])
    (row,) = rows(found.data)
    assert (row["ref"], row["title"], row["source"], row["language"]) == ("dpa-1", "Wetter", "dpa", "de")
    assert (row["text"], row["sentiment"], row["flag"], row["status"]) == (EMOJI, "negative", "yes", "done")
    assert row["notes"] == 'Look, again.\n"Why"'
    assert [row[f"label:{name}"] for name in ("PER", "ORG", "LOC")] == ["1", "2", "0"]
    assert found.left_out == {"opinions": 1, "sentiment of sentences": 1, "places of labels": 3}


def test_a_row_is_a_sentence_with_its_sentiment():
    text = "Maren left; Brandl\nstayed. Nobody 🍊 minded."
    end = text.index(" Nobody")
    one = annotated(
        text, labelled(text, ("Maren", "PER"), ("Brandl", "PER"), ("🍊", "ORG")),
        sentences=[(0, end, "negative")], language="en",
        opinions=[(1, "positive", 0, ((6, 10),))], sentiment="neutral",
    )  # fmt: skip
    found = written(csv_sentences.exporter, [one])
    first, second = rows(found.data)
    assert (first["number"], first["start"], first["end"], first["sentiment"]) == (
        "1",
        "0",
        str(end),
        "negative",
    )
    assert first["text"] == text[:end]
    assert (first["labels"], first["towards"]) == ("PER: Maren; PER: Brandl", "Brandl: positive (Maren)")
    assert (second["sentiment"], second["labels"]) == ("", "ORG: 🍊")
    assert found.left_out == {"sentiment of articles": 1, "words and intensities of opinions": 1}


def test_every_sentence_is_its_place_in_the_article():
    one = annotated(HARD, HARD_SPANS, language="de")
    for row in rows(written(csv_sentences.exporter, [one]).data):
        assert HARD[int(row["start"]) : int(row["end"])] == row["text"]


@settings(max_examples=60)
@given(one=documents())
def test_the_text_and_the_sentiment_come_back_from_the_table(one):
    data = written(csv_documents.exporter, [one, annotated("A second article, so that there are two.")]).data
    found, problems = read(table, data, "articles.csv")
    assert problems == []
    assert (found[0].text, found[0].sentiment) == (one.document.text, one.annotations.sentiment)


def test_nothing_makes_a_header():
    for format in (csv_documents, csv_sentences):
        assert len(written(format.exporter, []).data.splitlines()) == 1
