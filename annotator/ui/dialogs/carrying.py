"""Labels of one copy that could be on another one too: looked through, then made as one edit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from annotator.domain.entities import Layer
from annotator.errors import Refused
from annotator.services import carrying
from annotator.services.carrying import Offer
from annotator.services.import_report import counted
from annotator.ui import plain
from annotator.ui.dialogs.carrying_rows import ROW_HEIGHT, CarryDelegate, CarryRows
from annotator.ui.dialogs.frame import Dialog, commit
from annotator.ui.dialogs.list_view import ListView
from annotator.ui.reader.offsets import display
from annotator.ui.widgets.painting import key_text
from annotator.ui.workbench import Workbench

_HINT = "What is ticked becomes yours there, as one edit. Space turns a tick, Ctrl A all."
_SIZE = (820, 540)


class Carrying(Dialog):
    """The labels that are carried, in the order of the article; those that are lost cannot be ticked."""

    def __init__(self, bench: Workbench, layer: Layer, offered: Offer, parent: QWidget) -> None:
        """All that can be carried is ticked."""
        super().__init__(parent, "Carry labels over", _HINT, "Label")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._layer, self._offered = bench, layer, offered
        self.rows = CarryRows(offered.labels, offered.source, bench.session.scheme)
        self.rows.setParent(self)
        self.list = ListView("Labels", ROW_HEIGHT)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(CarryDelegate(bench.appearance, self.list))
        names = (display(one.title) for one in (offered.source, offered.target))
        self.body.addWidget(plain.label("From “{}” to “{}”".format(*names), tone="ink2", wrap=True))
        self.body.addWidget(self.list, 1)
        self.rows.dataChanged.connect(self._tell_ticks)
        QShortcut(QKeySequence("Ctrl+A"), self, self.rows.turn_all)
        self.list.show_current(0)
        self.list.setFocus()
        self.resize(*_SIZE)
        self._count()

    def act(self) -> None:
        """Label what is ticked."""
        project, chosen = self._bench.session.project, self.rows.chosen()
        if project is None or not chosen:
            raise Refused("Nothing is ticked.")
        edit = carrying.carry(project, self._layer, self._offered, chosen)
        commit(self._bench.session, edit)
        key = self._bench.actions.key("edit.undo")
        back = f"{key_text(key)} takes it back." if key else "Undo takes it back."
        self._bench.session.message.emit(f"{edit.title[:1].upper()}{edit.title[1:]}. {back}")

    def _count(self) -> None:
        self.primary.setText(plain.literal(f"Label {counted(len(self.rows.chosen()), 'place')}"))

    def _tell_ticks(self) -> None:
        """Count anew, and tell who cannot see it what has a tick now."""
        self._count()
        at = self.list.current_row()
        is_ticked = at is not None and self.rows.is_ticked(at)
        said = f"{'Ticked' if is_ticked else 'Not ticked'}. {self.primary.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, said))
