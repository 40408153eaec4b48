"""Review through real project files: compared, decided, opened again, undone, and rebuilt from the log."""

import contextlib
from dataclasses import replace

import pytest

from annotator.domain import deciding, edits
from annotator.domain.change import added
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import GOLD, Author, Said, Span
from annotator.domain.positions import Wanted
from annotator.domain.proposing import DAWID_SKENE, MAJORITY, Majority
from annotator.domain.query import ListQuery
from annotator.errors import Refused
from annotator.services import reviewing
from annotator.services.reviewing import Place, find, open_review
from annotator.services.sample import make
from annotator.storage.project import Project
from tests.services.builders import finish
from tests.storage.builders import make_project

TEXT = "The Port Authority of Velmora met Ilse Maren in Kastelholm. Maren left Velmora."
SOL = Author("sol-id", "sol")


class Desk:
    """A project with three layers, and a reviewer at work on its first document."""

    def __init__(self, folder, *texts):
        self.project = make_project(folder, *(texts or (TEXT,)), author=SOL)
        self.layers = [self.project.ensure_layer(name) for name in ("ines", "marek", "rita")]
        self.gold = self.project.ensure_layer(GOLD)
        self.document = self.project.id_of(1)

    def label(self, layer, words, label, number=1, document=None):
        document = document or self.document
        text, start = self.project.document(document).text, -1
        for _ in range(number):
            start = text.index(words, start + 1)
        scheme = self.project.scheme()
        on = self.project.annotations(document, layer.id)
        self.project.commit(edits.add_span(scheme, on, text, start, start + len(words), scheme.named(label)))

    def everybody(self, words, label, document=None):
        for layer in self.layers:
            self.label(layer, words, label, document=document)

    def span(self, layer, words):
        return next(one for one in self.said(layer).spans if TEXT[one.start : one.end] == words)

    def said(self, layer):
        return self.project.annotations(self.document, layer.id)

    @property
    def review(self):
        return open_review(self.project, self.layers, self.document)

    @property
    def by(self):
        return Reviewer(SOL.id, self.project.scheme())

    def position(self, words):
        return next(one for one in self.review.positions if one.start == TEXT.index(words))

    def do(self, decide, *arguments, by=None):
        self.project.commit(decide(by or self.by, self.review, *arguments))

    def golden(self):
        return sorted((TEXT[one.start : one.end], one.label) for one in self.said(self.gold).spans)


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.project.close()


@pytest.fixture
def split(desk):
    """Two say the long name and one the short; all say Maren; one says Kastelholm."""
    ines, marek, rita = desk.layers
    desk.label(ines, "Port Authority of Velmora", "ORG")
    desk.label(marek, "Port Authority", "ORG")
    desk.label(rita, "Port Authority of Velmora", "ORG")
    desk.everybody("Ilse Maren", "PER")
    desk.label(ines, "Kastelholm", "GPE")
    return desk


def test_one_key_takes_what_is_proposed_and_the_decision_knows_everything(split):
    position = split.position("Port")
    proposal = Majority().propose(position)
    why = Reviewer(SOL.id, split.project.scheme(), Why("The whole name counts.", "ORG"))
    split.do(deciding.take_proposed, position, proposal, by=why)
    assert split.golden() == [("Port Authority of Velmora", "ORG")]
    assert split.review.states[position.id] == "decided"
    (row,) = reviewing.provenance(split.project)
    assert row["text"] == "Port Authority of Velmora"
    assert row["gold"] == {"id": split.said(split.gold).spans[0].id, "value": "ORG", "start": 4, "end": 29}
    assert [(one["value"], one.get("end"), one["layers"]) for one in row["candidates"]] == [
        ("ORG", 29, ["ines", "rita"]),
        ("ORG", 18, ["marek"]),
    ]
    assert (row["choice"], row["origin"], row["aggregation"]) == ("proposed", "hand", "majority")
    assert (row["decider"], row["reason"], row["guideline"]) == ("sol", "The whole name counts.", "ORG")
    assert row["at"].startswith("2")
    assert row["scheme"] == split.project.scheme().clock


def test_a_decision_and_its_label_are_undone_together_and_done_again(split):
    position = split.position("Port")
    split.do(deciding.take, position, Said("ORG", 4, 18))
    assert split.golden() == [("Port Authority", "ORG")]
    split.project.undo()
    assert (split.golden(), split.review.decisions) == ([], {})
    assert split.review.states[position.id] == "open"
    split.project.redo()
    assert split.golden() == [("Port Authority", "ORG")]
    assert split.review.states[position.id] == "decided"


def test_agreed_positions_are_one_edit_and_nothing_else_is_decided(split):
    split.do(deciding.accept_agreed)
    assert split.golden() == [("Ilse Maren", "PER")]
    assert [one.kind for one in split.review.undecided] == ["boundary", "missing"]
    assert [one["origin"] for one in reviewing.provenance(split.project)] == ["bulk"]
    with pytest.raises(Refused, match="left to accept"):
        split.do(deciding.accept_agreed)
    split.project.undo()
    assert split.golden() == []
    assert len(split.review.undecided) == 3


def test_nothing_here_is_a_decision_too(split):
    position = split.position("Kastelholm")
    split.do(deciding.nothing_here, position)
    assert split.golden() == []
    assert split.review.states[position.id] == "decided"
    (row,) = reviewing.provenance(split.project)
    assert (row["gold"], row["choice"]) == (None, "nothing")


def test_another_choice_replaces_the_label_and_keeps_its_id(split):
    position = split.position("Port")
    split.do(deciding.take, position, Said("ORG", 4, 29))
    before = split.said(split.gold).spans[0].id
    split.do(deciding.write, split.position("Port"), Said("GPE", 0, 29))
    (after,) = split.said(split.gold).spans
    assert (after.id, after.start, after.label) == (before, 0, "GPE")
    assert [one["choice"] for one in reviewing.provenance(split.project)] == ["edited"]


def test_gold_does_not_say_the_same_twice_nor_what_the_scheme_does_not_know(split):
    split.do(deciding.take, split.position("Port"), Said("ORG", 4, 29))
    with pytest.raises(Refused, match="in gold already"):
        split.do(deciding.write, split.position("Kastelholm"), Said("ORG", 4, 29))
    with pytest.raises(Refused, match="no such label"):
        split.do(deciding.write, split.position("Kastelholm"), Said("WEATHER", 0, 3))
    with pytest.raises(Refused, match="decided so already"):
        split.do(deciding.take, split.position("Port"), Said("ORG", 4, 29))


def test_a_label_changed_under_a_decision_opens_it_again_and_changed_back_closes_it(split):
    position = split.position("Port")
    split.do(deciding.take, position, Said("ORG", 4, 29))
    marek = split.layers[1]
    scheme = split.project.scheme()
    edit = edits.relabel(
        scheme, split.said(marek), TEXT, split.span(marek, "Port Authority"), scheme.named("GPE")
    )
    split.project.commit(edit)
    assert split.review.states[position.id] == "changed"
    assert split.golden() == [("Port Authority of Velmora", "ORG")]
    split.project.undo()
    assert split.review.states[position.id] == "decided"


def test_a_label_removed_under_a_decision_opens_it_again_also_where_it_was_the_only_one(split):
    position = split.position("Kastelholm")
    split.do(deciding.take, position, Said("GPE", position.start, position.end))
    ines = split.layers[0]
    split.project.commit(edits.remove_span(split.said(ines), TEXT, split.span(ines, "Kastelholm")))
    assert split.review.states[position.id] == "changed"
    split.do(deciding.nothing_here, split.review.position(position.id))
    assert ("Kastelholm", "GPE") not in split.golden()
    assert split.review.position(position.id) is None


def test_where_nothing_should_be_and_nobody_says_otherwise_any_more_there_is_no_position(split):
    split.do(deciding.nothing_here, split.position("Kastelholm"))
    ines = split.layers[0]
    split.project.commit(edits.remove_span(split.said(ines), TEXT, split.span(ines, "Kastelholm")))
    assert len(split.review.positions) == 2
    split.project.undo()
    assert len(split.review.positions) == 3
    assert "changed" not in split.review.states.values()


def test_gold_changed_by_hand_opens_its_decision_again(split):
    position = split.position("Port")
    split.do(deciding.take, position, Said("ORG", 4, 29))
    gold = split.said(split.gold)
    split.project.commit(edits.remove_span(gold, TEXT, gold.spans[0]))
    assert split.review.states[position.id] == "changed"
    split.do(deciding.take, position, Said("ORG", 4, 29))
    assert split.review.states[position.id] == "decided"
    assert split.golden() == [("Port Authority of Velmora", "ORG")]


def test_a_late_layer_opens_what_it_says_otherwise_and_nothing_that_it_leaves_out(split):
    split.do(deciding.take, split.position("Port"), Said("ORG", 4, 29))
    split.do(deciding.accept_agreed)
    nils = split.project.ensure_layer("nils")
    split.layers.append(nils)
    split.label(nils, "Port Authority", "GPE")
    states = {one.start: split.review.states[one.id] for one in split.review.positions}
    assert (states[4], states[TEXT.index("Ilse")]) == ("changed", "decided")


def test_a_tie_is_not_decided_by_enter(desk):
    desk.label(desk.layers[0], "Velmora", "GPE")
    desk.label(desk.layers[1], "Velmora", "ORG")
    desk.layers.pop()
    position = desk.position("Velmora")
    with pytest.raises(Refused, match="evenly split"):
        desk.do(deciding.take_proposed, position, Majority().propose(position))
    with pytest.raises(Refused, match="No layer says"):
        desk.do(deciding.take, position, Said("PER", 1, 2))


def test_the_reason_comes_before_or_after(split):
    position = split.position("Port")
    with pytest.raises(Refused, match="Decide first"):
        deciding.give_reason(split.review, position, Why("x"))
    split.do(deciding.take, position, Said("ORG", 4, 29))
    split.project.commit(deciding.give_reason(split.review, position, Why("  Registered name. ", "ORG")))
    (row,) = reviewing.provenance(split.project)
    assert (row["reason"], row["guideline"], row["choice"]) == ("Registered name.", "ORG", "version")
    assert split.review.states[position.id] == "decided"


def test_what_is_opened_again_is_gone_from_gold(split):
    position = split.position("Port")
    split.do(deciding.take, position, Said("ORG", 4, 29))
    split.project.commit(deciding.reopen(split.review, position))
    assert (split.golden(), split.review.decisions) == ([], {})


def test_an_opinion_needs_its_target_and_goes_with_it(desk):
    desk.everybody("Ilse Maren", "PER")
    for layer, polarity in zip(desk.layers, ("positive", "positive", "negative"), strict=True):
        on = desk.said(layer)
        desk.project.commit(edits.set_polarity(on, TEXT, on.spans[0], polarity))
    opinion = next(one for one in desk.review.positions if one.about == "opinion")
    assert opinion.kind == "sentiment"
    with pytest.raises(Refused, match="Decide first"):
        desk.do(deciding.take_proposed, opinion, Majority().propose(opinion))
    desk.do(deciding.accept_agreed)
    desk.do(deciding.take_proposed, opinion, Majority().propose(opinion))
    (gold,) = desk.said(desk.gold).opinions
    assert (gold.polarity, gold.target) == ("positive", desk.said(desk.gold).spans[0].id)
    desk.do(deciding.nothing_here, desk.position("Ilse"))
    assert desk.said(desk.gold).opinions == ()
    assert desk.review.states[opinion.id] == "changed"
    assert list(desk.project.problems()) == []


def test_agreed_opinions_and_sentiments_are_accepted_with_their_labels(desk):
    desk.everybody("Ilse Maren", "PER")
    for layer in desk.layers:
        on = desk.said(layer)
        desk.project.commit(edits.set_polarity(on, TEXT, on.spans[0], "negative"))
        desk.project.commit(edits.set_sentiment(desk.said(layer), "neutral"))
        desk.project.commit(edits.set_sentiment(desk.said(layer), "negative", (0, 59)))
    desk.do(deciding.accept_agreed)
    gold = desk.said(desk.gold)
    assert (gold.sentiment, gold.sentences[0].value, gold.opinions[0].polarity) == (
        "neutral",
        "negative",
        "negative",
    )
    assert desk.review.undecided == ()


def test_a_scheme_without_overlap_keeps_gold_without_it(tmp_path):
    desk = Desk(tmp_path)
    for layer in desk.layers[:2]:
        desk.label(layer, "Port Authority of Velmora", "ORG")
        desk.label(layer, "Velmora", "GPE")
    desk.layers.pop()
    scheme = desk.project.scheme()
    by = Reviewer(SOL.id, replace(scheme, rules=replace(scheme.rules, overlap=False)))
    desk.do(deciding.accept_agreed, by=by)
    assert len(desk.golden()) == 1
    (left,) = desk.review.undecided
    with pytest.raises(Refused, match="may not overlap"):
        desk.do(deciding.take, left, left.candidates[0].said, by=by)
    desk.project.close()


def test_gold_that_was_there_before_any_decision_is_taken_over_not_doubled(split):
    split.label(split.gold, "Port Authority", "ORG")
    before = split.said(split.gold).spans[0].id
    split.do(deciding.take, split.position("Port"), Said("ORG", 4, 29))
    (span,) = split.said(split.gold).spans
    assert (span.id, span.end) == (before, 29)


def test_gold_that_was_there_goes_to_the_position_that_says_it_not_to_one_within(desk):
    for layer in desk.layers:
        desk.label(layer, "Port Authority of Velmora", "ORG")
        desk.label(layer, "Port Authority", "ORG")
    desk.label(desk.gold, "Port Authority", "ORG")
    desk.project.commit(
        edits.set_polarity(desk.said(desk.gold), TEXT, desk.said(desk.gold).spans[0], "positive")
    )
    desk.do(deciding.accept_agreed)
    assert desk.golden() == [("Port Authority", "ORG"), ("Port Authority of Velmora", "ORG")]
    gold = desk.said(desk.gold)
    assert gold.span(gold.opinions[0].target).end == 18


def test_counts_and_the_next_disagreement_go_over_all_documents(tmp_path):
    desk = Desk(tmp_path, TEXT, "Velmora sleeps.", "Nobody labels this.", "Kastelholm and Velmora sleep.")
    second, fourth = desk.project.id_of(2), desk.project.id_of(4)
    ines, marek, _ = desk.layers
    desk.everybody("Ilse Maren", "PER")
    desk.everybody("Velmora", "GPE", second)
    desk.label(ines, "Kastelholm", "GPE", document=fourth)
    desk.label(marek, "Kastelholm", "ORG", document=fourth)
    desk.label(marek, "Velmora", "GPE", document=fourth)
    counts = finish(reviewing.count(desk.project, desk.layers))
    assert (counts.documents, counts.alone) == (3, 0)
    assert (counts.of("agreed"), counts.of("label"), counts.of("missing"), counts.of(state="open")) == (
        2,
        1,
        1,
        4,
    )
    first = finish(find(desk.project, desk.layers, Place(desk.document)))
    assert first.document == fourth
    other = finish(find(desk.project, desk.layers, first))
    assert other.document == fourth
    assert other.position != first.position
    assert finish(find(desk.project, desk.layers, other)) is None
    assert finish(find(desk.project, desk.layers, other, backwards=True)) == first
    assert finish(find(desk.project, desk.layers, first, backwards=True)) is None
    agreed = Wanted(frozenset(["agreed"]))
    assert finish(find(desk.project, desk.layers, first, agreed, backwards=True)).document == second
    desk.project.close()


def test_weights_are_estimated_over_the_project_and_named_in_decisions(split):
    way = finish(reviewing.aggregation(split.project, split.layers, DAWID_SKENE))
    assert way.skills["span"].items == 3
    position = split.position("Port")
    split.do(deciding.take_proposed, position, way.propose(position))
    assert [one["aggregation"] for one in reviewing.provenance(split.project)] == ["dawid-skene"]
    assert finish(reviewing.aggregation(split.project, split.layers, MAJORITY)) == Majority()


def test_a_suggestion_that_only_a_model_made_stays_one_in_gold(desk):
    model = desk.project.ensure_layer("memory", Author("m", "memory", is_model=True))
    span = Span("s", model.id, desk.document, 4, 18, "ORG", "memory 3", 0.8)
    desk.project.commit(added("suggest", [span]))
    desk.layers = [desk.layers[0], model]
    desk.label(desk.layers[0], "Ilse Maren", "PER")
    desk.do(deciding.take, desk.position("Port"), Said("ORG", 4, 18))
    (gold,) = desk.said(desk.gold).spans
    assert (gold.origin, gold.confidence) == ("memory 3", 0.8)
    (row,) = reviewing.provenance(desk.project)
    assert (row["origin"], row["model"]) == ("suggestion", "memory 3")


def test_the_sample_corpus_is_reviewed_from_end_to_end(tmp_path):
    """All is decided; closed and opened again it stands; rebuilt from the log, gold is the same."""
    path = finish(make(tmp_path / "sample.annot", SOL))
    with Project.open(path, SOL) as project:
        layers = [layer for layer in project.layers() if layer.name != GOLD]
        counts = finish(reviewing.count(project, layers))
        assert counts.of("agreed") > counts.of("boundary") > 0
        steps = 0
        for number in project.documents.numbers(ListQuery("")):
            document = project.id_of(number)
            steps += _decide_all(project, layers, document)
        assert steps > 50
        counts = finish(reviewing.count(project, layers))
        assert counts.of(state="open") == counts.of(state="changed") == 0
        assert counts.of(state="decided") > 300
        assert list(project.problems()) == []
    with Project.open(path, SOL) as project:
        gold = project.layer(GOLD)
        before = _gold(project, gold)
        project.rebuild()
        assert _gold(project, gold) == before
        for _ in range(50):
            assert project.undo()
        assert list(project.problems()) == []


def _gold(project, layer):
    return [one.annotations for one in project.annotated(layer)], list(reviewing.provenance(project))


def _decide_all(project, layers, document):
    by, steps = Reviewer(SOL.id, project.scheme()), 0
    with contextlib.suppress(Refused):  # nothing is agreed here
        project.commit(deciding.accept_agreed(by, open_review(project, layers, document)))
    order = {"span": 0, "sentiment": 1, "opinion": 2}
    on = open_review(project, layers, document)
    for position in sorted(on.undecided, key=lambda one: order[one.about]):
        on = open_review(project, layers, document)
        proposal = Majority().propose(position)
        said = proposal.tied[0] if proposal.is_tie else proposal.said
        try:
            project.commit(deciding.take(by, on, position, said, proposal))
        except Refused:
            project.commit(deciding.nothing_here(by, on, position))
        steps += 1
    return steps
