"""Articles that tell the same in nearly the same words are found, and reports of one kind are kept apart."""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.near_copies import (
    BINS,
    Candidates,
    Stories,
    bands,
    estimate,
    likeness,
    shingles,
    signature,
)

WORDS = [f"{first}{second}{third}" for first in "bdfgkl" for second in "aeiou" for third in "mnrst"]
REPORT = (
    "Certificated coffee stocks deliverable on the harbour exchange as of {date} were reported at {stock} "
    "bags, with {waiting} bags awaiting review and {going} bags awaiting decertification, the exchange said."
)


def article(chance: random.Random, length: int = 300) -> str:
    return " ".join(chance.choice(WORDS) + str(chance.randrange(30)) for _ in range(length))


def nearly(text: str, chance: random.Random, share: float) -> str:
    """The text with a share of its words lost, and sometimes cut or with another head."""
    words = [word for word in text.split() if chance.random() > share]
    cut = chance.choice([words, words[: int(len(words) * 0.85)], [*article(chance, 12).split(), *words]])
    return " ".join(cut)


def test_planted_copies_are_found_and_nothing_else():
    chance = random.Random(3)
    texts = [article(chance) for _ in range(400)]
    planted = {}
    for _ in range(100):
        source = chance.randrange(400)
        planted[len(texts)] = source
        texts.append(nearly(texts[source], chance, chance.uniform(0.01, 0.09)))
    candidates, found = Candidates(), set()
    for number, text in enumerate(texts):
        for other in candidates.add(number, signature(shingles(text))):
            if likeness(text, texts[other]).is_copy:
                found.add((other, number))
    alike = {
        (source, copy)
        for copy, source in planted.items()
        if likeness(texts[copy], texts[source]).jaccard >= 0.5
    }
    assert len(alike) > 60
    assert len(alike & found) >= 0.95 * len(alike)
    related = {number: planted.get(number, number) for number in range(len(texts))}
    assert all(related[one] == related[other] for one, other in found)


def test_reports_of_one_kind_about_other_numbers_are_no_copies():
    monday = REPORT.format(date="31 March", stock="36,659", waiting="985", going="1,204")
    tuesday = REPORT.format(date="1 April", stock="35,870", waiting="411", going="97")
    longer = " ".join([monday, "Dealers at the harbour said little and went home early that day."])
    found = likeness(monday * 3, tuesday * 3)
    assert found.jaccard > 0 and not found.is_copy
    assert likeness(monday + tuesday[:40], monday).is_copy
    assert likeness(longer, monday).is_copy


def test_an_update_that_changes_one_number_of_many_is_a_copy():
    chance = random.Random(1)
    before = article(chance, 120) + " 14 dead, 230 hurt, 7 ships, 1,200 homes"
    assert likeness(before, before.replace("14 dead", "19 dead")).is_copy


@pytest.mark.parametrize(
    "text",
    [
        "港务局局长星期二离开了与北方码头和铁路工会的谈判，留下约四千二百名起重机操作员继续罢工。" * 3,
        "ประธานการท่าเรือเดินออกจากการเจรจากับสหภาพแรงงานเมื่อวันอังคาร" * 3,
    ],
)
def test_writing_without_spaces_is_compared_by_its_letters(text):
    assert likeness(text, text[:-12]).is_copy
    assert likeness(text, text[::-1]).jaccard < 0.2


def test_signatures_are_the_same_in_every_process():
    script = (
        "from annotator.domain.near_copies import *\n"
        "made = signature(shingles('the chairwoman of the port left the talks on Tuesday 日本語'))\n"
        "print(list(made), bands(made))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@given(st.text(), st.text())
def test_likeness_is_a_share_and_needs_no_order(one, other):
    found = likeness(one, other)
    assert 0 <= found.jaccard <= 1
    assert found == likeness(other, one)
    assert likeness(one, one).jaccard == 1
    made = signature(shingles(one))
    assert len(made) == BINS and estimate(made, made) == 1
    assert len(bands(made)) == BINS // 3


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_copies_of_copies_are_one_story(pairs):
    stories = Stories()
    for one, other in pairs:
        stories.join(one, other)
    groups = {number: {number} for number in range(21)}
    for one, other in pairs:
        whole = groups[one] | groups[other]
        for number in whole:
            groups[number] = whole
    for number in range(21):
        assert stories.of(number) == min(groups[number])
    together = list(stories.together(range(21)))
    assert all(len(story) > 1 and story == sorted(groups[story[0]]) for story in together)
