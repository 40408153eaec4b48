"""Shows the session in the reader: the article, what the layer says about it, the scheme, the look."""

from PySide6.QtCore import QObject

from annotator.domain import opinions
from annotator.domain.change import Edit
from annotator.domain.document import Document
from annotator.domain.entities import Label, Mark, Opinion, Rules, Span, Status
from annotator.domain.origin import without_origin
from annotator.domain.scheme import Scheme, with_labels
from annotator.storage.history import last_labels
from annotator.ui.commands import view
from annotator.ui.switches import HIDE_ORIGIN, LINKS
from annotator.ui.workbench import Workbench


class Reading(QObject):
    """Listens to the session and tells the reader, which knows no project."""

    def __init__(self, bench: Workbench) -> None:
        """Shows what the session shows now."""
        super().__init__(bench.reader)
        self._bench = bench
        session, reader = bench.session, bench.reader
        session.shown.connect(self._show)
        session.opened.connect(self._show)
        session.edited.connect(self._show_edit)
        session.layer_changed.connect(self._show_layer)
        bench.appearance.changed.connect(self._show_look)
        reader.zoom_asked.connect(self._zoom)
        bench.offers.changed.connect(self._propose)
        bench.switches.changed.connect(self._switch)
        for signal in (reader.selection_changed, bench.hand.changed):
            signal.connect(self._link)
        reader.set_zoom(bench.settings.zoom)

    def _show(self) -> None:
        session, reader = self._bench.session, self._bench.reader
        if session.document is not None:
            reader.show_document(self._seen(session.document), session.scheme, session.annotations)
        elif session.project is not None:
            reader.show_empty("No articles yet.", "Drop files or a folder here, or import them with Ctrl I.")

    def _propose(self) -> None:
        self._bench.reader.show_candidates(self._bench.offers.candidates)

    def _show_edit(self, edit: Edit) -> None:
        session, reader = self._bench.session, self._bench.reader
        if edit.touches(Label.kind, Rules.kind):
            reader.show_scheme(session.scheme)
        document = session.document.id if session.document else None
        if edit.touches(Span.kind, Mark.kind, Opinion.kind, Status.kind, document=document):
            reader.show_annotations(session.annotations)
            self._link()
        if self._bench.switches.is_on(HIDE_ORIGIN) and edit.touches(Status.kind, document=document):
            self._show_origin()

    def _show_layer(self) -> None:
        self._bench.reader.show_scheme(self._scheme())
        self._bench.reader.show_annotations(self._bench.session.annotations)
        self._show_origin()
        self._link()

    def _scheme(self) -> Scheme:
        """The scheme; while the past is shown, with the labels of then that it has lost since."""
        session = self._bench.session
        known = {label.id for label in session.scheme.labels}
        lost = sorted({span.label for span in session.annotations.spans} - known)
        if session.past is None or session.project is None or not lost:
            return session.scheme
        return with_labels(session.scheme, (*session.scheme.labels, *last_labels(session.project, lost)))

    def _seen(self, document: Document) -> Document:
        """The document as it is to be seen now."""
        is_hidden = (
            self._bench.switches.is_on(HIDE_ORIGIN) and self._bench.session.annotations.status != "done"
        )
        return without_origin(document) if is_hidden else document

    def _show_origin(self) -> None:
        if self._bench.session.document is not None:
            self._bench.reader.show_origin(self._seen(self._bench.session.document))

    def _link(self) -> None:
        """Show the links of the opinion in hand and of those under the cursor, if they are wanted."""
        reader, held = self._bench.reader, self._bench.hand.opinion
        shown = []
        if self._bench.switches.is_on(LINKS) and reader.selection is not None:
            shown = opinions.touching(self._bench.session.annotations, reader.selection)
            shown += [held] if held else []
        reader.show_links(one.id for one in shown)

    def _switch(self, key: str) -> None:
        if key == HIDE_ORIGIN:
            self._show_origin()
        elif key == LINKS:
            self._link()

    def _show_look(self) -> None:
        self._bench.reader.set_theme(self._bench.appearance.theme)

    def _zoom(self, step: int) -> None:
        change = view.larger if step > 0 else view.smaller
        change(self._bench)
