"""What the guideline says of the label in hand, and what of this article is to be looked at again."""

import re
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain import guideline
from annotator.domain.change import Edit
from annotator.domain.entities import Label, Rules, Span
from annotator.domain.guideline import Ages, Guideline
from annotator.ui import plain
from annotator.ui.panels.heading import Heading
from annotator.ui.panels.selection import selected_span
from annotator.ui.widgets.markdown_view import MarkdownView
from annotator.ui.workbench import Workbench

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_PIXELS = 13
_NOTHING = "The scheme has no guideline yet. The pencil above opens it."


class GuidelinePanel(QWidget):
    """Follows the label of the selected span, else the label that was given last. Hidden, it does nothing."""

    name: ClassVar = "guideline"
    title: ClassVar = "Guideline"
    area: ClassVar = "left"

    def __init__(self, bench: Workbench) -> None:
        """Shows nothing until it is shown."""
        super().__init__()
        self._bench = bench
        self._session = bench.session
        self._guideline = Guideline()
        self._ages: Mapping[str, Ages] = {}
        self._read: tuple[str, int | None] | None = None
        self._given: str | None = None
        self._shown = ""
        self._is_whole = False
        self.heading = Heading(self.title, bench.appearance)
        self.whole = self.heading.add_button("book", "The whole guideline", self.show_whole)
        self.heading.add_button("edit", "Edit the guideline", self._edit)
        self.view = MarkdownView("Guideline")
        self.about = plain.label(tone="warn", wrap=True)
        self.confirm = plain.button("Still right")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._listen()
        self.set_zoom(bench.settings.zoom)

    def show_label(self, label: Label | None) -> None:
        """Show what is said of this label, or the whole guideline."""
        if label is None:
            self._show("", self._guideline.text() or _NOTHING)
            return
        part = self._guideline.part_of(label)
        heading = part.title if part else _escaped(label.title)
        body = self._guideline.body(part) if part else ""
        about = f"{label.tag} · v{self._session.scheme.version}"
        self._show(about, f"## {heading}\n\n{_escaped(label.meaning)}\n\n{body}")

    def show_whole(self) -> None:
        """Show all of the guideline; again, only what is said of the label in hand."""
        self._is_whole = not self._is_whole
        self._refresh()

    def set_zoom(self, per_cent: int) -> None:
        """Write in this size, as the article is."""
        self.view.set_size(_PIXELS * per_cent / 100)

    def show_part(self, anchor: str) -> None:
        """Show the part with this anchor, if there is one."""
        self._read_scheme()
        part = self._guideline.part(anchor)
        if part is not None:
            self._show(part.title, self._guideline.text(part))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        self._soon.start()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(16, 6, 8, 8)
        below.addWidget(self.about, 1)
        below.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        self.about.hide()
        self.confirm.hide()
        self.setMinimumWidth(220)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(self.view)

    def _listen(self) -> None:
        session = self._session
        self._soon.timeout.connect(self._refresh)
        session.edited.connect(self._follow)
        for signal in (session.shown, session.opened, session.closed, session.layer_changed):
            signal.connect(self._ask)
        self._bench.reader.selection_changed.connect(self._ask)
        self.view.anchor_asked.connect(self.show_part)
        self.view.page_asked.connect(self._open_page)
        self.confirm.clicked.connect(lambda: self._bench.actions["scheme.confirm"].trigger())

    def _ask(self) -> None:
        """Look a moment later what is to be shown, behind the paint of what was done."""
        if self.isVisible():
            self._soon.start()

    def _follow(self, edit: Edit) -> None:
        given = [change.after for change in edit.changes if isinstance(change.after, Span)]
        if given:
            self._given = given[-1].label
        if given or edit.touches(Span.kind, Label.kind, Rules.kind):
            self._ask()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        self._read_scheme()
        span = selected_span(self._bench)
        id = span.label if span else self._given
        self.show_label(None if self._is_whole or id is None else self._session.scheme.label(id))
        self._show_outdated(span)

    def _read_scheme(self) -> None:
        project, scheme = self._session.project, self._session.scheme
        asked = (project.replica if project else "", scheme.clock)
        if asked == self._read:
            return
        self._read = asked
        self._guideline = guideline.read(scheme.rules.guideline)
        self._ages = project.outdated() if project else {}

    def _show_outdated(self, selected: Span | None) -> None:
        spans = outdated_here(self._bench, self._ages)
        is_selected = selected in spans
        count = len(spans)
        words = "The rule of this label changed since it was given." if is_selected else ""
        if not is_selected and count:
            words = f"{count:,} label{' was' if count == 1 else 's were'} given here under an older rule."
        self.about.setText(words)
        self.about.setVisible(bool(words))
        self.confirm.setVisible(is_selected)

    def _show(self, about: str, markdown: str) -> None:
        self.heading.show_about(about)
        if markdown != self._shown:
            self._shown = markdown
            self.view.show_text(markdown)

    def _edit(self) -> None:
        from annotator.ui.dialogs import scheme_editor

        scheme_editor.run(self._bench)

    def _open_page(self, page: QUrl) -> None:
        shown = page.toDisplayString()
        asked = plain.question(self, "Open this page in the browser?", shown, yes="Open")
        if plain.agreed(asked):
            QDesktopServices.openUrl(page)


def outdated_here(bench: Workbench, ages: Mapping[str, Ages]) -> list[Span]:
    """The spans of the shown article that were made under another rule than the present one."""
    spans = bench.session.annotations.spans if ages else ()
    return [span for span in spans if guideline.is_outdated(ages.get(span.label, ()), span.scheme)]


def _escaped(words: str) -> str:
    """The words as Markdown that says nothing but them."""
    return _PUNCTUATION.sub(r"\\\1", words)
