"""Candidates on made-up sentences of many scripts, and how well they meet labels that people made."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.candidates import Candidate, candidates, next_candidate, wants_numbers
from annotator.domain.cursor import Selection
from annotator.domain.entities import Rules, Span
from annotator.domain.likely import likely
from annotator.domain.scheme import Scheme, make_label, with_labels
from annotator.domain.words import tokens
from tests.domain.texts import mixed_text

CORPUS = Path(__file__).parents[2] / "corpus"
NEWS = (
    "VELMORA — The chairwoman of the Port Authority of Velmora, Ilse Maren, left talks. Police saw Maren"
    " leave. Tomas Brandl and the police called Ilse Maren a coward; Maren laughed."
)


@dataclass
class Guess:
    start: int
    end: int
    label_id: str
    confidence: float


def place(words: str, text: str = NEWS, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def labelled(*spans: tuple[str, str], text: str = NEWS) -> Annotations:
    made = [Span(f"s{at}", "l", "d", *place(words, text), label) for at, (words, label) in enumerate(spans)]
    return Annotations("l", "d", in_order(made))


def said(found: list[Candidate], text: str = NEWS) -> list[str]:
    return [text[one.start : one.end] for one in found]


def names(text: str, language: str, numbers: bool = False) -> list[str]:
    return [text[start:end] for start, end in likely(text, language, numbers)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Talks with the Bank of Aurel failed.", ["Bank of Aurel"]),
        ("en", "She met Jorun Fellwock of the Harbour Citizens.", ["Jorun Fellwock", "Harbour Citizens"]),
        ("en", "Dr. Ilse Maren and J. Brandl sat.", ["Dr. Ilse Maren", "J. Brandl"]),
        ("en", "The offer was bad. However, it stood.", []),
        ("en", "Ships waited. The ships of Aurel came.", ["Aurel"]),
        ("en", "Velmora waited. It waited for Aurel.", ["Velmora", "Aurel"]),
        ("en", "Israeli President Ezer Weizman left.", ["Israeli", "Ezer Weizman"]),
        ("en", "They asked the Pilots’ Guild and Maren’s office.", ["Pilots’ Guild", "Maren"]),
        ("en", "I saw “The Ledger and the Tide” again.", ["The Ledger and the Tide"]),
        ("en", "He left on Tuesday in May with Theresa May.", ["Theresa May"]),
        ("en", "CRANE CREWS OF VELMORA STRIKE AGAIN\n\nIn Velmora it rained.", ["VELMORA", "Velmora"]),
        ("en", "iPhone makers like AT&T and the EU.", ["iPhone", "AT&T", "EU"]),
        ("de", "Gestern fuhr der Lotse nach Velmora zu Ursula von Trapp.", ["Velmora", "Ursula von Trapp"]),
        ("de", "Die Regierung und das Parlament tagten in Aurel.", ["Aurel"]),
        ("fr", "Il parle de la Banque de Velmora et de l’Aurel.", ["Banque de Velmora", "Aurel"]),
        ("ru", "Вчера Лев Корсаков был в Вельморе.", ["Лев Корсаков", "Вельморе"]),
        ("ja", "昨日、イルゼ・マーレンはベルモラへ行った。", ["イルゼ・マーレン", "ベルモラ"]),
        ("zh", "他读了《码头日报》，又走了。", ["码头日报"]),
        ("ar", "قرأ «نجمة ميرا» أمس.", ["نجمة ميرا"]),
        ("th", "เขาไปเวลโมราเมื่อวาน", []),
        ("ko", "그는 벨모라에 갔다.", []),
        ("en", "", []),
    ],
)
def test_what_looks_like_a_name_in_each_script(language, text, expected):
    assert names(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On 14 May 2031, $2 billion, 38 per cent.", ["14 May 2031", "$2 billion", "38 per cent"]),
        ("en", "By Tuesday 4,200 had 3\u00a0million crowns.", ["Tuesday", "4,200", "3\u00a0million crowns"]),
        ("de", "Am 2. Mai waren es 310 Mio. Kronen.", ["2. Mai", "310 Mio. Kronen"]),
        ("fr", "Le 19 mai, 30 000 couronnes.", ["19 mai", "30 000 couronnes"]),
        ("ru", "16 мая за 2,4 млн крон.", ["16 мая", "2,4 млн крон"]),
        ("ja", "約2033年に17日。", ["2033年", "17日"]),
    ],
)  # fmt: skip
def test_dates_and_amounts_are_candidates_where_they_are_wanted(language, text, expected):
    assert names(text, language, numbers=True) == expected
    assert not [one for one in names(text, language) if any(map(str.isdigit, one))]


def test_a_scheme_wants_numbers_if_a_label_is_for_them():
    scheme = Scheme(Rules("news", "News"))
    assert not wants_numbers(with_labels(scheme, [make_label(scheme, "PER")]))
    assert wants_numbers(with_labels(scheme, [make_label(scheme, "Money")]))


def test_unlabelled_twins_come_with_their_label_and_how_often_it_was_seen():
    found = candidates(NEWS, "en", labelled(("Ilse Maren", "PER"), ("Velmora", "GPE")))
    twin = next(one for one in found if one.range == place("Ilse Maren", nth=1))
    assert (twin.origin, twin.label_id, twin.seen, twin.evidence) == ("twin", "PER", 1, "seen 1×")
    assert place("Ilse Maren") not in [one.range for one in found]


def test_twins_respect_word_edges_and_take_the_label_that_is_most_frequent():
    text = "Maren, Maren, Maren and Marens met Maren."
    made = [
        Span(f"s{at}", "l", "d", 7 * at, 7 * at + 5, label) for at, label in enumerate(("ORG", "PER", "PER"))
    ]
    (found,) = [
        one for one in candidates(text, "en", Annotations("l", "d", in_order(made))) if one.origin == "twin"
    ]
    assert (found.start, found.label_id, found.seen) == (35, "PER", 2)


def test_suggestions_go_before_twins_and_those_before_capitals():
    guesses = [Guess(*place("Tomas Brandl and"), "PER", 0.7), Guess(*place("Brandl"), "ORG", 0.9)]
    found = candidates(NEWS, "en", labelled(), guesses)
    (first,) = [one for one in found if one.origin == "suggestion"]
    assert (NEWS[first.start : first.end], first.label_id, first.confidence) == ("Brandl", "ORG", 0.9)
    assert first.evidence == "90 % sure"
    assert "Tomas Brandl" not in said(found)


def test_candidates_overlap_neither_each_other_nor_a_span():
    on = labelled(("Port Authority of Velmora", "ORG"))
    found = candidates(NEWS, "en", on, [Guess(*place("Authority of Velmora, Ilse"), "PER", 1.0)])
    assert "Velmora" not in said(found)
    assert said(found) == ["VELMORA", "Ilse Maren", "Maren", "Tomas Brandl", "Ilse Maren", "Maren"]


def test_where_labels_may_nest_a_name_with_another_label_is_offered_within_a_span_and_around_it():
    text = NEWS.replace("VELMORA", "Velmora")
    on = labelled(("Velmora", "GPE"), ("chairwoman of the Port Authority of Velmora", "ROLE"), text=text)
    inside = place("Velmora", text, 1)
    guesses = [
        Guess(*place("Port Authority of Velmora", text), "ORG", 0.9),
        Guess(*place("chairwoman", text), "ROLE", 0.8),
        Guess(*place("of Velmora, Ilse", text), "ORG", 0.7),
    ]
    assert inside not in [one.range for one in candidates(text, "en", on)]
    assert inside in [one.range for one in candidates(text, "en", on, overlap=True)]
    found = candidates(text, "en", on, guesses, overlap=True)
    suggested = [one for one in found if one.origin == "suggestion"]
    assert said(suggested, text) == ["Port Authority of Velmora"], "no part of a ROLE is one, nothing crosses"
    assert all(one.label_id for one in found if one.start < place("Ilse", text)[0])
    on = labelled(("Authority", "GPE"), text=text)
    assert "Port Authority of Velmora" in said(candidates(text, "en", on, guesses, overlap=True), text)
    assert "Port Authority of Velmora" not in said(candidates(text, "en", on, guesses[:1]), text)


def test_what_was_rejected_stays_out_with_its_label_and_as_a_mere_name():
    start, end = place("Tomas Brandl")
    guess = Guess(start, end, "ORG", 0.9)
    assert "Tomas Brandl" not in said(candidates(NEWS, "en", labelled(), [guess], {(start, end, "ORG")}))
    other = candidates(NEWS, "en", labelled(), [Guess(start, end, "PER", 0.9)], {(start, end, "ORG")})
    assert "Tomas Brandl" in said(other)
    assert "Tomas Brandl" not in said(candidates(NEWS, "en", labelled(), [guess], {(start, end, None)}))


def test_tab_goes_round_the_candidates_from_wherever_the_cursor_is():
    found = candidates(NEWS, "en", labelled())
    first, second, last = found[0], found[1], found[-1]
    assert next_candidate(found, None, 1) == first
    assert next_candidate(found, Selection(*first.range), 1) == second
    assert next_candidate(found, Selection(*second.range), -1) == first
    assert next_candidate(found, Selection(*last.range), 1) == first
    assert next_candidate(found, Selection(*first.range), -1) == last
    assert next_candidate(found, place("chairwoman"), 1) == second
    assert next_candidate([], None, 1) is None


@given(mixed_text, st.sampled_from(["en", "de", "ja", None]))
def test_candidates_of_any_text_are_whole_tokens_in_order(text, language):
    found = candidates(text, language, Annotations("l", "d"), numbers=True)
    starts, ends = {start for start, _ in tokens(text)}, {end for _, end in tokens(text)}
    assert all(one.start in starts and one.end in ends for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def met(documents: list[dict[str, object]], numbers: bool) -> Counter[str]:
    """How many spans of gold there are, how many candidates, how many of them are spans of gold."""
    counted: Counter[str] = Counter()
    for document in documents:
        gold = {(span[0], span[1]) for span in document["spans"]}
        found = candidates(document["text"], document["language"], Annotations("l", "d"), numbers=numbers)
        counted["gold"] += len(gold)
        counted["found"] += len(found)
        counted["met"] += sum(one.range in gold for one in found)
    return counted


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_most_of_the_sample_corpus_is_a_candidate_before_anything_is_labelled():
    documents = [
        {**row, "spans": [(span["start"], span["end"]) for span in row["spans"]]}
        for row in rows(CORPUS / "gold-english.jsonl")
    ]
    counted = met(documents, numbers=True)
    assert counted["met"] >= 0.75 * counted["gold"]
    assert counted["met"] >= 0.80 * counted["found"]


def test_nine_in_ten_names_of_english_news_are_candidates(shared_data):
    documents = [
        {**row, "language": "en"} for row in rows(shared_data / "ner" / "en_conll2003_testa_detok.jsonl")
    ]
    counted = met(documents, numbers=False)
    assert counted["met"] >= 0.92 * counted["gold"]
    assert counted["met"] >= 0.85 * counted["found"]
