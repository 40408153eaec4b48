"""How one file of an import is read: its format, its encoding, which column is what, and what comes of it."""

from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator import formats
from annotator.formats.columns import Columns
from annotator.ui import fonts, plain
from annotator.ui.dialogs.first_rows import FirstRows
from annotator.ui.dialogs.frame import field_label
from annotator.ui.dialogs.import_look import Look
from annotator.ui.dialogs.import_rows import FileRow
from annotator.ui.reader.offsets import display
from annotator.ui.theme import Appearance

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows 1252, western",
    "cp1250": "Windows 1250, central European",
    "cp1251": "Windows 1251, Cyrillic",
    "cp1253": "Windows 1253, Greek",
    "cp1254": "Windows 1254, Turkish",
    "cp1255": "Windows 1255, Hebrew",
    "cp1256": "Windows 1256, Arabic",
    "cp1257": "Windows 1257, Baltic",
    "cp1258": "Windows 1258, Vietnamese",
    "cp874": "Windows 874, Thai",
    "koi8_r": "KOI8-R, Cyrillic",
    "gb18030": "GB 18030, Chinese",
    "big5": "Big5, Chinese",
    "cp932": "Shift-JIS, Japanese",
    "euc_jp": "EUC-JP, Japanese",
    "cp949": "CP 949, Korean",
}
_FACTS = {
    "text": "Text",
    "title": "Title",
    "ref": "Id in the corpus",
    "source": "Source",
    "author": "Author",
    "url": "Address",
    "published": "Date",
    "language": "Language",
    "sentiment": "Sentiment",
}
_NONE = "–"
_SAMPLE_CHARACTERS = 200
_SAMPLE_WIDTH = 150.0
_LEAST_COLUMNS = 150
_COMBO_WIDTH = 150


class FileForm(QWidget):
    """Shows a file. `read_as` carries the format or encoding that was chosen, `columns_chosen` which column
    is what, and whether that holds for all files with the same ones.
    """

    read_as = Signal(dict)
    columns_chosen = Signal(object, bool)

    def __init__(self, appearance: Appearance) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.format = QComboBox()
        self.encoding = QComboBox()
        self.columns = {what: QComboBox() for what in _FACTS}
        self.for_all = plain.check_box("")
        self.for_all.setChecked(True)
        self.first_rows = FirstRows(appearance)
        self.problem = plain.label("", tone="warn", wrap=True)
        self._samples = {what: plain.label("", tone="ink3", font=fonts.ui_font(12)) for what in _FACTS}
        self._values: dict[str, str] = {}
        self._others = plain.label("", tone="ink3", font=fonts.ui_font(12))
        self._others.setMinimumWidth(1)
        for one in formats.formats():
            if one.importer is not None:
                self.format.addItem(one.title, one.name)
        self._area = self._column_area()
        self._lay_out()
        for name, chosen in (("format", self.format), ("encoding", self.encoding)):
            chosen.activated.connect(partial(self._read_as, name, chosen))
        for box in self.columns.values():
            box.activated.connect(lambda _: self._choose_columns())

    def show_file(self, file: FileRow, alike: int) -> None:
        """Show the file as it was looked at; `alike` other files have the same columns."""
        look = file.look or Look(None)
        found = look.inspection
        self.setEnabled(file.look is not None)
        self.format.setCurrentIndex(self.format.findData(found.format if found else file.chosen.format))
        self._show_encoding(found.encoding if found else "", guess=bool(found and found.guess))
        self._values = dict(look.samples)
        self._area.setVisible(bool(look.names))
        self._show_columns(look.names, file.columns)
        self._show_besides(look)
        self.show_alike(alike)
        self.first_rows.show_rows(found.first_rows if found else ())
        has_no_text = bool(look.names) and file.columns is None
        self.problem.setText(look.sentence + (" Choose the one of the text above." if has_no_text else ""))
        self.problem.setVisible(bool(look.sentence))

    def show_alike(self, alike: int) -> None:
        """Offer to say of so many other files what is said of this one's columns."""
        others = f"{alike:,} other files" if alike > 1 else "other file"
        self.for_all.setText(f"Also for the {others} with these columns")
        self.for_all.setVisible(alike > 0)

    def _show_encoding(self, name: str, *, guess: bool) -> None:
        self.encoding.clear()
        for codec in dict.fromkeys((name, *ENCODINGS) if name else ENCODINGS):
            title = ENCODINGS.get(codec, codec)
            self.encoding.addItem(f"{title} (guessed)" if guess and codec == name else title, codec)
        self.encoding.setCurrentIndex(0 if name else -1)

    def _show_columns(self, names: tuple[str, ...], columns: Columns | None) -> None:
        said = asdict(columns) if columns else {}
        taken: dict[str, str] = {}
        for what, box in self.columns.items():
            column = said.get(what)
            offered = names if what == "text" and column in names else (None, *names)
            with QSignalBlocker(box):
                box.clear()
                for name in offered:
                    box.addItem(_NONE if name is None else display(name), name)
                box.setCurrentIndex(offered.index(column) if column in offered else 0)
            value = self._values.get(column or "", "")
            if column in taken:
                value = f"This is the {taken[column]} already."
            elif column is not None:
                taken[column] = _FACTS[what].lower()
            self._show_sample(self._samples[what], value)

    def _show_besides(self, look: Look) -> None:
        """What else the first rows hold: labels, and columns that are kept though nobody asks for them."""
        taken = {box.currentData() for box in self.columns.values()}
        besides = [name for name in look.names if name in self._values and name not in taken]
        others = [f"{name} ({self._values[name]})" for name in besides]
        spans = sum(len(row.spans) for row in look.inspection.first_rows) if look.inspection else 0
        said = [f"Labels in the first articles: {spans:,}."] if spans else []
        said += [f"Kept besides: {' · '.join(others)}"] if others else []
        self._others.setVisible(bool(said))
        self._show_sample(self._others, " ".join(said))

    def _show_sample(self, shown: QLabel, value: str) -> None:
        words = display(" ".join(value[:_SAMPLE_CHARACTERS].split()))
        room = max(_SAMPLE_WIDTH, shown.width())
        shown.setText(QFontMetricsF(shown.font()).elidedText(words, Qt.TextElideMode.ElideRight, room))
        plain.set_tooltip(shown, value[:2000])

    def _read_as(self, name: str, chosen: QComboBox, _index: int) -> None:
        self.read_as.emit({name: chosen.currentData()})

    def _choose_columns(self) -> None:
        columns = {what: box.currentData() for what, box in self.columns.items()}
        if columns["text"] is not None:
            is_for_all = self.for_all.isChecked() and not self.for_all.isHidden()
            self.columns_chosen.emit(Columns(**columns), is_for_all)

    def _column_area(self) -> QScrollArea:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for row, (what, title) in enumerate(_FACTS.items()):
            box, sample = self.columns[what], self._samples[what]
            box.setFixedWidth(_COMBO_WIDTH)
            sample.setMinimumWidth(1)
            grid.addWidget(field_label(title, box), row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(sample, row, 2)
            box.setAccessibleName(f"Column of the {title.lower()}")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        inside.setAutoFillBackground(False)  # as setWidget has just made it do
        area.setWidgetResizable(True)
        area.setMinimumHeight(_LEAST_COLUMNS)
        area.setMaximumHeight(inside.sizeHint().height() + 2)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        return area

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(field_label("Format", self.format))
        top.addWidget(self.format)
        top.addSpacing(8)
        top.addWidget(field_label("Encoding", self.encoding))
        top.addWidget(self.encoding, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._area, 5)
        column.addWidget(self._others)
        column.addWidget(self.for_all)
        column.addWidget(self.first_rows, 1)
        column.addWidget(self.problem)
