"""What goes in comes out equal, and an export that is imported and exported again is the same to the byte."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.text import unusable
from tests.services.builders import new_project, read_rows, run_export, run_import, write_rows

CORPUS = Path(__file__).parents[2] / "corpus"
NER = [
    "de_germeval2014_nested", "en_conll2003_testa_detok", "he_nemo", "hi_hiner", "ja_stockmark",
    "ko_klue_news", "th_thainer",
]  # fmt: skip
SAID = ("text", "title", "ref", "source", "published", "language", "layer", "status", "sentiment", "spans")


def converted_ner(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of named entities as rows of ours, repeated spans and texts taken out."""
    seen = set()
    for row in read_rows(path):
        if row["text"] in seen:
            continue
        seen.add(row["text"])
        text, spans = row["text"], {(start, -end, label) for start, end, label in row["spans"]}
        yield {
            "ref": row["id"], "text": text, "language": row["lang"], "layer": "gold", "status": "done",
            "spans": [
                {"id": f"{at:04}", "start": start, "end": -end, "label": label, "text": text[start:-end]}
                for at, (start, end, label) in enumerate(sorted(spans))
            ],
        }  # fmt: skip


def converted_sentiment(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of target sentiment as rows of ours."""
    for row in read_rows(path):
        targets = sorted(row["targets"], key=lambda one: (one["start"], -one["end"]))
        places = [(one["start"], one["end"], one["mention"]) for one in targets]
        yield {
            "ref": row["id"], "text": row["text"], "layer": "gold", "status": "done",
            "spans": [
                {"id": f"{at:04}", "start": start, "end": end, "label": "PER", "text": mention}
                for at, (start, end, mention) in enumerate(places)
            ],
            "opinions": [
                {"target": f"{at:04}", "polarity": one["polarity"], "holder": None, "expression": []}
                for at, one in enumerate(targets)
            ],
        }  # fmt: skip


def same_again(folder: Path, rows: Path, layer: str) -> list[dict[str, Any]]:
    """Import the rows and export them, twice over; the rows of both exports, which have the same bytes."""
    exports = []
    for number, source in ((1, rows), (2, folder / "export-1.jsonl")):
        with new_project(folder, f"{number}.annot") as project:
            report = run_import(project, source)
            assert [str(problem) for problem in report.problems] == []
            found = run_export(project, folder / f"export-{number}.jsonl", layer=layer)
            assert list(project.problems()) == []
        exports.append((folder / f"export-{number}.jsonl").read_bytes())
    assert exports[0] == exports[1]
    return found


@pytest.mark.parametrize("name", NER)
def test_named_entities_of_seven_languages_come_out_equal(shared_data: Path, tmp_path: Path, name: str):
    rows = list(converted_ner(shared_data / "ner" / f"{name}.jsonl"))
    found = same_again(tmp_path, write_rows(tmp_path / "in.jsonl", rows), "gold")
    assert [{key: row[key] for key in rows[0]} for row in found] == rows
    assert all(row["text"][one["start"] : one["end"]] == one["text"] for row in found for one in row["spans"])


def test_target_sentiment_comes_out_equal(shared_data: Path, tmp_path: Path):
    rows = {
        row["text"]: row for row in converted_sentiment(shared_data / "sentiment/newsmtsc_devtest_mt.jsonl")
    }
    found = same_again(tmp_path, write_rows(tmp_path / "in.jsonl", rows.values()), "gold")
    assert [{key: row[key] for key in next(iter(rows.values()))} for row in found] == list(rows.values())


def test_news_and_damaged_texts_come_out_equal(shared_data: Path, tmp_path: Path):
    damaged = [
        {"ref": row["id"], "text": row["raw"]} for row in read_rows(shared_data / "damaged" / "cases.jsonl")
    ]
    usable = {row["text"]: row for row in damaged if unusable(row["text"]) is None}
    found = same_again(tmp_path, write_rows(tmp_path / "in.jsonl", usable.values()), "mina")
    assert [row["text"] for row in found] == list(usable)


@pytest.mark.parametrize("layer", ["ines", "tomas", "gold"])
def test_the_corpus_comes_out_as_it_went_in(tmp_path: Path, layer: str):
    files = sorted(CORPUS.glob(f"{layer}*.jsonl"))
    rows = [row for file in files for row in read_rows(file)]
    found = {row["id"]: row for row in same_again(tmp_path, write_rows(tmp_path / "in.jsonl", rows), layer)}
    for row in rows:
        out = found[row["id"]]
        assert out["text"] == row["text"]
        for key in ("status", "sentiment", "flag"):
            assert out.get(key) == (row.get(key) or (row["status"] if key == "status" else None))
        for key in ("spans", "sentences", "opinions"):
            assert sorted(map(json.dumps, out[key])) == sorted(
                json.dumps(_whole(key, one)) for one in row.get(key, [])
            )


def _whole(key: str, one: dict[str, Any]) -> dict[str, Any]:
    """An opinion as an export writes it."""
    if key != "opinions":
        return one
    return {name: one.get(name, empty) for name, empty in _OPINION.items()} | {
        name: value for name, value in one.items() if name == "intensity"
    }


_OPINION = {"target": "", "polarity": "", "holder": None, "expression": []}
_FACTS = ("title", "ref", "source", "author", "url", "published", "language")
_CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    st.sampled_from('\r\n\u00a0\u2028\u2029\u0085\ufeff🍊👩‍🏫\u0301ة א\u200f\x0b\x0c\x1c"\\:,'),
)
_WORDS = st.text(_CHARACTERS, max_size=12)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def odd_rows(draw: st.DrawFn) -> dict[str, Any]:
    """A row of ours whose every part is odd and sound."""
    text = draw(st.text(_CHARACTERS, min_size=1, max_size=60).filter(lambda text: unusable(text) is None))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple)
    sound = [place for place in draw(st.lists(places, max_size=6)) if text[slice(*place)].strip()]
    spans = [
        {
            "id": f"s{at}",
            "start": start,
            "end": end,
            "label": draw(st.sampled_from(["PER", "ORG", "Ö 🍊"])),
            **draw(st.sampled_from([{}, {"origin": "memory 1", "confidence": 1 / 3}, {"origin": "rules"}])),
        }
        for at, (start, end) in enumerate(sound)
    ]
    ids = [span["id"] for span in spans]
    values = st.sampled_from(["negative", "neutral", "positive"])
    return {
        "text": text,
        **{key: draw(_WORDS) for key in draw(st.sets(st.sampled_from(_FACTS)))},
        "meta": draw(st.dictionaries(_WORDS, _JSON, max_size=3)),
        "layer": "mina",
        "status": draw(st.sampled_from(["new", "in_progress", "done", "skipped"])),
        "sentiment": draw(st.none() | values),
        "flag": draw(st.none() | _WORDS),
        "spans": spans,
        "sentences": [{"start": a, "end": b, "sentiment": draw(values)} for a, b in dict.fromkeys(sound)],
        "opinions": [
            {"target": target, "polarity": draw(values), "holder": draw(st.sampled_from([None, *ids]))}
            for target in (draw(st.lists(st.sampled_from(ids), max_size=3)) if ids else [])
        ],
        "notes": [{"text": "n" + draw(_WORDS), "start": a, "end": b} for a, b in sound[:2]] + [{"text": "x"}],
    }  # fmt: skip


@settings(max_examples=30)
@given(st.lists(odd_rows(), min_size=1, max_size=4))
def test_any_sound_rows_come_out_and_go_in_again_the_same(tmp_path_factory, rows: list[dict[str, Any]]):
    folder = tmp_path_factory.mktemp("odd")
    rows = list({row["text"]: row for row in rows}.values())
    source = write_rows(folder / "in.jsonl", rows)
    with new_project(folder, "1.annot") as project:
        run_import(project, source)
        first = run_export(project, folder / "1.jsonl", layer="mina")
    with new_project(folder, "2.annot") as project:
        again = run_import(project, folder / "1.jsonl")
        run_export(project, folder / "2.jsonl", layer="mina")
    assert again.problems == ()
    assert (folder / "1.jsonl").read_bytes() == (folder / "2.jsonl").read_bytes()
    for row, out in zip(rows, first, strict=True):
        assert [out[key] for key in ("text", "status", "sentiment")] == [
            row[key] for key in ("text", "status", "sentiment")
        ]
        spans = [{key: value for key, value in one.items() if key != "text"} for one in out["spans"]]
        assert sorted(map(str, spans)) == sorted(map(str, row["spans"]))
        assert len(out["opinions"]) == len(row["opinions"])
        assert out.get("flag") == row["flag"]
