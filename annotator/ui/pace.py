"""Counts the person's own pace from what her hands do in the article; only she sees it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from annotator.domain.change import Edit
from annotator.domain.entities import Span
from annotator.errors import UserError
from annotator.services.meter import IDLE, Meter
from annotator.ui.workbench import Workbench

_MODIFIERS = frozenset(
    (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
)


class Pace(QObject):
    """Feeds the meter, and lets it write when nobody works and when a project is closed."""

    def __init__(self, bench: Workbench, meter: Meter) -> None:
        """Counts keys that come to the reader, and the labels of edits made by hand."""
        super().__init__(bench.reader)
        self.meter = meter
        self._bench = bench
        self._suggests = False
        self._idle = QTimer(self, singleShot=True, interval=round(IDLE * 1000) + 1000)
        self._idle.timeout.connect(self._write_if_idle)
        self._turn(bool(bench.settings.get("pace")))
        session = bench.session
        session.opened.connect(self._open)
        session.shown.connect(self._begin)
        session.layer_changed.connect(self._begin)
        session.did.connect(self._count)
        session.closed.connect(self._close)
        bench.reader.selection_changed.connect(meter.touch)
        bench.reader.installEventFilter(self)

    def turn(self, on: bool) -> None:
        """Count from now on, or no longer; what was counted stays until it is cleared."""
        self._bench.settings.set("pace", on)
        self._turn(on)
        self._begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count a key where it is offered as a shortcut, which every key is first."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat() and event.key() not in _MODIFIERS:
                self.meter.key()
            if not self._idle.isActive():
                self._idle.start()
        return False

    def _turn(self, on: bool) -> None:
        self.meter.is_on = on

    def _open(self) -> None:
        self._suggests = self._bench.settings.suggestions

    def _begin(self) -> None:
        session = self._bench.session
        if session.project is None or not session.can_edit:
            self.meter.end()
            return
        self.meter.begin(
            session.project.replica, suggested=self._suggests and not self._bench.offers.held_out
        )

    def _count(self, edit: Edit) -> None:
        session, made = self._bench.session, []
        for change in edit.changes:
            before, after = change.before, change.after
            if isinstance(after, Span) and after.layer == session.layer_id:
                label = session.scheme.label(after.label)
                if not isinstance(before, Span) or before.label != after.label:
                    made.append(label.name if label else after.label)
        self.meter.labelled(made)

    def _close(self) -> None:
        self.meter.end()
        self._write()

    def _write_if_idle(self) -> None:
        if self.meter.is_idle:
            self._write()
        else:
            self._idle.start()

    def _write(self) -> None:
        try:
            self.meter.flush()
        except UserError as error:
            self._turn(False)
            self._bench.session.message.emit(f"Your pace is not counted any more: {error.message}")
