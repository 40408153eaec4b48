"""Which layers are compared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.entities import GOLD, Layer
from annotator.errors import Refused
from annotator.ui import plain
from annotator.ui.dialogs.frame import Dialog
from annotator.ui.workbench import Workbench

_HINT = "Gold is what the review makes of them. Twelve at a time have a lane in the article."


def run(bench: Workbench) -> None:
    """Let a person choose."""
    LayerDialog(bench).open()


class LayerDialog(Dialog):
    """A box to tick for each layer but gold."""

    def __init__(self, bench: Workbench) -> None:
        """Ticked are those that are compared now."""
        super().__init__(bench.window, "Layers to compare", _HINT, "Compare")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = bench
        project, at_work = bench.session.project, bench.reviewing
        compared = {layer.id for layer in at_work.layers}
        every = [layer for layer in (project.layers() if project else []) if layer.name != GOLD]
        self.boxes: list[tuple[Layer, QCheckBox]] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        for layer in sorted(every, key=lambda one: at_work.faces.place(one.id)):
            is_named = layer.id in at_work.faces.faces  # others say nothing yet
            box = plain.check_box(at_work.faces.name(layer.id) if is_named else layer.name)
            box.setChecked(layer.id in compared)
            column.addWidget(box)
            self.boxes.append((layer, box))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName("Layers")
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.body.addWidget(scroll)
        self.resize(380, 420)

    def act(self) -> None:
        """Compare what is ticked."""
        chosen = [layer for layer, box in self.boxes if box.isChecked()]
        if len(chosen) < 2:
            raise Refused("Tick two layers or more.")
        self._bench.reviewing.compare(chosen)
