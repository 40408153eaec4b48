"""Where movements and the mouse lead in the shown article, and what is reported."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.annotations import Annotations
from annotator.domain.document import Document
from annotator.domain.entities import Appearance, Span

NEWS = (
    "VELMORA - The chairwoman of the Port Authority of Velmora, Ilse Maren, walked out of talks."
    " Tomas Brandl called it reckless.\n\n"
    "Ships bound for North and South Velmora Harbour Board terminals were sent on to Kastelholm.\n\n"
    "The cabinet did not return calls."
)
LONG = "\n\n".join(f"Paragraph {number}. " + NEWS.replace("\n\n", " ") for number in range(250))


def test_the_cursor_begins_on_the_first_word_of_the_body(show):
    assert show(NEWS).words() == "VELMORA"
    assert show("Talks end\n\n" + NEWS, headline=(0, 9)).words() == "VELMORA"


def test_pages_go_to_the_end_and_back(show):
    shown = show(LONG)
    seen = [shown.reader.selection]
    while True:
        shown.reader.move_page(1)
        if shown.reader.selection == seen[-1]:
            break
        seen.append(shown.reader.selection)
    assert seen == sorted(seen) and seen[-1][1] == len(LONG)
    for _ in seen:
        shown.reader.move_page(-1)
    assert shown.reader.selection == (0, 9)


@pytest.mark.parametrize("beyond", [3, 12, 40, 200])
def test_a_page_down_shows_the_end_of_an_article_that_is_a_little_longer_than_the_window(show, beyond):
    short = show("\n\n".join([NEWS] * 6))
    bar = short.reader.verticalScrollBar()
    short.reader.resize(836, int(short.reader.page.height) - beyond)
    QApplication.processEvents()
    assert bar.value() == 0 and bar.maximum() >= beyond
    short.reader.move_page(1)
    assert bar.value() == bar.maximum()
    short.reader.move_page(-1)
    assert bar.value() == 0


def test_the_selection_stays_when_labels_change_and_follows_a_moved_edge(show):
    shown = show(NEWS, ("Port Authority", "ORG"))
    shown.select("Port Authority")
    span = shown.reader.selected_span
    longer = Span(span.id, "l", "d", span.start, shown.place("Authority of Velmora")[1], "ORG")
    shown.reader.show_annotations(Annotations("l", "d", (longer,)))
    assert shown.words() == "Port Authority of Velmora"
    assert shown.reader.selected_span == longer
    shown.reader.show_annotations(Annotations("l", "d"))
    assert shown.words() == "Port Authority of Velmora"
    assert shown.reader.selected_span is None


def test_of_two_spans_on_the_same_words_the_picked_one_is_selected(show):
    shown = show(NEWS, ("Velmora", "GPE"), ("Velmora", "ORG"))
    shown.select("Velmora")
    first = shown.reader.selected_span
    other = next(span for span in shown.annotations.spans if span != first)
    shown.reader.pick(other.id)
    assert shown.reader.selected_span == other


def test_a_click_on_a_tag_or_a_rule_picks_its_span(show):
    shown = show(NEWS, ("Velmora", "GPE"), ("Port Authority of Velmora", "ORG"))
    page, viewport = shown.reader.page, shown.reader.viewport()
    geometry = page.geometry(0)
    origin = QPointF(page.columns.text_left, page.top_of(0) - shown.reader.top)
    for segment in geometry.segments:
        for place in (geometry.tag_rect(segment).center(), geometry.rules(segment)[0].center()):
            shown.select("talks")
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=(origin + place).toPoint())
            assert shown.reader.selected_span == segment.span


def test_depth_and_edges_are_reached_by_movements(show):
    shown = show(NEWS, ("Velmora", "GPE"), ("Port Authority of Velmora", "ORG"))
    shown.select("the")
    shown.reader.move_token(1)
    assert shown.words() == "Port Authority of Velmora"
    shown.reader.into()
    assert shown.words() == "Velmora"
    shown.reader.out()
    assert shown.words() == "Port Authority of Velmora"
    assert NEWS[slice(*shown.reader.edge_target("start", 1))] == "Authority of Velmora"
    assert shown.words() == "Port Authority of Velmora"


def test_sentences_are_gone_through_over_paragraphs(show):
    shown = show(NEWS)
    seen = []
    for _ in range(3):
        shown.reader.move_sentence(1)
        seen.append(shown.words())
    assert seen == ["Tomas", "Ships", "The"]
    assert NEWS[slice(*shown.reader.sentence)] == "The cabinet did not return calls."
    shown.reader.move_sentence(-1)
    assert shown.words() == "Ships"


def test_line_edges_lead_to_the_first_and_last_word_of_the_line(show):
    shown = show(NEWS)
    shown.select("chairwoman")
    top = shown.lit()[0].top()
    for edge in ("end", "start"):
        shown.reader.to_edge("line", edge)
        assert shown.lit()[0].top() == top
    assert shown.words() == "VELMORA"


def test_a_change_of_selection_is_reported_once(show, qtbot):
    shown = show(NEWS)
    seen = []
    shown.reader.selection_changed.connect(lambda: seen.append(shown.reader.selection))
    shown.select("Ilse")
    shown.select("Ilse")
    shown.annotate(("Ilse Maren", "PER"))
    assert seen == [shown.place("Ilse")]


def test_the_wheel_with_control_asks_for_another_size(show, qtbot):
    shown = show(NEWS)
    asked = []
    shown.reader.zoom_asked.connect(asked.append)
    for turn in (120, -60, -60):
        event = QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(shown.reader.viewport(), event)
    assert asked == [1, -1]


def test_the_cursor_begins_on_the_whole_label_that_opens_the_article(show):
    shown = show("维尔莫拉港务局主席离开。", ("维尔莫拉", "GPE"))
    document = Document("d", shown.text, (Appearance("a", "d", title="A title", language="zh"),))
    shown.reader.show_document(document, shown.scheme, shown.annotations)
    assert shown.words() == "维尔莫拉"
