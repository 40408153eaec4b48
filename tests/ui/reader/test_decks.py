"""The lanes of compared layers below the lines of an article under review."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.ui.reader import deck_painter
from annotator.ui.reader.compared import Clip, Compared, ComparedPlace
from annotator.ui.reader.geometry import PieceGeometry, Row
from annotator.ui.theme import load

NEWS = (
    "The chairwoman of the Port Authority of Velmora, Ilse Maren, walked out of talks with Tomas Brandl on "
    "Tuesday, leaving crews on strike.\n\nShips bound for the harbour were sent on to Kastelholm."
)
ARABIC = "قالت إلسه مارن رئيسة هيئة ميناء فيلمورا يوم الثلاثاء إن المفاوضات انهارت"
THREE = ("I", "M", "R")


def place(shown, *versions: tuple[str, str] | None, id: str = "p", proposed: int | None = None):
    """An open place about which layers say these words and labels, None: nothing."""
    places = [shown.place(version[0]) for version in versions if version]
    start, end = min(one[0] for one in places), max(one[1] for one in places)
    clips = tuple(
        Clip(*shown.place(version[0]), version[1]) if version else Clip(start, end) for version in versions
    )
    return ComparedPlace(id, start, end, clips, clips[proposed] if proposed is not None else None)


def open_rows(shown) -> list[tuple[PieceGeometry, Row]]:
    """The lines below which lanes are shown."""
    page = shown.reader.page
    laid = [page.geometry(at) for at in page.laid()]
    return [(geometry, row) for geometry in laid for row in geometry.rows if row.decks]


def painted(shown, rect: QRectF, geometry_of: str) -> set[str]:
    """The colours within a rectangle of the piece that holds these words."""
    page = shown.reader.page
    at = page.piece_of(shown.place(geometry_of)[0])
    rect = rect.translated(page.columns.text_left, page.top_of(at) - shown.reader.top)
    image: QImage = shown.image()
    around = rect.toAlignedRect() & image.rect()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(around.left(), around.right() + 1)
        for y in range(around.top(), around.bottom() + 1)
    }


def clip_rect(shown, layer: int, id: str = "p") -> QRectF:
    """Where a layer's clip is, in the first line that shows the place."""
    for geometry, row in open_rows(shown):
        for deck in row.decks:
            for clip in deck.clips:
                if deck.place.id == id and clip.layer == layer:
                    top, bottom = geometry.lane(row, deck, layer)
                    return QRectF(clip.boxes[0][0], top, clip.boxes[-1][1] - clip.boxes[0][0], bottom - top)
    raise AssertionError(f"layer {layer} has no clip")


def test_a_line_with_an_open_place_unfolds_a_lane_a_layer_and_no_other_line_does(show: Callable) -> None:
    shown = show(NEWS)
    before = [row.height for at in (0, 1) for row in shown.reader.page.need(at).rows]
    shown.reader.show_compared(
        Compared(THREE, (place(shown, ("Kastelholm", "GPE"), ("Kastelholm", "ORG"), None),))
    )
    after = [row.height for at in (0, 1) for row in shown.reader.page.need(at).rows]
    assert after[:-1] == before[:-1]
    assert after[-1] == before[-1] + 3 * 15 + 8
    shown.reader.show_compared(None)
    assert [row.height for at in (0, 1) for row in shown.reader.page.need(at).rows] == before


def test_each_clip_stands_below_its_own_words_in_the_colours_of_its_label(show: Callable) -> None:
    shown = show(NEWS)
    shown.reader.show_compared(
        Compared(THREE, (place(shown, ("Port Authority of Velmora", "ORG"), ("Velmora", "GPE"), None),))
    )
    theme, scheme = load("light"), shown.scheme
    for layer, (words, label) in enumerate((("Port Authority of Velmora", "ORG"), ("Velmora", "GPE"))):
        look = theme.label(scheme.label(label).colour)
        rect, behind = clip_rect(shown, layer), shown.reader.page.rects(*shown.place(words))[0]
        assert abs(rect.left() + shown.reader.page.columns.text_left - behind.left()) < 1
        assert abs(rect.width() - behind.width()) < 1
        assert {look.stroke.name(), look.fill.name()} <= painted(shown, rect, words)
    nothing = painted(shown, clip_rect(shown, 2), "Velmora")
    assert theme.colour("edge").name() in nothing
    assert theme.label(scheme.label("ORG").colour).fill.name() not in nothing


def test_places_within_each_other_open_on_two_levels_and_those_beside_each_other_on_one(
    show: Callable,
) -> None:
    shown = show(NEWS)
    outer = place(shown, ("chairwoman of the Port Authority", "ROLE"), None, id="outer")
    inner = place(shown, ("Port Authority", "ORG"), ("Port Authority", "GPE"), id="inner")
    beside = place(shown, ("Ilse Maren", "PER"), None, id="beside")
    shown.reader.show_compared(Compared(("I", "M"), (outer, inner, beside)))
    _, row = open_rows(shown)[0]
    assert {deck.place.id: deck.level for deck in row.decks} == {"inner": 0, "beside": 0, "outer": 1}
    assert clip_rect(shown, 0, "outer").top() > clip_rect(shown, 1, "inner").bottom()


def test_letters_that_do_not_fit_into_a_clip_stand_beside_it(show: Callable) -> None:
    shown = show("It is so. He is Al of Kastelholm.")
    shown.reader.show_compared(Compared(("I", "M"), (place(shown, ("Al", "ROLE"), ("Al of", "ROLE")),)))
    _, row = open_rows(shown)[0]
    narrow, wide = row.decks[0].clips
    assert narrow.letters_left > narrow.boxes[-1][1]
    assert wide.letters_left < wide.boxes[-1][1] or wide.letters_left > wide.boxes[-1][1]
    assert row.decks[0].right > wide.boxes[-1][1]


def test_the_place_at_hand_is_boxed_with_its_lanes_and_comes_into_sight(show: Callable) -> None:
    shown = show("\n\n".join([NEWS.split("\n\n")[0]] * 30 + ["At last Kastelholm spoke."]), height=400)
    last = place(shown, ("Kastelholm", "GPE"), None)
    shown.reader.show_compared(Compared(("I", "M"), (last,), "p"))
    geometry, _ = open_rows(shown)[-1]
    box = deck_painter.boxes(shown.reader.page, geometry)[0]
    assert box.contains(clip_rect(shown, 0)) and box.contains(clip_rect(shown, 1))
    words = shown.reader.page.rects(*shown.place("Kastelholm"))[0].translated(0, -shown.reader.top)
    assert 0 < words.top() < 400
    assert load("light").colour("cursor").name() in painted(shown, box, "Kastelholm")
    shown.reader.show_compared(Compared(("I", "M"), (last,), None))
    assert load("light").colour("cursor").name() not in painted(shown, box, "Kastelholm")


def test_of_many_layers_only_the_line_of_the_place_at_hand_shows_letters(show: Callable) -> None:
    shown = show(NEWS)
    layers = tuple("ABCDEFGHIJKL")
    first = place(shown, *[("Ilse Maren", "PER")] * 11, None, id="first")
    second = place(shown, *[("Kastelholm", "GPE")] * 11, None, id="second")
    heights = []
    for current in ("first", "second"):
        shown.reader.show_compared(Compared(layers, (first, second), current))
        heights.append([row.open_height for _, row in open_rows(shown)])
    assert heights[0] == [12 * 15 + 8, 12 * 6 + 8]
    assert heights[1] == [12 * 6 + 8, 12 * 15 + 8]


def test_what_is_proposed_is_written_below_the_words_and_asks(show: Callable) -> None:
    shown = show(NEWS)
    shown.reader.show_compared(Compared(("I", "M"), (place(shown, ("Ilse Maren", "PER"), None, proposed=0),)))
    geometry = shown.reader.page.need(0)
    assert [(one.tag.letters, one.tag.suggested) for one in geometry.segments] == [("PER ?", True)]


def test_a_judgement_is_a_sign_below_the_first_line_of_its_words(show: Callable) -> None:
    shown = show(NEWS)
    start, end = 0, NEWS.index("\n\n")
    judged = ComparedPlace("s", start, end, (Clip(start, end, sign=-1), Clip(start, end, sign=1), None))
    shown.reader.show_compared(Compared(THREE, (judged,)))
    rows = open_rows(shown)
    assert len(rows) == 1 and rows[0][1].start == 0
    theme = load("light")
    assert theme.colour("neg").name() in painted(shown, clip_rect(shown, 0, "s"), "The chairwoman")
    assert theme.colour("pos").name() in painted(shown, clip_rect(shown, 1, "s"), "The chairwoman")


def test_a_press_on_a_clip_says_which_place_it_is(show: Callable, qtbot: QtBot) -> None:
    shown = show(NEWS)
    shown.reader.show_compared(Compared(THREE, (place(shown, ("Ilse Maren", "PER"), None, None),)))
    shown.image()
    page = shown.reader.page
    spot = clip_rect(shown, 0).translated(page.columns.text_left, page.top_of(0) - shown.reader.top).center()
    before = shown.reader.selection
    with qtbot.waitSignal(shown.reader.place_pressed, timeout=1000) as pressed:
        QTest.mouseClick(shown.reader.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert pressed.args == ["p"]
    assert shown.reader.selection == before
    with qtbot.assertNotEmitted(shown.reader.place_pressed):
        QTest.mouseClick(shown.reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(spot.x()), 60))


def test_from_right_to_left_a_clip_begins_at_its_right(show: Callable) -> None:
    shown = show(ARABIC, language="ar")
    shown.reader.show_compared(
        Compared(("I", "M"), (place(shown, ("هيئة ميناء فيلمورا", "ORG"), ("فيلمورا", "GPE")),))
    )
    whole, part = clip_rect(shown, 0), clip_rect(shown, 1)
    assert part.left() <= whole.left() + 1 < part.right() < whole.right()
    stroke = load("light").label(shown.scheme.label("ORG").colour).stroke.name()
    edge = QRectF(whole.right() - 2, whole.top() + 4, 1, 5)
    assert painted(shown, edge, "هيئة") == {stroke}
    assert stroke not in painted(shown, edge.translated(6 - whole.width(), 0), "هيئة")


def test_another_article_shows_no_lanes_unless_it_is_compared_too(show: Callable) -> None:
    shown = show(NEWS)
    compared = Compared(("I", "M"), (place(shown, ("Ilse Maren", "PER"), None),))
    document = shown.reader.page.document
    shown.reader.show_document(document, shown.scheme, shown.annotations, compared)
    assert open_rows(shown)
    shown.reader.show_document(document, shown.scheme, shown.annotations)
    assert not open_rows(shown)
