"""Decisions in real project files: written with their labels, opened again, undone, never twice."""

from dataclasses import replace

import pytest

from annotator.domain import deciding, edits
from annotator.domain.change import added
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import Opinion, Said
from annotator.domain.proposing import Majority
from annotator.errors import Refused
from annotator.services import reviewing
from tests.services.desk import SOL, TEXT, Desk


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


def test_nothing_for_a_holder_whom_gold_lacks_leaves_the_authors_opinion_alone(desk):
    desk.everybody("Ilse Maren", "PER")
    desk.everybody("Velmora", "GPE")
    for layer in desk.layers:
        target, holder = desk.span(layer, "Ilse Maren"), desk.span(layer, "Velmora")
        desk.project.commit(edits.set_polarity(desk.said(layer), TEXT, target, "negative"))
        other = Opinion(f"{layer.name}-2", layer.id, desk.document, target.id, "positive", holder.id)
        desk.project.commit(added("opinion", [other]))
    desk.do(deciding.accept_agreed)
    desk.do(deciding.nothing_here, desk.position("Velmora"))  # the holder, and what it thinks, are gone
    (of_holder,) = (one for one in desk.review.undecided if one.about == "opinion")
    desk.do(deciding.nothing_here, of_holder)
    assert [one.polarity for one in desk.said(desk.gold).opinions] == ["negative"]
    assert desk.review.undecided == ()


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


def test_with_the_last_decision_gold_is_done_and_with_a_reopened_one_it_is_not_any_more(split):
    split.do(deciding.accept_agreed)
    split.do(deciding.take, split.position("Port"), Said("ORG", 4, 18))
    assert split.said(split.gold).status == "in_progress"
    with pytest.raises(Refused, match="1 position is open here"):
        deciding.finish(split.review)
    split.do(deciding.nothing_here, split.review.undecided[0])
    assert split.said(split.gold).status == "done"
    with pytest.raises(Refused, match="done with this article already"):
        deciding.finish(split.review)
    split.project.commit(deciding.reopen(split.review, split.position("Port")))
    assert split.said(split.gold).status == "in_progress"
    split.project.undo()
    assert split.said(split.gold).status == "done"


def test_what_a_review_is_after_an_edit_is_what_is_read_from_the_disk(split):
    position, before = split.position("Port"), split.review
    edit = deciding.take(split.by, before, position, Said("ORG", 4, 18))
    split.project.commit(edit)
    assert before.after(edit) == split.review
    assert split.review.after(edit.inverse()).states == before.states


def test_an_agreed_opinion_about_what_is_nothing_in_gold_is_none(desk):
    for layer in desk.layers[:2]:
        desk.label(layer, "Ilse Maren", "PER")
        span = desk.span(layer, "Ilse Maren")
        desk.project.commit(
            added("opinion", [Opinion("o", layer.id, desk.document, span.id, "negative", None)])
        )
    desk.label(desk.layers[2], "Kastelholm", "GPE")
    desk.do(deciding.nothing_here, desk.position("Ilse"))
    desk.do(deciding.nothing_here, desk.position("Kastelholm"))
    desk.layers = desk.layers[:2]
    desk.do(deciding.accept_agreed)
    assert desk.review.undecided == ()
    assert desk.said(desk.gold).opinions == ()
