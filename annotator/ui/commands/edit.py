"""The Edit menu: what was done, taken back; what is looked for."""

from annotator.ui.actions import action
from annotator.ui.commands.conditions import can_write, has_project
from annotator.ui.workbench import Workbench


@action("edit.undo", "Undo", keys="Ctrl+Z", menu="Edit", when=can_write)
def undo(bench: Workbench) -> None:
    """Take back the last thing done, in whatever article."""
    bench.session.undo()


@action("edit.redo", "Redo", keys=("Ctrl+Shift+Z", "Ctrl+Y"), menu="Edit", when=can_write)
def redo(bench: Workbench) -> None:
    """Do again what was undone last."""
    bench.session.redo()


@action(
    "edit.search", "Search all articles", keys=("/", "Ctrl+F"), menu="Edit", when=has_project, separated=True
)
def search(bench: Workbench) -> None:
    """Go to the search field."""
    bench.window.header.search.selectAll()
    bench.window.header.search.setFocus()
