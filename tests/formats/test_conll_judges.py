"""CoNLL before its judges: a strict scorer, the converter of spaCy, and corpora that other people made."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.agreement.pairing import Unit
from annotator.domain.agreement.span_f1 import span_counts, span_f1, summed
from annotator.formats.conll import exporter, importer
from tests.formats.exchanging import corpus_documents, corpus_scheme, places
from tests.formats.making import EMOJI, annotated, named, read, scheme, write


def two_layers() -> tuple[list, list]:
    """Two raters who differ in edges, labels and what they saw."""
    other = "Ilse Maren left the Kastelholm Port Authority. Tomas Brandl of Velmora stayed."
    first = [
        named(EMOJI, "Ilse Maren PER", "Brandl PER", "Kastelholm GPE"),
        named(other, "Ilse Maren PER", "Kastelholm Port Authority ORG", "Tomas Brandl PER", "Velmora GPE"),
    ]
    second = [
        named(EMOJI, "Ilse PER", "Brandl PER", "Kastelholm ORG"),
        named(other, "Ilse Maren PER", "Kastelholm GPE", "Tomas Brandl PER"),
    ]
    return first, second


@pytest.mark.parametrize(("tagging", "name"), [("iob2", "IOB2"), ("iob1", "IOB1"), ("bioes", "IOBES")])
def test_a_strict_scorer_agrees_with_our_own_f1_of_spans(tagging: str, name: str):
    metrics = pytest.importorskip("seqeval.metrics")
    schemes = pytest.importorskip("seqeval.scheme")
    first, second = two_layers()
    sides = [_tags_of(write(exporter, side, tags=tagging)[0]) for side in (first, second)]
    theirs = metrics.f1_score(*sides, mode="strict", scheme=getattr(schemes, name), average="micro")
    counts = summed(
        span_counts([Unit(*place) for place in places(one)], [Unit(*place) for place in places(other)])
        for one, other in zip(first, second, strict=True)
    )
    assert span_f1(counts, ("a", "b")).value == pytest.approx(theirs)
    assert 0 < theirs < 1
    found = [len(schemes.Tokens(tags, getattr(schemes, name)).entities) for tags in sides[0]]
    assert sum(found) == sum(len(places(one)) for one in first)


def _tags_of(data: bytes) -> list[list[str]]:
    blocks = [block.split("\n") for block in data.decode().strip().split("\n\n")]
    return [[row.split(" ")[-1] for row in block] for block in blocks if not block[0].startswith("-DOC")]


@pytest.mark.long
def test_the_converter_of_spacy_reads_every_label(tmp_path: Path):
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    first, _ = two_layers()
    (tmp_path / "wire.conll").write_bytes(write(exporter, first)[0])
    line = exporter.load_line.replace("{file}", "wire.conll").split()[1:]
    subprocess.run([sys.executable, *line], cwd=tmp_path, check=True, capture_output=True, timeout=100)
    docs = list(DocBin().from_disk(tmp_path / "wire.spacy").get_docs(spacy.blank("en").vocab))
    found = [(entity.text, entity.label_) for doc in docs for entity in doc.ents]
    assert found == [
        (one.document.text[start:end], label) for one in first for start, end, label in places(one)
    ]


@pytest.mark.parametrize(("name", "levels"), [("de_germeval2014_nested", 2), ("he_nemo", 1), ("hi_hiner", 1)])
def test_corpora_of_three_scripts_come_in_with_all_their_labels(shared_data: Path, name: str, levels: int):
    rows = [json.loads(line) for line in (shared_data / "ner" / f"{name}.jsonl").open(encoding="utf-8")]
    blocks = []
    for row in rows:
        blocks.append("# newdoc id = " + row["id"])
        levels_of_sentences = [row["bio"]] if levels > 1 else [[tags] for tags in row["bio"]]
        for sentence, tags in zip(row["text"].split("\n"), levels_of_sentences, strict=True):
            cells = zip(sentence.split(" "), *(level.split(" ") for level in tags), strict=True)
            blocks += [*(f"{at}\t" + "\t".join(one) for at, one in enumerate(cells, 1)), ""]
    data = "".join(f"{line}\n" for line in blocks).encode()
    assert importer.recognises(data[:65_536])
    found, problems = read(importer, data)
    assert not problems
    assert [(one.appearances[0].ref, one.text) for one in found] == [(one["id"], one["text"]) for one in rows]
    assert [places(one) for one in found] == [sorted(map(tuple, one["spans"])) for one in rows]
    labels = {label for one in found for *_, label in places(one)}
    if levels == 1:
        again = [annotated(one.text, *places(one)) for one in found]
        out, left = write(exporter, again, scheme(*labels), tokens="lines", columns="2")
        tags = [line.split(" ")[1] for line in out.decode().split("\n") if line and "-DOCSTART-" not in line]
        assert tags == [tag for row in rows for sentence in row["bio"] for tag in sentence.split(" ")]
        assert not left


@pytest.mark.parametrize("name", ["english", "world"])
def test_a_strict_scorer_agrees_on_the_sample_corpus(name: str):
    metrics = pytest.importorskip("seqeval.metrics")
    schemes = pytest.importorskip("seqeval.scheme")
    sides = [corpus_documents(f"{who}-{name}") for who in ("ines", "tomas")]
    common = {one.document.id for one in sides[0]} & {one.document.id for one in sides[1]}
    sides = [[one for one in side if one.document.id in common] for side in sides]
    files = [write(exporter, side, corpus_scheme(side))[0] for side in sides]
    articles = [[places(one) for one in read(importer, data)[0]] for data in files]
    tags = [[_flat(block) for block in data.decode().split("-DOCSTART- -X- O O\n")[1:]] for data in files]
    theirs = metrics.f1_score(*tags, mode="strict", scheme=schemes.IOB2, average="micro")
    ours = summed(
        span_counts([Unit(*place) for place in one], [Unit(*place) for place in other])
        for one, other in zip(*articles, strict=True)
    )
    assert len(common) > 5
    assert span_f1(ours, ("ines", "tomas")).value == pytest.approx(theirs)


def _flat(article: str) -> list[str]:
    """The tags of an article, whose sentences may be parted elsewhere in the other layer."""
    return [line.split(" ")[-1] for line in article.split("\n") if line]
