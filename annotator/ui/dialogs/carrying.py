"""Labels of one copy that could be on another one too: looked through, then made as one edit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.domain.carrying import Carried
from annotator.domain.edits import quoted
from annotator.domain.entities import Layer
from annotator.domain.scheme import Scheme
from annotator.errors import Refused
from annotator.services import carrying
from annotator.services.carrying import Offer
from annotator.services.import_report import counted
from annotator.ui import plain
from annotator.ui.dialogs.frame import Dialog, commit
from annotator.ui.reader.offsets import display
from annotator.ui.widgets.painting import key_text
from annotator.ui.workbench import Workbench

_HINT = "What is ticked becomes yours there, as one edit. Space turns a tick, Ctrl A all."
_SIZE = (640, 520)
_LABEL = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Carrying(Dialog):
    """The labels that are carried, in the order of the article; those that are lost cannot be ticked."""

    def __init__(self, bench: Workbench, layer: Layer, offered: Offer, parent: QWidget) -> None:
        """All that can be carried is ticked."""
        super().__init__(parent, "Carry labels over", _HINT, "Label")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._layer, self._offered = bench, layer, offered
        self.list = QListWidget()
        self.list.setAccessibleName("Labels")
        for one in offered.labels:
            self.list.addItem(_item(one, offered.source.text, bench.session.scheme))
        names = (display(one.title) for one in (offered.source, offered.target))
        self.body.addWidget(plain.label("From “{}” to “{}”".format(*names), tone="ink2", wrap=True))
        self.body.addWidget(self.list, 1)
        self.list.itemChanged.connect(self._count)
        QShortcut(QKeySequence("Ctrl+A"), self, self._turn_all)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.resize(*_SIZE)
        self._count()

    @property
    def chosen(self) -> list[Carried]:
        """What is ticked."""
        return [item.data(_LABEL) for item in self._items() if item.checkState() == _ON]

    def act(self) -> None:
        """Label what is ticked."""
        project = self._bench.session.project
        if project is None or not self.chosen:
            raise Refused("Nothing is ticked.")
        edit = carrying.carry(project, self._layer, self._offered, self.chosen)
        commit(self._bench.session, edit)
        key = self._bench.actions.key("edit.undo")
        back = f"{key_text(key)} takes it back." if key else "Undo takes it back."
        self._bench.session.message.emit(f"{edit.title[:1].upper()}{edit.title[1:]}. {back}")

    def _items(self) -> list[QListWidgetItem]:
        """Those that can be ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]

    def _turn_all(self) -> None:
        state = _OFF if all(item.checkState() == _ON for item in self._items()) else _ON
        for item in self._items():
            item.setCheckState(state)

    def _count(self) -> None:
        self.primary.setText(plain.literal(f"Label {counted(len(self.chosen), 'place')}"))


def _item(one: Carried, text: str, scheme: Scheme) -> QListWidgetItem:
    label = scheme.label(one.span.label)
    words = quoted(text, one.span.start, one.span.end)
    outcome = {"exact": "same place", "moved": "moved", "lost": "lost: its words changed"}[one.outcome]
    made = QListWidgetItem(display(f"{label.tag if label else one.span.label}  {words}  ·  {outcome}"))
    made.setData(_LABEL, one)
    if one.outcome == "lost":
        made.setFlags(Qt.ItemFlag.ItemIsSelectable)
    else:
        made.setCheckState(_ON)
    return made
