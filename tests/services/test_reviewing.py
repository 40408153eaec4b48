"""Review over whole projects: counts, the next disagreement, weights, provenance, the sample corpus."""

import contextlib

import pytest

from annotator.domain import deciding, edits
from annotator.domain.change import added
from annotator.domain.deciding import Reviewer
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
from tests.services.desk import SOL, TEXT, Desk


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


def test_what_is_agreed_everywhere_is_one_edit_and_undone_as_one(tmp_path):
    desk = Desk(tmp_path, TEXT, "Velmora sleeps.", "Nobody labels this.")
    desk.everybody("Ilse Maren", "PER")
    desk.label(desk.layers[0], "Kastelholm", "GPE")
    desk.everybody("Velmora", "GPE", desk.project.id_of(2))
    edit = finish(reviewing.accept_everywhere(desk.project, desk.layers, desk.by))
    desk.project.commit(edit)
    assert edit.title == "gold: agreed ×2"
    counts = finish(reviewing.count(desk.project, desk.layers))
    assert (counts.of(state="decided"), counts.of(state="open")) == (2, 1)
    with pytest.raises(Refused, match="left to accept"):
        finish(reviewing.accept_everywhere(desk.project, desk.layers, desk.by))
    desk.project.undo()
    assert finish(reviewing.count(desk.project, desk.layers)).of(state="open") == 3
    desk.project.close()


def test_gold_is_done_everywhere_where_two_have_finished_and_found_nothing(tmp_path):
    desk = Desk(tmp_path, TEXT, "Nobody labels this.", "Nor this.")
    desk.everybody("Ilse Maren", "PER")
    second, third = desk.project.id_of(2), desk.project.id_of(3)
    finished = [(layer, second) for layer in desk.layers[:2]] + [(desk.layers[0], third)]
    for layer, document in finished:
        on = desk.project.annotations(document, layer.id)
        desk.project.commit(edits.set_status(on, "done"))
    desk.project.commit(finish(reviewing.accept_everywhere(desk.project, desk.layers, desk.by)))
    gold = [desk.project.annotations(desk.project.id_of(number), desk.gold.id).status for number in (1, 2, 3)]
    assert gold == ["done", "done", "new"]
    desk.project.close()


def test_only_layers_that_say_something_can_be_compared(tmp_path):
    desk = Desk(tmp_path)
    ines, marek, rita = desk.layers
    assert reviewing.comparable(desk.project) == []
    desk.label(rita, "Velmora", "GPE")
    desk.project.commit(edits.set_status(desk.project.annotations(desk.document, ines.id), "done"))
    assert reviewing.comparable(desk.project) == [ines, rita]
    assert marek not in reviewing.comparable(desk.project)
    desk.project.close()


def test_decisions_about_the_same_kind_and_label_come_before_others(split):
    port = split.position("Port")
    assert reviewing.precedents(split.project, split.document, port) == []
    split.do(deciding.take, port, Said("ORG", 4, 18))
    assert reviewing.precedents(split.project, split.document, port) == []  # itself
    (one,) = reviewing.precedents(split.project, "another", port)
    assert (one.words, one.outcome, one.about) == ("Port Authority of Velmora", Said("ORG", 4, 18), "span")


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
    desk.label(desk.layers[0], "Port Authority", "ORG")  # a person finds it too
    desk.do(deciding.take, desk.position("Port"), Said("ORG", 4, 18))
    (row,) = reviewing.provenance(desk.project)
    assert (row["origin"], "model" in row) == ("hand", False)
    assert desk.said(desk.gold).spans[0].origin is None


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


def test_of_two_layers_the_estimate_finds_what_gold_says_where_one_of_them_missed_it(tmp_path):
    with Project.open(finish(make(tmp_path / "sample.annot", SOL)), SOL) as project:
        layers = [layer for layer in project.layers() if layer.name != GOLD]
        way = finish(reviewing.aggregation(project, layers, DAWID_SKENE))
        right = []
        for number in project.documents.numbers(ListQuery("")):
            on = open_review(project, layers, project.id_of(number))
            gold = {Said(span.label, span.start, span.end) for span in on.gold.spans}
            for one in on.positions:
                if one.about == "span" and one.kind == "missing":
                    true = next((version.said for version in one.versions if version.said in gold), None)
                    right.append(way.propose(one).said == true)
        assert len(right) > 150
        assert sum(right) > 0.9 * len(right)


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
