"""What one file of a merge would bring, and what a person says about labels and values that differ."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.entities import Key, Label
from annotator.domain.merging import Conflict, NewLabel, Plan, Standing
from annotator.errors import UserError
from annotator.services.import_report import counted
from annotator.services.merge_report import counts, layer_sentence, notices, what, words
from annotator.ui import fonts, plain
from annotator.ui.reader.offsets import display

_MOST = 40  # of each kind, with a choice to make; the rest is counted
_LONGEST = 120  # characters of a value in a list
_COMBO_CHARACTERS = 24


class FileForm(QScrollArea):
    """Shows one file. `label_chosen` carries the id of their label and that of ours, None for a new label;
    `value_chosen` the key of a conflict and the value that counts, None for all side by side.
    """

    label_chosen = Signal(str, object)
    value_chosen = Signal(object, object)

    def __init__(self) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.labels: dict[str, QComboBox] = {}
        self.values: dict[Key, QComboBox] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("What the file would bring")
        self._column = QVBoxLayout()

    def show_file(
        self,
        name: str,
        found: Plan | UserError | None,
        ours: Sequence[Label],
        mapped: dict[str, str],
        chosen: dict[Key, Standing],
    ) -> None:
        """Show the file; `ours` are the labels of the project, `mapped` and `chosen` what was said so far."""
        inside = self._begin()
        self._say(name, strong=True)
        match found:
            case None:
                self._say("It is being read.", "ink2")
            case UserError() as error:
                self._say(error.message, "error")
                if error.hint:
                    self._say(error.hint, "ink2")
            case plan if plan.is_empty:
                self._say("It holds nothing that is not here already.", "ink2")
            case plan:
                self._say_all(plan)
                self._ask_labels(plan.labels, ours, mapped)
                self._ask_values(plan.conflicts, chosen)
        self._column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._name_all()
        self._order()

    def _begin(self) -> QWidget:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)
        self.labels, self.values = {}, {}
        return inside

    def _say(self, text: str, tone: plain.Tone = "ink", *, strong: bool = False) -> QLabel:
        font = fonts.ui_font(13, QFont.Weight.DemiBold) if strong else None
        made = plain.label(display(text), tone=tone, font=font, wrap=True)
        made.setMinimumWidth(1)
        self._column.addWidget(made)
        return made

    def _heading(self, text: str, why: str) -> None:
        self._column.addSpacing(10)
        self._say(text, strong=True)
        self._say(why, "ink2")

    def _say_all(self, plan: Plan) -> None:
        self._say(counts(plan))
        for sentence in notices(plan):
            self._say(sentence, "warn")
        for layer in plan.layers:
            self._say(layer_sentence(layer), "ink2")

    def _ask_labels(self, news: Sequence[NewLabel], ours: Sequence[Label], mapped: dict[str, str]) -> None:
        if not news:
            return
        self._heading(
            f"{counted(len(news), 'label')} that your scheme lacks",
            "Bring each as a new label, or say which of yours stands for it."
            " Equal names need not mean the same.",
        )
        for new in news[:_MOST]:
            one = new.label
            title = f", {one.title}" if one.title and one.title != one.name else ""
            said = f"{one.name}{title} · {counted(new.spans, 'span')}"
            asked = self._say(said)
            if one.meaning:
                self._say(one.meaning, "ink3")
            box = self.labels[one.id] = _box(f"{said}: what becomes of it")
            asked.setBuddy(box)
            box.addItem("Bring it as a new label" + (" of the same name" if new.namesake else ""), None)
            for label in ours:
                box.addItem(_short(f"It is our {label.name}, {label.title}"), label.id)
            box.setCurrentIndex(max(0, box.findData(mapped.get(one.id))))
            box.activated.connect(partial(self._choose_label, one.id, box))
            self._column.addWidget(box)
        self._count_rest(len(news))

    def _ask_values(self, conflicts: Sequence[Conflict], chosen: dict[Key, Standing]) -> None:
        if not conflicts:
            return
        self._heading(
            f"{counted(len(conflicts), 'thing')} said differently in both files",
            "Both are kept. The first counts until somebody decides; you can decide now.",
        )
        for one in conflicts[:_MOST]:
            asked = self._say(what(one)[:1].upper() + what(one)[1:])
            box = self.values[one.key] = _box(f"{what(one)}: what counts")
            asked.setBuddy(box)
            box.addItem("Leave both side by side", None)
            for value in one.values:
                box.addItem(_short(f"{words(value.entity)} ({value.author})"), value)
            if chosen.get(one.key) in one.values:
                box.setCurrentIndex(1 + one.values.index(chosen[one.key]))
            box.activated.connect(partial(self._choose_value, one.key, box))
            self._column.addWidget(box)
        self._count_rest(len(conflicts))

    def _count_rest(self, number: int) -> None:
        if number > _MOST:
            self._say(f"and {number - _MOST:,} more, as in the lines above left undecided.", "ink3")

    def _choose_label(self, theirs: str, box: QComboBox, _: int) -> None:
        self.label_chosen.emit(theirs, box.currentData())

    def _choose_value(self, key: Key, box: QComboBox, _: int) -> None:
        self.value_chosen.emit(key, box.currentData())

    def _order(self) -> None:
        """Let the Tab key come to the choices from here: they were made after the buttons below."""
        last: QWidget = self
        for box in (*self.labels.values(), *self.values.values()):
            QWidget.setTabOrder(last, box)
            last = box

    def _name_all(self) -> None:
        """Let who cannot see it hear all of it when the keys come here."""
        within = self.widget()
        said = [one.text() for one in within.findChildren(QLabel) if one.text()] if within else []
        self.setAccessibleDescription(" ".join(said))


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_COMBO_CHARACTERS)
    return made


def _short(text: str) -> str:
    return display(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
