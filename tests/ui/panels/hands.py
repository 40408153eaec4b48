"""Hands and eyes for the panels of the real window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton


def click_row(view, row, column=0):
    """Click on a row where it begins with words."""
    rect = view.visualRect(view.model().index(row, column))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def double_click_row(view, row):
    """Double-click on a row."""
    rect = view.visualRect(view.model().index(row, 0))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def click_named(widget, name):
    """Click on the button with this accessible name."""
    found = [each for each in widget.findChildren(QAbstractButton) if each.accessibleName() == name]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def colours_of_row(view, row):
    """The colours that a row is painted in, by how many pixels have them, the most frequent first."""
    rect = view.visualRect(view.model().index(row, 0))
    image = view.viewport().grab(rect).toImage()
    found = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return sorted(found, key=found.get, reverse=True)


def picture_of_row(view, row):
    """The row as painted."""
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()
