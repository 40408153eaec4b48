"""spaCy's DocBin: what it holds comes back, spaCy itself reads it, and a damaged file is told."""

import io
import subprocess
import sys
import time
import zlib

import msgspec
import pytest
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats.options import WriteOptions
from tests.formats.exchanging import (
    EMOJI,
    HARD,
    HARD_SPANS,
    annotated,
    corpus_documents,
    corpus_scheme,
    documents,
    labelled,
    mutated,
    places,
    read,
    round_trip,
    written,
)

spacy = pytest.importorskip("spacy")
from spacy.tokens import DocBin  # noqa: E402

from annotator.formats.spacy import exporter, importer  # noqa: E402


def docs(data: bytes) -> list:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab))


def test_spacy_reads_the_outermost_labels_as_entities_and_all_of_them_as_spans():
    text = "The Port Authority of Velmora met."
    one = annotated(
        text, labelled(text, ("Port Authority of Velmora", "ORG"), ("Velmora", "LOC")), language="en"
    )
    (doc,) = docs(written(exporter, [one]).data)
    assert doc.text == text
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Port Authority of Velmora", "ORG")]
    assert {(span.text, span.label_) for span in doc.spans["sc"]} == {
        ("Port Authority of Velmora", "ORG"), ("Velmora", "LOC")
    }  # fmt: skip


def test_the_sentiment_of_an_article_has_a_value_for_each_step_of_the_scale():
    said, silent = annotated(EMOJI, sentiment="negative"), annotated("No word of it.")
    first, second = docs(written(exporter, [said, silent]).data)
    assert first.cats == {"negative": 1.0, "neutral": 0.0, "positive": 0.0}
    assert second.cats == {}


def test_what_has_no_label_in_an_unfinished_document_is_unknown():
    spans = labelled(EMOJI, ("Siemens", "ORG"))
    states = [
        docs(written(exporter, [annotated(EMOJI, given, status=status)]).data)[0][3].ent_iob_
        for given, status in [(spans, "done"), (spans, "new"), (spans, "in_progress"), ([], "new")]
    ]
    assert states == ["O", "O", "", ""]


def test_labels_within_tokens_are_left_out_or_widened_or_refused():
    one = annotated("A pro-Velmora vote", labelled("A pro-Velmora vote", ("Velm", "LOC")), language="en")
    skipped, widened = (written(exporter, [one], edges=way) for way in ("skip", "widen"))
    assert docs(skipped.data)[0].ents == ()
    assert skipped.left_out == {"labels with edges within tokens": 1}
    assert [ent.text for ent in docs(widened.data)[0].ents] == ["Velmora"]
    assert widened.left_out == {"labels widened to whole tokens": 1}
    with pytest.raises(UserError, match="“Velm”"):
        list(exporter.write([one], corpus_scheme([]), io.BytesIO(), WriteOptions({"edges": "fail"})))


def test_white_space_at_the_edges_of_a_label_is_taken_off_and_listed():
    one = annotated("In Velmora  today", [(2, 12, "LOC")], language="en")
    found = written(exporter, [one])
    assert [ent.text for ent in docs(found.data)[0].ents] == ["Velmora"]
    assert found.left_out == {"labels without the white space at their edges": 1}


def test_what_it_cannot_hold_is_listed_by_document():
    one = annotated(
        EMOJI, labelled(EMOJI, ("Siemens", "ORG")), sentences=[(0, 40, "neutral")],
        opinions=[(0, "positive", None, ())], notes=["Look again."], flag="",
    )  # fmt: skip
    assert written(exporter, [one]).left_out == {
        "opinions": 1, "sentiment of sentences": 1, "notes": 1, "flags": 1
    }  # fmt: skip


@pytest.mark.parametrize("language", [None, "de", "zh", "ja", "th", "he", "zz"])
def test_hard_texts_come_back_in_every_language(language):
    one = annotated(HARD, HARD_SPANS, sentiment="neutral", language=language, ref="wire-1", title="Wetter")
    (back,) = round_trip(exporter, importer, one, edges="widen")
    assert (back.sentiment, back.status, back.layer) == ("neutral", "done", "mine")
    assert back.appearances == one.document.appearances
    if language in (None, "ja", "th", "zz"):  # our own words
        assert places(back) == places(one)


@settings(max_examples=60)
@given(one=documents(edges="words"))
def test_labels_on_words_come_back(one):
    (back,) = round_trip(exporter, importer, one)
    assert (places(back), back.sentiment) == (places(one), one.annotations.sentiment)


def test_a_foreign_file_comes_in_with_its_entities_and_without_its_pickles():
    nlp = spacy.blank("en")
    doc = nlp("Mark Milley met Siemens in Berlin.")
    doc.ents = [doc.char_span(0, 11, "PERSON"), doc.char_span(16, 23, "ORG")]
    doc.spans["other"] = [doc.char_span(27, 33, "GPE")]
    doc.user_data["anything"] = [1, 2]
    doc.cats = {"politics": 1.0, "ports": 1.0}
    data = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (one,), problems = read(importer, data, "train.spacy")
    assert problems == []
    assert places(one) == [(0, 11, "PERSON"), (16, 23, "ORG"), (27, 33, "GPE")]
    assert (one.status, one.sentiment) == ("done", None)
    assert one.appearances[0].meta == {"cats": {"politics": 1.0, "ports": 1.0}}


def test_neighbouring_entities_of_one_label_stay_two_without_the_column_of_beginnings():
    doc = spacy.blank("en")("Maren Brandl met.")
    doc.ents = [
        spacy.tokens.Span(doc, 0, 1, "PER"),
        spacy.tokens.Span(doc, 1, 2, "PER"),
    ]
    (one,), _ = read(importer, DocBin(docs=[doc]).to_bytes())
    assert places(one) == [(0, 5, "PER"), (6, 12, "PER")]
    (merged,), _ = read(importer, DocBin(attrs=["ENT_TYPE"], docs=[doc]).to_bytes())
    assert places(merged) == [(0, 12, "PER")]


def test_what_is_no_docbin_is_refused_in_a_sentence(monkeypatch):
    for data in (
        b"",
        b"text",
        zlib.compress(b"\x93\x01"),
        zlib.compress(msgspec.msgpack.encode({"attrs": [65]})),
    ):
        found, problems = read(importer, data, "train.spacy")
        assert (found, problems) == ([], ["train.spacy: It is no DocBin of spaCy, or it is damaged."])
    monkeypatch.setattr("annotator.formats.docbin.MOST_BYTES", 1 << 20)
    bomb = zlib.compress(bytes(2 << 20))
    assert "larger than" in read(importer, bomb)[1][0]


def test_damaged_files_are_told_and_never_crash():
    data = written(exporter, [annotated(HARD, HARD_SPANS), annotated(EMOJI, sentiment="positive")]).data
    for broken in mutated(zlib.decompress(data), 200):
        began = time.monotonic()
        read(importer, zlib.compress(broken, 1))
        assert time.monotonic() - began < 2
    for broken in mutated(data, 50):
        read(importer, broken)


@pytest.mark.long
def test_spacys_own_debugger_finds_no_fault_in_the_corpus(tmp_path):
    corpus = corpus_documents("gold-english")
    scheme = corpus_scheme(corpus)
    for name in ("train", "dev"):
        with (tmp_path / f"{name}.spacy").open("wb") as out:
            list(exporter.write(corpus, scheme, out, WriteOptions({"edges": "widen"})))

    def run(*words: str) -> str:
        told = subprocess.run(
            [sys.executable, "-m", "spacy", *words], cwd=tmp_path, capture_output=True, text=True
        )
        return told.stdout + told.stderr

    run("init", "config", "c.cfg", "-p", "ner", "--lang", "en")
    said = run(
        *("debug", "data", "c.cfg", "--paths.train", "train.spacy", "--paths.dev", "dev.spacy", "--no-format")
    )
    assert "No entities consisting of or starting/ending with whitespace" in said
    assert "No entities crossing sentence boundaries" in said
    assert "0 missing value(s)" in said
    for fault in ("misaligned", "invalid", "Traceback"):
        assert fault not in said, said
