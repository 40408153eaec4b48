"""The rules of a scheme: what sentiment asks, its ordinal scale, and whether spans may overlap."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from annotator.domain.entities import Rules, ScaleValue
from annotator.ui import fonts, plain
from annotator.ui.dialogs.frame import field_label
from annotator.ui.theme import Appearance
from annotator.ui.widgets import PolarityPicker

_SIDES = {-1: "Negative", 0: "Neutral", 1: "Positive"}
_MOST = 5
_SIGNS = {-1: "−", 0: "0", 1: "+"}
_SIGN_WIDTH = 56


@dataclass(slots=True)
class _Step:
    """A step of the scale in the form. `name` is what files call it; None until a new step is kept."""

    name: str | None
    sign: int
    title: QLineEdit
    signs: QLabel
    in_files: QLabel

    def value(self) -> ScaleValue:
        title = self.title.text().strip()
        return ScaleValue(self.name or title.lower().replace(" ", "_"), title, self.sign)

    def show(self, shown: bool) -> None:
        for part in (self.title, self.signs, self.in_files):
            part.setVisible(shown)


class ScaleForm(QWidget):
    """Shows the rules of a scheme; `changed` carries the rules as a person has changed them.

    A step keeps the name by which files call it, whatever it is shown as.
    """

    changed = Signal(object)

    def __init__(self, appearance: Appearance, rules: Rules) -> None:
        """Show these rules."""
        super().__init__()
        self._rules = rules
        self.title = QLineEdit()
        self.question = QLineEdit()
        self.question.setPlaceholderText("For example: the author’s attitude to the target")
        self.overlap = plain.check_box("Spans may overlap and lie within each other")
        self.counts = {sign: _count(name) for sign, name in _SIDES.items()}
        self.preview = PolarityPicker(appearance, rules.scale, "The scale as it will look")
        self._steps: dict[int, list[_Step]] = {}
        self._grid = QGridLayout()
        self._lay_out()
        self.show_rules(rules)
        for line in (self.title, self.question):
            line.textEdited.connect(self._changed)
        self.overlap.toggled.connect(self._changed)
        for count in self.counts.values():
            count.currentIndexChanged.connect(self._changed)

    def show_rules(self, rules: Rules) -> None:
        """Show these rules, without saying that anything changed."""
        self._rules = rules
        self.title.setText(rules.title)
        self.question.setText(rules.question)
        with QSignalBlocker(self.overlap):
            self.overlap.setChecked(rules.overlap)
        for part in [part for steps in self._steps.values() for step in steps for part in _parts(step)]:
            part.deleteLater()
        for sign, count in self.counts.items():
            values = [value for value in rules.scale if value.sign == sign]
            mildest_first = values[::-1] if sign < 0 else values
            self._steps[sign] = [self._step(value, sign) for value in mildest_first]
            with QSignalBlocker(count):
                count.setCurrentIndex(len(values))
        self._place()

    def rules(self) -> Rules:
        """The rules as the form has them."""
        return replace(
            self._rules,
            title=self.title.text().strip() or self._rules.name,
            question=self.question.text().strip(),
            overlap=self.overlap.isChecked(),
            scale=tuple(step.value() for step in self.steps()),
        )

    def steps(self) -> list[_Step]:
        """The steps that are shown, lowest first."""
        shown = {sign: steps[: self.counts[sign].currentIndex()] for sign, steps in self._steps.items()}
        return [*reversed(shown[-1]), *shown[0], *shown[1]]

    def _changed(self) -> None:
        for sign, count in self.counts.items():
            while len(self._steps[sign]) < count.currentIndex():
                self._steps[sign].append(self._step(None, sign))
        self._place()
        self.changed.emit(self.rules())

    def _step(self, value: ScaleValue | None, sign: int) -> _Step:
        title = QLineEdit(value.title if value else _title(sign, len(self._steps[sign])))
        title.textEdited.connect(self._changed)
        signs = plain.label("", tone="ink2")
        signs.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        signs.setFixedWidth(_SIGN_WIDTH)
        in_files = plain.label("", tone="ink3", font=fonts.mono_font())
        return _Step(value.name if value else None, sign, title, signs, in_files)

    def _place(self) -> None:
        """Put the steps that are shown below each other, and say what each of them is."""
        shown = self.steps()
        for steps in self._steps.values():
            for step in steps:
                for part in _parts(step):
                    self._grid.removeWidget(part)
                if step not in shown:
                    step.show(False)
        before: QWidget = self.counts[1]
        for row, step in enumerate(shown):
            for column, cell in enumerate(_parts(step)):
                self._grid.addWidget(cell, row, column)
            step.show(True)
            step.signs.setText(" ".join(_SIGNS[step.sign] * self._strength(step)))
            step.in_files.setText(step.value().name)
            step.title.setAccessibleName(f"{_SIDES[step.sign]} step {self._strength(step)}, shown as")
            QWidget.setTabOrder(before, step.title)
            before = step.title
        self.preview.show_scale([step.value() for step in shown])

    def _strength(self, step: _Step) -> int:
        return self._steps[step.sign].index(step) + 1 if step.sign else 1

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(field_label("Name of the scheme", self.title), self.title)
        form.addRow(plain.label("Spans", tone="ink2"), self.overlap)
        form.addRow(field_label("Sentiment asks", self.question), self.question)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        for sign, count in self.counts.items():
            steps.addWidget(plain.label(_SIDES[sign], tone="ink2"))
            steps.addWidget(count)
            steps.addSpacing(8)
        steps.addStretch(1)
        steps.addWidget(self.preview)
        form.addRow(plain.label("Steps", tone="ink2"), steps)
        form.addRow(plain.label("Shown as", tone="ink2"), self._scrolled())

    def _scrolled(self) -> QScrollArea:
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        inside = QWidget()
        rows = QGridLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._grid, 0, 0)
        rows.setRowStretch(1, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area


def _parts(step: _Step) -> tuple[QLabel, QLineEdit, QLabel]:
    return step.signs, step.title, step.in_files


def _count(name: str) -> QComboBox:
    made = QComboBox()
    made.addItems([str(count) for count in range(_MOST + 1)])
    made.setAccessibleName(f"{name} steps")
    return made


def _title(sign: int, at: int) -> str:
    """What a new step is called, `at` steps away from the mildest of its side."""
    side = _SIDES[sign]
    if sign == 0:
        return (side, "Mixed")[at] if at < 2 else f"{side} {at + 1}"
    return (side, f"Very {side.lower()}", f"Extremely {side.lower()}")[at] if at < 3 else f"{side} {at + 1}"
