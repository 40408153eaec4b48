"""The scheme editor: labels, rules and the sentiment scale, kept as one edit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QTabWidget, QWidget

from annotator.domain import guideline
from annotator.domain.entities import Label, Rules, ScaleValue
from annotator.domain.filters import Filter, Outdated, Term
from annotator.domain.query import ListQuery
from annotator.domain.scheme import Scheme
from annotator.errors import Refused
from annotator.files import writing_whole
from annotator.services import schemes
from annotator.ui import plain
from annotator.ui.actions import reserved_keys
from annotator.ui.dialogs.frame import Dialog, commit
from annotator.ui.dialogs.guideline_form import GuidelineForm
from annotator.ui.dialogs.label_form import LabelForm
from annotator.ui.dialogs.label_rows import LabelRows
from annotator.ui.dialogs.scale_form import ScaleForm
from annotator.ui.models.scheme_rows import SchemeRows
from annotator.ui.workbench import Workbench

LABELS, GUIDELINE = 0, 2
_LOOKING_MS = 40
_FROM_FILE = "From a file…"
_FILES = "Schemes (*.toml)"
_SIZE = (900, 640)


def run(bench: Workbench, page: int = LABELS) -> bool:
    """Change the scheme of the open project, beginning on this page; whether it was changed."""
    editor = SchemeEditor(bench)
    editor.tabs.setCurrentIndex(page)
    return editor.exec() == Dialog.DialogCode.Accepted


class SchemeEditor(Dialog):
    """Holds a scheme beside the project's until it is saved; then it is one edit, which can be undone."""

    def __init__(self, bench: Workbench) -> None:
        """Begin with the project's scheme."""
        super().__init__(
            bench.window,
            "Labels, scale and guideline",
            "What there is to label, on which scale sentiment is judged, and what to go by.",
            "Save",
        )
        self._bench = bench
        self._before = bench.session.scheme
        self.rows = SchemeRows(self._before, reserved_keys())
        self.list = LabelRows(bench.appearance, self.rows)
        self.form = LabelForm(bench.appearance, self.rows.keys)
        self.scale = ScaleForm(bench.appearance, self._before.rules)
        self.guideline = GuidelineForm(self.rows, self.attempt)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._label_page(), "Labels")
        self.tabs.addTab(self._padded(self.scale), "Rules and sentiment")
        self.tabs.addTab(self._padded(self.guideline), "Guideline")
        self.body.addWidget(self.tabs, 1)
        load = self.add_side_button("Load scheme")
        load.setMenu(self._load_menu())
        self.add_side_button("Export as TOML…").clicked.connect(self._ask_and_export)
        self.list.view.selectionModel().currentChanged.connect(self._show_current)
        self.rows.dataChanged.connect(self._show_current)
        self.list.add.clicked.connect(self._add)
        self.list.remove.clicked.connect(self._remove)
        self.form.changed.connect(self._change)
        self.scale.changed.connect(self.rows.set_rules)
        self.resize(*_SIZE)
        self.list.show_row(0)
        self.list.view.setFocus()

    def act(self) -> None:
        """Commit what differs from the project's scheme, if anything does."""
        after = self._finished()
        schemes.check(after)
        self._refuse_to_drop(label for label in self._before.labels if after.label(label.id) is None)
        kept = {value.name for value in after.scale}
        self._refuse_to_drop(value for value in self._before.scale if value.name not in kept)
        if after != self._before:
            commit(self._bench.session, schemes.change(self._before, after))
            self._tell_changed(guideline.changed(self._before, after))

    def reject(self) -> None:
        """Close without saving; ask first where something would be lost."""
        if self.rows.finished() == self._before or self._agrees_to_lose():
            super().reject()

    def load(self, name: str) -> None:
        """Take the labels and rules of a preset or a TOML file; labels that are in use stay."""
        self.attempt(lambda: self._load(name))

    def export(self, path: Path) -> None:
        """Write the scheme as it is here; raises UserError or Refused."""
        after = self._finished()
        schemes.check(after)
        with writing_whole(path) as out:
            out.write(schemes.dump(after).encode())

    def _tell_changed(self, labels: Sequence[Label]) -> None:
        """Say where the articles are that were labelled under the old rules, if there are any."""
        session = self._bench.session
        names = tuple(label.name for label in labels)
        asked = ListQuery(session.layer_id, filter=Filter((Term(Outdated(names)),)))
        if session.project is None or not names:
            return
        found = session.project.documents.first(asked, 1, _LOOKING_MS)
        if found is None or found:
            whose = names[0] if len(names) == 1 else f"{len(names):,} labels"
            where = "“Articles to look at again” lists what was labelled before."
            session.message.emit(f"The rule of {whose} changed. {where}")

    def _agrees_to_lose(self) -> bool:
        lost = "What you changed here is not saved."
        return plain.agreed(
            plain.question(self, "Close without saving?", lost, yes="Close", no="Go on editing")
        )

    def _finished(self) -> Scheme:
        for row, label in enumerate(self.rows.scheme.labels):
            if not label.name.strip():
                self.tabs.setCurrentIndex(0)
                self.list.show_row(row)
                self.form.name.setFocus()
                raise Refused("Every label needs a name in files.")
        if any(not value.title for value in self.rows.scheme.scale):
            raise Refused("Every step of the scale needs a name.")
        finished = self.rows.finished()
        markdown = finished.rules.guideline
        if markdown == self._before.rules.guideline:
            return finished
        return schemes.with_guideline(finished, markdown)

    def _load(self, name: str) -> None:
        loaded = schemes.load(name)
        used = {label.id for label in self._before.labels if self._uses(label)}
        kept = self.rows.adopt(loaded, used)
        scale = _with_used(loaded.rules, [value for value in self._before.scale if self._uses(value)])
        self.rows.set_rules(scale)
        self.scale.show_rules(scale)
        self.guideline.show_guideline(loaded.rules.guideline)
        self.list.show_row(0)
        if kept:
            raise Refused(f"In use, and therefore kept: {', '.join(label.name for label in kept)}.")

    def _add(self) -> None:
        self.list.show_row(self.rows.add())
        self.form.name.setFocus()

    def _remove(self) -> None:
        row = self.list.row
        if row is None:
            return
        label = self._before.label(self.rows.scheme.labels[row].id)
        if self.attempt(lambda: self._refuse_to_drop([label] if label else [])):
            self.rows.remove(row)
            self.list.show_row(min(row, self.rows.rowCount() - 1))

    def _change(self, facts: dict[str, str]) -> None:
        if self.list.row is not None:
            self.rows.change(self.list.row, facts)

    def _show_current(self, *_: QModelIndex) -> None:
        row = self.list.row
        self.form.setEnabled(row is not None)
        if row is not None:
            self.form.show_label(self.rows.scheme, self.rows.scheme.labels[row], self.rows.shown(row))

    def _uses(self, what: Label | ScaleValue) -> int:
        project = self._bench.session.project
        return project.uses(what) if project else 0

    def _refuse_to_drop(self, gone: Iterable[Label | ScaleValue]) -> None:
        for one in gone:
            count = self._uses(one)
            if count and isinstance(one, Label):
                spans = f"{count:,} span{' has' if count == 1 else 's have'}"
                raise Refused(f"{spans} the label {one.name}, so it stays. Rename it, or relabel them first.")
            if count:
                what = f"{count:,} judgement{' says' if count == 1 else 's say'}"
                raise Refused(f"{what} “{one.title}”, so it stays on the scale. It can be shown otherwise.")

    def _load_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in schemes.presets():
            title = plain.literal(schemes.load(name).rules.title)
            menu.addAction(title).triggered.connect(lambda _=False, name=name: self.load(name))
        menu.addSeparator()
        menu.addAction(_FROM_FILE).triggered.connect(self._ask_and_load)
        return menu

    def _ask_and_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Load scheme", "", _FILES)
        if name:
            self.load(name)

    def _ask_and_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Export scheme", f"{self._before.rules.name}.toml", _FILES
        )
        if name:
            self.attempt(lambda: self.export(Path(name)))

    def _label_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 16, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.list, 5)
        row.addWidget(self.form, 6)
        return page

    def _padded(self, form: QWidget) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 16, 0, 0)
        row.addWidget(form)
        return page


def _with_used(rules: Rules, used: Iterable[ScaleValue]) -> Rules:
    """The rules with a scale that has the values in use as well, beyond the others of their sign."""
    scale = list(rules.scale)
    names = {value.name for value in scale}
    for value in used:
        if value.name not in names:
            same = [at for at, one in enumerate(scale) if one.sign == value.sign]
            before = [at for at, one in enumerate(scale) if one.sign < value.sign]
            at = (same[0] if value.sign < 0 else same[-1] + 1) if same else len(before)
            scale.insert(at, value)
    return replace(rules, scale=tuple(scale))
