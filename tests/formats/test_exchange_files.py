"""What all these formats have in common: each knows its own files, takes little memory, and never breaks."""

import io
import json
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest

from annotator import formats
from annotator.domain.exchange import Incoming, LeftOut
from annotator.formats import ReadOptions, suffix_of
from annotator.formats.options import WriteOptions
from tests.formats.exchanging import (
    EMOJI,
    HARD,
    HARD_SPANS,
    annotated,
    corpus_documents,
    corpus_scheme,
    labelled,
    mutated,
    read,
    reshaped,
    written,
)

# The sample corpus has 42 articles, 1,247 labels and 159 opinions. What comes back of it, by format: rows,
# labels, opinions. Labels within others (136) and with edges within tokens are not on BIO tags.
CORPUS = {
    "doccano": (42, 1247, 0),
    "huggingface": (42, 1105, 0),
    "huggingface-parquet": (42, 1105, 0),
    "labelstudio": (42, 1247, 46),
    "newsmtsc": (38, 38, 38),
    "prodigy": (42, 1247, 0),
    "sentgraph": (659, 97, 68),
    "spacy": (42, 1226, 0),
    "spacy-jsonl": (42, 1247, 0),
    "webannotation": (42, 1247, 159),
}
LINES = ("doccano", "labelstudio", "newsmtsc", "prodigy", "sentgraph", "spacy-jsonl", "webannotation")


def usable(name: str) -> formats.Format:
    found = {one.name: one for one in formats.formats()}[name]
    if found.problem:
        pytest.skip(found.problem)
    return found


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_is_known_by_its_file_and_comes_back_as_far_as_the_format_goes(name):
    exporter = usable(name).exporter
    documents = corpus_documents()
    out = io.BytesIO()
    told = list(exporter.write(iter(documents), corpus_scheme(documents), out, WriteOptions()))
    assert {one.what for one in told if isinstance(one, LeftOut)} <= {*exporter.cannot_hold, *EDGES}
    file = f"gold{exporter.suffix}"
    importer = formats.recognised(formats.importers_by_suffix()[suffix_of(file)], out.getvalue()[: 1 << 16])
    assert importer.name.removesuffix("-zip") == name
    found, problems = read(importer, out.getvalue(), file)
    labels, opinions = (sum(len(getattr(one, key)) for one in found) for key in ("spans", "opinions"))
    assert (len(found), labels, opinions) == CORPUS[name]
    assert [one for one in problems if "UTF-16 units, as doccano does" not in one] == []


EDGES = {"labels with edges within tokens"}


@pytest.mark.thorough
@pytest.mark.parametrize("name", LINES)
def test_memory_does_not_grow_with_the_file(name):
    """Ten times the articles, and no more memory for them, in and out."""
    one = annotated(HARD, HARD_SPANS, opinions=[(0, "positive", None, ())], language="de")
    format = usable(name)

    def run(count: int) -> int:
        out = io.BytesIO()
        list(format.exporter.write((one for _ in range(count)), corpus_scheme([]), out, WriteOptions()))
        out.seek(0)
        tracemalloc.start()
        rows = 0
        for found in format.importer.read(out, f"a{format.exporter.suffix}", ReadOptions()):
            rows += isinstance(found, Incoming)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert rows >= count
        return peak

    run(20)
    assert run(1000) < 3_000_000 + 2 * run(100)


def damaged(name: str, count: int) -> Iterator[bytes]:
    """Damaged files of the format, which are read by its importer."""
    said = annotated(
        HARD, HARD_SPANS, sentiment="positive", sentences=[(0, 20, "negative")], notes=["?"], flag="",
        opinions=[(1, "negative", None, ()), (0, "positive", 1, ((29, 33),)), (3, "positive", None, ())],
        meta={"a": [1, {"b": 2}]}, ref="wire-1", language="de",
    )  # fmt: skip
    other = annotated(EMOJI, labelled(EMOJI, ("Siemens", "ORG")), opinions=[(0, "negative", None, ())])
    data = written(usable(name).exporter, [said, other]).data
    if name == "spacy":
        yield from (zlib.compress(one, 1) for one in mutated(zlib.decompress(data), count, 5))
        return
    yield from mutated(data, count, 5)
    if name in LINES:
        yield from reshaped(data, count, 6)


@pytest.mark.thorough
@pytest.mark.parametrize("name", CORPUS)
def test_thousands_of_damaged_files_are_told_and_never_crash(name):
    importer, file = usable(name).importer, f"a{usable(name).exporter.suffix}"
    knows: Callable[[bytes], object] = getattr(importer, "recognises", lambda _: None)
    for broken in damaged(name, 1000):
        read(importer, broken, file, {"README.md": broken})
        knows(broken[:300])


def test_json_of_one_list_is_what_json_reads():
    for name in ("labelstudio", "sentgraph", "webannotation"):
        one = annotated(EMOJI, labelled(EMOJI, ("Siemens", "ORG")))
        assert isinstance(json.loads(written(usable(name).exporter, [one, one]).data), list)
        assert json.loads(written(usable(name).exporter, []).data) == []
