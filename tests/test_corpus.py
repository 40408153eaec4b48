"""The sample corpus holds what it promises, and every offset in it is right."""

import importlib.util
import json
import re
import shutil
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).parents[1] / "corpus"
Row = dict[str, Any]
Layers = dict[str, dict[str, Row]]


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_check", CORPUS / "check.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def layers(check: ModuleType) -> Layers:
    found: Layers = defaultdict(dict)
    for _, row in check.rows(CORPUS):
        found[row["layer"]][row["id"]] = row
    return found


@pytest.fixture(scope="module")
def articles(layers: Layers) -> list[Row]:
    return list(layers["ines"].values())


def labels(row: Row) -> set[tuple[int, int, str]]:
    return {(span["start"], span["end"], span["label"]) for span in row.get("spans", ())}


def polarities(row: Row) -> dict[tuple[int, int], set[str]]:
    where = {span["id"]: (span["start"], span["end"]) for span in row["spans"]}
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for opinion in row["opinions"]:
        found[where[opinion["target"]]].add(opinion["polarity"])
    return found


def both_done(layers: Layers) -> list[tuple[Row, Row]]:
    pairs = ((layers["ines"][document], row) for document, row in layers["tomas"].items())
    return [(one, other) for one, other in pairs if one["status"] == other["status"] == "done"]


def test_every_offset_of_every_layer_is_right(check):
    assert list(check.problems(CORPUS)) == []


def test_there_are_sixty_articles_in_ten_languages(articles):
    assert len(articles) >= 60
    assert len({row["language"] for row in articles}) >= 10


@pytest.mark.parametrize(
    "script",
    [
        *("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "THAI"),
        *("CJK", "HIRAGANA", "KATAKANA", "HANGUL"),
    ],
)
def test_each_script_has_an_article_written_in_it(articles, script):
    def share(text: str) -> float:
        return sum(unicodedata.name(character, "").startswith(script) for character in text) / len(text)

    assert max(share(row["text"]) for row in articles) > (0.05 if script == "KATAKANA" else 0.2)


def test_there_is_an_analysis_of_twenty_thousand_characters_labelled_throughout(layers):
    long = max(layers["gold"].values(), key=lambda row: len(row["text"]))
    assert len(long["text"]) >= 20_000
    tenth = len(long["text"]) // 10
    assert {span["start"] // tenth for span in long["spans"]} >= set(range(10))


def test_characters_that_are_hard_to_count_stand_before_labels(layers):
    before = "\n".join(row["text"][: row["spans"][-1]["start"]] for row in layers["gold"].values())
    hard = ["🍊", "\u200d", "\u00a0", "\r\n", "“", "’", "…"]
    assert [characters for characters in hard if characters not in before] == []


def test_flags_and_letters_above_ffff_are_there(articles):
    text = "".join(row["text"] for row in articles)
    assert re.search("[\U0001f1e6-\U0001f1ff]{2}", text)
    assert any(character > "\uffff" and character.isalpha() for character in text)


def test_words_that_are_hard_to_cut_are_there(articles):
    text = "\n".join(row["text"] for row in articles if row["language"] == "en")
    for word in ("U.S. ", "Dr. ", "No. 5", "e-mail", "O’Neill", "3,482,915"):
        assert word in text


def test_a_text_of_three_outlets_is_one_document_with_three_appearances(articles):
    several = [row["appearances"] for row in articles if "appearances" in row]
    assert any(len({appearance["source"] for appearance in group}) == 3 for group in several)


def test_two_more_wire_stories_stand_in_shorter_and_longer_versions(articles):
    for story in ("earthquake of magnitude 5.1 struck", "Two ferries collided in fog"):
        assert len({row["id"] for row in articles if story in row["text"]}) >= 2


def test_forms_besides_the_plain_report_are_there(articles):
    texts = [row["text"] for row in articles]
    assert sum(len(re.findall(r"(?m)^\d\d\.\d\d –|^\d+(?:\+\d)?′ –", text)) >= 5 for text in texts) >= 2
    assert any(len(re.findall(r"(?m)^Q: ", text)) >= 5 for text in texts)
    assert any("orrection" in row["title"] for row in articles)
    assert any(row["title"].startswith("Letters") for row in articles)
    assert any("headline" not in row for row in articles)


@pytest.mark.parametrize(
    "damage",
    [
        r"\A(?P<headline>[^\n]+)\n\n(?P=headline)\n\n",
        r"\brUSsia\b",
        r"\bUkraine s\b",
        r"(?P<subject>[A-Z]\w+ [A-Z][\w-]+) and the [^.]+, (?P=subject),",
        "â€",
        r"stubborn in the best way” said",
    ],
    ids=["headline twice", "search and replace", "apostrophe", "subject twice", "mojibake", "no commas"],
)
def test_damaged_copies_are_kept_as_they_came(articles, damage):
    assert any(re.search(damage, row["text"]) for row in articles)


def test_spans_nest_and_cross(layers):
    nested = crossing = 0
    for row in layers["gold"].values():
        spans = [(span["start"], span["end"]) for span in row["spans"]]
        for start, end in spans:
            nested += any(other != (start, end) and start <= other[0] and other[1] <= end for other in spans)
            crossing += any(start < other[0] < end < other[1] for other in spans)
    assert nested >= 50
    assert crossing >= 2


def test_every_status_a_flag_and_notes_occur(articles):
    assert {row["status"] for row in articles} == {"new", "in_progress", "done", "skipped"}
    assert 0.5 < sum(row["status"] == "done" for row in articles) / len(articles) < 0.75
    assert any(row.get("flag") for row in articles)
    assert sum("notes" in row for row in articles) >= 2


def test_gold_settles_every_document_that_both_have_done(layers):
    both = {one["id"] for one, _ in both_done(layers)}
    assert both == set(layers["gold"])
    assert len(both) >= 30
    assert {row["status"] for row in layers["gold"].values()} == {"done"}


def test_the_layers_differ_as_those_of_two_people_do(layers):
    pairs = both_done(layers)
    missed = sum(len(labels(one) - labels(other)) for one, other in pairs) / sum(
        len(labels(one)) for one, _ in pairs
    )
    assert 0.1 < missed < 0.4
    doubts = [
        {label, other_label}
        for one, other in pairs
        for start, end, label in labels(one)
        for other_start, other_end, other_label in labels(other)
        if (start, end) == (other_start, other_end) and label != other_label
    ]
    assert {"GPE", "ORG"} in doubts
    edges = sum(
        start != other_start and end == other_end and label == other_label
        for one, other in pairs
        for start, end, label in labels(one)
        for other_start, other_end, other_label in labels(other)
    )
    assert edges >= 10
    assert any(one["sentiment"] != other["sentiment"] for one, other in pairs)
    assert any(
        theirs and hers.isdisjoint(theirs)
        for one, other in pairs
        for target, hers in polarities(one).items()
        for theirs in [polarities(other).get(target, set())]
    )


def test_opinions_of_opposite_signs_name_holders_and_words(layers):
    opinions = [opinion for row in layers["gold"].values() for opinion in row["opinions"]]
    assert sum(opinion["holder"] is not None for opinion in opinions) >= 30
    assert sum(bool(opinion["expression"]) for opinion in opinions) >= 30
    mixed = [
        row
        for row in layers["gold"].values()
        if {"negative", "positive"} <= {opinion["polarity"] for opinion in row["opinions"]}
    ]
    assert len(mixed) >= 15


def spoil(row: Row, how: str) -> None:
    span = row["spans"][0]
    if how == "text":
        row["text"] += " "
    elif how == "offset":
        span["start"] += 1
    elif how == "outside":
        span["end"] = len(row["text"]) + 1
    elif how == "label":
        span["label"] = "ANIMAL"
    elif how == "target":
        row["opinions"][0]["target"] = "0" * 20
    elif how == "sentence":
        row["sentences"][0]["end"] = len(row["text"]) + 1


@pytest.mark.parametrize(
    ("how", "complaint"),
    [
        ("text", "SHA-256"),
        ("offset", "covers"),
        ("outside", "outside the text"),
        ("label", "not in the scheme"),
        ("target", "no span of the row"),
        ("sentence", "outside the text"),
    ],
)
def test_the_check_finds_what_is_wrong_and_where(check, tmp_path, how, complaint):
    shutil.copy(CORPUS / "ines-english.jsonl", tmp_path)
    first, rest = (tmp_path / "ines-english.jsonl").read_text(encoding="utf-8").split("\n", 1)
    row = json.loads(first)
    spoil(row, how)
    spoiled = json.dumps(row, ensure_ascii=False) + "\n" + rest
    (tmp_path / "ines-english.jsonl").write_bytes(spoiled.encode("utf-8"))
    found = list(check.problems(tmp_path))
    assert any(problem.startswith("ines-english.jsonl:1: ") and complaint in problem for problem in found)


@pytest.mark.parametrize(
    ("text", "offset", "cut"),
    [
        ("e\u0301a", 1, True),
        ("e\u0301a", 2, False),
        ("👨\u200d👩", 1, True),
        ("🇳🇴🇵🇱", 2, False),
        ("🇳🇴🇵🇱", 3, True),
    ],
)
def test_the_check_knows_where_a_character_may_be_cut(check, text, offset, cut):
    assert check.cuts_grapheme(text, offset) is cut


def test_the_check_ends_with_the_code_that_scripts_read(check, tmp_path, capsys):
    assert check.main(CORPUS) == 0
    assert "gold: " in capsys.readouterr().out
    (tmp_path / "tomas-x.jsonl").write_bytes((CORPUS / "tomas-english.jsonl").read_bytes())
    assert check.main(tmp_path) == 1
    assert "is not in the layer ines" in capsys.readouterr().err


def test_the_check_needs_nothing_but_python(check):
    imported = re.findall(r"(?m)^(?:import|from) (\w+)", (CORPUS / "check.py").read_text(encoding="utf-8"))
    assert set(imported) <= sys.stdlib_module_names
