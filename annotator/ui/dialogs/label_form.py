"""One label, field by field."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from annotator.domain.entities import Label
from annotator.domain.scheme import HUES, Scheme
from annotator.ui import plain
from annotator.ui.dialogs.frame import field_label
from annotator.ui.theme import Appearance

_OWN = "Own colour…"
_NO_KEY = "none"
_LONGEST_TAG = 4
_SWATCH = QSize(24, 14)


class LabelForm(QWidget):
    """Shows a label; `changed` carries the facts that a person changed, by the names of Label's fields."""

    changed = Signal(dict)

    def __init__(self, appearance: Appearance, keys: Sequence[str]) -> None:
        """Nothing is shown yet; `keys` are those a label may have."""
        super().__init__()
        self._appearance = appearance
        self._keys = keys
        self.name = QLineEdit()
        self.name.setPlaceholderText("PERSON, for example")
        self.title = QLineEdit()
        self.tag = QLineEdit()
        self.tag.setMaxLength(_LONGEST_TAG)
        self.key_cap = QComboBox()
        self.colour = QComboBox()
        self.colour.setIconSize(_SWATCH)
        self.meaning = QPlainTextEdit()
        self.meaning.setTabChangesFocus(True)
        self.meaning.setPlaceholderText("When to use it, in the words of your guideline")
        self._lay_out()
        for name, line in (("name", self.name), ("title", self.title)):
            line.textEdited.connect(lambda text, name=name: self.changed.emit({name: text}))
        self.tag.textEdited.connect(lambda text: self.changed.emit({"tag": text.upper()}))
        self.key_cap.activated.connect(lambda _: self.changed.emit({"key_cap": self.key_cap.currentData()}))
        self.colour.activated.connect(self._choose_colour)
        self.meaning.textChanged.connect(lambda: self.changed.emit({"meaning": plain.lines_of(self.meaning)}))
        appearance.changed.connect(self._renew_colours)  # a method: a lambda would outlive the form

    def show_label(self, scheme: Scheme, label: Label, full: Label) -> None:
        """Show this label of the scheme, and say nothing of it; `full` has what it leaves open."""
        lines = ((self.name, label.name), (self.title, label.title), (self.tag, label.tag))
        for line, text in lines:
            if line.text() != text:
                line.setText(text)
        self.title.setPlaceholderText(full.title)
        self.tag.setPlaceholderText(full.tag)
        if plain.lines_of(self.meaning) != label.meaning:
            with QSignalBlocker(self.meaning):
                self.meaning.setPlainText(label.meaning)
        self._show_keys(scheme, label)
        self._show_colours(label.colour)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: list[tuple[str, QWidget]] = [
            ("Name in files", self.name),
            ("Shown as", self.title),
            ("Tag", self.tag),
            ("Key", self.key_cap),
            ("Colour", self.colour),
            ("Meaning", self.meaning),
        ]
        for text, field in rows:
            form.addRow(field_label(text, field), field)

    def _show_keys(self, scheme: Scheme, shown: Label) -> None:
        """The keys, each with the other label that has it."""
        self.key_cap.clear()
        self.key_cap.addItem(_NO_KEY, "")
        odd = [shown.key_cap] if shown.key_cap and shown.key_cap not in self._keys else []
        for key in (*self._keys, *odd):
            other = scheme.for_key(key)
            owner = f"   {other.title or other.name}" if other is not None and other != shown else ""
            self.key_cap.addItem(f"{key.upper()}{owner}", key)
        self.key_cap.setCurrentIndex(self.key_cap.findData(shown.key_cap))

    def _renew_colours(self) -> None:
        self._show_colours(self.colour.currentData() or HUES[0])

    def _show_colours(self, chosen: str) -> None:
        self.colour.clear()
        for hue in HUES:
            self.colour.addItem(self._swatch(hue), hue.capitalize(), hue)
        if chosen not in HUES:
            self.colour.addItem(self._swatch(chosen), f"Own colour {chosen}", chosen)
        self.colour.addItem(_OWN)
        self.colour.setCurrentIndex(self.colour.findData(chosen))

    def _choose_colour(self, index: int) -> None:
        colour = self.colour.itemData(index)
        if colour is None:
            colour = _ask_for_colour(self)
        self.changed.emit({} if colour is None else {"colour": colour})

    def _swatch(self, colour: str) -> QIcon:
        """The label's fill and rule, as a tag chip has them."""
        look = self._appearance.theme.label(colour)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(_SWATCH * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.fillRect(QRectF(QPointF(0, 0), _SWATCH), look.fill)
        painter.fillRect(QRectF(0, _SWATCH.height() - 4, _SWATCH.width(), 4), look.stroke)
        painter.end()
        return QIcon(pixmap)


def _ask_for_colour(parent: QWidget) -> str | None:
    chosen = QColorDialog.getColor(QColor(), parent, "Colour of the label")
    return chosen.name() if chosen.isValid() else None
