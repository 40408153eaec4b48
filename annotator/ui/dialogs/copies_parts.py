"""The list of stories: its rows, how they are painted, its keys."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.query import DocumentRow
from annotator.services.copies import Story
from annotator.services.import_report import counted
from annotator.ui import fonts, plain
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.models.dates import short_date
from annotator.ui.panels import rows
from annotator.ui.reader.offsets import display
from annotator.ui.theme import Appearance

ROW_HEIGHT = 50
_STORY = Qt.ItemDataRole.UserRole
_INSET, _GAP = 12.0, 10.0
_PIXELS = 14.5

Index = QModelIndex | QPersistentModelIndex


def origin(source: str | None, published: str | None) -> str:
    """Source and date, what is known of them."""
    return " · ".join(filter(None, [source, short_date(published, date.today()) if published else ""]))


def size(story: Story) -> str:
    """How many there are."""
    return (
        f"{len(story.articles):,} reports"
        if story.kind == "reports"
        else counted(story.size, "copy", "copies")
    )


def alike(story: Story) -> str:
    """How much of the words they share."""
    return "same text" if story.kind == "exact" else f"{story.alike:.0%} alike"


class StoryRows(QAbstractTableModel):
    """The stories in the order that the service gives them."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self.stories: list[Story] = []

    def show_stories(self, stories: Sequence[Story]) -> None:
        """List these."""
        self.beginResetModel()
        self.stories = list(stories)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a story."""
        return 0 if parent.isValid() else len(self.stories)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The first one's title, the story itself, what a screen reader says."""
        if not index.isValid():
            return None
        story = self.stories[index.row()]
        first = story.articles[0]
        spoken = ", ".join(
            filter(None, [first.title, size(story), alike(story), origin(first.source, first.published)])
        )
        if role == _STORY:
            return story
        if role == Qt.ItemDataRole.DisplayRole:
            return display(first.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(spoken)
        return None


class StoryList(ListView):
    """Left and Right turn to another copy, Space to the next change, C carries; Enter is the dialog's."""

    turning = Signal(int)
    stepping = Signal(int)
    carrying = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__("Stories", ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what is asked for; all other keys are as in any list."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turning.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() == Qt.Key.Key_Space:
            self.stepping.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.carrying.emit()
        else:
            super().keyPressEvent(event)


class StoryDelegate(QStyledItemDelegate):
    """50 px: the first one's title and how many; below, where it came from and how alike they are."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        """Paints in the theme of the moment."""
        super().__init__(parent)
        self._appearance = appearance
        self._small = fonts.ui_font(12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        story = index.data(_STORY)
        if not isinstance(story, Story):
            return
        theme, first = self._appearance.theme, story.articles[0]
        painter.save()
        rows.paint_plane(painter, option, theme, inset=4)
        inner = QRectF(option.rect).adjusted(_INSET, 5, -_INSET, -5)
        upper, lower = QRectF(inner), QRectF(inner)
        upper.setHeight(inner.height() / 2)
        lower.setTop(upper.bottom())
        title = fonts.serif_font(_PIXELS, QFont.Weight.DemiBold, language=first.language)
        self._pair(painter, upper, (first.title, title, "ink"), size(story))
        self._pair(painter, lower, (_from(first), self._small, "ink2"), alike(story))
        painter.restore()

    def _pair(self, painter: QPainter, rect: QRectF, left: tuple[str, QFont, str], right: str) -> None:
        theme = self._appearance.theme
        taken = rows.paint_words(painter, rect, right, self._small, theme.colour("ink3"), at_end=True)
        words, font, tone = left
        rows.paint_words(painter, rect.adjusted(0, 0, -taken - _GAP, 0), words, font, theme.colour(tone))


def _from(first: DocumentRow) -> str:
    return origin(first.source, first.published) or "No source"
