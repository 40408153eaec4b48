"""The reader as a whole: what it lays out and repaints, how it scrolls, what it reports."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.annotations import Annotations, in_order
from annotator.domain.entities import Mark, Opinion, Span
from annotator.domain.words import tokens
from annotator.ui.reader import notes
from annotator.ui.reader import page as page_module
from annotator.ui.reader.offsets import LaidText
from annotator.ui.theme import load

NEWS = (
    "VELMORA - The chairwoman of the Port Authority of Velmora, Ilse Maren, walked out of talks."
    " Tomas Brandl called it reckless.\n\n"
    "Ships bound for North and South Velmora Harbour Board terminals were sent on to Kastelholm.\n\n"
    "The cabinet did not return calls."
)
LONG = "\n\n".join(f"Paragraph {number}. " + NEWS.replace("\n\n", " ") for number in range(250))


class Painted(QObject):
    """What was asked to be painted, in the viewport."""

    def __init__(self, reader) -> None:
        super().__init__(reader)
        self.rects: list[QRect] = []
        QApplication.processEvents()
        reader.viewport().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.region().boundingRect())
        return False

    def area(self) -> QRect:
        QApplication.processEvents()
        united = QRect()
        for rect in self.rects:
            united = united.united(rect)
        return united


@pytest.fixture
def laid_out(monkeypatch) -> list[int]:
    """The start of each piece of text as it is laid out."""
    starts: list[int] = []

    class Counted(LaidText):
        def __init__(self, text, start, font, width) -> None:
            starts.append(start)
            super().__init__(text, start, font, width)

    monkeypatch.setattr(page_module, "LaidText", Counted)
    return starts


def nested(text: str, count: int) -> Annotations:
    """Spans of one to four words, each third one within the one before."""
    found = tokens(text)
    step = len(found) // count
    spans = []
    for number in range(count):
        first = number * step - (number % 3 == 2) * step
        label = ("PER", "ORG", "GPE")[number % 3]
        start, end = found[first][0], found[first + number % 4][1]
        spans.append(Span(f"s{number}", "l", "d", start, end, label))
    return Annotations("l", "d", in_order(spans))


def test_only_what_shows_is_laid_out(show, laid_out):
    shown = show(LONG)
    shown.reader.show_annotations(nested(LONG, 1200))
    QApplication.processEvents()
    assert len(LONG) > 60_000
    assert len(set(laid_out)) < 12
    shown.reader.verticalScrollBar().setValue(shown.reader.verticalScrollBar().maximum())
    assert len(set(laid_out)) < 30


def test_a_label_breaks_no_line_anew_and_repaints_its_own_lines_only(show, laid_out):
    shown = show(NEWS)
    shown.select("South")
    painted = Painted(shown.reader)
    laid_out.clear()
    shown.annotate(("Harbour Board", "ORG"))
    assert laid_out == []
    page = shown.reader.page
    band = QRect(0, page.top_of(1) - 24, 10_000, page.bottom_of(1) - page.top_of(1) + 48)
    assert not painted.area().isEmpty()
    assert band.contains(painted.area())


def test_a_label_that_needs_a_second_lane_moves_what_is_below_down(show):
    shown = show(NEWS, ("Velmora", "GPE"))
    below = shown.reader.page.top_of(1)
    shown.annotate(("Velmora", "GPE"), ("Port Authority of Velmora", "ORG"))
    assert shown.reader.page.top_of(1) == below + 17
    shown.annotate(("Velmora", "GPE"))
    assert shown.reader.page.top_of(1) == below


def test_a_label_above_the_window_leaves_the_text_in_it_where_it_is(show):
    shown = show(LONG)
    shown.reader.verticalScrollBar().setValue(600)
    shown.reader.select(*shown.place("Paragraph 6"))
    at = shown.place("Paragraph 6")[0]
    before = shown.reader.page.place_of(at).top() - shown.reader.top
    shown.annotate(("chairwoman of the Port Authority", "ROLE"), ("Port Authority", "ORG"))
    assert shown.reader.page.place_of(at).top() - shown.reader.top == before


@pytest.mark.parametrize("direction", [1, -1])
def test_scrolling_step_by_step_never_makes_the_text_jump(show, direction):
    shown = show(LONG)
    reader, bar = shown.reader, shown.reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(60):
        at = reader.page.pieces[reader.page.piece_at(reader.top + 350)].start
        before = reader.page.place_of(at).top() - reader.top
        bar.setValue(bar.value() + direction * 47)
        assert reader.page.place_of(at).top() - reader.top == before - direction * 47


def test_after_scrolling_the_moved_pixels_are_those_of_a_fresh_painting(show):
    shown = show(NEWS + "\n\n" + LONG, ("Ilse Maren", "PER"), ("Port Authority of Velmora", "ORG"))
    for value in (37, 300, 260, 900, 880):
        shown.reader.verticalScrollBar().setValue(value)
        QApplication.processEvents()
    moved = shown.reader.viewport().grab().toImage()
    shown.reader.viewport().update()
    assert shown.reader.viewport().grab().toImage() == moved


def test_the_end_of_a_long_text_can_be_reached(show):
    shown = show(LONG)
    shown.reader.to_edge("document", "end")
    assert shown.words() == "."
    page, reader = shown.reader.page, shown.reader
    assert shown.lit()[0].bottom() < reader.top + reader.viewport().height()
    assert reader.verticalScrollBar().value() <= reader.verticalScrollBar().maximum()
    assert page.geometry(len(page.pieces) - 1) is not None


def test_whatever_is_selected_comes_into_sight(show):
    shown = show(LONG)
    for words in ("Paragraph 200", "Paragraph 3.", "Paragraph 249", "Paragraph 100"):
        shown.select(words)
        rect = shown.lit()[0].translated(0, -shown.reader.top)
        assert shown.reader.viewport().rect().toRectF().contains(rect)


def test_zoom_and_width_keep_the_line_at_the_top(show):
    shown = show(LONG)
    shown.select("Paragraph 120")
    page, reader = shown.reader.page, shown.reader
    piece = page.piece_at(reader.top + 5)
    for percent in (50, 300, 100):
        reader.set_zoom(percent)
        assert abs(page.piece_at(reader.top + 5) - piece) <= 1
    reader.resize(620, 700)
    assert abs(page.piece_at(reader.top + 5) - piece) <= 1


def test_the_fill_of_a_label_is_behind_its_words_and_hot_when_selected(show):
    shown = show(NEWS, ("Kastelholm", "GPE"))
    look = load("light").label(shown.scheme.labels[2].colour)
    left = shown.reader.page.rects(*shown.place("Kastelholm"))[0]
    corner = (left.bottomLeft() + QPointF(3, -2) - QPointF(0, shown.reader.top)).toPoint()
    assert shown.reader.viewport().grab().toImage().pixelColor(corner) == look.fill
    shown.select("Kastelholm")
    assert shown.reader.viewport().grab().toImage().pixelColor(corner) == look.hot


def test_selected_words_are_blue_with_the_focus_and_grey_without(show):
    shown = show(NEWS)
    shown.reader.activateWindow()
    shown.reader.setFocus()
    shown.select("Kastelholm")
    rect = shown.lit()[0]
    corner = (rect.bottomLeft() + QPointF(3, -2) - QPointF(0, shown.reader.top)).toPoint()
    colours = []
    for act in (shown.reader.setFocus, shown.reader.clearFocus):
        act()
        QApplication.processEvents()
        colours.append(shown.reader.viewport().grab().toImage().pixelColor(corner))
    assert colours == [load("light").colour("sel"), load("light").colour("row")]


def test_opinions_stand_in_the_margin_beside_their_words_and_do_not_meet(show):
    shown = show(NEWS)
    shown.annotate(("Ilse Maren", "PER"), ("Tomas Brandl", "PER"))
    target, holder = (span.id for span in shown.annotations.spans)
    opinions = tuple(
        Opinion(f"o{number}", "l", "d", target, "negative", holder, (shown.place("reckless"),))
        for number in range(3)
    )
    shown.annotate(("Ilse Maren", "PER"), ("Tomas Brandl", "PER"), opinions=opinions)
    placed = notes.place(shown.reader.page)
    reckless = shown.reader.page.place_of(shown.place("reckless")[0])
    assert reckless.top() < placed[0].baseline < reckless.bottom()
    assert all(below.baseline - above.baseline >= 38 for above, below in pairwise(placed))
    shown.reader.resize(420, 700)
    assert notes.place(shown.reader.page) == []


def test_a_new_sentence_sentiment_repaints_its_sentence(show):
    shown = show(NEWS)
    painted = Painted(shown.reader)
    start, end = shown.place("The cabinet did not return calls.")
    mark = Mark("m", "l", "d", "sentiment", "negative", start, end)
    shown.reader.show_annotations(Annotations("l", "d", marks=(mark,)))
    page = shown.reader.page
    assert painted.area().top() >= page.top_of(2) - 24
    assert painted.area().isValid()


def test_more_labels_on_one_word_than_there_are_lanes_are_counted(show):
    shown = show("Velmora left.")
    spans = in_order([Span(f"s{number}", "l", "d", 0, 7, "PER") for number in range(15)])
    shown.reader.show_annotations(Annotations("l", "d", spans))
    (overflow,) = shown.reader.page.geometry(0).overflows
    assert overflow.count == 3


def test_an_arabic_article_is_mirrored(show):
    shown = show("قال مارك اليوم كلمة طويلة جدا.", language="ar", width=836)
    columns = shown.reader.page.columns
    assert columns.is_mirrored
    assert columns.width - columns.text_right == 72
    assert shown.lit()[0].right() > columns.text_right - 3
    shown.reader.move_token(1)
    assert shown.lit()[0].right() < columns.text_right - 20


@pytest.mark.parametrize("percent", [50, 100, 200, 300])
@pytest.mark.parametrize("width", [320, 620, 836, 1300])
def test_the_text_keeps_within_the_window_at_any_width_and_zoom(show, width, percent):
    shown = show(NEWS, width=width)
    shown.reader.set_zoom(percent)
    columns = shown.reader.page.columns
    assert 0 < columns.text_left < columns.text_right <= width
    assert columns.measure <= 576 * percent / 100
    if width >= 620 and percent == 100:
        assert columns.measure >= 576 * 45 / 68 - 1


def test_a_title_outside_the_text_is_shown_above_it_and_cannot_be_selected(show):
    shown = show(NEWS, title="Talks end")
    assert shown.reader.page.top_of(0) > 100
    QTest.mouseClick(shown.reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    assert shown.words() == "VELMORA"


def test_without_an_article_the_words_of_the_empty_state_are_painted(show):
    shown = show(NEWS)
    shown.reader.show_empty("No article here yet.", "Import articles with Ctrl+I.")
    assert shown.reader.selection is None
    for act in (
        lambda: shown.reader.move_token(1),
        lambda: shown.reader.move_page(1),
        lambda: shown.reader.into(),
        lambda: shown.reader.set_zoom(150),
        lambda: shown.reader.show_annotations(Annotations("l", "d")),
    ):
        act()
    image = shown.reader.viewport().grab().toImage()
    paper = QColor(load("light").colour("paper"))
    middle = image.height() // 2
    rows = range(middle - 30, middle + 30)
    assert any(image.pixelColor(x, y) != paper for y in rows for x in range(0, image.width(), 2))


def test_the_scroll_bar_comes_and_goes_without_breaking_lines_anew(show, laid_out):
    shown = show(NEWS)
    assert not shown.reader.verticalScrollBar().isVisible()
    width = shown.reader.viewport().width()
    laid_out.clear()
    shown.reader.resize(836, 120)
    QApplication.processEvents()
    assert shown.reader.verticalScrollBar().isVisible()
    assert shown.reader.viewport().width() == width
    assert laid_out == []


def test_the_reader_has_a_name(show):
    assert show(NEWS).reader.accessibleName() == "Article text"
