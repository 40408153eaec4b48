"""All equal words of an article at once: labelled, labelled otherwise, and without a label."""

from dataclasses import replace

import pytest

from annotator.domain import edits
from annotator.domain.annotations import Annotations
from annotator.domain.entities import Rules
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.domain.twin_edits import label_twins, remove_twins
from annotator.errors import Refused

TEXT = "The Port Authority: the Port\nAuthority met O’Neill and O'Neill. PORT AUTHORITY, Airport Authority."
EMPTY = Annotations("layer", "document")


@pytest.fixture
def scheme():
    scheme = Scheme(Rules("news", "News", scale=DEFAULT_SCALE))
    for name in ("PER", "ORG", "GPE"):
        scheme = with_labels(scheme, [*scheme.labels, make_label(scheme, name)])
    return scheme


def labelled(scheme, on, words, name, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return on.after(edits.add_span(scheme, on, TEXT, start, start + len(words), scheme.named(name)))


def said(scheme, on):
    names = {label.id: label.name for label in scheme.labels}
    return [(names[span.label], TEXT[span.start : span.end]) for span in on.spans]


def test_equal_words_are_labelled_across_line_ends_and_with_any_apostrophe(scheme):
    on = labelled(scheme, labelled(scheme, EMPTY, "Port Authority", "ORG"), "O'Neill", "PER")
    for span in on.spans:
        on = on.after(label_twins(scheme, on, TEXT, span))
    assert said(scheme, on) == [
        ("ORG", "Port Authority"),
        ("ORG", "Port\nAuthority"),
        ("PER", "O’Neill"),
        ("PER", "O'Neill"),
    ]


def test_it_is_one_edit_that_is_taken_back_whole(scheme):
    on = labelled(scheme, EMPTY, "Port Authority", "ORG")
    edit = label_twins(scheme, on, TEXT, on.spans[0])
    assert edit.title == "ORG “Port Authority” ×1"
    assert on.after(edit).after(edit.inverse()) == on


def test_what_has_another_label_gets_this_one_when_nothing_else_is_left(scheme):
    on = labelled(scheme, EMPTY, "Port Authority", "ORG")
    on = labelled(scheme, on, "Port\nAuthority", "GPE")
    edit = label_twins(scheme, on, TEXT, on.spans[0])
    assert edit.title == "ORG “Port Authority” ×1"
    after = on.after(edit)
    assert said(scheme, after) == [("ORG", "Port Authority"), ("ORG", "Port\nAuthority")]
    assert after.spans[1].id == on.spans[1].id
    with pytest.raises(Refused, match="labelled already"):
        label_twins(scheme, after, TEXT, after.spans[0])


def test_a_place_with_this_label_and_another_keeps_both(scheme):
    on = labelled(scheme, EMPTY, "Port Authority", "ORG")
    for name in ("ORG", "GPE"):
        on = labelled(scheme, on, "Port\nAuthority", name)
    with pytest.raises(Refused, match="labelled already"):
        label_twins(scheme, on, TEXT, on.spans[0])


def test_what_was_said_to_be_none_stays_without_a_label(scheme):
    on = labelled(scheme, EMPTY, "Port Authority", "ORG")
    start = TEXT.index("Port\n")
    on = on.after(edits.reject(on, TEXT, start, start + 14, None))
    with pytest.raises(Refused, match="labelled already"):
        label_twins(scheme, on, TEXT, on.spans[0])


def test_a_scheme_without_overlap_leaves_out_what_lies_within_another(scheme):
    strict = replace(scheme, rules=replace(scheme.rules, overlap=False))
    on = labelled(scheme, EMPTY, "the Port\nAuthority", "GPE")
    on = labelled(scheme, on, "Port Authority", "ORG")
    with pytest.raises(Refused):
        label_twins(strict, on, TEXT, on.spans[0])


def test_removing_takes_the_equal_label_from_all_and_what_is_said_about_them(scheme):
    on = labelled(scheme, EMPTY, "Port Authority", "ORG")
    on = on.after(label_twins(scheme, on, TEXT, on.spans[0]))
    on = labelled(scheme, on, "Port\nAuthority", "GPE")
    for span in on.spans:
        on = on.after(edits.set_polarity(on, TEXT, span, "negative"))
    edit = remove_twins(on, TEXT, on.spans[0])
    after = on.after(edit)
    assert edit.title == "remove “Port Authority” ×2"
    assert said(scheme, after) == [("GPE", "Port\nAuthority")]
    assert [opinion.target for opinion in after.opinions] == [after.spans[0].id]
    assert after.after(edit.inverse()) == on


def test_a_part_of_a_word_is_a_place_of_its_own(scheme):
    on = labelled(scheme, EMPTY, "port", "ORG")
    assert on.after(remove_twins(on, TEXT, on.spans[0])).spans == ()
