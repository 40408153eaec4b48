"""Icons are drawn in the colour asked for, once."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator import resources
from annotator.ui import icons

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))
RED = QColor("#c00000")


def test_there_are_51_icons() -> None:
    assert len(NAMES) == 51


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_within_its_square_in_one_colour(qapp: QApplication, name: str) -> None:
    drawn = icons.pixmap(name, RED, 48).toImage()
    inked = [
        drawn.pixelColor(x, y)
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(abs(colour.red() - RED.red()) < 12 and colour.green() < 12 for colour in inked)


def test_a_pixmap_is_sharp_on_a_fine_screen_and_kept(qapp: QApplication) -> None:
    fine = icons.pixmap("search", RED, 16, 1.5)
    assert (fine.width(), fine.devicePixelRatio()) == (24, 1.5)
    assert icons.pixmap("search", RED, 16, 1.5).cacheKey() == fine.cacheKey()
    assert icons.pixmap("search", QColor("#00c000"), 16, 1.5).cacheKey() != fine.cacheKey()


def test_an_icon_shows_the_disabled_and_the_toggled_colour(qapp: QApplication) -> None:
    made = icons.icon("flag", RED, 16, disabled=QColor("#0000c0"), checked=QColor("#00c000"))
    assert _ink(made.pixmap(16, QIcon.Mode.Normal).toImage()).red() > 150
    assert _ink(made.pixmap(16, QIcon.Mode.Disabled).toImage()).blue() > 150
    assert _ink(made.pixmap(16, QIcon.Mode.Normal, QIcon.State.On).toImage()).green() > 150


def test_an_icon_is_painted_around_its_centre(qapp: QApplication) -> None:
    page = QImage(40, 40, QImage.Format.Format_ARGB32)
    page.fill(0)
    painter = QPainter(page)
    icons.paint_icon(painter, "grid", QPointF(20, 20), RED)
    painter.end()
    inked = [(x, y) for x in range(40) for y in range(40) if page.pixelColor(x, y).alpha() > 60]
    assert min(x + y for x, y in inked) >= 24 and max(x + y for x, y in inked) <= 56


def _ink(image: QImage) -> QColor:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda pixel: pixel.alpha())
