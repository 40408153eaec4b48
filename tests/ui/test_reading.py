"""The article shows a label, a movement or another article before the rest of the window follows."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.windows import press, select


class Paints(QObject):
    """Counts the paintings of the article."""

    def __init__(self, reader) -> None:
        super().__init__(reader)
        self.count = 0
        QApplication.processEvents()
        reader.viewport().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize(
    ("signal", "act"),
    [
        (lambda bench: bench.session.edited, lambda bench: press("1")),
        (lambda bench: bench.reader.selection_changed, lambda bench: press("Right")),
        (lambda bench: bench.session.shown, lambda bench: bench.session.show_next()),
    ],
    ids=["label", "movement", "next article"],
)
def test_the_article_is_painted_before_whoever_listens_after_it_hears(bench, signal, act):
    select(bench, "Ilse Maren")
    paints, heard = Paints(bench.reader), []
    signal(bench).connect(lambda *_: heard.append(paints.count))
    act(bench)
    assert heard[0] == 1
