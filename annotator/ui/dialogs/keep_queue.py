"""A name for the queue that is shown."""

from PySide6.QtWidgets import QLineEdit

from annotator.domain.query import EVERY_ARTICLE
from annotator.errors import Refused
from annotator.ui.dialogs.frame import Dialog, field_label
from annotator.ui.workbench import Workbench

_LONGEST = 40


class KeepQueue(Dialog):
    """Asks for the name; one that is taken means that queue from now on."""

    def __init__(self, bench: Workbench) -> None:
        """For what is listed now."""
        line = bench.window.header.search.line
        super().__init__(bench.window, "Keep this queue", line or "All articles, in this order.", "Keep")
        self._bench = bench
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name.setPlaceholderText("undecided, for example")
        self.name.setMinimumWidth(320)
        self.body.addWidget(field_label("Name", self.name))
        self.body.addWidget(self.name)
        self.name.setFocus()

    def act(self) -> None:
        """Keep it in the settings."""
        name, queues = self.name.text().strip(), self._bench.window.header.queues
        if not name:
            raise Refused("Give the queue a name.")
        if name == EVERY_ARTICLE.name:
            raise Refused(f"“{name}” is always there. Give this queue another name.")
        project = self._bench.session.project
        if project is not None:
            self._bench.settings.keep_queue(project.replica, queues.named(name))
            queues.show_name()


def run(bench: Workbench) -> None:
    """Ask, and keep the queue under the name."""
    KeepQueue(bench).exec()
