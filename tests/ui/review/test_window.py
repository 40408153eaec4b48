"""What the window shows of a review, and what of it comes back afterwards."""

import pytest

from annotator.domain.entities import GOLD
from annotator.services import schemes
from annotator.ui.actions import REGISTRY
from annotator.ui.switches import BLIND
from tests.ui.review.desk import begin, golden, label, subject, three_layers
from tests.ui.test_accessible_tree import wanting
from tests.windows import press, select, slices


@pytest.fixture
def review(bench, qtbot):
    three_layers(bench)
    begin(bench, qtbot)
    return bench


def rows(bench):
    model = bench.panels["disagreements"].model
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_docks_layer_and_keys_give_way_and_come_back(bench, qtbot):
    three_layers(bench)
    before = [panel.name for panel in bench.window.docks.shown("right")]
    own = bench.session.layer
    begin(bench, qtbot)
    assert [panel.name for panel in bench.window.docks.shown("left")] == ["disagreements"]
    assert [panel.name for panel in bench.window.docks.shown("right")] == ["position"]
    assert bench.session.layer.name == GOLD
    assert bench.window.decisions.isVisible()
    assert bench.window.header.review.isChecked()
    assert not bench.actions["label.PER"].isEnabled()
    press("Ctrl+R")
    assert [panel.name for panel in bench.window.docks.shown("right")] == before
    assert bench.session.layer == own
    assert not bench.window.decisions.isVisible()
    select(bench, "Ilse Maren")
    press("1")
    assert slices(bench) == [("PER", "Ilse Maren")]


def test_the_disagreements_are_listed_where_faults_are_likeliest_first(review):
    assert rows(review) == ["Port Authority of Velmora", "Tuesday", "union"]
    panel = review.panels["disagreements"]
    assert panel.heading.about() == "3 open of 3"
    assert panel.progress.text() == "0 of 3 decided"
    press("Return")
    assert rows(review) == ["Tuesday", "union", "Port Authority of Velmora"]
    assert panel.progress.text() == "1 of 3 decided"


def test_a_tab_shows_one_kind_of_disagreement(review):
    panel = review.panels["disagreements"]
    panel.tabs.setCurrentIndex(2)
    assert rows(review) == ["union"]
    panel.tabs.setCurrentIndex(0)
    assert len(rows(review)) == 3


def test_the_reader_shows_every_layer_at_each_open_place(review):
    compared = review.reader.page.compared
    assert compared.initials == ("I", "M", "R")
    assert len(compared.places) == 3
    place = compared.place(compared.current)
    assert [review.session.document.text[clip.start : clip.end] for clip in place.clips] == [
        "Port Authority of Velmora",
        "Port Authority",
        "Port Authority of Velmora",
    ]
    review.reader.place_pressed.emit(compared.places[-1].id)
    assert review.reviewing.position.id == compared.places[-1].id


def test_blind_nothing_in_the_window_tells_who_is_who(review):
    review.switches.flip(BLIND)
    shown = [one.version.who for one in review.window.decisions.cards]
    shown += review.reader.page.compared.initials
    shown += [review.panels["position"].layers.accessibleName()]
    shown += [card.accessibleName() for card in review.panels["position"].cards]
    assert not any(name in words for name in ("ines", "marek", "rita") for words in shown)
    order = review.reviewing.faces.order
    press("Ctrl+R", "Ctrl+R")
    assert review.reviewing.faces.order == order
    review.switches.flip(BLIND)


def test_where_nothing_differs_it_says_so_and_what_to_press(bench, qtbot):
    label(bench, "ines", "Ilse Maren", "PER")
    label(bench, "marek", "Ilse Maren", "PER")
    begin(bench, qtbot)
    assert bench.window.decisions.kind.text() == "Nothing differs here"
    assert bench.window.decisions.about.text().startswith("A accepts what is agreed")
    press("A")
    assert golden(bench) == [("PER", "Ilse Maren")]
    assert bench.window.decisions.about.text() == "N goes to the next article that does."


def test_one_layer_alone_is_not_compared(bench, qtbot):
    label(bench, "ines", "Ilse Maren", "PER")
    label(bench, "marek", "second", "QTY", article=2)
    begin(bench, qtbot)
    assert bench.window.decisions.kind.text() == "Nothing to compare"
    assert bench.window.decisions.about.text().startswith("Only ines has labelled this article.")


def test_a_project_without_colleagues_says_what_to_do(bench, qtbot):
    begin(bench, qtbot)
    assert "Merge" in bench.window.decisions.about.text()


def test_whoever_chooses_another_layer_has_left_the_review(review):
    review.session.set_layer(review.session.project.layer("marek"))
    assert not review.reviewing.is_on
    assert review.session.layer.name == "marek"


def test_a_read_only_project_can_be_looked_at(bench, qtbot):
    three_layers(bench)
    bench.session.open(bench.session.project.path, read_only=True)
    begin(bench, qtbot)
    assert bench.session.layer.name == GOLD
    assert len(rows(bench)) == 3
    assert not bench.actions["review.take_1"].isEnabled()
    press("N")
    assert subject(bench) == "Tuesday"
    assert bench.session.project.layer(GOLD) is None


def test_proposals_are_weighed_where_the_project_says_so(review, qtbot):
    with qtbot.waitSignal(review.reviewing.beside.weighed):
        review.actions["review.by_weight"].trigger()
    qtbot.waitUntil(lambda: review.reviewing.beside.aggregation.name == "dawid-skene")
    assert review.session.scheme.rules.aggregation == "dawid-skene"
    press("Return")
    (decision,) = review.reviewing.review.decisions.values()
    assert decision.aggregation == "dawid-skene"
    assert schemes.parse(schemes.dump(review.session.scheme)).rules.aggregation == "dawid-skene"


def test_what_was_decided_like_this_before_is_shown_with_its_words(review):
    label(review, "ines", "Velmora", "ORG", nth=1)
    label(review, "marek", "Velmora waited", "ORG")
    label(review, "rita", "Velmora waited", "ORG")
    review.reviewing.reread()
    first = review.reviewing.position.id
    press("1")
    review.reviewing.go(
        next(one.id for one in review.reviewing.rows() if one.kind == "boundary" and one.id != first)
    )
    assert "Port Authority of Velmora" in review.panels["position"].precedents.accessibleName()


def test_all_of_the_window_says_what_it_is_in_a_review_too(review):
    assert wanting(review.window) == []


def test_an_action_of_the_review_has_no_key_that_another_one_has_there():
    modes = {one.id: one.modes for one in REGISTRY.values()}
    assert modes["review.next"] == {"reviewing"}
    assert "reviewing" not in modes["document.note"]
    assert modes["edge.end_on"] == {"labelling", "correcting"}
