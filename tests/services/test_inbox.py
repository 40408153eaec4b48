"""Back to the annotators: what was decided otherwise than they said, answered once, heard by the reviewer."""

import pytest

from annotator.domain import deciding
from annotator.domain.answering import AGREED, answer
from annotator.domain.deciding import Reviewer, Why
from annotator.domain.entities import Author, Said
from annotator.errors import Refused
from annotator.services import assigning, inbox
from annotator.storage.project import Project
from tests.services.desk import SOL, TEXT, Desk
from tests.services.merging import conflicts, finish, merge


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    made.everybody("Ilse Maren", "PER")
    ines, marek, rita = made.layers
    made.label(ines, "Port Authority of Velmora", "ORG")
    made.label(rita, "Port Authority of Velmora", "ORG")
    made.label(marek, "Port Authority", "ORG")
    made.label(marek, "Kastelholm", "GPE")
    why = Reviewer(SOL.id, made.project.scheme(), Why("The whole name counts."))
    made.do(deciding.take, made.position("Port"), Said("ORG", 4, 29), by=why)
    made.do(deciding.nothing_here, made.position("Kastelholm"))
    made.do(deciding.accept_agreed)
    yield made
    made.project.close()


def read(desk, at, **options):
    return finish(inbox.inbox(desk.project, desk.layers[at], **options))


def test_each_hears_what_was_decided_otherwise_and_why_and_who_else_said_what(desk):
    assert read(desk, 0) == read(desk, 2) == []
    port, castle = read(desk, 1)
    assert (port.hers, port.outcome) == ("ORG “Port Authority”", "ORG “Port Authority of Velmora”")
    assert port.decision.reason == "The whole name counts."
    assert [(voice.said, voice.who) for voice in port.others] == [
        ("ORG “Port Authority of Velmora”", "ines, rita")
    ]
    assert (port.before, port.words) == ("The ", "Port Authority of Velmora")
    assert port.decider == "sol"
    assert port.place == (4, 29)
    assert (castle.hers, castle.outcome) == ("GPE “Kastelholm”", "nothing")
    assert castle.others == (inbox.Voice("nothing", "ines, rita"),)
    assert port.is_open
    assert port.number == 1


def test_a_blind_inbox_says_no_names(desk):
    port = read(desk, 1, blind=True)[0]
    assert port.decider == ""
    assert [voice.who for voice in port.others] == ["2 other annotators"]


def test_an_answer_is_given_once_heard_by_the_reviewer_and_undone(desk):
    port, castle = read(desk, 1)
    marek = desk.layers[1].id
    desk.project.commit(answer(port.decision, marek, "The ministry writes it short."))
    open_one, answered = read(desk, 1)
    assert open_one.decision == castle.decision
    assert answered.answer.value == "The ministry writes it short."
    heard = inbox.answers(desk.project, desk.document)
    assert heard == {port.decision.id: [inbox.Answer("marek", "The ministry writes it short.")]}
    for words, before in (("again", answered.answer), (" ", None)):
        with pytest.raises(Refused):
            answer(port.decision, marek, words, before)
    with pytest.raises(Refused, match="as you said"):
        answer(port.decision, desk.layers[0].id, AGREED)
    assert desk.review.states[port.decision.id] == "decided"
    desk.project.undo()
    assert inbox.answers(desk.project, desk.document) == {}


def test_another_outcome_of_the_same_place_can_be_answered_anew(desk):
    port = read(desk, 1)[0]
    desk.project.commit(answer(port.decision, desk.layers[1].id, AGREED))
    desk.do(deciding.nothing_here, desk.position("Port"))
    assert [one.is_open for one in read(desk, 1)] == [True, True]
    assert inbox.answers(desk.project, desk.document) == {}


def test_decisions_travel_to_her_file_and_her_answer_comes_back(desk, tmp_path):
    done = finish(assigning.assign(desk.project, ["marek"], folder=tmp_path / "out", with_gold=True))
    with Project.open(done.paths[0], Author("marek-at-home", "marek")) as file:
        layer = file.own_layer()
        port, castle = finish(inbox.inbox(file, layer))
        assert port.decider == "sol"
        assert [voice.who for voice in port.others] == ["2 other annotators"]
        file.commit(answer(port.decision, layer.id, AGREED))
        file.commit(answer(castle.decision, layer.id, "It is a town."))
        assert list(file.problems()) == []
    merge(desk.project, done.paths[0])
    assert conflicts(desk.project) == []
    assert [one.is_open for one in read(desk, 1)] == [False, False]
    assert read(desk, 1)[0].is_agreed
    assert desk.golden() == [("Ilse Maren", "PER"), ("Port Authority of Velmora", "ORG")]


def test_who_took_no_part_hears_nothing_and_without_gold_neither_does_anybody(desk, tmp_path):
    late = desk.project.ensure_layer("late")
    assert finish(inbox.inbox(desk.project, late)) == []
    assert finish(inbox.inbox(desk.project, desk.gold)) == []
    assert TEXT in desk.project.document(desk.document).text
