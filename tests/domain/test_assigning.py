"""Splitting a corpus among people: everything is read, nobody has more than another, all pairs meet."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.answering import ANSWER
from annotator.domain.assigning import assigned, split
from annotator.domain.change import added
from annotator.domain.entities import Mark
from annotator.domain.history_words import Teller
from annotator.errors import Refused
from tests.storage.builders import news_scheme


@given(st.integers(0, 150), st.integers(1, 9), st.data())
def test_every_article_has_its_readers_and_nobody_has_more_than_one_more_than_another(count, people, data):
    overlap = data.draw(st.integers(1, people))
    documents = [f"{number:064x}" for number in range(count)]
    seed = data.draw(st.integers(0, 5))
    found = split(documents, people, overlap, seed)
    read = Counter(document for share in found.shares for document in share)
    assert read == dict.fromkeys(documents, overlap)
    assert all(len(set(share)) == len(share) for share in found.shares)
    loads = [len(share) for share in found.shares]
    assert max(loads) - min(loads) <= 1
    pairs = people * (people - 1) // 2
    if overlap > 1 and count >= pairs:
        assert all(found.shared().values())
    if overlap == 2:
        assert max(found.shared().values()) - min(found.shared().values()) <= 1
    assert split(reversed(documents), people, overlap, seed) == found


def test_another_seed_draws_another_split():
    documents = [f"{number:064x}" for number in range(30)]
    assert split(documents, 3, 2, 1) != split(documents, 3, 2, 2)


@pytest.mark.parametrize(("people", "overlap"), [(2, 3), (0, 1), (2, 0)])
def test_what_cannot_be_split_is_refused_in_a_sentence(people, overlap):
    with pytest.raises(Refused, match="reader"):
        split(["a"], people, overlap)


def test_the_history_tells_of_assignments_and_answers_in_plain_words():
    teller = Teller(news_scheme(), "Ilse Maren left.", lambda _: None)
    given = added("assign", [assigned("document", "layer")])
    assert teller.tell("sol", given) == "sol assigned the article."
    replied = added("answer", [Mark("a", "layer", "document", ANSWER, "No.", 0, 10)])
    assert teller.tell("ines", replied) == "ines answered a decision about “Ilse Maren”."
    undone = teller.tell("ines", replied.inverse(), "undo")
    assert undone == "ines took back: answered a decision about “Ilse Maren”."
