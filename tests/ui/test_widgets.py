"""The small widgets: what they show, what they take, what they tell people who cannot see them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.entities import ScaleValue, StatusValue
from annotator.ui.theme import Appearance, load
from annotator.ui.widgets import KeyCap, PolarityPicker, TagChip, painting
from annotator.ui.widgets.polarity_picker import strength

THREE = (
    ScaleValue("negative", "Negative", -1),
    ScaleValue("neutral", "Neutral", 0),
    ScaleValue("positive", "Positive", 1),
)
FIVE = (ScaleValue("hostile", "Hostile", -1), *THREE, ScaleValue("warm", "Warm", 1))
LIGHT = load("light")


@pytest.fixture
def picker(appearance: Appearance, qtbot: QtBot) -> PolarityPicker:
    made = PolarityPicker(appearance, THREE, "Article")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_key_cap_is_17_high_and_grows_with_its_words(appearance: Appearance, qtbot: QtBot) -> None:
    one, many = KeyCap(appearance, "1"), KeyCap(appearance, "Ctrl+Shift+Z")
    for each in (one, many):
        qtbot.addWidget(each)
        assert each.sizeHint().height() == 17
    assert one.sizeHint().width() == 17
    assert many.sizeHint().width() > 60


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+Z", "Ctrl Z"),
        ("m", "M"),
        ("Return", "Enter"),
        ("Backspace", "⌫"),
        ("Ctrl++", "Ctrl +"),
        ("+", "+"),
    ],
)
def test_keys_are_written_as_on_the_keyboard(qapp: QApplication, keys: str, shown: str) -> None:
    assert painting.key_text(keys) == shown


def test_a_key_cap_has_a_name(appearance: Appearance, qtbot: QtBot) -> None:
    cap = KeyCap(appearance, "Ctrl+Z")
    qtbot.addWidget(cap)
    assert cap.accessibleName() == "Key Ctrl Z"


def test_chips_of_short_tags_are_all_one_size(appearance: Appearance, qtbot: QtBot) -> None:
    sizes = set()
    for tag in ("PER", "ROLE", "MM"):
        chip = TagChip(appearance, tag, "blue")
        qtbot.addWidget(chip)
        sizes.add(chip.sizeHint().toTuple())
    assert sizes == {(37, 16)}


def test_a_chip_shows_fill_and_rule_of_its_label(appearance: Appearance, qtbot: QtBot) -> None:
    chip = TagChip(appearance, "ORG", "amber")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    assert _pixel(chip, 3, 8) == LIGHT.label("amber").fill
    assert _pixel(chip, 18, 15) == LIGHT.label("amber").stroke
    appearance.choose("dark")
    assert _pixel(chip, 18, 15) == load("dark").label("amber").stroke


def test_the_picker_is_96_by_24_for_three_values(picker: PolarityPicker) -> None:
    assert picker.sizeHint().toTuple() == (96, 24)


def test_a_click_takes_a_value_and_a_second_one_gives_it_back(picker: PolarityPicker, qtbot: QtBot) -> None:
    taken: list[object] = []
    picker.picked.connect(taken.append)
    qtbot.mouseClick(_segments(picker)[0], Qt.MouseButton.LeftButton)
    picker.show_value("negative")
    qtbot.mouseClick(_segments(picker)[0], Qt.MouseButton.LeftButton)
    assert taken == ["negative", None]


def test_the_picker_shows_a_value_only_when_told_to(picker: PolarityPicker, qtbot: QtBot) -> None:
    picker.show_value("neutral")
    qtbot.mouseClick(_segments(picker)[2], Qt.MouseButton.LeftButton)
    assert [each.isChecked() for each in _segments(picker)] == [False, True, False]
    assert picker.value() == "neutral"


def test_arrows_walk_and_space_and_enter_take(picker: PolarityPicker, qtbot: QtBot) -> None:
    taken: list[object] = []
    picker.picked.connect(taken.append)
    picker.activateWindow()
    _segments(picker)[0].setFocus()
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Space,
        Qt.Key.Key_Left,
        Qt.Key.Key_Return,
    ):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert taken == ["positive", "neutral"]


def test_tab_stops_once_at_the_value_taken(picker: PolarityPicker) -> None:
    assert _tab_stops(picker) == ["Negative"]
    picker.show_value("positive")
    assert _tab_stops(picker) == ["Positive"]


def test_other_keys_are_left_to_the_window(appearance: Appearance, qtbot: QtBot) -> None:
    window = _Window()
    qtbot.addWidget(window)
    picker = PolarityPicker(appearance, THREE, "Article")
    picker.setParent(window)
    window.show()
    qtbot.keyClick(_segments(picker)[0], Qt.Key.Key_N)
    assert window.seen == [Qt.Key.Key_N]


def test_the_picker_says_what_is_judged_and_how(picker: PolarityPicker) -> None:
    picker.show_value("negative")
    assert picker.accessibleName() == "Article"
    read = QAccessible.queryAccessibleInterface(_segments(picker)[0])
    assert read.text(QAccessible.Text.Name) == "Negative"
    assert read.role() == QAccessible.Role.CheckBox or read.state().checkable
    assert read.state().checked


def test_another_scale_replaces_the_first(picker: PolarityPicker, qtbot: QtBot) -> None:
    picker.show_value("negative")
    picker.show_scale(FIVE)
    assert picker.value() is None
    assert [each.accessibleName() for each in _segments(picker)] == [value.title for value in FIVE]
    qtbot.waitUntil(lambda: picker.sizeHint().width() == 5 * 26)


def test_the_value_taken_is_a_circle_in_its_polaritys_colour(picker: PolarityPicker) -> None:
    picker.show_value("negative")
    assert _pixel(picker, 16, 7) == LIGHT.polarity(-1)
    assert _pixel(picker, 72, 7) == LIGHT.colour("field")


def test_stronger_values_have_more_signs() -> None:
    assert [strength(FIVE, value) for value in FIVE] == [2, 1, 1, 1, 2]


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_filled_polarity_carries_its_sign(qapp: QApplication, sign: int) -> None:
    page = _painted(lambda painter: painting.paint_polarity(painter, QPointF(20, 20), 24, sign, LIGHT))
    assert page.pixelColor(20, 12) == LIGHT.polarity(sign)
    assert page.pixelColor(20, 20) == LIGHT.colour("onpol")
    assert (page.pixelColor(20, 16) == LIGHT.colour("onpol")) == (sign > 0)


def test_neutral_and_outlined_polarities_leave_the_ground_free(qapp: QApplication) -> None:
    for sign, filled in ((0, True), (-1, False), (1, False)):
        page = _painted(
            lambda painter, sign=sign, filled=filled: painting.paint_polarity(
                painter, QPointF(20, 20), 24, sign, LIGHT, filled=filled
            )
        )
        assert page.pixelColor(14, 14).alpha() == 0
        assert page.pixelColor(20, 20).alpha() == 255


def test_a_selected_tag_is_a_pill_around_the_same_letters(qapp: QApplication) -> None:
    look = LIGHT.label("blue")
    plain_tag = _painted(lambda painter: painting.paint_tag(painter, QPointF(8, 20), "PER", look, LIGHT))
    pill = _painted(
        lambda painter: painting.paint_tag(painter, QPointF(8, 20), "PER", look, LIGHT, selected=True)
    )
    rect = painting.pill_rect(QPointF(8, 20), "PER")
    assert plain_tag.pixelColor(5, 16).alpha() == 0
    assert pill.pixelColor(round(rect.left()) + 1, 16) == look.text
    assert rect.contains(QRectF(8, 13, painting.tag_width("PER"), 7))


def test_a_suggestion_asks() -> None:
    assert painting.tag_text("PER", suggested=True) == "PER ?"


def test_the_four_statuses_and_the_flag_look_different(qapp: QApplication) -> None:
    statuses: tuple[StatusValue, ...] = ("new", "in_progress", "done", "skipped")
    pages = [
        _painted(
            lambda painter, status=status: painting.paint_status(painter, QPointF(20, 20), status, LIGHT)
        )
        for status in statuses
    ]
    pages.append(
        _painted(lambda painter: painting.paint_status(painter, QPointF(20, 20), "done", LIGHT, flagged=True))
    )
    assert len({bytes(page.constBits()) for page in pages}) == 5
    assert [pages[1].pixelColor(x, 20).alpha() for x in (17, 23)] == [0, 255]


class _Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.seen.append(event.key())


def _segments(picker: PolarityPicker) -> list[QAbstractButton]:
    row = picker.layout()
    assert row is not None
    return [item.widget() for at in range(row.count()) if (item := row.itemAt(at))]


def _tab_stops(picker: PolarityPicker) -> list[str]:
    return [
        each.accessibleName() for each in _segments(picker) if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def _pixel(widget: QWidget, x: int, y: int) -> QColor:
    return widget.grab().toImage().pixelColor(x, y)


def _painted(paint: Callable[[QPainter], None]) -> QImage:
    page = QImage(60, 40, QImage.Format.Format_ARGB32)
    page.fill(0)
    painter = QPainter(page)
    paint(painter)
    painter.end()
    return page
