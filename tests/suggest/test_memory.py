"""Memory: strings labelled before, in any script, as sure as they were labelled, and forgotten again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.memory import Memory
from annotator.suggest.words import words_of
from tests.suggest.builders import ENGLISH, document, labelled, quality, read, said, scheme, scheme_of, shown

LABELS = scheme("PER", "ORG", "GPE")


def remembering(*examples):
    memory = Memory()
    memory.learn(examples)
    return memory


def offers(memory, text, labels=LABELS):
    return shown(text, memory.suggest(document(text), labels))


@pytest.mark.parametrize(
    ("text", "spans", "later", "offered"),
    [
        (
            "Ilse Maren met Tomas in Bonn.",
            [("Ilse Maren", "PER"), ("Bonn", "GPE")],
            "In Bonn, Ilse Maren's Bonner friends",
            [("Bonn", "GPE"), ("Ilse Maren", "PER")],
        ),
        (
            "王芳在北京大学工作。",
            [("王芳", "PER"), ("北京大学", "ORG")],
            "昨天王芳离开北京大学。",
            ["王芳", "北京大学"],
        ),
        ("นายสมชายไปกรุงเทพ", [("สมชาย", "PER"), ("กรุงเทพ", "GPE")], "ที่กรุงเทพวันนี้", ["กรุงเทพ"]),
        (
            "زار محمد القاهرة.",
            [("محمد", "PER"), ("القاهرة", "GPE")],
            "وصل محمد إلى القاهرة",
            ["محمد", "القاهرة"],
        ),
        ("경찰은 김모씨를", [("경찰", "ORG")], "서울 경찰이 말했다", ["경찰"]),
    ],
)
def test_a_labelled_string_is_offered_where_it_stands_again(text, spans, later, offered):
    found = offers(remembering(said(text, *spans)), later)
    assert [one if isinstance(offered[0], tuple) else one[0] for one in found] == offered


def test_the_longest_known_string_wins():
    memory = remembering(said("York beat New York City.", ("York", "ORG"), ("New York City", "GPE")))
    assert offers(memory, "York and New York City") == [("York", "ORG"), ("New York City", "GPE")]


def test_nested_strings_are_offered_where_they_were_usual():
    bank = ("Deutsche Bank Berlin", "ORG")
    nested = remembering(said("Die Deutsche Bank Berlin in Berlin", bank, ("Berlin", "GPE")))
    assert offers(nested, "Die Deutsche Bank Berlin") == [("Deutsche Bank Berlin", "ORG"), ("Berlin", "GPE")]
    flat = remembering(said("In Berlin die Deutsche Bank Berlin", bank, ("Berlin", "GPE")))
    assert offers(flat, "Die Deutsche Bank Berlin") == [("Deutsche Bank Berlin", "ORG")]
    without_overlap = scheme("ORG", "GPE", overlap=False)
    assert offers(nested, "Die Deutsche Bank Berlin", without_overlap) == [("Deutsche Bank Berlin", "ORG")]


def test_a_headline_in_capitals_names_the_same_and_so_does_the_text_below_it():
    memory = remembering(said("In Leicestershire it rained.", ("Leicestershire", "GPE")))
    assert offers(memory, "LEICESTERSHIRE WINS AGAIN") == [("LEICESTERSHIRE", "GPE")]
    memory = remembering(said("HARBOUR FIRE IN KASTELHOLM", ("KASTELHOLM", "GPE")))
    assert offers(memory, "The fire in Kastelholm") == [("Kastelholm", "GPE")]


def test_case_tells_words_apart():
    memory = remembering(said("Voters in May liked the US.", ("May", "PER"), ("US", "GPE")))
    assert offers(memory, "It may please us, Us said") == []


def test_a_word_usually_left_alone_is_not_offered():
    memory = remembering(said("President May spoke.", ("May", "PER")))
    (first,) = memory.suggest(document("In May"), LABELS)
    memory.add(said("In May it rained, and in May it poured."))
    assert memory.suggest(document("In May"), LABELS) == []
    assert first.confidence == 0.75


def test_confidence_grows_with_each_sighting():
    memory, seen = Memory(), []
    for number in range(4):
        memory.add(said(f"Day {number} in Bonn", ("Bonn", "GPE")))
        seen.append(memory.suggest(document("Bonn"), LABELS)[0].confidence)
    assert seen == sorted(set(seen)) and seen[-1] < 1


def test_the_usual_label_of_an_ambiguous_string_is_offered_and_the_doubt_is_told():
    team, town = [said(f"{n} Leeds", ("Leeds", "ORG")) for n in range(4)], said("Leeds", ("Leeds", "GPE"))
    (offer,) = remembering(*team, town).suggest(document("to Leeds"), LABELS)
    (surer,) = remembering(*team).suggest(document("to Leeds"), LABELS)
    assert offer.label_id == "ORG" and offer.confidence < surer.confidence


def test_what_an_article_in_work_leaves_unlabelled_says_nothing_yet():
    memory = remembering(said("Ilse Maren", ("Maren", "PER")))
    before = memory.version
    memory.add(said("Maren and Maren again", status="in_progress"))
    assert memory.version == before


def test_a_label_that_left_the_scheme_is_not_offered():
    memory = remembering(said("Bonn", ("Bonn", "PLACE")))
    assert offers(memory, "Bonn") == []


def test_a_span_counts_at_once_and_is_forgotten_with_its_removal():
    article = said("Maren met Brandl. Maren left.", ("Maren", "PER"), status="in_progress")
    (span,) = article.annotations.spans
    memory = Memory()
    memory.add_span(article.document, span)
    assert offers(memory, "Maren met Brandl. Maren left.") == [("Maren", "PER"), ("Maren", "PER")]
    memory.remove_span(article.document, span)
    assert offers(memory, "Maren") == [] and memory.version == ""


def test_a_document_added_again_replaces_what_it_said():
    memory = remembering(said("Bonn and Ulm", ("Bonn", "GPE")))
    memory.add(said("Bonn and Ulm", ("Ulm", "GPE")))
    assert offers(memory, "Ulm, Bonn") == [("Ulm", "GPE")]


def test_precision_on_news(shared_data):
    examples = read(shared_data, ENGLISH)
    memory, rest, labels = remembering(*examples[:150]), examples[150:], scheme_of(examples)
    precision, recall, _ = quality([memory.suggest(one.document, labels) for one in rest], rest)
    assert precision >= 0.72 and recall >= 0.30


TEXTS = st.text(st.sampled_from("aBé ß.,-'\n北京กา้ंकا경찰은👩‍🚀"), min_size=1, max_size=60)


@st.composite
def examples(draw, least=1):
    made = []
    for text in draw(st.lists(TEXTS, min_size=least, max_size=4, unique=True)):
        tokens = words_of(text).tokens
        runs = st.tuples(
            st.integers(0, max(0, len(tokens) - 1)), st.integers(1, 3), st.sampled_from(["PER", "GPE"])
        )
        spans = {}
        for first, length, label in draw(st.lists(runs, max_size=5)) if tokens else []:
            spans[tokens[first][0], tokens[min(first + length, len(tokens)) - 1][1]] = label
        status = draw(st.sampled_from(["done", "in_progress"]))
        made.append(labelled(text, [(*place, label) for place, label in spans.items()], status))
    return made


@given(examples(), TEXTS, st.booleans())
def test_suggestions_are_whole_tokens_and_never_cross(known, text, overlap):
    memory = remembering(*known)
    found = memory.suggest(document(text), scheme("PER", "GPE", overlap=overlap))
    words = words_of(text)
    assert found == sorted(found, key=lambda one: (one.start, -one.end))
    assert all(words.run(one.start, one.end) and 0 < one.confidence <= 1 for one in found)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            assert other.start >= one.end or (overlap and other.end <= one.end and other != one)


@given(examples(least=2), TEXTS)
def test_what_was_added_can_be_forgotten_without_a_trace(known, text):
    *others, last = known
    memory = remembering(*others)
    before = memory.version, memory.suggest(document(text), LABELS)
    memory.add(last)
    with memory.without(last.document.id):
        assert memory.suggest(document(text), LABELS) == before[1]
    memory.forget(last.document.id)
    assert (memory.version, memory.suggest(document(text), LABELS)) == before
    for span in last.annotations.spans:
        memory.add_span(last.document, span)
    for span in last.annotations.spans:
        memory.remove_span(last.document, span)
    assert (memory.version, memory.suggest(document(text), LABELS)) == before
