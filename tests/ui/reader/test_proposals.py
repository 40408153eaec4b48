"""Candidates and hints in the reader: what is painted, where Tab leads, what counts as seen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.entities import Opinion
from annotator.domain.hints import by_distance, hints, narrow
from annotator.ui.reader import candidate_note, hint_chips, notes
from annotator.ui.theme import load

NEWS = (
    "VELMORA - The chairwoman of the Port Authority, Ilse Maren, walked out of talks with Tomas Brandl.\n\n"
    "Ships bound for the harbour were sent on to Kastelholm. Maren did not return.\n\n"
    "The cabinet of Velmora said nothing."
)
LONG = "\n\n".join(f"Paragraph {number}. " + NEWS.replace("\n\n", " ") for number in range(60))
PER, GPE = "PER", "GPE"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class _Watch(QObject):
    def __init__(self, parent, rects) -> None:
        super().__init__(parent)
        self.rects = rects

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.region().boundingRect())
        return False


def has(image: QImage, colour: QColor, rect: QRectF) -> bool:
    """Whether a pixel of this colour, or nearly, is painted within the rectangle."""
    around = rect.toAlignedRect() & image.rect()
    return any(
        all(abs(one - other) <= 2 for one, other in zip(found, wanted, strict=True))
        for x in range(around.left(), around.right() + 1)
        for y in range(around.top(), around.bottom() + 1)
        if (found := image.pixelColor(x, y).getRgb()[:3]) and (wanted := colour.getRgb()[:3])
    )


def below(shown, words: str, height: float = 16) -> QRectF:
    """The strip under these words where a rule and a tag hang, in the viewport."""
    rect = shown.reader.page.rects(*shown.place(words))[0].translated(0, -shown.reader.top)
    return QRectF(rect.left(), rect.bottom() + 1, rect.width(), height)


def look(shown, label: str):
    return load("light").label(shown.scheme.label(label).colour)


def tags(shown) -> list[str]:
    page = shown.reader.page
    return [segment.tag.letters for at in page.laid() for segment in page.geometry(at).segments]


def test_a_suggestion_is_dashed_and_its_tag_asks(show):
    shown = show(NEWS)
    shown.propose(("Ilse Maren", PER, "suggestion"))
    assert tags(shown) == ["PER ?"]
    image, strip = shown.image(), below(shown, "Ilse Maren", 4)
    row = [
        image.pixelColor(x, round(strip.top()) + 1) for x in range(round(strip.left()), round(strip.right()))
    ]
    painted = [colour == look(shown, PER).stroke for colour in row]
    changes = sum(one != other for one, other in pairwise(painted))
    assert any(painted)
    assert changes > 8
    assert not has(image, look(shown, PER).fill, strip.translated(0, -8))


def test_a_twin_has_dots_and_a_mere_name_nothing(show):
    shown = show(NEWS)
    before = shown.image()
    shown.propose(("Kastelholm", None, "capitals"))
    assert shown.image() == before
    shown.propose(("Kastelholm", GPE, "twin"))
    assert tags(shown) == []
    after, strip = shown.image(), below(shown, "Kastelholm", 4).toAlignedRect()
    assert after.copy(strip) != before.copy(strip)
    assert after.copy(strip.translated(0, 5)) == before.copy(strip.translated(0, 5))


@pytest.mark.parametrize("origin", ["suggestion", "twin"])
def test_the_candidate_under_the_cursor_has_a_box_its_label_and_its_keys_in_the_margin(show, origin):
    shown = show(NEWS)
    shown.reader.activateWindow()
    shown.reader.setFocus()
    (candidate,) = shown.propose(("Kastelholm", GPE, origin))
    shown.select("Kastelholm")
    assert shown.reader.candidate == candidate
    image, colour = shown.image(), load("light").colour("cursor")
    words = shown.lit()[0].translated(0, -shown.reader.top)
    assert has(image, colour, QRectF(words.left() - 5, words.top() + 6, 3, 4))
    assert has(image, look(shown, GPE).text, below(shown, "Kastelholm").adjusted(0, 5, 0, 0))
    beside = candidate_note.place(shown.reader.page, candidate).translated(0, -shown.reader.top)
    assert has(image, look(shown, GPE).text, beside)
    assert abs(beside.top() - words.top()) < 8
    shown.select("harbour")
    assert shown.reader.candidate is None
    assert not has(shown.image(), look(shown, GPE).text, beside)


def test_where_the_margin_is_narrow_no_keys_stand_in_it(show):
    shown = show(NEWS, width=640)
    (candidate,) = shown.propose(("Kastelholm", GPE, "suggestion"))
    shown.select("Kastelholm")
    shown.image()
    assert candidate_note.place(shown.reader.page, candidate) is None


def test_opinions_make_room_for_the_keys(show):
    shown = show(NEWS)
    shown.annotate(("Ilse Maren", PER))
    target = shown.annotations.spans[0].id
    said = Opinion("o", "l", "d", target, "negative", None, (shown.place("sent on"),))
    shown.annotate(("Ilse Maren", PER), opinions=(said,))
    (candidate,) = shown.propose(("Kastelholm", GPE, "twin"))
    beside = candidate_note.place(shown.reader.page, candidate)
    (free,), (moved,) = notes.place(shown.reader.page), notes.place(shown.reader.page, beside)
    assert beside.top() < free.baseline < beside.bottom()
    assert moved.baseline > beside.bottom() + 8


def test_a_suggestion_that_became_a_label_is_not_painted_twice(show):
    shown = show(NEWS)
    shown.propose(("Kastelholm", GPE, "suggestion"), ("Tomas Brandl", PER, "suggestion"))
    height = shown.reader.page.height
    shown.annotate(("Kastelholm", GPE))
    assert tags(shown) == ["PER ?", "GPE"]
    assert shown.reader.page.height == height
    shown.propose()
    assert tags(shown) == ["GPE"]


def test_new_candidates_leave_the_text_in_the_window_where_it_is(show):
    shown = show(LONG, ("Velmora", GPE))
    shown.reader.verticalScrollBar().setValue(900)
    at = shown.place("Paragraph 8.")[0]
    before = shown.reader.page.place_of(at).top() - shown.reader.top
    shown.propose(("of", PER, "suggestion"), ("the", GPE, "suggestion"), ("Port", PER, "suggestion"))
    assert shown.reader.page.place_of(at).top() - shown.reader.top == before


def test_moving_to_a_candidate_repaints_as_a_fresh_painting_would(show):
    shown = show(NEWS)
    shown.propose(("Kastelholm", GPE, "twin"), ("Ilse Maren", PER, "suggestion"), ("Velmora", GPE, "twin"))
    for _ in range(4):
        shown.reader.to_candidate(1)
        partly = shown.image()
        shown.reader.viewport().update()
        assert shown.image() == partly


def test_tab_walks_the_candidates_round_the_article(show):
    shown = show(NEWS)
    assert shown.reader.to_candidate(1) is None
    shown.propose(
        ("Kastelholm", GPE, "twin"), ("Ilse Maren", PER, "suggestion"), ("Velmora", None, "capitals")
    )
    walked = []
    for step in (1, 1, 1, 1, -1, -1):
        shown.reader.to_candidate(step)
        walked.append(shown.words())
    assert walked == ["Ilse Maren", "Kastelholm", "Velmora", "Ilse Maren", "Velmora", "Kastelholm"]


def test_a_click_on_the_tag_of_a_suggestion_selects_it(show):
    shown = show(NEWS)
    shown.propose(("Kastelholm", GPE, "suggestion"))
    point = below(shown, "Kastelholm").topLeft() + QPointF(10, 9)
    QTest.mouseClick(shown.reader.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())
    assert shown.words() == "Kastelholm"
    assert shown.reader.candidate is not None


def test_only_what_was_wholly_on_the_screen_for_long_enough_was_seen(show):
    clock = Clock()
    shown = show(LONG, clock=clock, height=300)
    reader = shown.reader
    first, far = shown.place("Ilse Maren"), shown.place("Paragraph 40")
    shown.propose(("Ilse Maren", PER, "suggestion"), ("Paragraph 40", PER, "suggestion"))
    QApplication.processEvents()
    clock.now = 0.2
    assert reader.seen() == set()
    clock.now = 0.3
    assert reader.seen() == {first}
    reader.reveal(*far)
    QApplication.processEvents()
    clock.now = 0.4
    reader.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    clock.now = 5
    assert reader.seen() == {first}
    reader.reveal(*far)
    QApplication.processEvents()
    clock.now = 5.4
    assert reader.seen() == {first, far}


def test_a_line_that_is_cut_off_is_not_in_sight(show):
    clock = Clock()
    shown = show(LONG, clock=clock, height=300)
    place = shown.place("Paragraph 3.")
    rect = shown.reader.page.rects(*place) or [shown.reader.page.place_of(place[0])]
    shown.propose(("Paragraph 3.", PER, "suggestion"))
    shown.reader.verticalScrollBar().setValue(round(rect[0].top()) - 300 + 8)
    QApplication.processEvents()
    clock.now = 1
    shown.reader.verticalScrollBar().setValue(shown.reader.verticalScrollBar().value() + 1)
    assert shown.reader.seen() == set()
    shown.reader.verticalScrollBar().setValue(shown.reader.verticalScrollBar().value() + 60)
    QApplication.processEvents()
    clock.now = 2
    assert shown.reader.seen() == {place}


def test_another_label_for_seen_words_was_not_seen(show):
    clock = Clock()
    shown = show(NEWS, clock=clock)
    shown.propose(("Kastelholm", GPE, "suggestion"))
    QApplication.processEvents()
    clock.now = 1
    assert shown.reader.seen() == {shown.place("Kastelholm")}
    shown.propose(("Kastelholm", PER, "suggestion"))
    QApplication.processEvents()
    assert shown.reader.seen() == set()
    clock.now = 2
    assert shown.reader.seen() == {shown.place("Kastelholm")}


def test_a_hidden_window_shows_nothing_and_another_article_was_not_seen(show):
    clock = Clock()
    shown = show(NEWS, clock=clock)
    shown.propose(("Kastelholm", GPE, "suggestion"))
    QApplication.processEvents()
    shown.reader.hide()
    clock.now = 1
    assert shown.reader.seen() == set()
    shown.reader.show()
    QApplication.processEvents()
    clock.now = 2
    assert shown.reader.seen() == {shown.place("Kastelholm")}
    shown.reader.show_document(shown.reader.page.document, shown.scheme, shown.annotations)
    assert shown.reader.candidates == ()
    assert shown.reader.seen() == set()


def test_hints_go_to_words_in_sight_that_have_no_tag(show):
    shown = show(LONG, ("Port Authority", "ORG"), height=400)
    shown.propose(("Ilse Maren", PER, "suggestion"), ("Tomas Brandl", PER, "twin"))
    targets = [shown.text[start:end] for start, end in shown.reader.hint_targets()]
    assert {"chairwoman", "VELMORA", "Tomas", "Brandl"} <= set(targets)
    assert not {"the", "The", "of", ",", "-"} & set(targets)
    assert targets.count("Authority") == targets.count("chairwoman") - 1
    assert targets.count("Ilse") == targets.count("chairwoman") - 1
    window = shown.reader.viewport().rect()
    assert all(
        window.contains(rect.translated(0, -shown.reader.top).toRect())
        for place in shown.reader.visible_ranges()
        for rect in shown.reader.page.rects(*place)
    )
    assert len(shown.reader.visible_ranges()) < 120


def test_chips_hang_under_their_words_and_do_not_meet(show):
    shown = show(NEWS)
    found = hints(by_distance(shown.reader.hint_targets(), shown.reader.selection[0]))
    shown.reader.show_hints(found)
    chips = hint_chips.rects(shown.reader.page, found)
    assert chips.keys() == found.keys()
    for place, chip in chips.items():
        word = shown.reader.page.rects(*place)[0]
        assert chip.left() == word.left()
        assert word.bottom() <= chip.top() < word.bottom() + 6
    rects = list(chips.values())
    assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[:at])
    image = shown.image()
    assert all(
        has(image, load("light").colour("hint"), chip.translated(0, -shown.reader.top)) for chip in rects
    )


def test_while_hints_show_the_text_stands_back_and_the_words_under_the_cursor_do_not(show):
    shown = show(NEWS)
    plain = shown.image()
    shown.select("Kastelholm")
    harbour, ink = shown.reader.page.rects(*shown.place("harbour"))[0], load("light").colour("ink")
    assert has(shown.image(), ink, harbour.translated(0, -shown.reader.top))
    found = {shown.place("harbour"): "jf", shown.place("return"): "jd"}
    shown.reader.show_hints(found)
    image = shown.image()
    assert not has(image, ink, harbour.translated(0, -shown.reader.top))
    assert has(image, ink, shown.lit()[0].translated(0, -shown.reader.top))
    shown.reader.show_hints(narrow(found, "jf"))
    assert shown.reader.hints == {}
    shown.select("VELMORA")
    assert shown.image() == plain


def test_in_arabic_chips_and_keys_are_mirrored(show):
    shown = show("قالت إلسه مارين إن هيئة ميناء فلمورا رفضت العرض.", language="ar")
    (candidate,) = shown.propose(("إلسه مارين", PER, "suggestion"))
    shown.select("إلسه مارين")
    page = shown.reader.page
    assert candidate_note.place(page, candidate).right() < page.columns.text_left
    place = shown.place("ميناء")
    (chip,) = hint_chips.rects(page, {place: "f"}).values()
    assert chip.right() == page.rects(*place)[0].right()
    shown.image()


def test_without_an_article_there_is_nothing_to_propose(show):
    shown = show(NEWS)
    shown.reader.show_empty("No article here yet.", "")
    shown.reader.show_candidates([])
    shown.reader.show_hints({})
    shown.reader.hide_hints()
    assert shown.reader.hint_targets() == []
    assert shown.reader.visible_ranges() == []
    assert shown.reader.to_candidate(1) is None
    assert shown.reader.seen() == set()


def test_scrolled_pixels_with_candidates_are_those_of_a_fresh_painting(show):
    shown = show(LONG, ("Velmora", GPE), height=400)
    shown.propose(("Ilse Maren", PER, "suggestion"), ("Kastelholm", GPE, "twin"))
    shown.select("Kastelholm")
    for value in (20, 90, 60, 33):
        shown.reader.verticalScrollBar().setValue(value)
        QApplication.processEvents()
    moved = shown.image()
    shown.reader.viewport().update()
    assert shown.image() == moved


def test_few_pixels_are_repainted_for_a_candidate_far_away(show):
    shown = show(LONG, height=400)
    shown.propose(("Ilse Maren", PER, "suggestion"))
    shown.image()
    painted: list[QRect] = []
    shown.reader.viewport().installEventFilter(_Watch(shown.reader, painted))
    shown.propose(("Ilse Maren", PER, "suggestion"), ("Paragraph 40", PER, "suggestion"))
    QApplication.processEvents()
    assert all(rect.height() <= 1 for rect in painted)


@pytest.mark.parametrize(("label", "is_painted"), [("GPE", True), ("ROLE", False)])
def test_a_suggestion_within_a_label_is_painted_where_it_may_become_one(show, label, is_painted):
    shown = show(NEWS, ("cabinet of Velmora", "ROLE"))
    lanes = shown.reader.page.height
    shown.propose(("Velmora", label, "suggestion"))
    assert (shown.reader.page.height > lanes) == is_painted, "a second lane, below the suggestion's"
