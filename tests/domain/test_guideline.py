"""The guideline: parts that can be linked to, a rule a label, and what an older rule leaves behind."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import guideline
from annotator.domain.entities import Rules, Span
from annotator.domain.scheme import Scheme, make_label, with_labels

TEXT = """# How to label

Whole names only.

## Person (PER)

Titles stay outside.

### Families

Are none.

## ORG

```
## not a heading
```
"""


def made(markdown="", *meanings):
    """A scheme with PER, ORG and GPE, with these meanings."""
    scheme = Scheme(Rules("news", "News", guideline=markdown), clock=1)
    for name, meaning in zip(("PER", "ORG", "GPE"), (*meanings, "", "", ""), strict=False):
        title = {"PER": "Person"}.get(name, "")
        scheme = with_labels(scheme, [*scheme.labels, make_label(scheme, name, title, meaning)])
    return scheme


def titles(markdown):
    return [part.title for part in guideline.read(markdown).parts]


def test_a_part_goes_up_to_the_next_heading_of_its_level_and_code_has_no_headings():
    found = guideline.read(TEXT)
    assert titles(TEXT) == ["How to label", "Person (PER)", "Families", "ORG"]
    person = found.part_of(made().named("PER"))
    assert found.body(person) == "Titles stay outside.\n\n### Families\n\nAre none."
    assert "## not a heading" in found.body(found.part_of(made().named("ORG")))
    assert found.part_of(made().named("GPE")) is None


def test_every_heading_gets_an_anchor_once_and_a_labels_part_is_found_by_it_for_good():
    scheme = made(TEXT)
    anchored = guideline.anchored(TEXT, scheme.labels)
    assert [part.anchor for part in guideline.read(anchored).parts] == [
        "how-to-label",
        "PER",
        "families",
        "ORG",
    ]
    assert guideline.anchored(anchored, scheme.labels) == anchored
    renamed = replace(scheme.named("PER"), name="HUMAN", title="Human being", tag="HUM")
    rewritten = anchored.replace("## Person (PER)", "## People")
    assert guideline.read(rewritten).part_of(renamed).title == "People"


def test_two_headings_of_one_name_get_two_anchors():
    anchored = guideline.anchored("## Rest\n\n## Rest\n\n## Rest {#rest-2}", ())
    anchors = [part.anchor for part in guideline.read(anchored).parts]
    assert len(set(anchors)) == 3
    assert anchors[2] == "rest-2"


def test_what_is_shown_has_no_anchors():
    assert "{#" not in guideline.read(guideline.anchored(TEXT, made().labels)).text()


def test_a_heading_is_added_only_for_a_label_without_a_part():
    scheme = made(TEXT)
    assert guideline.with_part(TEXT, scheme.named("PER")) == TEXT
    assert titles(guideline.with_part(TEXT, scheme.named("GPE")))[-1] == "GPE"
    assert titles(guideline.with_part("", scheme.named("GPE"))) == ["GPE"]


@given(st.text(alphabet="# {}`~\nab-*[]()!<>", max_size=80))
def test_whatever_is_written_anchors_are_written_once_and_no_word_is_lost(markdown):
    labels = made().labels
    once = guideline.anchored(markdown, labels)
    assert guideline.anchored(once, labels) == once
    parts = guideline.read(once).parts
    assert all(part.anchor for part in parts)
    assert len(parts) == len(guideline.read(markdown).parts)
    assert len(once.split("\n")) == len(markdown.split("\n"))


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (made(TEXT), made(TEXT.replace("Titles", "All titles")), ["PER"]),
        (made(TEXT), made(TEXT.replace("Titles stay", "Titles  stay")), []),
        (made(TEXT), made(guideline.anchored(TEXT, made().labels)), []),
        (made(TEXT), made(TEXT.replace("Whole names only.", "Anything.")), []),
        (made(TEXT, "A human."), made(TEXT, "A human being."), ["PER"]),
        (made(), made(TEXT), ["PER", "ORG"]),
    ],
)
def test_only_what_is_said_of_a_label_is_its_rule(before, after, names):
    assert [label.name for label in guideline.changed(before, after)] == names


def history(*meanings):
    """The schemes of a project in which the meaning of PER was each of these, at clocks 10, 20 and so on."""
    return [replace(made("", meaning), clock=10 * at) for at, meaning in enumerate(meanings, 1)]


@pytest.mark.parametrize(
    ("meanings", "old"),
    [
        (["a"], []),
        (["a", "b"], [None, 0, 10, 19]),
        (["a", "b", "a"], [20, 29]),
        (["a", "b", "c"], [None, 5, 15, 25]),
        (["a", "a", "b", "b"], [None, 15, 29]),
    ],
)
def test_what_was_made_under_another_rule_than_now_is_outdated_and_a_rule_taken_back_is_not(meanings, old):
    ages = guideline.outdated(history(*meanings)).get("PER", ())
    for clock in (None, 0, 5, 10, 15, 19, 20, 25, 29, 30, 40, 99):
        expected = bool(old) and _meaning(meanings, clock) != meanings[-1]
        assert guideline.is_outdated(ages, clock) == expected, clock
    assert all(guideline.is_outdated(ages, clock) for clock in old)


def _meaning(meanings, clock):
    return meanings[min(max((clock or 0) // 10, 1), len(meanings)) - 1]


def test_a_label_that_came_later_is_not_outdated_by_its_coming():
    first = replace(with_labels(made(), made().labels[:1]), clock=10)
    assert guideline.outdated([first, replace(made(), clock=20)]) == {}


def test_a_span_was_made_under_the_last_scheme_before_it():
    schemes = history("a", "b", "c")
    for clock, meaning in ((None, "a"), (10, "a"), (25, "b"), (30, "c"), (99, "c")):
        span = Span("s", "layer", "document", 0, 1, "PER", scheme=clock)
        assert guideline.made_under(schemes, span).named("PER").meaning == meaning


def test_what_a_rule_said_before_are_the_lines_it_has_no_more():
    before, now = made(TEXT, "A human."), made(TEXT.replace("Are none.", "Are a GRP."), "A human.")
    assert guideline.said_before(before, now, "PER") == "Are none."


@given(st.text(max_size=30))
def test_escaped_words_have_no_punctuation_left_that_markdown_could_read(words):
    escaped = guideline.escaped(words)
    assert escaped.replace("\\", "") == words.replace("\\", "")
