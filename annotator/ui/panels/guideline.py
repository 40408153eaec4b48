"""What the guideline says of the label in hand, and what of this article is to be looked at again."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain import guideline
from annotator.domain.change import Edit
from annotator.domain.entities import Label, Rules, Span
from annotator.domain.guideline import Ages, Guideline
from annotator.domain.scheme import Scheme
from annotator.ui import fonts, plain
from annotator.ui.panels.heading import Heading
from annotator.ui.panels.selection import selected_span
from annotator.ui.widgets.markdown_view import MarkdownView
from annotator.ui.workbench import Workbench

_PIXELS, _HEIGHT = 13, 280
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
        self._schemes: list[Scheme] = []
        self._guideline = Guideline()
        self._ages: Mapping[str, Ages] = {}
        self._known: tuple[str, int | None] | None = None
        self._given: str | None = None
        self.heading = Heading(self.title, bench.appearance)
        self.whole = self.heading.add_button("book", "The whole guideline, or one label", self.show_whole)
        self.whole.setCheckable(True)
        self.heading.add_button("edit", "Edit the guideline", self._edit)
        self.view = MarkdownView("Guideline")
        self.about = plain.label(tone="warn", font=fonts.ui_font(12), wrap=True)
        self.confirm = plain.button("Still right")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._listen()
        self.set_zoom(bench.settings.zoom)

    def show_whole(self) -> None:
        """Show all of the guideline; again, only what is said of the label in hand."""
        self._refresh()

    def show_part(self, anchor: str) -> None:
        """Show the part with this anchor, if there is one, until another label is in hand."""
        self._read_schemes()
        part = self._guideline.part(anchor)
        if part is not None:
            self._show("", self._guideline.text(part))

    def set_zoom(self, per_cent: int) -> None:
        """Write in this size, as the article is."""
        self.view.set_size(_PIXELS * per_cent / 100)

    def sizeHint(self) -> QSize:
        """Room for some lines of it below the list of articles."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        self._soon.start()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(16, 4, 8, 8)
        below.setSpacing(12)
        below.addWidget(self.about, 1)
        below.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        plain.set_tooltip(self.confirm, "The label is right under the present rule too")
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
        given = next((one.after for one in reversed(edit.changes) if isinstance(one.after, Span)), None)
        if given is not None:
            self._given = given.label
        if given is not None or edit.touches(Span.kind, Label.kind, Rules.kind):
            self._ask()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        self._read_schemes()
        span, scheme = selected_span(self._bench), self._session.scheme
        label = scheme.label((span.label if span else self._given) or "")
        old = outdated_here(self._bench, self._ages)
        before = guideline.made_under(self._schemes, span) if span in old and span else None
        if self.whole.isChecked() or label is None:
            self._show("", self._guideline.text() or _NOTHING)
        else:
            self._show(f"{label.tag} · v{scheme.version}", self._about(label, before))
        self._say_outdated(len(old), before)

    def _read_schemes(self) -> None:
        """Once a scheme: what it says, and when its labels had other rules."""
        project, scheme = self._session.project, self._session.scheme
        asked = (project.replica if project else "", scheme.clock)
        if asked != self._known:
            self._known = asked
            self._schemes = project.schemes() if project else []
            self._guideline = guideline.read(scheme.rules.guideline)
            self._ages = guideline.outdated(self._schemes)

    def _about(self, label: Label, before: Scheme | None) -> str:
        """The label's rule; below it, what it said where the span was made under another one."""
        part = self._guideline.part_of(label)
        heading = part.title if part else guideline.escaped(label.title)
        parts = [f"## {heading}", guideline.escaped(label.meaning)]
        if part is not None:
            parts.append(self._guideline.body(part))
        if before is not None:
            said = guideline.said_before(before, self._session.scheme, label.id)
            parts += [f"### Before, in v{before.version}", said or "It did not say the rest."]
        return "\n\n".join(parts)

    def _show(self, about: str, markdown: str) -> None:
        self.heading.show_about(about)
        if markdown != self.view.markdown:
            self.view.show_text(markdown)

    def _say_outdated(self, count: int, before: Scheme | None) -> None:
        words = ""
        if before is not None:
            words = f"Given under v{before.version}. The rule has changed since."
        elif count:
            words = f"{count:,} label{' was' if count == 1 else 's were'} given here under an older rule."
        self.about.setText(words)
        self.about.setVisible(bool(words))
        self.confirm.setVisible(before is not None and self._session.can_edit)

    def _edit(self) -> None:
        from annotator.ui.dialogs import scheme_editor

        scheme_editor.run(self._bench, scheme_editor.GUIDELINE)

    def _open_page(self, page: QUrl) -> None:
        shown = page.toDisplayString()
        asked = plain.question(self, "Open this page in the browser?", shown, yes="Open")
        if plain.agreed(asked):
            QDesktopServices.openUrl(page)


def outdated_here(bench: Workbench, ages: Mapping[str, Ages]) -> list[Span]:
    """The spans of the shown article that were made under another rule than the present one."""
    spans = bench.session.annotations.spans if ages else ()
    return [span for span in spans if guideline.is_outdated(ages.get(span.label, ()), span.scheme)]
