"""History: of the selected words or of the article, and back to one thing as it was."""

from annotator.domain.edits import quoted
from annotator.ui.actions import action
from annotator.ui.commands.conditions import has_document, has_project
from annotator.ui.models.history_list import Focus
from annotator.ui.panels.notes import NotesPanel
from annotator.ui.workbench import Workbench


@action("history.span", "History of the words", keys="Ctrl+H", menu="Edit", scope="reader", when=has_document)
def history_of_words(bench: Workbench) -> None:
    """Show what was done to the selected span, or to the selected words, and what stood there before."""
    _show(bench, _focus(bench))


@action("history.article", "History of the article", keys="Ctrl+Shift+H", menu="Edit", when=has_document)
def history_of_article(bench: Workbench) -> None:
    """Show what was done to the article."""
    _show(bench, None)


@action("view.pace", "My pace…", menu="View", when=has_project)
def my_pace(bench: Workbench) -> None:
    """Show how many labels, keys and seconds it took, to the person alone."""
    from annotator.ui.dialogs import pace

    pace.run(bench)


@action("view.suggestions", "What suggestions changed…", menu="View", when=has_project)
def what_suggestions_changed(bench: Workbench) -> None:
    """Compare the articles that showed suggestions with those that were drawn to show none."""
    from annotator.ui.dialogs import suggestions

    suggestions.run(bench)


def _focus(bench: Workbench) -> Focus | None:
    document, selection, span = bench.session.document, bench.reader.selection, bench.reader.selected_span
    if document is None or selection is None:
        return None
    return Focus(selection, span.id if span else None, quoted(document.text, *selection))


def _show(bench: Workbench, focus: Focus | None) -> None:
    bench.window.docks.bring("notes")
    panel = bench.panels["notes"]
    if isinstance(panel, NotesPanel):
        panel.show_history(focus)
