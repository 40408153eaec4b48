"""What hangs below the search field: what could be typed next, or what is wrong with what was typed."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.filter_completion import Completion
from annotator.ui import fonts, plain
from annotator.ui.theme import Appearance

_ROW, _ROWS, _PADDING, _GAP = 26, 8, 5, 4
_HELP = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class SearchPopup(QFrame):
    """Lies over the parts of the window below its field, which keeps the focus and hands it the keys."""

    taken = Signal(object)

    def __init__(self, field: QWidget, appearance: Appearance) -> None:
        """Hidden, until there is something to show; `taken` carries the Completion that was clicked."""
        super().__init__(field.window())
        self._field = field
        self._appearance = appearance
        self._model = _Offers(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Delegate(appearance, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Completions")
        self.view.clicked.connect(lambda index: self.taken.emit(self._model.offers[index.row()]))
        self.sentence = plain.label("", tone="error", font=fonts.ui_font(12), wrap=True)
        self.sentence.setContentsMargins(5, 3, 5, 3)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(0)
        column.addWidget(self.view)
        column.addWidget(self.sentence)
        self.hide()

    @property
    def offers(self) -> Sequence[Completion]:
        """What is offered now; empty while the list cannot be seen."""
        return self._model.offers if self.isVisible() and not self.view.isHidden() else ()

    @property
    def chosen(self) -> Completion | None:
        """The offer that the keys came to."""
        row = self.view.currentIndex().row()
        return self.offers[row] if 0 <= row < len(self.offers) else None

    def offer(self, offers: Sequence[Completion]) -> None:
        """Show what could be typed next, none of it chosen yet; nothing where there is none."""
        self._model.show_offers(offers)
        self.view.setCurrentIndex(QModelIndex())
        self.view.setFixedHeight(_ROW * min(_ROWS, len(offers)))
        self.sentence.hide()
        self.view.show()
        self._place(bool(offers))

    def choose(self, step: int) -> None:
        """Go to the next or the previous offer, round the ends."""
        count, row = len(self.offers), self.view.currentIndex().row()
        at = (row + step) % count if row >= 0 else (0 if step > 0 else count - 1)
        self.view.setCurrentIndex(self._model.index(at))
        self._announce(_spoken(self.offers[at]))

    def complain(self, sentence: str) -> None:
        """Show what is wrong."""
        self.view.hide()
        self.sentence.setText(sentence)
        self.sentence.show()
        self._place(True)
        self._announce(sentence)

    def follow(self) -> None:
        """Stay below the field, which was moved."""
        if self.isVisible():
            self._place(True)

    def _place(self, is_shown: bool) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + _GAP))
        width = max(self._field.width(), 260)
        self._column.activate()
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        corner.setX(max(0, min(corner.x(), window.width() - width)))
        self.setGeometry(QRect(corner, QSize(width, height)))
        self.setVisible(is_shown)
        self.raise_()

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the raised plane."""
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Offers(QAbstractListModel):
    """The completions, as rows."""

    offers: Sequence[Completion] = ()

    def show_offers(self, offers: Sequence[Completion]) -> None:
        """Have these rows instead."""
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One an offer."""
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row shows, and what is said of it."""
        if not index.isValid():
            return None
        one = self.offers[index.row()]
        words: dict[int, str] = {
            Qt.ItemDataRole.DisplayRole: one.name,
            Qt.ItemDataRole.AccessibleTextRole: _spoken(one),
            _HELP: one.help,
        }
        return words.get(role)


class _Delegate(QStyledItemDelegate):
    """Paints the name at one end and what it means at the other."""

    def __init__(self, appearance: Appearance, view: QListView) -> None:
        super().__init__(view)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        theme, rect = self._appearance.theme, option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("lift"))
            painter.drawRoundedRect(rect, 5, 5)
        inner = rect.adjusted(6, 0, -6, 0)
        aligned = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(fonts.ui_font(13))
        painter.setPen(theme.colour("ink"))
        name, help = str(index.data()), str(index.data(_HELP) or "")
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, aligned | Qt.AlignmentFlag.AlignLeft, shown)
        left = inner.width() - metrics.horizontalAdvance(shown) - 16
        painter.setFont(fonts.ui_font(12))
        painter.setPen(theme.colour("ink3"))
        about = painter.fontMetrics().elidedText(help, Qt.TextElideMode.ElideRight, max(0, left))
        painter.drawText(inner, aligned | Qt.AlignmentFlag.AlignRight, about)


def _spoken(one: Completion) -> str:
    return f"{one.name}, {one.help}" if one.help else one.name
