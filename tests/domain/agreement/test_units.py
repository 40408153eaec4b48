"""What layers say becomes units and values; what cannot be compared is counted and named."""

from dataclasses import replace
from itertools import combinations

import pytest

from annotator.domain.agreement.comparison import compare
from annotator.domain.agreement.pairing import Unit, paired
from annotator.domain.agreement.parts import Page, part
from annotator.domain.agreement.unitizing import continuum, joined
from annotator.domain.agreement.units import (
    Said,
    article_ratings,
    found_ratings,
    label_ratings,
    label_sets,
    opinion_ratings,
    said,
    sentence_ratings,
    word_places,
    word_ratings,
)
from annotator.domain.annotations import Annotations
from annotator.domain.entities import SENTIMENT, Mark, Opinion, Span
from annotator.domain.words import tokens

TEXT = "Ilse Maren of the Port Authority left Kastelholm, she said."
SCALE = ("negative", "neutral", "positive")
NAMES = {"p": "PER", "o": "ORG", "g": "GPE"}
WORDS = word_places(tokens(TEXT), TEXT)


def span(words: str, label: str) -> Span:
    start = TEXT.index(words)
    return Span(f"{words} {label}", "layer", "document", start, start + len(words), label)


def voice(*spans: Span, marks=(), opinions=()) -> Said:
    return said(Annotations("layer", "document", spans, marks, opinions), NAMES, WORDS, SCALE)


INES = voice(span("Ilse Maren", "p"), span("Port Authority", "o"), span("Kastelholm", "g"))
TOMAS = voice(span("Ilse Maren", "p"), span("the Port Authority", "g"))


def test_equal_words_are_paired_before_equal_labels_and_these_before_more_common_words():
    organization, place = Unit(0, 10, "ORG"), Unit(0, 10, "GPE")
    assert paired([organization], [Unit(2, 8, "ORG"), place]).pairs == ((organization, place),)
    part_of_it = Unit(5, 10, "ORG")
    assert paired([organization], [Unit(0, 9, "GPE"), part_of_it]).pairs == ((organization, part_of_it),)
    longer = Unit(1, 10, "GPE")
    assert paired([organization], [Unit(5, 10, "GPE"), longer]).pairs == ((organization, longer),)


def test_a_document_without_a_label_is_one_gap_to_each_rater():
    marked = continuum("ab", [[Unit(4, 6, "PER")], [Unit(4, 7, "PER")]], 10)
    both = joined([marked, continuum("ab", [[], [Unit(0, 20, "ORG")]], 20)])
    assert both.length == 30
    assert both.labels["PER"].gaps == {4: 3, 3: 1, 20: 2}
    assert both.labels["ORG"].gaps == {10: 2, 20: 1}


def test_words_are_tokens_with_a_letter_or_a_digit():
    assert [TEXT[start:end] for start, end in WORDS] == [*TEXT.replace(",", "").replace(".", "").split()]


def test_a_word_has_all_labels_upon_it():
    nested = voice(span("Ilse Maren", "p"), span("Maren", "o"))
    table = word_ratings("ab", label_sets([nested, TOMAS], len(WORDS)))
    assert table.rows == {
        ("PER", "PER"): 1,
        ("ORG + PER", "PER"): 1,
        ("unmarked", "GPE"): 3,
        ("unmarked", "unmarked"): 5,
    }


def test_a_label_of_no_known_name_is_its_own_name():
    assert voice(span("Maren", "gone")).units[0].label == "gone"


def test_found_is_said_of_every_word_or_of_a_label():
    every = found_ratings("ab", label_sets([INES, TOMAS], len(WORDS)))
    assert sum(every.rows.values()) == len(WORDS)
    assert every.rows["marked", "marked"] == 4
    assert (every.rows["marked", "unmarked"], every.rows["unmarked", "marked"]) == (1, 1)
    places = found_ratings("ab", label_sets([INES, TOMAS], len(WORDS)), "GPE")
    assert (places.rows["marked", "unmarked"], places.rows["unmarked", "marked"]) == (1, 3)


def test_labels_are_compared_where_spans_overlap_and_the_rest_is_counted():
    table = label_ratings("ab", [INES, TOMAS], paired(INES.units, TOMAS.units))
    assert table.rows == {("PER", "PER"): 1, ("ORG", "GPE"): 1}
    assert (table.skipped, table.skipped_why) == (1, "no other rater marked overlapping words")


def test_labels_of_more_than_two_are_compared_on_equal_words():
    table = label_ratings("abc", [INES, TOMAS, voice(span("Kastelholm", "g"))], None)
    assert table.rows == {("PER", "PER", None): 1, ("GPE", None, "GPE"): 1}
    assert (table.skipped, table.skipped_why) == (2, "no other rater marked exactly these words")


def test_a_rater_who_has_not_finished_has_no_value():
    assert set(found_ratings("abc", label_sets([INES, None, TOMAS], len(WORDS))).rows) == {
        (one, None, other) for one, other in (("marked",) * 2, ("unmarked",) * 2)
    } | {("marked", None, "unmarked"), ("unmarked", None, "marked")}


def mark(value: str, start: int | None = None, end: int | None = None) -> Mark:
    return Mark(f"{start}", "layer", "document", SENTIMENT, value, start, end)


def test_spans_without_a_word_are_counted_where_words_are_compared():
    dot = voice(span("Ilse Maren", "p"), span(".", "o"))
    found = comparison((dot, TOMAS)).figures
    for name in (("cohen_kappa",), ("found", "cohen_kappa")):
        assert (found[name].n, found[name].skipped) == (len(WORDS), 1)
        assert found[name].skipped_why == "spans without a letter or a digit"
    assert found["span_f1_strict",].n == 4


def test_the_same_span_twice_is_one():
    twice = voice(span("Ilse Maren", "p"), replace(span("Ilse Maren", "p"), id="again"))
    assert len(twice.units) == 1


def test_sentiment_is_compared_where_both_gave_a_value_of_the_scale():
    first = voice(marks=(mark("positive"), mark("neutral", 0, 49), mark("negative", 50, 59)))
    second = voice(marks=(mark("very odd"), mark("negative", 0, 49)))
    article, sentences = (
        article_ratings("ab", [first, second], SCALE),
        sentence_ratings("ab", [first, second], SCALE),
    )
    assert (article.rows, article.skipped) == ({}, 1)
    assert (sentences.rows, sentences.skipped) == ({("neutral", "negative"): 1}, 1)
    assert sentences.skipped_why == "fewer than two raters gave a value of the scale"


def test_opinions_meet_where_their_targets_are_paired_and_their_holders_are_equal():
    def holding(*spans: Span, holder: str | None = None, polarity: str = "negative") -> Said:
        target = next(one for one in spans if "Authority" in one.id)
        held = next((one.id for one in spans if holder and holder in one.id), None)
        return voice(*spans, opinions=(Opinion("x", "layer", "document", target.id, polarity, held),))

    def compared(*voices: Said) -> tuple[dict, int]:
        found = opinion_ratings("ab", voices, SCALE, paired(*(one.units for one in voices)))
        return found.rows, found.skipped

    maren, exact, wide = span("Ilse Maren", "p"), span("Port Authority", "o"), span("the Port Authority", "o")
    by_maren, by_author = holding(maren, exact, holder="Maren"), holding(maren, exact)
    assert compared(by_author, holding(wide, polarity="positive")) == ({("negative", "positive"): 1}, 0)
    assert compared(by_maren, holding(maren, wide)) == ({}, 2)
    assert compared(by_author, holding(maren, wide, polarity="very odd")) == ({}, 1)
    assert compared(by_maren, holding(maren, wide, holder="Maren")) == ({("negative", "negative"): 1}, 0)


def one_part(document: str, raters: str, voices):
    heard = [(rater, one) for rater, one in zip(raters, voices, strict=True) if one is not None]
    pairs = [
        one_part(document, a + b, (one, other))
        for (a, one), (b, other) in combinations(heard, 2)
        if len(raters) > 2
    ]
    return part(Page(document, len(TEXT), len(WORDS)), raters, voices, SCALE, 5, 0, pairs)


def comparison(*voices, resamples: int = 0):
    """Compare raters on as many documents as there are tuples of voices."""
    raters = "abcd"[: len(voices[0])]
    parts = {f"document {at}": one_part(f"document {at}", raters, of) for at, of in enumerate(voices)}
    work = compare(raters, parts, resamples)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def test_a_flattering_figure_says_what_it_leaves_out():
    found = comparison((INES, TOMAS)).figures
    assert found["boundary", "edges_equal"].value == 0.5
    assert found["boundary", "edges_equal"].skipped == 1
    assert found["label", "gwet_ac1"].n == 2
    assert found["label", "gwet_ac1"].skipped == 1
    assert "1 skipped: no other rater marked overlapping words" in found["label", "gwet_ac1"].sentence()
    assert found["span_f1_strict",].value == pytest.approx(2 / 5)
    assert found["span_f1_strict",].skipped == 0
    assert found["found", "span_f1_overlap"].value == pytest.approx(4 / 5)


def test_every_figure_of_nothing_is_undefined_and_says_why():
    for figure in comparison((voice(), voice())).figures.values():
        if figure.n and figure.measure != "gwet_ac2":
            assert "everyone said “unmarked” everywhere" in figure.why
        else:
            assert figure.why.startswith("undefined because")
        assert figure.value is None
        assert figure.sentence().startswith("undefined because")


def test_perfect_agreement_is_1_wherever_it_is_defined():
    found = comparison((INES, INES), (TOMAS, TOMAS)).figures
    assert {figure.value for figure in found.values()} == {1, None}
    assert found["gamma",].value == found["unitizing_alpha",].value == 1
    assert all(figure.why for figure in found.values() if figure.value is None)


def test_documents_add_up():
    together = comparison((INES, TOMAS), (TOMAS, INES), (INES, INES))
    assert together.documents == 3
    assert together.figures["span_f1_strict",].n == 5 + 5 + 6
    assert together.figures["cohen_kappa",].n == 3 * len(WORDS)
    assert together.confusion == {
        ("PER", "PER"): 3,
        ("ORG", "GPE"): 1,
        ("GPE", "ORG"): 1,
        ("GPE", None): 1,
        (None, "GPE"): 1,
        ("ORG", "ORG"): 1,
        ("GPE", "GPE"): 1,
    }
    assert set(together.by_document) == {"document 0", "document 1", "document 2"}
    assert together.by_document["document 2"]["span_f1_strict",].value == 1


def test_a_label_that_a_document_lacks_still_has_its_words_there():
    found = comparison((INES, INES), (voice(), voice())).figures
    assert found["labels", "PER", "krippendorff_alpha"].n == 2 * len(WORDS)
    alone = comparison((INES, INES)).figures
    assert found["labels", "PER", "unitizing_alpha"].chance < alone["labels", "PER", "unitizing_alpha"].chance


def test_more_than_two_are_compared_where_two_have_finished():
    found = comparison((INES, TOMAS, None), (INES, TOMAS, INES), (INES, None, INES)).figures
    assert ("cohen_kappa",) not in found
    assert found["krippendorff_alpha",].n == 3 * len(WORDS)
    assert (found["fleiss_kappa",].n, found["fleiss_kappa",].skipped) == (len(WORDS), 2 * len(WORDS))
    assert found["fleiss_kappa",].skipped_why == "a rater gave no value"
    assert found["span_f1_strict",].n == 5 + (5 + 6 + 5) + 6
    assert found["gamma",].n == 3 + 2 + 3
    absent = comparison((INES, TOMAS, None)).figures
    assert absent["gamma",].why == "undefined because no document was finished by all of them"
    for name in (("gamma",), ("unitizing_alpha",)):
        assert (found[name].skipped, absent[name].skipped) == (2, 1)
        assert found[name].skipped_why == "2 documents, as not all finished them"


def test_every_figure_has_an_interval_around_it():
    found = comparison(*[(INES, TOMAS), (INES, INES), (TOMAS, TOMAS)] * 3, resamples=60).figures
    for name, figure in found.items():
        if figure.value is not None:
            assert figure.interval.low <= figure.value <= figure.interval.high, name
            assert figure.interval.resamples == 60


def test_no_document_in_common_is_undefined():
    assert comparison_of_none().figures["span_f1_strict",].why == (
        "undefined because there is no document that two of them have finished"
    )


def comparison_of_none():
    try:
        next(compare("ab", {}, 10))
    except StopIteration as end:
        return end.value
    raise AssertionError("There was nothing to resample.")
