"""Icons: SVG files of resources/icons, drawn in a colour of the theme.

Pixmaps are kept in Qt's own cache under name, size, colour and device pixel ratio.
"""

from functools import cache
from math import ceil

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from annotator import resources


def svg(name: str, colour: QColor) -> bytes:
    """The drawing of this icon with the colour written in."""
    return _drawing(name).replace("currentColor", colour.name()).encode()


def pixmap(name: str, colour: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """A square pixmap of `size` logical pixels for a screen of this device pixel ratio."""
    key = f"annotator/{name}/{size}/{colour.name()}/{ratio:g}"
    drawn = QPixmap()
    if QPixmapCache.find(key, drawn):
        return drawn
    drawn = QPixmap(ceil(size * ratio), ceil(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(
    name: str,
    colour: QColor,
    size: int = 16,
    *,
    disabled: QColor | None = None,
    checked: QColor | None = None,
) -> QIcon:
    """An icon for buttons and menus, with other colours for the disabled and the toggled state if wanted."""
    made = QIcon()
    for ratio in sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}):
        made.addPixmap(pixmap(name, colour, size, ratio))
        if disabled is not None:
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        if checked is not None:
            made.addPixmap(pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def paint_icon(painter: QPainter, name: str, centre: QPointF, colour: QColor, size: int = 16) -> None:
    """Draw the icon around this point, sharp on the painter's device."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(centre - QPointF(size / 2, size / 2), pixmap(name, colour, size, ratio))


@cache
def _drawing(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
