"""The Edit menu: what was done, taken back; what is looked for."""

from collections.abc import Callable

from annotator.domain.change import Edit
from annotator.domain.entities import Mark, Opinion, Span
from annotator.ui.actions import action
from annotator.ui.commands.conditions import can_write, has_project
from annotator.ui.workbench import Workbench


@action("edit.undo", "Undo", keys="Ctrl+Z", menu="Edit", when=can_write)
def undo(bench: Workbench) -> None:
    """Take back the last thing done, in whatever article, and show where it was."""
    _walk(bench, bench.session.undo)


@action("edit.redo", "Redo", keys=("Ctrl+Shift+Z", "Ctrl+Y"), menu="Edit", when=can_write)
def redo(bench: Workbench) -> None:
    """Do again what was undone last, and show where it is."""
    _walk(bench, bench.session.redo)


@action(
    "edit.search", "Search all articles", keys=("/", "Ctrl+F"), menu="Edit", when=has_project, separated=True
)
def search(bench: Workbench) -> None:
    """Go to the search field."""
    bench.window.header.search.selectAll()
    bench.window.header.search.setFocus()


def _walk(bench: Workbench, walk: Callable[[], None]) -> None:
    walked: list[Edit] = []
    connection = bench.session.edited.connect(walked.append)
    walk()
    bench.session.edited.disconnect(connection)
    place = next((found for edit in walked if (found := _place(bench, edit))), None)
    if place is not None:
        bench.reader.select(*place)


def _place(bench: Workbench, edit: Edit) -> tuple[int, int] | None:
    """Where in the shown article the edit changed something, as code points."""
    session = bench.session
    for change in edit.changes:
        entity = change.after or change.before
        if session.document is None or change.key.document != session.document.id:
            continue
        if isinstance(entity, Opinion):
            entity = session.annotations.span(entity.target)
        if isinstance(entity, Span | Mark) and entity.start is not None and entity.end is not None:
            return entity.start, entity.end
    return None
