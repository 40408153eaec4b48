"""The rows of equal words as they are told and painted."""

import pytest
from PySide6.QtCore import Qt

from annotator.domain.entities import Span
from annotator.services import schemes
from annotator.services.twinning import Place
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.dialogs.twin_delegate import ROW_HEIGHT, TwinDelegate
from annotator.ui.dialogs.twin_rows import TwinRows

SCHEME = schemes.load("news")
GPE = SCHEME.named("GPE")


def place(before, words, after, at=0, labels=(), kind="equal"):
    spans = tuple(Span(str(nth), "gold", "d", at, at + len(words), label) for nth, label in enumerate(labels))
    return Place("d", "Title", "en", at, at + len(words), kind, before, words, after, spans=spans)


@pytest.fixture
def rows(qapp):
    made = TwinRows(SCHEME, GPE.id)
    made.aim_at(GPE)
    return made


def test_a_row_says_what_it_is_to_who_cannot_see_it(rows):
    rows.show_places(
        [
            place("In ", "Velmora", " nobody waits.", labels=[GPE.id]),
            place("", "VELMORA", " waits.", 9, kind="case"),
        ]
    )
    first, second = (rows.index(at, 0) for at in (0, 1))
    said = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in (first, second)]
    assert said == [
        "In Velmora nobody waits., Place already, Title",
        "VELMORA waits., other letters, Title",
    ]
    assert second.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert not first.flags() & Qt.ItemFlag.ItemIsUserCheckable


@pytest.mark.parametrize(
    ("befores", "words", "after", "edge"),
    [
        (("At the harbour of ", "In ", ""), "Velmora", " nobody waits.", min),
        (("רשות הנמל של ", "ובעיר ", ""), "ולמורה", " הודיעה", max),
    ],
)
def test_words_stand_below_each_other_in_both_directions(
    qtbot, appearance, rows, befores, words, after, edge
):
    rows.show_places([place(before, words, after, at) for at, before in enumerate(befores)])
    shown = ListView("Places", ROW_HEIGHT)
    qtbot.addWidget(shown)
    shown.setModel(rows)
    shown.setItemDelegate(TwinDelegate(appearance, shown))
    shown.resize(950, 200)
    image = shown.viewport().grab().toImage()
    edges = [
        edge(columns_of(image, row, appearance.theme.label(GPE.colour).text)) for row in range(len(befores))
    ]
    assert max(edges) - min(edges) <= 1


def columns_of(image, row, colour):
    """The columns of a row that have ink of nearly this colour, right of the boxes."""
    top = row * ROW_HEIGHT
    return [
        x
        for x in range(60, image.width() - 300)
        if any(_distance(image.pixelColor(x, y), colour) < 60 for y in range(top + 6, top + 22))
    ]


def _distance(one, other):
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True))
