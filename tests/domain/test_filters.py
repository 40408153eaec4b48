"""The language of filters, as people type it: rightly, wrongly, halfway."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.filter_completion import completions
from annotator.domain.filter_language import EXAMPLES, parse
from annotator.domain.filters import (
    Filter,
    FilterError,
    FromSource,
    Has,
    HasLabel,
    HasStatus,
    InLanguage,
    Labelled,
    Phrase,
    Published,
    Term,
    Vocabulary,
    Words,
)
from annotator.domain.query import ListQuery

KNOWN = Vocabulary(
    {"PER": "Person", "ORG": "Organisation", "per cent": "Share"},
    ("Lantern Wire", "Le Monde, Paris", "Meridian Desk"),
    ("de", "en", "zh-Hans", "zh-Hant"),
)


def only(line, known=KNOWN):
    """The condition that the line's one term makes."""
    found = parse(line, known)
    assert isinstance(found, Filter), found
    (term,) = found.terms
    assert not term.is_denied
    return term.condition


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("status:new", HasStatus(("new",))),
        ("status:done,skipped", HasStatus(("done", "skipped"))),
        ("status:open", HasStatus(("in_progress",))),
        ("STATUS:Done", HasStatus(("done",))),
        ("label:PER", HasLabel(("PER",))),
        ("label:per,Org", HasLabel(("PER", "ORG"))),
        ('label:"per cent"', HasLabel(("per cent",))),
        ('source:"Lantern Wire"', FromSource(("Lantern Wire",))),
        ("source:“lantern wire”", FromSource(("Lantern Wire",))),
        ('source:"Le Monde, Paris","meridian desk"', FromSource(("Le Monde, Paris", "Meridian Desk"))),
        ("lang:de", InLanguage(("de",))),
        ("lang:zh", InLanguage(("zh-Hans", "zh-Hant"))),
        ("lang:ZH-hans", InLanguage(("zh-Hans",))),
        ("has:opinion", Has(("opinion",))),
        ("has:notes,flag", Has(("note", "flag"))),
        ('text:"port authority"', Words((Phrase("port authority", False),), "text")),
        ("title:harb,crane", Words((Phrase("harb", True), Phrase("crane", True)), "title")),
        ("harbour", Words((Phrase("harbour", True),))),
        ('"left talks"', Words((Phrase("left talks", False),))),
        ("e-mail", Words((Phrase("e-mail", True),))),
        ("12:04", Words((Phrase("12:04", True),))),
        ("4,200", Words((Phrase("4,200", True),))),
        ("港务局", Words((Phrase("港务局", True),))),
        ("date:2031", Published("2031", "2032")),
        ("date:2031-12", Published("2031-12", "2032-01")),
        ("date:2031-05-31", Published("2031-05-31", "2031-06-01")),
        ("date:2031-05-01..2031-05-31", Published("2031-05-01", "2031-06-01")),
        ("date:2031-05..", Published("2031-05", None)),
        ("date:..2031-05", Published(None, "2031-06")),
        ("date:9999", Published("9999", None)),
        ("labels:0", Labelled(0, 0)),
        ("labels:>10", Labelled(11, None)),
        ("labels:>=10", Labelled(10, None)),
        ("labels:<3", Labelled(0, 2)),
        ("labels:<=3", Labelled(0, 3)),
        ("labels:2..5", Labelled(2, 5)),
        ("labels:2..", Labelled(2, None)),
        ("is:unlabelled", Labelled(0, 0)),
        ("is:labelled", Labelled(1, None)),
    ],
)
def test_a_term_says_what_it_asks_for(line, condition):
    assert only(line) == condition


def test_a_minus_denies_its_term_and_every_term_must_hold():
    found = parse('-label:ORG -"left talks" -harb crane status:new', KNOWN)
    assert found == Filter(
        (
            Term(HasLabel(("ORG",)), is_denied=True),
            Term(Words((Phrase("left talks", False),)), is_denied=True),
            Term(Words((Phrase("harb", True),)), is_denied=True),
            Term(Words((Phrase("crane", True),))),
            Term(HasStatus(("new",))),
        )
    )


def test_an_empty_line_asks_for_nothing():
    assert parse("") == parse("  \t ") == parse('"') == parse('""') == Filter()


def test_a_quote_that_is_still_open_goes_on_to_the_end():
    assert only('"port auth') == Words((Phrase("port auth", False),))
    assert only('source:"Lantern Wire') == FromSource(("Lantern Wire",))


def test_without_a_vocabulary_names_are_taken_as_they_are_written():
    assert only("label:PRE", None) == HasLabel(("PRE",))
    assert only("source:Nowhere", None) == FromSource(("Nowhere",))
    assert only("lang:xx", None) == InLanguage(("xx",))


@pytest.mark.parametrize(
    ("line", "at", "sentence"),
    [
        ("x label:PRE", "PRE", "There is no label “PRE” in the scheme. Did you mean PER?"),
        ("label:PER,OGR", "OGR", "There is no label “OGR” in the scheme. Did you mean ORG?"),
        ("label:ZZZ", "ZZZ", "There is no label “ZZZ” in the scheme."),
        (
            'source:"Lantern Wier"',
            '"Lantern Wier"',
            "No article appeared in “Lantern Wier”. Did you mean Lant",
        ),
        ("lang:fr", "fr", "No article is in the language “fr”. There is de, en, zh-Hans and zh-Hant."),
        ("stauts:new", "stauts:", "There is no filter “stauts:”. Did you mean status:?"),
        ("see https://x.org", "https:", "There is no filter “https:”. Put it in quotes to search for it."),
        ("status:old", "old", "“old” is no status. There are new, in_progress, done and skipped."),
        ("has:hat", "hat", "An article cannot have “hat”. Ask for flag, note, sentiment or opinion."),
        ("is:odd", "odd", "No article is “odd”. Ask for labelled, unlabelled, outdated or damaged."),
        ("labels:many", "many", "“many” is no number of labels. Write labels:0"),
        ("labels:<0", "<0", "No number of labels is “<0”."),
        ("labels:5..2", "5..2", "No number of labels is “5..2”."),
        ("date:2031-13", "2031-13", "“2031-13” is no date. Write 2031, 2031-05, 2031-05-14, or"),
        ("date:2031-02-30", "2031-02-30", "“2031-02-30” is no date."),
        ("date:tuesday", "tuesday", "“tuesday” is no date."),
        ("date:..", "..", "“..” is no date."),
        ("date:2032..2031", "2032..2031", "“2032..2031” ends before it begins."),
        ("new source:", "source:", 'Say what follows source: as in source:"Lantern Wire"'),
        ("-", "-", "“-” has no letter or digit, so it cannot be searched for."),
        ("🍊 oranges", "🍊", "“🍊” has no letter or digit, so it cannot be searched for."),
    ],
)
def test_what_is_wrong_is_shown_where_it_stands(line, at, sentence):
    found = parse(line, KNOWN)
    assert isinstance(found, FilterError)
    assert line[found.start : found.end] == at
    assert found.sentence.startswith(sentence)


def test_every_example_is_right():
    known = Vocabulary({"PER": "Person"}, ("Lantern Wire",), ("de",))
    for key, example in EXAMPLES.items():
        assert isinstance(parse(example, known), Filter), key


@given(st.text(st.sampled_from('ab:-," “”.<>19 \t🍊labelstuxo港')))
def test_any_line_is_a_filter_or_an_error_within_it(line):
    found = parse(line, KNOWN)
    if isinstance(found, FilterError):
        assert 0 <= found.start < found.end <= len(line)
        assert found.sentence


def test_the_words_to_point_at_are_those_looked_for_in_texts():
    asked = parse('harb -crane title:talks text:"port authority" "a ”quote"', KNOWN)
    assert ListQuery("", words=" old ", filter=asked).searched == 'old harb "port authority" "a ”quote"'


# Completion


def offered(line, cursor=None):
    return [one.name for one in completions(line, len(line) if cursor is None else cursor, KNOWN)]


def completed(line, name, cursor=None):
    """The line once the completion of this name was taken; | is the cursor."""
    found = completions(line, len(line) if cursor is None else cursor, KNOWN)
    text, at = next(one for one in found if one.name == name).applied(line)
    return text[:at] + "|" + text[at:]


def test_an_empty_place_offers_every_filter_with_what_it_does():
    for line in ("", "status:new ", "-"):
        assert offered(line) == [f"{key}:" for key in EXAMPLES]
    assert all(one.help for one in completions("", 0, KNOWN))


def test_the_beginning_of_a_word_offers_filters_and_labels():
    assert offered("la") == ["label:", "labels:", "lang:"]
    assert offered("-sta") == ["status:"]
    assert offered("pe") == ["label:PER", "label:per cent"]
    assert offered("harbour") == []
    assert offered('"la') == []


def test_the_values_of_a_filter_are_offered_those_that_begin_so_first():
    assert offered("status:") == ["new", "in_progress", "done", "skipped"]
    assert offered("status:d") == ["done", "skipped"]
    assert offered("label:o") == ["ORG", "PER"]
    assert offered("label:org") == ["ORG"]
    assert offered("source:m") == ["Meridian Desk", "Le Monde, Paris"]
    assert offered("lang:zh") == ["zh-Hans", "zh-Hant"]
    assert offered("has:") == ["flag", "note", "sentiment", "opinion"]
    assert offered("is:un") == ["unlabelled"]
    assert offered("date:") == []


def test_a_completion_is_put_in_place_of_what_was_begun():
    assert completed("crane sta", "status:") == "crane status:|"
    assert completed("-la", "label:") == "-label:|"
    assert completed("label:PER,o", "ORG") == "label:PER,ORG |"
    assert completed('source:"lan', "Lantern Wire") == 'source:"Lantern Wire" |'
    assert completed("source:", "Le Monde, Paris") == 'source:"Le Monde, Paris" |'
    assert completed("pe crane", "label:PER", cursor=2) == "label:PER | crane"


@given(st.text(st.sampled_from('la:-,"“” .erop'), max_size=12), st.integers(0, 12))
def test_whatever_is_offered_leaves_the_rest_of_the_line_alone(line, cursor):
    cursor = min(cursor, len(line))
    for one in completions(line, cursor, KNOWN):
        assert 0 <= one.start <= cursor <= one.end <= len(line)
