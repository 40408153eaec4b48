"""What a layer labels unevenly: what is found, how it is ranked and told, and what mending does."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain import edits
from annotator.domain.annotations import Annotations, in_order
from annotator.domain.consistency import RIGHT, Finding, Proposal, is_right, verdict
from annotator.domain.consistency_counts import WORD, Counts, Strings
from annotator.domain.consistency_edits import decided, fix, fixed, kept
from annotator.domain.consistency_forms import Habits, form_findings
from annotator.domain.consistency_search import Article, Search
from annotator.domain.entities import Decision, Mark, Opinion, Rules, Said, Span
from annotator.domain.scheme import DEFAULT_SCALE, Scheme, make_label, with_labels
from annotator.domain.span_index import SpanIndex
from annotator.errors import Refused

LAYER = "layer"


def make_scheme(*, overlap=False):
    scheme = Scheme(Rules("news", "News", overlap=overlap, scale=DEFAULT_SCALE), clock=7)
    for name in ("PER", "ORG", "GPE"):
        scheme = with_labels(scheme, [*scheme.labels, make_label(scheme, name)])
    return scheme


SCHEME = make_scheme()


class Corpus:
    """Texts in which [PER Ilse Maren] stands for a label."""

    def __init__(self, *marked, scheme=SCHEME):
        self.scheme, self.said = scheme, []
        for number, one in enumerate(marked):
            text, spans = "", []
            for at, piece in enumerate(one.replace("[", "]").split("]")):
                label, space, words = piece.partition(" ")
                if at % 2 and space:
                    span = Span(f"s{at}", LAYER, f"d{number}", len(text), len(text) + len(words), label)
                    spans.append(span)
                    piece = words
                text += piece
            self.said.append((text, Annotations(LAYER, f"d{number}", in_order(spans))))

    def findings(self):
        counts = Counts()
        for text, on in self.said:
            counts.note_labels(text, SpanIndex(on.spans))
        strings = Strings(counts.strings)
        for text, on in self.said:
            counts.note_silence(text, SpanIndex(on.spans), strings, len(text))
        search, found = Search(counts, self.scheme), []
        for text, on in self.said:
            found += search.findings(Article(on.document, text, SpanIndex(on.spans), len(text)))
        return sorted(found, key=lambda one: -one.score)

    def words(self, finding, *, wanted=False):
        text = dict((on.document, text) for text, on in self.said)[finding.document]
        place = finding.proposed if wanted else finding
        return text[place.start : place.end]

    def after(self, finding):
        """The corpus once the finding is mended."""
        made = Corpus(scheme=self.scheme)
        for text, on in self.said:
            if on.document == finding.document:
                on = on.after(fix(self.scheme, on, text, finding))
            made.said.append((text, on))
        return made


def forms(text, on, headline=None, scheme=SCHEME):
    habits = Habits()
    habits.note(text, on, scheme)
    return list(form_findings(text, on, headline, habits, scheme))


def one_span(text, words, label="ORG"):
    start = text.index(words)
    return Annotations(LAYER, "d", (Span("s", LAYER, "d", start, start + len(words), label),))


def test_a_minority_label_comes_with_what_the_others_say():
    corpus = Corpus(*["In [GPE Velmora] it rained."] * 6, "In [ORG Velmora] it rained.")
    best = corpus.findings()[0]
    assert (best.kind, corpus.words(best), best.proposed.label) == ("label", "Velmora", "GPE")
    assert best.evidence == "GPE 6 times, ORG here"
    assert best.score > 0.9


def test_a_string_that_varies_with_the_words_beside_it_is_hardly_suspected():
    town = ["He flew to [GPE Brandl] on Monday."] * 8
    man = ["Then [PER Brandl] said no.", "Then [PER Brandl] said yes.", "But [PER Brandl] said so."]
    varying = Corpus(*town, *man).findings()
    wrong = Corpus(*town, "He flew to [PER Brandl] on Monday.").findings()
    assert wrong[0].score > 0.9
    assert all(one.score < 0.5 for one in varying)


def test_the_same_article_counts_for_more_than_others():
    far = ["[GPE Brandl] was quiet."] * 3
    near = "Today [PER Brandl] spoke, and [PER Brandl] left, as [PER Brandl] does; also [GPE Brandl]."
    best = Corpus(*far, near).findings()[0]
    assert (best.document, best.proposed.label) == ("d3", "PER")
    assert best.evidence.endswith("PER 3 times in this article")


def test_an_unlabelled_twin_is_found_but_not_within_a_longer_name_or_word():
    corpus = Corpus(
        *["The [ORG Port Authority] said so."] * 3,
        "The Port Authority said so.",
        "The [ORG Port Authority of Velmora] said so. Port Authorityship is no word.",
    )
    missing = [one for one in corpus.findings() if one.kind == "unlabelled"]
    assert [(one.document, corpus.words(one)) for one in missing] == [("d3", "Port Authority")]
    assert missing[0].evidence == "ORG 3 times, no label here"


def test_silence_after_the_offset_it_counts_to_is_no_finding():
    text = "Velmora slept."
    counts = Counts()
    counts.note_labels(text, SpanIndex((Span("s", LAYER, "d", 0, 7, "GPE"),)))
    counts.note_silence(text, SpanIndex(), Strings(counts.strings), 0)
    assert counts.strings["Velmora"] == {"GPE": 1}


@pytest.mark.parametrize(
    ("marked", "now", "wanted"),
    [
        (
            ["[ORG Port of Velmora] slept."] * 4 + ["Port of [ORG Velmora] slept."],
            "Velmora",
            "Port of Velmora",
        ),
        (["the [ORG Bank] slept."] * 4 + ["[ORG the Bank] slept."], "the Bank", "Bank"),
        (
            ["[PER Maren] left town.", "[PER Maren] left.", "[PER Ilse] left."] * 2
            + ["[PER Ines left] for home."],
            "Ines left",
            "Ines",
        ),
    ],
)
def test_an_edge_that_differs_from_the_others_is_found_either_way(marked, now, wanted):
    corpus = Corpus(*marked)
    best = next(one for one in corpus.findings() if one.kind == "edges")
    assert (corpus.words(best), corpus.words(best, wanted=True)) == (now, wanted)


def test_a_name_said_once_is_judged_by_its_words_but_not_by_those_of_a_label_within():
    corpus = Corpus(*["Then [PER Maren] said so."] * 5, "Then [GPE Ilse Maren] said so.")
    best = corpus.findings()[0]
    assert (corpus.words(best), best.proposed.label, best.evidence) == (
        "Ilse Maren",
        "PER",
        "“Maren” is in PER 5 times, GPE here",
    )


def test_equal_spans_of_two_labels_are_no_minority_of_each_other():
    corpus = Corpus(*["In [GPE Velmora] it rained."] * 5, scheme=make_scheme(overlap=True))
    text, on = corpus.said[0]
    both = in_order([*on.spans, replace(on.spans[0], id="t", label="ORG")])
    corpus.said[0] = (text, replace(on, spans=both))
    assert corpus.findings() == []


def test_words_of_scripts_with_marks_stay_whole_and_those_without_spaces_go_by_letter():
    assert WORD.findall("बंदरगाह हड़ताल") == ["बंदरगाह", "हड़ताल"]
    assert WORD.findall("維港 IBM社") == ["維", "港", "IBM", "社"]


def test_strings_of_scripts_without_spaces_are_found_within_a_sentence():
    places = Strings(["港务局", "항구"]).places("维尔莫拉港务局说。항구는 조용했다.", SpanIndex())
    assert sorted(one.surface for one in places) == ["港务局", "항구"]


@pytest.mark.parametrize(
    ("words", "kind", "wanted"),
    [
        ("Port Authority ", "space", "Port Authority"),
        ("ort Authority", "token", "Port Authority"),
        ("Kastel", "token", "Kastel-Linie"),
        ("Authority\n\nTalks", "headline", "Authority"),
    ],
)
def test_faulty_forms_are_found_with_what_they_should_be(words, kind, wanted):
    text = "Port Authority\n\nTalks of the Port Authority on Kastel-Linie."
    on = one_span(text, words)
    (found,) = forms(text, on, (0, 14) if kind == "headline" else None)
    assert (found.kind, text[found.proposed.start : found.proposed.end]) == (kind, wanted)
    assert forms(text, on.after(fix(SCHEME, on, text, found))) == []


def test_a_label_over_headline_and_body_keeps_the_longer_part():
    text = "Talks in Velmora\nPort Authority of Velmora waits"
    (found,) = forms(text, one_span(text, "Velmora\nPort Authority of Velmora"), (0, 16))
    assert found.evidence == "over the end of the headline"
    assert text[found.proposed.start : found.proposed.end] == "Port Authority of Velmora"


def test_a_habit_of_cutting_at_hyphens_is_no_fault():
    text = "US-led, " * 30
    spans = [Span(f"s{at}", LAYER, "d", at * 8, at * 8 + 2, "GPE") for at in range(30)]
    assert forms(text, Annotations(LAYER, "d", tuple(spans))) == []
    assert len(forms(text, Annotations(LAYER, "d", tuple(spans[:2])))) == 2


def test_particles_written_on_to_hebrew_names_are_no_halves():
    text = "הוא גר בקסטלהולם מזמן"
    assert forms(text, one_span(text, "קסטלהולם")) == []


def test_a_judged_sentence_without_an_opinion_is_found_where_others_have_one():
    text = "Good Velmora. Bad Maren."
    spans = (Span("v", LAYER, "d", 5, 12, "GPE"), Span("m", LAYER, "d", 18, 23, "PER"))
    marks = (
        Mark("sentiment:0-13", LAYER, "d", "sentiment", "positive", 0, 13),
        Mark("sentiment:14-24", LAYER, "d", "sentiment", "negative", 14, 24),
    )
    said = (Opinion("o", LAYER, "d", "v", "positive"),)
    on = Annotations(LAYER, "d", spans, marks, said)
    (found,) = forms(text, on)
    assert (found.kind, found.start, found.end, found.has_fix) == ("sentiment", 14, 24, False)
    with pytest.raises(Refused):
        fix(SCHEME, on, text, found)
    assert forms(text, replace(on, opinions=())) == []  # whoever says nothing of targets means it


def test_an_opinion_whose_target_is_gone_is_found_and_goes():
    text = "Good Velmora."
    on = Annotations(LAYER, "d", opinions=(Opinion("o", LAYER, "d", "gone", "positive"),))
    (found,) = forms(text, on)
    assert (found.kind, text[found.start : found.end]) == ("sentiment", "Good")
    assert on.after(fix(SCHEME, on, text, found)).opinions == ()


def test_right_as_it_is_rejects_what_was_proposed_or_says_so():
    on = Annotations(LAYER, "d")
    span = Span("s", LAYER, "d", 0, 7, "ORG")
    swap = Finding("label", "d", 0, 7, 0.9, "", span, Proposal(0, 7, "GPE"))
    gone = Finding("label", "d", 0, 7, 0.9, "", span)
    after = on.after(edits.Edit("keep", kept(on, [swap, gone])))
    assert (0, 7, "GPE") in after.rejected
    assert [one.name for one in after.marks] == ["rejected", RIGHT]
    assert is_right(after, swap)
    assert is_right(after, gone)
    assert not is_right(on, swap)
    assert kept(after, [swap, gone]) == ()
    assert verdict(on, gone).id == verdict(on, replace(gone, score=0.1)).id


def test_what_was_changed_since_is_not_mended():
    text = "In Velmora it rained."
    on = one_span(text, "Velmora")
    stale = Finding("label", "d", 3, 10, 0.9, "", replace(on.spans[0], label="PER"), Proposal(3, 10, "GPE"))
    with pytest.raises(Refused, match="changed since"):
        fix(SCHEME, on, text, stale)
    assert fixed(SCHEME, on, text, [stale]) == ()


def test_an_edge_and_a_label_are_mended_together_and_carry_what_was_said():
    text = "Port of Velmora slept."
    on = one_span(text, "Velmora", "GPE")
    said = replace(on, opinions=(Opinion("o", LAYER, "d", "s", "positive"),))
    found = Finding("edges", "d", 8, 15, 0.9, "", on.spans[0], Proposal(0, 15, "ORG"))
    after = said.after(edits.Edit("mend", fixed(SCHEME, said, text, [found])))
    (span,) = after.spans
    assert (span.id, span.start, span.end, span.label, span.scheme) == ("s", 0, 15, "ORG", 7)
    assert after.opinions == said.opinions
    assert after.status == "new"


def test_a_decision_that_is_mended_says_so():
    text = "In Velmora it rained."
    on = one_span(text, "Velmora")
    found = Finding("label", "d", 3, 10, 0.9, "GPE 41 times, ORG here", on.spans[0], Proposal(3, 10, "GPE"))
    before = Decision("p", LAYER, "d", "span", 3, 10, (), "version", Said("ORG", 3, 10), "s", "ines")
    other = replace(before, id="q", made="elsewhere")
    changes = fixed(SCHEME, on, text, [found])
    (change,) = decided(changes, [before, other], "tomas", "Consistency.", SCHEME)
    assert (change.before, change.after.outcome, change.after.choice) == (
        before,
        Said("GPE", 3, 10),
        "edited",
    )
    assert (change.after.decider, change.after.reason, change.after.origin) == (
        "tomas",
        "Consistency.",
        "bulk",
    )
    gone = edits.remove_span(on, text, on.spans[0]).changes
    (change,) = decided(gone, [before], "tomas", "", SCHEME)
    assert (change.after.outcome, change.after.choice, change.after.made) == (None, "nothing", "")


NAMES = st.sampled_from(["Velmora", "Port of Velmora", "the Port", "Maren", "Ilse Maren", "Bank"])
MARKED = st.builds(
    lambda name, label, cut: f"[{label} {name}]" if label and not cut else name,
    NAMES,
    st.sampled_from(["PER", "ORG", "GPE", ""]),
    st.booleans(),
)
TEXTS = st.lists(
    st.lists(st.one_of(MARKED, MARKED, st.sampled_from(["said", "in", "to"])), min_size=1, max_size=8).map(
        " ".join
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=120)
@given(TEXTS, st.booleans())
def test_mending_makes_the_finding_go_and_keeps_the_rules(texts, overlap):
    corpus = Corpus(*texts, scheme=make_scheme(overlap=overlap))
    for finding in corpus.findings()[:4]:
        assert 0 < finding.score < 1
        try:
            after = corpus.after(finding)
        except Refused:
            continue
        known = {(one.kind, one.document, one.start, one.end, one.proposed) for one in after.findings()}
        assert (finding.kind, finding.document, finding.start, finding.end, finding.proposed) not in known
        for _, on in after.said:
            places = [(one.start, one.end) for one in on.spans]
            labels = [(one.start, one.end, one.label) for one in on.spans]
            assert len(set(labels)) == len(labels)
            if not overlap:
                assert all(first[1] <= second[0] for first, second in pairwise(places))


@settings(max_examples=60)
@given(TEXTS)
def test_mending_all_of_a_document_is_one_set_of_changes_that_keeps_the_rules(texts):
    corpus = Corpus(*texts)
    findings = corpus.findings()
    for text, on in corpus.said:
        changes = fixed(SCHEME, on, text, [one for one in findings if one.document == on.document])
        after = on.after(edits.Edit("mend", changes))
        places = [(one.start, one.end) for one in after.spans]
        assert all(first[1] <= second[0] for first, second in pairwise(places))
        assert after.after(edits.Edit("mend", changes).inverse()).spans == on.spans
