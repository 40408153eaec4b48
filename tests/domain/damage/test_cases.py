"""What is found in damaged texts that others collected, and how seldom sound news is called damaged.

Run with `-s` for the table. Text alone cannot tell two kinds: a typing error that makes another word needs a
dictionary of every name, and `Madrid-Barcelona`, where a dash lost its blanks, looks as a hyphen does. A
romaji title in capitals with an accented A before a no-break space is taken for mojibake,
as headlines are likelier.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from annotator.domain.damage import find
from annotator.domain.damage.article import Article

_WANTED = {
    "mojibake": "mojibake",
    "mojibake-utf8-as-latin1": "mojibake",
    "mojibake-cp850-half-ascii": "mojibake",
    "mojibake-hard": "mojibake",
    "lost-apostrophes": "apostrophes",
    "lost-apostrophes-made": "apostrophes",
    "lost-commas": "commas",
    "newline-as-backslash": "markup",
    "html-tags-escaped": "markup",
    "entity-ampersand-lost": "markup",
    "bidi-mark-on-every-word": "invisible",
    "invisible-replacement": "unreadable",
    "casing-capital-after-abbreviation": "casing",
    "all-caps-headline": "casing",
    "doubled-word": "doubled",
    "repeated-sentence": "repeated",
    "headline-in-body": "headline",
    "search-and-replace-accident": "replaced",
}
_NOT_BY_TEXT_ALONE = {"typo-corrected-by-the-wire", "words-run-together"}
_LEAVE_ALONE = {"not-mojibake-leave-alone", "not-lost-apostrophes-leave-alone", "invisible-zwj"}
_REPAIRED = ("mojibake", "mojibake-utf8-as-latin1", "mojibake-cp850-half-ascii")
_TAKEN_FOR_MOJIBAKE = "d0130"
_DAMAGED_NEWS = {  # looked at: a word twice, an entity, a text that ends with a comma
    "bbc-business-358",
    "bbc-entertainment-135",
    "bbc-sport-340",
    "bbc-sport-445",
    "bbc-sport-466",
    "bbc-tech-074",
}


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@pytest.fixture
def cases(shared_data: Path) -> list[dict[str, str]]:
    return rows(shared_data / "damaged" / "cases.jsonl")


def is_sound(row: dict[str, str]) -> bool:
    """Whether it only looks like mojibake."""
    return row["kind"] in ("mojibake", "mojibake-hard") and row["raw"] == row["expected"]


def repaired(text: str) -> str:
    for one in reversed(find(Article(text))):
        if one.kind == "mojibake" and one.replacement is not None:
            text = text[: one.start] + one.replacement + text[one.end :]
    return text


def test_of_each_kind_four_of_five_are_found_where_text_alone_can_tell(cases):
    found, there = Counter[str](), Counter[str]()
    for row in cases:
        kind = row["kind"]
        if kind in _LEAVE_ALONE | _NOT_BY_TEXT_ALONE or is_sound(row):
            continue
        wanted = _WANTED.get(kind, "invisible")
        there[kind] += 1
        found[kind] += any(one.kind == wanted for one in find(Article(row["raw"])))
    print()
    for kind, count in sorted(there.items()):
        print(f"{kind:36} {found[kind]:3} of {count:3}  {found[kind] / count:.2f}")
    assert {kind for kind in there if found[kind] < 0.8 * there[kind]} == set()


def test_nothing_is_changed_that_is_to_be_left_alone(cases):
    for row in cases:
        if row["kind"] in _LEAVE_ALONE:
            assert find(Article(row["raw"])) == (), row["raw"]
        elif is_sound(row) and row["id"] != _TAKEN_FOR_MOJIBAKE:
            assert repaired(row["raw"]) == row["raw"]


def test_mojibake_becomes_what_it_said(cases):
    right: dict[str, list[bool]] = defaultdict(list)
    for row in cases:
        if row["kind"] in _REPAIRED:
            right[row["kind"]].append(repaired(row["raw"]) == row["expected"])
    assert all(sum(each) >= 0.85 * len(each) for each in right.values())
    assert all(right["mojibake"]) and all(right["mojibake-utf8-as-latin1"])


def test_fewer_than_one_sound_article_in_a_hundred_is_called_damaged(shared_data):
    news = rows(shared_data / "news" / "bbc_300.jsonl")
    called = {row["id"]: [one.kind for one in find(Article(row["text"], row["title"]))] for row in news}
    wrong = {id: kinds for id, kinds in called.items() if kinds and id not in _DAMAGED_NEWS}
    print(f"\n{len(wrong)} of {len(news)}: {wrong}")
    assert len(wrong) < len(news) / 100
    assert all(called[id] for id in _DAMAGED_NEWS)


def test_the_damage_of_a_wire_article_is_found(shared_data):
    (path,) = (shared_data / "seed").glob("*.txt")
    text = path.read_text("utf-8")
    found = [(one.kind, text[one.start : one.end].strip(), one.replacement) for one in find(Article(text))]
    assert [kind for kind, _, _ in found] == ["casing", "headline", "casing", "apostrophes", "apostrophes"]
    assert ("casing", "rUSsia", "Russia") in found and ("apostrophes", "s", "'s") in found
