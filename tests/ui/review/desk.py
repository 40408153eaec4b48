"""What tests of the review window share: layers of colleagues in a project, gold as the disk has it."""

from PySide6.QtWidgets import QApplication

from annotator.domain import edits
from annotator.domain.entities import GOLD
from annotator.storage.project import Project
from tests.windows import press


def label(bench, layer, words, name, nth=0, article=1):
    """Have a colleague label words, as if their file had been merged."""
    project = bench.session.project
    document = project.document(project.id_of(article))
    on = project.annotations(document.id, project.ensure_layer(layer).id)
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    scheme = project.scheme()
    place = (start, start + len(words))
    project.commit(edits.add_span(scheme, on, document.text, *place, scheme.named(name)))


def unlabel(bench, layer, words):
    """Have a colleague take a label of the first article off again."""
    project = bench.session.project
    document = project.document(project.id_of(1))
    on = project.annotations(document.id, project.layer(layer).id)
    span = next(one for one in on.spans if document.text[one.start : one.end] == words)
    project.commit(edits.remove_span(on, document.text, span))


def judge(bench, layer, value, article=1):
    """Have a colleague say how the article reads."""
    project = bench.session.project
    on = project.annotations(project.id_of(article), project.ensure_layer(layer).id)
    project.commit(edits.set_sentiment(on, value))


def three_layers(bench):
    """Ines, Marek and Rita agree on one label, and differ about edges, a name, and a whole span."""
    for layer in ("ines", "marek", "rita"):
        label(bench, layer, "Ilse Maren", "PER")
    label(bench, "ines", "Port Authority of Velmora", "ORG")
    label(bench, "marek", "Port Authority", "ORG")
    label(bench, "rita", "Port Authority of Velmora", "ORG")
    label(bench, "ines", "union", "ORG")
    label(bench, "marek", "union", "GRP")
    label(bench, "rita", "union", "ORG")
    label(bench, "ines", "Tuesday", "DATE")
    label(bench, "marek", "Tuesday", "DATE")


def begin(bench, qtbot):
    """Begin a review by its key, and wait until everything is counted."""
    press("Ctrl+R")
    qtbot.waitUntil(lambda: bench.reviewing.beside.counts is not None)


def back_in_the_article(bench, qtbot):
    """Wait until a dialog has gone and the keys come to the article again."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    bench.window.activateWindow()  # as a window manager does when a dialog has gone
    qtbot.waitUntil(bench.reader.hasFocus)


def subject(bench):
    """The words of the position at hand."""
    at_work = bench.reviewing
    if at_work.position is None or at_work.position.start is None:
        return None
    return at_work.review.text[at_work.position.start : at_work.position.end]


def golden(bench, article=1):
    """Label and words of gold, read from the disk."""
    session = bench.session
    with Project.open(session.project.path, session.author, read_only=True) as project:
        layer = project.layer(GOLD)
        if layer is None:
            return []
        document = project.document(project.id_of(article))
        found = project.annotations(document.id, layer.id)
        return [(one.label, document.text[one.start : one.end]) for one in found.spans]


def status(bench, article=1):
    """The status of the article in gold."""
    project = bench.session.project
    return project.annotations(project.id_of(article), project.layer(GOLD).id).status


def said(bench):
    """What the status bar says."""
    return bench.window.status.message.words
